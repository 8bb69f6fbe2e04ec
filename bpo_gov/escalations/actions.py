"""What each verb of an escalation does; the engine does the rest."""

from collections.abc import Sequence
from datetime import date

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Framework
from bpo_gov.disputes import notice as disputes
from bpo_gov.escalations import ladder
from bpo_gov.escalations.models import WARNING, Escalation, Severity
from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.kernel import timers
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import say
from bpo_gov.notes import actions as notes

flow = ESCALATION
note, note_own = notes.bind(flow)


@flow.opening("raise")
def raise_(
    actor: Actor, /, *, title: str, severity: str, impact: str, wanted: str, early: bool = False, review_on: date | None = None,
    about: Matter | None = None, files: Sequence[File] = (), token: str | None = None,
) -> tuple[Escalation, Particulars]:  # fmt: skip
    """An early warning, or an escalation on the first level, under the version of the framework that is in force today."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    level = WARNING if early else ladder.first(framework.terms).level
    one = _new(framework, level, title=title, severity=Severity(severity), impact=impact, wanted=wanted)
    one.review_on, one.opened_with, one.raised_by = review_on if early else None, token, actor.party
    _be_about(one, about)
    return one, {"severity": severity, "level": level, "about": about.label if about else None, "files": files}


@flow.opening("raise_late")
def raise_late(actor: Actor, /, *, about: Matter, side: Party, framework: Framework) -> tuple[Escalation, Particulars]:
    """Silence about a matter, on behalf of the side that waits for the other one."""
    level = ladder.first(framework.terms).level
    one = _new(framework, level, title=about.title, severity=Severity.NORMAL, impact="", wanted="")
    one.raised_by = side
    _be_about(one, about)
    return one, {"level": level, "about": about.label, "side": side, "late": side.other}


def _new(framework: Framework, level: int, *, title: str, severity: Severity, impact: str, wanted: str) -> Escalation:
    return Escalation(
        framework_id=framework.id, framework=framework, source=None, title=title, severity=severity, level=level, impact=impact, wanted=wanted,
        resolution="", waits_for=None, asked="", is_spent=False,
    )  # fmt: skip


def _be_about(one: Escalation, about: Matter | None) -> None:
    one.about_id = about.id if about else None


@flow.action("acknowledge")
def acknowledge(one: Escalation, actor: Actor) -> Particulars:
    """The level has read it."""
    return {"level": one.level}


@flow.action("take")
def take(one: Escalation, actor: Actor) -> Particulars:
    """Somebody works on it."""
    return {"level": one.level}


@flow.action("wait")
def wait(one: Escalation, actor: Actor, /, *, need: str) -> Particulars:
    """The own clock stands still, the other side's runs."""
    one.waits_for, one.asked = actor.party.other.value, need
    return {"need": need}


@flow.action("answer")
def answer(one: Escalation, actor: Actor, /, *, answer: str) -> Particulars:
    """The turn goes back."""
    one.waits_for, one.asked = None, ""
    return {"answer": answer}


@flow.action("propose")
def propose(one: Escalation, actor: Actor, /, *, resolution: str) -> Particulars:
    """What would settle it; whatever the other side was asked for is no longer waited for."""
    one.resolution, one.waits_for, one.asked = resolution, None, ""
    return {"resolution": resolution}


@flow.action("confirm")
def confirm(one: Escalation, actor: Actor) -> Particulars:
    """The raiser agrees that this settles it."""
    return {"resolution": one.resolution}


@flow.action("refuse")
def refuse(one: Escalation, actor: Actor, /, *, reason: str) -> Particulars:
    """The raiser does not; it goes on."""
    one.resolution = ""
    return {"reason": reason}


@flow.action("close")
def close(one: Escalation, actor: Actor) -> Particulars:
    """It works."""
    return {"level": one.level}


@flow.action("reopen")
def reopen(one: Escalation, actor: Actor, /, *, reason: str) -> Particulars:
    """It does not work after all."""
    one.resolution = ""
    return {"reason": reason}


@flow.action("promote")
def promote(one: Escalation, actor: Actor, /, *, reason: str) -> Particulars:
    """What was warned of has happened: the ladder begins."""
    one.level, one.review_on = ladder.first(one.framework.terms).level, None
    _drop_question(one)
    return {"reason": reason, "level": one.level}


@flow.action("climb")
def climb(one: Escalation, actor: Actor, /, *, reason: str) -> Particulars:
    """Up one level, with new clocks; never down."""
    return {"reason": reason, **_climb(one)}


@flow.action("climb_late")
def climb_late(one: Escalation, actor: Actor) -> Particulars:
    """The level let its time pass."""
    return {"due": one.due_at, "late": one.responder, **_climb(one)}


@flow.action("spend")
def spend(one: Escalation, actor: Actor) -> Particulars:
    """There is no level above: what is left is a dispute."""
    one.is_spent = True
    return {"due": one.due_at, "late": one.responder, "level": one.level}


def _climb(one: Escalation) -> Particulars:
    before, level = one.level, ladder.above(one.framework.terms, one.level)
    if level is None:
        raise Refused(say("It stands on the highest level of the ladder."))
    one.level = level.level
    _drop_question(one)
    one.resolution = ""
    return {"from": before, "level": level.level, "client": level.client, "vendor": level.vendor}


def _drop_question(one: Escalation) -> None:
    one.waits_for, one.asked = None, ""


@flow.action("to_dispute")
def to_dispute(one: Escalation, actor: Actor, /, *, reason: str, relief: str) -> Particulars:
    """The ladder did not help: the notice of a dispute about it is given."""
    _drop_question(one)
    dispute = disputes.notify_about(one, actor, reason=reason, relief=relief)
    return {"reason": reason, "relief": relief, "level": one.level, "dispute": dispute.label}


@flow.action("end_dispute")
def end_dispute(one: Escalation, actor: Actor, /, *, reason: str) -> Particulars:
    """Back to work on the same level."""
    return {"reason": reason, "level": one.level}


@flow.action("withdraw")
def withdraw(one: Escalation, actor: Actor, /, *, reason: str) -> Particulars:
    """The raiser lets it go."""
    _drop_question(one)
    return {"reason": reason}


@flow.action("warn")
def warn(one: Escalation, actor: Actor) -> Particulars:
    """Three quarters of a period are gone."""
    return {"due": one.due_at}


@flow.action("overdue")
def overdue(one: Escalation, actor: Actor) -> Particulars:
    """A deadline passed that nothing follows from."""
    return {"due": one.due_at, "late": one.ball}


@flow.action("review")
def review(one: Escalation, actor: Actor) -> Particulars:
    """The day on which both sides look at the early warning again."""
    return {"due": timers.due_of(one, "review")}
