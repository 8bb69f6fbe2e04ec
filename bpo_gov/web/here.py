"""Where a request stands: who reads, in which agreement, as which actor. Set at the doors, read by views."""

from typing import Any

from flask import g

from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say


def enter(actor: Actor, agreement: Any) -> None:
    """A door of an agreement has found out who this is here."""
    g.actor, g.agreement = actor, agreement


def actor() -> Actor:
    """Who acts in this agreement; outside of one nothing is found."""
    found: Actor | None = g.get("actor")
    if found is None:
        raise NotFound(say("There is nothing here, or you may not see it."))
    return found


def agreement() -> Any:
    """The agreement of this page, or None."""
    return g.get("agreement")


def welcome(person: Any) -> None:
    """The door of the house has found out who reads: a person, or None."""
    g.reader = person


def reader() -> Any:
    """The signed-in person, or None."""
    return g.get("reader")
