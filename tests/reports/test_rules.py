"""From when a report is counted: the first working day after its period is number one, however the agreement counts."""

from datetime import UTC, date, datetime

import pytest

from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.kernel import calendars
from bpo_gov.kernel.calendars import Counting, Unit
from bpo_gov.reports import charts, rules
from tests.cast import Cast


def counting(cast: Cast, *, day_of_receipt: bool) -> Counting:
    """The counting of the cast, with or without the day of receipt."""
    framework = agreements.active_framework(cast.agreement.id)
    assert framework is not None
    found = policies.counting(framework.terms)
    return Counting(found.client, found.vendor, found.rule, day_of_receipt, found.cut_off, found.zone)


@pytest.mark.parametrize("day_of_receipt", [False, True])
@pytest.mark.parametrize(
    ("ends", "first", "fifth"),
    [
        (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 7)),  # a Tuesday
        (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 5)),  # a Sunday
        (date(2026, 7, 31), date(2026, 8, 3), date(2026, 8, 7)),  # a Friday before a weekend
        (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 8)),  # before a bank holiday
        (date(2025, 12, 31), date(2026, 1, 2), date(2026, 1, 8)),  # before New Year
        (date(2026, 4, 5), date(2026, 4, 7), date(2026, 4, 13)),  # Easter Sunday, the end of a week
    ],
)
def test_the_first_working_day_after_the_period_is_number_one(
    cast: Cast, ends: date, first: date, fifth: date, day_of_receipt: bool
) -> None:
    how = counting(cast, day_of_receipt=day_of_receipt)
    for n, day in ((1, first), (5, fifth)):
        found = calendars.add(how, rules.since(how, ends), n, Unit.WORKING_DAY)
        assert how.local_date(found.due) == day


def test_a_report_can_be_delivered_when_its_period_is_nearly_over() -> None:
    assert rules.first_day(date(2026, 6, 1), date(2026, 6, 30)) == date(2026, 6, 24)
    assert rules.first_day(date(2026, 6, 1), date(2026, 6, 7)) == date(2026, 6, 1)  # of a week from its begin


def test_the_picture_has_a_mark_for_each_report_and_no_colours() -> None:
    go = pytest.importorskip("plotly.graph_objects")
    due = datetime(2026, 6, 5, tzinfo=UTC).date()
    came = [charts.Came("vendor", due, 2, "A"), charts.Came("client", due, -3, "B"), charts.Came("vendor", due, 0, "C")]
    figure = charts.punctuality(came, {"client": "Client", "vendor": "Vendor"}, "Working days early")
    go.Figure(figure)
    client, vendor = figure["data"]
    assert (client["meta"]["role"], client["y"], vendor["y"]) == ("client", [-3], [2, 0])
    assert vendor["x"] == ["2026-06-05"] * 2
    assert "color" not in str(figure)
    assert [one["name"] for one in charts.punctuality(came[:1], {"client": "C", "vendor": "V"}, "")["data"]] == ["V"]
