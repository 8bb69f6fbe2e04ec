"""When a clock stood still: stretches of time cut out of other stretches."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

Stretch = tuple[datetime, datetime]
Pause = tuple[datetime, datetime | None]


def closed(pauses: Iterable[Pause]) -> tuple[Stretch, ...]:
    """Pauses in UTC and in order, overlapping ones joined, empty ones left out.

    Raises ValueError for a pause that has not ended (a clock that stands still has no end), one that ends before it
    begins, or a naive time.
    """
    joined: list[Stretch] = []
    for begin, end in sorted(_stretch(*pause) for pause in pauses):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif begin < end:
            joined.append((begin, end))
    return tuple(joined)


def without(stretches: Iterable[Stretch], pauses: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches in order, less the pauses in order; nothing empty comes out."""
    cuts = tuple(pauses)
    for begin, end in stretches:
        for pause_begin, pause_end in cuts:
            if pause_begin >= end:
                break
            if begin < pause_begin:
                yield begin, pause_begin
            begin = max(begin, pause_end)
        if begin < end:
            yield begin, end


def _stretch(begin: datetime, end: datetime | None) -> Stretch:
    if end is None:
        raise ValueError("a pause that has not ended: while a clock stands still nothing is due")
    if begin.tzinfo is None or end.tzinfo is None:
        raise ValueError("a pause needs aware times")
    if end < begin:
        raise ValueError("a pause ends before it begins")
    return begin.astimezone(UTC), end.astimezone(UTC)
