"""Who is here as a field: for each seat of the forum present, absent, or somebody who stands in."""

from typing import Any

from flask_babel import gettext as _
from wtforms import Field, ValidationError

from bpo_gov.kernel.parties import Party
from bpo_gov.meetings import members
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.rules.quorum import Presence
from bpo_gov.web.forms import UNREADABLE, one_line

LONGEST = 200


class SeatsField(Field):  # type: ignore[misc]  # WTForms has no types
    """For each member inputs `seats-<user>-presence` and `seats-<user>-alternate`; `data`: user -> (side, presence, who stands in)."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.seats: list[members.Member] = []
        self.typed: dict[int, tuple[str, str]] = {}
        self.sent: Any = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.data, self.sent = dict(data or {}), formdata

    def offer(self, one: Meeting) -> None:
        """The seats of the forum, as they are filled so far."""
        self.seats = members.of(one)
        there = {seat.user_id: (seat.presence.value, seat.alternate or "") for seat in one.seats}
        for seat in self.seats:
            name = f"{self.name}-{seat.user_id}"
            presence = self.sent.get(f"{name}-presence") if self.sent else None
            alternate = one_line(self.sent.get(f"{name}-alternate", "")) if self.sent else ""
            filled = there.get(seat.user_id, (Presence.PRESENT.value, ""))
            self.typed[seat.user_id] = (presence, alternate) if presence is not None else filled

    def pre_validate(self, form: Any) -> None:
        """Each seat is present or absent, or has a name that stands in."""
        found: dict[int, tuple[Party, Presence, str]] = {}
        wrong = []
        for seat in self.seats:
            presence, alternate = self.typed[seat.user_id]
            if presence not in list(Presence):
                wrong.append(_("%(name)s: choose one from the list.", name=seat.name))
                continue
            stands_in = presence == Presence.ALTERNATE
            if stands_in and (not alternate or len(alternate) > LONGEST or UNREADABLE.search(alternate)):
                wrong.append(_("%(name)s: name who stands in, in at most 200 characters.", name=seat.name))
            found[seat.user_id] = (seat.party, Presence(presence), alternate if stands_in else "")
        self.data = found
        if wrong:
            raise ValidationError(" ".join(wrong))

    @property
    def rows(self) -> list[tuple[members.Member, str, str]]:
        """Each seat with how it is filled and who stands in."""
        return [(seat, *self.typed[seat.user_id]) for seat in self.seats]
