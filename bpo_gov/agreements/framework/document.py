"""Plain data searched by path, whatever may be missing or wrong in it."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from bpo_gov.agreements.framework.parts import MOST_ITEMS
from bpo_gov.agreements.framework.scalars import day, number, whole
from bpo_gov.agreements.framework.texts import Wrong

T = TypeVar("T")


class Document:
    """A framework before it is known to be right. Paths read like services[].locations[], where [] is every item."""

    def __init__(self, data: Any) -> None:
        self._data = data

    def each(self, pattern: str) -> Iterator[tuple[str, Any]]:
        """Every place that fits the pattern and has a value, with its path, in the order of the file."""
        found: list[tuple[str, Any]] = [("", self._data)]
        for step in pattern.split("."):
            name, is_list = step.removesuffix("[]"), step.endswith("[]")
            found = [(f"{path}.{name}" if path else name, _get(value, name)) for path, value in found]
            if is_list:
                found = [(f"{path}[{i}]", item) for path, value in found for i, item in enumerate(_items(value))]
        return ((path, value) for path, value in found if value is not None)

    def at(self, path: str) -> Any:
        """The value at a path without lists; None if it is not there."""
        return next((value for _, value in self.each(path)), None)

    def texts(self, pattern: str) -> Iterator[tuple[str, str]]:
        """Every place that fits and holds a text."""
        return ((path, value.strip()) for path, value in self.each(pattern) if isinstance(value, str))

    def items(self, pattern: str) -> Iterator[tuple[str, "Item"]]:
        """Every place that fits, as something one can ask for its fields."""
        return ((path, Item(value)) for path, value in self.each(pattern))

    def item(self, path: str) -> "Item":
        """The place at a path without lists; empty if it is not there."""
        return Item(self.at(path))


class Item:
    """One mapping in a document; a field that is missing or wrong answers None."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def text(self, name: str) -> str | None:
        value = _get(self._value, name)
        return value.strip() if isinstance(value, str) else None

    def number(self, name: str) -> Decimal | None:
        return readable(number, _get(self._value, name))

    def amount(self, name: str) -> Decimal | None:
        """A number that is not negative."""
        found = self.number(name)
        return None if found is None or found < 0 else found

    def whole(self, name: str) -> int | None:
        return readable(whole, _get(self._value, name))

    def numbers(self, name: str) -> list[Decimal | None]:
        return [readable(number, value) for value in _items(_get(self._value, name))]

    def day(self, name: str) -> date | None:
        return readable(day, _get(self._value, name))

    def has(self, name: str) -> bool:
        return _get(self._value, name) is not None

    def texts(self, name: str) -> list[str]:
        return [value for value in _items(_get(self._value, name)) if isinstance(value, str)]


def readable(check: Callable[[object], T], value: object) -> T | None:
    """What a check makes of a value, or None where it is wrong: somebody else says so."""
    try:
        return check(value)
    except Wrong:
        return None


def _get(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _items(value: Any) -> list[Any]:
    return value[:MOST_ITEMS] if isinstance(value, list) else []
