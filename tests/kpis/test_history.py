"""The page of a KPI: its trend in words, its span of years, its ledger, its neighbours, and that ten years cost no more reads than one."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import event, select

from bpo_gov.agreements import queries as agreements
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kpis import actions, queries, sections
from bpo_gov.kpis.models import Figure
from bpo_gov.kpis.rules import periods
from bpo_gov.kpis.rules.periods import Length
from tests import make
from tests.cast import KEY, Cast
from tests.conftest import NOW
from tests.house.measuring import figure

PLACE = f"/a/{KEY}/kpis"
As = Callable[[str], FlaskClient]


def rows(
    cast: Cast,
    count: int,
    value: Callable[[int], str] = lambda n: "96",
    length: Length = Length.MONTH,
    code: str = "KPI-01",
) -> None:
    """So many accepted figures that end with the last period that is over; written at once, as a long history would take its moves too long."""
    framework = agreements.active_framework(cast.agreement.id)
    assert framework is not None
    span = periods.period_of(length, NOW.date()).previous
    for n in range(count):
        made = Figure(
            agreement_id=cast.agreement.id, number=1000 + n, title=f"{code}, {span.label}", state="accepted", raised_by="vendor", framework_id=framework.id,
            code=code, period=span.label, begins=span.start, ends=span.end, slot=queries.slot(cast.agreement.id, code, span.label), value=Decimal(value(n)),
            source="", version=1, created_at=clock.now(), moved_at=clock.now(),
        )  # fmt: skip
        db.session.add(made)
        span = span.previous


def test_the_finding_says_since_when_it_is_short_and_what_counts_for_nothing_yet(cast: Cast, as_: As) -> None:
    with unit_of_work():
        figure(cast, "contested", period="2026-05")
        for period, value in (("2026-04", "94"), ("2026-03", "93"), ("2026-02", "96"), ("2026-01", "97")):
            figure(cast, "accepted", period=period, value=Decimal(value))
    page = as_("vera").get(f"{PLACE}/KPI-01").text
    assert "At target in 2 of 4 settled periods; last 94% in Apr 2026. Short of it since Mar 2026." in page
    assert "Contested, and counts for nothing yet: May 2026." in page
    assert "May 2026: Contested, 96.5%" in page  # the chip
    assert "Left out, as it is contested: May 2026." in page
    assert "Limits need 12 settled figures, and there are 4" in page
    assert "monthly, weight 15%" in page
    assert "between 92% and 94%" in page
    assert "Client finds 94%" in page
    assert "(0)" in page


def test_both_sides_of_a_contested_figure_stand_beside_each_other(cast: Cast, as_: As) -> None:
    with unit_of_work():
        one = figure(cast, "contested", period="2026-05", source="Call records")
        actions.propose(one, cast.actor("victor"), value=Decimal("95.5"), reason="Half of them hung up at once.")
        actions.note_own(one, cast.actor("ana"), text="They will give in.")
    for name in ("carl", "vera", "cora"):
        page = as_(name).get(f"{PLACE}/KPI-01").text
        assert "Contested: May 2026" in page
        assert "Vendor finds 95.5%" in page
        assert "Half of them hung up at once." in page
        assert "They will give in." not in page
    assert "/figures/1/agree" in as_("ana").get(f"{PLACE}/KPI-01").text  # contested in place
    assert "/figures/1/agree" not in as_("cora").get(f"{PLACE}/KPI-01").text


@pytest.mark.parametrize(
    ("asked", "shown"), [("", 24), ("1", 12), ("5", 30), ("10", 30), ("3", 24), ("-1", 24), ("x", 24)]
)
def test_the_address_says_how_many_years_are_shown_and_the_files_have_all(
    cast: Cast, as_: As, asked: str, shown: int
) -> None:
    with unit_of_work():
        rows(cast, 30)
    browser = as_("carl")
    assert f"all {shown} periods" in browser.get(f"{PLACE}/KPI-01?years={asked}").text
    assert len(browser.get(f"{PLACE}/KPI-01.csv").get_data(as_text=True).splitlines()) == 31
    book = load_workbook(BytesIO(browser.get(f"{PLACE}/KPI-01.xlsx").data))
    assert len(list(book.active.rows)) == 31


def test_a_control_chart_has_its_file(cast: Cast, as_: As) -> None:
    with unit_of_work():
        rows(cast, 20, lambda n: "70" if n == 0 else str(90 + n % 2))
    page = as_("vera").get(f"{PLACE}/KPI-01").text
    assert "XmR chart, 20 points" in page
    assert "May 2026: outside of the limits, to the bad." in page
    lines = as_("vera").get(f"{PLACE}/KPI-01/control.csv").get_data(as_text=True).splitlines()
    assert lines[0].endswith("Period,Figure,Moving range,Mean,Lower limit,Upper limit,Signal")
    assert lines[-1].startswith("2026-05,70,")
    assert "outside of the limits" in lines[-1]
    assert as_("olga").get(f"{PLACE}/KPI-01/control.csv").status_code == 404
    assert as_("vera").get(f"{PLACE}/KPI-99/control.csv").status_code == 404
    empty = as_("vera").get(f"{PLACE}/KPI-02/control.csv")
    assert (empty.status_code, len(empty.get_data(as_text=True).splitlines())) == (200, 1)


def test_the_neighbours_stand_in_the_order_of_the_framework(cast: Cast, as_: As) -> None:
    page = as_("carl").get(f"{PLACE}/KPI-02").text
    assert f'href="{PLACE}/KPI-01" rel="prev"' in page
    assert f'href="{PLACE}/KPI-03" rel="next"' in page
    assert 'rel="prev"' not in as_("carl").get(f"{PLACE}/KPI-01").text


def test_the_heat_map_has_its_file_and_its_words(cast: Cast, as_: As) -> None:
    with unit_of_work():
        figure(cast, "accepted", period="2026-05", value=Decimal("94"))
    page = as_("carl").get(f"{PLACE}/").text
    assert "0 of 1 KPIs are at target in their last figure" in page
    assert '"type": "heatmap"' in page.replace('"type":"heatmap"', '"type": "heatmap"')
    lines = as_("carl").get(f"{PLACE}/periods/all.csv").get_data(as_text=True).splitlines()
    assert "KPI-01 Calls answered,Vendor,2026-05,94,95,98.947368,short of target" in lines
    assert len(lines) == 1 + 8 * 12
    assert as_("olga").get(f"{PLACE}/periods/all.csv").status_code == 404


def test_each_figure_is_judged_by_the_card_it_was_submitted_under(cast: Cast, as_: As) -> None:
    with unit_of_work():
        figure(cast, "accepted", period="2026-03", value=Decimal("94"))
        version = make.next_version(
            cast, lambda data: data["kpis"][0].update(target="93", bands=["93", "92", "91", "90"])
        )
        assert version.number == 2
    with clock.at(NOW + timedelta(days=1)):
        with unit_of_work():
            figure(cast, "accepted", period="2026-04", value=Decimal("94"))
        page = as_("carl").get(f"{PLACE}/KPI-01").text
    assert "At target in 1 of 2 settled periods" in page
    assert (
        page.count("between 94% and 95%") == 1
    )  # by the bands of the first version; by those of the second it is at target


def test_what_another_feature_says_stands_beside_a_kpi(cast: Cast, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    def cure(actor: Any, framework: Any, kpi: Any) -> list[sections.Section]:
        said = sections.Section("cu", "What cures it", [("Until", "June")], ["Two months at target."])
        return [said] if kpi.code == "KPI-01" else []

    monkeypatch.setattr(sections, "MAKERS", [cure])
    page = as_("carl").get(f"{PLACE}/KPI-01").text
    assert "What cures it" in page
    assert "Two months at target." in page
    assert "What cures it" not in as_("carl").get(f"{PLACE}/KPI-02").text


def test_ten_years_of_weeks_take_as_many_reads_as_one_and_no_longer_page(app: Flask, cast: Cast, as_: As) -> None:
    with unit_of_work():
        make.next_version(cast, lambda data: data["kpis"][0].update(period="week"))

    def look() -> tuple[int, int]:
        seen: list[str] = []
        listen = lambda *given: seen.append(given[2])  # noqa: E731 - the very same function is taken off again
        browser = as_("carl")
        with clock.at(NOW + timedelta(days=1)):
            browser.get(f"{PLACE}/KPI-01")
            event.listen(db.engine, "before_cursor_execute", listen)
            page = browser.get(f"{PLACE}/KPI-01").text
            event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen), len(page)

    with unit_of_work():
        rows(cast, 52, length=Length.WEEK)
    one_year, short = look()
    with unit_of_work():
        for found in db.session.scalars(select(Figure)):
            db.session.delete(found)
    with unit_of_work():
        rows(cast, 520, length=Length.WEEK)
    ten_years, long = look()
    assert ten_years == one_year
    assert long < 1.6 * short
