"""One form for each verb of a dispute that needs words; field names are the keywords of its action."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, SelectChoice, SelectField
from wtforms.validators import Length

from bpo_gov.agreements.clocks import POLICIES
from bpo_gov.disputes import timetable
from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.sealed.forms import Agreed, Asked, Figure, Subject
from bpo_gov.disputes.settling_forms import FROM_LIST, READ, WITHOUT_PREJUDICE, Done, Kept, Registration, Terms
from bpo_gov.kernel import clock
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say
from bpo_gov.notes.forms import WHICH, Files, Note, OwnNote
from bpo_gov.web.forms import BaseForm, DayField, Needed, NumberField, WholeField, line, prose, readable
from bpo_gov.web.words import tell, zone_here

SEAT = _l("The mediator gets an account that sees this dispute only, and a letter to set a password.")


def _address() -> EmailField:
    short = Length(max=254, message=_l("Use at most %(most)s characters.", most=254))
    return EmailField(_l("E-mail of the mediator"), [Needed(), short, readable], description=SEAT)


class Notify(BaseForm):
    """The notice."""

    takes_files = True

    token = HiddenField()
    title = line(_l("Subject"), help=_l("What the dispute is about, in a few words."))
    particulars = prose(_l("Particulars"), rows=5, help=_l("What happened, when, and under which clause."))
    why = prose(_l("Why there is a dispute"), help=_l("On what the two sides do not agree."))
    relief = prose(_l("Relief wanted"), help=_l("What would put it right."))
    amount = NumberField(
        _l("Amount in dispute"), least=Decimal(0), help_=_l("Leave it empty where it is not about money.")
    )
    about = line(
        _l("About"), required=False, most=20, help=_l("The number of a matter of this agreement, for example CR-12.")
    )
    urgent = BooleanField(
        _l("Urgent relief"), description=_l("You also seek interim relief from a court. Nothing in the timetable holds that back.")
    )  # fmt: skip
    files = Files(_l("Evidence"), description=WHICH)

    def words(self) -> dict[str, Any]:
        return {**super().words(), "urgent": bool(self.urgent.data), "files": tuple(self.files.data or ())}


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=READ)


class Begin(BaseForm):
    """A dispute about a matter that could not be settled otherwise."""

    reason = prose(_l("Reason"), help=READ)
    relief = prose(_l("Relief wanted"), help=_l("What would put it right."))


class Position(BaseForm):
    """What the own side says in the issue paper."""

    takes_files = True

    facts = prose(
        _l("Your facts"),
        rows=5,
        help=_l("What happened as your side sees it. The other side reads this beside its own."),
    )
    wants = prose(_l("What you want"), help=READ)
    files = Files(_l("Evidence"), description=WHICH)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        found = matter.position_of(actor.party) if isinstance(matter, Dispute) else None
        if found and not self.is_submitted():
            self.facts.data, self.wants.data = found.facts, found.wants

    def words(self) -> dict[str, Any]:
        return {**super().words(), "files": tuple(self.files.data or ())}


class Facts(BaseForm):
    """The neutral statement."""

    text = prose(
        _l("What both agree happened"), rows=5, help=_l("Neutral words that the other side can agree to as well.")
    )

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Dispute) and not self.is_submitted():
            self.text.data = matter.facts


class MoreTime(BaseForm):
    """So many days for a step."""

    step = SelectField(
        _l("Step"), coerce=str, choices=[], invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST
    )
    days = WholeField(
        _l("Days more"),
        [Needed()],
        least=Decimal(1),
        most=Decimal(365),
        help_=_l("Days as the step counts them. Every later step moves by the same length."),
    )
    reason = prose(_l("Reason"), help=READ)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Dispute):
            keys = [key for key in timetable.ORDER if timetable.step(matter, key) is not None]
            self.step.choices = [SelectChoice(key.value, tell(Say(POLICIES[key.value]))) for key in keys]


class Expert(BaseForm):
    """Who decides what."""

    name = line(_l("Expert"), help=_l("A person with a name, or the body that names one."))
    question = prose(_l("The question"), help=_l("What the expert decides. Both sides will be bound by it."))


class Mediator(BaseForm):
    """A mediator's name."""

    name = line(_l("Mediator"))
    email = _address()
    reason = prose(_l("Why this person"), help=READ)


class Appointment(BaseForm):
    """Whom the body appointed."""

    name = line(_l("Mediator"))
    email = _address()
    letter = prose(_l("The letter of appointment"), help=_l("Its date and what it says."))


class Summary(BaseForm):
    """A case summary."""

    text = prose(_l("Case summary"), rows=8, help=WITHOUT_PREJUDICE)


class Confidence(BaseForm):
    """What only the mediator reads."""

    text = prose(
        _l("For the mediator only"),
        rows=8,
        help=_l("The managers of your side and the mediator read it. The other side never does."),
    )


class Session(BaseForm):
    """A session of the mediation."""

    held_on = DayField(_l("Held on"), validators=[Needed()])
    client_people = line(_l("For the client"), help=_l("Names and titles of those who were there."))
    client_authority = BooleanField(_l("The client's people had full authority to settle"))
    vendor_people = line(_l("For the vendor"), help=_l("Names and titles of those who were there."))
    vendor_authority = BooleanField(_l("The vendor's people had full authority to settle"))
    result = prose(_l("Result"), help=WITHOUT_PREJUDICE)

    def validate(self, extra_validators: Any = None) -> bool:
        """A session has been held: its day is not to come."""
        good = bool(super().validate(extra_validators))
        day = self.held_on
        if not day.errors and day.data and day.data > clock.now().astimezone(zone_here()).date():
            day.errors = [_("This day is still to come.")]
        return good and not day.errors

    def words(self) -> dict[str, Any]:
        return {
            **super().words(), "client_authority": bool(self.client_authority.data), "vendor_authority": bool(self.vendor_authority.data),
        }  # fmt: skip


class Offer(BaseForm):
    """An open offer without prejudice."""

    text = prose(_l("Offer"), rows=5, help=WITHOUT_PREJUDICE)
    amount = NumberField(_l("Amount"), least=Decimal(0))


class Decision(BaseForm):
    """The expert's decision."""

    decision = prose(_l("Decision"), rows=5, help=_l("What the expert decided, word for word where it counts."))


class Leave(BaseForm):
    """To whoever decides in the end."""

    forum = line(_l("Court or seat of arbitration"))
    reason = prose(_l("Reason"), help=READ)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Dispute) and not self.is_submitted():
            self.forum.data = matter.framework.terms.disputes.final


FORMS: Mapping[str, type[BaseForm]] = {
    "position": Position, "write_facts": Facts, "step_up": Reason, "end_talks": Reason, "name_mediator": Mediator, "appoint": Appointment,
    "share_summary": Summary, "confide": Confidence, "hold": Session, "end_mediation": Reason, "offer": Offer, "write_terms": Terms, "change_terms": Terms,
    "drop_terms": Reason, "register": Registration, "perform": Done, "confirm": Kept, "breach": Reason, "ask_time": MoreTime, "ask_pause": Reason,
    "ask_expedited": Reason, "ask_expert": Expert, "decline": Reason, "resume": Reason, "urge": Reason, "determine": Decision, "leave": Leave,
    "ask_sealed": Asked, "agree_sealed": Agreed, "seal": Figure, "change_subject": Subject, "end_sealed": Reason,
    "withdraw": Reason, "note": Note, "note_own": OwnNote,
}  # fmt: skip
