"""What else the executive page shows: what waits, what is raised, the pulse, the clocks; plain values made of rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks
from bpo_gov.agreements.models import Framework
from bpo_gov.dashboards import pages
from bpo_gov.dashboards.executive import sets
from bpo_gov.dashboards.executive.money import Whole
from bpo_gov.dashboards.executive.raised import MOST, Climbed
from bpo_gov.dashboards.executive.reads import Line
from bpo_gov.kernel.parties import SIDES
from bpo_gov.kernel.words import Money, Value, say, say_n
from bpo_gov.web.words import day


@dataclass(frozen=True)
class Waits:
    """One thing that waits for the person: what it is, where, until when."""

    number: str
    title: str
    href: str
    sub: Value
    due: str
    left: Value
    is_late: bool


@dataclass(frozen=True)
class Raised:
    """An open dispute or escalation in a line."""

    number: str
    title: str
    href: str
    sub: Value
    worth: Value
    is_late: bool
    age: Value


@dataclass(frozen=True)
class Pulse:
    """A line of the governance pulse."""

    label: str
    party: str
    value: Value
    href: str


def waits(found: Iterable[Line], versions: Mapping[int, Framework], own_zone: bool) -> list[Waits]:
    """What waits for the person, each counted by its own agreement."""
    return [_waits(line, versions, own_zone) for line in found]


def _waits(line: Line, versions: Mapping[int, Framework], own_zone: bool) -> Waits:
    matter, framework = line.matter, versions.get(line.framework_id or 0)
    sub = say("%(agreement)s · %(state)s", agreement=line.title, state=pages.state_of(matter).label)
    due, left, late = "", None, False
    if matter.due_at is not None and framework is not None:
        terms = framework.terms
        clock = clocks.brief(terms, matter.due_at, terms.calendars.counting.unit)
        moment = matter.due_at if own_zone else matter.due_at.astimezone(ZoneInfo(line.zone))
        due, left, late = day(moment.date() if not own_zone else moment, year=False), clock.left, clock.tone == "late"
    return Waits(matter.label, matter.title, pages.address_of(matter, line.key), sub, due, left, late)


def raised(whole: Whole, escalated: Climbed) -> list[Raised]:
    """The oldest disputes, then the escalations nearest to the top."""
    disputes = [_dispute(line, worth_, currency, whole) for line, worth_, currency in whole.disputes.oldest]
    return [*disputes, *(_escalation(*one, whole) for one in escalated.nearest[: MOST - len(disputes)])]


def _dispute(line: Line, claimed: Decimal | None, currency: str, whole: Whole) -> Raised:
    sub = say("%(agreement)s · %(state)s", agreement=line.title, state=pages.state_of(line.matter).label)
    value = Money(claimed, currency) if claimed is not None else say("no sum named")
    return _raised(line, sub, value, whole)


def _escalation(line: Line, at: int, levels: int, whole: Whole) -> Raised:
    level = say("level %(level)s of %(all)s", level=at, all=levels) if at else say("early warning")
    return _raised(
        line,
        say("%(agreement)s · %(state)s", agreement=line.title, state=level),
        pages.state_of(line.matter).label,
        whole,
    )


def _raised(line: Line, sub: Value, value: Value, whole: Whole) -> Raised:
    matter = line.matter
    late = matter.due_at is not None and matter.due_at < whole.now
    days = say_n("%(n)s day", "%(n)s days", sets.age(matter.created_at, whole.now))
    return Raised(matter.label, matter.title, pages.address_of(matter, line.key), sub, value, late, days)


def pulse(added: Mapping[str, int]) -> list[Pulse]:
    """How joint governance went in the last ninety days, over all relationships."""

    def line(label: str, part: str, whole: str, name: str, party: str = "") -> Pulse:
        all_ = added[whole]
        value: Value = say("%(part)s of %(all)s", part=added[part], all=all_) if all_ else say("none")
        return Pulse(label, party, value, url_for("executive.matters", name=name))

    return [
        line(_("Meetings held of planned"), "meetings_held", "meetings_due", "meetings"),
        line(_("Quorum on both sides"), "meetings_quorate", "meetings_held", "meetings"),
        *(
            line(
                _("Actions on time"),
                f"{side.value}_in_time",
                f"{side.value}_actions",
                f"actions-{side.value}",
                side.value,
            )
            for side in SIDES
        ),
        line(_("Minutes answered in time"), "minutes_in_time", "minutes_answered", "minutes"),
        Pulse(
            _("Decisions due for review"),
            "",
            added["reviews"] or say("none"),
            url_for("executive.matters", name="reviews"),
        ),
    ]


def by_side(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Clocks by side and bucket; what waits for both counts with each."""
    return {
        (side.value, name): counts.get((name, side.value), 0) + counts.get((name, "both"), 0)
        for side in SIDES
        for name in sets.BUCKETS
    }
