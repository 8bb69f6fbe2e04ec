"""Workbooks: what a cell means is read by its format, what a formula says never; and which files are tables at all."""

import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from bpo_gov.figure_imports.rules import files, workbooks
from bpo_gov.figure_imports.rules.choices import Style
from bpo_gov.kpis.rules.dialects import Row
from bpo_gov.kpis.rules.refusals import Fault, Refused
from tests.figure_imports.sheets import COLUMNS, book, books, faults, read

HEAD = ["kpi", "period", "value"]
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40


def texts(data: bytes) -> list[list[str]]:
    return [row.cells for row in workbooks.rows(data) if isinstance(row, Row)]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.97, "0.00%", "97%"), (0.965, "0%", "96.5%"), (0.97, "0.00", "0.97"), (97, "General", "97"), (0.97, '0.00"%"', "0.97"),
        (0.1 + 0.2, "General", "0.3"), (1e-05, "General", "0.00001"), (date(2026, 4, 1), "yyyy-mm-dd", "2026-04-01"),
        (datetime(2026, 4, 1, 9, 30), "yyyy-mm-dd hh:mm", "2026-04-01 09:30:00"), (time(0, 2, 23), "h:mm:ss", "00:02:23"),  # noqa: DTZ001 - a cell names no zone
        (timedelta(hours=27, seconds=5), "[h]:mm:ss", "27:00:05"), (143 / 86400, "h:mm:ss", "00:02:23"), (True, "General", "true"),
        ("  a b ", "General", "a b"), (None, "General", ""), ("=A1*2", "General", "="), ("#DIV/0!", "General", "#DIV/0!"),
    ],
)  # fmt: skip
def test_a_cell_is_what_people_would_type(value: Any, form: str, text: str) -> None:
    found = texts(book(["head"], [value, "end"], formats={(2, 1): form}))
    assert found[1] == [text, "end"]


def test_percent_formulas_and_dates_of_a_sheet_of_figures() -> None:
    data = book(
        HEAD, ["KPI-01", date(2026, 4, 1), 0.965], ["KPI-01", "2026-03", 96], [], ["KPI-02", "2026-W05", "=1+1"], ["KPI-02", "2026-W06", 0.3],
        formats={(2, 3): "0.0%", (6, 3): "0%"},
    )  # fmt: skip
    found = read(data, name="figures.xlsx", columns=COLUMNS)
    assert [(line.number, line.period.label, line.value) for line in found.lines] == [
        (2, "2026-04", Decimal("96.5")),
        (3, "2026-03", Decimal(96)),
    ]
    assert faults(found) == [(5, "value", "formula"), (6, "value", "wrong_unit")]


def test_numbers_of_a_workbook_have_no_sign_of_their_own() -> None:
    data = book(HEAD, ["KPI-01", "2026-04", 96.5], ["KPI-01", "2026-03", "96,25"])
    found = read(data, name="figures.xlsx", columns=COLUMNS, style=Style.COMMA)
    assert [line.value for line in found.lines] == [Decimal("96.5"), Decimal("96.25")]


def test_a_share_without_its_format_is_as_ambiguous_as_a_typed_one() -> None:
    found = read(book(HEAD, ["KPI-01", "2026-04", 0.97]), name="figures.xlsx", columns=COLUMNS)
    assert faults(found) == [(2, "value", "ambiguous_percent")]


def test_a_broken_sheet_ends_with_a_fault_and_not_with_an_error() -> None:
    whole, kept = BytesIO(book(HEAD, ["KPI-01", "2026-04", 96])), BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, data[: len(data) // 2] if part.endswith("sheet1.xml") else data)
    found = list(workbooks.rows(kept.getvalue()))
    assert isinstance(found[-1], Fault)
    assert found[-1].code == "broken"


def test_a_row_as_wide_as_no_table_is_refused() -> None:
    wide = [*range(workbooks.MOST_CELLS + 1)]
    found = list(workbooks.rows(book(HEAD, wide)))
    assert isinstance(found[-1], Fault)
    assert found[-1].code == "too_wide"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("figures.png", PNG, "kind"), ("figures.csv", PNG, "no_table"), ("figures.csv", b"", "empty"), ("figures.csv", b"  \n", "empty"),
        ("figures.xlsx", b"kpi,period\n", "no_table"), ("figures.csv", b"PK\x03\x04 something", "no_table"), ("figures.xls", b"x", "kind"),
        ("figures.csv", b"<html><table></table></html>", "no_table"), ("figures.csv", b"a,b\n\x00\x01\x02", "no_table"), (".csv", b"a", "kind"),
        ("figures.csv", b"x" * (files.MOST_BYTES + 1), "too_large"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_reason(name: str, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        files.file_of(name, data)
    assert refused.value.code == code


def test_heads_are_those_that_say_something() -> None:
    assert files.heads("a.csv", b"kpi;;value ;  \n1;2;3\n") == ["kpi", "value"]
    assert files.heads("a.xlsx", book(["KPI", None, "Value"])) == ["KPI", "Value"]
    with pytest.raises(Refused):
        files.heads("a.csv", b'"never closed\n')


def test_a_bomb_is_no_workbook() -> None:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr("xl/worksheets/sheet1.xml", "0" * 80_000_000)
    with pytest.raises(Refused):
        files.file_of("figures.xlsx", kept.getvalue())


@pytest.mark.parametrize(
    ("wanted", "title"), [("", "Notes"), ("Figures", "Figures"), (" figures ", "Figures"), ("Notes", "Notes")]
)
def test_a_sheet_is_found_by_its_name(wanted: str, title: str) -> None:
    data = books(Notes=[["Read me"], ["April was short."]], Figures=[HEAD, ["KPI-01", "2026-04", 96]])
    assert files.sheet_of("a.xlsx", data, wanted) == title
    rows = [row.cells for row in files.table("a.xlsx", data, sheet=title) if isinstance(row, Row)]
    assert rows[0] == (HEAD if title == "Figures" else ["Read me"])
    assert files.heads("a.xlsx", data, title) == rows[0]
    assert files.lines("a.xlsx", data, title) == 2


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    data = books(Notes=[["Read me"]], Figures=[HEAD])
    with pytest.raises(Refused) as refused:
        files.sheet_of("a.xlsx", data, "March")
    assert refused.value.code == "no_sheet"
    assert "It has these: Notes, Figures." in str(refused.value.message)
    assert files.sheet_of("a.csv", b"kpi;period\n", "March") == ""
    assert files.sheet_of("a.xlsx", b"no workbook", "March") == ""
