"""A contested figure from both sides: what the side that measures submitted, and what the other side found, each with its reason."""

from dataclasses import dataclass, replace

from bpo_gov.agreements.standing import TURNS
from bpo_gov.kernel import access
from bpo_gov.kernel.parties import SIDES, Actor
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.kpis import pages
from bpo_gov.kpis.models import Figure, State


@dataclass(frozen=True)
class Face:
    """The column of a side: its value as a title, and what it says."""

    party: str
    title: Value
    text: Value


def of(one: Figure, actor: Actor) -> list[Face] | None:
    """Both columns, client first; None unless it is contested. A value proposed later takes the place of the one before."""
    if one.state != State.CONTESTED:
        return None
    unit, told = one.kpi.unit, {side: Face(side.value, say("nothing yet"), None) for side in SIDES}
    told[one.submitter] = Face(
        one.submitter.value, say("Submitted: %(value)s", value=pages.worth(one.value, unit)), one.source or None
    )
    for event, content in access.events_of(one, actor):
        name, words = event.name.partition(".")[2], content.particulars
        if name not in ("contested", "value_proposed"):
            continue
        value = words.get("value")
        title: Value = (
            say("%(side)s finds %(value)s", side=Say(TURNS[event.party.value]), value=pages.worth(pages.exact(value), unit))
            if value is not None else say("Contested without a value of its own")
        )  # fmt: skip
        told[event.party] = replace(told[event.party], title=title, text=str(words.get("reason", "")))
    return [told[side] for side in SIDES]
