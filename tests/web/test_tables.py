"""Files of lists: no text becomes a formula, no number loses a digit, and what was written is what is read."""

import csv
import random
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bpo_gov.web import tables

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠", "\x00=")
BODIES = (
    "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"https://evil.example\",\"x\")", "SUM(A1:A9)", "IMPORTXML(\"//evil\",\"//a\")", "A1", "(1)", "1;2", "\"=1",
    "DDE(\"cmd\";\"/C calc\")", "1e5x", "x", "-1+1", "@SUM(1)", "+1+1", "=1", " 1", "2/3", "1%", "rundll32|'x'!A",
)  # fmt: skip
INJECTIONS = [sign + body for sign in SIGNS for body in BODIES]


def read_csv(text: str) -> list[list[str]]:
    """The rows of a file, its mark taken off."""
    assert text.startswith(tables.BOM)
    return list(csv.reader(StringIO(text.removeprefix(tables.BOM), newline="")))


def read_xlsx(content: bytes) -> list[tuple[Any, ...]]:
    """The rows of the first sheet."""
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_two_hundred_injections_are_only_text() -> None:
    assert len(INJECTIONS) == 200
    assert [text for text in INJECTIONS if not tables.safe(text).startswith("'")] == []
    rows = [[text] for text in INJECTIONS]
    assert {row[0][0] for row in read_csv("".join(tables.csv_of(["Title"], rows)))[1:]} == {"'"}
    sheet = load_workbook(BytesIO(tables.xlsx_of(["Title"], rows, "t"))).worksheets[0]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {(cell.data_type, str(cell.value)[0]) for cell in cells} == {("s", "'")}


@pytest.mark.parametrize("text", ["-5", "+62", "12", "-1,250.50", "1.250.000,00", "CR-12", "a=b", "", "Saturday", "é"])
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert tables.safe(text) == text


def test_ten_thousand_numbers_come_back_exactly() -> None:
    chance = random.Random(7)
    numbers = [Decimal(chance.randint(-(10**18), 10**18)).scaleb(-chance.randint(0, 4)) for _ in range(10_000)]
    rows = [[number] for number in numbers]
    assert [Decimal(row[0]) for row in read_csv("".join(tables.csv_of(["n"], rows)))[1:]] == numbers
    assert [Decimal(str(row[0])) for row in read_xlsx(tables.xlsx_of(["n"], rows, "n"))[1:]] == numbers


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), min_size=1, max_size=5))
def test_a_text_comes_back_with_nothing_but_the_apostrophe(texts: list[str]) -> None:
    (row,) = read_csv("".join(tables.csv_of([], [texts])))[1:] or [[""]]
    assert [one.removeprefix("'") if one != text else one for one, text in zip(row, texts, strict=True)] == [
        tables.FORBIDDEN.sub("", text) for text in texts
    ]


def test_dates_are_iso_and_nothing_is_empty() -> None:
    row = [None, date(2026, 11, 26), datetime(2026, 11, 26, 10, 0, tzinfo=UTC), 3, Decimal("1250000.50")]
    written = ["", "2026-11-26", "2026-11-26T10:00:00+00:00", "3", "1250000.50"]
    assert [tables.written(cell) for cell in row] == written
