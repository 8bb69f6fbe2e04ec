"""Fields that only an import has: the file, and a choice for each of a list of things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, FileField, ValidationError

from bpo_gov.figure_imports.rules import files
from bpo_gov.kernel.attachments import File
from bpo_gov.kpis.rules.refusals import Refused
from bpo_gov.web.words import tell


@dataclass(frozen=True)
class Choice:
    """One thing that something is chosen for: its key, its words, whether it must be, and what may be chosen."""

    key: str
    label: str
    needed: bool
    options: Sequence[tuple[str, str]]


class Table(FileField):  # type: ignore[misc]  # WTForms has no types
    """A file that holds a table, with the heads of its columns, and the sheet of a workbook that they stand in."""

    heads: Sequence[str] = ()
    sheet, no_sheet = "", ""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        accept = ",".join(f".{ending}" for ending in files.TYPES)
        super().__init__(label, render_kw={"accept": accept}, **kwargs)

    def pre_validate(self, form: Any) -> None:
        sent: Any = self.data
        self.data: Any = None
        if not getattr(sent, "filename", ""):
            raise ValidationError(_("Choose a file."))
        try:
            data = sent.stream.read(files.MOST_BYTES + 1)
            sent.close()
            file: File = files.file_of(sent.filename, data)
            self.sheet = files.sheet_of(file.name, file.data, form.sheet.data or "")
            self.heads = files.heads(file.name, file.data, self.sheet)
        except Refused as refused:
            if refused.code == files.NO_SHEET:
                self.no_sheet = tell(refused.message)  # it stands at the field where the sheet is named
                return
            raise ValidationError(tell(refused.message)) from None
        self.data = file


class Choices(Field):  # type: ignore[misc]  # WTForms has no types
    """{key: what was chosen for it}, each in a select of its own named `<field>-<key>`; nothing chosen is left out."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.offered: list[Choice] = []
        self.flags.optional = True

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.data: dict[str, str] = dict(data) if isinstance(data, Mapping) else {}
        prefix = f"{self.name}-"
        if formdata:
            names = [name for name in formdata if name.startswith(prefix)]
            self.data = {name.removeprefix(prefix): str(formdata.get(name)) for name in names}

    def pre_validate(self, form: Any) -> None:
        """What is offered is looked at, and nothing else."""
        offered = {one.key: one for one in self.offered}
        sent = {key: value for key, value in self.data.items() if key in offered and value}
        if any(value not in {word for word, _label in offered[key].options} for key, value in sent.items()):
            raise ValidationError(_("Choose from the list."))
        self.data = {key: sent[key] for key in offered if key in sent}
        missing = [one.label for one in self.offered if one.needed and one.key not in self.data]
        if missing:
            raise ValidationError(_("Choose a column for: %(names)s.", names=", ".join(missing)))
