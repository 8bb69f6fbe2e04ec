"""How a running deadline is shown: how long is left, when it is due, and every day of its count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel import calendars, clock
from bpo_gov.kernel.calendars import Count, Rule, Unit
from bpo_gov.kernel.openings import WEEKDAYS
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import N_, Say, Value, say, say_n

LEFT = {
    Unit.WORKING_DAY: (N_("due in %(n)s working day"), N_("due in %(n)s working days")),
    Unit.CALENDAR_DAY: (N_("due in %(n)s day"), N_("due in %(n)s days")),
    Unit.WORKING_HOUR: (N_("due in %(n)s working hour"), N_("due in %(n)s working hours")),
    Unit.MONTH: (N_("due in %(n)s day"), N_("due in %(n)s days")),
}
LATE = {
    Unit.WORKING_DAY: (N_("%(n)s working day late"), N_("%(n)s working days late")),
    Unit.CALENDAR_DAY: (N_("%(n)s day late"), N_("%(n)s days late")),
    Unit.WORKING_HOUR: (N_("%(n)s working hour late"), N_("%(n)s working hours late")),
    Unit.MONTH: (N_("%(n)s day late"), N_("%(n)s days late")),
}
PERIOD = {
    Unit.WORKING_DAY: (N_("%(n)s working day"), N_("%(n)s working days")),
    Unit.CALENDAR_DAY: (N_("%(n)s calendar day"), N_("%(n)s calendar days")),
    Unit.WORKING_HOUR: (N_("%(n)s working hour"), N_("%(n)s working hours")),
    Unit.MONTH: (N_("%(n)s month"), N_("%(n)s months")),
}
PAUSED = (N_("%(n)s day not counted"), N_("%(n)s days not counted"))
RULES = {
    Rule.CLIENT: N_("Closed when the client is closed."),
    Rule.VENDOR: N_("Closed when the vendor is closed."),
    Rule.EITHER_CLOSED: N_("Closed when either side is closed."),
    Rule.BOTH_CLOSED: N_("Closed only when both sides are closed."),
}
POLICIES: Mapping[str, str] = {
    "assess": N_("Assessment"), "decide": N_("Decision"), "silence": N_("Silence"), "sign": N_("Signatures"), "accept": N_("Acceptance"),
    "inform": N_("Answer"), "object": N_("Objection"), "ratify": N_("Ratification"), "notice": N_("Notice"), "deliver": N_("Delivery"),
    "acknowledge": N_("Acknowledgement"), "negotiate": N_("Negotiation"), "executives": N_("Negotiation on the highest tier"), "refer": N_("Referral to mediation"),
    "mediator": N_("Choice of the mediator"), "convene": N_("First session"), "meet": N_("Sessions"), "settle": N_("Settlement signed"), "register": N_("Registration"),
    "promise": N_("Promise"),
    "respond": N_("First answer"), "resolve": N_("Resolution"), "reply": N_("Answer of the other side"), "confirm": N_("Confirmation"), "review": N_("Review"),
    "answer": N_("Answer to the proposal"), "look_again": N_("Review of the decision"),
    "due": N_("Action"), "invite": N_("Invitation"), "hold": N_("Meeting"), "minutes": N_("Answer to the minutes"), "contest": N_("Time to contest"),
    "claim": N_("Claim of the credit"),
    "details": N_("Details of the claim"), "draft": N_("Draft of the plan"), "execute": N_("Next step of the plan"),
    "pulse": N_("Answers to the pulse"), "deliver_again": N_("Delivery after the return"),
    "successor": N_("Proposal of a successor"), "in_place": N_("Handover of the post"),
}  # fmt: skip
DAYS = {
    "mon": N_("Monday"), "tue": N_("Tuesday"), "wed": N_("Wednesday"), "thu": N_("Thursday"), "fri": N_("Friday"), "sat": N_("Saturday"),
    "sun": N_("Sunday"), "after_hours": N_("received after the cut-off"), "paused": N_("the clock stood still"),
}  # fmt: skip


@dataclass(frozen=True)
class ShownDay:
    """A day of the count: its number, or why it is skipped."""

    day: date
    counted: int | None
    skipped: Value


@dataclass(frozen=True)
class Clock:
    """A deadline as a page shows it."""

    tone: str
    left: Value
    due: datetime | None
    title: Value = None
    rule: Value = None
    provisional: bool = False
    days: tuple[ShownDay, ...] = field(default=())
    href: str = ""  # the page that explains it


def period(n: int, unit: Unit, extra: int = 0) -> Say:
    """So many units, in words, and the days that both sides added to them."""
    units = say_n(*PERIOD[unit], n)
    if not extra:
        return units
    days = say_n(*PERIOD[Unit.CALENDAR_DAY if unit is Unit.CALENDAR_DAY else Unit.WORKING_DAY], extra)
    return say("%(period)s and %(days)s by agreement of both sides", period=units, days=days)


def brief(terms: Terms, due: datetime, unit: Unit | None = None) -> Clock:
    """A due date in a row of a list, counted as the agreement counts unless a unit is given."""
    unit = unit or Unit(terms.calendars.counting.unit)
    left = calendars.remaining(policies.counting(terms), clock.now(), due, unit)
    late = clock.now() > due
    words = (LATE if late else LEFT)[unit]
    near = not late and left <= 3
    return Clock(
        "late" if late else "near" if near else "",
        say("due today") if not late and left == 0 else say_n(*words, abs(left)),
        due,
    )


def of(terms: Terms, timer: Timer) -> Clock:
    """A running deadline in a row of a list; while its clock stands still nothing is due."""
    if timer.stands_still:
        return Clock("paused", say("the clock stands still"), None)
    return brief(terms, timer.due_at, Unit(timer.counted["unit"]))


def full(terms: Terms, timer: Timer) -> Clock:
    """A deadline with the explanation that was frozen when it began."""
    count = calendars.from_json(timer.counted)
    shown = of(terms, timer)
    title = say(
        "%(what)s: %(period)s", what=Say(POLICIES[timer.policy]), period=period(count.n, count.unit, count.extra)
    )
    return Clock(
        shown.tone,
        shown.left,
        shown.due,
        title,
        rule(terms, count, timer.clause),
        count.provisional,
        tuple(days(count)),
    )


def rule(terms: Terms, count: Count, clause: str | None) -> Say:
    """How a count was made, in sentences."""
    counting = policies.counting(terms)
    receipt = (
        say("The day of receipt counts.") if counting.day_of_receipt else say("The day of receipt does not count.")
    )
    closed = Say(RULES[counting.rule])
    if count.unit is Unit.MONTH and count.extra:
        closed = say(
            "No day of the months is skipped; the days that were added are working days. %(closed)s", closed=closed
        )
    elif count.unit in (Unit.CALENDAR_DAY, Unit.MONTH):
        closed = say("No day is skipped.")
    return say(
        "Clause %(clause)s. %(closed)s %(receipt)s Cut-off %(hour)s, %(zone)s.",
        clause=clause or "-", closed=closed, receipt=receipt, hour=f"{counting.cut_off:%H:%M}", zone=counting.zone,
    )  # fmt: skip


def days(count: Count) -> list[ShownDay]:
    """Every day of a count, with the reason of each that is skipped."""
    return [ShownDay(day.day, day.counted, _why(day)) for day in count.days]


def _why(day: calendars.Day) -> Value:
    if day.counted is not None:
        return None
    if not day.closures:
        return Say(DAYS[day.kind.value]) if day.kind.value in DAYS else None
    reasons = dict.fromkeys((closure.reason, closure.party) for closure in day.closures)
    words: list[Value] = []
    for reason, party in reasons:
        if reason in WEEKDAYS:
            words.append(Say(DAYS[reason]))
        else:
            words.append(
                say(
                    "%(holiday)s (%(side)s)",
                    holiday=reason,
                    side=Say({"client": N_("client"), "vendor": N_("vendor")}[party.value]),
                )
            )
    unique = list(dict.fromkeys(map(str, words)))
    return next(word for word in words if str(word) == unique[0]) if len(unique) == 1 else words
