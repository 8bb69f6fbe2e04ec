"""Meetings by real moves: the agenda that builds itself, minutes that both write, versions that are never changed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bpo_gov.decisions import actions as decisions
from bpo_gov.kernel import clock, ledger, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused, Stale
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.parties import Party
from bpo_gov.meetings import actions, members, queries
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.rules.quorum import Presence
from bpo_gov.notifications import sweep
from tests import make
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import deciding
from tests.house.climbing import escalation
from tests.house.convening import SOON, meeting, words


def events(one: Meeting) -> list[str]:
    """The names of what happened, oldest first."""
    query = select(Event.name).where(Event.matter_id == one.id).order_by(Event.seq)
    return [name.partition(".")[2] for name in db.session.execute(query).scalars()]


def test_a_meeting_goes_from_the_plan_to_agreed_minutes(cast: Cast) -> None:
    one = meeting(cast, "agreed")
    assert (one.label, one.state, one.ball) == ("MTG-1", "agreed", None)
    assert events(one) == ["called", "item_added", "started", "attended", "written", "sent", "agreed"]
    (version,) = one.versions
    assert version.content["items"][-1]["text"] == "Four agents, from January on."
    assert version.head is not None
    assert ledger.verify(cast.agreement.id) is None


def test_the_agenda_is_what_is_open_and_both_may_see(cast: Cast) -> None:
    make.change_request(cast, "draft", by="carl", title="Not yet told")
    cr, one = make.change_request(cast, "submitted"), escalation(cast)
    decision = deciding.decision(cast)
    planned = actions.call(cast.actor("victor"), **words(forum="MGT"))
    assert {item.about_id for item in planned.items} == {cr.id, one.id, decision.id}
    assert {item.reason for item in planned.items} == {"due"}
    with pytest.raises(Refused, match="on the agenda already"):
        actions.gather(planned, cast.actor("carl"))
    more = escalation(cast, title="Another one")
    actions.gather(planned, cast.actor("carl"))
    assert planned.items[-1].about_id == more.id
    assert [item.position for item in planned.items] == [1, 2, 3, 4]


def test_what_is_carried_over_begins_the_next_meeting_of_the_forum(cast: Cast) -> None:
    one = meeting(cast, "in_progress")
    actions.carry(one, cast.actor("victor"), item=one.items[-1].id)
    actions.send(one, cast.actor("carl"))
    with clock.at(NOW + timedelta(days=1)):
        after = actions.call(cast.actor("carl"), **words(starts_at=SOON + timedelta(days=14)))
        elsewhere = actions.call(cast.actor("carl"), **words(forum="MGT", starts_at=SOON + timedelta(days=14)))
    assert [(item.reason, item.title) for item in after.items][:2] == [
        ("last", f"MTG-1 {one.title}"),
        ("carried", "Saturday helpdesk"),
    ]
    assert "carried" not in {item.reason for item in elsewhere.items}


def test_the_chair_turns_with_each_meeting_that_is_not_cancelled(cast: Cast) -> None:
    def call(days: int) -> Meeting:
        return actions.call(cast.actor("carl"), **words(starts_at=SOON + timedelta(days=days)))

    first, second = call(0), call(14)
    assert {first.chair, second.chair} == {Party.CLIENT, Party.VENDOR}
    actions.cancel(second, cast.actor("victor"), reason="A holiday.")
    assert call(28).chair is second.chair


def test_two_who_write_one_item_never_overwrite_each_other_in_silence(cast: Cast) -> None:
    one = meeting(cast, "in_progress")
    item = one.items[-1]
    seen = item.edition
    actions.write(one, cast.actor("victor"), item=item.id, text="Five agents.", edition=seen)
    with pytest.raises(Stale):
        actions.write(one, cast.actor("carl"), item=item.id, text="Four agents.", edition=seen)
    assert (item.text, item.edition) == ("Five agents.", seen + 1)


def test_quorum_is_counted_on_each_side_and_somebody_may_stand_in(cast: Cast) -> None:
    one = meeting(cast, "in_progress")
    found = members.of(one)
    absent = {member.user_id: (member.party, Presence.ABSENT, "") for member in found}
    actions.attend(one, cast.actor("carl"), seats=absent)
    reached = members.reached(one)
    assert reached is not None
    assert not reached.is_reached
    client = next(member for member in found if member.party is Party.CLIENT)
    actions.attend(one, cast.actor("carl"), seats={client.user_id: (Party.CLIENT, Presence.ALTERNATE, "Somebody else")})
    reached = members.reached(one)
    assert reached is not None
    assert (reached.client.present, reached.vendor.present) == (1, 0)


def test_the_other_side_agrees_and_nobody_changes_what_is_locked(cast: Cast) -> None:
    one = meeting(cast, "minuted")
    assert one.ball == "vendor"
    with pytest.raises(Refused, match="Your side wrote these minutes"):
        actions.agree(one, cast.actor("ana"))
    with pytest.raises(Denied):
        actions.agree(one, cast.actor("cora"))
    actions.correct(one, cast.actor("victor"), item=one.items[-1].id, text="Five agents.", reason="We said five.")
    assert (one.state, one.ball, [version.number for version in one.versions]) == ("minuted", "client", [1, 2])
    actions.agree(one, cast.actor("ana"))
    locked = dict(one.versions[-1].content)
    actions.correct(one, cast.actor("carl"), item=one.items[-1].id, text="Six agents.", reason="Counted again.")
    assert [version.head is not None for version in one.versions] == [False, True, False]
    assert one.versions[1].content == locked
    assert one.ball == "vendor"


def test_without_agreement_the_notes_of_both_stand_beside_the_minutes(cast: Cast) -> None:
    one = meeting(cast, "minuted")
    actions.disagree(one, cast.actor("victor"), text="We said five.")
    with pytest.raises(Refused, match="stands beside"):
        actions.comment(one, cast.actor("vera"), text="Twice.")
    actions.comment(one, cast.actor("carl"), text="We heard four.")
    assert (one.state, one.client_note, one.vendor_note) == ("noted", "We heard four.", "We said five.")


def test_a_meeting_that_nobody_starts_is_said_to_be_missed_and_can_be_moved(cast: Cast) -> None:
    one = meeting(cast)
    with pytest.raises(Refused, match="It begins on"), clock.at(NOW - timedelta(hours=2)):
        actions.start(one, cast.actor("carl"))
    db.session.commit()
    with clock.at(NOW + timedelta(days=1, hours=10)):
        sweep.fire_due()
        db.session.expire_all()
        one = queries.load(one.number, cast.actor("ana"))
        assert events(one)[-1] == "missed"
        actions.reschedule(
            one,
            cast.actor("victor"),
            day=NOW.date() + timedelta(days=7),
            at="10:00",
            length=45,
            place="By video",
            reason="Nobody came.",
        )
    assert (one.sequence, one.length, one.place) == (1, 45, "By video")
    assert [t.policy for t in timers.live(one) if not t.stands_still] == ["hold"]


def test_minutes_that_nobody_answers_are_late_or_count_as_agreed_as_the_framework_says(cast: Cast) -> None:
    one = meeting(cast, "minuted")
    rules = one.framework.terms.governance
    (timer,) = [t for t in timers.live(one) if not t.is_warning]
    db.session.commit()
    with clock.at(timer.due_at + timedelta(minutes=1)):
        sweep.fire_due()
    db.session.expire_all()
    one = queries.load(one.number, cast.actor("ana"))
    deemed = rules is not None and rules.silence.value == "agreed"
    assert (one.state, events(one)[-1]) == (("agreed", "deemed") if deemed else ("minuted", "overdue"))


def test_a_decision_of_the_meeting_points_at_it(cast: Cast) -> None:
    one = meeting(cast, "in_progress")
    decision = decisions.propose(cast.actor("ana"), **deciding.words(), about=one)
    assert decision.about_id == one.id
