"""One form for each verb that needs words; field names are the keywords of its action."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bpo_gov.change_requests import queries
from bpo_gov.change_requests.request_forms import Assess, Request
from bpo_gov.disputes.forms import Begin
from bpo_gov.kernel.parties import Actor
from bpo_gov.notes.forms import Note, OwnNote
from bpo_gov.web.forms import BaseForm, DayField, Needed, prose


class Approve(BaseForm):
    """The decision, and the note that both sides will sign."""

    description = prose(_l("What is authorised"), help=_l("This is the text that both sides sign."))
    adjustments = prose(
        _l("Adjustments"), required=False, rows=2, help=_l("What differs from the assessment, if anything.")
    )
    effective_on = DayField(_l("Effective from"), validators=[Needed()])

    def prepare(self, matter: Any, actor: Actor) -> None:
        if not self.is_submitted():
            self.description.data = matter.description
            self.effective_on.data = matter.required_by


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=_l("The other side reads this."))


class Ask(BaseForm):
    """What must be known before this side can go on."""

    question = prose(
        _l("Question"),
        help=_l(
            "What you need to know, and for what. Your clock stands still until the answer is there, where the framework says so."
        ),
    )


class Answer(BaseForm):
    """The answer to the question that was asked."""

    answer = prose(_l("Answer"), rows=5)


class GiveNotice(BaseForm):
    """The notice that a note is not signed in time."""

    notice = prose(_l("Notice"), help=_l("That the time for signatures is over, and what you ask of the other side."))


class ProposeAmendment(BaseForm):
    """The joint statement to the contract owners."""

    statement = prose(
        _l("Joint statement"),
        rows=6,
        help=_l("What the contract does not allow, why both sides want it, and what should be amended."),
    )

    def prepare(self, matter: Any, actor: Actor) -> None:
        if not self.is_submitted():
            outside = [limit for limit in queries.verdict(matter).limits if limit.answer == "outside"]
            first = _("%(label)s “%(title)s” lies outside the framework: %(limits)s.", label=matter.label, title=matter.title,
                      limits="; ".join(f"{limit.title} ({limit.clause})" for limit in outside))  # fmt: skip
            self.statement.data = first


class Deliver(BaseForm):
    """What was done."""

    report = prose(_l("What was delivered"), help=_l("And where the client can see it."))


class Accept(BaseForm):
    """A remark for the record."""

    remark = prose(_l("Remark"), required=False, rows=2)


FORMS: Mapping[str, type[BaseForm]] = {
    "edit": Request, "rescope": Request, "assess": Assess, "approve": Approve, "return": Reason, "reject": Reason, "withdraw": Reason,
    "propose_amendment": ProposeAmendment, "decline_amendment": Reason, "deliver": Deliver, "accept": Accept, "rework": Reason,
    "ask": Ask, "answer": Answer, "ratify": Approve, "refuse": Reason, "give_notice": GiveNotice, "dispute": Begin, "end_dispute": Reason,
    "decline_version": Reason, "propose_reopening": Reason, "decline_reopening": Reason,
    "note": Note, "note_own": OwnNote,
}  # fmt: skip
