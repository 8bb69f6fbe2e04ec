"""Cells of a log: dates in every order, serial numbers of spreadsheets, lengths of time, numbers, yes and no."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kpis.rules.cells import Below, First, Reading, day, number, seconds, yes
from bpo_gov.kpis.rules.refusals import Refused

PLAIN = Reading()
DAY, MONTH = Reading(First.DAY), Reading(First.MONTH)
COMMA = Reading(decimal=",")


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        ("2021-03-02", PLAIN, date(2021, 3, 2)),
        ("2021/3/2", MONTH, date(2021, 3, 2)),
        ("2021-03-02 09:12:58", PLAIN, date(2021, 3, 2)),
        ("2021-03-02T09:12:58Z", PLAIN, date(2021, 3, 2)),
        ("02/03/2021", DAY, date(2021, 3, 2)),
        ("02/03/2021", MONTH, date(2021, 2, 3)),
        ("2.3.2021", DAY, date(2021, 3, 2)),
        ("2-3-21", DAY, date(2021, 3, 2)),
        ("3/31/2021", PLAIN, date(2021, 3, 31)),
        ("31/3/2021", PLAIN, date(2021, 3, 31)),
        ("03/03/2021", PLAIN, date(2021, 3, 3)),
        ("3/31/21 9:12 AM", MONTH, date(2021, 3, 31)),
        ("44197", PLAIN, date(2021, 1, 1)),
        ("44197.999", PLAIN, date(2021, 1, 1)),
        ("44286,38", COMMA, date(2021, 3, 31)),
        ("2024-02-29", PLAIN, date(2024, 2, 29)),
        ("2021-03-31", Reading(latest=date(2021, 3, 31)), date(2021, 3, 31)),
    ],
)
def test_a_date_is_read(text, reading, expected) -> None:
    assert day(text, reading) == expected


@pytest.mark.parametrize(
    ("text", "reading", "code"),
    [
        ("", PLAIN, "missing"),
        ("02/03/2021", PLAIN, "ambiguous_date"),
        ("12.11.21", PLAIN, "ambiguous_date"),
        ("31/03/2021", MONTH, "not_a_date"),
        ("03/31/2021", DAY, "not_a_date"),
        ("2021-02-29", PLAIN, "not_a_date"),
        ("2021-13-01", PLAIN, "not_a_date"),
        ("31/31/2021", PLAIN, "not_a_date"),
        ("31/03-2021", PLAIN, "not_a_date"),
        ("yesterday", PLAIN, "not_a_date"),
        ("٢٠٢١-03-02", PLAIN, "not_a_date"),
        ("1", PLAIN, "not_a_date"),
        ("20210302", PLAIN, "not_a_date"),
        ("0021-03-02", PLAIN, "not_a_date"),
        ("44197." + "0" * 60, PLAIN, "not_a_date"),
        ("2021-04-01", Reading(latest=date(2021, 3, 31)), "future_date"),
        ("44287", Reading(latest=date(2021, 3, 31)), "future_date"),
    ],
)
def test_what_is_no_date_is_refused(text, reading, code) -> None:
    with pytest.raises(Refused) as caught:
        day(text, reading)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        ("143", PLAIN, "143"),
        ("0", PLAIN, "0"),
        ("00:02:23", PLAIN, "143"),
        ("0:02:23.000", PLAIN, "143"),
        ("100:00:00", PLAIN, "360000"),
        ("12:02:23 AM", PLAIN, "143"),
        ("12:02:23 PM", PLAIN, "43343"),
        ("0.00165509259259259", PLAIN, "143"),
        ("0,00165509259259259", COMMA, "143"),
        ("0.0016550926", PLAIN, "143"),
        ("5.78703703703704E-05", PLAIN, "5"),
        ("5,787E-05", COMMA, "5"),
        ("143.5", PLAIN, "143.5"),
        ("143,5", COMMA, "143.5"),
        ("0.5", Reading(below_one=Below.SECONDS), "0.5"),
        ("0.5", Reading(below_one=Below.DAYS), "43200"),
        ("0.00165509", Reading(below_one=Below.SECONDS), "0.00165509"),
    ],
)
def test_a_length_of_time_is_read_in_seconds(text, reading, expected) -> None:
    assert seconds(text, reading) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "reading", "code"),
    [
        ("", PLAIN, "missing"),
        ("02:23", PLAIN, "not_a_length"),
        ("0.5", PLAIN, "ambiguous_length"),
        ("0,125", COMMA, "ambiguous_length"),
        ("00:61:00", PLAIN, "not_a_length"),
        ("13:00:00 PM", PLAIN, "not_a_length"),
        ("-5", PLAIN, "not_a_length"),
        ("143,5", PLAIN, "not_a_length"),
        ("143.5", COMMA, "not_a_length"),
        ("1_000", PLAIN, "not_a_length"),
        ("١٤٣", PLAIN, "not_a_length"),
        ("NaN", PLAIN, "not_a_length"),
        ("inf", PLAIN, "not_a_length"),
        ("=1+1", PLAIN, "not_a_length"),
        ("1" * 21, PLAIN, "not_a_length"),
    ],
)
def test_what_is_no_length_of_time_is_refused(text, reading, code) -> None:
    with pytest.raises(Refused) as caught:
        seconds(text, reading)
    assert caught.value.code == code


@given(st.integers(1, 86_399))
def test_a_serial_time_of_a_spreadsheet_is_the_second_that_was_meant(exact: int) -> None:
    # a spreadsheet writes fifteen digits, and with 1E-05 or less an exponent
    assert seconds(f"{exact / 86_400:.15g}", Reading(below_one=Below.DAYS)) == exact
    assert seconds(f"{exact // 3600}:{exact // 60 % 60:02}:{exact % 60:02}", PLAIN) == exact


def test_numbers_have_a_range() -> None:
    assert number("3,0", COMMA, 1, 5) == 3
    for text, code in (
        ("", "missing"),
        ("6", "out_of_range"),
        ("0", "out_of_range"),
        ("x", "not_a_number"),
        ("3,0", "not_a_number"),
    ):
        with pytest.raises(Refused) as caught:
            number(text, PLAIN, 1, 5)
        assert caught.value.code == code


def test_yes_and_no_in_the_languages_of_the_house() -> None:
    assert all(yes(text) for text in ("Y", "yes", "TRUE", "1", "Ya"))
    assert not any(yes(text) for text in ("N", "no", "False", "0", "tidak"))
    for text, code in (("", "missing"), ("maybe", "not_yes_or_no")):
        with pytest.raises(Refused) as caught:
            yes(text)
        assert caught.value.code == code
