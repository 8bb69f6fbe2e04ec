"""Who is told of an event, and why: computed from the event's reach and the memberships, for every kind alike."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from bpo_gov.agreements.models import Membership
from bpo_gov.kernel import ledger
from bpo_gov.kernel.ledger import Event, Particulars, Told
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Party, Role
from bpo_gov.kernel.words import N_, Say, say
from bpo_gov.kernel.workflow import WORKFLOWS

BALLS: Final = {Party.CLIENT.value: (Party.CLIENT,), Party.VENDOR.value: (Party.VENDOR,), "both": SIDES}
SIDE_WORDS: Final = {
    Party.CLIENT: N_("the client"),
    Party.VENDOR: N_("the vendor"),
    Party.NEUTRAL: N_("the neutral"),
    Party.SYSTEM: N_("the clock"),
}


class Reason(StrEnum):
    """Why a person is told; the most personal reason counts."""

    TURN = "turn"
    MENTIONED = "mentioned"
    RAISED = "raised"
    SIDE = "side"


NEUTRAL_TOLD: Final = (Told.BOTH, Told.ROOM, Told.CHAMBER)
NEWS: Final = (Reason.RAISED, Reason.SIDE)  # reasons that ask nothing of the reader
Audience = list[tuple[int, Reason]]


def audience(event: Event, particulars: Particulars, matter: Matter, members: Iterable[Membership]) -> Audience:
    """(user id, reason) of everyone who is told: members of the sides told, never the one who acted.

    `members` are the people who belong to the event's agreement now.
    """
    told = sides_told(event, particulars, matter)
    mentioned = set(particulars.get("mentions", ()))
    newest = matter.moved_at <= event.at  # else the ball may have gone on since
    balls = sides_of(particulars.get("ball", matter.ball if newest else None))
    return [
        (member.user_id, _reason(member, matter, balls, mentioned))
        for member in members
        if member.agreement_id == event.agreement_id and member.user_id != event.actor_id
        if _is_told(member, event, told) or member.user_id in mentioned
        if may_read(member, event, matter)
    ]


def _is_told(member: Membership, event: Event, told: tuple[Party, ...]) -> bool:
    """A side by the reach; a neutral of all that both sides are told, and of what is confided."""
    return member.party in told or (member.party is Party.NEUTRAL and event.told in NEUTRAL_TOLD)


def may_read(member: Membership, event: Event, matter: Matter) -> bool:
    """Whether a member may see an entry: within its reach, and nothing of the other side's private matter."""
    flow = WORKFLOWS.get(matter.kind)
    private = flow is not None and matter.state in flow.private
    if member.party is Party.NEUTRAL and member.matter_id != matter.id:
        return False
    return ledger.may_read(event.told, event.party, member.party, member.rank) and (
        not private or member.party is matter.raised_by
    )


def sides_told(event: Event, particulars: Particulars, matter: Matter) -> tuple[Party, ...]:
    """The sides an event is told to. The clock has no other side: what it tells the other, it tells both."""
    match event.told:
        case Told.OWN | Told.CHAMBER:
            told: tuple[Party, ...] = (event.party,)
        case Told.OTHER:
            told = (event.party.other,) if event.party in SIDES else SIDES
        case Told.BOTH | Told.ROOM:
            told = SIDES
        case Told.BALL:
            told = sides_of(particulars.get("ball", matter.ball))
        case Told.NOBODY:
            told = ()
    flow = WORKFLOWS.get(matter.kind)
    if flow is not None and matter.state in flow.private:
        return tuple(side for side in told if side is matter.raised_by)
    return told


def sides_of(ball: object) -> tuple[Party, ...]:
    """The sides that hold a ball: one, both or none."""
    return BALLS.get(str(ball), ())


def because(reason: str, party: Party, title: str | Say) -> Say:
    """The sentence that tells a person why the notice came."""
    side = Say(SIDE_WORDS[party])
    match Reason(reason):
        case Reason.TURN:
            text = N_("You get this because it is the turn of %(side)s, for whom you act as %(title)s.")
            return say(text, side=side, title=title)
        case Reason.MENTIONED:
            return say("You get this because you were mentioned.")
        case Reason.RAISED:
            return say("You get this because you raised it.")
        case Reason.SIDE:
            return say("You get this because you belong to %(side)s.", side=side)


def _reason(member: Membership, matter: Matter, balls: tuple[Party, ...], mentioned: set[int]) -> Reason:
    if member.party in balls and member.role >= Role.MEMBER:
        return Reason.TURN
    if member.user_id in mentioned:
        return Reason.MENTIONED
    return Reason.RAISED if member.user_id == matter.raised_by_id else Reason.SIDE
