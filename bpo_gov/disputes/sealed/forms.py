"""The forms of sealed offers."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice

from bpo_gov.agreements.standing import TURNS
from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.sealed import wording
from bpo_gov.disputes.sealed.guards import ASKED
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor
from bpo_gov.kernel.words import Say, Value
from bpo_gov.web.forms import BaseForm, Needed, NumberField, prose
from bpo_gov.web.words import tell

FROM_LIST = _l("Choose one from the list.")
LONGEST = 500  # it becomes a promise


class Agreed(BaseForm):
    """Nothing to fill in: what is asked, and the rule, are read before it is agreed to."""

    asked: Value = None

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Dispute) and matter.asked and matter.asks_for(ASKED):
            self.asked = wording.asked(matter.asked)


class Subject(BaseForm):
    """What the figure is for."""

    subject = prose(_l("What the figure is for"), most=LONGEST, help=_l("Both sides seal a figure for this. Say what is paid with it, and what it settles."))  # fmt: skip

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Dispute) and matter.sealing and not self.is_submitted():
            self.subject.data = matter.sealing.subject


class Asked(Subject):
    """Who pays, and for what."""

    payer = RadioField(_l("Who pays"), choices=[], coerce=str, invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST)  # fmt: skip

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        super().prepare(matter, actor)
        self.payer.choices = [SelectChoice(side.value, tell(Say(TURNS[side.value]))) for side in SIDES]


class Figure(BaseForm):
    """The own figure."""

    amount = NumberField(
        _l("Your figure"), [Needed()], least=Decimal(0), help_=_l("Once sealed it is shown to nobody, your side included, and cannot be changed."),
    )  # fmt: skip

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Dispute):
            self.amount.unit = matter.framework.terms.header.currency
