"""What every form has: a token against forgery, the version that was looked at, fields that read numbers strictly."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import DateField as WtDateField
from wtforms import Field, FileField, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length, Optional, StopValidation
from wtforms.widgets import TextInput

from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.web.words import lang, number

SEPARATORS = {"en": (",", "."), "id": (".", ",")}
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]")
INVISIBLE = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]*"
)
LARGEST = Decimal(10) ** 15  # times the most months and summed a few dozen times, this still fits its column
CENTURY = Decimal(36_600)  # days


class BaseForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """A form of one verb: field names are the keywords of its action."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # WTForms has no types
        """Only what a page of ours sends: its fields as text, and files where the form has a field for one."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            if not form.is_submitted():
                return None
            wanted = {name for name, field in form._fields.items() if isinstance(field, FileField)}
            files = MultiDict((name, file) for name, file in request.files.items(multi=True) if name in wanted)
            return CombinedMultiDict([files, request.form]) if files else request.form

    version = HiddenField()
    takes_files = False

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """Fill choices and first values from what the matter is about; the default needs none."""

    def words(self) -> dict[str, Any]:
        """The keywords for the action."""
        apart = {"version", "csrf_token", "token"}
        return {name: field.data for name, field in self._fields.items() if name not in apart}

    def looked_at(self) -> int | None:
        """The version the person looked at; None when none was sent, 0 (which no matter has) when unreadable."""
        text = str(self.version.data or "")
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0 if text else None


class Confirm(BaseForm):
    """A verb without words."""


def readable(form: FlaskForm, field: Field) -> None:
    """Refuse characters that cannot be shown or that turn the text around."""
    if isinstance(field.data, str) and UNREADABLE.search(field.data):
        raise ValidationError(str(_l("This holds characters that cannot be read. Type it again without them.")))


class Needed:
    """Something that can be seen must have been typed; whether it can be used is for others to say."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms' own form

    def __init__(self, message: Any = None) -> None:
        self.message = message or _l("Fill this in.")

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if INVISIBLE.fullmatch(str(field.raw_data[0]) if field.raw_data else ""):
            field.errors[:] = []
            raise StopValidation(self.message)


def line(label: Any, *, help: Any = "", required: bool = True, most: int = 200) -> StringField:
    """One line of text."""
    return StringField(label, _checks(required, most), description=help, filters=[one_line])


def prose(label: Any, *, help: Any = "", required: bool = True, rows: int = 3, most: int = 8000) -> TextAreaField:
    """Several lines of text."""
    return TextAreaField(label, _checks(required, most), description=help, filters=[_trim], render_kw={"rows": rows})


def _checks(required: bool, most: int) -> list[Any]:
    too_long = _l("Use at most %(most)s characters.", most=most)
    return [Needed() if required else Optional(), Length(max=most, message=too_long), readable]


def _trim(value: Any) -> str:
    """Without white space at its ends; nothing, where nothing of it can be seen."""
    return "" if not isinstance(value, str) or INVISIBLE.fullmatch(value) else value.strip().replace("\r\n", "\n")


def one_line(value: Any) -> str:
    """Without white space at its ends, and on one line, as a browser does with what is pasted into one."""
    return re.sub("[\t\n\r\u2028\u2029]+", " ", _trim(value))


class NumberField(Field):  # type: ignore[misc]  # WTForms has no types
    """A number as the reader's language writes it; stored exactly. `unit` is shown beside it (a currency, days)."""

    widget = TextInput()

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        places: int = 2,
        least: Decimal | None = None,
        most: Decimal = LARGEST,
        unit: str = "",
        help_: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators or [Optional()], description=help_, **kwargs)
        self.places, self.least, self.most, self.unit = places, least, most, unit
        self.raw = ""

    def _value(self) -> str:
        if self.raw:
            return self.raw
        return "" if self.data is None else number(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.raw = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if self.raw:
            self.data = self._checked(read_number(self.raw, lang()))

    def _checked(self, value: Decimal | None) -> Decimal:
        example = number(Decimal("38500000")) if not self.places else number(Decimal("38500.5"))
        if value is None:
            raise ValueError(_l("Write a number like %(example)s.", example=example))
        if self.least is not None and value < self.least:
            raise ValueError(_l("This must be at least %(least)s.", least=number(self.least)))
        if abs(value) > self.most:
            raise ValueError(_l("This number is too large."))
        if -value.as_tuple().exponent > self.places:  # type: ignore[operator]  # finite, so the exponent is a number
            raise ValueError(_l("Use at most %(places)s decimals.", places=self.places))
        return value


class WholeField(NumberField):
    """A whole number."""

    def __init__(self, label: Any = None, validators: Any = (), *, most: Decimal = CENTURY, **kwargs: Any) -> None:
        super().__init__(label, validators, places=0, most=most, **kwargs)

    def _checked(self, value: Decimal | None) -> Any:
        if value is not None and value != value.to_integral_value():
            raise ValueError(_l("Write a whole number."))
        return int(super()._checked(value))


class DayField(WtDateField):  # type: ignore[misc]  # WTForms has no types
    """A date, with our words when it is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.raw_data = [text]
        self.data = None
        if not text:
            return
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(_l("Write a date like 2027-01-04."))
        try:
            self.data = date.fromisoformat(text)
        except ValueError:
            raise ValueError(_l("There is no such day.")) from None
        if not 1990 <= self.data.year <= 2100:
            raise ValueError(_l("Give a year between 1990 and 2100."))


def read_number(text: str, language: str) -> Decimal | None:
    """An exact number in the language's own separators, or None.

    ASCII digits only, at most six decimals and 40 signs in all; no plus, no exponent, no minus zero. A number in
    groups does not begin with 0: elsewhere 0,001 is a fraction.
    """
    group, point = SEPARATORS.get(language, SEPARATORS["en"])
    g, p = re.escape(group), re.escape(point)
    if len(text) > 40 or not re.fullmatch(
        rf"-?(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{g}[0-9]{{3}})+)(?:{p}[0-9]{{1,6}})?", text
    ):
        return None
    return Decimal(text.replace(group, "").replace(point, ".")) or Decimal(0)
