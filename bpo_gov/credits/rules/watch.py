"""What counts towards a trigger: periods of a KPI under its minimum, and the points of a month."""

from collections.abc import Sequence

from bpo_gov.credits.rules.lines import Entry, Standing, ends_in
from bpo_gov.kpis.rules.periods import Period, distance
from bpo_gov.kpis.rules.scores import Direction, points, reaches


def below(entries: Sequence[Entry], last: Period) -> list[bool | None]:
    """For each period of one KPI from its first figure to `last`, in order: whether the settled figure is under the minimum.

    None where there is no settled figure or no data; an excused one is not under it. Raises ValueError for two lengths.
    """
    if not entries:
        return []
    first = min(entry.period for entry in entries)
    found: list[bool | None] = [None] * max(0, distance(first, last) + 1)
    for entry in entries:
        at = distance(first, entry.period)
        if at < len(found) and entry.standing is Standing.SETTLED:
            found[at] = is_below(entry)
    return found


def is_below(entry: Entry) -> bool | None:
    """Whether a figure is under the minimum of its KPI; None without data."""
    if entry.is_excused:
        return False
    if entry.value is None:
        return None
    return not reaches(entry.value, entry.kpi.minimum, Direction(entry.kpi.direction.value))


def each_month(entries: Sequence[Entry], month: Period) -> int | None:
    """The points of all settled figures whose periods end in a month; None without any."""
    chain = {(entry.kpi.code, entry.period): entry for entry in entries}
    total = None
    for entry in entries:
        if (
            entry.standing is not Standing.SETTLED
            or entry.value is None
            or not ends_in(entry.period, month.start, month.end)
        ):
            continue
        before = chain.get((entry.kpi.code, entry.period.previous))
        known = before is not None and before.standing is Standing.SETTLED and not before.is_excused
        pair = [before.value if before is not None and known else None, entry.value]
        found = points(pair, entry.kpi.bands, Direction(entry.kpi.direction.value), {1} if entry.is_excused else ())[1]
        total = (total or 0) + (found.points or 0)
    return total
