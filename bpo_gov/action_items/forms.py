"""One form for each verb of an action item that needs words; field names are the keywords of its action."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectChoice, SelectField
from wtforms.validators import Optional

from bpo_gov.action_items import due, queries
from bpo_gov.action_items.models import ActionItem
from bpo_gov.agreements import standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Membership
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.notes.forms import Note, OwnNote
from bpo_gov.web.forms import BaseForm, DayField, Needed, WholeField, line, prose
from bpo_gov.web.words import tell

FROM_LIST = _l("Choose one from the list.")
READ = _l("The other side reads this.")
DAYS = 5  # working days that the form begins with
WHOLE = "side"  # of the choices: nobody by name


def _owner(label: Any) -> SelectField:
    return SelectField(
        label, [Needed(FROM_LIST)], choices=[], coerce=str, validate_choice=True, invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST,
    )  # fmt: skip


def _named(members: Sequence[Membership], side: Party) -> list[SelectChoice]:
    word = _(standing.TURNS[side.value])
    return [
        SelectChoice(
            str(one.user_id), _("%(side)s: %(name)s, %(title)s", side=word, name=one.user.name, title=one.title)
        )
        for one in members
        if one.party is side
    ]


def _whole(side: Party) -> str:
    return str(_("Client: the side as a whole") if side is Party.CLIENT else _("Vendor: the side as a whole"))


class Add(BaseForm):
    """What is to be done, by whom, until when."""

    terms: Terms
    sides: Mapping[int, Party]

    token = HiddenField()
    title = line(_l("What is to be done"), help=_l("One line that says when it is done. It is read aloud in meetings."))
    owner = _owner(_l("Owner"))
    days = WholeField(
        _l("Due in how many working days"), least=Decimal(1), most=Decimal(due.MOST_DAYS), default=DAYS,
        help_=_l("Counted as the agreement counts. Not read when you name a day."),
    )  # fmt: skip
    due_on = DayField(_l("Or due on this day"), validators=[Optional()])
    details = prose(_l("Details"), required=False)
    about = line(
        _l("About"), required=False, most=20, help=_l("The number of a matter of this agreement, for example CR-12.")
    )

    def offer(self, terms: Terms, members: Sequence[Membership], actor: Actor) -> None:
        """The people of both sides, and each side as a whole; who writes stands first chosen."""
        self.terms, self.sides = terms, {member.user_id: member.party for member in members}
        self.owner.choices = [
            choice
            for side in SIDES
            for choice in (*_named(members, side), SelectChoice(side.value, _whole(side)))
        ]  # fmt: skip
        for field in (self.days, self.due_on):
            field.flags.optional = False  # one of the two is needed
        if self.owner.data is None:
            self.owner.data = str(actor.user_id)

    def validate(self, extra_validators: Any = None) -> bool:
        """A day that can be: the one that is named, else the one that is counted."""
        good = bool(super().validate(extra_validators))
        day, days = self._fields["due_on"], self._fields["days"]
        if day.errors:
            return False
        if day.data is not None:
            days.errors = []  # what is not read cannot be wrong
            return _fits(day, self.terms, day.data) and not self.errors
        if days.data is None and not days.errors:
            day.errors = [_("Name a day, or a number of working days.")]
            return False
        return good and _fits(days, self.terms, due.after(self.terms, days.data))

    def words(self) -> dict[str, Any]:
        chosen, day, days = self.owner.data, self.due_on.data, self._fields["days"].data
        owner_id = None if chosen in SIDES else int(chosen)
        return {
            "title": self.title.data, "details": self.details.data, "about": self.about.data,
            "owner_side": Party(chosen) if owner_id is None else self.sides[owner_id], "owner_id": owner_id,
            "due_on": day if day is not None else due.after(self.terms, days),
        }  # fmt: skip


class Done(BaseForm):
    """What was done."""

    report = prose(_l("What was done"), help=_l("The other side reads this, and says if it is not done."))


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=READ)


class HandOver(BaseForm):
    """Another owner on the same side."""

    owner_id = _owner(_l("New owner"))

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, ActionItem):
            able = queries.able(matter.agreement_id)
            self.owner_id.choices = [*_named(able, matter.owner_side), SelectChoice(WHOLE, _whole(matter.owner_side))]

    def words(self) -> dict[str, Any]:
        return {"owner_id": None if self.owner_id.data == WHOLE else int(self.owner_id.data)}


class MoveDay(BaseForm):
    """Another day, and why."""

    terms: Terms

    due_on = DayField(_l("New day"), validators=[Needed()])
    reason = prose(_l("Reason"), help=_l("Both sides read this. The record keeps the old day and the new one."))

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, ActionItem):
            self.terms = matter.framework.terms
            if not self.is_submitted():
                self.due_on.data = matter.due_on

    def validate(self, extra_validators: Any = None) -> bool:
        good, day = bool(super().validate(extra_validators)), self._fields["due_on"]
        return (bool(day.errors) or _fits(day, self.terms, day.data)) and good


def _fits(field: Any, terms: Terms, day: date) -> bool:
    """Whether the day can be; else the field says why not."""
    reason = due.why_not(terms, day)
    field.errors = [tell(reason)] if reason else []
    return reason is None


FORMS: Mapping[str, type[BaseForm]] = {
    "done": Done, "reopen": Reason, "hand_over": HandOver, "move_day": MoveDay, "drop": Reason, "note": Note, "note_own": OwnNote,
}  # fmt: skip
