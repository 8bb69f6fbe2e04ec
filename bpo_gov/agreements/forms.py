"""One form for each verb that needs words; field names are the keywords of its action. And the file that begins all."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, FileField, HiddenField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from bpo_gov.agreements import queries
from bpo_gov.agreements.framework import Authority, compare
from bpo_gov.agreements.models import Framework
from bpo_gov.agreements.shown import differences, people
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Role
from bpo_gov.web.forms import BaseForm, DayField, Needed, line, prose, readable
from bpo_gov.web.words import tell

PLAIN = {"spellcheck": "false", "wrap": "off"}  # lines as they are counted


def _choice(label: Any, coerce: Callable[[Any], Any]) -> SelectField:
    asked = _l("Choose from the list.")
    return SelectField(label, [Needed(asked)], coerce=coerce, invalid_value_message=asked, invalid_choice_message=asked)


def _role(value: Any) -> Role:
    return Role(int(value))


class Sign(BaseForm):
    """No words, but a page of its own: it says what is signed, and by what authority."""

    authority: Authority | None = None
    ground: Framework | None = None  # the version whose place it takes
    changes: Sequence[differences.Section] = ()

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if not isinstance(matter, Framework):
            return
        ground = queries.ground_of(matter)
        self.authority = queries.authority_of(ground.terms, actor)
        if ground is not matter:
            self.ground = ground
            found = compare(ground.terms, matter.terms)
            self.changes = differences.sections(found, ground.terms, matter.terms)


class Decline(BaseForm):
    reason = prose(
        _l("Why your side does not sign"), help=_l("The other side reads it. Name the clauses and the change.")
    )


class Invite(BaseForm):
    """A person of the own side."""

    email = EmailField(
        _l("E-mail"),
        [
            Needed(),
            Length(max=254, message=_l("Use at most %(most)s characters.", most=254)),
            readable,
        ],
        description=_l("The letter with a link to set a password goes there."),
    )
    name = line(_l("Name"))
    title = line(_l("Job title"), help=_l("As the contract knows it: ladders and forums name titles."))
    role = _choice(_l("Role"), _role)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        self.role.choices = _roles(actor)
        if self.role.data is None and not self.is_submitted():
            self.role.data = Role.MEMBER


class _OfOwnSide(BaseForm):
    user_id = _choice(_l("Person"), int)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        mine = [one for one in queries.members(actor.agreement_id) if one.party is actor.party]
        self.user_id.choices = [
            SelectChoice(str(one.user_id), f"{one.user.name}, {one.title}")
            for one in mine
            if one.user_id != actor.user_id
        ]


class SetRole(_OfOwnSide):
    role = _choice(_l("Role"), _role)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        super().prepare(matter, actor)
        self.role.choices = _roles(actor)


class Remove(_OfOwnSide):
    """Who leaves."""


class Begin(BaseForm):
    """A framework as a file or as text; neither is touched, because both sides sign it as it is."""

    file = FileField(_l("File"), description=_l("YAML in UTF-8, at most 1 MB."))
    text = TextAreaField(_l("Or the text itself"), render_kw={"rows": 22, **PLAIN})

    def source(self) -> bytes:
        """What was handed over: the file, else the text with the line ends it had before the browser."""
        if self.file.data and getattr(self.file.data, "filename", ""):
            return bytes(self.file.data.read())
        return str(self.text.data or "").replace("\r\n", "\n").encode("utf-8", "surrogatepass")


class Propose(Begin):
    """A later version of a framework that is there, and from when it is to count."""

    effective_from = DayField(
        _l("In force from"),
        [Optional()],
        description=_l("Leave it empty for the day of the second signature. It is never earlier than that."),
    )


class Confirmed(BaseForm):
    """The text that was looked at, byte for byte, in base64: a browser would change its line ends."""

    exact = HiddenField(validators=[Needed()])


class ConfirmedVersion(Confirmed):
    """The text that was looked at, and the day that was named."""

    effective_from = HiddenField()


FORMS: dict[str, type[BaseForm]] = {
    "sign": Sign,
    "decline": Decline,
    "invite": Invite,
    "set_role": SetRole,
    "remove": Remove,
}


def _roles(actor: Actor) -> list[SelectChoice]:
    return [SelectChoice(str(value), tell(word)) for value, word in people.roles_up_to(actor.role)]
