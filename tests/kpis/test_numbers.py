"""Typed figures: what is read, and what is refused with which code."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kpis.rules.numbers import Notation, parse
from bpo_gov.kpis.rules.refusals import Refused

PLAIN = Notation()
PERCENT = Notation("%")
SECONDS = Notation("seconds")
COMMA = Notation(decimal=",", thousands=".")
POINT = Notation(thousands=",")


def refusal(text: str, notation: Notation = PLAIN) -> str:
    with pytest.raises(Refused) as caught:
        parse(text, notation)
    assert str(caught.value).endswith(".")
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "notation", "expected"),
    [
        ("97", PLAIN, "97"),
        ("-3.50", PLAIN, "-3.50"),
        ("−3", PLAIN, "-3"),
        ("+4", PLAIN, "4"),
        ("007", PLAIN, "7"),
        ("\u00a0 12.5 \n", PLAIN, "12.5"),
        ("0.1000000000", PLAIN, "0.1000000000"),
        ("97", PERCENT, "97"),
        ("97 %", PERCENT, "97"),
        ("0.97%", PERCENT, "0.97"),
        ("1 %", PERCENT, "1"),
        ("0", PERCENT, "0"),
        ("1.01", PERCENT, "1.01"),
        ("0.97", SECONDS, "0.97"),
        ("30 Seconds", SECONDS, "30"),
        ("4.2 points of 5", Notation("points of 5"), "4.2"),
        ("1.234.567,89", COMMA, "1234567.89"),
        ("97,5", COMMA, "97.5"),
        ("97,5 %", Notation("%", decimal=","), "97.5"),
        ("1,234,567.89", POINT, "1234567.89"),
        ("1234567.89", POINT, "1234567.89"),
        ("1\u202f234", Notation(thousands=" "), "1234"),
        ("1’234.5", Notation(thousands="'"), "1234.5"),
    ],
)
def test_a_figure_is_read_exactly(text, notation, expected) -> None:
    assert str(parse(text, notation)) == str(Decimal(expected))


@pytest.mark.parametrize(
    ("text", "notation", "code"),
    [
        ("", PLAIN, "blank"),
        (" \t\u00a0", PLAIN, "blank"),
        ("NaN", PLAIN, "not_finite"),
        ("-sNaN12", PLAIN, "not_finite"),
        ("Infinity", PLAIN, "not_finite"),
        ("-inf", PLAIN, "not_finite"),
        ("∞", PLAIN, "not_finite"),
        ("1_000", PLAIN, "underscore"),
        ("٩٧", PLAIN, "digits"),
        ("９７", PLAIN, "digits"),
        ("9٧", PLAIN, "digits"),
        ("½", PLAIN, "digits"),
        ("5²", PLAIN, "digits"),
        ("1e400", PLAIN, "exponent"),
        ("1E5", PLAIN, "exponent"),
        ("=1+1", PLAIN, "formula"),
        ("@SUM(A1)", PLAIN, "formula"),
        ("9" * 41, PLAIN, "too_long"),
        ("many", PLAIN, "not_a_number"),
        ("%", PERCENT, "not_a_number"),
        ("1.2.3", PLAIN, "not_a_number"),
        ("--3", PLAIN, "not_a_number"),
        ("3-", PLAIN, "not_a_number"),
        ("3.", PLAIN, "not_a_number"),
        (".5", PLAIN, "not_a_number"),
        ("1 000", PLAIN, "not_a_number"),
        ("97,5", PLAIN, "decimal_sign"),
        ("1,234", PLAIN, "decimal_sign"),
        ("97.5", Notation(decimal=","), "decimal_sign"),
        ("97.5", COMMA, "thousands"),
        ("12,34", POINT, "thousands"),
        ("1,234,56", POINT, "thousands"),
        ("1234,567", POINT, "thousands"),
        ("1.234,567.8", POINT, "thousands"),
        (",234", POINT, "thousands"),
        ("97 %", SECONDS, "wrong_unit"),
        ("97 seconds", PERCENT, "wrong_unit"),
        ("97%", PLAIN, "wrong_unit"),
        ("30 s", SECONDS, "wrong_unit"),
        ("97 %%", PERCENT, "wrong_unit"),
        ("0.97", PERCENT, "ambiguous_percent"),
        ("1", PERCENT, "ambiguous_percent"),
        ("0,97", Notation("%", decimal=","), "ambiguous_percent"),
        ("1.0000001", PLAIN, "too_precise"),
        ("-1", Notation("%", least=Decimal(0)), "too_small"),
        ("101", Notation("%", most=Decimal(100)), "too_large"),
    ],
)
def test_what_is_no_figure_is_refused_by_a_code(text, notation, code) -> None:
    assert refusal(text, notation) == code


def test_the_sentence_says_what_to_write_instead() -> None:
    with pytest.raises(Refused) as caught:
        parse("0.97", PERCENT)
    assert str(caught.value.message) == "“0.97” may mean 0.97 % or that share of one. Write 0.97% or 97%."


@pytest.mark.parametrize(("decimal", "thousands"), [(";", ""), (",", ","), (".", "."), (".", "_")])
def test_a_notation_has_two_different_signs(decimal, thousands) -> None:
    with pytest.raises(ValueError, match="decimal sign"):
        Notation(decimal=decimal, thousands=thousands)


a_notation = st.sampled_from([PLAIN, PERCENT, SECONDS, COMMA, POINT, Notation(thousands=" ")])
an_amount = st.decimals(Decimal(-(10**12)), Decimal(10**12), places=4, allow_nan=False, allow_infinity=False)


@given(an_amount, a_notation)
def test_what_is_written_by_the_notation_is_read_back(value: Decimal, notation: Notation) -> None:
    text = f"{value:,}" if notation.thousands else f"{value}"
    signs = {",": notation.thousands, ".": notation.decimal}
    written = "".join(signs.get(char, char) for char in text)
    assert parse(f"{written} {notation.unit}", notation) == value


def read_or_refused(text: str, notation: Notation) -> bool:
    """Whether it is a finite number; nothing but a refusal may come instead."""
    try:
        return parse(text, notation).is_finite()
    except Refused as refused:
        return bool(refused.code and str(refused.message))


@given(st.text(max_size=50), a_notation)
def test_any_text_is_a_finite_number_or_is_refused(text: str, notation: Notation) -> None:
    assert read_or_refused(text, notation)


@given(st.text(alphabet="0123456789.,-+ %_eE'’٣", max_size=12), a_notation)
def test_texts_that_are_nearly_numbers_are_read_or_refused(text: str, notation: Notation) -> None:
    assert read_or_refused(text, notation)
