"""Relief: notice and details in time or late, what lapses, and how far a milestone moves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.parties import SIDES, Party
from bpo_gov.kpis.rules.relief import OnLate, Terms, claim, moved, proven
from tests.kpis.days import BOTH, at

FLAGS, LAPSES = Terms(), Terms(on_late=OnLate.LAPSE)
AWARE = at(2)  # a Monday; working day 15 is Monday the 23rd, 16 is the 24th


@pytest.mark.parametrize("side", SIDES)
def test_notice_on_working_day_16_is_flagged_and_refused_only_if_the_framework_lets_it_lapse(side: Party) -> None:
    flagged = claim(BOTH, side, FLAGS, AWARE, at(24), noticed_at=at(24))
    assert (flagged.notice.is_late, flagged.notice.days_late) == (True, 1)
    assert (flagged.is_late, flagged.has_lapsed) == (True, False)
    assert claim(BOTH, side, LAPSES, AWARE, at(24), noticed_at=at(24)).has_lapsed


@pytest.mark.parametrize("terms", [FLAGS, LAPSES])
def test_notice_on_working_day_15_is_in_time_up_to_its_cut_off(terms: Terms) -> None:
    found = claim(BOTH, Party.VENDOR, terms, AWARE, at(24), noticed_at=at(23, hour=17))
    assert found.notice.count.due == at(23, hour=17)
    assert (found.is_late, found.has_lapsed, found.notice.days_late) == (False, False, 0)
    after = claim(BOTH, Party.VENDOR, terms, AWARE, at(24), noticed_at=at(23, hour=17, minute=1))
    assert (after.is_late, after.has_lapsed) == (True, terms is LAPSES)


def test_details_are_due_ten_working_days_after_the_notice_over_a_holiday() -> None:
    found = claim(BOTH, Party.VENDOR, FLAGS, AWARE, at(26), noticed_at=at(25))
    assert found.details is not None
    assert found.details.count.due == at(9, 4, hour=17)  # 6 April is a holiday
    assert not found.details.is_late
    late = claim(BOTH, Party.VENDOR, LAPSES, at(16), at(14, 4), noticed_at=at(25), detailed_at=at(10, 4))
    assert late.details is not None
    assert (late.notice.is_late, late.details.days_late, late.has_lapsed) == (False, 1, True)


def test_a_step_that_is_not_done_becomes_late_with_time() -> None:
    assert not claim(BOTH, Party.VENDOR, LAPSES, AWARE, at(23)).is_late
    found = claim(BOTH, Party.VENDOR, LAPSES, AWARE, at(27))
    assert (found.notice.days_late, found.notice.done_at, found.details, found.has_lapsed) == (4, None, None, True)


def test_it_is_the_same_for_both_sides() -> None:
    of_vendor = claim(BOTH, Party.VENDOR, FLAGS, AWARE, at(24), noticed_at=at(24))
    of_client = claim(BOTH, Party.CLIENT, FLAGS, AWARE, at(24), noticed_at=at(24))
    assert (of_vendor.cause_of, of_client.cause_of) == (Party.CLIENT, Party.VENDOR)
    assert (of_vendor.notice, of_vendor.details, of_vendor.is_late) == (
        of_client.notice, of_client.details, of_client.is_late,
    )  # fmt: skip


def test_a_proven_delay_moves_the_milestone() -> None:
    assert moved(BOTH, date(2026, 4, 2), 3).due == at(8, 4, hour=17)  # Good Friday is open here, Easter Monday is not
    assert moved(BOTH, date(2026, 4, 2), 3, Unit.CALENDAR_DAY).due == at(5, 4, hour=17)
    assert moved(BOTH, date(2026, 4, 2), 0).due == at(2, 4, hour=17)


@pytest.mark.parametrize(
    ("by_cause", "claimed", "own", "days"), [(5, 8, 0, 5), (8, 5, 0, 5), (5, 8, 2, 3), (2, 8, 3, 0), (0, 4, 0, 0)]
)
def test_only_what_the_other_caused_counts(by_cause, claimed, own, days) -> None:
    assert proven(by_cause, claimed, own) == days


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: claim(BOTH, Party.NEUTRAL, FLAGS, AWARE, at(3)),
        lambda: claim(BOTH, Party.VENDOR, FLAGS, AWARE, at(3), noticed_at=at(1)),
        lambda: claim(BOTH, Party.VENDOR, FLAGS, AWARE, at(3), detailed_at=at(3)),
        lambda: claim(BOTH, Party.VENDOR, FLAGS, AWARE, at(9), noticed_at=at(5), detailed_at=at(4)),
        lambda: moved(BOTH, date(2026, 4, 2), 3, Unit.WORKING_HOUR),
        lambda: moved(BOTH, date(2026, 4, 2), -1),
        lambda: proven(-1, 1),
    ],
)
def test_what_makes_no_sense_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        wrong()


@given(st.integers(0, 60), st.sampled_from((FLAGS, LAPSES)))
def test_late_begins_with_the_sixteenth_working_day(days: int, terms: Terms) -> None:
    noticed = AWARE + timedelta(days=days)
    working = sum(
        (AWARE + timedelta(days=i)).weekday() < 5 and (AWARE + timedelta(days=i)).date() != date(2026, 4, 6)
        for i in range(1, days + 1)
    )
    found = claim(BOTH, Party.CLIENT, terms, AWARE, noticed, noticed_at=noticed)
    assert found.notice.is_late == (working > 15 or (working == 15 and noticed > at(23, hour=17)))
    assert found.has_lapsed == (found.is_late and terms is LAPSES)
