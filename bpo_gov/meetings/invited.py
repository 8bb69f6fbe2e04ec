"""A meeting as the calendars of its members are told: by letter when it is planned, moved or cancelled."""

from collections.abc import Sequence

from sqlalchemy.orm import joinedload

from bpo_gov.agreements.models import Agreement
from bpo_gov.kernel import post
from bpo_gov.kernel.db import db
from bpo_gov.kernel.post import Part
from bpo_gov.meetings import invitations, members
from bpo_gov.meetings.invitations import Invited, Method
from bpo_gov.meetings.models import Meeting, State
from bpo_gov.notifications.queries import Entry

METHODS: dict[str, Method] = {
    "meeting.called": "REQUEST",
    "meeting.invited": "REQUEST",
    "meeting.announced": "REQUEST",
    "meeting.rescheduled": "REQUEST",
    "meeting.cancelled": "CANCEL",
}


def part_of(entry: Entry) -> Part | None:
    """The invitation that goes along with a letter: the meeting as it stands when the letter leaves."""
    one = db.session.get(
        Meeting, entry.notice.matter.id, options=[joinedload(Meeting.framework)], populate_existing=True
    )
    if one is None or one.state == State.DRAFT:  # nobody is invited yet
        return None
    method: Method = "CANCEL" if one.state == State.CANCELLED else METHODS[entry.notice.event.name]
    return invitations.part(of(one, entry.notice.agreement), method)


def of(one: Meeting, agreement: Agreement, seats: Sequence[members.Member] | None = None) -> Invited:
    """What calendars may know of it: nothing that one side keeps to itself. `seats`: who is named as invited, else the forum."""
    return Invited(
        uid=f"{agreement.key}-{one.number}@bpo-gov", sequence=one.sequence, label=one.label, title=one.title, starts_at=one.starts_at,
        minutes=one.length, zone=agreement.zone, place=one.place, text=agreement.title, organiser=("bpo_gov", post.sender()),
        attendees=tuple((member.name, member.email) for member in (members.of(one) if seats is None else seats)),
        url=post.address(f"/a/{agreement.key}/meetings/{one.number}"), stamp=one.moved_at, is_cancelled=one.state == State.CANCELLED,
        is_tentative=one.state == State.DRAFT,
    )  # fmt: skip
