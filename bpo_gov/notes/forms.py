"""The words of a note: text, whom it mentions, which files go along."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, SelectChoice, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.notes import queries, rules
from bpo_gov.web.forms import BaseForm, prose
from bpo_gov.web.markup import calls
from bpo_gov.web.words import tell

HOW = _l("**bold**, *italic*, - lists, > quotes, `code`, [words](https://link); @Name mentions somebody.")
WHICH = _l(
    "At most %(n)s files of %(most)s MB: %(kinds)s.",
    n=rules.MOST_FILES,
    most=rules.MOST_BYTES >> 20,
    kinds=rules.ENDINGS,
)


class People(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Any number of people, as a list of boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, choices=[], coerce=int, **kwargs)
        self.flags.optional = True

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = sorted(
            {int(value) for value in valuelist if value.isascii() and value.isdigit() and len(value) < 10}
        )

    def pre_validate(self, form: Any) -> None:
        """Who may be mentioned is for the form to say."""


class Files(MultipleFileField):  # type: ignore[misc]  # WTForms has no types
    """Any number of files; once validated, `data` are checked files. A browser never sends one a second time by itself."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        accept = ",".join(f".{ending}" for ending in rules.KINDS)
        super().__init__(label, render_kw={"accept": accept}, **kwargs)
        self.flags.optional = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [sent for sent in valuelist if getattr(sent, "filename", "")]

    def pre_validate(self, form: Any) -> None:
        if len(self.data or ()) > rules.MOST_FILES:
            self.data = []
            raise ValidationError(str(_l("Attach at most %(n)s files to one note.", n=rules.MOST_FILES)))
        files: list[File] = []
        refused = []
        for sent in self.data or ():
            name, data = rules.clean_name(sent.filename), sent.stream.read(rules.MOST_BYTES + 1)
            if why := rules.why_not(name, data):
                refused.append(tell(why))
            else:
                files.append(rules.file_of(name, data))
        self.data = files
        if refused:
            raise ValidationError(" ".join([*refused, str(_l("Choose all files again before you send."))]))


class Note(BaseForm):
    """A note for both sides."""

    told = Told.OTHER
    takes_files = True

    text = prose(_l("Note"), help=_l("Both sides read this."), most=20_000)
    mentions = People(_l("Mention"), description=_l("Whoever you choose is told that you mentioned them."))
    files = Files(_l("Files"), description=WHICH)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """Who belongs here, and of these who may read the note."""
        if matter is None:
            return
        members = queries.members(actor)
        self.names = {member.user_id: member.user.name for member in members if member.user_id != actor.user_id}
        able = queries.readers(members, matter, actor, self.told)
        self.able = {member.user_id: member.user.name for member in able}
        self.mentions.choices = [SelectChoice(str(who), name) for who, name in self.able.items()]

    def validate_mentions(self, field: People) -> None:
        """Nobody is mentioned in what they will not read."""
        asked = set(field.data or ()) | self._called()
        if unknown := asked - set(self.names):
            field.data = sorted(set(field.data) - unknown)
            raise ValidationError(str(_l("Choose people from the list.")))
        if out := sorted(self.names[who] for who in asked - set(self.able)):
            raise ValidationError(_not_read_by(out))

    def words(self) -> dict[str, Any]:
        mentions = set(self.mentions.data or ()) | self._called()
        return {**super().words(), "mentions": tuple(sorted(mentions)), "files": tuple(self.files.data or ())}

    def _called(self) -> set[int]:
        """Whom the text calls with `@`."""
        by_handle = rules.handles(self.names)
        if not by_handle:
            return set()
        return {by_handle[found[1].casefold()] for found in calls(tuple(by_handle)).finditer(str(self.text.data or ""))}


class OwnNote(Note):
    """A note that stays on the own side."""

    told = Told.OWN
    text = prose(_l("Note"), help=_l("Only people of your side read this."), most=20_000)


def _not_read_by(names: list[str]) -> str:
    return str(
        _l("%(names)s will not read this note: choose both sides, or mention nobody of the other one.", names=", ".join(names))
    )  # fmt: skip
