"""Sentences of the domain: English source texts with typed values, translated and formatted only where they are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Union


@dataclass(frozen=True)
class Money:
    """An exact amount in one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.currency} {_plain_number(self.amount)}"


@dataclass(frozen=True)
class Percent:
    """A percentage as people say it: 80 means 80 %."""

    value: Decimal

    def __str__(self) -> str:
        return f"{_plain_number(self.value)}%"


class Tally(int):
    """A count that stopped: above `most` it only says that there are more."""

    most: int

    def __new__(cls, n: int, most: int) -> "Tally":
        """At most one more than `most`."""
        found = super().__new__(cls, min(n, most + 1))
        found.most = most
        return found

    def __str__(self) -> str:
        return f"{self.most}+" if self > self.most else int.__str__(self)


Value = Union[str, int, Decimal, Money, Percent, date, datetime, "Say", Sequence["Value"], None]


@dataclass(frozen=True)
class Say:
    """One whole sentence: a catalogue text and the values that go into it."""

    text: str
    params: Mapping[str, Value] = field(default_factory=dict)
    plural: str | None = None
    n: int | None = None

    def __str__(self) -> str:
        text = self.plural if self.plural is not None and self.n != 1 else self.text
        return (
            text % {name: spell(value) for name, value in self.params.items()}
            if self.params
            else text.replace("%%", "%")
        )

    def __hash__(self) -> int:
        return hash((self.text, self.n))


def N_(text: str) -> str:  # noqa: N802 - the gettext name that every extractor knows
    """Mark a literal for the catalogue and return it unchanged."""
    return text


def say(text: str, /, **params: Value) -> Say:
    """A sentence with its values; `text` uses %(name)s placeholders."""
    return Say(text, params)


def say_n(one: str, many: str, n: int, /, **params: Value) -> Say:
    """A sentence that depends on a number; `n` is available as %(n)s."""
    return Say(one, {**params, "n": n}, plural=many, n=n)


def spell(value: Value) -> str:
    """Plain English for logs, commands and tests; pages use the reader's locale instead."""
    if isinstance(value, Decimal):
        return _plain_number(value)
    if isinstance(value, datetime):
        return value.strftime("%a %d %b %Y %H:%M %Z").strip()
    if isinstance(value, date):
        return value.strftime("%d %b %Y")
    if isinstance(value, int) and not isinstance(value, bool | Tally):
        return f"{value:,}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(spell(item) for item in value)
    return "" if value is None else str(value)


def _plain_number(value: Decimal) -> str:
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    whole, dot, part = text.partition(".")
    return f"{whole}{dot}{part.ljust(2, '0')}" if dot else whole
