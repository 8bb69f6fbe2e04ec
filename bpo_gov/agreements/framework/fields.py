"""Which names may stand at a path of a framework."""

from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from bpo_gov.agreements.framework.envelope import Limit
from bpo_gov.agreements.framework.terms import Framework


def fields_at(steps: Sequence[str | int], data: Mapping[str, Any]) -> list[str]:
    """The names of the fields that may stand at a path; `data` tells the kind of a limit."""
    here: Any = Framework
    value: Any = data
    for step in steps:
        here = _field(_model(here, value), step) if isinstance(step, str) else _item(here)
        value = value[step]
    model = _model(here, value)
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def kinds() -> list[str]:
    """The kinds of limit."""
    return [_kind_of(model) for model in get_args(_bare(Limit))]


def _kind_of(model: type[BaseModel]) -> str:
    return str(model.model_fields["kind"].default) if "kind" in model.model_fields else ""


def _field(model: type[BaseModel] | None, named: str) -> Any:
    fields = model.model_fields.items() if model else ()
    return next((field.annotation for name, field in fields if (field.alias or name) == named), None)


def _bare(kind: Any) -> Any:
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    return kind


def _item(kind: Any) -> Any:
    kind = _bare(kind)
    if get_origin(kind) in (Union, UnionType):  # a list that may be left out
        kind = _bare(get_args(kind)[0])
    return next(iter(get_args(kind)), None)


def _model(kind: Any, value: Any) -> type[BaseModel] | None:
    kind = _bare(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    if get_origin(kind) not in (Union, UnionType):
        return None
    members = [member for each in get_args(kind) if (member := _model(each, value))]
    named = value.get("kind") if isinstance(value, Mapping) else None
    return next((member for member in members if _kind_of(member) == named), next(iter(members), None))
