"""What would give a right to terminate, and how far it is from there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bpo_gov.kpis.rules.how import How, Step


@dataclass(frozen=True)
class Watched:
    """A trigger as it stands now: what counts towards it, how much it takes, and the distance, 0 when it is reached.

    `by` are the periods that count, `unknown` those beside them without a figure, which may still count; `reached_at` are
    those at whose end it was reached, now or earlier. Periods are indices.
    """

    used: int
    needed: int
    distance: int
    by: tuple[int, ...]
    unknown: tuple[int, ...]
    reached_at: tuple[int, ...]
    how: How

    @property
    def is_reached(self) -> bool:
        """Whether it is reached now."""
        return self.distance == 0


def repeated(happened: Sequence[bool | None], n: int, m: int) -> Watched:
    """The same thing n times in any m consecutive periods: a level failed, the cap of credits reached; n = m is n in a row.

    `happened` are all periods in order up to now, None one that is not known, which does not count. The distance is in
    how many periods from now it is reached if it happens in each of them: what falls out of the window no longer helps.
    Raises ValueError unless 1 <= n <= m.
    """
    if not 1 <= n <= m:
        raise ValueError("a trigger is n times in m periods, n from 1 to m")
    counts = [None if one is None else int(one) for one in happened]
    distance = next(d for d in range(n + 1) if _sum(counts, m - d) + d >= n)
    return _watched(counts, n, m, distance, m - distance, "n - times, the earliest that all next periods bring")


def over(points: Sequence[int | None], threshold: int, m: int) -> Watched:
    """More than `threshold` points in any m consecutive periods; None is a period without points.

    Not reached, the distance is how many points the next period must bring, together with the m - 1 before it. Raises
    ValueError for a threshold or points below 0, or m below 1.
    """
    if threshold < 0 or m < 1 or any(found is not None and found < 0 for found in points):
        raise ValueError("points and their threshold are not negative, and a window has a period")
    needed = threshold + 1
    is_reached = _sum(points, m) >= needed
    window = m if is_reached else m - 1
    distance = 0 if is_reached else needed - _sum(points, window)
    return _watched(points, needed, m, distance, window, "threshold + 1 - points of the last m - 1 periods")


def nearest(triggers: Sequence[Watched]) -> Watched:
    """Of several ways to one right, such as three in a row or four of twelve, the nearest; the first of equals.

    Raises ValueError for none.
    """
    return min(triggers, key=lambda watched: watched.distance)


def _last(counts: Sequence[int | None], window: int) -> range:
    """The indices of the last periods; nothing for a window of nothing."""
    return range(max(0, len(counts) - window), len(counts))


def _sum(counts: Sequence[int | None], window: int) -> int:
    return sum(counts[i] or 0 for i in _last(counts, window))


def _watched(counts: Sequence[int | None], needed: int, m: int, distance: int, window: int, formula: str) -> Watched:
    mine, used = _last(counts, window), _sum(counts, window)
    how = How(
        {
            "counts": ", ".join("-" if counts[i] is None else str(counts[i]) for i in mine), "needed": needed, "periods": m,
        },
        (Step("used", "sum(counts)", used), Step("distance", formula, distance)),
    )  # fmt: skip
    return Watched(
        used, needed, distance, tuple(i for i in mine if counts[i]), tuple(i for i in mine if counts[i] is None),
        tuple(_reached_at(counts, needed, m)), how,
    )  # fmt: skip


def _reached_at(counts: Sequence[int | None], needed: int, m: int) -> Iterator[int]:
    rolling = 0
    for i, one in enumerate(counts):
        rolling += one or 0
        if i >= m:
            rolling -= counts[i - m] or 0
        if rolling >= needed:
            yield i
