"""The terms of a framework that the envelope reads, by name only: whatever carries these names can be judged."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol


class Header(Protocol):
    @property
    def start(self) -> date: ...
    @property
    def currency(self) -> str: ...
    @property
    def initial_value(self) -> Decimal: ...
    @property
    def annual_charges(self) -> Decimal: ...


class Clause(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def protected(self) -> bool: ...


class Limit(Protocol):
    """What every limit has; `kind` says which of the protocols below it also is."""

    @property
    def kind(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def clause(self) -> str: ...


class Sum(Limit, Protocol):
    """Kinds `each` and `cumulative`: a percentage of a base, or an amount."""

    @property
    def percent(self) -> Decimal | None: ...
    @property
    def of(self) -> str | None: ...
    @property
    def amount(self) -> Decimal | None: ...


class Each(Sum, Protocol):
    @property
    def change_class(self) -> str | None: ...


class Cumulative(Sum, Protocol):
    @property
    def over(self) -> str: ...
    @property
    def months(self) -> int | None: ...


class Count(Limit, Protocol):
    @property
    def at_most(self) -> int: ...
    @property
    def months(self) -> int: ...
    @property
    def change_class(self) -> str | None: ...


class Term(Limit, Protocol):
    @property
    def percent(self) -> Decimal | None: ...
    @property
    def days(self) -> int | None: ...


class Effort(Limit, Protocol):
    @property
    def days(self) -> int: ...


class Band(Limit, Protocol):
    @property
    def measure(self) -> str: ...
    @property
    def baseline(self) -> Decimal: ...
    @property
    def percent(self) -> Decimal: ...


class Protected(Limit, Protocol):
    @property
    def topics(self) -> Sequence[str]: ...


class FrozenPeriod(Protocol):
    @property
    def from_(self) -> date: ...
    @property
    def to(self) -> date: ...
    @property
    def reason(self) -> str: ...


class Frozen(Limit, Protocol):
    @property
    def periods(self) -> Sequence[FrozenPeriod]: ...


class Envelope(Protocol):
    @property
    def near(self) -> Decimal: ...
    @property
    def limits(self) -> Sequence[Limit]: ...


class Framework(Protocol):
    @property
    def header(self) -> Header: ...
    @property
    def clauses(self) -> Sequence[Clause]: ...
    @property
    def envelope(self) -> Envelope: ...
    @property
    def maximum_term_days(self) -> int: ...
