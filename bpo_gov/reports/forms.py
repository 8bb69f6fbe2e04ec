"""One form for each verb of a report that needs words; field names are the keywords of its action."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError

from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.notes.forms import WHICH, Files, Note, OwnNote
from bpo_gov.web.forms import BaseForm, line, prose


class Deliver(BaseForm):
    """The report, as files or as an address, and what is to be said with it."""

    takes_files = True

    files = Files(_l("Files"), description=WHICH)
    link = line(
        _l("Or where it stands"),
        required=False,
        most=500,
        help=_l("An address that both sides can open, for example https://reports.example.com/may."),
    )
    remark = prose(_l("What to say with it"), required=False, help=_l("The other side reads this."))

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """One of the two is needed."""
        for field in (self.files, self.link):
            field.flags.optional = False

    def validate_link(self, field: Field) -> None:
        """An address of the web."""
        if field.data and not _is_address(field.data):
            raise ValidationError(_("Write an address that begins with https:// or http://."))

    def validate(self, extra_validators: Any = None) -> bool:
        """One of the two, at least."""
        good, files = bool(super().validate(extra_validators)), self._fields["files"]
        if not self.files.data and not self.link.data and not files.errors and not self.link.errors:
            files.errors = [_("Attach the report, or give the address where it stands.")]
            return False
        return good

    def words(self) -> dict[str, Any]:
        return {**super().words(), "files": tuple(self.files.data or ())}


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=_l("Both sides read this."))


FORMS: Mapping[str, type[BaseForm]] = {
    "deliver": Deliver, "send_back": Reason, "waive": Reason, "note": Note, "note_own": OwnNote,
}  # fmt: skip


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("https", "http") and bool(parts.hostname) and not any(sign.isspace() for sign in text)
    except ValueError:
        return False
