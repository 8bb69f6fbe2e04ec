"""When a verb of a statement is allowed."""

from bpo_gov.credits.models import Statement
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say


def has_count(one: Statement, actor: Actor) -> Say | None:
    """The other side has said what it is by its count."""
    return say("The other side has not said what it is by its count.") if one.proposed is None else None
