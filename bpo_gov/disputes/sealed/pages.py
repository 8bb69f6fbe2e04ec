"""What the page of a dispute shows of sealed offers, to those who may bind a side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.sealed import wording
from bpo_gov.disputes.sealed.guards import ASKED
from bpo_gov.disputes.sealed.models import MOST, Round, Sealing
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel.ledger import PRIVILEGED
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.web.words import zone_here


@dataclass(frozen=True)
class Cell:
    """One side of a round: when it sealed, or where it may."""

    words: Value = None
    href: str | None = None


@dataclass(frozen=True)
class Line:
    """One round of the table."""

    label: Value
    cells: tuple[Cell, ...]
    result: Value


@dataclass(frozen=True)
class Shown:
    """The sealed offers of a dispute."""

    subject: str
    pays: Say
    heads: tuple[tuple[str, Say], ...]
    lines: tuple[Line, ...]


def shown(one: Dispute, actor: Actor) -> Shown | None:
    """The part of the page, where both have agreed to it and the reader may see what is without prejudice."""
    sealing = one.sealing
    if sealing is None or actor.role < PRIVILEGED:
        return None
    heads = tuple((side.value, say("payer") if side is sealing.payer else say("claimant")) for side in SIDES)
    return Shown(sealing.subject, wording.PAYS[sealing.payer], heads, tuple(_lines(one, sealing, actor)))


def may_see_asked(one: Dispute, actor: Actor) -> bool:
    """Whether the reader may see what is asked: sealed offers are asked for without prejudice."""
    return one.asked is not None and (not one.asks_for(ASKED) or actor.role >= PRIVILEGED)


def _lines(one: Dispute, sealing: Sealing, actor: Actor) -> Iterator[Line]:
    currency = one.framework.terms.header.currency
    for turn in sealing.rounds:
        if turn.result is None or turn.closed_at is None:
            label, result = say("%(n)s, open", n=turn.round), wording.OPEN
        else:
            label = say("%(n)s, closed %(day)s", n=turn.round, day=_day(turn.closed_at))
            result = wording.result(turn.result, turn.midpoint, currency)
        yield Line(label, tuple(_cell(one, turn, side, actor) for side in SIDES), result)
    if sealing.is_running:
        for n in range(sealing.round + 1, MOST + 1):
            last = say("last round") if n == MOST else None
            yield Line(str(n), (Cell(), Cell()), last)


def _cell(one: Dispute, turn: Round, side: Party, actor: Actor) -> Cell:
    if offer := turn.offer_of(side):
        return Cell(say("sealed %(day)s", day=_day(offer.sealed_at)))
    may = turn.result is None and side is actor.party and DISPUTE.refusal("seal", one, actor) is None
    return Cell(href=url_for("disputes.move", number=one.number, verb="seal") if may else None)


def _day(at: datetime) -> date:
    return at.astimezone(zone_here()).date()
