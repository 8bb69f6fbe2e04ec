"""Decisions by real moves: both sides under the same words, within authority; what takes the place of what; the review."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from bpo_gov.decisions import actions, queries
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel import clock, signatures, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.parties import Party
from bpo_gov.notifications import sweep
from tests.cast import Cast
from tests.conftest import NOW
from tests.house.deciding import TODAY, decision, words


def events(one: Decision) -> list[str]:
    """The names of what happened, oldest first."""
    query = select(Event.name).where(Event.matter_id == one.id).order_by(Event.seq)
    return [name.partition(".")[2] for name in db.session.execute(query).scalars()]


def test_who_may_bind_agrees_by_proposing_and_the_other_side_makes_it_hold(cast: Cast) -> None:
    one = decision(cast)
    assert (one.label, one.state, one.ball) == ("D-1", "proposed", "vendor")
    assert {side: found.name for side, found in signatures.under(one, one.digest).items()} == {
        Party.CLIENT: cast.actor("ana").name
    }
    actions.agree(one, cast.actor("vera"))
    assert (one.state, one.ball) == ("agreed", None)
    assert events(one) == ["proposed", "agreed"]


def test_what_a_member_proposes_waits_for_both_sides(cast: Cast) -> None:
    one = decision(cast, by="carl")
    assert (one.ball, signatures.under(one, one.digest)) == ("both", {})
    for name in ("carl", "victor", "cora"):
        with pytest.raises(Denied):
            actions.agree(one, cast.actor(name))
    actions.agree(one, cast.actor("vera"))
    assert (one.state, one.ball) == ("proposed", "client")
    with pytest.raises(Refused, match="Your side has agreed"):
        actions.agree(one, cast.actor("vera"))
    actions.agree(one, cast.actor("ana"))
    assert one.state == "agreed"


@pytest.mark.parametrize(
    ("amount", "by", "agrees"), [(50_000, True, True), (50_001, False, True), (60_001, False, False)]
)
def test_nobody_agrees_above_the_own_authority(cast: Cast, amount: int, by: bool, agrees: bool) -> None:
    one = decision(cast, amount=Decimal(amount))
    assert (Party.CLIENT in signatures.under(one, one.digest)) is by
    if not agrees:
        with pytest.raises(Refused, match="Your authority ends at"):
            actions.agree(one, cast.actor("vera"))
        return
    actions.agree(one, cast.actor("vera"))
    assert one.state == ("agreed" if by else "proposed")
    if not by:
        with pytest.raises(Refused, match="Your authority ends at"):
            actions.agree(one, cast.actor("ana"))
        actions.agree(one, cast.actor("edda"))
        assert one.state == "agreed"


def test_other_words_need_other_signatures(cast: Cast) -> None:
    one = decision(cast)
    before = one.digest
    same = words(amount=None, review_on=None, context="", options="", rationale="")
    actions.reword(one, cast.actor("victor"), **same | {"text": "It closes on the 22nd."})
    assert one.digest != before
    assert (one.ball, signatures.under(one, one.digest)) == ("both", {})
    actions.reword(one, cast.actor("ana"), **same)
    assert one.digest == before
    assert (one.ball, set(signatures.under(one, one.digest))) == ("vendor", {Party.CLIENT})
    actions.agree(one, cast.actor("vera"))
    with pytest.raises(Refused):
        actions.reword(one, cast.actor("ana"), **same)


def test_a_side_that_agreed_does_not_decline_and_the_other_does(cast: Cast) -> None:
    one = decision(cast)
    with pytest.raises(Refused, match="Your side has agreed"):
        actions.decline(one, cast.actor("ana"), reason="No.")
    actions.decline(one, cast.actor("vera"), reason="Too early.")
    assert (one.state, one.ball) == ("declined", None)


def test_a_newer_decision_takes_the_place_of_an_older_one_when_both_agree_to_it(cast: Cast) -> None:
    old = decision(cast, "agreed")
    new = decision(cast, supersedes=old, title="The absence file closes on the 22nd")
    assert old.state == "agreed"
    actions.agree(new, cast.actor("vera"))
    assert (old.state, old.superseded_by_id, new.state) == ("superseded", new.id, "agreed")
    assert events(old) == ["proposed", "agreed", "superseded"]
    third = decision(cast, "agreed", supersedes=new, title="The absence file closes on the 23rd")
    db.session.flush()
    for one in (old, new, third):
        assert [found.id for found in queries.chain(one)] == [old.id, new.id, third.id]


def test_of_two_that_would_take_one_place_the_second_is_refused(cast: Cast) -> None:
    old = decision(cast, "agreed")
    first, second = (decision(cast, supersedes=old, title=f"It closes on the {day}nd") for day in (21, 22))
    actions.agree(first, cast.actor("vera"))
    with pytest.raises(Refused, match="D-1 holds no longer"):
        actions.agree(second, cast.actor("vera"))
    with pytest.raises(Refused, match="D-1 does not hold"):
        decision(cast, supersedes=old)


def test_a_review_comes_back_by_itself_and_the_next_one_too(cast: Cast) -> None:
    one = decision(cast, "agreed", review_on=TODAY + timedelta(days=30))
    with pytest.raises(Refused, match="not due"):
        actions.review(one, cast.actor("carl"), result="Fine.", review_on=None)
    for after in (31, 92):
        db.session.commit()
        with clock.at(NOW + timedelta(days=after)):
            sweep.fire_due()
            db.session.expire_all()
            one = queries.load(one.number, cast.actor("ana"))
            assert (one.is_for_review, one.ball, one.state) == (True, "both", "agreed")
            again = TODAY + timedelta(days=91) if after == 31 else None
            actions.review(one, cast.actor("victor"), result="It works.", review_on=again)
            assert (one.ball, one.review_on) == (None, again)
    assert [t for t in timers.live(one) if not t.stands_still] == []
    assert events(one) == ["proposed", "agreed", "came_up", "reviewed", "came_up", "reviewed"]


def test_an_unanswered_proposal_is_said_to_be_late(cast: Cast) -> None:
    one = decision(cast)
    rule = one.framework.terms.governance
    (timer,) = [t for t in timers.live(one) if not t.is_warning]
    assert rule is not None
    assert (timer.policy, timer.clause) == ("answer", rule.answer.clause)
    db.session.commit()
    with clock.at(timer.due_at + timedelta(minutes=1)):
        sweep.fire_due()
    db.session.expire_all()
    assert [name for name in events(one) if name != "due_soon"] == ["proposed", "overdue"]
    assert queries.load(one.number, cast.actor("ana")).state == "proposed"
