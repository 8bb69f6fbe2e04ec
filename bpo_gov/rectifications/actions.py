"""What each verb of a plan does; the engine does the rest. A draft that was handed in is never changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.decisions.models import Decision
from bpo_gov.decisions.models import State as Decided
from bpo_gov.kernel import clock
from bpo_gov.kernel.calendars import as_json
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.kpis import naming
from bpo_gov.kpis import queries as figures
from bpo_gov.kpis import terms as kpis
from bpo_gov.kpis.naming import Slot
from bpo_gov.notes import actions as notes
from bpo_gov.rectifications import queries, rules, terms
from bpo_gov.rectifications.models import Outcome, PlanDraft, PlanStep, Rectification, Root
from bpo_gov.rectifications.workflow import RECTIFICATION

flow = RECTIFICATION
note, note_own = notes.bind(flow)
Step = Mapping[str, Any]  # what, owner_id, owner, due_on


@flow.opening("notify")
def notify(
    actor: Actor, /, *, figure: Slot, known_on: date, failing: str, token: str | None = None,
) -> tuple[Rectification, Particulars]:  # fmt: skip
    """A failing of the other side in one period of one KPI; the draft of a plan is due from now on."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    agreed, (code, period), now = framework.terms, figure, clock.now()
    today = terms.today(agreed)
    if reason := naming.why_not(agreed, actor.party.other, code, period):
        raise Refused(reason)
    if not naming.has_begun(period, today):
        raise Refused(say("%(period)s has not begun yet.", period=period))
    if known_on > today:
        raise Refused(say("This day is still to come."))
    if known_on < agreed.header.start:
        raise Refused(say("This day is before the agreement began."))
    if there := queries.at(actor.agreement_id, code, period):
        raise Refused(say("There is a plan for this failing already: %(label)s.", label=there.label))
    told = rules.told(policies.counting(agreed), known_on, terms.of(agreed).notify, now)
    kpi = kpis.kpi_of(agreed, code)
    one = Rectification(
        framework_id=framework.id, framework=framework, title=f"{code} {kpi.name if kpi else ''}, {period}"[:200], code=code, period=period,
        slot=figures.slot(actor.agreement_id, code, period), known_on=known_on, failing=failing, notice_count=as_json(told.count),
        notice_late=told.days_late, is_late=False, report="", failed_on=None, finding="", root=None,
        decided_by_id=None, opened_with=token, raised_by=actor.party, drafts=[],
    )  # fmt: skip
    there_is = figures.at(actor.agreement_id, code, period)
    one.about_id = there_is.id if there_is else None
    return one, {
        "code": code, "period": period, "known_on": known_on, "failing": failing, "due": told.count.due, "late": told.days_late,
        "about": there_is.label if there_is else None,
    }  # fmt: skip


@flow.action("draft")
def draft(
    one: Rectification, actor: Actor, /, *, cause: str, denies: bool, remedy: str, steps: Sequence[Step]
) -> Particulars:
    """A version of the plan by the side at fault, also where it denies the blame."""
    now = clock.now()
    one.is_late = one.is_late or (one.due_at is not None and now > one.due_at)
    made = PlanDraft(
        edition=len(one.drafts) + 1, cause=cause, denies=denies, remedy=remedy, by=actor.title or actor.name, at=now, outcome=Outcome.OPEN, reason="",
        reviewed_at=None, steps=[PlanStep(position=n, done="", done_at=None, **step) for n, step in enumerate(steps, 1)],
    )  # fmt: skip
    one.drafts.append(made)
    told = [{"what": step.what, "owner": step.owner, "due_on": step.due_on} for step in made.steps]
    return {"edition": made.edition, "cause": cause, "denies": denies, "remedy": remedy, "steps": told}


@flow.action("accept")
def accept(one: Rectification, actor: Actor) -> Particulars:
    """The plan is carried out from now on."""
    return _reviewed(one, Outcome.ACCEPTED)


@flow.action("return")
def return_(one: Rectification, actor: Actor, /, *, reason: str) -> Particulars:
    """The draft does not do; another one is due."""
    one.finding = reason
    return {**_reviewed(one, Outcome.RETURNED, reason), "reason": reason}


@flow.action("finish")
def finish(one: Rectification, actor: Actor, /, *, step: int, done: str) -> Particulars:
    """A step is done."""
    found = next((each for each in one.steps if each.id == step), None)
    if found is None or found.done_at is not None:
        raise Refused(say("This step is not open any more."))
    found.done_at, found.done = clock.now(), done
    one.is_late = one.is_late or found.due_on < terms.today(one.framework.terms)
    return {"step": found.what, "done": done}


@flow.action("report")
def report(one: Rectification, actor: Actor, /, *, report: str) -> Particulars:
    """The side at fault says that it is put right."""
    one.report = report
    return {"report": report}


@flow.action("verify")
def verify(one: Rectification, actor: Actor, /, *, remark: str) -> Particulars:
    """The other side has looked, and it is."""
    return {"remark": remark}


@flow.action("fail")
def fail(one: Rectification, actor: Actor, /, *, reason: str) -> Particulars:
    """It is not put right; another plan may be asked for the same failing."""
    one.finding, one.slot, one.failed_on = reason, None, terms.today(one.framework.terms)
    return {"reason": reason}


@flow.action("determine")
def determine(one: Rectification, actor: Actor, /, *, root: Root, decision: Decision) -> Particulars:
    """A decision that both are bound by says whose cause it was, for example an expert's; if it was the notifier's own, nothing is owed."""
    if decision.state != Decided.AGREED:
        raise Refused(say("Name a decision that both sides agreed to and that still holds."))
    one.root, one.decided_by_id = root, decision.id
    return {"root": root, "decision": decision.label}


@flow.action("withdraw")
def withdraw(one: Rectification, actor: Actor, /, *, reason: str) -> Particulars:
    """The notice is taken back; the failing may be notified again."""
    one.slot = None
    return {"reason": reason}


@flow.action("warn")
def warn(one: Rectification, actor: Actor) -> Particulars:
    """Three quarters of the time are gone."""
    return {"due": one.due_at}


@flow.action("overdue")
def overdue(one: Rectification, actor: Actor) -> Particulars:
    """A draft or a step did not come in time."""
    one.is_late = True
    return {"due": one.due_at, "late": one.at_fault}


@flow.action("remind")
def remind(one: Rectification, actor: Actor) -> Particulars:
    """Silence approves nothing."""
    return {"due": one.due_at, "late": one.notifier}


@flow.action("pass_by")
def pass_by(one: Rectification, actor: Actor) -> Particulars:
    """Silence approves the draft, where the framework says so."""
    return {**_reviewed(one, Outcome.SILENCE), "due": one.due_at, "late": one.notifier}


def _reviewed(one: Rectification, outcome: Outcome, reason: str = "") -> Particulars:
    last = one.drafts[-1]
    last.outcome, last.reason, last.reviewed_at = outcome, reason, clock.now()
    return {"edition": last.edition}
