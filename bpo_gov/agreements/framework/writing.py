"""A framework as plain data and as YAML text; both read back to an equal framework."""

from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Any

import yaml

from bpo_gov.agreements.framework.terms import Framework


class _Dumper(yaml.SafeDumper):
    """Numbers stay numbers, exactly; what stands in two places is written out in both."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _number(dumper: _Dumper, value: Decimal) -> yaml.Node:
    kind = "int" if value == value.to_integral_value() and "." not in str(value) else "float"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", format(value, "f"))


def _word(dumper: _Dumper, value: StrEnum) -> yaml.Node:
    return dumper.represent_str(value.value)


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


def _hour(dumper: _Dumper, value: time) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value.strftime("%H:%M"), style='"')


_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(str, _text)
_Dumper.add_representer(time, _hour)
_Dumper.add_multi_representer(StrEnum, _word)


def plain(framework: Framework) -> dict[str, Any]:
    """JSON-ready data: amounts as text, so that they stay exact, dates as YYYY-MM-DD; empty fields are left out."""
    return framework.model_dump(mode="json", by_alias=True, exclude_none=True)


def write(framework: Framework) -> str:
    """The framework as YAML, sections in their usual order."""
    return write_data(framework.model_dump(mode="python", by_alias=True, exclude_none=True))


def write_data(data: Mapping[str, Any]) -> str:
    """The exact values of a framework as YAML, whether they fit together or not; comments are not among them."""
    return yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
