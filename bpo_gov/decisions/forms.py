"""One form for each verb of a decision that needs words; field names are the keywords of its action."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError
from wtforms.validators import Optional

from bpo_gov.decisions.models import Decision
from bpo_gov.kernel import clock
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.notes.forms import WHICH, Files, Note, OwnNote
from bpo_gov.web.forms import BaseForm, DayField, Needed, NumberField, line, prose
from bpo_gov.web.words import zone_here

READ = _l("Both sides read this.")
LATER = _l("Name a day after today.")
WORDS = ("title", "text", "context", "options", "rationale", "amount", "effective_on", "review_on")


def _amount() -> NumberField:
    return NumberField(
        _l("What it is worth"), least=Decimal(0), help_=_l("Leave it empty where it is not about money. It is held against the authority of who agrees.")
    )  # fmt: skip


def _review() -> DayField:
    return DayField(_l("Look at it again on"), [Optional()], description=_l("On that day it comes back by itself."))


class Reword(BaseForm):
    """The words of a decision."""

    title = line(_l("The decision, in one line"), help=_l("It is read aloud in meetings."))
    text = prose(
        _l("The exact words"), required=False, rows=4, help=_l("Leave it empty where the line above says it all.")
    )
    effective_on = DayField(_l("In force from"), [Needed()])
    amount = _amount()
    review_on = _review()
    context = prose(_l("Why a decision is needed"), required=False)
    options = prose(_l("What else was considered"), required=False)
    rationale = prose(_l("Why this one"), required=False)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """The words as they stand."""
        if isinstance(matter, Decision):
            self.amount.unit = matter.framework.terms.header.currency
            if not self.is_submitted():
                for name in WORDS:
                    self[name].data = getattr(matter, name)

    def validate_review_on(self, field: DayField) -> None:
        """A day after today."""
        _is_later(field)


class Propose(Reword):
    """A decision that one side proposes."""

    takes_files = True

    token = HiddenField()
    about = line(
        _l("About"), required=False, most=20, help=_l("The number of a matter of this agreement, for example CR-12.")
    )
    supersedes = line(
        _l("Takes the place of"), required=False, most=20, help=_l("The number of an agreed decision, for example D-5.")
    )
    files = Files(_l("Files"), description=WHICH)

    def words(self) -> dict[str, Any]:
        return {**super().words(), "files": tuple(self.files.data or ())}


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=READ)


class Dissent(BaseForm):
    """Why somebody does not share a decision."""

    text = prose(
        _l("Dissent"),
        help=_l("It stands beside the decision, under your name, and changes nothing. Both sides read it."),
    )


class Review(BaseForm):
    """What came of looking at it again."""

    result = prose(_l("What came of it"), help=READ)
    review_on = _review()

    def validate_review_on(self, field: DayField) -> None:
        """A day after today."""
        _is_later(field)


def _is_later(field: DayField) -> None:
    if field.data is not None and field.data <= clock.now().astimezone(zone_here()).date():
        raise ValidationError(str(LATER))


FORMS: Mapping[str, type[BaseForm]] = {
    "reword": Reword, "decline": Reason, "withdraw": Reason, "dissent": Dissent, "review": Review, "note": Note, "note_own": OwnNote,
}  # fmt: skip
