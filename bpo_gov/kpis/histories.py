"""What the page of one KPI shows: its points, its trend with the finding in words, the ledger of agreed figures, its neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Kpi
from bpo_gov.agreements.standing import TURNS, Shown
from bpo_gov.kernel.words import N_, Say, Value, say, say_n
from bpo_gov.kpis import charts, pages, spoken
from bpo_gov.kpis.charts import Band, Point
from bpo_gov.kpis.models import COUNTS, Figure, State
from bpo_gov.kpis.rules import periods
from bpo_gov.kpis.rules.periods import Length
from bpo_gov.kpis.rules.scores import Direction, band
from bpo_gov.web.words import number, tell

LEDGER = 12  # rows on the page; the list and the files have all
RHYTHMS = {"week": N_("weekly"), "month": N_("monthly"), "quarter": N_("quarterly")}


@dataclass(frozen=True)
class Line:
    """A row of the ledger."""

    period: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: str
    tone: str
    state: Shown
    points: int | None
    counts: bool  # else its points stand in brackets
    because: Value
    label: str
    href: str


def standing(one: Figure) -> str:
    """settled, contested or provisional."""
    return "settled" if State(one.state) in COUNTS else "contested" if one.state == State.CONTESTED else "provisional"


def points(found: Sequence[Figure], cards: Mapping[int, Kpi], kpi: Kpi) -> list[Point]:
    """Every period from the first figure to the last, each by the card of its version; a period without a figure is a gap."""
    by_label, length = {one.period: one for one in found}, Length(kpi.period.value)
    if not found:
        return []
    return [
        _point(span, by_label.get(span.label), cards, kpi)
        for span in periods.between(length, found[0].begins, found[-1].begins)
    ]


def _point(span: periods.Period, one: Figure | None, cards: Mapping[int, Kpi], kpi: Kpi) -> Point:
    card = cards.get(one.framework_id, kpi) if one else kpi
    value, kind = (one.counted, standing(one)) if one else (None, "settled")
    figure = pages.worth(value, card.unit)
    said = f"{spoken.period(span.label)}: {figure}" + (f" ({tell(pages.state_of(one).label)})" if one else "")
    return Point(span.start, span.label, value, kind, figure, said, card.target, card.minimum)


def trend(shown: Sequence[Point], kpi: Kpi) -> dict[str, Any]:
    """The picture of the trend."""
    words = {
        "settled": _("Settled figure"), "contested": _("contested"), "provisional": _("provisional"),
        "target": _("Target %(value)s", value=number(kpi.target)), "minimum": _("Minimum %(value)s", value=number(kpi.minimum)),
    }  # fmt: skip
    return charts.trend(shown, Length(kpi.period.value), kpi.unit, bands(kpi), words, higher=_higher(kpi))


def levels(shown: Sequence[Point]) -> dict[Decimal, str]:
    """Targets and minima in words, each once: the table of the trend repeats them in every row."""
    return {level: number(level) for level in {level for p in shown for level in (p.target, p.minimum)}}


def bands(kpi: Kpi) -> list[Band]:
    """What lies between the levels, from no point to the most."""
    edges: list[Decimal | None] = [None, *kpi.bands, None]
    pairs = list(zip(edges[1:], edges, strict=False)) if kpi.bands else []
    return [
        Band(worse if _higher(kpi) else better, better if _higher(kpi) else worse, tell(say_n("%(n)s point", "%(n)s points", n)) if n else "")
        for n, (worse, better) in enumerate(pairs)
    ]  # fmt: skip


def _higher(kpi: Kpi) -> bool:
    return kpi.direction.value == "higher"


def finding(shown: Sequence[Point], kpi: Kpi) -> str:
    """The caption of the trend: how often the target was reached, since when it is or is not, and what counts for nothing yet."""
    settled = [
        (p, pages.reached(p.value, p.target, kpi)) for p in shown if p.standing == "settled" and p.value is not None
    ]
    told: list[Value] = [say("No figure is settled yet.")]
    if settled:
        good, (last, is_good) = sum(ok for _p, ok in settled), settled[-1]
        told = [say(
            "At target in %(good)s of %(all)s settled periods; last %(value)s in %(period)s.",
            good=good, all=len(settled), value=pages.worth(last.value, kpi.unit), period=spoken.period(last.label),
        )]  # fmt: skip
        row = next((n for n, (_p, ok) in enumerate(reversed(settled)) if ok is not is_good), len(settled))
        if 1 < row < len(settled):
            since = spoken.period(settled[-row][0].label)
            told.append(
                say("At target since %(period)s.", period=since)
                if is_good
                else say("Short of it since %(period)s.", period=since)
            )
    contested = [p.label for p in shown if p.standing == "contested"]
    if contested:
        told.append(say("Contested, and counts for nothing yet: %(periods)s.", periods=spoken.some(contested)))
    return " ".join(tell(one) for one in told)


def ledger(found: Sequence[Figure], cards: Mapping[int, Kpi], kpi: Kpi) -> list[Line]:
    """The last figures, newest first, each with the band that it falls into."""
    return [_line(one, cards.get(one.framework_id, kpi)) for one in found[: -LEDGER - 1 : -1]]


def _line(one: Figure, card: Kpi) -> Line:
    missed = (
        None
        if one.counted is None or not card.bands
        else band(one.counted, card.bands, Direction(card.direction.value))
    )
    return Line(
        spoken.period(one.period), one.numerator, one.denominator, pages.worth(one.counted, card.unit), pages.tone_of(one.counted, card),
        pages.state_of(one), missed, State(one.state) in COUNTS, because(one, card, missed), one.label, url_for("figures.show", number=one.number),
    )  # fmt: skip


def because(one: Figure, card: Kpi, missed: int | None) -> Value:
    """Why it stands where it stands: what the other side finds, what was submitted, else the levels it lies between."""
    if one.state == State.CONTESTED and one.proposed is not None and one.proposed_by:
        return say(
            "%(side)s finds %(value)s", side=Say(TURNS[one.proposed_by]), value=pages.worth(one.proposed, card.unit)
        )
    if one.settled is not None and one.settled != one.value:
        return say("submitted was %(value)s", value=pages.worth(one.value, card.unit))
    if not missed:
        return Say(pages.TONES[pages.tone_of(one.counted, card)])
    if missed == len(card.bands):
        return say("beyond %(level)s", level=pages.worth(card.bands[-1], card.unit))
    low, high = sorted((card.bands[missed - 1], card.bands[missed]))
    return say("between %(low)s and %(high)s", low=pages.worth(low, card.unit), high=pages.worth(high, card.unit))


def walk(terms: Terms, code: str) -> dict[str, tuple[str, str] | None]:
    """The KPI before and the one after, in the order of the framework."""
    codes = [kpi.code for kpi in terms.kpis]
    place = codes.index(code)
    around = {
        "previous": codes[place - 1] if place else None,
        "next": codes[place + 1] if place + 1 < len(codes) else None,
    }
    return {name: (found, url_for("kpis.show", code=found)) if found else None for name, found in around.items()}


def rhythm(kpi: Kpi) -> Say:
    """How often, and how much it weighs."""
    return say("%(rhythm)s, weight %(weight)s%%", rhythm=Say(RHYTHMS[kpi.period.value]), weight=kpi.weight)


def last(one: Figure, kpi: Kpi) -> Shown:
    """The state of the last figure as a chip: Oct 2026: contested, 98.2%."""
    state = pages.state_of(one)
    words = say(
        "%(period)s: %(state)s, %(value)s",
        period=spoken.period(one.period),
        state=state.label,
        value=pages.worth(one.counted, kpi.unit),
    )
    return Shown(words, state.icon, state.tone)
