"""What falls out of a meeting while it is held: its decisions with who has agreed, its actions with owner and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.decisions import queries as decisions
from bpo_gov.decisions.models import Decision
from bpo_gov.decisions.models import State as Decided
from bpo_gov.decisions.workflow import DECISION
from bpo_gov.kernel.parties import SIDES, Actor
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.meetings.models import Meeting

AGREED: Final = {"client": say("the client agreed"), "vendor": say("the vendor agreed")}
NOT_YET: Final = {"client": say("the client has not agreed yet"), "vendor": say("the vendor has not agreed yet")}


@dataclass(frozen=True)
class Fall:
    """A decision or an action: what it is, and lines (words, tone) that say how it stands. `owner` is the side that owes an action."""

    is_action: bool
    number: str
    title: str
    href: str
    lines: tuple[tuple[Value, str], ...]
    owner: tuple[str, Value] | None = None


def of(one: Meeting, actor: Actor) -> list[Fall]:
    """Decisions, then actions, the newest first."""
    return [*map(_decision, decisions.about(one, actor)), *_actions(one, actor)]


def _decision(found: Decision) -> Fall:
    return Fall(False, found.label, found.title, url_for("decisions.show", number=found.number), _stands(found))


def _stands(found: Decision) -> tuple[tuple[Value, str], ...]:
    if found.state == Decided.PROPOSED:
        there = {key.party for key in found.signatures if key.digest == found.digest}
        return tuple(
            (AGREED[side.value], "ok") if side in there else (NOT_YET[side.value], "idle")
            for side in SIDES
        )  # fmt: skip
    word: Say = DECISION.word(found.state)
    return ((word, "ok" if found.state == Decided.AGREED else "idle"),)


def _actions(one: Meeting, actor: Actor) -> Sequence[Fall]:
    return [
        Fall(True, line.number, line.title, line.href, ((line.end, line.tone),), (line.side, line.owner or say("the side as a whole")))
        for line in item_pages.beside(items.about(one, actor))
    ]  # fmt: skip
