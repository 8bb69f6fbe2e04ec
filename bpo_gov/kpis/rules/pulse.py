"""The pulse of the relationship: how both sides score each other and themselves, and how far apart they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bpo_gov.kernel.parties import SIDES, Party

WORST: Final = 1
BEST: Final = 10
FEWEST: Final = 2
"""With fewer raters a median would be the answer of one person, which the other side must not see."""


@dataclass(frozen=True)
class Answer:
    """The score of one person of a side for one question, about the other side or their own; `rater` is their key.

    Raises ValueError for a score that is not a whole number from 1 to 10, or for who is not a side.
    """

    question: str
    rater: int
    by: Party
    about: Party
    score: int

    def __post_init__(self) -> None:
        if self.by not in SIDES or self.about not in SIDES:
            raise ValueError("the client and the vendor score and are scored")
        if type(self.score) is not int or not WORST <= self.score <= BEST:
            raise ValueError(f"a score is a whole number from {WORST} to {BEST}")


@dataclass(frozen=True)
class Rated:
    """What a side says of a side: the median of its raters, None where too few have answered, and how many there are."""

    median: Decimal | None
    raters: int


@dataclass(frozen=True)
class Gap:
    """How one side is seen for one question: by itself and by the other; `gap` is own less other's, None if one is not known.

    Above 0 a side thinks better of itself than the other does.
    """

    question: str
    about: Party
    own: Rated
    other: Rated
    gap: Decimal | None


def gaps(answers: Iterable[Answer], questions: Sequence[str], fewest: int = FEWEST) -> list[Gap]:
    """For each question, in order, how the client and then the vendor is seen; questions without answers too.

    Raises ValueError for a question that is not asked, or a person who answers twice.
    """
    scores: dict[tuple[str, Party, Party], list[int]] = {}
    seen: set[tuple[str, int, Party]] = set()
    for answer in answers:
        if answer.question not in questions:
            raise ValueError(f"the question {answer.question!r} is not asked")
        if (answer.question, answer.rater, answer.about) in seen:
            raise ValueError("a person answers a question about a side once")
        seen.add((answer.question, answer.rater, answer.about))
        scores.setdefault((answer.question, answer.by, answer.about), []).append(answer.score)
    return [
        _gap(
            question,
            about,
            _rated(scores.get((question, about, about), []), fewest),
            _rated(scores.get((question, about.other, about), []), fewest),
        )
        for question in questions
        for about in SIDES
    ]


def _rated(scores: list[int], fewest: int) -> Rated:
    if len(scores) < max(1, fewest):
        return Rated(None, len(scores))
    ordered, middle = sorted(scores), len(scores) // 2
    low = ordered[middle] if len(ordered) % 2 else ordered[middle - 1]
    return Rated(Decimal(low + ordered[middle]) / 2, len(scores))


def _gap(question: str, about: Party, own: Rated, other: Rated) -> Gap:
    apart = None if own.median is None or other.median is None else own.median - other.median
    return Gap(question, about, own, other, apart)
