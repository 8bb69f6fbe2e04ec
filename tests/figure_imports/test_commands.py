"""`flask kpi`: a real call log comes in as figures that another way of counting finds too, once, and whole or not at all."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from bpo_gov.agreements import actions as agreements
from bpo_gov.agreements import queries as frameworks
from bpo_gov.figure_imports.models import FigureImport
from bpo_gov.kernel import ledger
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kpis import actions as figures
from bpo_gov.kpis.models import Figure
from tests import cast as people
from tests.cast import Cast
from tests.figure_imports.sheets import books

REAL = Path(__file__).parents[3] / "shared" / "data" / "call-log-2021q1.csv"  # beside the project, where there is one
needs_real = pytest.mark.skipif(not REAL.is_file(), reason="the call log of the real desk is not beside the project")
KEY = "desk"
CARDS = (  # code, name, unit, period, measure
    ("M-1", "Calls answered", "%", "month", "answer_rate"), ("W-1", "Calls answered", "%", "week", "answer_rate"),
    ("M-2", "Calls abandoned", "%", "month", "abandonment_rate"), ("W-2", "Average speed of answer", "seconds", "week", "average_speed_of_answer"),
    ("M-3", "Calls answered within 20 seconds", "%", "month", "answered_within"), ("W-3", "Average talk time", "seconds", "week", "average_talk_time"),
    ("Q-1", "Resolved at first contact", "%", "quarter", "first_contact_resolution"), ("M-4", "Satisfaction", "points of 5", "month", "satisfaction"),
)  # fmt: skip
Run = Callable[..., Any]


@pytest.fixture
def run(app: Flask, cast: Cast) -> Run:
    """Call `flask kpi ...` for an agreement whose KPIs a call log feeds."""
    data = people.terms(reference=KEY, start="2020-12-01", end="2029-01-31")
    shape = data["kpis"][0]
    data["kpis"] = [
        shape
        | {"code": code, "name": name, "unit": unit, "period": period, "weight": 12, "credit_share": 12, "bands": []}
        for code, name, unit, period, _measure in CARDS
    ]
    with unit_of_work():
        agreements.import_agreement(yaml.safe_dump(data, sort_keys=False))
    with unit_of_work():
        for name in ("ana", "vera"):
            actor = Cast.load(KEY).actor(name)
            agreements.sign(frameworks.load(1, actor, lock=True), actor)
    return lambda *words: app.test_cli_runner().invoke(args=["kpi", *map(str, words)])


def counted(path: Path) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    """Value, numerator and denominator by code, first and last day: counted from the text, with fractions and by hand."""
    sums: dict[tuple[str, date, date], list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            on, there = date.fromisoformat(row["DATE"]), row["Answered (Y/N)"] == "Y"
            hours, minutes, seconds = map(int, (row["AvgTalkDuration"] or "0:0:0").split(":"))
            wait, talk = int(row["Speed of answer in seconds"] or 0), hours * 3600 + minutes * 60 + seconds
            parts = {
                "answer_rate": (100 * there, 1), "abandonment_rate": (100 * (not there), 1), "average_speed_of_answer": (wait, there),
                "answered_within": (100 * (there and wait <= 20), 1), "average_talk_time": (talk, there),
                "first_contact_resolution": (100 * (row["Resolved"] == "Y"), there), "satisfaction": (int(row["Satisfaction rating"] or 0), there),
            }  # fmt: skip
            for code, _name, _unit, period, measure in CARDS:
                part, whole = parts[measure]
                kept = sums[code, *around(on, period)]
                kept[0], kept[1] = kept[0] + part, kept[1] + whole
    found = {}
    for (code, first, last), (top, whole) in sums.items():
        share = next(unit == "%" for one, _n, unit, _p, _m in CARDS if one == code)
        exact = top / whole
        value = (Decimal(exact.numerator * 10_000) / exact.denominator).quantize(Decimal(1), ROUND_HALF_UP) / 10_000
        top = top / 100 if share else top
        found[code, str(first), str(last)] = (plain(value), str(int(top)), str(int(whole)))
    return found


def around(on: date, period: str) -> tuple[date, date]:
    """First and last day of the week, month or quarter of a day."""
    if period == "week":
        monday = on - timedelta(days=on.weekday())
        return monday, monday + timedelta(days=6)
    month = on.month if period == "month" else (on.month - 1) // 3 * 3 + 1
    after = month + (1 if period == "month" else 3)
    end = date(on.year + (after > 12), (after - 1) % 12 + 1, 1)
    return date(on.year, month, 1), end - timedelta(days=1)


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def written(run: Run) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    """What `flask kpi figures` writes."""
    rows = list(csv.reader(io.StringIO(run("figures", "--agreement", KEY).stdout)))
    assert rows[0] == ["kpi", "period_start", "period_end", "value", "numerator", "denominator", "state"]
    assert {row[6] for row in rows[1:]} <= {"provisional"}
    return {(row[0], row[1], row[2]): (row[3], row[4], row[5]) for row in rows[1:]}


def how_many(model: Any) -> int:
    found: int = db.session.execute(select(func.count()).select_from(model)).scalar_one()
    db.session.rollback()
    return found


def log(
    tmp_path: Path, *rows: str, head: str = "Call Id,Date,Answered,Resolved,Speed of answer,Talk time,Rating"
) -> Path:
    path = tmp_path / "calls.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


GOOD = ("1,2026-04-01,Y,Y,10,00:02:00,5", "2,2026-04-02,N,N,,,", "3,2026-04-02,Y,N,30,00:04:00,2")


@needs_real
def test_the_figures_of_a_real_log_are_those_of_an_independent_count(run: Run) -> None:
    answer = run("import-calls", REAL, "--agreement", KEY)
    assert answer.exit_code == 0, answer.output
    assert "imported as IMP-1 by Vera" in answer.stdout
    assert written(run) == counted(REAL)
    again = run("import-calls", REAL, "--agreement", KEY)
    assert (again.exit_code, "nothing has changed: this file was imported as IMP-1" in again.stdout) == (0, True)
    assert how_many(FigureImport) == 1
    assert ledger.verify(Cast.load(KEY).agreement.id) is None


@needs_real
def test_the_table_has_every_measure_by_week_and_by_month_and_stores_nothing(run: Run) -> None:
    answer = run("import-calls", REAL, "--agreement", KEY, "--table", "--within", 20)
    rows = list(csv.DictReader(io.StringIO(answer.stdout)))
    assert len({row["measure"] for row in rows}) == 7
    assert {len(row["period"]) for row in rows} == {7, 8}
    ours = {(row["measure"], row["period_start"], row["period_end"]): row["value"] for row in rows}
    for (code, first, last), (value, _top, _whole) in counted(REAL).items():
        measure, period = next((one[4], one[3]) for one in CARDS if one[0] == code)
        if period != "quarter":
            assert ours[measure, first, last] == value
    assert how_many(FigureImport) == how_many(Figure) == 0


def test_wrong_rows_are_named_and_nothing_is_stored(run: Run, tmp_path: Path) -> None:
    path = log(
        tmp_path,
        *GOOD,
        "4,2026-13-01,Y,Y,10,00:02:00,5",
        "5,2026-04-05,maybe,Y,10,00:02:00,5",
        "5,2027-04-05,Y,Y,1,1,1",
    )
    answer = run("import-calls", path, "--agreement", KEY)
    assert answer.exit_code == 1
    assert "row 5, column Date: not_a_date: “2026-13-01” is not a date." in answer.stderr
    assert "row 6, column Answered: not_yes_or_no:" in answer.stderr
    assert "row 7, column Date: future_date:" in answer.stderr
    assert "nothing is stored" in answer.stderr
    assert how_many(FigureImport) == how_many(Figure) == 0


def test_columns_measures_and_the_person_can_be_said(run: Run, tmp_path: Path) -> None:
    path = log(tmp_path, "Y;01/04/2026;12,5", "N;02/04/2026;", head="picked;when;wait")
    words = [
        "--column", "day=when", "--column", "answered=picked", "--column", "speed=wait", "--first", "day", "--numbers", "comma", "--measure", "M-1=answer_rate",
        "--measure", "X-9=answer_rate", "--measure", "W-1=", "--as", people.email("victor"),
    ]  # fmt: skip
    answer = run("import-calls", path, "--agreement", KEY, *words)
    assert answer.exit_code == 0, answer.output
    assert "X-9 is left out" in answer.stderr
    assert "M-4 is left out: No column is chosen" in answer.stderr
    found = written(run)
    assert found["M-1", "2026-04-01", "2026-04-30"] == ("50", "1", "2")
    assert found["W-2", "2026-03-30", "2026-04-05"] == ("12.5", "12.5", "1")
    assert ("W-1", "2026-03-30", "2026-04-05") not in found
    db.session.rollback()
    assert db.session.execute(select(FigureImport.raised_by_id)).scalar_one() == Cast.load(KEY).users["victor"].id


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--agreement", "nowhere"], "there is no agreement nowhere"),
        (["--agreement", KEY, "--as", "olga@other.example.com"], "does not belong to"),
        (["--agreement", KEY, "--as", people.email("cora")], "Only this may be done by"),
        (["--agreement", KEY, "--as", people.email("carl")], "Your side measures no KPI"),
        (["--agreement", KEY, "--column", "colour=red"], "names a column as NAME=VALUE"),
        (["--agreement", KEY, "--measure", "M-1=luck"], "a measure is one of"),
        (["--agreement", KEY, "--worst", "5"], "the best mark is above the worst one"),
    ],
)
def test_what_cannot_be_is_said_and_ends_with_one(run: Run, tmp_path: Path, words: list[str], says: str) -> None:
    answer = run("import-calls", log(tmp_path, *GOOD), *words)
    assert (answer.exit_code, says in answer.stderr or "not measured by the side whose file" in answer.stderr) == (
        1,
        True,
    )
    assert how_many(Figure) == 0


def test_a_log_is_read_from_the_sheet_that_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    path.write_bytes(books(Notes=[["Read me"]], Calls=[["Date", "Answered"], ["2021-02-01", "Y"], ["2021-02-02", "N"]]))
    words = ("import-calls", path, "--agreement", KEY, "--table")
    missing = run(*words, "--sheet", "March")
    assert (missing.exit_code, "It has these: Notes, Calls." in missing.output) == (1, True)
    assert run(*words).exit_code == 1
    found = run(*words, "--sheet", "calls")
    assert found.exit_code == 0
    assert "answer_rate,2021-02,2021-02-01,2021-02-28,50,1,2" in found.output


def test_a_file_that_is_no_table_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "is no table" in run("import-calls", path, "--agreement", KEY).stderr


def test_what_is_contested_with_another_value_stops_all_of_it(run: Run, tmp_path: Path) -> None:
    assert run("import-calls", log(tmp_path, *GOOD), "--agreement", KEY).exit_code == 0
    with unit_of_work():
        one = db.session.scalars(select(Figure).options(joinedload(Figure.framework)).order_by(Figure.id)).first()
        assert one is not None
        figures.contest(one, Cast.load(KEY).actor("carl"), value=Decimal(1), reason="Half of them are missing.")
    before = how_many(Figure)
    answer = run("import-calls", log(tmp_path, *GOOD[:2]), "--agreement", KEY)
    assert answer.exit_code == 1
    assert "still_open" in answer.stderr
    assert how_many(Figure) == before


def test_what_the_command_writes_has_no_value_where_there_are_no_data(run: Run, tmp_path: Path) -> None:
    run("import-calls", log(tmp_path, *GOOD, "4,2026-02-01,N,N,,,"), "--agreement", KEY)
    assert written(run)["M-1", "2026-03-01", "2026-03-31"] == ("", "", "")
