"""What the overview of a relationship shows: plain values made of rows, ready for the template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests import rules
from bpo_gov.change_requests.envelope import burn, shown
from bpo_gov.dashboards import pages, relationship
from bpo_gov.dashboards.queries import Open
from bpo_gov.decisions.models import Decision
from bpo_gov.decisions.pages import worth
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import Money, Percent, Say, Value, say
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.web.words import moment_long

WORST_FIRST = (rules.Answer.OUTSIDE, rules.Answer.NEAR)


@dataclass(frozen=True)
class Tile:
    """One number and what it is compared with."""

    label: str
    value: Value
    sub: Value
    href: str | None = None


@dataclass(frozen=True)
class Gauge:
    """One limit as it stands, for the component that draws it."""

    title: str
    clause: str
    answer: str
    held: Decimal | None
    reserved: Decimal | None
    this: Decimal | None
    limit: Decimal | None
    percent_before: Percent | None
    percent_after: Percent | None
    sentence: Say


@dataclass(frozen=True)
class Told:
    """An entry of the record in words."""

    party: str
    who: str
    text: Value
    number: str
    title: str
    href: str
    at: datetime
    zones: str


@dataclass(frozen=True)
class Deadline:
    """A running deadline in a row."""

    number: str
    title: str
    href: str
    what: Value
    party: str
    clock: clocks.Clock


@dataclass(frozen=True)
class Decided:
    """A decision in a row: since when it holds, and what it is worth."""

    number: str
    title: str
    href: str
    since: date
    worth: Value


def gone(terms: Terms, today: date) -> int:
    """How many percent of the term are over, whole."""
    start, end = terms.header.start, terms.header.end
    return max(0, min(100, (today - start).days * 100 // ((end - start).days + 1)))


def gauges(terms: Terms, used: Mapping[str, rules.Used]) -> list[Gauge]:
    """Every limit that changes use up, as it stands now."""
    consumed = {limit.code for limit in terms.envelope.limits if rules.measure_of(limit)}
    return [_gauge(found) for found in rules.room(terms, used) if found.code in consumed]


def tiles(terms: Terms, open_: Open, used: Sequence[relationship.Used], limits: Sequence[Gauge]) -> list[Tile]:
    """The head of the page: charges, changes, what is open, and the limits."""
    header = terms.header
    held, reserved = sum((day.held for day in used), Decimal(0)), sum((day.reserved for day in used), Decimal(0))
    approved, waits = sum(day.held_count for day in used), sum(day.reserved_count for day in used)
    close = [limit for limit in limits if limit.answer in WORST_FIRST]
    charges, value = Money(header.annual_charges, header.currency), Money(header.initial_value, header.currency)
    extra = _approved(approved, waits, Money(reserved, header.currency))
    near = say("%(n)s of %(all)s", n=len(close), all=len(limits))
    changes = url_for("change_requests.index")
    return [
        Tile(
            _("Charges, each year"), charges, say("initial value %(value)s", value=value), url_for("framework.current")
        ),
        Tile(_("Approved changes"), Money(held, header.currency), extra, url_for("change_requests.index", view="all")),
        Tile(_("Open matters"), open_.all, _with_whom(open_), changes),
        Tile(_("Limits near or passed"), near, _worst(limits), "#envelope"),
    ]


def column(party: Party, actor: Actor, terms: Terms, key: str) -> list[pages.Row]:
    """What waits for a side, as lines."""
    return [pages.row_of(matter, actor, key, terms, None) for matter in relationship.open_with(party, actor)]


def told(entries: Sequence[relationship.Entry], key: str) -> list[Told]:
    """The last entries of the record: who did what to which matter, when."""
    past = {f"{flow.name}.{move.event}": move.past for flow in WORKFLOWS.values() for move in flow.table.values()}
    return [
        Told(
            entry.event.party.value, f"{entry.name}, {entry.title}" if entry.title else entry.name,
            Say(past[entry.event.name]) if past.get(entry.event.name) else "", entry.event.subject, entry.matter.title,
            pages.address_of(entry.matter, key), entry.event.at, moment_long(entry.event.at),
        )
        for entry in entries
    ]  # fmt: skip


def deadlines(found: Sequence[tuple[Timer, Matter]], terms: Terms, key: str) -> list[Deadline]:
    """The running deadlines, first due first."""
    return [
        Deadline(
            matter.label, matter.title, pages.address_of(matter, key),
            Say(clocks.POLICIES[timer.policy]) if timer.policy in clocks.POLICIES else "", matter.ball or "",
            clocks.of(terms, timer),
        )
        for timer, matter in found
    ]  # fmt: skip


def decided(found: Sequence[Decision], terms: Terms) -> list[Decided]:
    """The decisions that hold, as lines."""
    return [
        Decided(one.label, one.title, url_for("decisions.show", number=one.number), one.effective_on, worth(one, terms))
        for one in found
    ]


def chart(terms: Terms, used: Sequence[relationship.Used], today: date) -> shown.Chart | None:
    """How the first limit on the sum of changes was used up; nothing where nothing was used."""
    limit = burn.first_sum(terms)
    return shown.chart(terms, limit, [(day.day, day.held, day.reserved) for day in used], today) if limit else None


def _gauge(found: rules.LimitVerdict) -> Gauge:
    before, after = found.percent_before, found.percent_after
    return Gauge(
        found.title, found.clause, found.answer.value, found.held, found.reserved, found.this, found.limit,
        None if before is None else Percent(before), None if after is None else Percent(after), found.sentence,
    )  # fmt: skip


def _approved(approved: int, waits: int, reserved: Money) -> Say:
    if waits:
        return say("%(n)s approved; open ones reserve %(reserved)s", n=approved, reserved=reserved)
    return say("%(n)s approved, nothing reserved", n=approved)


def _with_whom(open_: Open) -> Say:
    return say(
        "%(late)s late; %(client)s with Client, %(vendor)s with Vendor",
        late=open_.late, client=open_.client, vendor=open_.vendor,
    )  # fmt: skip


def _worst(limits: Sequence[Gauge]) -> Say:
    known = [limit for limit in limits if limit.percent_after is not None]
    if not known:
        return say("no limit is used up by changes")
    first = max(known, key=lambda limit: limit.percent_after.value if limit.percent_after else Decimal(0))
    return say("%(title)s: %(percent)s", title=first.title, percent=first.percent_after)
