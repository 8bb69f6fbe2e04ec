"""What each number of the executive page was counted from: a named set of matters, for the count and for the list behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, text
from sqlalchemy.orm import aliased

from bpo_gov.action_items.models import ActionItem
from bpo_gov.action_items.models import State as ActionState
from bpo_gov.credits.models import State as CreditState
from bpo_gov.decisions.models import Decision
from bpo_gov.decisions.models import State as Decided
from bpo_gov.disputes.models import Remedy
from bpo_gov.disputes.models import State as DisputeState
from bpo_gov.kernel import clock
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Party
from bpo_gov.kernel.timers import WARNING, Timer
from bpo_gov.kernel.words import N_
from bpo_gov.kpis.models import State as FigureState
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.models import State as MeetingState
from bpo_gov.relationships.counting import SPAN
from bpo_gov.relationships.models import Relationship
from bpo_gov.reports.workflow import OWED
from bpo_gov.successions.models import LEAVING, Succession
from bpo_gov.successions.models import State as SuccessionState

LATE: Final = "late"
BUCKETS: Final[Mapping[str, str]] = {
    LATE: N_("Late"), "5": N_("up to 5"), "10": N_("6 to 10"), "20": N_("11 to 20"),
}  # fmt: skip
WITH: Final = {Party.CLIENT: N_("with Client"), Party.VENDOR: N_("with Vendor")}
DUE: Final = {
    LATE: N_("late"), "5": N_("due within 5 working days"), "10": N_("due in 6 to 10 working days"), "20": N_("due in 11 to 20 working days"),
}  # fmt: skip


@dataclass(frozen=True)
class Set:
    """A set of matters: its name in words, and the condition, beside what the person sees."""

    title: str
    condition: Callable[[], ColumnElement[bool]]
    more: str = ""  # a second part of the name


def bucket(row: Any = Relationship) -> ColumnElement[str]:
    """In how many working days of its own agreement an open matter is due; `more` beyond twenty."""
    return case(
        (Matter.due_at < clock.now(), LATE), (Matter.due_at < row.within_5, "5"), (Matter.due_at < row.within_10, "10"),
        (Matter.due_at < row.within_20, "20"), else_="more",
    )  # fmt: skip


def is_open(kind: str) -> ColumnElement[bool]:
    """Open matters of a kind."""
    return and_(Matter.kind == kind, Matter.ball.is_not(None))


def of_meetings(*states: MeetingState) -> ColumnElement[bool]:
    """The meetings of the last ninety days whose time has come, in these states or all but plans."""
    now, row = clock.now(), Meeting.__table__.c
    within = exists().where(row.id == Matter.id, row.starts_at < now, row.starts_at > now - SPAN)
    state = Matter.state.in_(states) if states else Matter.state != MeetingState.DRAFT
    return and_(Matter.kind == "meeting", state, within)


def _clocks(side: Party, name: str) -> Callable[[], ColumnElement[bool]]:
    def condition() -> ColumnElement[bool]:
        row = aliased(Relationship)  # the list behind it reads the same table
        counted = exists().where(row.agreement_id == Matter.agreement_id, bucket(row) == name)
        return and_(Matter.ball.in_((side.value, "both")), Matter.due_at.is_not(None), counted)

    return condition


def _actions(side: Party) -> Callable[[], ColumnElement[bool]]:
    def condition() -> ColumnElement[bool]:
        row, since = ActionItem.__table__.c, clock.now() - SPAN
        done = and_(Matter.state == ActionState.DONE, row.ended_at >= since)
        missed = and_(Matter.state == ActionState.OPEN, row.is_late)
        return and_(
            Matter.kind == "action_item", exists().where(row.id == Matter.id, row.owner_side == side, or_(done, missed))
        )

    return condition


def _reviews() -> ColumnElement[bool]:
    row = Decision.__table__.c
    return and_(
        Matter.kind == "decision",
        Matter.state == Decided.AGREED,
        exists().where(row.id == Matter.id, row.is_for_review),
    )


def _promises() -> ColumnElement[bool]:
    row, today = Remedy.__table__.c, clock.now().date()
    late = exists().where(row.dispute_id == Matter.id, row.done_at.is_(None), row.due_on < today)
    return and_(Matter.kind == "dispute", Matter.state == DisputeState.SETTLED, late)


def late_reports() -> ColumnElement[bool]:
    """Reports that are owed and past their time."""
    return and_(is_open("report"), Matter.state.in_(OWED), Matter.due_at < clock.now())


def _late_reports(side: Party) -> Callable[[], ColumnElement[bool]]:
    return lambda: and_(late_reports(), Matter.ball == side.value)


def may_move() -> ColumnElement[bool]:
    """A running deadline that undecreed holidays may still move, in the words of the index that holds only these."""
    return and_(text("timers.phase = 'pending' and timers.provisional"), ~Timer.policy.startswith(WARNING))


def _provisional() -> ColumnElement[bool]:
    return Matter.id.in_(select(Timer.matter_id).where(may_move()))


def is_empty(row: Any = Succession.__table__.c) -> ColumnElement[bool]:
    """Of a change of a key person that is open: the last day has passed."""
    passed: ColumnElement[bool] = row.last_on < clock.now().date()
    return passed


def _posts() -> ColumnElement[bool]:
    row = Succession.__table__.alias().c  # the count of those that are empty reads the same table
    open_ = and_(Matter.kind == "succession", Matter.state.in_(LEAVING))
    return and_(
        open_, or_(Matter.state != SuccessionState.CONSENTED, exists().where(row.id == Matter.id, is_empty(row)))
    )


MINUTED: Final = (MeetingState.MINUTED, MeetingState.AGREED, MeetingState.NOTED)
SETS: Final[Mapping[str, Set]] = {
    **{
        f"clocks-{side.value}-{name}": Set(WITH[side], _clocks(side, name), DUE[name])
        for side in SIDES
        for name in BUCKETS
    },
    "disputes": Set(N_("Open disputes"), lambda: is_open("dispute")),
    "escalations": Set(N_("Open escalations"), lambda: is_open("escalation")),
    "meetings": Set(N_("Meetings of the last 90 days"), of_meetings),
    "minutes": Set(N_("Meetings of the last 90 days with minutes"), lambda: of_meetings(*MINUTED)),
    "actions-client": Set(N_("Actions of the last 90 days, of Client"), _actions(Party.CLIENT)),
    "actions-vendor": Set(N_("Actions of the last 90 days, of Vendor"), _actions(Party.VENDOR)),
    "reports-client": Set(N_("Late reports, owed by Client"), _late_reports(Party.CLIENT)),
    "reports-vendor": Set(N_("Late reports, owed by Vendor"), _late_reports(Party.VENDOR)),
    "reviews": Set(N_("Decisions due for review"), _reviews),
    "promises": Set(N_("Settlements with a promise past its day"), _promises),
    "posts": Set(N_("Key posts empty or leaving without an agreed successor"), _posts),
    "provisional": Set(N_("Provisional deadlines"), _provisional),
    "credits": Set(N_("Open statements of credits"), lambda: is_open("credit_statement")),
    "to-claim": Set(
        N_("Credits to be claimed"), lambda: and_(is_open("credit_statement"), Matter.state == CreditState.DRAWN)
    ),
    "contested": Set(N_("Contested figures"), lambda: and_(Matter.kind == "figure", Matter.state == FigureState.CONTESTED)),
}  # fmt: skip


def age(since: datetime, now: datetime) -> int:
    """Whole days."""
    return (now - since).days


def left(day: date | None, today: date) -> int | None:
    """Days until a day."""
    return None if day is None else (day - today).days
