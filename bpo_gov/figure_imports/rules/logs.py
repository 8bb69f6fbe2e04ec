"""The figures that a call log feeds: each KPI by its measure and its own length of period."""

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import islice
from typing import Final

from bpo_gov.figure_imports.rules.choices import MEASURES, Chosen, Sort
from bpo_gov.figure_imports.rules.guesses import fits
from bpo_gov.figure_imports.rules.lines import PLACES, Card, Frame, Line, Read, lacks
from bpo_gov.kernel.words import Say, say
from bpo_gov.kpis.rules import calls
from bpo_gov.kpis.rules.cells import Reading
from bpo_gov.kpis.rules.dialects import Row
from bpo_gov.kpis.rules.measures import NEEDS, Figure, Measure
from bpo_gov.kpis.rules.periods import Length
from bpo_gov.kpis.rules.refusals import Fault

_STEP: Final = Decimal(1).scaleb(-PLACES)


def worth(figure: Figure) -> Decimal | None:
    """The figure to four decimals, half up, rounded once from its exact parts; None, no data, where there is nothing to divide by."""
    if not figure.denominator:
        return None
    with localcontext(prec=60):
        found = figure.numerator * (100 if figure.measure.is_share else 1) / figure.denominator
        return found.quantize(_STEP, ROUND_HALF_UP)


def count(
    rows: Iterable[Row | Fault], chosen: Chosen, frame: Frame, lengths: tuple[Length, ...],
    progress: Callable[[int], None] | None = None,
) -> calls.Counted:  # fmt: skip
    """The figures of a log of these lengths, or the rows that are wrong."""
    names = {
        name: chosen.columns.get(name)
        for name in ("day", "answered", "resolved", "speed", "talk", "satisfaction", "ref")
    }
    columns = calls.Columns(names.pop("day") or "", names.pop("answered") or "", **names)
    reading = Reading(chosen.first, chosen.style.decimal, frame.today, chosen.below_one)
    terms = calls.Terms(chosen.within, chosen.worst, chosen.best)
    return calls.count(_with_tidy_head(rows), columns, reading, terms, lengths, progress)


def _with_tidy_head(rows: Iterable[Row | Fault]) -> Iterator[Row | Fault]:
    """The head as it was chosen from: white space is one space."""
    log = iter(rows)
    for head in islice(log, 1):
        yield Row(head.number, [" ".join(cell.split()) for cell in head.cells]) if isinstance(head, Row) else head
    yield from log


def read(
    rows: Iterable[Row | Fault], chosen: Chosen, frame: Frame, progress: Callable[[int], None] | None = None
) -> Read:
    """What a log says of the KPIs that it feeds. One that it cannot feed is named and left out."""
    found, fed = Read(), dict[str, tuple[Card, Measure]]()
    for code, name in chosen.feeds.items():
        card, measure = frame.cards.get(code), Measure(name)
        if why := _why_not(code, card, measure, chosen):
            found.notes.append((code, why))
        elif card is not None:
            fed[code] = card, measure
    for one in lacks(chosen, Sort.CALLS):
        found.blame(one)
    if not fed and not found.faults:
        found.blame(Fault(1, "", "no_kpi", say("Say which measure feeds which KPI.")))
    if found.faults:
        return found
    lengths = tuple(length for length in Length if any(card.length is length for card, _measure in fed.values()))
    counted = count(rows, chosen, frame, lengths, progress)
    found.rows, found.faults, found.more = counted.rows, counted.faults, counted.more_faults
    by = {(figure.measure, figure.period.length): list[Figure]() for figure in counted.figures}
    for figure in counted.figures:
        by[figure.measure, figure.period.length].append(figure)
    found.lines = [
        Line(0, code, figure.period, worth(figure), *_parts(figure))
        for code, (card, measure) in fed.items()
        for figure in by.get((measure, card.length), ())
    ]
    return found


def _why_not(code: str, card: Card | None, measure: Measure, chosen: Chosen) -> Say | None:
    if card is None:
        return say("The framework in force has no KPI %(code)s.", code=code)
    if not card.ours:
        return say("%(code)s is not measured by the side whose file this is.", code=code)
    if not fits(measure, card.unit):
        return say(
            "%(code)s is measured in %(unit)s, which is no unit of this measure: %(measure)s.", code=code, unit=card.unit, measure=Say(MEASURES[measure]),
        )  # fmt: skip
    needed = NEEDS[measure]
    if needed is not None and needed not in chosen.columns:
        return say("No column is chosen for what this measure needs: %(measure)s.", measure=Say(MEASURES[measure]))
    return None


def _parts(figure: Figure) -> tuple[Decimal, Decimal] | tuple[None, None]:
    return (figure.numerator, Decimal(figure.denominator)) if figure.denominator else (None, None)
