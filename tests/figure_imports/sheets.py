"""Tables as the tests write them: text in any dialect, workbooks with formats, and the frame they are read in."""

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from bpo_gov.figure_imports.rules import files, tables
from bpo_gov.figure_imports.rules.choices import Chosen, Style
from bpo_gov.figure_imports.rules.lines import Card, Frame, Read
from bpo_gov.kpis.rules.cells import First
from bpo_gov.kpis.rules.periods import Length

TODAY, BEGAN = date(2026, 6, 3), date(2025, 2, 1)
CARDS = {
    "KPI-01": Card("KPI-01", "Calls answered", "%", Length.MONTH, True),
    "KPI-02": Card("KPI-02", "Average speed of answer", "seconds", Length.WEEK, True),
    "KPI-06": Card("KPI-06", "Customer satisfaction", "points of 5", Length.QUARTER, False),
}
FRAME = Frame(CARDS, TODAY, BEGAN)
COLUMNS = {"kpi": "kpi", "period": "period", "value": "value"}
ALL = COLUMNS | {"numerator": "numerator", "denominator": "denominator", "source": "source"}
HEAD = "kpi,period,value,numerator,denominator,source"


def read(table: str | bytes, *, name: str = "figures.csv", columns: dict[str, str] | None = None, **more: Any) -> Read:
    """What a table says."""
    data = table.encode() if isinstance(table, str) else table
    chosen = Chosen(ALL if columns is None else columns, **more)
    return tables.read(files.table(name, data, chosen.style.decimal), chosen, FRAME)


def faults(found: Read) -> list[tuple[int, str, str]]:
    """Row, column and code of each fault."""
    return [(fault.row, fault.column, fault.code) for fault in found.faults]


def one(period: str, value: str, **more: Any) -> list[tuple[int, str, str]]:
    """The faults of a table of one row."""
    return faults(read(f"kpi;period;value\nKPI-01;{period};{value}\n", columns=COLUMNS, **more))


def book(*rows: list[Any], formats: dict[tuple[int, int], str] | None = None) -> bytes:
    """A workbook of these rows; formats by row and column, counted from 1."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for (row_, column), form in (formats or {}).items():
        sheet.cell(row_, column).number_format = form
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def books(**sheets: list[list[Any]]) -> bytes:
    """A workbook of these sheets, in their order."""
    made = Workbook()
    assert made.active is not None
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


DAY_FIRST, COMMA = {"first": First.DAY}, {"style": Style.COMMA}
