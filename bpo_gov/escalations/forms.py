"""One form for each verb of an escalation that needs words; field names are the keywords of its action."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice
from wtforms.validators import Optional

from bpo_gov.disputes.forms import Begin
from bpo_gov.escalations.models import Severity
from bpo_gov.kernel import clock
from bpo_gov.kernel.words import N_
from bpo_gov.notes.forms import WHICH, Files, Note, OwnNote
from bpo_gov.web.forms import BaseForm, DayField, line, prose
from bpo_gov.web.words import zone_here

SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    Severity.CRITICAL: (N_("Critical"), N_("A service has stopped, or people or money are at risk now.")),
    Severity.HIGH: (N_("High"), N_("A service is badly hampered; a way around exists for a short time.")),
    Severity.NORMAL: (N_("Normal"), N_("It costs time or quality and does not settle itself.")),
    Severity.LOW: (N_("Low"), N_("A nuisance that should not be forgotten.")),
}
FROM_LIST = _l("Choose one from the list.")


class Raise(BaseForm):
    """What is wrong, how bad it is, and what would help."""

    takes_files = True

    token = HiddenField()
    title = line(_l("Subject"), help=_l("What is wrong, in a few words. It is read aloud in meetings."))
    severity = RadioField(
        _l("Severity"), choices=[SelectChoice(one.value, one.value) for one in Severity], default=Severity.NORMAL.value, coerce=Severity,
        invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST,
    )  # fmt: skip
    impact = prose(_l("Impact"), help=_l("Whom it meets, since when, and how much."))
    wanted = prose(_l("What you want"), help=_l("How you will know that it is settled."))
    about = line(
        _l("About"), required=False, most=20, help=_l("The number of a matter of this agreement, for example CR-12.")
    )
    early = BooleanField(
        _l("Early warning"), description=_l("Nothing has gone wrong yet: no clock runs, both sides look at it again on a day you name.")
    )  # fmt: skip
    review_on = DayField(_l("Look at it again on"), validators=[Optional()])
    files = Files(_l("Files"), description=WHICH)

    def validate(self, extra_validators: Any = None) -> bool:
        """An early warning has a day, after today; an escalation has none."""
        good, day = bool(super().validate(extra_validators)), self.review_on
        if not self.early.data:
            day.data, day.errors = None, []
            return not self.errors
        if not day.errors and (day.data is None or day.data <= clock.now().astimezone(zone_here()).date()):
            none = _l("Name the day on which both sides look at it again.")
            day.errors = [str(none if day.data is None else _l("Name a day after today."))]
        return good and not day.errors

    def words(self) -> dict[str, Any]:
        return {**super().words(), "early": bool(self.early.data), "files": tuple(self.files.data or ())}


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=_l("The other side reads this."))


class Wait(BaseForm):
    """What is needed from the other side."""

    need = prose(
        _l("What you need from the other side"), help=_l("Your clock stands still until it answers; its clock runs.")
    )


class Answer(BaseForm):
    """What was asked for."""

    answer = prose(_l("Answer"), rows=5)


class Propose(BaseForm):
    """What would settle it."""

    resolution = prose(_l("Resolution"), rows=5, help=_l("What has been or will be done, by whom, until when."))


FORMS: Mapping[str, type[BaseForm]] = {
    "wait": Wait, "answer": Answer, "propose": Propose, "refuse": Reason, "reopen": Reason, "promote": Reason, "climb": Reason, "to_dispute": Begin,
    "end_dispute": Reason, "withdraw": Reason, "note": Note, "note_own": OwnNote,
}  # fmt: skip
