"""What each verb of a figure does; the engine does the rest. Nothing that was submitted is ever rewritten."""

from decimal import Decimal
from typing import Any

from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Framework
from bpo_gov.decisions.models import Decision
from bpo_gov.decisions.models import State as Decided
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import Say, say
from bpo_gov.kpis import queries, terms
from bpo_gov.kpis.models import Figure
from bpo_gov.kpis.rules import periods
from bpo_gov.kpis.workflow import FIGURE
from bpo_gov.notes import actions as notes

flow = FIGURE
note, note_own = notes.bind(flow)


@flow.opening("submit")
def submit(
    actor: Actor, /, *, code: str, period: str, value: Decimal | None, numerator: Decimal | None = None, denominator: Decimal | None = None,
    source: str = "", replaces: Figure | None = None, token: str | None = None,
) -> tuple[Figure, Particulars]:  # fmt: skip
    """A figure of a KPI for one period that is over, by the side that measures it; without a value it says that there are no data."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    if reason := why_not(framework, actor, code, period):
        raise Refused(reason)
    span = periods.parse(period)
    kpi = terms.kpi_of(framework.terms, code)
    one = Figure(
        framework_id=framework.id, framework=framework, title=f"{code} {kpi.name if kpi else ''}, {period}"[:200], code=code, period=period,
        begins=span.start, ends=span.end, slot=queries.slot(actor.agreement_id, code, period), value=value, numerator=numerator,
        denominator=denominator, source=source, proposed=None, proposed_by=None, settled=None, decided_by_id=None,
        replaces_id=replaces.id if replaces else None, opened_with=token, raised_by=actor.party,
    )  # fmt: skip
    told: dict[str, Any] = {
        "code": code,
        "period": period,
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
    }
    return one, {**told, "source": source, "replaces": replaces.label if replaces else None}


@flow.action("accept")
def accept(one: Figure, actor: Actor) -> Particulars:
    """The other side stands by it."""
    return {"value": one.value}


@flow.action("contest")
def contest(one: Figure, actor: Actor, /, *, value: Decimal | None, reason: str) -> Particulars:
    """The other side finds another value, or only that this one is wrong; no credit comes of it until it is settled."""
    _propose(one, actor, value)
    return {"value": value, "reason": reason}


@flow.action("propose")
def propose(one: Figure, actor: Actor, /, *, value: Decimal, reason: str) -> Particulars:
    """A value that both could settle on; it takes the place of what was proposed before."""
    _propose(one, actor, value)
    return {"value": value, "reason": reason}


@flow.action("agree")
def agree(one: Figure, actor: Actor) -> Particulars:
    """Both settle on the value that the other side proposed."""
    one.settled = one.proposed
    return {"value": one.settled, "submitted": one.value}


@flow.action("give_up")
def give_up(one: Figure, actor: Actor) -> Particulars:
    """It counts as it was submitted."""
    one.proposed, one.proposed_by = None, None
    return {"value": one.value}


@flow.action("determine")
def determine(one: Figure, actor: Actor, /, *, value: Decimal, decision: Decision) -> Particulars:
    """A decision that both sides are bound by says what it is: of the two, of an expert, or of a settlement."""
    if decision.state != Decided.AGREED:
        raise Refused(say("Name a decision that both sides agreed to and that still holds."))
    one.settled, one.decided_by_id = value, decision.id
    return {"value": value, "decision": decision.label, "submitted": one.value}


@flow.action("correct")
def correct(
    one: Figure, actor: Actor, /, *, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None, reason: str,
    source: str | None = None,
) -> Particulars:  # fmt: skip
    """Another figure for the same period, provisional again; this one stays as it was, beside it. Without a source it has the same."""
    one.slot = None
    db.session.flush()
    newer = submit(
        actor, code=one.code, period=one.period, value=value, numerator=numerator, denominator=denominator,
        source=one.source if source is None else source, replaces=one,
    )  # fmt: skip
    return {"reason": reason, "by": newer.label, "value": value, "before": one.counted}


@flow.action("withdraw")
def withdraw(one: Figure, actor: Actor, /, *, reason: str) -> Particulars:
    """It was submitted by mistake; the period is free again."""
    one.slot = None
    return {"reason": reason}


@flow.action("warn")
def warn(one: Figure, actor: Actor) -> Particulars:
    """Three quarters of the time to contest it are over."""
    return {"due": one.due_at}


@flow.action("pass_by")
def pass_by(one: Figure, actor: Actor) -> Particulars:
    """Nobody contested it in time."""
    return {"due": one.due_at, "value": one.value}


def why_not(framework: Framework, actor: Actor, code: str, period: str) -> Say | None:
    """Why this side cannot submit a figure for this KPI and period; None where it can."""
    kpi = terms.kpi_of(framework.terms, code)
    if kpi is None:
        return say("The framework in force has no KPI %(code)s.", code=code)
    if Party(kpi.measured_by) is not actor.party:
        return say("The other side measures %(code)s.", code=code)
    try:
        span = periods.parse(period)
    except ValueError:
        return say("“%(period)s” is no period. Write 2026-02, 2026-W05 or 2026-Q1.", period=period[:20])
    if span.length.value != kpi.period.value:
        return say(
            "%(code)s is measured by another length of period: %(length)s.",
            code=code,
            length=Say(queries.LENGTHS[kpi.period.value]),
        )
    today = policies.counting(framework.terms).local_date
    if span.end > today(queries.now()):
        return say("%(period)s is not over yet.", period=period)
    if span.end <= framework.terms.header.start:
        return say("%(period)s is before the agreement began.", period=period)
    if there := queries.at(actor.agreement_id, code, period):
        return say("There is a figure for this period already: %(label)s.", label=there.label)
    return None


def _propose(one: Figure, actor: Actor, value: Decimal | None) -> None:
    one.proposed, one.proposed_by = value, actor.party.value if value is not None else None
