"""How any matter stands, as lists and pages show it: whose turn, which state, which clocks, who has signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel import signatures
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import N_, Money, Say, Value, say

TURNS = {
    "client": N_("Client"), "vendor": N_("Vendor"), "both": N_("both sides"), "other": N_("Supplier of the vendor"), "system": N_("Clock"),
}  # fmt: skip


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


def ball_of(matter: Matter, actor: Actor) -> Ball | None:
    """Whose turn it is, from where the actor sits."""
    if not matter.ball:
        return None
    yours, side = matter.ball in (actor.party.value, "both"), Say(TURNS[matter.ball])
    return Ball(
        matter.ball, say("Your turn: %(side)s", side=side) if yours else say("Waiting for: %(side)s", side=side), yours
    )


def clock_in_row(matter: Matter, terms: Terms, timer: Timer | None) -> clocks.Clock | None:
    """The first deadline that runs, in a row of a list."""
    return linked(clocks.of(terms, timer), timer) if timer and matter.ball else None


def clocks_of(terms: Terms, timers: Sequence[Timer]) -> list[clocks.Clock]:
    """The running deadlines, first due first; from the second on each says what it is."""
    running = [timer for timer in timers if not timer.is_warning]
    shown = [linked(clocks.full(terms, timer), timer) for timer in running]
    named = [
        replace(clock_, left=say("%(what)s, %(left)s", what=Say(clocks.POLICIES[timer.policy]), left=clock_.left))
        for clock_, timer in zip(shown[1:], running[1:], strict=True)
    ]
    return [*shown[:1], *named]


def linked(clock_: clocks.Clock, timer: Timer) -> clocks.Clock:
    """A clock with the page that explains it."""
    return replace(clock_, href=url_for("deadlines.show", timer_id=timer.id))


def signs(matter: Matter, terms: Terms, digest: str | None, worth: Decimal | None) -> list[Mapping[str, Any]]:
    """The two places under a text: who signed, or who may bind the side up to what it is worth; None: not known."""
    given = signatures.under(matter, digest) if digest else {}
    answer: list[Mapping[str, Any]] = []
    for side in SIDES:
        signature = given.get(side)
        if signature:
            limit = next((line.up_to for line in terms.authorities(side) if line.clause == signature.clause), None)
            answer.append({"party": side.value, "name": signature.name, "title": signature.title, "at": signature.at, "waiting": None,
                           "limit": Money(limit, terms.header.currency) if limit is not None else None, "clause": signature.clause})  # fmt: skip
            continue
        able = sorted(
            (line for line in terms.authorities(side) if worth is None or line.up_to >= worth),
            key=lambda line: line.up_to,
        )
        first = able[0] if able else None
        person = terms.person(first.person) if first else None
        waiting = _("not yet open") if digest is None else _("waits for a signature")
        answer.append({"party": side.value, "name": "", "title": person.title if person else _("Nobody's authority reaches this value"), "at": None,
                       "waiting": waiting, "limit": Money(first.up_to, terms.header.currency) if first else None,
                       "clause": first.clause if first else None})  # fmt: skip
    return answer
