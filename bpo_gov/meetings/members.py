"""The members of a forum: the people of both sides with the titles that the framework names, and who else belongs here."""

from collections.abc import Sequence
from dataclasses import dataclass

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Membership
from bpo_gov.kernel.parties import SIDES, Party
from bpo_gov.meetings import terms
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.rules.quorum import Attendance, Presence, Quorum, quorum


@dataclass(frozen=True)
class Member:
    """Somebody with a seat in the forum."""

    user_id: int
    party: Party
    name: str
    title: str
    email: str


def of(one: Meeting) -> list[Member]:
    """Who has a seat: the people whose titles the forum names, client first; all of a side where nobody has such a title."""
    return seated(one, agreements.members(one.agreement_id))


def seated(one: Meeting, found: Sequence[Membership]) -> list[Member]:
    """The same, of the people of the agreement that are at hand."""
    forum = terms.forum_of(one.framework.terms, one.forum)
    answer: list[Member] = []
    for side in SIDES:
        titles = {title.casefold() for title in getattr(forum, side.value)} if forum else set()
        mine = [member for member in found if member.party is side]
        answer += map(_member, [member for member in mine if member.title.casefold() in titles] or mine)
    return answer


def _member(member: Membership) -> Member:
    return Member(member.user_id, member.party, member.user.name, member.title, member.user.email)


def reached(one: Meeting) -> Quorum | None:
    """Whether enough of each side are here; None for a forum that is no more."""
    forum = terms.forum_of(one.framework.terms, one.forum)
    if forum is None:
        return None
    seats = [
        Attendance(
            seat.party, seat.user_id, seat.presence, seat.alternate if seat.presence is Presence.ALTERNATE else None
        )
        for seat in one.seats
    ]
    return quorum(seats, forum.quorum)
