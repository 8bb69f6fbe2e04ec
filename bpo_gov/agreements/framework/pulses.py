"""How both sides ask each other, and themselves, how the relationship goes."""

from typing import Annotated

from pydantic import AfterValidator, Field

from bpo_gov.agreements.framework.parts import Many, Part
from bpo_gov.agreements.framework.scalars import Whole
from bpo_gov.agreements.framework.texts import Short, Wrong, sameness
from bpo_gov.kernel.words import say

MOST = 12
"""More questions would be a survey that nobody fills in every quarter."""
LONGEST = 60
"""Working days: a round of a quarter ends before the next one is over."""


def _few(questions: list[str]) -> list[str]:
    """Few questions, each asked once; else Wrong."""
    if len(questions) > MOST:
        raise Wrong(say("Ask at most %(most)s questions.", most=MOST))
    seen: set[str] = set()
    for question in questions:
        if sameness(question) in seen:
            raise Wrong(say("The question “%(question)s” stands twice.", question=question))
        seen.add(sameness(question))
    return questions


def _soon(days: int) -> int:
    if days > LONGEST:
        raise Wrong(say("A round is open for at most %(most)s working days.", most=LONGEST))
    return days


class Pulse(Part):
    """The rounds in which people of both sides score the other side and their own from 1 to 10."""

    questions: Annotated[Many[Short], AfterValidator(_few)] = Field(default_factory=list)
    """What is asked of each side, as short statements, for example “Keeps its promises”; without any, five usual ones."""
    days: Annotated[Whole, AfterValidator(_soon)] = 10
    """Working days in which people may answer."""
