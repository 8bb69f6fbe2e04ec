"""A deadline in words that a lawyer can follow: by which clause, from when, day by day, and what has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from bpo_gov.agreements import clocks, policies
from bpo_gov.agreements.deadlines import Deadline, Earlier
from bpo_gov.agreements.shown import contract
from bpo_gov.kernel import clock
from bpo_gov.kernel.calendars import Count, Day, Kind
from bpo_gov.kernel.openings import WEEKDAYS
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.timers import Phase, Timer
from bpo_gov.kernel.words import N_, Say, Value, say, say_n
from bpo_gov.web.words import moment_in, tell

Facts = Sequence[tuple[str, Value]]
TURNS = {"client": N_("client"), "vendor": N_("vendor"), "both": N_("both sides"), None: N_("nobody")}


@dataclass(frozen=True)
class Step:
    """A day of the count: its date, its number or nothing, and what it is or why it is skipped."""

    day: date
    weekday: Say
    number: int | None
    what: Value
    sides: tuple[Party, ...]
    is_due: bool
    is_warned: bool = False


def name(timer: Timer) -> Say:
    """What a deadline is for."""
    return Say(clocks.POLICIES[timer.policy])


def title(deadline: Deadline) -> Say:
    """What runs, and for how long."""
    what, count = name(deadline.timer), deadline.count
    return say("%(what)s: %(period)s", what=what, period=clocks.period(count.n, count.unit, count.extra))


def standing(timer: Timer) -> Say:
    """Where a deadline stands."""
    if timer.phase is Phase.PAUSED:
        return say("the clock stands still")
    if timer.phase is Phase.STOPPED:
        return say("ended in time")
    if timer.phase is Phase.FIRED or timer.due_at <= clock.now():
        return say("missed") if timer.ended_at else say("late")
    return say("running")


def rule(deadline: Deadline) -> Facts:
    """The clause, the period and how it is counted."""
    terms, count = deadline.terms, deadline.count
    counting = terms.calendars.counting
    return [
        (_("Period"), clocks.period(count.n, count.unit, count.extra)),
        (_("Clause of the period"), deadline.timer.clause or "-"),
        (_("How days are counted"), clocks.rule(terms, count, counting.clause)),
        (_("Zone of the agreement"), terms.header.time_zone),
    ]


def instants(deadline: Deadline) -> list[tuple[Say, str, str, str, str]]:
    """The instants that matter, each in the zone of the agreement, of the client, of the vendor, and in UTC."""
    warning, count, timer = deadline.warning, deadline.count, deadline.timer
    rows: list[tuple[Say, datetime]] = [(say("Received: the clock starts"), count.start)]
    if warning is not None and timer.phase is not Phase.PAUSED:
        rows.append((say("Warning at 75 %%"), warning.due_at))
    if timer.phase is not Phase.PAUSED:
        rows.append((say("Due, provisional") if timer.provisional else say("Due"), timer.due_at))
    if timer.ended_at is not None:
        rows.append((say("The clock ended"), timer.ended_at))
    calendars = deadline.terms.calendars
    zones = (deadline.terms.header.time_zone, calendars.client.time_zone, calendars.vendor.time_zone, "UTC")
    return [
        (word, *(moment_in(instant, ZoneInfo(zone)) for zone in zones))  # type: ignore[misc]  # four zones, four texts
        for word, instant in rows
    ]


def offices(deadline: Deadline) -> list[tuple[Party, Facts]]:
    """When each side works."""
    calendars, counting = deadline.terms.calendars, policies.counting(deadline.terms)
    both = ((Party.CLIENT, calendars.client, counting.client), (Party.VENDOR, calendars.vendor, counting.vendor))
    return [
        (party, [*contract.office(office), (_("Holidays decreed until"), str(kept.decreed_until or "-"))])
        for party, office, kept in both
    ]


def steps(count: Count, warned_on: date | None = None) -> list[Step]:
    """The count from the day of receipt to the day it is due."""
    shown = zip(count.days, clocks.days(count), strict=True)
    return [
        Step(
            day.day, Say(clocks.DAYS[WEEKDAYS[day.day.weekday()]]), day.counted, _what(day, skipped.skipped, count.n),
            tuple(dict.fromkeys(closure.party for closure in day.closures)), day is count.days[-1], day.day == warned_on,
        )
        for day, skipped in shown
    ]  # fmt: skip


def warned_on(deadline: Deadline) -> date | None:
    """The date of the warning, in the zone of the agreement; None while the clock stands still."""
    if deadline.warning is None or deadline.timer.stands_still:
        return None
    return deadline.warning.due_at.astimezone(ZoneInfo(deadline.terms.header.time_zone)).date()


def pauses(deadline: Deadline) -> list[tuple[str, Value, Value]]:
    """From when to when the clock stood still, and how many days of the count that took."""
    zone = ZoneInfo(deadline.terms.header.time_zone)
    rested = [day.day for day in deadline.count.days if day.kind is Kind.PAUSED]
    answer: list[tuple[str, Value, Value]] = []
    for begin, end in deadline.pauses:
        first, last = begin.astimezone(zone).date(), (end or clock.now()).astimezone(zone).date()
        lost = sum(first <= day <= last for day in rested)
        cost: Value = say("known when it runs on") if end is None else say_n(*clocks.PAUSED, lost)
        answer.append((moment_in(begin, zone), moment_in(end, zone) if end else say("it still stands still"), cost))
    return answer


def earlier(deadline: Deadline) -> list[tuple[str, str, Say]]:
    """The counts before this one: due then, replaced when, and why."""
    zone = ZoneInfo(deadline.terms.header.time_zone)
    return [(moment_in(one.count.due, zone), moment_in(one.until, zone), _why(one)) for one in deadline.earlier]


def held(deadline: Deadline) -> list[tuple[str | None, Say, str, Value]]:
    """Whose turn it was while the deadline lasted."""
    zone = ZoneInfo(deadline.terms.header.time_zone)
    return [
        (
            one.ball,
            Say(TURNS[one.ball]),
            moment_in(one.begin, zone),
            moment_in(one.end, zone) if one.end else say("still"),
        )
        for one in deadline.held
    ]


def lines(count: Count) -> list[list[str]]:
    """The steps as lines of a table for other programs, heads first."""
    heads = [_("Date"), _("Weekday"), _("Number"), _("What it is"), _("Whose closure")]
    rows = [
        [
            step.day.isoformat(), tell(step.weekday), "" if step.number is None else str(step.number),
            tell(step.what), ", ".join(tell(Say(TURNS[side.value])) for side in step.sides),
        ]
        for step in steps(count)
    ]  # fmt: skip
    return [heads, *rows]


def _why(one: Earlier) -> Say:
    if one.after_pause and one.is_extended:
        return say("The clock had stood still, and both sides agreed to more days.")
    if one.after_pause:
        return say("The clock had stood still.")
    if one.is_extended:
        return say("Both sides agreed to more days.")
    return say("The date was provisional; the holidays became known better.")


def _what(day: Day, skipped: Value, n: int) -> Value:
    if skipped is not None:
        return skipped
    if day.kind is Kind.START:
        return say("counts as received on this day")
    return say("counted, by agreement of both sides") if (day.counted or 0) > n else say("counted")


def caption(deadline: Deadline) -> Say:
    """Which days the table of days has."""
    return say("%(first)s to %(last)s", first=deadline.count.days[0].day, last=deadline.count.days[-1].day)
