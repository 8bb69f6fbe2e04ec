"""What each verb of a statement does; the engine does the rest. A statement that stands is never rewritten by later figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from bpo_gov.agreements import policies
from bpo_gov.credits import kept, months
from bpo_gov.credits.models import Statement
from bpo_gov.credits.rules.reckoning import Reckoned
from bpo_gov.credits.workflow import STATEMENT
from bpo_gov.decisions.models import Decision
from bpo_gov.decisions.models import State as Decided
from bpo_gov.kernel import clock
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.kernel.words import say
from bpo_gov.kpis.rules.periods import Length, Period, parse
from bpo_gov.notes import actions as notes

flow = STATEMENT
note, note_own = notes.bind(flow)
NO_MONTH = say("Name a month, for example 2026-02.")
NOTHING = say("Nothing is due for this month, and nothing goes back.")


@flow.opening("draw_up")
def draw_up(actor: Actor, /, *, period: str, owed_by: str, token: str | None = None) -> tuple[Statement, Particulars]:
    """The statement of a month that is over, from the figures that are settled now; a further one says only the difference."""
    month, party = _month(period), Party(owed_by)
    known = months.ground(actor.agreement_id, month.start)
    version, found = known.version_on(month.last), months.reckoned(known, month, party)
    if version is None or found is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    if month.end > policies.counting(version.terms).local_date(clock.now()):
        raise Refused(say("%(period)s is not over yet.", period=period))
    if not found.due:
        raise Refused(NOTHING)
    if actor.party in SIDES and (actor.party is party) is (found.due > 0):
        raise Refused(say("This is due to the other side, which draws it up; else the clock does."))
    nth = sum(one.period == month.label and one.owed_by == party for one in known.statements) + 1
    one = Statement(
        framework_id=version.id, framework=version, title=_title(found, nth), period=month.label, begins=month.start,
        owed_by=party, nth=nth, slot=f"{actor.agreement_id}/{month.label}/{party.value}/{nth}", currency=version.terms.header.currency, invoice=None,
        proposed=None, settled=None, decided_by_id=None, is_late=False, document="", applied_on=None, opened_with=token,
        lines=kept.lines(found), back=kept.back(found), **kept.sums(found),
    )  # fmt: skip
    one.raised_by = party.other if found.due > 0 else party
    return one, {"period": month.label, "owed_by": party.value, "nth": nth, **_told(one)}


@flow.action("claim")
def claim(one: Statement, actor: Actor, /, *, charges: Decimal, reason: str = "") -> Particulars:
    """The side it is due to claims it, by the charges that were invoiced for the month; other charges reckon it anew."""
    before = one.due
    if charges != one.charges:
        found = _again(one, charges)
        if (found.due >= 0) is not (before >= 0) or not found.due:
            raise Refused(say("By these charges nothing is due to your side."))
        one.invoice, one.lines, one.back = charges, kept.lines(found), kept.back(found)
        for name, value in kept.sums(found).items():
            setattr(one, name, value)
    one.proposed = None
    more: dict[str, Any] = {"due_before": before} if one.due != before else {}
    return {**_told(one), **more, "reason": reason}


@flow.action("confirm")
def confirm(one: Statement, actor: Actor) -> Particulars:
    """The side that owes it stands by it."""
    return {"amount": one.amount}


@flow.action("object")
def object_to(one: Statement, actor: Actor, /, *, amount: Decimal | None, reason: str) -> Particulars:
    """It is wrong, and what it is by one's own count, if that is known."""
    one.proposed = amount if amount is None or one.due >= 0 else -amount
    return {"amount": amount, "reason": reason}


@flow.action("settle")
def settle(one: Statement, actor: Actor) -> Particulars:
    """What it is by the count of the other side."""
    one.settled = one.proposed
    return {"amount": one.settled, "stated": one.due}


@flow.action("determine")
def determine(one: Statement, actor: Actor, /, *, amount: Decimal, decision: Decision) -> Particulars:
    """A decision that both sides are bound by says what it is."""
    if decision.state != Decided.AGREED:
        raise Refused(say("Name a decision that both sides agreed to and that still holds."))
    one.settled, one.decided_by_id = amount if one.due >= 0 else -amount, decision.id
    return {"amount": amount, "stated": one.due, "decision": decision.label}


@flow.action("apply")
def apply(one: Statement, actor: Actor, /, *, document: str, applied_on: date) -> Particulars:
    """It stands on an invoice or a credit note."""
    one.document, one.applied_on = document, applied_on
    return {"amount": one.amount, "document": document, "on": applied_on}


@flow.action("waive")
def waive(one: Statement, actor: Actor, /, *, reason: str) -> Particulars:
    """The side it is due to does without it."""
    return {"amount": one.amount, "reason": reason}


@flow.action("warn")
def warn(one: Statement, actor: Actor) -> Particulars:
    """Three quarters of the time are over."""
    return {"due": one.due_at}


@flow.action("claim_late")
def claim_late(one: Statement, actor: Actor) -> Particulars:
    """The framework lets it not lapse; that it is late stays with it."""
    one.is_late = True
    return {"due": one.due_at, "amount": one.amount}


@flow.action("lapse")
def lapse(one: Statement, actor: Actor) -> Particulars:
    """The framework lets it lapse."""
    return {"due": one.due_at, "amount": one.amount}


@flow.action("overdue")
def overdue(one: Statement, actor: Actor) -> Particulars:
    """Nobody answered the claim in time."""
    return {"due": one.due_at}


def _title(found: Reckoned, nth: int) -> str:
    """The month, which of its statements, and the KPIs that cost or bring something."""
    codes = dict.fromkeys([line.code for line in found.lines if line.allowed] + [one.code for one in found.back])
    month = f"{found.month.label} ({nth})" if nth > 1 else found.month.label
    return f"{month}: {', '.join(codes)}"[:200] if codes else month


def _month(period: str) -> Period:
    try:
        month = parse(period)
    except ValueError:
        raise Refused(NO_MONTH) from None
    if month.length is not Length.MONTH:
        raise Refused(NO_MONTH)
    return month


def _again(one: Statement, charges: Decimal) -> Reckoned:
    """The same month by other charges; the figures are those of now, as a further statement would take them anyway."""
    month = parse(one.period)
    found = months.reckoned(months.ground(one.agreement_id, month.start), month, one.owed_by, charges, one)
    if found is None:
        raise Refused(NOTHING)
    return found


def _told(one: Statement) -> dict[str, Any]:
    return {
        "charges": one.charges,
        "gross": one.gross,
        "net": one.net,
        "earned": one.earned,
        "before": one.before,
        "amount": one.due,
        "ring_fenced": one.ring_fenced,
    }
