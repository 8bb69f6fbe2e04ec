"""What the pages of a dispute show: plain values made of rows, ready for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework.choices import Timetable
from bpo_gov.agreements.shown.words import timetable as timetable_word
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.disputes import timetable
from bpo_gov.disputes.fields import KINDS
from bpo_gov.disputes.models import Dispute, Remedy, State
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel import ledger
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import Money, Say, Value, say
from bpo_gov.web.words import local_day

S = State
ICONS = {
    S.NOTICED: ("flag", "near"), S.NEGOTIATING: ("chat-left-text", ""), S.REFERRING: ("arrow-right", "near"), S.CHOOSING: ("person-check", ""),
    S.PREPARING: ("signpost-split", ""), S.MEETING: ("people", ""), S.UNSETTLED: ("exclamation-triangle", "bad"), S.SETTLING: ("pen", ""),
    S.SETTLED: ("check-circle", "ok"), S.PERFORMED: ("check2-all", "closed"), S.BREACHED: ("x-circle", "bad"), S.DETERMINING: ("search", ""),
    S.DETERMINED: ("check2-all", "closed"), S.EXTERNAL: ("box-arrow-up-right", "closed"), S.WITHDRAWN: ("arrow-return-right", "closed"),
}  # fmt: skip
SIGNED = (S.SETTLED, S.PERFORMED, S.BREACHED)


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    amount: Value


@dataclass(frozen=True)
class Column:
    """One side of the issue paper."""

    party: str
    title: str
    meta: Value
    facts: str
    wants: str


def state_of(one: Dispute) -> Shown:
    """The state with its icon and tone."""
    return Shown(DISPUTE.word(one.state), *ICONS[S(one.state)])


def row_of(one: Dispute, actor: Actor, terms: Terms, timer: Timer | None) -> Row:
    """A dispute as one line, with the first deadline that runs."""
    return Row(
        one.label, one.title, url_for("disputes.show", number=one.number), standing.ball_of(one, actor), standing.clock_in_row(one, terms, timer),
        state_of(one), amount_of(one, terms),
    )  # fmt: skip


def amount_of(one: Dispute, terms: Terms) -> Value:
    """What it is about in money."""
    return Money(one.amount, terms.header.currency) if one.amount is not None else None


def timetable_of(one: Dispute) -> Say:
    """Which timetable runs."""
    return timetable_word(Timetable.EXPEDITED if one.is_expedited else one.framework.terms.disputes.timetable)


def may_see_terms(one: Dispute, actor: Actor) -> bool:
    """Terms are without prejudice until both have signed."""
    return S(one.state) in SIGNED or actor.role >= ledger.PRIVILEGED or actor.party is Party.NEUTRAL


def paper(one: Dispute) -> list[Column]:
    """What each side says, beside each other."""
    answer = []
    for side in SIDES:
        found = one.position_of(side)
        meta = say("%(who)s, %(when)s", who=found.by, when=found.at) if found else say("nothing stated yet")
        title = _("What the client says") if side.value == "client" else _("What the vendor says")
        answer.append(Column(side.value, title, meta, found.facts if found else "", found.wants if found else ""))
    return answer


def worth(one: Dispute) -> Decimal:
    """What the settlement is worth: all its amounts together."""
    return sum((remedy.amount for remedy in one.remedies if remedy.amount), Decimal(0))


def promises(one: Dispute) -> list[tuple[Remedy, Say, Value, Value]]:
    """Each promise with its kind, its amount and how it stands."""
    currency = one.framework.terms.header.currency
    return [
        (r, Say(KINDS[r.kind]), Money(r.amount, currency) if r.amount is not None else None, _standing(r))
        for r in one.remedies
    ]


def _standing(remedy: Remedy) -> Say:
    if remedy.confirmed_at:
        return say("kept, confirmed %(day)s", day=local_day(remedy.confirmed_at))
    if remedy.done_at:
        return say("reported as done %(day)s, not confirmed yet", day=local_day(remedy.done_at))
    return say("to be done")


def privileged(events: Sequence[tuple[Event, EventContent]]) -> list[tuple[Event, EventContent]]:
    """The file without prejudice, of what the reader may see."""
    return [(event, content) for event, content in events if event.told in (ledger.Told.ROOM, ledger.Told.CHAMBER)]


def opened(events: Sequence[tuple[Event, EventContent]]) -> list[tuple[Event, EventContent]]:
    """The open record, with what is the own side's."""
    return [(event, content) for event, content in events if event.told not in (ledger.Told.ROOM, ledger.Told.CHAMBER)]


def tiers(one: Dispute) -> list[tuple[int, str, str, str]]:
    """(number, status, client's title, vendor's title) of each tier of the negotiation."""
    talks = S(one.state) in (S.NOTICED, S.NEGOTIATING)
    return [
        (
            n,
            "done" if n < one.tier or not talks else "now" if n == one.tier else "next",
            level.client,
            level.vendor,
        )
        for n, level in enumerate(timetable.tiers(one.framework.terms), 1)
    ]


def facts(one: Dispute) -> list[tuple[Any, ...]]:
    """The side column."""
    terms = one.framework.terms
    return [
        (_("Amount"), amount_of(one, terms) or say("not about money"), "strong"),
        (_("Claimant"), Say(TURNS[one.raised_by.value])),
        (_("Respondent"), Say(TURNS[one.raised_by.other.value])),
        (_("Timetable"), timetable_of(one)),
        (_("Procedure"), say("clause %(clause)s", clause=terms.disputes.clause)),
        *([(_("Mediator"), one.mediator)] if one.mediator else []),
        (_("Mediation body"), terms.disputes.mediation_body),
        (_("Decides in the end"), terms.disputes.final),
        (_("Law"), terms.header.governing_law),
        *([(_("Frozen record"), one.frozen[:16])] if one.frozen else []),
    ]
