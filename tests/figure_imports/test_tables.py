"""A table of figures is read exactly, or each wrong row is named by its number, its column and the reason."""

from decimal import Decimal

import pytest

from bpo_gov.figure_imports.rules.choices import Chosen, Sort, Style
from bpo_gov.figure_imports.rules.lines import MOST_LINES
from bpo_gov.kpis.rules.cells import First
from tests.figure_imports.sheets import COLUMNS, HEAD, faults, one, read

GOOD = "KPI-01,2026-04,96.5,965,1000,Call records"


def test_a_row_is_a_figure_with_its_parts() -> None:
    (line,) = read(f"{HEAD}\n{GOOD}\n").lines
    assert (line.number, line.code, line.period.label, line.source) == (2, "KPI-01", "2026-04", "Call records")
    assert (line.value, line.numerator, line.denominator) == (Decimal("96.5"), Decimal(965), Decimal(1000))


@pytest.mark.parametrize("cell", ["kpi-01", "Calls answered", "KPI-01 Calls answered"])
def test_a_kpi_is_named_by_code_or_name(cell: str) -> None:
    assert [line.code for line in read(f"{HEAD}\n{cell},2026-04,96.5,,,\n").lines] == ["KPI-01"]


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("2026-04", "2026-04"), ("2026-04-01", "2026-04"), ("2026-04-30", "2026-04"), ("Apr 2026", "2026-04"), ("april 2026", "2026-04"),
        ("Mei 2026", "2026-05"), ("Agustus 2025", "2025-08"), ("Apr-26", "2026-04"), ("46113", "2026-04"), ("2026-04-01 00:00:00", "2026-04"),
    ],
)  # fmt: skip
def test_a_period_is_a_label_a_month_in_words_or_its_first_or_last_day(period: str, label: str) -> None:
    assert [line.period.label for line in read(f"{HEAD}\nKPI-01,{period},96.5,,,\n").lines] == [label]


@pytest.mark.parametrize(
    ("period", "first", "label"), [("01/05/2026", First.DAY, "2026-05"), ("05/01/2026", First.MONTH, "2026-05")]
)
def test_the_day_or_the_month_stands_first_as_it_was_said(period: str, first: First, label: str) -> None:
    found = read(f"{HEAD}\nKPI-01,{period},96.5,,,\n", first=first)
    assert [line.period.label for line in found.lines] == [label]


def test_a_day_that_may_be_two_is_refused_until_it_is_said() -> None:
    assert one("01/05/2026", "96.5") == [(2, "period", "ambiguous_date")]


def test_weeks_come_by_label_or_first_day() -> None:
    found = read("kpi,period,value\nKPI-02,2026-W05,31.5\nKPI-02,2026-02-02,30\n", columns=COLUMNS)
    assert [line.period.label for line in found.lines] == ["2026-W05", "2026-W06"]


def test_first_and_last_day_are_a_period_of_their_kpi() -> None:
    columns = {"kpi": "kpi", "starts": "from", "ends": "to", "value": "value"}
    good = read("kpi,from,to,value\nKPI-01,2026-04-01,2026-04-30,96.5\n", columns=columns)
    assert [line.period.label for line in good.lines] == ["2026-04"]
    bad = read("kpi,from,to,value\nKPI-01,2026-04-01,2026-04-29,96.5\nKPI-01,2026-03-02,,96\n", columns=columns)
    assert faults(bad) == [(2, "from", "no_period"), (3, "from", "no_period")]


def test_a_period_twice_and_periods_that_overlap_are_refused() -> None:
    columns = {"kpi": "kpi", "starts": "from", "ends": "to", "value": "value"}
    rows = ["KPI-01,2026-04-01,2026-04-30,96.5", "KPI-01,2026-04-01,2026-04-30,96.5", "KPI-01,2026-04-15,2026-05-14,96"]
    assert faults(read("\n".join(["kpi,from,to,value", *rows]), columns=columns)) == [
        (3, "from", "twice"),
        (4, "from", "overlap"),
    ]
    weeks = read("kpi,period,value\nKPI-01,2026-04,96.5\nKPI-01,2026-W15,96\nKPI-01,2026-04-30,95\n", columns=COLUMNS)
    assert faults(weeks) == [(3, "period", "overlap"), (4, "period", "twice")]


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("2026-07", "future"), ("2026-06", "not_over"), ("2025-01", "before"), ("2026-13", "no_period"), ("spring", "no_period"), ("", "missing"),
        ("2026-Q1", "other_length"), ("2026-W05", "other_length"), ("2026-04-15", "no_period"), ("=A1", "formula"),
    ],
)  # fmt: skip
def test_a_period_that_cannot_be_is_named(period: str, code: str) -> None:
    assert one(period, "96.5") == [(2, "period", code)]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("NaN", "not_finite"), ("inf", "not_finite"), ("-Infinity", "not_finite"), ("1_000", "underscore"), ("٩٧", "digits"), ("９７", "digits"),
        ("=96+1", "formula"), ("@SUM(A1)", "formula"), ("96 seconds", "wrong_unit"), ("0.97", "ambiguous_percent"), ("1", "ambiguous_percent"),
        ("9.7e1", "exponent"), ("96,5", "decimal_sign"), ("1.96.5", "not_a_number"), ("ninety", "not_a_number"), ("96.54321", "too_precise"),
        ("10000000000000000", "too_large"), ("", "blank"), ("#DIV/0!", "not_a_number"),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_is_named(value: str, code: str) -> None:
    assert one("2026-04", value) == [(2, "value", code)]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("97%", "97"), ("97 %", "97"), ("0.97%", "0.97"), ("0", "0"), ("96.5000", "96.5"), ("-1", "-1")],
)
def test_percent_are_percent(typed: str, value: str) -> None:
    found = read(f"kpi,period,value\nKPI-01,2026-04,{typed}\n", columns=COLUMNS)
    assert [line.value for line in found.lines] == [Decimal(value)]


@pytest.mark.parametrize(
    ("style", "typed"),
    [(Style.COMMA, "1234,5"), (Style.POINT_GROUPED, "1,234.5"), (Style.COMMA_GROUPED, "1.234,5"), (Style.POINT, "1234.5")],
)  # fmt: skip
def test_numbers_are_read_as_they_are_said_to_be_written(style: Style, typed: str) -> None:
    found = read(f"kpi;period;value\nKPI-02;2026-W05;{typed}\n", columns=COLUMNS, style=style)
    assert [line.value for line in found.lines] == [Decimal("1234.5")]


@pytest.mark.parametrize("cell", ["no data", "n/a", "-", "tidak ada data"])
def test_no_data_is_said_or_agreed_to_be_blank(cell: str) -> None:
    assert [line.value for line in read(f"{HEAD}\nKPI-01,2026-04,{cell},,,\n").lines] == [None]
    assert one("2026-04", "") == [(2, "value", "blank")]
    assert one("2026-04", "", blanks=True) == []


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("KPI-99,2026-04,96.5,,,", "kpi", "unknown_kpi"), ("KPI-06,2026-Q1,4.5,,,", "kpi", "other_side"), (",2026-04,96.5,,,", "kpi", "missing"),
        ("=KPI,2026-04,96.5,,,", "kpi", "formula"), ("KPI-01,2026-04,96.5,965,,", "denominator", "both"), ("KPI-01,2026-04,96.5,,9,", "numerator", "both"),
        ("KPI-01,2026-04,96.5,965,0,", "denominator", "not_above_zero"), ("KPI-01,2026-04,96.5,x,10,", "numerator", "not_a_number"),
        ('KPI-01,2026-04,96.5,,,"=HYPERLINK(1)"', "source", "formula"), ("KPI-01,2026-04,96.5,,,a\u202eb", "source", "unreadable"),
        (f"KPI-01,2026-04,96.5,,,{'x' * 201}", "source", "too_long"), ("KPI-01,2026-04,96.5,,,a,b", "", "too_many_cells"),
    ],
)  # fmt: skip
def test_other_wrong_rows_are_named(row: str, column: str, code: str) -> None:
    assert faults(read(f"{HEAD}\n{row}\n")) == [(2, column, code)]


def test_trailing_empty_columns_and_short_rows_are_nothing() -> None:
    found = read(f"{HEAD},,\n{GOOD},,\nKPI-02,2026-W05,31\n\n")
    assert (len(found.lines), found.faults) == (2, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_dialect_says_the_same(encoding: str, delimiter: str) -> None:
    table = f"{HEAD}\nKPI-01,2026-04,96.5,965,1000,Café\n".replace(",", delimiter)
    assert [line.source for line in read(table.encode(encoding)).lines] == ["Café"]


def test_a_quote_that_is_never_closed_spoils_its_row_and_no_other() -> None:
    found = read(f'{HEAD}\nKPI-01,2026-04,"96.5,,,\nKPI-01,2026-05,x,,,\n')
    assert [(fault.row, fault.code) for fault in found.faults] == [(2, "unclosed_quote"), (3, "not_a_number")]


def test_a_column_that_is_gone_twice_or_not_chosen_is_said_at_once() -> None:
    assert [code for _r, _c, code in faults(read("kpi,period\n", columns=COLUMNS))] == ["column_gone"]
    assert [code for _r, _c, code in faults(read("kpi,period,value,VALUE\n", columns=COLUMNS))] == ["column_twice"]
    assert [code for _r, _c, code in faults(read("a,b\n", columns={}))] == ["no_column"] * 3
    assert Chosen({"kpi": "a", "value": "b", "starts": "c"}).missing(Sort.FIGURES) == []


def test_too_many_rows_end_the_reading() -> None:
    rows = "\n".join(["KPI-99,2026-04,1,,,"] * (MOST_LINES + 50))
    assert read(f"{HEAD}\n{rows}\n").faults[-1].code in ("unknown_kpi", "too_many_rows")
    assert read(f"{HEAD}\n{rows}\n").wrong == MOST_LINES + 1
