"""Every state a meeting can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bpo_gov.kernel.parties import clock_of
from bpo_gov.meetings import actions, members, queries
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.rules.quorum import Presence
from tests.cast import Cast
from tests.conftest import NOW

PLANNERS = {"client": "carl", "vendor": "victor"}
OTHERS = {"client": "victor", "vendor": "carl"}
SOON = NOW + timedelta(minutes=30)
MAKERS = {  # who may make a verb, and in which situation
    "invite": ("victor", "draft"),
    "end": ("carl", "draft"),
    "put": ("victor", "scheduled"),
    "prepare": ("carl", "scheduled"),
    "reschedule": ("victor", "scheduled"),
    "cancel": ("carl", "scheduled"),
    "add_item": ("victor", "scheduled"),
    "drop_item": ("carl", "scheduled"),
    "gather": ("victor", "scheduled"),
    "start": ("victor", "scheduled"),
    "attend": ("carl", "in_progress"),
    "write": ("carl", "in_progress"),
    "carry": ("victor", "in_progress"),
    "send": ("carl", "in_progress"),
    "agree": ("victor", "minuted"),
    "correct": ("victor", "minuted"),
    "disagree": ("victor", "minuted"),
    "comment": ("carl", "noted"),
    "note": ("carl", "scheduled"),
    "note_own": ("carl", "scheduled"),
}
Situation = Callable[[Cast, str], Meeting]


def words(**more: Any) -> dict[str, Any]:
    """What a meeting is planned with."""
    return {"forum": "OPS", "starts_at": SOON, "length": 60, "place": "Room 4"} | more


def meeting(cast: Cast, state: str = "scheduled", side: str = "client", **more: Any) -> Meeting:
    """A meeting that real moves have brought to a state on the main path."""
    planner, other = cast.actor(PLANNERS[side]), cast.actor(OTHERS[side])
    one = actions.call(planner, **words(**more))
    actions.add_item(one, planner, title="Saturday helpdesk", length=10)
    if state == "scheduled":
        return one
    actions.start(one, other)
    seats = {member.user_id: (member.party, Presence.PRESENT, "") for member in members.of(one)}
    actions.attend(one, planner, seats=seats)
    item = one.items[-1]
    actions.write(one, planner, item=item.id, text="Four agents, from January on.", edition=item.edition)
    if state == "in_progress":
        return one
    actions.send(one, planner)
    if state == "agreed":
        actions.agree(one, other)
    return one


def _draft(cast: Cast, side: str) -> Meeting:
    """The first meeting of a series, a month ahead."""
    for forum in ("OPS", "MGT", "EXE"):  # one series of a forum at a time
        if not queries.drafts(cast.agreement.id, forum):
            words_ = {"forum": forum, "first": (NOW + timedelta(days=40)).date(), "at": "10:00", "length": 60}
            return actions.plan(cast.actor(PLANNERS[side]), **words_)  # type: ignore[arg-type]
    raise AssertionError("every forum has a series")


def _ended(cast: Cast, side: str) -> Meeting:
    return actions.end(_draft(cast, side), cast.actor(OTHERS[side]), reason="We meet by phone.")


def _noted(cast: Cast, side: str) -> Meeting:
    return actions.disagree(meeting(cast, "minuted", side), cast.actor(OTHERS[side]), text="We said five agents.")


def _cancelled(cast: Cast, side: str) -> Meeting:
    return actions.cancel(
        meeting(cast, "scheduled", side), cast.actor(PLANNERS[side]), reason="A holiday of the vendor."
    )


def _missed(cast: Cast, side: str) -> Meeting:
    return actions.miss(meeting(cast, "scheduled", side), clock_of(cast.agreement.id))


def _corrected(cast: Cast, side: str) -> Meeting:
    one = meeting(cast, "minuted", side)
    return actions.correct(
        one,
        cast.actor(OTHERS[side]),
        item=one.items[-1].id,
        text="Five agents, from January on.",
        reason="We said five agents.",
    )


def _stands_in(state: str) -> Situation:
    return lambda cast, side: meeting(cast, state, side)


SITUATIONS: dict[str, Situation] = {
    "draft": _draft,
    "cancelled, its series has ended": _ended,
    **{state: _stands_in(state) for state in ("scheduled", "in_progress", "minuted", "agreed")},
    "noted": _noted,
    "cancelled": _cancelled,
    "scheduled, its day is over": _missed,
    "minuted, corrected": _corrected,
}
