"""The page over all statements: what is due, applied, at risk of lapse, ring-fenced; months as a chart; triggers with their distance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements.shown import words as framework_words
from bpo_gov.agreements.standing import TURNS
from bpo_gov.credits import charts, months, watching
from bpo_gov.credits.models import GONE, State, Statement
from bpo_gov.credits.months import Ground
from bpo_gov.credits.rules.reckoning import Reckoned, contract_year
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.words import Money, Say, Value, say, say_n
from bpo_gov.kpis.rules.periods import Period
from bpo_gov.web import tables


@dataclass(frozen=True)
class Month:
    """A month of one side: what was stated of it by what became of it, and what the figures of now would add."""

    label: str
    party: Party
    stated: Decimal
    applied: Decimal
    open: Decimal
    gone: Decimal
    ring_fenced: Decimal
    more: Decimal
    pending: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tile:
    """One sum and what it is made of."""

    label: str
    value: Value
    sub: Value
    href: str | None = None


@dataclass(frozen=True)
class Watched:
    """A trigger as a line: how far it is, in words and as steps of a scale."""

    name: str
    clause: str
    threshold: str
    tone: str
    word: Value
    sentence: Value
    used: int
    needed: int


def rows(known: Ground, today: date) -> list[Month]:
    """The last twelve months that are over, newest first, of each side on which credits hang."""
    found = []
    for span, party, reckoned in months.lately(known, today):
        mine = [one for one in known.statements if one.period == span.label and one.owed_by == party]
        if mine or reckoned.lines or reckoned.pending:
            found.append(_month(span, party, reckoned, mine))
    return found


def _month(span: Period, party: Party, reckoned: Reckoned, mine: Sequence[Statement]) -> Month:
    def of(*states: str) -> Decimal:
        return sum((one.amount for one in mine if one.state in states), Decimal(0))

    applied, gone = of(State.APPLIED), of(*GONE)
    stated = sum((one.amount for one in mine), Decimal(0))
    return Month(
        span.label, party, stated, applied, stated - applied - gone, gone, reckoned.ring_fenced, reckoned.due, reckoned.pending,
        tuple((one.label, url_for("credits.show", number=one.number)) for one in mine),
    )  # fmt: skip


def chart(found: Sequence[Month], currency: str) -> dict[str, Any] | None:
    """The months as bars, oldest first; both sides together, as the chart is of the relationship."""
    labels = list(dict.fromkeys(month.label for month in reversed(found)))
    parts = {
        part: [sum((getattr(month, part) for month in found if month.label == label), Decimal(0)) for label in labels]
        for part, _role in charts.PARTS
    }
    named = {"applied": _("Applied"), "open": _("Open"), "gone": _("Lapsed or waived"), "ring_fenced": _("Ring-fenced")}
    figure = charts.months(labels, parts, named, currency)
    return figure if figure["data"] else None


def heads() -> list[str]:
    """The heads of the months as a file."""
    return [
        _("Month"), _("Whose performance"), _("Stated"), _("Applied"), _("Open"), _("Lapsed or waived"), _("Ring-fenced"), _("Not stated yet"), _("Currency"),
        _("Statements"),
    ]  # fmt: skip


def cells(found: Sequence[Month], currency: str) -> list[list[tables.Cell]]:
    """The months as a file, newest first."""
    return [
        [month.label, _(TURNS[month.party.value]), month.stated, month.applied, month.open, month.gone, month.ring_fenced, month.more, currency,
         " ".join(label for label, _href in month.numbers)]
        for month in found
    ]  # fmt: skip


def finding(found: Sequence[Month], currency: str) -> Say:
    """The caption of the chart."""
    stated = sum((month.stated for month in found), Decimal(0))
    applied = sum((month.applied for month in found), Decimal(0))
    return say(
        "%(stated)s stated in twelve months, %(applied)s of it applied.",
        stated=Money(stated, currency),
        applied=Money(applied, currency),
    )


def tiles(known: Ground, found: Sequence[Month], today: date, currency: str, start: date) -> list[Tile]:
    """Credits of the contract year, what waits, what may lapse, what is ring-fenced."""
    first = contract_year(start, today)
    year = [one for one in known.statements if one.begins >= first]
    drawn = [one for one in known.statements if one.state == State.DRAWN]

    def money(amounts: list[Decimal]) -> Money:
        return Money(sum(amounts, Decimal(0)), currency)

    due = min((one.due_at for one in drawn if one.due_at), default=None)
    open_ = [one for one in known.statements if one.state in (State.CLAIMED, State.OBJECTED, State.CONFIRMED)]
    return [
        Tile(_("Credits of this contract year"), money([one.amount for one in year]), say("since %(day)s", day=first)),
        Tile(_("Applied"), money([one.amount for one in year if one.state == State.APPLIED]), _of(len([one for one in year if one.state == State.APPLIED]))),
        Tile(_("Claimed, not applied"), money([one.amount for one in open_]), _of(len(open_)), url_for("credits.index", view="open")),
        Tile(_("To be claimed"), money([abs(one.amount) for one in drawn]), _until(due), url_for("credits.index", state="drawn")),
        Tile(_("Ring-fenced"), money([month.ring_fenced for month in found]), say("contested figures, in no sum")),
    ]  # fmt: skip


def triggers(known: Ground, today: date, plans: dict[Party, list[date]]) -> list[Watched]:
    """Every trigger of the version in force, what is nearest first."""
    found = [_watched(watch) for watch in watching.watched(known, today, plans)]
    return sorted(found, key=lambda one: watching.TONES.index(one.tone))


def _watched(watch: watching.Watch) -> Watched:
    trigger = watch.trigger
    if watch.distance is None:
        return Watched(
            trigger.name,
            trigger.clause,
            trigger.threshold,
            watch.tone,
            say("stated only"),
            say("Nothing of it can be counted."),
            0,
            0,
        )
    nearest = watch.ways[0]
    used, needed, distance = nearest.watched.used, nearest.watched.needed, watch.distance
    way = framework_words.way(nearest.way)
    word = say("reached") if distance == 0 else say_n("%(n)s away", "%(n)s away", distance)
    return Watched(
        trigger.name, trigger.clause, trigger.threshold, watch.tone, word, _so_far(nearest, way),
        min(used, needed), needed,
    )  # fmt: skip


def _so_far(nearest: watching.Distance, way: Say) -> Say:
    used, needed = nearest.watched.used, nearest.watched.needed
    if nearest.kpi and used:
        return say(
            "%(way)s: %(used)s of %(needed)s so far, %(kpi)s.", way=way, used=used, needed=needed, kpi=nearest.kpi
        )
    return say("%(way)s: %(used)s of %(needed)s so far.", way=way, used=used, needed=needed)


def _of(n: int) -> Say:
    return say_n("%(n)s statement", "%(n)s statements", n)


def _until(due: datetime | None) -> Value:
    return say("the first by %(day)s", day=due) if due else say("nothing waits")


def side_word(party: Party) -> Say:
    """The word for a side."""
    return Say(TURNS[party.value])
