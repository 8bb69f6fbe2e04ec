"""One form for each verb of a change that needs words; field names are the keywords of its action."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectChoice, SelectField, ValidationError

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.notes.forms import WHICH, Files, Note, OwnNote
from bpo_gov.successions import terms
from bpo_gov.successions.models import Succession, Why
from bpo_gov.successions.words import WHYS
from bpo_gov.web.forms import BaseForm, DayField, Needed, line, prose

READ = _l("Both sides read this.")
FROM_LIST = _l("Choose one from the list.")
PRIVATE = _l("Both sides read this. Say nothing of health or private life.")
AHEAD = timedelta(days=3652)


def _post(label: Any) -> SelectField:
    return SelectField(
        label,
        choices=[],
        coerce=str,
        validators=[Needed(FROM_LIST)],
        invalid_value_message=FROM_LIST,
        invalid_choice_message=FROM_LIST,
    )


class _OfAnAgreement(BaseForm):
    """A form whose days lie within the agreement and not too far ahead."""

    agreed: Terms

    def within(self, field: Field) -> None:
        """A day since the agreement began, within ten years. Raises ValidationError."""
        if field.data and field.data < self.agreed.header.start:
            raise ValidationError(_("This day is before the agreement began."))
        if field.data and field.data > terms.today(self.agreed) + AHEAD:
            raise ValidationError(_("This day lies too far ahead."))


class _Opening(_OfAnAgreement):
    """What opens a change: a post of the own side, or of the other one."""

    token = HiddenField()

    def offer(self, agreed: Terms, posts: Sequence[tuple[str, str]]) -> None:
        """The posts to choose from, under which terms."""
        self.agreed = agreed
        field: Any = self._fields["post"]
        field.choices = [SelectChoice("", _("Choose a post")), *(SelectChoice(key, text) for key, text in posts)]


class Announce(_Opening):
    """A person of the own side does not stay."""

    post = _post(_l("Post"))
    cause = RadioField(
        _l("Why"), choices=[], coerce=str, invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST
    )
    last_on = DayField(_l("Last day in the post"), validators=[Needed()])
    said = prose(_l("What the other side should know"), required=False, rows=3, help=PRIVATE)

    def offer(self, agreed: Terms, posts: Sequence[tuple[str, str]]) -> None:
        super().offer(agreed, posts)
        self.cause.choices = [SelectChoice(why.value, _(WHYS[why])) for why in Why]

    def validate_last_on(self, field: Field) -> None:
        """Also one that is past: late is flagged, never refused."""
        self.within(field)

    def words(self) -> dict[str, Any]:
        return {**super().words(), "cause": Why(self.cause.data)}


class Request(_Opening):
    """A person of the other side is to be replaced."""

    post = _post(_l("Post"))
    request = prose(
        _l("Reason"),
        rows=4,
        help=_l("Facts of the service. Both sides read this. Say nothing of health or private life."),
    )


class _Moved(_OfAnAgreement):
    """A form of a change that is there."""

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """The terms that govern it."""
        if isinstance(matter, Succession):
            self.agreed = matter.framework.terms


class Agree(_Moved):
    """The last day of a person who is replaced."""

    last_on = DayField(_l("Last day in the post"), validators=[Needed()])
    said = prose(_l("What the other side should know"), required=False, rows=3, help=PRIVATE)

    def validate_last_on(self, field: Field) -> None:
        """A day of this agreement."""
        self.within(field)


class Propose(_Moved):
    """Somebody for the post."""

    takes_files = True

    successor = line(_l("Name of the successor"))
    meets = prose(_l("How the qualification is met"), rows=4, help=_l("Point by point of what the contract asks for. Both sides read this."))  # fmt: skip
    first_on = DayField(_l("First day"), validators=[Needed()])
    files = Files(_l("Evidence"), description=WHICH)

    def validate_first_on(self, field: Field) -> None:
        """A day of this agreement."""
        self.within(field)

    def words(self) -> dict[str, Any]:
        return {**super().words(), "files": tuple(self.files.data or ())}


class InPlace(_Moved):
    """The day from which the successor holds the post."""

    taken_on = DayField(_l("Holds the post since"), validators=[Needed()])
    handed = prose(_l("What was handed over"), required=False, rows=3, help=READ)

    def validate_taken_on(self, field: Field) -> None:
        """A day that has come."""
        if field.data and field.data > terms.today(self.agreed):
            raise ValidationError(_("This day is still to come."))


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=PRIVATE)


FORMS: Mapping[str, type[BaseForm]] = {
    "agree": Agree, "decline": Reason, "propose": Propose, "propose_other": Propose, "object": Reason, "in_place": InPlace, "withdraw": Reason,
    "note": Note, "note_own": OwnNote,
}  # fmt: skip
