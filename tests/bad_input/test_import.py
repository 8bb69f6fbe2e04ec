"""`flask agreement import` meets every file that is no framework: each problem named with its place, nothing stored."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from flask import Flask

from tests import cast as people
from tests.bad_input.ground import ON_SQLITE, everything, undone
from tests.cast import Cast

Run = Callable[..., Result]
GOOD = people.terms(reference="second", title="Second agreement")
SECOND = "second"
BY_THEMSELVES = ("governance", "relief", "rectification", "key_people", "pulse")
MAY_BE_EMPTY = ("principles", "forums", "kpis", "reports", "termination_triggers")


def _at(steps: str, value: Any) -> str:
    """The good file with one other value."""
    data = deepcopy(GOOD)
    *way, last = [int(step) if step.isdigit() else step for step in steps.split(".")]
    place: Any = data
    for step in way:
        place = place[step]
    place[last] = value
    return _json(data)


def _json(data: Any) -> str:
    return json.dumps(
        data, ensure_ascii=False, indent=1, default=str
    )  # which is YAML too, and is written ten times as fast


TEXT = yaml.safe_dump(GOOD, allow_unicode=True, sort_keys=False)
NO_YAML = {  # what stands in the file, and what is said of it
    "nothing": (b"", "The file is empty."),
    "spaces": (b" \n\n", "The file is empty."),
    "a list": (b"- a\n- b\n", "The file must begin with the names of its sections"),
    "a word": (b"hello", "The file must begin with the names of its sections"),
    "an open bracket": (b"header: [1, 2\n", "line 2"),
    "an open quote": (b"header: 'x\n", "line 2"),
    "a tab": (b"header:\n\ttitle: x\n", "line 2"),
    "two documents": (TEXT.encode() + b"---\nheader: x\n", "more than one document"),
    "a tag": (TEXT.replace("title: Second agreement", "title: !!python/name:os.system").encode(), "header.title"),
    "an alias": (TEXT.replace("title: Second agreement", "title: &a x\n  playbook: *a").encode(), "header.playbook"),
    "a name twice": (TEXT.encode() + b"header: {}\n", "written twice"),
    "NUL": (TEXT.replace("Second", "Sec\0ond").encode(), "U+0000"),
    "NUL, escaped": (TEXT.replace("Second agreement", '"a\\0b"', 1).encode(), "header.title"),
    "a lone surrogate": (TEXT.encode().replace(b"Second", b"\xed\xa0\x80"), "The file is not text in UTF-8"),
    "a lone surrogate, escaped": (TEXT.replace("Second agreement", '"\\ud800"', 1).encode(), "line 3"),
    "bidi, escaped": (TEXT.replace("Second agreement", '"a\\u202Eb"', 1).encode(), "header.title"),
    "half a sign": (TEXT.encode() + b"# \xe2\x82", "The file is not text in UTF-8"),
    "Latin-1": (TEXT.encode() + b"# caf\xe9", "The file is not text in UTF-8"),
    "UTF-16": (TEXT.encode("utf-16"), "The file is not text in UTF-8"),
    "an executable": (bytes(range(256)) * 100, "The file is not text in UTF-8"),
    "10 MB of nesting": (b"[" * 10_000_000, "The file is larger than 1 MB"),
    "nesting": (b"header: " + b"{a: " * 100_000, "nested deeper than 40 levels"),
    "many values": (b"header: [" + b"1," * 60_000 + b"]", "more than 50,000 values"),
}
WRONG = {  # where the value stands, what stands there, and the path that is named where it is another
    "unknown section": ("colour", "blue", None),
    "unknown field": ("header.colour", "blue", None),
    "unknown limit": ("envelope.limits.0.kind", "vibes", None),
    "text for a group": ("header.client", "Acme", None),
    "group for text": ("header.title", {"a": 1}, None),
    "list for text": ("header.title", ["a"], None),
    "text for a list": ("clauses", "9", None),
    "group for a list": ("people", {"ana": {}}, None),
    "nothing": ("header.title", None, None),
    "too long": ("header.title", "x" * 201, None),
    "a reference with a slash": ("header.reference", "../second", None),
    "negative value": ("header.initial_value", "-1", None),
    "negative charges": ("header.annual_charges", "-0.01", None),
    "negative authority": ("authority.0.up_to", "-5", None),
    "1e400": ("header.initial_value", "1e400", None),
    "NaN": ("header.initial_value", "NaN", None),
    "float nan": ("header.initial_value", float("nan"), None),
    "infinity": ("authority.0.up_to", float("inf"), None),
    "Arabic digits": ("header.initial_value", "١٠٠٠", None),
    "underscore": ("header.initial_value", "1_000", None),
    "grouped": ("header.initial_value", "1,000", None),
    "21 digits": ("header.initial_value", "1" * 21, None),
    "five decimals": ("header.initial_value", "1.00001", None),
    "percent of 1000.1": ("envelope.limits.0.percent", "1000.1", None),
    "reversed term": ("header.end", "2020-01-01", None),
    "no such day": ("header.start", "2026-02-30", None),
    "day 0000": ("header.start", "0000-00-00", None),
    "day 9999": ("header.end", "9999-12-31", None),
    "reversed day": ("header.start", "31-12-2026", None),
    "no zone": ("header.time_zone", "Mars/Olympus", None),
    "no currency": ("header.currency", "XXQ", None),
    "no country": ("header.client.country", "ZZ", None),
    "one company on both sides": ("header.vendor", {"name": "ACME  retail", "country": "GB"}, "header.vendor.name"),
    "look-alike company": ("header.vendor", {"name": "Acme\u200b Retail", "country": "GB"}, "header.vendor.name"),
    "authority of the other side": ("authority.0.side", "vendor", None),
    "authority above the framework": ("authority.0.up_to", "99999999999", None),
    "authority of nobody": ("authority.0.person", "nobody@client.example.com", None),
    "no address": ("people.0.email", "ana at home", None),
    "a person twice": ("people.1.email", people.email("ana"), None),
    "a person of another company": ("people.1.email", people.email(people.OUTSIDER), None),
    "a role that is none": ("people.0.role", "emperor", None),
    "a clause that is none": ("envelope.clause", "404", None),
}  # fmt: skip


@pytest.fixture
def run(app: Flask, cast: Cast, tmp_path: Path) -> Run:
    """Run `flask agreement ...`; bytes become a file."""

    def command(*words: str | bytes) -> Result:
        file = tmp_path / "framework.yaml"
        args = ["agreement"]
        for word in words:
            if isinstance(word, bytes):
                file.write_bytes(word)
            args.append(str(file) if isinstance(word, bytes) else word)
        return app.test_cli_runner().invoke(args=args)

    return command


def test_a_file_that_is_no_framework_stores_nothing(run: Run) -> None:
    before = everything()
    for name, (source, says) in NO_YAML.items():
        answer = run("import", source)
        assert (name, answer.exit_code, answer.stdout) == (name, 1, "")
        assert says in answer.stderr
        assert "nothing is stored" in answer.stderr
        assert "Traceback" not in answer.stderr
    assert everything() == before


def test_a_wrong_value_is_named_with_path_and_line_and_stores_nothing(run: Run) -> None:
    before = everything()
    for name, (steps, value, elsewhere) in WRONG.items():
        answer = run("import", _at(steps, value).encode())
        parts = [f"[{step}]" if step.isdigit() else f".{step}" for step in steps.split(".")]
        path = elsewhere or "".join(parts).removeprefix(".")
        lines = [line for line in answer.stderr.splitlines() if f" {path}  " in line]
        assert (name, answer.exit_code, bool(lines)) == (name, 1, True), answer.stderr
        assert (name, lines[0][:5]) == (name, "line ")
        assert "nothing is stored" in answer.stderr
    assert everything() == before


def test_every_problem_of_a_file_is_told_at_once(run: Run) -> None:
    data = deepcopy(GOOD)
    data["header"] |= {"title": "", "end": "2020-01-01", "initial_value": "-1", "colour": "blue"}
    data["people"][0]["role"] = "emperor"
    answer = run("import", _json(data).encode())
    for path in ("header.title", "header.end", "header.initial_value", "header.colour", "people[0].role"):
        assert f" {path}  " in answer.stderr
    assert answer.exit_code == 1


@ON_SQLITE
def test_a_section_that_is_another_kind_of_thing_never_breaks_it(run: Run) -> None:
    things: list[Any] = [None, "x", 1e400, [], {}, ["\u202e"], {"a": {"b": []}}]
    before, accepted = everything(), list[tuple[str, Any]]()
    for section in GOOD:
        for thing in things:
            with undone():
                answer = run("import", _at(section, thing).encode())
            assert isinstance(answer.exception, SystemExit | None), (section, thing)
            if answer.exit_code == 0:
                accepted.append((section, thing))
    usual = [thing for section, thing in accepted if section in BY_THEMSELVES]
    assert all(thing is None or thing == {} for thing in usual)  # left out or left empty, they count by the usual words
    listed = [(section, thing) for section, thing in accepted if section not in BY_THEMSELVES]
    assert [section for section, _thing in listed] == [section for section in MAY_BE_EMPTY for _ in range(2)]
    assert {repr(thing) for _section, thing in listed} == {"None", "[]"}
    assert everything() == before


@pytest.mark.parametrize(
    "source",
    [
        TEXT.encode(), TEXT.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + TEXT.encode(), TEXT.encode() + b"\n\n# caf\xc3\xa9 \n\n",
    ],
    ids=["plain", "with the line ends of Windows", "with a mark", "with a remark"],
)  # fmt: skip
def test_a_good_file_is_given_back_byte_for_byte(run: Run, source: bytes) -> None:
    answer = run("import", source)
    assert (answer.exit_code, answer.stderr) == (0, "")
    exported = run("export", SECOND)
    assert (exported.exit_code, exported.stdout_bytes) == (0, source)
    before = everything()
    again = run("import", source)
    assert again.exit_code == 1
    assert "This framework is there already, unchanged: second." in again.stderr
    assert everything() == before


@ON_SQLITE
def test_what_is_no_file_is_refused(run: Run, tmp_path: Path) -> None:
    before = everything()
    for words in ([], [str(tmp_path)], [str(tmp_path / "missing")], ["/dev/null"], ["--help-me"], [""]):
        assert run("import", *words).exit_code in (1, 2)
    for key in ("", "nowhere", "\u202e", "../second", "acme-payroll' OR 1=1 --"):
        assert run("export", key).exit_code in (1, 2)
    assert everything() == before
