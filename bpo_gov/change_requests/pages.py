"""What the pages of a change request show: plain values made of rows, ready for the templates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests import queries
from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import clock, signatures
from bpo_gov.kernel.parties import SIDES, Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import N_, Money, Say, Value, say

S = State
ICONS = {
    S.DRAFT: ("pen", "draft"), S.SUBMITTED: ("inbox", ""), S.ASSESSING: ("search", ""), S.ASSESSED: ("file-earmark-check", ""),
    S.APPROVED: ("check-circle", "ok"), S.AUTHORISED: ("check2-all", "ok"), S.IMPLEMENTING: ("gear", ""), S.DELIVERED: ("box-seam", ""),
    S.CLOSED: ("check2-all", "closed"), S.RETURNED: ("arrow-return-left", "near"), S.REJECTED: ("x-circle", "closed"),
    S.WITHDRAWN: ("arrow-return-right", "closed"), S.LAPSED: ("hourglass-split", "closed"), S.NEEDS_AMENDMENT: ("file-earmark-diff", "closed"),
    S.DISCARDED: ("x-circle", "closed"), S.DISPUTED: ("exclamation-triangle", "bad"),
}  # fmt: skip
TURNS = {"client": N_("Client"), "vendor": N_("Vendor"), "both": N_("both sides")}


@dataclass(frozen=True)
class Ball:
    party: str
    words: Value
    yours: bool


@dataclass(frozen=True)
class Shown:
    """A state as a chip."""

    label: Say
    icon: str
    tone: str


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    value: Value


def state_of(cr: ChangeRequest) -> Shown:
    """The state with its icon and tone."""
    state = S(cr.state)
    return Shown(CHANGE_REQUEST.word(state), *ICONS[state])


def ball_of(cr: ChangeRequest, actor: Actor) -> Ball | None:
    """Whose turn it is, from where the actor sits."""
    if not cr.ball:
        return None
    yours = cr.ball in (actor.party.value, "both")
    side = Say(TURNS[cr.ball])
    return Ball(
        cr.ball, say("Your turn: %(side)s", side=side) if yours else say("Waiting for: %(side)s", side=side), yours
    )


def row_of(cr: ChangeRequest, actor: Actor, terms: Terms, timer: Timer | None = None) -> Row:
    """A change request as one line, with the first deadline that runs."""
    due = _linked(clocks.of(terms, timer), timer) if timer and cr.ball else None
    value = Money(cr.value, terms.header.currency) if cr.value is not None else None
    return Row(
        cr.label,
        cr.title,
        url_for("change_requests.show", number=cr.number),
        ball_of(cr, actor),
        due,
        state_of(cr),
        value,
    )


def signs(cr: ChangeRequest) -> list[Mapping[str, Any]]:
    """The two places under the authorisation note: who signed, or who may."""
    terms = cr.framework.terms
    given = signatures.under(cr, cr.note.digest) if cr.note else {}
    answer: list[Mapping[str, Any]] = []
    for side in SIDES:
        signature = given.get(side)
        if signature:
            limit = next((line.up_to for line in terms.authorities(side) if line.clause == signature.clause), None)
            answer.append({"party": side.value, "name": signature.name, "title": signature.title, "at": signature.at, "waiting": None,
                           "limit": Money(limit, terms.header.currency) if limit is not None else None, "clause": signature.clause})  # fmt: skip
            continue
        able = sorted(
            (line for line in terms.authorities(side) if cr.value is None or line.up_to >= cr.value),
            key=lambda line: line.up_to,
        )
        first = able[0] if able else None
        person = terms.person(first.person) if first else None
        waiting = _("not yet open") if cr.note is None else _("waits for a signature")
        answer.append({"party": side.value, "name": "", "title": person.title if person else _("Nobody's authority reaches this value"), "at": None,
                       "waiting": waiting, "limit": Money(first.up_to, terms.header.currency) if first else None,
                       "clause": first.clause if first else None})  # fmt: skip
    return answer


def facts(cr: ChangeRequest, terms: Terms) -> list[tuple[Any, ...]]:
    """The side column: figures and what is touched."""
    effects, currency = queries.effects(cr), terms.header.currency

    def amount(value: Any) -> Value:
        return Money(value, currency) if value is not None else say("not known")

    services = {service.code: service.name for service in terms.services}
    places = {place.code: place.name for place in terms.locations}
    return [
        (_("Value"), amount(cr.value), "strong"),
        (_("Once"), amount(effects.one_off)),
        (_("Each month"), amount(effects.monthly)),
        (_("Months"), effects.months if effects.months is not None else say("not known")),
        (_("Effort, days"), effects.effort_days if effects.effort_days is not None else say("not known")),
        (_("Term moves, days"), effects.term_days if effects.term_days is not None else say("not known")),
        (_("Required by"), cr.required_by),
        (_("Services"), [f"{code} {services.get(code, '')}".strip() for code in effects.services] or None),
        (_("Places"), [places.get(code, code) for code in effects.locations] or None),
        (_("Clauses"), list(effects.clauses) or None),
        (_("Key people"), list(effects.key_personnel) or None),
        (_("Data"), cr.data_location or say("does not move")),
    ]


def clocks_of(cr: ChangeRequest, timers: list[Timer]) -> list[clocks.Clock]:
    """The running deadlines, first due first; from the second on each says what it is."""
    running = [timer for timer in timers if not timer.is_warning]
    shown = [_linked(clocks.full(cr.framework.terms, timer), timer) for timer in running]
    named = [
        replace(clock_, left=say("%(what)s, %(left)s", what=Say(clocks.POLICIES[timer.policy]), left=clock_.left))
        for clock_, timer in zip(shown[1:], running[1:], strict=True)
    ]
    return [*shown[:1], *named]


def _linked(clock_: clocks.Clock, timer: Timer) -> clocks.Clock:
    return replace(clock_, href=url_for("deadlines.show", timer_id=timer.id))


def as_of() -> datetime:
    """The moment a page was drawn."""
    return clock.now()
