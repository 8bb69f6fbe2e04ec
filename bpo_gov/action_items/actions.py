"""What each verb of an action item does; the engine does the rest."""

from datetime import date

from bpo_gov.action_items import due, queries
from bpo_gov.action_items.models import ActionItem
from bpo_gov.action_items.workflow import ACTION_ITEM
from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Membership
from bpo_gov.kernel import clock
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import say
from bpo_gov.notes import actions as notes

flow = ACTION_ITEM
note, note_own = notes.bind(flow)


@flow.opening("add")
def add(
    actor: Actor, /, *, title: str, owner_side: Party, due_on: date, owner_id: int | None = None, details: str = "",
    about: Matter | None = None, token: str | None = None,
) -> tuple[ActionItem, Particulars]:  # fmt: skip
    """An action for a side, or for a person of it, under the version of the framework that is in force today."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    _refuse_day(framework.terms, due_on)
    owner = _person(actor.agreement_id, owner_side, owner_id)
    one = ActionItem(
        framework_id=framework.id, framework=framework, title=title, details=details, owner_side=owner_side, owner_id=owner_id,
        due_on=due_on, is_late=False, report="", ended_at=None, opened_with=token, raised_by=actor.party,
    )  # fmt: skip
    one.about_id = about.id if about else None
    return one, {"side": owner_side, "owner": owner, "due_on": due_on, "about": about.label if about else None}


@flow.action("done")
def done(one: ActionItem, actor: Actor, /, *, report: str) -> Particulars:
    """It is done; late, if its day is over although the clock has not come round yet."""
    now = clock.now()
    one.is_late = one.is_late or (one.due_at is not None and now > one.due_at)
    one.report, one.ended_at = report, now
    return {"report": report, "was_late": one.is_late}


@flow.action("reopen")
def reopen(one: ActionItem, actor: Actor, /, *, reason: str) -> Particulars:
    """It is open again with its own day; if that is over it was not done in time, and the clock runs to the end of today."""
    one.is_late = one.is_late or one.due_on < policies.first_day(one.framework.terms)
    one.ended_at = None
    return {"reason": reason}


@flow.action("hand_over")
def hand_over(one: ActionItem, actor: Actor, /, *, owner_id: int | None) -> Particulars:
    """Another person of the same side, or the side as a whole."""
    owner = _person(one.agreement_id, one.owner_side, owner_id)
    if one.owner_id == owner_id:
        raise Refused(say("It is with them already."))
    before, one.owner_id = one.owner_name, owner_id
    return {"before": before, "owner": owner, "side": one.owner_side}


@flow.action("move_day")
def move_day(one: ActionItem, actor: Actor, /, *, due_on: date, reason: str) -> Particulars:
    """Another day; what was late stays late."""
    _refuse_day(one.framework.terms, due_on)
    if due_on == one.due_on:
        raise Refused(say("It is due on that day already."))
    before, one.due_on = one.due_on, due_on
    return {"before": before, "due_on": due_on, "reason": reason}


@flow.action("drop")
def drop(one: ActionItem, actor: Actor, /, *, reason: str) -> Particulars:
    """Nobody does it any more."""
    one.ended_at = clock.now()
    return {"reason": reason}


@flow.action("warn")
def warn(one: ActionItem, actor: Actor) -> Particulars:
    """Three quarters of the time are gone."""
    return {"due": one.due_at}


@flow.action("late")
def late(one: ActionItem, actor: Actor) -> Particulars:
    """Its day passed while it was open."""
    one.is_late = True
    return {"due": one.due_at, "late": one.owner_side}


def let_go(member: Membership, actor: Actor) -> None:
    """Who leaves the agreement leaves their open actions to the side."""
    for one in queries.owned_by(member.user_id, member.agreement_id):
        hand_over(one, actor, owner_id=None)


def _person(agreement_id: int, side: Party, user_id: int | None) -> str | None:
    """The name of a person of that side who can own an action; nobody for the side as a whole. Raises Refused."""
    if user_id is None:
        return None
    names = {member.user_id: member.user.name for member in queries.able(agreement_id) if member.party is side}
    if user_id not in names:
        raise Refused(say("There is no such person on that side."))
    return names[user_id]


def _refuse_day(terms: Terms, day: date) -> None:
    if reason := due.why_not(terms, day):
        raise Refused(reason)
