"""One form for each verb of a claim for relief that needs words; field names are the keywords of its action."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectChoice, ValidationError
from wtforms.validators import Optional

from bpo_gov.action_items.models import ActionItem
from bpo_gov.action_items.models import State as Item
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.decisions import queries as decisions
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel import access
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kpis.naming import Slot
from bpo_gov.notes.forms import WHICH, Files, Note, OwnNote
from bpo_gov.reliefs import terms
from bpo_gov.reliefs.fields import Claimed, figures_line, read
from bpo_gov.reliefs.models import Relief
from bpo_gov.web.forms import BaseForm, DayField, Needed, WholeField, line, prose

READ = _l("Both sides read this.")
OWN = _l("Days that your side would have lost without the cause too. They do not count.")
MOST_DAYS = Decimal(1000)
AHEAD = timedelta(days=3652)


class Notify(BaseForm):
    """The notice: a cause of the other side, and from when on the own side knew of it."""

    agreed: Terms
    actor: Actor
    found: tuple[Slot, ...] = ()

    token = HiddenField()
    title = line(_l("Subject"), help=_l("One line. It is read aloud in meetings."))
    aware_on = DayField(_l("Your side knew of it on"), validators=[Needed()])
    happened = prose(_l("What happened"), rows=4, help=_l("What your side could not do as it was due, and since when."))
    cause = prose(
        _l("The cause of the other side"),
        rows=4,
        help=_l("But for this your side would have performed. Both sides read it."),
    )
    figures = figures_line(_l("Figures it touches, as far as you know"))

    def offer(self, agreed: Terms, actor: Actor) -> None:
        """Who claims, under which terms."""
        self.agreed, self.actor = agreed, actor

    def validate_aware_on(self, field: Field) -> None:
        """A day that has come."""
        if field.data and field.data > terms.today(self.agreed):
            raise ValidationError(_("This day is still to come."))
        if field.data and field.data < self.agreed.header.start:
            raise ValidationError(_("This day is before the agreement began."))

    def validate_figures(self, field: Field) -> None:
        """Figures that measure the side that claims."""
        self.found = read(field, self.actor, self.agreed, self.actor.party)

    def words(self) -> dict[str, Any]:
        return {**super().words(), "figures": self.found}


class Detail(BaseForm):
    """The details: how the cause led to it, and what is claimed."""

    takes_files = True

    agreed: Terms
    actor: Actor
    one: Relief
    found: tuple[Slot, ...] = ()
    action: ActionItem | None = None

    details = prose(_l("How the cause led to it"), rows=6, help=_l("Facts, days and papers. Both sides read this."))
    figures = figures_line(_l("Figures to be excused"))
    item = line(
        _l("Milestone: an action of your side"),
        required=False,
        most=20,
        help=_l("Its number, for example A-7. When the claim is accepted, its day moves."),
    )
    milestone = line(_l("Or a milestone in words"), required=False, help=_l("Not read when you name an action."))
    milestone_on = DayField(_l("Day of that milestone"), validators=[Optional()])
    delay = WholeField(
        _l("Working days of delay"),
        least=Decimal(1),
        most=MOST_DAYS,
        help_=_l("By how many days the cause made you late."),
    )
    own_delay = WholeField(_l("Of these, lost in any case"), least=Decimal(0), most=MOST_DAYS, help_=OWN)  # fmt: skip

    files = Files(_l("Evidence"), description=WHICH)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """What the notice named already."""
        if isinstance(matter, Relief):
            self.one, self.actor, self.agreed = matter, actor, matter.framework.terms
            if not self.is_submitted():
                self.figures.data = matter.named

    def validate_figures(self, field: Field) -> None:
        """Figures that measure the side that claims."""
        self.found = read(field, self.actor, self.agreed, self.one.claimant)

    def validate_item(self, field: Field) -> None:
        """An action of the own side that was not dropped."""
        if not field.data:
            return
        found = access.named(field.data, self.actor)
        if not isinstance(found, ActionItem):
            raise ValidationError(_("There is no such action in this agreement."))
        if found.owner_side is not self.one.claimant or found.state == Item.DROPPED:
            raise ValidationError(_("Name an action that your side owns and that was not dropped."))
        self.action = found

    def validate_milestone_on(self, field: Field) -> None:
        """A day of this agreement."""
        if field.data and not self._begin <= field.data <= self._begin + AHEAD * 3:
            raise ValidationError(_("Name a day within the agreement."))

    @property
    def _begin(self) -> date:
        return self.agreed.header.start

    def validate(self, extra_validators: Any = None) -> bool:
        """Something is claimed, and a milestone is whole: what, its day, and the days of delay."""
        good = bool(super().validate(extra_validators))
        wrong: list[tuple[Any, str]] = []
        has_milestone = self.action is not None or bool(self.milestone.data)
        if self.action is None and bool(self.milestone.data) != (self.milestone_on.data is not None):
            wrong.append(
                (
                    self.milestone_on if self.milestone.data else self.milestone,
                    _("Write the milestone and its day, or neither."),
                )
            )
        if has_milestone and self.delay.data is None:
            wrong.append((self.delay, _("Say how many working days the milestone moves.")))
        if self.delay.data is not None and not has_milestone and not self.item.errors:
            wrong.append((self.item, _("Name the milestone that was delayed.")))
        if (self.own_delay.data or 0) > (self.delay.data or 0):
            wrong.append((self.own_delay, _("Not more than the days that you claim.")))
        if not self.found and not has_milestone and not self.delay.data and not self.figures.errors:
            wrong.append((self.figures, _("Name a figure to be excused, or a milestone with the days of its delay.")))
        for field, fault in wrong:
            if not field.errors:
                field.errors = [fault]
        return good and not wrong

    def words(self) -> dict[str, Any]:
        named = self.action is None
        return {
            "details": self.details.data, "figures": self.found, "item": self.action, "delay": self.delay.data, "own_delay": self.own_delay.data or 0,
            "milestone": (self.milestone.data or "") if named else "", "milestone_on": self.milestone_on.data if named else None,
            "files": tuple(self.files.data or ()),
        }  # fmt: skip


class _Granted(BaseForm):
    """What is granted of a claim."""

    one: Relief | None = None

    figures = Claimed(_l("Figures that are excused"))
    caused = WholeField(_l("Working days that the other side's cause explains"), least=Decimal(0), most=MOST_DAYS)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """What is claimed."""
        self.actor = actor
        if isinstance(matter, Relief):
            self.one = matter
            self.figures.choices = [
                SelectChoice(f"{code} {period}", f"{code} {period}") for code, period in matter.slots
            ]
            if matter.delay is None:
                del self.caused
            else:
                self.caused.description = _(
                    "Claimed: %(n)s, of these %(own)s lost in any case. What is left of the days you enter moves the milestone.",
                    n=matter.delay,
                    own=matter.own_delay,
                )

    def words(self) -> dict[str, Any]:
        found = super().words()
        return {**found, "figures": self.figures.slots, "caused": found.get("caused")}


class AcceptPart(_Granted):
    """Some of the figures, or fewer days."""

    reason = prose(_l("Reason"), help=READ)

    def validate(self, extra_validators: Any = None) -> bool:
        """Something is granted."""
        good = bool(super().validate(extra_validators))
        if good and not self.figures.data and not ("caused" in self._fields and self._fields["caused"].data):
            self.figures.errors = [_("Grant a figure or a day. Where you grant nothing, refuse it.")]
            return False
        return good


class Determine(_Granted):
    """What a decision of both grants."""

    found: Decision | None = None

    decision = line(
        _l("By which decision"), most=20, help=_l("The number of a decision that both agreed to, for example D-5.")
    )

    def validate_decision(self, field: Field) -> None:
        """A decision that can be seen."""
        found = access.named(field.data, self.actor) if field.data else None
        if field.data and not isinstance(found, Decision):
            raise ValidationError(_("There is no such decision in this agreement."))
        self.found = decisions.load(found.number, self.actor) if found else None

    def words(self) -> dict[str, Any]:
        return {**super().words(), "decision": self.found}


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=READ)


FORMS: Mapping[str, type[BaseForm]] = {
    "detail": Detail, "accept_part": AcceptPart, "determine": Determine, "refuse": Reason, "withdraw": Reason, "note": Note, "note_own": OwnNote,
}  # fmt: skip
