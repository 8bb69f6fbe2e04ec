"""What each verb of a claim for relief does; the engine does the rest."""

from collections.abc import Collection, Sequence
from datetime import date

from bpo_gov.action_items.models import ActionItem
from bpo_gov.agreements import queries as agreements
from bpo_gov.decisions.models import Decision
from bpo_gov.decisions.models import State as Decided
from bpo_gov.kernel import clock
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.calendars import as_json
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.kpis import naming
from bpo_gov.kpis.naming import Slot
from bpo_gov.notes import actions as notes
from bpo_gov.reliefs import granting, terms
from bpo_gov.reliefs.models import Relief, ReliefFigure
from bpo_gov.reliefs.workflow import RELIEF

flow = RELIEF
note, note_own = notes.bind(flow)


@flow.opening("notify")
def notify(
    actor: Actor, /, *, title: str, aware_on: date, happened: str, cause: str, figures: Sequence[Slot] = (), token: str | None = None,
) -> tuple[Relief, Particulars]:  # fmt: skip
    """A cause of the other side, by the side that could not perform; a late one is flagged, or refused where the framework lets it lapse."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    agreed, now = framework.terms, clock.now()
    if aware_on > terms.today(agreed):
        raise Refused(say("This day is still to come."))
    if aware_on < agreed.header.start:
        raise Refused(say("This day is before the agreement began."))
    one = Relief(
        framework_id=framework.id, framework=framework, title=title, aware_on=aware_on, happened=happened, cause=cause, details="", named="",
        item_id=None, milestone="", milestone_on=None, delay=None, own_delay=0, caused=None, moved_by=None, moved_to=None, moved_count=None,
        details_late=0, detailed_at=None, answer="", decided_by_id=None, opened_with=token, raised_by=actor.party, parts=[],
    )  # fmt: skip
    claim = terms.judged(agreed, one, now, now)
    if claim.has_lapsed:
        raise Refused(
            say(
                "The time for the notice ended on %(due)s, and the framework lets a late claim lapse.",
                due=claim.notice.count.due,
            )
        )
    one.notice_count, one.notice_late, one.is_late = (
        as_json(claim.notice.count),
        claim.notice.days_late,
        claim.notice.is_late,
    )
    _name(one, figures)
    told = {"aware_on": aware_on, "happened": happened, "cause": cause, "figures": one.named}
    return one, {**told, "due": claim.notice.count.due, "late": one.notice_late}


@flow.action("detail")
def detail(
    one: Relief, actor: Actor, /, *, details: str, figures: Sequence[Slot], item: ActionItem | None, milestone: str, milestone_on: date | None,
    delay: int | None, own_delay: int, files: Sequence[File] = (),
) -> Particulars:  # fmt: skip
    """What exactly is claimed, and how the cause led to it: figures that are to be excused, a milestone that is to move, or both."""
    if not figures and delay is None:
        raise Refused(say("Name a figure to be excused, or a milestone with the days of its delay."))
    agreed, now = one.framework.terms, clock.now()
    _name(one, figures)
    one.details, one.detailed_at = details, now
    one.item_id, one.delay, one.own_delay = item.id if item else None, delay, own_delay
    one.milestone = f"{item.label} {item.title}"[:200] if item else milestone
    one.milestone_on = item.due_on if item else milestone_on
    claim = terms.judged(agreed, one, now, one.created_at, now)
    if claim.details is not None:
        one.details_late, one.is_late = claim.details.days_late, one.is_late or claim.details.is_late
    claimed = {
        "figures": one.named,
        "milestone": one.milestone,
        "milestone_on": one.milestone_on,
        "delay": delay,
        "own": own_delay,
    }
    return {"details": details, **claimed, "late": one.details_late, "files": files}


@flow.action("accept")
def accept(one: Relief, actor: Actor) -> Particulars:
    """The other side grants all of it."""
    return granting.grant(one, actor, one.slots, one.delay)


@flow.action("accept_part")
def accept_part(
    one: Relief, actor: Actor, /, *, figures: Collection[Slot], caused: int | None, reason: str
) -> Particulars:
    """The other side grants some of the figures, or fewer days; the claimant settles for that, or takes the rest further."""
    one.answer = reason
    return {**granting.grant(one, actor, figures, caused), "reason": reason}


@flow.action("refuse")
def refuse(one: Relief, actor: Actor, /, *, reason: str) -> Particulars:
    """The other side grants nothing; what was claimed stays a breach until both decide otherwise."""
    one.answer = reason
    return {"reason": reason}


@flow.action("settle_for")
def settle_for(one: Relief, actor: Actor) -> Particulars:
    """The claimant goes no further."""
    return granting.granted(one)


@flow.action("give_way")
def give_way(one: Relief, actor: Actor) -> Particulars:
    """The other side grants all of it after all."""
    return granting.grant(one, actor, one.slots, one.delay)


@flow.action("determine")
def determine(
    one: Relief, actor: Actor, /, *, figures: Collection[Slot], caused: int | None, decision: Decision
) -> Particulars:
    """A decision that both sides are bound by says what is granted: of the two, of an expert, or of a settlement."""
    if decision.state != Decided.AGREED:
        raise Refused(say("Name a decision that both sides agreed to and that still holds."))
    one.decided_by_id = decision.id
    return {**granting.grant(one, actor, figures, caused), "decision": decision.label}


@flow.action("withdraw")
def withdraw(one: Relief, actor: Actor, /, *, reason: str) -> Particulars:
    """The claimant lets it rest."""
    return {"reason": reason}


@flow.action("warn")
def warn(one: Relief, actor: Actor) -> Particulars:
    """Three quarters of the time are gone."""
    return {"due": one.due_at}


@flow.action("overdue")
def overdue(one: Relief, actor: Actor) -> Particulars:
    """The details are late; that is flagged, and the claim goes on."""
    one.is_late = True
    return {"due": one.due_at, "late": one.claimant}


@flow.action("lapse")
def lapse(one: Relief, actor: Actor) -> Particulars:
    """The details are late, and the framework lets the claim lapse."""
    one.is_late = True
    return {"due": one.due_at, "late": one.claimant}


@flow.action("remind")
def remind(one: Relief, actor: Actor) -> Particulars:
    """Silence grants nothing and refuses nothing."""
    return {"due": one.due_at, "late": one.claimant.other}


def _name(one: Relief, figures: Sequence[Slot]) -> None:
    """The figures it names from now on."""
    kept = {(part.code, part.period): part for part in one.parts}
    one.parts[:] = [
        kept.get(slot) or ReliefFigure(code=slot[0], period=slot[1], is_excused=False) for slot in sorted(figures)
    ]
    one.named = naming.written(sorted(figures))
