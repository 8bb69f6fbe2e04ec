"""A sentence as data that can be kept: packed into JSON and read back as the same sentence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bpo_gov.kernel.words import Money, Percent, Say, Tally, Value


def pack(value: Value) -> Any:
    """A value as JSON keeps it; texts, whole numbers and nothing stay as they are."""
    if value is None or isinstance(value, str):
        return value
    for kind, packed in PACKED:
        if isinstance(value, kind):
            return packed(value)
    raise TypeError(f"no sentence holds a {type(value).__name__}")


def _say(value: Say) -> dict[str, Any]:
    said = {"say": value.text, "with": {name: pack(one) for name, one in value.params.items()}}
    return said if value.plural is None else said | {"plural": value.plural, "n": value.n}


# In this order: a count that stopped is a whole number, a moment is a day.
PACKED: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Tally, lambda value: {"tally": int(value), "most": value.most}), (int, int), (Decimal, lambda value: {"number": f"{value:f}"}),
    (Money, lambda value: {"money": f"{value.amount:f}", "currency": value.currency}), (Percent, lambda value: {"percent": f"{value.value:f}"}),
    (datetime, lambda value: {"moment": value.isoformat()}), (date, lambda value: {"day": value.isoformat()}), (Say, _say),
    (Sequence, lambda value: [pack(one) for one in value]),
)  # fmt: skip


def unpack(kept: Any) -> Value:
    """The value that was packed."""
    match kept:
        case {"say": text, "with": params}:
            return Say(text, {name: unpack(one) for name, one in params.items()}, kept.get("plural"), kept.get("n"))
        case {"tally": n, "most": most}:
            return Tally(n, most)
        case {"money": amount, "currency": currency}:
            return Money(Decimal(amount), currency)
        case Mapping():
            [(kind, text)] = kept.items()
            read: Value = READ[kind](text)
            return read
        case list():
            return [unpack(one) for one in kept]
    found: str | int | None = kept
    return found


READ: Mapping[str, Any] = {
    "number": Decimal,
    "percent": lambda text: Percent(Decimal(text)),
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
}
