"""Numbers as people of two languages write them: exactly the number that is meant, or none."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import force_locale
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_gov.web.forms import read_number
from bpo_gov.web.words import number
from tests.bad_input.doors import stand
from tests.bad_input.ground import ON_SQLITE, Window
from tests.bad_input.page import seen
from tests.cast import Cast

READ = [  # text, in English, in Indonesian
    ("0", "0", "0"),
    ("-0", "0", "0"),
    ("-0.00", "0", None),
    ("007", "7", "7"),
    ("5", "5", "5"),
    ("-5", "-5", "-5"),
    ("1000", "1000", "1000"),
    ("1,000", "1000", "1.000"),
    ("1.000", "1.000", "1000"),
    ("1,000.50", "1000.50", None),
    ("1.000,50", None, "1000.50"),
    ("1000.5", "1000.5", None),
    ("1000,5", None, "1000.5"),
    ("12,345,678.901", "12345678.901", None),
    ("12.345.678,901", None, "12345678.901"),
    ("-1,234.5", "-1234.5", None),
    ("-1.234,5", None, "-1234.5"),
    ("0.5", "0.5", None),
    ("0,5", None, "0.5"),
    ("0,001", None, "0.001"),
    ("0.001", "0.001", None),
    ("00,100", None, "0.100"),
    ("00,100,000", None, None),
    ("1,23", None, "1.23"),
    ("1.23", "1.23", None),
    ("1,2345", None, "1.2345"),
    ("1,0000", None, "1.0000"),
    ("1000,000", None, "1000.000"),
    ("1,000,00", None, None),
    ("1,00,000", None, None),
    ("1.000.00", None, None),
    ("1,000,000", "1000000", None),
    ("1.000.000", None, "1000000"),
    ("1.234567", "1.234567", None),
    ("1.2345678", None, None),
    ("9" * 40, "9" * 40, "9" * 40),
    ("9" * 41, None, None),
]
IN_NEITHER = [
    "", " ", "-", "--1", "+1", "1-", "(1)", ".", ",", ".5", ",5", "5.", "5,", "1..0", "1,,000", ",000", "1, 000", "1 000", "1\u00a0000", "1\u202f000",
    "1'000", "1_000", "1e3", "1E3", "1e400", "0x10", "0b1", "nan", "NaN", "sNaN", "inf", "-inf", "Infinity", "∞", "½", "²", "Ⅷ", "一",
    "١٢٣", "１２３", "۱۲۳", "१२३", "1٫5", "1٬000", "\u22125", "–5", "1\0", "\x001", "1\n", "\n1", "1\u200b", "$1", "£1", "Rp1", "1%", "one", "1/2",
    "1.0.0.0", "1,000.000,0", "1.000,000.0", "None", "true", "[1]",
]  # fmt: skip
AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=4)


@pytest.mark.parametrize(("text", "english", "indonesian"), READ)
def test_a_number_is_read_as_its_language_means_it(text: str, english: str | None, indonesian: str | None) -> None:
    for language, meant in (("en", english), ("id", indonesian)):
        read = read_number(text, language)
        assert read == (None if meant is None else Decimal(meant))
        assert read is None or not (read.is_zero() and read.is_signed())


def test_what_is_no_number_in_either_language_is_none() -> None:
    assert {text: read_number(text, language) for text in IN_NEITHER for language in ("en", "id")} == dict.fromkeys(
        IN_NEITHER
    )


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789-.,٣５ _eE+\u00a0", max_size=12))
def test_no_text_is_two_numbers_that_differ_by_more_than_the_language(text: str) -> None:
    for language, group, point in (("en", ",", "."), ("id", ".", ",")):
        read = read_number(text, language)
        if read is not None:
            assert set(text) <= set("0123456789-.,")
            assert read == Decimal(text.replace(group, "").replace(point, "."))


@ON_SQLITE
@settings(max_examples=200, deadline=None)
@given(AMOUNTS)
def test_what_is_shown_is_read_back_equal(application: Flask, amount: Decimal) -> None:
    with application.test_request_context():
        for language in ("en", "id"):
            with force_locale(language):
                shown = number(amount)
            assert read_number(shown, language) == amount
            assert read_number(format_decimal(amount, "#,##0.0000", language), language) == amount


@ON_SQLITE
@pytest.mark.parametrize("language", ["en", "id"])
def test_a_form_that_is_sent_back_untouched_changes_no_figure(
    cast: Cast, window: Callable[..., Window], language: str
) -> None:
    figures = {
        "one_off_cost": "1234567.89",
        "monthly_cost": "-0.05",
        "months": "1200",
        "effort_days": "0.5",
        "term_days": "-36600",
    }
    (at,) = stand(cast, "new")
    page = window("carl").post(at.address, at.door.good() | figures).location
    carl = window("carl", language)
    typed = seen(carl.get(f"{page}/edit").text).typed
    shown = {
        "en": ("1,234,567.89", "-0.05", "1,200", "0.5", "-36,600"),
        "id": ("1.234.567,89", "-0,05", "1.200", "0,5", "-36.600"),
    }
    assert tuple(typed[name] for name in figures) == shown[language]
    assert carl.post(f"{page}/edit", typed).status_code == 303
    stored = at.stored()
    assert {name: stored[name] for name in figures} == {name: Decimal(text) for name, text in figures.items()}


@ON_SQLITE
@pytest.mark.parametrize(
    ("language", "good", "bad", "example"),
    [("en", "1,000.50", "1.000,50", "38,500.5"), ("id", "1.000,50", "1,000.50", "38.500,5")],
)
def test_a_field_takes_the_numbers_of_its_reader_and_shows_one(
    cast: Cast, window: Callable[..., Window], language: str, good: str, bad: str, example: str
) -> None:
    (at,) = stand(cast, "new")
    carl = window("carl", language)
    answer = carl.post(at.address, at.door.good() | {"one_off_cost": bad})
    assert (answer.status_code, seen(answer.text).wrong) == (422, {"one_off_cost"})
    assert seen(answer.text).typed["one_off_cost"] == bad
    assert example in answer.text
    assert carl.post(at.address, at.door.good() | {"one_off_cost": good}).status_code == 303
    assert at.stored()["one_off_cost"] == Decimal("1000.50")
