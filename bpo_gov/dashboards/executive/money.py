"""The tiles of money: each a function of the whole; amounts of two currencies stand beside each other and are never added up."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements.standing import TURNS
from bpo_gov.credits.models import OPEN
from bpo_gov.credits.models import State as CreditState
from bpo_gov.dashboards.executive import sets
from bpo_gov.dashboards.executive.owed import Owed
from bpo_gov.dashboards.executive.raised import Claims
from bpo_gov.dashboards.executive.reach import Reach
from bpo_gov.kernel.parties import SIDES
from bpo_gov.kernel.words import Money, Percent, Say, Value, say, say_n
from bpo_gov.kpis.rules.exact import total
from bpo_gov.relationships.rules import year_to_date


@dataclass(frozen=True)
class Whole:
    """What the tiles are made of: every relationship as it is kept, and the open disputes with what is claimed."""

    reach: Reach
    every: Sequence[Any]
    disputes: Claims
    credits: Sequence[Owed]
    today: date
    now: datetime


@dataclass(frozen=True)
class Tile:
    """Amounts, each of its own currency or kind, what they are compared with, and where they were counted from."""

    label: str
    amounts: Sequence[Value]
    sub: Value
    href: str


def by_currency(amounts: Iterable[tuple[str, Decimal]]) -> list[Money]:
    """The sum of each currency, the one that is met most often first."""
    found: dict[str, list[Decimal]] = defaultdict(list)
    for currency, amount in amounts:
        found[currency].append(amount)
    return [
        Money(total(found[currency]), currency)
        for currency in sorted(found, key=lambda name: (-len(found[name]), name))
    ]


def charges(whole: Whole) -> Tile | None:
    """The charges of the running contract years up to today, by what each framework says of a year."""
    running = [row for row in whole.every if row.in_force and row.starts_on <= whole.today <= row.ends_on]
    if not running:
        return None
    spent = by_currency(
        (row.currency, year_to_date(row.annual_charges, row.starts_on, row.ends_on, whole.today)) for row in running
    )
    years = by_currency((row.currency, row.annual_charges) for row in running)
    href = url_for("executive.relationships")
    return Tile(
        _("Charges, contract year to date"), spent, say("by the frameworks, of %(all)s a year", all=list(years)), href
    )


def in_dispute(whole: Whole) -> Tile:
    """What is claimed in the open disputes."""
    known = by_currency((currency, amount) for currency, amount in whole.disputes.amounts if amount is not None)
    href = url_for("executive.matters", name="disputes")
    if whole.disputes.since is None:
        return Tile(_("In dispute"), [say("none")], say("no dispute is open"), href)
    days = sets.age(whole.disputes.since, whole.now)
    sub = say_n(
        "%(n)s dispute, %(oldest)s",
        "%(n)s disputes, oldest %(oldest)s",
        whole.disputes.many,
        oldest=say_n("%(n)s day", "%(n)s days", days),
    )
    return Tile(_("In dispute"), known or [say("no sum named")], sub, href)


def envelope(whole: Whole) -> Tile | None:
    """The limit of which most is used, over all relationships."""
    used = [row for row in whole.every if row.envelope_percent is not None]
    if not used:
        return None
    most = max(used, key=lambda row: row.envelope_percent)
    sub = say("%(agreement)s: %(limit)s", agreement=most.title, limit=most.envelope_limit)
    return Tile(
        _("Largest envelope use"), [Percent(most.envelope_percent)], sub, url_for("envelope.show", key=most.key)
    )


def credits_due(whole: Whole) -> Tile | None:
    """What missed levels cost and is not applied yet, and to whom it goes; what was applied in a year stands beside it."""
    if not whole.credits and not _held(whole):
        return None
    open_ = [one for one in whole.credits if one.state in OPEN]
    applied = by_currency((one.currency, one.amount) for one in whole.credits if one.state == CreditState.APPLIED)
    sub = say("%(applied)s applied in twelve months", applied=list(applied) if applied else say("nothing"))
    return Tile(
        _("Credits due"),
        by_currency((one.currency, one.amount) for one in open_) or [say("none")],
        [*_sides(open_), sub, *_held(whole)],
        _set("credits"),
    )


def _held(whole: Whole) -> list[Value]:
    """What contested figures hold back; it is in no sum."""
    held = by_currency((row.currency, row.ring_fenced) for row in whole.every if row.ring_fenced)
    return [say("%(amount)s ring-fenced", amount=list(held))] if held else []


def at_risk(whole: Whole) -> Tile | None:
    """What must still be claimed, and by when the first of it."""
    drawn = [one for one in whole.credits if one.state == CreditState.DRAWN]
    if not drawn:
        return None
    first = min((one.first_due for one in drawn if one.first_due), default=None)
    sub = say("claim the first by %(day)s", day=first) if first else say("to be claimed")
    return Tile(_("At risk of lapse"), by_currency((one.currency, one.amount) for one in drawn), sub, _set("to-claim"))


def _sides(found: Iterable[Owed]) -> list[Value]:
    parts = {side: by_currency((one.currency, one.amount) for one in found if one.due_to == side) for side in SIDES}
    return [
        say("%(amount)s to %(side)s", amount=list(amounts), side=Say(TURNS[side.value]))
        for side, amounts in parts.items()
        if amounts
    ]


def _set(name: str) -> str:
    return url_for("executive.matters", name=name)


MONEY: list[Callable[[Whole], Tile | None]] = [charges, credits_due, at_risk, in_dispute, envelope]
"""In the order in which they stand; who keeps other sums adds a function."""


def tiles(whole: Whole) -> list[Tile]:
    """The tiles of which something is known."""
    return [found for tile in MONEY if (found := tile(whole)) is not None]
