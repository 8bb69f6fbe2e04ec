"""Figures as people type them, read exactly or refused with a reason."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bpo_gov.kernel.words import N_, Say, Value, say
from bpo_gov.kpis.rules.refusals import Refused

PERCENT: Final = "%"
LONGEST: Final = 40

_SPACES: Final = " \u00a0\u202f\u2009"
_UNITS: Final = re.compile(r"[^0-9\s.,'’+−-].*", re.DOTALL)
_INFINITE: Final = re.compile(r"[+-]?(inf|infinity|∞)", re.IGNORECASE)
_NOT_A_NUMBER: Final = re.compile(r"[+-]?s?nan[0-9]*", re.IGNORECASE)
_EXPONENT: Final = re.compile(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+")
_FORMULA: Final = ("=", "@", "\t", "\r")

_SAYS: Final = {
    "blank": N_("Enter a figure. If there is none, say that there are no data."),
    "too_long": N_("A figure has at most %(most)s characters."),
    "formula": N_("A figure is a number, not a formula."),
    "not_finite": N_("A figure is a finite number."),
    "underscore": N_("Write a figure without an underscore."),
    "digits": N_("Write a figure with the digits 0 to 9."),
    "exponent": N_("Write a figure in full, without an exponent."),
    "not_a_number": N_("“%(text)s” is not a number."),
    "decimal_sign": N_("“%(text)s” has another decimal sign than the one agreed for it, “%(sign)s”."),
    "thousands": N_("“%(text)s” is not grouped in thousands as agreed."),
    "wrong_unit": N_("The figure is in %(unit)s, not in %(typed)s."),
    "ambiguous_percent": N_("“%(text)s” may mean %(text)s %% or that share of one. Write %(text)s%% or %(times)s%%."),
    "too_precise": N_("A figure has at most %(places)s decimals."),
    "too_small": N_("A figure of this KPI is at least %(least)s."),
    "too_large": N_("A figure of this KPI is at most %(most)s."),
}


@dataclass(frozen=True)
class Notation:
    """How figures are written: the unit of the KPI, decimal sign and sign of thousands ("": none), and what is in range.

    Raises ValueError unless the decimal sign is `.` or `,` and the sign of thousands is another one.
    """

    unit: str = ""
    decimal: str = "."
    thousands: str = ""
    places: int = 6
    least: Decimal | None = None
    most: Decimal | None = None

    def __post_init__(self) -> None:
        if self.decimal not in {".", ","} or self.thousands not in {"", ".", ",", " ", "'"} - {self.decimal}:
            raise ValueError("a decimal sign is a point or a comma, and the sign of thousands is another one")


def parse(text: str, notation: Notation) -> Decimal:
    """The exact number; raises Refused with one of the codes above.

    The unit may stand behind the number. A percentage is typed as 97 or 97 %: a number above 0 and up to 1 without the
    sign is refused, since 0.97 may mean either. Digits are 0 to 9; nothing is rounded; one sign of thousands must group
    all of them. Spaces of every kind count as one.
    """
    typed = text.strip(_SPACES + "\t\r\n")
    _refuse_what_is_no_figure(typed)
    found = _UNITS.search(typed)
    unit = found[0].strip() if found else ""
    number = (typed[: found.start()] if found else typed).strip(_SPACES)
    if unit and not re.search("[0-9]", number):
        raise _refused("not_a_number", text=typed)
    if unit and unit.casefold() != notation.unit.casefold():
        raise _refused("wrong_unit", unit=notation.unit or say("no unit"), typed=unit)
    value = _value(number, notation)
    if notation.unit == PERCENT and not unit and 0 < value <= 1:
        raise _refused("ambiguous_percent", text=number, times=value * 100)
    _refuse_out_of_range(value, notation)
    return value


def _refused(code: str, **params: Value) -> Refused:
    return Refused(code, Say(_SAYS[code], params))


def _refuse_what_is_no_figure(typed: str) -> None:
    """Everything that Python would read as a number, or a spreadsheet as a formula, and a person did not mean."""
    if not typed:
        raise _refused("blank")
    if len(typed) > LONGEST:
        raise _refused("too_long", most=LONGEST)
    if typed.startswith(_FORMULA):
        raise _refused("formula")
    if _INFINITE.fullmatch(typed) or _NOT_A_NUMBER.fullmatch(typed):
        raise _refused("not_finite")
    if "_" in typed:
        raise _refused("underscore")
    if any((char.isdigit() or char.isnumeric()) and not "0" <= char <= "9" for char in typed):
        raise _refused("digits")
    if _EXPONENT.fullmatch(typed):
        raise _refused("exponent")


def _value(number: str, notation: Notation) -> Decimal:
    plain = number.replace("−", "-").replace("’", "'")
    for space in _SPACES:
        plain = plain.replace(space, " ")
    other = "," if notation.decimal == "." else "."
    if other in plain and notation.thousands != other:
        raise _refused("decimal_sign", text=number, sign=notation.decimal)
    whole, _, part = plain.partition(notation.decimal)
    if notation.thousands and notation.thousands in plain:
        if not re.fullmatch(rf"[+-]?[0-9]{{1,3}}({re.escape(notation.thousands)}[0-9]{{3}})+", whole):
            raise _refused("thousands", text=number)
        whole = whole.replace(notation.thousands, "")
    if not re.fullmatch(r"[+-]?[0-9]+", whole) or not re.fullmatch("[0-9]*", part) or plain.endswith(notation.decimal):
        raise _refused("not_a_number", text=number)
    if len(part.rstrip("0")) > notation.places:
        raise _refused("too_precise", places=notation.places)
    return Decimal(f"{whole}.{part}" if part else whole)


def _refuse_out_of_range(value: Decimal, notation: Notation) -> None:
    if notation.least is not None and value < notation.least:
        raise _refused("too_small", least=notation.least)
    if notation.most is not None and value > notation.most:
        raise _refused("too_large", most=notation.most)
