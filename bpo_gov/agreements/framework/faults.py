"""What pydantic found, said in our own sentences, with the path as people read it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bpo_gov.agreements.framework.fields import fields_at, kinds
from bpo_gov.agreements.framework.problems import MOST, path_of
from bpo_gov.agreements.framework.texts import Wrong, clip, nearest
from bpo_gov.kernel.words import N_, Say, say

_LIMITS = ("envelope", "limits")

_SAYS = {
    "missing": N_("This is missing."),
    "union_tag_not_found": N_("This is missing."),
    "list_type": N_("A list is needed here: one item on each line, after a dash."),
    "bool_type": N_("Write true or false."),
    "model_type": N_("A group of fields is needed here, each on its own line with its name and a colon."),
}
_SAYS |= dict.fromkeys(("dict_type", "model_attributes_type"), _SAYS["model_type"])

_DOES_NOT_FIT = N_("“%(value)s” does not fit here.")

_BOUNDS = {
    "greater_than": ("gt", N_("This must be more than %(bound)s.")),
    "greater_than_equal": ("ge", N_("This must be at least %(bound)s.")),
    "less_than": ("lt", N_("This must be less than %(bound)s.")),
    "less_than_equal": ("le", N_("This must be at most %(bound)s.")),
}


def faults(error: ValidationError, data: Mapping[str, Any]) -> Iterator[tuple[str, Say]]:
    """Path and sentence of each error."""
    for nth, detail in enumerate(error.errors(include_url=False)):
        steps = _steps(detail)
        # Past what anybody reads, a short sentence will do: looking for the nearest word takes time.
        yield path_of(steps), _sentence(detail, steps, data) if nth < MOST else say(_DOES_NOT_FIT, value="…")


def _steps(detail: ErrorDetails) -> tuple[str | int, ...]:
    """The path without the name of the kind, which pydantic puts between a limit and its field."""
    steps = detail["loc"]
    if steps[:2] == _LIMITS and len(steps) > 3:
        steps = (*steps[:3], *steps[4:])
    return (*steps, "kind") if detail["type"].startswith("union_tag") else steps


def _sentence(detail: ErrorDetails, steps: tuple[str | int, ...], data: Mapping[str, Any]) -> Say:
    kind, given, about = detail["type"], detail.get("input"), detail.get("ctx", {})
    if isinstance(wrong := about.get("error"), Wrong):
        return wrong.says
    if kind == "extra_forbidden":
        return _unknown(str(steps[-1]), fields_at(steps[:-1], data))
    if given is None:
        return say("This is empty; fill it in.")
    return _of_value(kind, given, about)


def _of_value(kind: str, given: object, about: Mapping[str, Any]) -> Say:
    if kind in ("enum", "literal_error"):
        return not_one_of(given, re.findall(r"'([^']*)'", str(about.get("expected", ""))))
    if kind == "union_tag_invalid":
        return not_one_of(given.get("kind") if isinstance(given, Mapping) else given, kinds())
    if kind in _BOUNDS:
        name, text = _BOUNDS[kind]
        return say(text, bound=about[name])
    if kind == "too_short":
        return say("The list is empty; at least one item is needed.")
    if kind in _SAYS:
        return say(_SAYS[kind])
    return say(_DOES_NOT_FIT, value=clip(given))


def not_one_of(given: object, choices: list[str]) -> Say:
    """A word outside a closed set, with the set and the nearest word."""
    if isinstance(given, list | dict):
        return say("One of these words is needed here: %(choices)s.", choices=list(choices))
    if near := nearest(str(given).strip().lower(), choices):
        return say(
            "“%(value)s” is not one of %(choices)s; did you mean “%(near)s”?",
            value=clip(given), choices=list(choices), near=near,
        )  # fmt: skip
    return say("“%(value)s” is not one of %(choices)s.", value=clip(given), choices=list(choices))


def _unknown(name: str, known: list[str]) -> Say:
    if near := nearest(name, known):
        return say("“%(name)s” is not known here; did you mean “%(near)s”?", name=clip(name), near=near)
    return say("“%(name)s” is not known here; possible are %(known)s.", name=clip(name), known=list(known))
