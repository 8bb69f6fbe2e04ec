"""What the pages of a decision show: plain values made of rows, ready for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.decisions.models import Decision, Source, State
from bpo_gov.decisions.workflow import DECISION
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import N_, Money, Say, Value, say

S = State
ICONS = {
    S.PROPOSED: ("chat-left-text", "near"), S.AGREED: ("check-circle", "ok"), S.DECLINED: ("x-circle", "bad"), S.WITHDRAWN: ("arrow-return-right", "closed"),
    S.SUPERSEDED: ("clock-history", "closed"),
}  # fmt: skip

SOURCES = {
    Source.NOTE: N_("authorisation note"), Source.STATEMENT: N_("joint statement"), Source.REOPENING: N_("scope opened again"),
    Source.SETTLEMENT: N_("settlement"), Source.EXPERT: N_("expert's decision"),
}  # fmt: skip
KEYS = {
    Source.NOTE: N_("Both signed the authorisation note. Their signatures stand here as they were given there."),
    Source.STATEMENT: N_("One side proposed the joint statement and the other agreed to it. Nobody signs such a statement."),
    Source.REOPENING: N_("One side proposed to open the scope again and the other agreed: the note holds no longer. Nobody signs such a proposal."),
    Source.SETTLEMENT: N_("Both signed the settlement. Their signatures stand here as they were given there."),
    Source.EXPERT: N_("An expert decided. One side named the expert and the other agreed: both are bound by the decision."),
}  # fmt: skip
SIGNED = (Source.NOTE, Source.SETTLEMENT)


@dataclass(frozen=True)
class Row:
    """One line of the register."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    effective: Value
    amount: Value
    sub: Value


@dataclass(frozen=True)
class Link:
    """One decision in the chain of what took the place of what."""

    number: str
    title: str
    href: str
    state: Shown
    here: bool


@dataclass(frozen=True)
class Dissent:
    """Who does not share a decision, and why."""

    party: str
    name: str
    at: Value
    text: str


def state_of(one: Decision) -> Shown:
    """The state with its icon and tone."""
    if one.is_for_review and one.state == S.AGREED:
        return Shown(say("Agreed, due for review"), "arrow-repeat", "near")
    if one.source is not None and one.state == S.AGREED:
        return Shown(say("Recorded"), "journal-check", "ok")
    return Shown(DECISION.word(one.state), *ICONS[S(one.state)])


def row_of(one: Decision, actor: Actor, terms: Terms, timer: Timer | None, about: Matter | None) -> Row:
    """A decision as one line, with the first deadline that runs and what it is about."""
    return Row(
        one.label, one.title, url_for("decisions.show", number=one.number), standing.ball_of(one, actor), standing.clock_in_row(one, terms, timer),
        state_of(one), one.effective_on, worth(one, terms), origin(one, about),
    )  # fmt: skip


def origin(one: Decision, about: Matter | None) -> Value:
    """What it is about, and where it was made if it was recorded; quiet."""
    if one.source is None:
        return say("about %(about)s", about=about.label) if about else None
    source = Say(SOURCES[one.source])
    return say("%(about)s, %(source)s", about=about.label, source=source) if about else source


def keys(one: Decision) -> Value:
    """Where both keys were carried for what was recorded."""
    return Say(KEYS[one.source]) if one.source else None


def given(one: Decision) -> Say:
    """What a side did that stands among the signatures."""
    if one.source is None or one.source in SIGNED:
        return say("signed")
    return say("agreed to be bound") if one.source is Source.EXPERT else say("agreed")


def worth(one: Decision, terms: Terms) -> Value:
    """What it is worth in money."""
    return Money(one.amount, terms.header.currency) if one.amount is not None else None


def links(chain: Sequence[Decision], one: Decision) -> list[Link]:
    """The chain, oldest first; empty where nothing took the place of anything."""
    if len(chain) < 2:
        return []
    return [
        Link(
            found.label,
            found.title,
            url_for("decisions.show", number=found.number),
            state_of(found),
            found.id == one.id,
        )
        for found in chain
    ]


def dissents(events: Sequence[tuple[Event, EventContent]], people: dict[int, tuple[str, str]]) -> list[Dissent]:
    """Every dissent that was noted, oldest first."""
    return [
        Dissent(
            event.party.value, people.get(event.actor_id or 0, ("", ""))[0], event.at, str(content.particulars["text"])
        )
        for event, content in events
        if event.name == "decision.dissented"
    ]


def facts(one: Decision, terms: Terms) -> list[tuple[Any, ...]]:
    """The side column."""
    return [
        (_("In force from"), one.effective_on, "strong"),
        (
            _("What it is worth"),
            worth(one, terms) or (say("not about money") if one.source is None else say("not said")),
        ),
        (_("Review"), one.review_on or say("none planned")),
        (_("Proposed by"), Say(TURNS[one.raised_by.value]))
        if one.source is None
        else (_("Made as"), Say(SOURCES[one.source])),
        *(
            [(_("Rule"), say("clause %(clause)s", clause=terms.governance.clause))]
            if terms.governance and one.source is None
            else []
        ),
        (_("Digest of the words"), one.digest[:16]),
    ]


def ahead(one: Decision, timers: Sequence[Timer]) -> Say | None:
    """What happens next if nobody acts."""
    running = [
        t for t in timers if not t.is_warning and not t.stands_still and t.ended_at is None and t.phase == "pending"
    ]
    if not running:
        return None
    timer = min(running, key=lambda found: found.due_at)
    if timer.verb == "come_up":
        return say("It comes back to both sides on %(due)s.", due=timer.due_at)
    return say("If nobody acts, both sides are told on %(due)s that it is late.", due=timer.due_at)
