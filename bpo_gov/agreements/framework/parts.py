"""What every piece of a framework has in common: closed to unknown fields, frozen, lists with a bound."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bpo_gov.agreements.framework.texts import Wrong
from bpo_gov.kernel.words import say

MOST_ITEMS = 300

T = TypeVar("T")


class Part(BaseModel):
    """Base of all pieces; the text under a field becomes its description in the schema."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, hide_input_in_errors=True)


def _bounded(value: object) -> object:
    """A name with nothing after it is an empty list; one that is too long is refused before its items are looked at."""
    if isinstance(value, list) and len(value) > MOST_ITEMS:
        raise Wrong(say("The list has %(n)s items; at most %(most)s are allowed.", n=len(value), most=MOST_ITEMS))
    return [] if value is None else value


Many = Annotated[list[T], BeforeValidator(_bounded), Field(max_length=MOST_ITEMS)]
Some = Annotated[list[T], BeforeValidator(_bounded), Field(min_length=1, max_length=MOST_ITEMS)]
