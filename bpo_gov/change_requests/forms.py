"""One form for each verb that needs words; field names are the keywords of its action."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, SelectMultipleField, ValidationError
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests import queries
from bpo_gov.change_requests.models import ChangeRequest, SubjectKind
from bpo_gov.kernel.parties import Actor
from bpo_gov.web.forms import BaseForm, DayField, Needed, NumberField, WholeField, line, prose

ZERO = Decimal(0)
CENTURY = Decimal(1200)  # months
FROM_LIST = _l("Choose from the list.")
OR_ZERO = _l("Fill this in; 0 if there is none.")


class Codes(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Any number of codes of the framework, as a list of boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=[], **kwargs)
        self.flags.optional = True  # for the label; Optional() would let pass whatever follows an empty code

    def pre_validate(self, form: Any) -> None:
        known = {choice.value for choice in self.choices}
        if not known.issuperset(self.data or ()):
            raise ValidationError(str(FROM_LIST))


class Request(BaseForm):
    """What is asked, why, and what it would do."""

    token = HiddenField()
    title = line(_l("Title"), help=_l("What changes, in a few words. It is read aloud in meetings."))
    change_class = RadioField(
        _l("Class"), choices=[SelectChoice(ChangeClass.NORMAL.value, _l("Normal"))], default=ChangeClass.NORMAL.value,
        coerce=ChangeClass, invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST,
    )  # fmt: skip
    reason = prose(_l("Why it is needed"), help=_l("The problem, and whom it meets. Two sentences are enough."))
    description = prose(_l("What changes"), help=_l("What will be different, for whom, from when."))
    alternatives = prose(_l("Alternatives considered"), required=False, rows=2)
    benefits = prose(_l("Benefits"), required=False, rows=2)
    disadvantages = prose(_l("Disadvantages"), required=False, rows=2)
    required_by = DayField(_l("Required by"), validators=[Optional()])
    one_off_cost = NumberField(
        _l("One-off cost"),
        help_=_l("Leave empty if nobody knows yet: the envelope then says “undecided”. A saving is negative."),
    )
    monthly_cost = NumberField(_l("Ongoing cost, each month"))
    months = WholeField(
        _l("For how many months"), least=ZERO, most=CENTURY, help_=_l("Until the end of the term, if it stays.")
    )
    effort_days = NumberField(_l("Effort, working days"), least=ZERO, places=1)
    term_days = WholeField(_l("Days the end of the term moves"), help_=_l("0 if it does not move."))
    volume = NumberField(_l("New volume"), least=ZERO)
    services = Codes(_l("Services"))
    locations = Codes(_l("Places"))
    clauses = Codes(_l("Clauses whose words would change"))
    key_personnel = Codes(_l("Key people"))
    data_location = line(_l("Where data goes, if it moves"), required=False)

    def offer(self, terms: Terms) -> None:
        """Fill the choices from the framework."""
        currency = terms.header.currency
        self.one_off_cost.unit = self.monthly_cost.unit = currency
        self.services.choices = [SelectChoice(s.code, f"{s.code} {s.name}") for s in terms.services]
        self.locations.choices = [SelectChoice(s.code, f"{s.code} {s.name}") for s in terms.locations]
        self.clauses.choices = [SelectChoice(c.number, f"{c.number} {c.heading}") for c in terms.clauses]
        people = dict.fromkeys(p.name for s in terms.services for p in s.key_personnel)
        self.key_personnel.choices = [SelectChoice(name) for name in people]
        band = queries.band_measure(terms)
        if band is None:
            del self.volume
        else:
            self.volume.label.text = _("New volume: %(measure)s", measure=band)

    def prepare(self, matter: Any, actor: Actor) -> None:
        cr: ChangeRequest = matter
        self.offer(cr.framework.terms)
        if self.is_submitted():
            return
        for name, field in self._fields.items():
            if name in _SUBJECTS:
                field.data = list(cr.codes(_SUBJECTS[name]))
            elif hasattr(cr, name) and name != "version":
                field.data = getattr(cr, name)


class Assess(BaseForm):
    """The impact assessment: figures that everybody can rely on, so none may be empty."""

    recommendation = prose(_l("Recommendation"), help=_l("Do it, do it differently, or not: and why."))
    scope = prose(_l("Effect on scope"), required=False, rows=2)
    service_levels = prose(_l("Effect on service levels"), required=False, rows=2)
    milestones = prose(_l("Effect on milestones"), required=False, rows=2)
    one_off_cost = NumberField(_l("One-off cost"), [Needed(OR_ZERO)])
    monthly_cost = NumberField(_l("Ongoing cost, each month"), [Needed(OR_ZERO)])
    months = WholeField(_l("For how many months"), [Needed(OR_ZERO)], least=ZERO, most=CENTURY)
    effort_days = NumberField(_l("Effort, working days"), [Needed(OR_ZERO)], least=ZERO, places=1)
    term_days = WholeField(_l("Days the end of the term moves"), [Needed(OR_ZERO)])
    volume = NumberField(_l("New volume"), least=ZERO)
    pricing_basis = prose(
        _l("Pricing basis"), required=False, rows=2, help=_l("Which rate card or price list the figures come from.")
    )
    resources = prose(_l("Resources"), required=False, rows=2)
    risk = prose(_l("Risk"), required=False, rows=2)
    interfaces = prose(_l("Interfaces"), required=False, rows=2)
    timetable = prose(_l("Timetable"), required=False, rows=2)
    tests = prose(_l("Tests"), required=False, rows=2)
    proposed_text = prose(
        _l("Proposed text"), required=False, rows=3, help=_l("Words for the framework or its schedules, if any.")
    )

    def prepare(self, matter: Any, actor: Actor) -> None:
        terms = matter.framework.terms
        self.one_off_cost.unit = self.monthly_cost.unit = terms.header.currency
        band = queries.band_measure(terms)
        if band is None:
            del self.volume
        else:
            self.volume.label.text = _("New volume: %(measure)s", measure=band)
        if not self.is_submitted():
            for name in ("one_off_cost", "monthly_cost", "months", "effort_days", "term_days", "volume"):
                if name in self._fields:
                    self._fields[name].data = getattr(matter, name)

    def words(self) -> dict[str, Any]:
        return {"volume": None, **super().words()}


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


class NoteWords(BaseForm):
    """A note on the matter."""

    text = prose(_l("Note"), help=_l("Both sides read this."), most=20_000)


class OwnNoteWords(BaseForm):
    """A note that stays on the own side."""

    text = prose(_l("Note"), help=_l("Only people of your side read this."), most=20_000)


_SUBJECTS = {
    "services": SubjectKind.SERVICE,
    "locations": SubjectKind.LOCATION,
    "clauses": SubjectKind.CLAUSE,
    "key_personnel": SubjectKind.PERSON,
}

FORMS: Mapping[str, type[BaseForm]] = {
    "edit": Request, "rescope": Request, "assess": Assess, "approve": Approve, "return": Reason, "reject": Reason, "withdraw": Reason,
    "propose_amendment": ProposeAmendment, "decline_amendment": Reason, "deliver": Deliver, "accept": Accept, "rework": Reason,
    "note": NoteWords, "note_own": OwnNoteWords, "decline_version": Reason,
}  # fmt: skip
