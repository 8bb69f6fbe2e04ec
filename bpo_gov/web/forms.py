"""What every form has: the token against forgery, the version that was looked at, and fields that read numbers strictly."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField as WtDateField
from wtforms import Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import TextInput

from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.web.words import lang, number

SEPARATORS = {"en": (",", "."), "id": (".", ",")}
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class BaseForm(FlaskForm):
    """A form of one verb: field names are the keywords of its action."""

    version = HiddenField()

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """Fill choices and first values from what the matter is about; the default needs none."""

    def words(self) -> dict[str, Any]:
        """The keywords for the action."""
        return {name: field.data for name, field in self._fields.items() if name not in {"version", "csrf_token", "token"}}

    def looked_at(self) -> int | None:
        """The version of the matter the person looked at."""
        text = str(self.version.data or "")
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


class Confirm(BaseForm):
    """A verb without words."""


def readable(form: FlaskForm, field: Field) -> None:
    """Refuse characters that cannot be shown or that turn the text around."""
    if isinstance(field.data, str) and UNREADABLE.search(field.data):
        raise ValidationError(str(_l("This holds characters that cannot be read. Type it again without them.")))


def line(label: Any, *, help: Any = "", required: bool = True, most: int = 200) -> StringField:  # noqa: A002 - the word people see
    """One line of text."""
    return StringField(label, [*_need(required), Length(max=most, message=_too_long(most)), readable], description=help, filters=[_trim])


def prose(label: Any, *, help: Any = "", required: bool = True, rows: int = 3, most: int = 8000) -> TextAreaField:  # noqa: A002
    """Several lines of text."""
    return TextAreaField(
        label, [*_need(required), Length(max=most, message=_too_long(most)), readable], description=help, filters=[_trim], render_kw={"rows": rows}
    )


def _need(required: bool) -> list[Any]:
    return [InputRequired(message=_l("Fill this in."))] if required else [Optional()]


def _too_long(most: int) -> Any:
    return _l("Use at most %(most)s characters.", most=most)


def _trim(value: Any) -> Any:
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value or ""


class NumberField(Field):
    """A number as the reader's language writes it; stored exactly. `unit` is shown beside it (a currency, days)."""

    widget = TextInput()

    def __init__(
        self, label: Any = None, validators: Any = (), *, places: int = 2, least: Decimal | None = None, unit: str = "", help_: Any = "", **kwargs: Any
    ) -> None:
        super().__init__(label, validators or [Optional()], description=help_, **kwargs)
        self.places, self.least, self.unit = places, least, unit
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
        if -value.as_tuple().exponent > self.places:  # type: ignore[operator]  # finite, so the exponent is a number
            raise ValueError(_l("Use at most %(places)s decimals.", places=self.places))
        return value


class WholeField(NumberField):
    """A whole number."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, places=0, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None:
            if abs(self.data) > 100_000:
                raise ValueError(_l("This number is too large."))
            self.data = int(self.data)


class DayField(WtDateField):
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
    """A number of at most 16 whole digits in the language's own separators, or None. ASCII digits only."""
    group, point = SEPARATORS.get(language, SEPARATORS["en"])
    g, p = re.escape(group), re.escape(point)
    if not re.fullmatch(rf"-?(?:[0-9]{{1,16}}|[0-9]{{1,3}}(?:{g}[0-9]{{3}}){{1,5}})(?:{p}[0-9]{{1,6}})?", text, re.ASCII):
        return None
    return Decimal(text.replace(group, "").replace(point, "."))
