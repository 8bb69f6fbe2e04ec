"""The forms of a settlement: its terms and promises, its registration, and each promise as it is kept."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice

from bpo_gov.disputes.fields import PromisesField
from bpo_gov.disputes.models import Dispute
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.web.forms import BaseForm, line, prose

FROM_LIST = _l("Choose one from the list.")
READ = _l("The other side reads this.")
WITHOUT_PREJUDICE = _l(
    "Without prejudice: only managers and executives of both sides read it, and it stands in no export."
)


class Terms(BaseForm):
    """The settlement."""

    terms = prose(_l("Terms"), rows=8, help=WITHOUT_PREJUDICE)
    promises = PromisesField(_l("Promises"), description=_l("What each side does, and until when. They are followed until the other side confirms them."))  # fmt: skip

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Dispute):
            self.promises.currency = matter.framework.terms.header.currency
            if matter.terms and not self.is_submitted():
                self.terms.data = matter.terms
                self.promises.fill(matter.remedies)


class Registration(BaseForm):
    """Where a settlement is registered."""

    reference = line(_l("Reference"), help=_l("The court and the number under which it is registered."))


class _Promise(BaseForm):
    """A promise of one side."""

    promise = RadioField(
        _l("Promise"), choices=[], coerce=str, invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST
    )

    def words(self) -> dict[str, Any]:
        return {**super().words(), "promise": int(self.promise.data)}


class Done(_Promise):
    """What the own side has done."""

    report = prose(_l("Report"), help=READ)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Dispute):
            mine = [r for r in matter.remedies if r.owes is actor.party and r.done_at is None]
            self.promise.choices = [SelectChoice(str(r.id), r.what) for r in mine]


class Kept(_Promise):
    """What the other side has done."""

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Dispute):
            theirs = [r for r in matter.remedies if r.owes is not actor.party and r.done_at and r.confirmed_at is None]
            self.promise.choices = [SelectChoice(str(r.id), r.what) for r in theirs]
