"""Counts that stop: exact while they are small, "more than" above, and never of what one may not see."""

import pytest

from bpo_gov.kernel import tallies
from bpo_gov.kernel.words import Tally, say
from tests import make
from tests.cast import Cast


def test_a_tally_says_that_there_are_more() -> None:
    assert [str(Tally(n, 99)) for n in (0, 7, 99, 100, 5000)] == ["0", "7", "99", "99+", "99+"]
    assert str(say("%(n)s unread", n=Tally(5000, 999))) == "999+ unread"
    assert Tally(3, 99) == 3


def test_counts_stop_at_their_bound(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "MOST", 2)
    for _ in range(4):
        make.change_request(cast, "submitted")
    found = tallies.of(cast.actor("vera"), "change_request", open=tallies.is_open(), late=tallies.is_late())
    assert (str(found["open"]), str(found["late"])) == ("2+", "0")


def test_a_draft_of_the_other_side_is_not_counted(cast: Cast) -> None:
    make.change_request(cast, "draft", by="carl")
    make.change_request(cast, "closed", by="carl")
    mine, theirs = (
        tallies.of(
            cast.actor(name), "change_request", open=tallies.is_open(), ours=tallies.waits_for(cast.actor(name).party)
        )
        for name in ("ana", "vera")
    )
    assert (mine, theirs) == ({"open": 1, "ours": 1}, {"open": 0, "ours": 0})
