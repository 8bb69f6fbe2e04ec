"""The limit on how far a volume may move from its baseline, up or down."""

from decimal import Decimal
from typing import cast

from bpo_gov.change_requests.rules.case import Case, Standing
from bpo_gov.change_requests.rules.effects import Effects
from bpo_gov.change_requests.rules.gauge import Gauge
from bpo_gov.change_requests.rules.money import ZERO, less, percent_of, share, total
from bpo_gov.change_requests.rules.terms import Band, Limit
from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict
from bpo_gov.kernel.words import N_, Percent, Say, Value, say

_MORE = N_(
    "%(measure)s: %(baseline)s become %(volume)s, %(change)s more than the baseline; at most %(percent)s is allowed. "
    "Near begins at %(near_at)s."
)
_LESS = N_(
    "%(measure)s: %(baseline)s become %(volume)s, %(change)s less than the baseline; at most %(percent)s is allowed. "
    "Near begins at %(near_at)s."
)
_NO_BASELINE = N_("%(measure)s: the baseline is 0, so every other volume is outside.")
_SAME = N_("%(measure)s: %(baseline)s, as the baseline.")
_NOT_CHANGED = N_("%(measure)s: not changed.")
_ROOM = N_("%(measure)s: between %(low)s and %(high)s, that is %(percent)s around the baseline of %(baseline)s.")


def judge_band(limit: Limit, case: Case) -> LimitVerdict:
    """The distance of the new volume from the baseline; a change that does not name the measure leaves it alone."""
    band = cast(Band, limit)
    volume = _volume(band, case.effects)
    gauge = _gauge(band, case, volume)
    remedy = say("Keep the volume between %(low)s and %(high)s.", **_edges(band))
    return gauge.verdict(
        limit, band.measure, _sentence(band, gauge, volume), remedy if gauge.answer is Answer.OUTSIDE else None
    )


def room_band(limit: Limit, standing: Standing) -> LimitVerdict:
    """Between which volumes the band lies."""
    band = cast(Band, limit)
    params: dict[str, Value] = {
        "measure": band.measure,
        "baseline": band.baseline,
        "percent": Percent(band.percent),
        **_edges(band),
    }
    return _gauge(band, standing, None).verdict(limit, band.measure, Say(_ROOM, params))


def _volume(band: Band, effects: Effects) -> Decimal | None:
    """The stated volume of the band's measure, the farthest from the baseline if there are several."""
    stated = [level for measure, level in effects.volume if _same(measure, band.measure)]
    return max(stated, key=lambda level: less(level, band.baseline).copy_abs(), default=None)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _gauge(band: Band, standing: Standing, volume: Decimal | None) -> Gauge:
    distance = ZERO if volume is None else less(volume, band.baseline).copy_abs()
    return Gauge(share(band.percent, band.baseline.copy_abs()), standing.near, this=distance)


def _sentence(band: Band, gauge: Gauge, volume: Decimal | None) -> Say:
    if volume is None:
        return say(_NOT_CHANGED, measure=band.measure)
    if volume == band.baseline:
        return say(_SAME, measure=band.measure, baseline=band.baseline)
    change = percent_of(gauge.after, band.baseline.copy_abs())
    if change is None:
        return say(_NO_BASELINE, measure=band.measure)
    params: dict[str, Value] = {
        "measure": band.measure,
        "baseline": band.baseline,
        "volume": volume,
        "change": Percent(change),
        "percent": Percent(band.percent),
        "near_at": Percent(share(gauge.near, band.percent)),
    }
    return Say(_MORE if volume > band.baseline else _LESS, params)


def _edges(band: Band) -> dict[str, Decimal]:
    width = share(band.percent, band.baseline.copy_abs())
    return {"low": less(band.baseline, width), "high": total(band.baseline, width)}
