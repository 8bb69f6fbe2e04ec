"""What the pages of credits show: plain values made of rows, ready for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.credits import how
from bpo_gov.credits.models import State, Statement
from bpo_gov.credits.workflow import STATEMENT
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import N_, Money, Say, Value, say
from bpo_gov.kpis.pages import worth
from bpo_gov.kpis.rules.periods import parse

S = State
ICONS = {
    S.DRAWN: ("hourglass-split", "near"), S.CLAIMED: ("send", ""), S.OBJECTED: ("diamond", "near"), S.CONFIRMED: ("check-circle", "ok"),
    S.APPLIED: ("check2-all", "ok"), S.WAIVED: ("x-circle", "closed"), S.LAPSED: ("clock-history", "closed"),
}  # fmt: skip
STANDINGS = {"settled": N_("settled"), "contested": N_("contested, ring-fenced"), "pending": N_("not accepted yet")}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    amount: Money
    goes_back: bool
    is_late: bool


@dataclass(frozen=True)
class Line:
    """A figure in a statement: what it says, how it was reckoned, in words and as it was computed."""

    code: str
    href: str
    name: str
    period: str
    figure: str
    figure_href: str
    value: str
    points: int | None
    is_repeat: bool
    amount: Money
    allowed: Money
    standing: str
    sentence: Value
    steps: Sequence[tuple[Value, str, Value]]


@dataclass(frozen=True)
class Back:
    """A credit that came back: for which period, by the figure of which, in words."""

    code: str
    period: str
    by: str
    amount: Money
    sentence: Value


def state_of(one: Statement) -> Shown:
    """The state with its icon and tone."""
    return Shown(STATEMENT.word(one.state), *ICONS[S(one.state)])


def amount_of(one: Statement) -> Money:
    """What counts, without its sign: to whom it goes stands beside it."""
    return Money(abs(one.amount), one.currency)


def row_of(one: Statement, actor: Actor, terms: Terms, timer: Timer | None) -> Row:
    """A statement as one line."""
    return Row(
        one.label, one.title, url_for("credits.show", number=one.number), standing.ball_of(one, actor), standing.clock_in_row(one, terms, timer),
        state_of(one), amount_of(one), one.due < 0, one.is_late,
    )  # fmt: skip


def lines(one: Statement) -> list[Line]:
    """The lines of a statement, with those that cost nothing."""
    cards = {kpi.code: kpi for kpi in one.framework.terms.kpis}
    return [_line(line, one, cards) for line in one.lines]


def _line(line: Mapping[str, Any], one: Statement, cards: Mapping[str, Any]) -> Line:
    card, value = cards.get(line["code"]), None if line["value"] is None else Decimal(line["value"])
    number = str(line["figure"]).rpartition("-")[2]
    return Line(
        line["code"], url_for("kpis.show", code=line["code"]), card.name if card else "", line["period"], line["figure"],
        url_for("figures.show", number=int(number)), worth(value, card.unit if card else ""), line["points"],
        bool(line["points"]) and (line["times"] or 1) > 1, Money(Decimal(line["amount"]), one.currency),
        Money(Decimal(line["allowed"]), one.currency), line["standing"], how.sentence(line, one.currency, card.unit if card else ""),
        how.steps(line["how"], one.currency),
    )  # fmt: skip


def back(one: Statement) -> list[Back]:
    """What came back with a statement."""
    return [
        Back(
            each["code"],
            each["period"],
            each["by"],
            Money(Decimal(each["amount"]), one.currency),
            how.came_back(each, one.currency),
        )
        for each in one.back
    ]


def sums(one: Statement, *, lines: bool = True) -> list[tuple[Value, Decimal, bool]]:
    """From the lines to what is due, step by step: a word, an amount, and whether it is a sum; what changes nothing is left out."""
    found: list[tuple[Value, Decimal, bool]] = [
        (say("%(code)s, %(period)s", code=line["code"], period=line["period"]), Decimal(line["amount"]), False)
        for line in one.lines if lines and line["standing"] == "settled" and Decimal(line["amount"])
    ]  # fmt: skip
    if one.cut_by_period:
        found.append((_("Cap of the month"), -one.cut_by_period, False))
    if one.cut_by_year:
        found.append((_("Cap of the year"), -one.cut_by_year, False))
    found += [
        (
            say("%(code)s, %(period)s came back", code=each["code"], period=each["period"]),
            -Decimal(each["amount"]),
            False,
        )
        for each in one.back
    ]
    if one.before:
        found.append((_("Stated before"), -one.before, False))
    return [*found, (_("What is due"), one.due, True)]


def facts(one: Statement) -> list[tuple[Any, ...]]:
    """The side column of a statement."""
    span, terms = parse(one.period), one.framework.terms

    def money(value: Decimal | None) -> Money | None:
        return None if value is None else Money(value, one.currency)

    return [
        (_("Month"), say("%(first)s to %(last)s", first=span.start, last=span.last)),
        (_("Whose performance"), Say(TURNS[one.owed_by.value])),
        (_("Due to"), Say(TURNS[one.creditor.value]), "strong"),
        (_("Charges of the month"), money(one.charges)),
        (_("Cap of the month"), money(one.cap_of_period)),
        *([(_("Cap of the year"), money(one.cap_of_year))] if one.cap_of_year is not None else []),
        *([(_("By the other count"), money(abs(one.proposed)))] if one.proposed is not None else []),
        *([(_("Counts as"), money(abs(one.settled)), "strong")] if one.settled is not None else []),
        *([(_("Applied on"), say("%(document)s, %(day)s", document=one.document, day=one.applied_on))] if one.document else []),
        (_("Clause"), terms.credits.clause),
    ]  # fmt: skip
