"""The health of one agreement: its figures as the rules read them, and the answer as the row keeps it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Kpi
from bpo_gov.kernel.sentences import pack
from bpo_gov.kernel.words import N_, Say, say, say_n
from bpo_gov.kpis.models import COUNTS, Figure, State
from bpo_gov.kpis.rules import health, periods
from bpo_gov.kpis.rules.health import Health, Judged, Measured, Reading, Verdict, Word
from bpo_gov.kpis.rules.scores import Direction

MOST_SEVERE = 99
RANKS: Mapping[Word, int] = {word: place * 20_000_000 for place, word in enumerate(Word)}
PLACES = Decimal("0.0001")  # as the database keeps a number


def of(terms: Terms, figures: Sequence[Figure], today: date) -> dict[str, Any]:
    """What the row keeps of the health."""
    by_code: dict[str, list[Figure]] = defaultdict(list)
    for one in figures:
        by_code[one.code].append(one)
    found = health.health([Measured(kpi.code, kpi.weight, _readings(by_code[kpi.code])) for kpi in terms.kpis])
    cards = {kpi.code: kpi for kpi in terms.kpis}
    worst = found.worst
    return {
        "word": found.word, "rank": rank(found), "trend": found.trend, "periods": found.periods,
        "score": None if found.score.value is None else found.score.value.quantize(PLACES), "severe": found.count(Verdict.SEVERE),
        "short": found.count(Verdict.SHORT), "contested": sum(one.contested is not None for one in found.kpis), "signals": found.count(Verdict.SIGNAL),
        "good": found.count(Verdict.GOOD), "kpis": len(found.kpis), "worst_code": worst.code if worst else None, "reason": pack(reason(found)),
        "inputs": [_input(one, cards[one.code]) for one in found.kpis], "due_on": _due_on(terms, by_code, today),
    }  # fmt: skip


def rank(found: Health) -> int:
    """One number that sorts worst first: by the word, then by how many KPIs fail, then by the score."""
    score = 100 if found.score.value is None else found.score.value
    return (
        RANKS[found.word] + (MOST_SEVERE - min(found.count(Verdict.SEVERE), MOST_SEVERE)) * 100_001 + int(score * 1000)
    )


def _readings(figures: Sequence[Figure]) -> list[Reading]:
    return [_reading(one, kpi) for one in figures if (kpi := _card(one)) is not None]


def _card(one: Figure) -> Kpi | None:
    """The card it was submitted under: a level that was signed later does not judge it."""
    return next((kpi for kpi in one.framework.terms.kpis if kpi.code == one.code), None)


def _reading(one: Figure, kpi: Kpi) -> Reading:
    return Reading(
        one.period, one.counted, kpi.target, kpi.minimum, Direction(kpi.direction.value), is_settled=one.state in COUNTS,
        is_contested=one.state == State.CONTESTED, number=one.number,
    )  # fmt: skip


def reason(found: Health) -> Say:
    """Why it is called so, in one line."""
    worst = found.worst
    if worst is None:
        return say("The framework has no KPI; not counted as good or bad")
    return REASONS[worst.verdict](found, worst)


def _severe(found: Health, worst: Judged) -> Say:
    others = found.count(Verdict.SEVERE) - 1
    run = say_n("Under its minimum for %(n)s period", "Under its minimum for %(n)s periods in a row", worst.run)
    if not others:
        return run
    return say("%(run)s; %(others)s", run=run, others=say_n("%(n)s more KPI fails", "%(n)s more KPIs fail", others))


def _short(found: Health, worst: Judged) -> Say:
    short = found.count(Verdict.SHORT)
    run = say_n("Short of its target for %(n)s period", "Short of its target for %(n)s periods in a row", worst.run)
    extra = say("%(n)s of %(all)s KPIs are short", n=short, all=len(found.kpis)) if short > 1 else None
    if worst.contested is not None:
        extra = say("%(period)s is contested", period=worst.contested.period)
    return say("%(run)s; %(others)s", run=run, others=extra) if extra else run


def _contested(found: Health, worst: Judged) -> Say:
    period = worst.contested.period if worst.contested else ""
    if worst.last is None:
        return say("Its first figure is contested: %(period)s", period=period)
    return say("At its target; %(period)s is contested", period=period)


def _signal(found: Health, worst: Judged) -> Say:
    return say("At its target, but the control chart shows a change for the worse")


def _good(found: Health, worst: Judged) -> Say:
    n = min((one.run for one in found.kpis if one.verdict is Verdict.GOOD), default=0)
    if not found.count(Verdict.NONE):
        return say_n("Every KPI at its target for %(n)s period", "Every KPI at its target for %(n)s periods", n)
    good, all_ = found.count(Verdict.GOOD), len(found.kpis)
    return say_n(*SOME_GOOD, n, good=good, all=all_)


SOME_GOOD = (
    N_("%(good)s of %(all)s KPIs at target for %(n)s period, the others without a figure"),
    N_("%(good)s of %(all)s KPIs at target for %(n)s periods, the others without a figure"),
)


def _none(found: Health, worst: Judged) -> Say:
    return say("No figure is settled yet; not counted as good or bad")


REASONS = {
    Verdict.SEVERE: _severe, Verdict.SHORT: _short, Verdict.CONTESTED: _contested, Verdict.SIGNAL: _signal, Verdict.GOOD: _good, Verdict.NONE: _none,
}  # fmt: skip


def _input(one: Judged, kpi: Kpi) -> dict[str, Any]:
    """One KPI as the page shows how it was judged; numbers as text, exact."""
    last = one.last
    return {
        "code": one.code, "name": kpi.name, "unit": kpi.unit, "measures": kpi.measures.value, "verdict": one.verdict.value, "weight": f"{one.weight:f}",
        "run": one.run, "period": last.period if last else None, "value": _text(last.value if last else None), "number": last.number if last else None,
        "target": _text(last.target if last else kpi.target), "minimum": _text(last.minimum if last else kpi.minimum), "attained": _text(one.attained),
        "direction": kpi.direction.value, "contested": one.contested.period if one.contested else None,
        "contested_number": one.contested.number if one.contested else None,
    }  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _due_on(terms: Terms, by_code: Mapping[str, Sequence[Figure]], today: date) -> date | None:
    """When the first figure is due that is not there: the day after the end of its period."""
    found = []
    for kpi in terms.kpis:
        length, there = periods.Length(kpi.period.value), by_code[kpi.code]
        same = [one for one in there if periods.parse(one.period).length is length]
        first = periods.period_of(
            length, same[-1].ends if same else max(terms.header.start, date(today.year - 1, 1, 1))
        )
        found.append(first.end)
    return min(found, default=None)
