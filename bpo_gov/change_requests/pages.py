"""What the pages of a change request show: plain values made of rows, ready for the templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.standing import Ball, Shown
from bpo_gov.change_requests import queries
from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import clock
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import Money, Value, say

S = State
ICONS = {
    S.DRAFT: ("pen", "draft"), S.SUBMITTED: ("inbox", ""), S.ASSESSING: ("search", ""), S.ASSESSED: ("file-earmark-check", ""),
    S.APPROVED: ("check-circle", "ok"), S.AUTHORISED: ("check2-all", "ok"), S.IMPLEMENTING: ("gear", ""), S.DELIVERED: ("box-seam", ""),
    S.CLOSED: ("check2-all", "closed"), S.RETURNED: ("arrow-return-left", "near"), S.REJECTED: ("x-circle", "closed"),
    S.WITHDRAWN: ("arrow-return-right", "closed"), S.LAPSED: ("hourglass-split", "closed"), S.NEEDS_AMENDMENT: ("file-earmark-diff", "closed"),
    S.DISCARDED: ("x-circle", "closed"), S.DISPUTED: ("exclamation-triangle", "bad"),
}  # fmt: skip


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


def row_of(cr: ChangeRequest, actor: Actor, terms: Terms, timer: Timer | None = None) -> Row:
    """A change request as one line, with the first deadline that runs."""
    value = Money(cr.value, terms.header.currency) if cr.value is not None else None
    return Row(
        cr.label,
        cr.title,
        url_for("change_requests.show", number=cr.number),
        standing.ball_of(cr, actor),
        standing.clock_in_row(cr, terms, timer),
        state_of(cr),
        value,
    )


def signs(cr: ChangeRequest) -> list[Mapping[str, Any]]:
    """The two places under the authorisation note."""
    return standing.signs(cr, cr.framework.terms, cr.note.digest if cr.note else None, cr.value)


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


def as_of() -> datetime:
    """The moment a page was drawn."""
    return clock.now()
