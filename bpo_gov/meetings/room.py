"""The meeting while it is held: who is here, what is minuted, what is carried over."""

from collections.abc import Mapping

from bpo_gov.kernel.errors import Stale
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import say
from bpo_gov.meetings.items import named
from bpo_gov.meetings.models import Meeting, Seat
from bpo_gov.meetings.rules.quorum import Presence
from bpo_gov.meetings.workflow import MEETING

flow = MEETING
Attending = Mapping[int, tuple[Party, Presence, str]]  # user -> side, how the seat is filled, who stands in


@flow.action("start")
def start(one: Meeting, actor: Actor) -> Particulars:
    """From here on both sides see the same item and minutes."""
    return {"items": len(one.items)}


@flow.action("attend")
def attend(one: Meeting, actor: Actor, /, *, seats: Attending) -> Particulars:
    """Who is here, of the members of the forum; what was said before is replaced."""
    there = {seat.user_id: seat for seat in one.seats}
    for user_id, (party, presence, alternate) in seats.items():
        seat = there.get(user_id)
        if seat is None:
            seat = Seat(user_id=user_id, party=party)
            one.seats.append(seat)
        seat.presence, seat.alternate = presence, alternate or None
    present = [seat for seat in one.seats if seat.presence is not Presence.ABSENT]
    return {side.value: sum(seat.party is side for seat in present) for side in (Party.CLIENT, Party.VENDOR)}


@flow.action("write")
def write(one: Meeting, actor: Actor, /, *, item: int, text: str, edition: int) -> Particulars:
    """The minutes of one item; who has looked at an older text than stands there loses, and sees both."""
    found = named(one, item)
    if found.edition != edition:
        raise Stale(say("Somebody else has written here meanwhile. Look at both texts before you save yours."))
    found.text, found.edition = text, edition + 1
    return {"item": found.title, "text": text}


@flow.action("carry")
def carry(one: Meeting, actor: Actor, /, *, item: int) -> Particulars:
    """The next meeting of the forum begins with it."""
    found = named(one, item)
    found.carried = True
    return {"item": found.title}
