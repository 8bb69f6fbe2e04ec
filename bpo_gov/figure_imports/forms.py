"""One form for each verb of an import that needs words; field names are the keywords of its action. And the file that begins it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField, ValidationError

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.figure_imports.fields import Choice, Choices, Table
from bpo_gov.figure_imports.models import FigureImport
from bpo_gov.figure_imports.rules import files, guesses
from bpo_gov.figure_imports.rules.choices import COLUMNS, MEASURES, NEEDED, SORTS, Chosen, Sort, Style
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kpis.rules.cells import Below, First
from bpo_gov.kpis.rules.measures import NEEDS, Measure
from bpo_gov.notes.forms import Note, OwnNote
from bpo_gov.web.forms import BaseForm, Needed, WholeField, line, prose

FROM_LIST = _l("Choose one from the list.")
WHICH = _l(
    "%(kinds)s, at most %(most)s MB. The first row names the columns.",
    kinds=files.ENDINGS,
    most=files.MOST_BYTES >> 20,
)
STYLES = {
    Style.POINT: "1234.5", Style.COMMA: "1234,5", Style.POINT_GROUPED: "1,234.5", Style.COMMA_GROUPED: "1.234,5",
}  # fmt: skip
FIRSTS = {
    "": _l("Refuse days that may be two"), First.DAY: _l("The day stands first: 31/01/2026"), First.MONTH: _l("The month stands first: 01/31/2026"),
}  # fmt: skip
BELOWS = {
    "": _l("Refuse what may be either"), Below.SECONDS: _l("A part of a second"), Below.DAYS: _l("A part of a day, as a spreadsheet has it"),
}  # fmt: skip
OF_FIGURES, OF_CALLS = ("blanks",), ("feeds", "below_one", "within", "worst", "best")


def _select(label: Any, words: Mapping[Any, Any], coerce: Callable[[Any], Any], help_: Any = "") -> SelectField:
    choices = [SelectChoice(str(value), word) for value, word in words.items()]
    return SelectField(
        label, choices=choices, coerce=coerce, description=help_, invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST, filters=[coerce],
    )  # fmt: skip


class Upload(BaseForm):
    """A file and what it holds."""

    takes_files = True

    token = HiddenField()
    sort = SelectField(
        _l("What it holds"), [Needed(FROM_LIST)], choices=[SelectChoice(sort.value, _l(word)) for sort, word in SORTS.items()],
        invalid_choice_message=FROM_LIST,
    )  # fmt: skip
    file = Table(_l("File"), description=WHICH)
    sheet = line(
        _l("Sheet"),
        required=False,
        most=100,
        help=_l("Of a workbook, by its name; where you leave it empty, the first one."),
    )

    def validate_sheet(self, field: Any) -> None:
        """The file has it."""
        if self.file.no_sheet:
            raise ValidationError(self.file.no_sheet)

    def chosen(self, terms: Terms, actor: Actor, last: Chosen | None) -> Chosen:
        """As such a file was read last, where it has the same columns; else as its heads look."""
        first = first_choice(Sort(self.sort.data), list(self.file.heads), terms, actor, last)
        return replace(first, sheet=self.file.sheet)

    def words(self) -> dict[str, Any]:
        return {"sort": self.sort.data, "files": [self.file.data]}


def first_choice(sort: Sort, heads: list[str], terms: Terms, actor: Actor, last: Chosen | None) -> Chosen:
    """How a file is read before anybody has said so."""
    mine = [kpi for kpi in terms.kpis if kpi.measured_by == actor.party.value]
    if last is not None and (columns := guesses.remembered(last.columns, heads)):
        return Chosen(
            columns, last.feeds, last.style, last.first, last.below_one, last.blanks, last.within, last.worst, last.best
        )
    feeds = guesses.feeds((kpi.code, kpi.name, kpi.unit) for kpi in mine) if sort is Sort.CALLS else {}
    within = guesses.within(kpi.name for kpi in mine if kpi.code in feeds) or Chosen().within
    return Chosen(guesses.columns(heads, sort), feeds, within=within)


class Choose(BaseForm):
    """Which column is what, and how what stands in them is to be read."""

    columns = Choices(_l("Columns"))
    feeds = Choices(
        _l("KPIs"),
        description=_l("Which measure of the log feeds which KPI of your side; each by the length of its own period."),
    )
    style = _select(_l("Numbers are written like"), STYLES, lambda value: Style(value or Style.POINT))
    first = _select(_l("Days with slashes or dots"), FIRSTS, lambda value: First(value) if value else None)
    below_one = _select(_l("A length of time below one"), BELOWS, lambda value: Below(value) if value else None)
    blanks = BooleanField(_l("An empty figure means that there are no data"), description=_l("Else it is refused."))
    within = WholeField(
        _l("Answered in time, within"), [Needed()], least=Decimal(1), most=Decimal(86_400), unit=_l("seconds")
    )
    worst = WholeField(_l("Satisfaction, worst mark"), [Needed()], least=Decimal(0), most=Decimal(1000))
    best = WholeField(_l("Satisfaction, best mark"), [Needed()], least=Decimal(1), most=Decimal(1000))

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """What the file has, and how it is read so far."""
        if not isinstance(matter, FigureImport):
            return
        self.sort = matter.sort
        for name in OF_FIGURES if matter.sort is Sort.CALLS else OF_CALLS:
            del self._fields[name]
        heads = [(head, head) for head in dict.fromkeys(matter.heads)]
        words = COLUMNS[matter.sort]
        self.columns.offered = [Choice(key, _(word), key in NEEDED[matter.sort], heads) for key, word in words.items()]
        if "feeds" in self._fields:
            self.feeds.offered = [
                Choice(kpi.code, f"{kpi.code} {kpi.name}", False, _measures(kpi.unit))
                for kpi in matter.framework.terms.kpis if kpi.measured_by == actor.party.value
            ]  # fmt: skip
        if not self.is_submitted():
            for name, value in matter.choice.kept().items():
                if name in self._fields:
                    self._fields[name].data = getattr(matter.choice, name) if name in ("columns", "feeds") else value

    def validate_columns(self, field: Choices) -> None:
        """No column is two things, and a figure has a period."""
        heads = list(field.data.values())
        if len(set(heads)) != len(heads):
            raise ValidationError(_("One column cannot be two things."))
        if self.sort is Sort.FIGURES and not {"period", "starts"} & set(field.data):
            word = COLUMNS[self.sort]["period"]
            raise ValidationError(_("Choose a column for: %(names)s.", names=_(word)))
        if ("numerator" in field.data) != ("denominator" in field.data):
            raise ValidationError(_("Choose both numerator and denominator, or neither."))

    def validate_feeds(self, field: Choices) -> None:
        """Something is fed, and each measure has the column that it is made from."""
        if not field.data:
            raise ValidationError(_("Say which measure feeds which KPI."))
        for measure in map(Measure, field.data.values()):
            needed = NEEDS[measure]
            if needed is not None and needed not in self.columns.data:
                column = _(COLUMNS[Sort.CALLS][needed])
                raise ValidationError(_("“%(measure)s” needs the column “%(column)s”.", measure=_(MEASURES[measure]), column=column))  # fmt: skip

    def validate_best(self, field: WholeField) -> None:
        """A scale has two ends."""
        if self.worst.data is not None and field.data is not None and field.data <= self.worst.data:
            raise ValidationError(_("This must be above the worst mark."))


def _measures(unit: str) -> list[tuple[str, str]]:
    """The measures that can feed a KPI of that unit."""
    return [(measure.value, _(word)) for measure, word in MEASURES.items() if guesses.fits(measure, unit)]


class BringIn(BaseForm):
    """Why figures are corrected, where some are."""

    reason = prose(_l("Why figures are corrected"), required=False, help=_l("Both sides read this."))

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """What is asked for depends on what the file would do."""
        self.needs_reason = isinstance(matter, FigureImport) and matter.changed > 0

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever takes a figure back says why."""
        good = bool(super().validate(extra_validators))
        if good and self.needs_reason and not self.reason.data:
            self.reason.errors = [_("Fill this in.")]
        return good and not self.reason.errors


FORMS: Mapping[str, type[BaseForm]] = {"choose": Choose, "bring_in": BringIn, "note": Note, "note_own": OwnNote}
