"""When a verb of a meeting is allowed."""

from datetime import timedelta
from typing import Final

from bpo_gov.kernel import clock
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say
from bpo_gov.meetings import agenda, queries
from bpo_gov.meetings.models import Meeting

MOST_ITEMS: Final = 40
EARLY: Final = timedelta(hours=1)


def has_no_series(one: Meeting, actor: Actor) -> Say | None:
    """One series of a forum at a time."""
    planned = queries.drafts(one.agreement_id, one.forum)
    return say("This forum has a series already. End that one first.") if planned else None


def may_start(one: Meeting, actor: Actor) -> Say | None:
    """Not long before its time."""
    early = clock.now() < one.starts_at - EARLY
    return say("It begins on %(when)s.", when=one.starts_at) if early else None


def has_items(one: Meeting, actor: Actor) -> Say | None:
    """There is something on the agenda."""
    return None if one.items else say("Nothing is on the agenda.")


def has_room(one: Meeting, actor: Actor) -> Say | None:
    """An agenda that can be held."""
    return None if len(one.items) < MOST_ITEMS else say("An agenda has at most %(n)s items.", n=MOST_ITEMS)


def has_more(one: Meeting, actor: Actor) -> Say | None:
    """Something has become open that is not on the agenda."""
    earlier = queries.before(one.agreement_id, one.forum, one.starts_at)
    return None if agenda.gather(one, earlier) else say("Everything that is open is on the agenda already.")


def may_agree(one: Meeting, actor: Actor) -> Say | None:
    """The other side wrote them last."""
    return say("Your side wrote these minutes; the other side agrees.") if one.sent_by == actor.party.value else None


def may_comment(one: Meeting, actor: Actor) -> Say | None:
    """Once for each side."""
    return say("The note of your side stands beside the minutes.") if one.note_of(actor.party) else None
