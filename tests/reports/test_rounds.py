"""The round of the clock: each report of a period that has begun is there once, and what is long over stays away."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import Report as Owed
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.reports import actions, rounds
from bpo_gov.reports.models import Report
from tests.cast import Cast


def found() -> set[tuple[str, str]]:
    """Who owes what on which period."""
    return {(one.ower.value, one.period) for one in db.session.scalars(select(Report))}


def test_the_reports_of_the_running_month_are_opened_once(cast: Cast) -> None:
    assert rounds.open_all() == ["RPT-1", "RPT-2", "RPT-3"]
    assert rounds.open_all() == []
    assert found() == {
        ("client", "2026-06"),
        ("vendor", "2026-06"),
    }  # what ended before the framework was there is let be
    with clock.at(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)):  # in London it is half past eleven
        assert rounds.open_all() == []
    with clock.at(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)):  # and now July
        assert rounds.open_all() == ["RPT-4", "RPT-5", "RPT-6"]


def test_a_clock_that_stood_still_makes_good_the_last_two_periods_and_no_more(cast: Cast) -> None:
    with clock.at(datetime(2026, 12, 10, 9, tzinfo=UTC)):
        assert len(rounds.open_all()) == 9
        assert rounds.open_all() == []
    assert {period for _side, period in found()} == {"2026-10", "2026-11", "2026-12"}


def test_after_the_term_nothing_is_opened(cast: Cast) -> None:
    with clock.at(datetime(2029, 2, 3, 9, tzinfo=UTC)):
        assert len(rounds.open_all()) == 6  # December and January
    assert {period for _side, period in found()} == {"2028-12", "2029-01"}


@pytest.mark.parametrize(
    ("every", "labels"),
    [("week", ["2026-W23"]), ("month", ["2026-06"]), ("quarter", ["2026-Q2"])],
)
def test_each_interval_has_its_periods(cast: Cast, every: str, labels: list[str]) -> None:
    framework = agreements.active_framework(cast.agreement.id)
    assert framework is not None
    owed = Owed.model_validate(
        {"name": "A", "from": "vendor", "every": every, "due": "Soon", "within": 2, "clause": "7.1"}
    )
    assert [span.label for span in rounds._spans(framework, owed)] == labels
    with clock.at(datetime(2026, 12, 28, 9, tzinfo=UTC)):
        spans = list(rounds._spans(framework, owed))
    assert len(spans) == 3
    assert spans[-1].start <= date(2026, 12, 28) <= spans[-1].last


def test_one_agreement_that_breaks_is_said_and_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: Any, **_words: Any) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "open_", broken)
        assert rounds.open_all() == []
    assert "could not be opened" in caplog.text
    assert found() == set()
    assert len(rounds.open_all()) == 3


def test_nothing_is_opened_before_the_framework_is_in_force(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreements, "active_framework", lambda _id: None)
    assert rounds.open_all() == []
