"""What one side asks and the other agrees to: more time, a pause, the shorter timetable, an expert."""

from bpo_gov.agreements.framework.choices import StepKey
from bpo_gov.disputes import decided, seats, timetable
from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel import clock, timers
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.timers import Phase
from bpo_gov.kernel.words import say

flow = DISPUTE


def ask(one: Dispute, actor: Actor, what: str, **more: object) -> Particulars:
    """Put a question to the other side: it alone answers."""
    one.asked = {"what": what, "by": actor.party.value, **more}
    return one.asked


@flow.action("ask_time")
def ask_time(one: Dispute, actor: Actor, /, *, step: str, days: int, reason: str) -> Particulars:
    """So many days more for one step: with it every later one moves by the same length, and none earlier."""
    if timetable.step(one, StepKey(step)) is None:
        raise Refused(say("The timetable has no such step."))
    return ask(one, actor, "extension", step=step, days=days, reason=reason)


@flow.action("ask_pause")
def ask_pause(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """Every clock of the dispute would stand still until one side goes on."""
    return ask(one, actor, "suspension", reason=reason)


@flow.action("ask_expedited")
def ask_expedited(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """The shorter timetable of the framework, from the day on which both agree."""
    return ask(one, actor, "expedited", reason=reason)


@flow.action("ask_expert")
def ask_expert(one: Dispute, actor: Actor, /, *, name: str, question: str) -> Particulars:
    """An expert would decide the question, and both sides would be bound."""
    return ask(one, actor, "expert", name=name, question=question)


@flow.action("agree")
def agree(one: Dispute, actor: Actor) -> Particulars:
    """It is as was asked."""
    asked = dict(one.asked or {})
    one.asked = None
    match asked["what"]:
        case "extension":
            _extend(one, asked["step"], asked["days"])
        case "suspension":
            one.suspended_at = clock.now()
        case "expedited":
            one.is_expedited = True
            running = timers.live(one)
            for policy in (StepKey.NEGOTIATE, StepKey.EXECUTIVES):  # counted anew, from the day both agreed
                timers.stop(running, policy.value)
    return asked


def _extend(one: Dispute, step: str, days: int) -> None:
    one.extended = {**one.extended, step: one.extended.get(step, 0) + days}
    for timer in timers.live(one):
        if timer.policy == step:
            if timer.phase is not Phase.PAUSED and timer.due_at <= clock.now():
                raise Refused(say("The time of this step is over. Agree on more time for the next one."))
            timers.extend(timer, days)


@flow.action("agree_expert")
def agree_expert(one: Dispute, actor: Actor) -> Particulars:
    """Both are bound by what the expert decides."""
    asked = dict(one.asked or {})
    one.asked = None
    seats.let_go(one)
    return asked


@flow.action("decline")
def decline(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """It stays as it was."""
    asked = dict(one.asked or {})
    one.asked = None
    return {"what": asked["what"], "reason": reason}


@flow.action("take_back")
def take_back(one: Dispute, actor: Actor) -> Particulars:
    """The side that asked asks no longer."""
    asked = dict(one.asked or {})
    one.asked = None
    return {"what": asked["what"]}


@flow.action("resume")
def resume(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """Either side ends the suspension: what is left of each period runs on."""
    one.suspended_at = None
    return {"reason": reason}


@flow.action("determine")
def determine(one: Dispute, actor: Actor, /, *, decision: str) -> Particulars:
    """What the expert decided; both agreed to be bound by it."""
    decided.determination(one, actor, decision)
    return {"decision": decision}
