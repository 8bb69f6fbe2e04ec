"""One form for each verb of a plan that needs words; field names are the keywords of its action."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectChoice, ValidationError

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.standing import TURNS
from bpo_gov.decisions import queries as decisions
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel import access
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kpis import naming
from bpo_gov.notes.forms import Note, OwnNote
from bpo_gov.rectifications import queries, terms
from bpo_gov.rectifications.fields import StepsField
from bpo_gov.rectifications.models import Rectification, Root
from bpo_gov.web.forms import BaseForm, DayField, Needed, line, prose
from bpo_gov.web.words import tell

FROM_LIST = _l("Choose one from the list.")
READ = _l("Both sides read this.")
DENIED = _l("The plan is due all the same. Who caused it can be decided by an expert or by both.")
AHEAD = timedelta(days=3652)


class Notify(BaseForm):
    """A failing of the other side."""

    agreed: Terms
    actor: Actor
    found: naming.Slot | None = None

    token = HiddenField()
    figure = line(
        _l("Figure that fell short"),
        most=60,
        help=_l("F-12, or code and period where there is no figure yet: KPI-01 2026-02."),
    )
    known_on = DayField(_l("Your side knew of it on"), validators=[Needed()])
    failing = prose(_l("What fell short"), rows=4, help=_l("What was due, what came, and what it meant for your side."))

    def offer(self, agreed: Terms, actor: Actor) -> None:
        """Who notifies, under which terms."""
        self.agreed, self.actor = agreed, actor

    def validate_figure(self, field: Field) -> None:
        """A period of a KPI that measures the other side."""
        try:
            self.found = (
                naming.read(field.data, self.actor, self.agreed, self.actor.party.other) if field.data else None
            )
        except Refused as error:
            raise ValidationError(tell(error.says)) from None

    def validate_known_on(self, field: Field) -> None:
        """A day that has come."""
        if field.data and field.data > terms.today(self.agreed):
            raise ValidationError(_("This day is still to come."))
        if field.data and field.data < self.agreed.header.start:
            raise ValidationError(_("This day is before the agreement began."))

    def words(self) -> dict[str, Any]:
        return {**super().words(), "figure": self.found}


class Draft(BaseForm):
    """A version of the plan."""

    cause = prose(_l("What caused it"), rows=4, help=_l("The root cause as your side sees it. Both sides read this."))
    denies = BooleanField(_l("Our side denies the blame"), description=DENIED)  # fmt: skip
    remedy = prose(_l("How it is put right"), rows=4, help=_l("What changes, and how one will see that it has."))
    steps = StepsField(
        _l("Steps"),
        description=_l("What is done by whom until when. Each step has its own clock while the plan is carried out."),
    )

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """The version before, to be changed."""
        if not isinstance(matter, Rectification):
            return
        begin = policies.first_day(matter.framework.terms)
        whole = str(_("the side as a whole"))
        self.steps.offer(queries.able(matter.agreement_id, matter.at_fault), whole, begin, begin + AHEAD)
        if matter.draft and not self.is_submitted():
            self.cause.data, self.remedy.data, self.denies.data = (
                matter.draft.cause,
                matter.draft.remedy,
                matter.draft.denies,
            )
            self.steps.fill(matter.draft.steps)

    def words(self) -> dict[str, Any]:
        return {**super().words(), "denies": bool(self.denies.data)}


class Finish(BaseForm):
    """A step that is done."""

    step = RadioField(
        _l("Step"), choices=[], coerce=str, invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST
    )
    done = prose(_l("What was done"), help=READ)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """Those that are not done."""
        if isinstance(matter, Rectification):
            left = [step for step in matter.steps if step.done_at is None]
            self.step.choices = [SelectChoice(str(step.id), step.what) for step in left]

    def words(self) -> dict[str, Any]:
        return {**super().words(), "step": int(self.step.data)}


class Report(BaseForm):
    """What was done in all."""

    report = prose(
        _l("What was done"),
        rows=4,
        help=_l("And how one sees that the failing is put right. The other side verifies it."),
    )


class Verify(BaseForm):
    """What the other side has seen."""

    remark = prose(_l("What you have seen"), required=False, help=READ)


class Determine(BaseForm):
    """Whose cause it was, by a decision of both."""

    found: Decision | None = None

    root = RadioField(
        _l("Whose cause it was"),
        choices=[],
        coerce=str,
        invalid_value_message=FROM_LIST,
        invalid_choice_message=FROM_LIST,
    )
    decision = line(
        _l("By which decision"),
        most=20,
        help=_l("The number of a decision that both agreed to, for example D-5. It may say what an expert found."),
    )

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """The two sides, or both."""
        self.actor = actor
        self.root.choices = [SelectChoice(root.value, _(TURNS[root.value])) for root in Root]
        if isinstance(matter, Rectification):
            own = Party(matter.raised_by).value
            self.root.description = _(
                "If it was of one side alone, %(side)s, which notified it, no plan is owed any more.",
                side=_(TURNS[own]),
            )

    def validate_decision(self, field: Field) -> None:
        """A decision that can be seen."""
        found = access.named(field.data, self.actor) if field.data else None
        if field.data and not isinstance(found, Decision):
            raise ValidationError(_("There is no such decision in this agreement."))
        self.found = decisions.load(found.number, self.actor) if found else None

    def words(self) -> dict[str, Any]:
        return {"root": Root(self.root.data), "decision": self.found}


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=READ)


FORMS: Mapping[str, type[BaseForm]] = {
    "draft": Draft, "return": Reason, "finish": Finish, "report": Report, "verify": Verify, "fail": Reason, "determine": Determine, "withdraw": Reason,
    "note": Note, "note_own": OwnNote,
}  # fmt: skip
