"""Until when a credit may be claimed."""

from bpo_gov.kernel.calendars import Unit
from bpo_gov.kpis.rules.claims import Standing, Window, claim
from tests.kpis.days import BOTH, at

LAPSES = Window(10, Unit.WORKING_DAY, lapses=True)
STAYS = Window(10, Unit.WORKING_DAY, lapses=False)
AGREED = at(2)  # a Monday; the tenth working day is Monday the 16th


def test_a_claim_is_open_until_the_end_of_its_window() -> None:
    found = claim(BOTH, AGREED, LAPSES, at(16, hour=17))
    assert (found.standing, found.due, found.left) == (Standing.OPEN, at(16, hour=17), 0)
    assert claim(BOTH, AGREED, LAPSES, at(12)).left == 2


def test_then_it_lapses_if_the_framework_says_so() -> None:
    after = at(16, hour=17, minute=1)
    assert claim(BOTH, AGREED, LAPSES, after).standing is Standing.LAPSED
    assert claim(BOTH, AGREED, STAYS, after).standing is Standing.LATE


def test_a_claim_made_in_time_stays_made() -> None:
    assert claim(BOTH, AGREED, LAPSES, at(30), claimed_at=at(16, hour=17)).standing is Standing.CLAIMED
    assert claim(BOTH, AGREED, LAPSES, at(30), claimed_at=at(17)).standing is Standing.LAPSED
    assert claim(BOTH, AGREED, STAYS, at(30), claimed_at=at(17)).standing is Standing.LATE


def test_what_is_about_to_lapse_is_at_risk() -> None:
    assert claim(BOTH, AGREED, LAPSES, at(12)).is_at_risk(within=5)
    assert not claim(BOTH, AGREED, LAPSES, at(3)).is_at_risk(within=5)
    assert not claim(BOTH, AGREED, LAPSES, at(30)).is_at_risk(within=5)
    assert not claim(BOTH, AGREED, LAPSES, at(12), claimed_at=at(12)).is_at_risk(within=5)
