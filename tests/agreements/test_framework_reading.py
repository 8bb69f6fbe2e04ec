"""What a file may not be: every trick and accident of YAML and of bytes ends in a sentence with a place."""

import sys
import time
import tracemalloc

import pytest

from bpo_gov.agreements.framework import BadFramework, read
from tests.agreements.framework_cases import UK, problems, said

EMPTY = "The file is empty."
NO_SECTIONS = "The file must begin with the names of its sections, such as header:, not with a list or a text."


@pytest.mark.parametrize(
    ("source", "line", "sentence"),
    [
        ("", None, EMPTY),
        ("# only a remark\n", None, EMPTY),
        ("null", None, EMPTY),
        ("- a\n- b\n", 1, NO_SECTIONS),
        ("hello", 1, NO_SECTIONS),
        ("header: [1, 2\n", 2, "Line 2, column 1: a comma is missing, or a list in brackets is not closed."),
        ("header:\n  title: 'open\n", 3, "Line 3, column 1: the file ends inside a text in quotes."),
        ("header:\n\ttitle: x\n", 2, "Line 2, column 1: a tab or one of the signs @ ` % stands at the beginning; "
            "use spaces, or put the text in quotes."),
        ("header: a: b\n", 1, "Line 1, column 10: a colon stands where none may; put text that holds a colon in "
            "quotes, or correct the indentation."),
        ("header:\n  title: x\n reference: y\n", 3,
            "Line 3, column 2: the indentation does not fit the lines above."),
        ('header: "\\q"\n', 1,
            "Line 1, column 10: a backslash in double quotes begins an unknown sign; use single quotes."),
        ("a: 1\n---\nb: 2\n", 2, "The file holds more than one document; keep one and leave out the line ---."),
        ("? [a]\n: 1\n", 1, "A name is needed before the colon; it must be plain text."),
        ("a: x\nb: \x00\n", 2, "Line 2 holds a sign that cannot be kept: U+0000."),
        (b"a: x\nb: \x00\n", 2, "Line 2 holds a sign that cannot be kept: U+0000."),
        ("a: x\nb: \ud800\n", 2, "Line 2 holds a sign that cannot be kept: U+D800."),
        (b"a: x\nb: \xff\n", 2, "The file is not text in UTF-8; save it as UTF-8."),
        ("header: x".encode("utf-16"), 1, "The file is not text in UTF-8; save it as UTF-8."),
        ("a: [" + "1," * 50_001 + "]", 1, "The file holds more than 50,000 values."),
        ("x" * 1_000_001, None, "The file is larger than 1 MB; a framework is far smaller."),
        ("é" * 600_000, None, "The file is larger than 1 MB; a framework is far smaller."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_framework_is_refused_in_one_sentence(source, line, sentence):
    assert [(p.path, p.line, str(p.message)) for p in problems(source)] == [("", line, sentence)]


@pytest.mark.parametrize("source", ["[" * 10_000_000, b"{a: " * 2_500_000, "- " * 5_000_000])
def test_ten_megabytes_of_nesting_are_refused_at_once_and_in_little_memory(source):
    tracemalloc.start()
    begun = time.perf_counter()
    found = problems(source)
    spent, (_, peak) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [str(p.message) for p in found] == ["The file is larger than 1 MB; a framework is far smaller."]
    assert spent < 0.5
    assert peak < 1_000_000


@pytest.mark.parametrize("source", ["[" * 900_000, "{a: " * 200_000, "- " * 400_000, "header: " + "[" * 900_000])
def test_nesting_within_the_size_ends_at_forty_levels(source):
    assert [str(p.message) for p in problems(source)] == ["The file is nested deeper than 40 levels."]


def test_nesting_never_ends_in_a_recursion_error():
    limit = sys.getrecursionlimit()
    for depth in (39, 40, 41, 5_000):
        with pytest.raises(BadFramework):
            read("header: " + "[" * depth + "]" * depth)
    assert sys.getrecursionlimit() == limit


def test_a_thousand_laughs_are_not_told():
    laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    found = [(p.path, p.line, str(p.message)) for p in problems(laughs)]
    assert [each for each in found if "mark" in each[2] or "repeats" in each[2]] == [
        ("a", 1, "“&a” marks a place to be repeated; leave it out."),
        ("b", 2, "“&b” marks a place to be repeated; leave it out."),
        ("b[0]", 2, "“*a” repeats another place; write the value out."),
        ("b[1]", 2, "“*a” repeats another place; write the value out."),
        ("c[0]", 3, "“*b” repeats another place; write the value out."),
        ("c[1]", 3, "“*b” repeats another place; write the value out."),
    ]


def test_a_tag_that_would_make_an_object_is_refused_and_nothing_is_made():
    bad = UK.replace("title: Business services agreement", "title: !!python/object/apply:os.system ['exit 1']")
    assert [(p.path, p.line) for p in problems(bad)] == [("header.title", 11)]


def test_plain_tags_are_allowed():
    assert problems(UK.replace("end: 2030-03-31", "end: !!str 2030-03-31")) == []


def test_a_name_written_twice_is_named_with_both_lines_and_the_first_counts():
    bad = UK.replace("  currency: GBP\n", "  currency: GBP\n  currency: EUR\n")
    assert [(p.path, p.line, str(p.message)) for p in problems(bad)] == [
        ("header.currency", 30, "“currency” is written twice; it already stands in line 29.")
    ]


def test_escaped_signs_that_cannot_be_kept_are_named_at_their_field():
    bad = UK.replace("title: Business services agreement", r'title: "a\0b"')
    assert said(bad) == {"header.title": "The text holds a sign that cannot be kept: U+0000."}
    bad = UK.replace("title: Business services agreement", r'title: "a\u202Eb"')
    assert said(bad) == {"header.title": "The text holds a sign that cannot be kept: U+202E."}


@pytest.mark.parametrize("source", [UK, UK.encode(), "\ufeff" + UK, UK.encode("utf-8-sig"), UK.replace("\n", "\r\n")])
def test_a_good_file_is_read_from_text_or_bytes_with_or_without_a_mark(source):
    assert read(source) == read(UK)


def test_plain_values_keep_the_text_that_was_written():
    spelt = UK.replace('number: "9.1"', "number: 9.10").replace('clause: "9.1"', "clause: 9.10")
    spelt = spelt.replace("clause: 9.1(", "clause: 9.10(").replace("title: Business services agreement", "title: 2026")
    framework = read(spelt)
    assert framework.header.title == "2026"
    assert framework.change_procedure.clause == "9.10"
    assert framework.clause("9.10") is not None


def test_a_country_named_no_is_norway():
    norway = UK.replace("country: GB\n    subdivision: ENG\n", "country: NO\n")
    assert read(norway).calendars.client.country == "NO"
