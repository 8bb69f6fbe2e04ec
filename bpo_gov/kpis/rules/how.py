"""How a figure was computed: its inputs by name and every step with its formula, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Value = Decimal | int | str | bool | date | None


@dataclass(frozen=True)
class Step:
    """One line of arithmetic: the name of the result, the formula in names of inputs and earlier steps, the result."""

    name: str
    formula: str
    value: Value


@dataclass(frozen=True)
class How:
    """The way from what was given to the result, which is the value of the last step."""

    inputs: Mapping[str, Value]
    steps: tuple[Step, ...] = ()

    @property
    def result(self) -> Value:
        """What came out; raises ValueError where nothing was computed."""
        if not self.steps:
            raise ValueError("nothing was computed")
        return self.steps[-1].value


def as_json(how: How) -> dict[str, object]:
    """As it is stored beside a figure: exact numbers and dates are texts."""
    return {
        "inputs": {name: _plain(value) for name, value in how.inputs.items()},
        "steps": [{"name": step.name, "formula": step.formula, "value": _plain(step.value)} for step in how.steps],
    }


def _plain(value: Value) -> str | int | bool | None:
    return str(value) if isinstance(value, Decimal | date) else value
