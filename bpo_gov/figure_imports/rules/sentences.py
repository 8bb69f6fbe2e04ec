"""Sentences as they are kept beside a row, so that each reader has them in their own language later."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bpo_gov.kernel.words import Say, Value


def kept(says: Say) -> dict[str, Any]:
    """A sentence in plain values, without what no database keeps."""
    return {"text": says.text, "params": {name: _kept(value) for name, value in says.params.items()}}


def read(packed: Mapping[str, Any]) -> Say:
    """The sentence again."""
    return Say(str(packed["text"]), {name: _read(value) for name, value in packed["params"].items()})


def clean(text: str) -> str:
    """A text without signs that cannot be kept or shown."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def _kept(value: Value) -> Any:
    match value:
        case Say():
            return {"say": kept(value)}
        case Decimal():
            return {"number": f"{value:f}"}
        case date():
            return {"day": value.isoformat()}
        case str():
            return clean(value)
        case int() | None:
            return value
    return [_kept(one) for one in value]  # type: ignore[union-attr]  # amounts of money stand in no such sentence


def _read(value: Any) -> Value:
    if isinstance(value, list):
        return [_read(one) for one in value]
    if isinstance(value, dict):
        if "say" in value:
            return read(value["say"])
        return Decimal(value["number"]) if "number" in value else date.fromisoformat(value["day"])
    found: Value = value
    return found
