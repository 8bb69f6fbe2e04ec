"""Counts how one agreement stands now: everything that its row keeps, out of what the features know."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Framework, FrameworkState
from bpo_gov.change_requests import queries as changes
from bpo_gov.change_requests import rules as envelope
from bpo_gov.kernel import clock
from bpo_gov.kernel.openings import CLOSED_AT_MOST, Counting, instant, zone_named
from bpo_gov.kernel.parties import SIDES, Party, clock_of
from bpo_gov.kpis.rules.health import Trend, Word
from bpo_gov.meetings import pulse
from bpo_gov.relationships import judging, queries, watching

SPAN: Final = timedelta(days=90)  # of the pulse
WITHIN: Final = (5, 10, 20)  # working days
DAY: Final = timedelta(days=1)
NOTHING: Final[dict[str, Any]] = {
    "word": Word.NO_DATA, "rank": judging.RANKS[Word.NO_DATA], "trend": Trend.UNKNOWN, "periods": 0, "score": None, "severe": 0, "short": 0,
    "contested": 0, "signals": 0, "good": 0, "kpis": 0, "worst_code": None, "reason": None, "inputs": [], "due_on": None,
}  # fmt: skip
Line = tuple[int, bool, Party, str, Decimal]  # framework, in use, side, address, amount


def count(agreement_id: int) -> tuple[dict[str, Any], list[Line]]:
    """The columns of the row, and the authority lists; by the clock, so that the same moment gives the same answer."""
    agreement, seq = (
        queries.agreement(agreement_id),
        queries.head(agreement_id),
    )  # read first: what comes later is counted again
    versions = queries.versions(agreement_id)
    zone = zone_named(agreement.zone)
    today = clock.now().astimezone(zone).date()
    on = [one for one in versions if one.state == FrameworkState.ACTIVE and one.effective_from <= today]
    version = on[-1] if on else versions[-1] if versions else None
    row: dict[str, Any] = {
        "agreement_id": agreement_id, "seq": seq, "at": clock.now(), "until": instant(today + DAY, time(0), zone), "is_stale": False,
        "framework_id": version.id if version else None, "in_force": bool(on), "currency": agreement.currency,
        **_pulse(agreement_id, today), **(_of(agreement_id, on[-1].terms, today) if on else _bare(version.terms if version else None)),
    }  # fmt: skip
    return row, _lines(versions, version)


def _of(agreement_id: int, terms: Terms, today: date) -> dict[str, Any]:
    """What the version in force says and judges."""
    percent, limit = _envelope(agreement_id, terms, today)
    return {
        **judging.of(terms, queries.figures(agreement_id), today), **_header(terms), "envelope_percent": percent, "envelope_limit": limit,
        **watching.of(agreement_id, today), **dict(zip((f"within_{n}" for n in WITHIN), windows(policies.counting(terms), clock.now()), strict=True)),
    }  # fmt: skip


def _bare(terms: Terms | None) -> dict[str, Any]:
    """Before a version is in force nothing is judged; what is to come may be shown."""
    header = (
        _header(terms)
        if terms
        else {"annual_charges": Decimal(0), "starts_on": None, "ends_on": None, "triggers": [], "levels": 0}
    )
    return (
        NOTHING
        | watching.NOTHING
        | header
        | {"envelope_percent": None, "envelope_limit": ""}
        | {f"within_{n}": None for n in WITHIN}
    )


def _header(terms: Terms) -> dict[str, Any]:
    triggers = [
        {"name": one.name, "threshold": one.threshold, "clause": one.clause} for one in terms.termination_triggers
    ]
    return {
        "annual_charges": terms.header.annual_charges, "starts_on": terms.header.start, "ends_on": terms.header.end, "triggers": triggers,
        "levels": max((one.level for one in terms.escalation.levels), default=0),
    }  # fmt: skip


def _envelope(agreement_id: int, terms: Terms, today: date) -> tuple[Decimal | None, str]:
    """The limit of which most is used, in percent."""
    found = envelope.room(terms, changes.used(agreement_id, terms, today))
    used = [(one.percent_before, one.title) for one in found if one.percent_before is not None and one.limit]
    measured = {limit.title for limit in terms.envelope.limits if envelope.measure_of(limit)}
    return max((pair for pair in used if pair[1] in measured), key=lambda pair: pair[0], default=(None, ""))


def windows(counting: Counting, now: datetime) -> list[datetime | None]:
    """For 5, 10 and 20 working days: the moment before which something must be due to be due within so many. None where no day is open."""
    today = counting.local_date(now)
    opened: list[date] = []
    day = today
    while len(opened) <= WITHIN[-1] and day - today < CLOSED_AT_MOST:
        day += DAY
        if not counting.closures(day):
            opened.append(day)
    zone = zone_named(counting.zone)
    return [instant(opened[n], time(0), zone) if len(opened) > n else None for n in WITHIN]


def _pulse(agreement_id: int, today: date) -> dict[str, Any]:
    """How joint governance went in the last ninety days."""
    found = pulse.of(clock_of(agreement_id), SPAN)
    done = queries.actions(agreement_id, clock.now() - SPAN)
    sides = {f"{side.value}_actions": done[side][0] for side in SIDES} | {
        f"{side.value}_in_time": done[side][1] for side in SIDES
    }
    return {
        "meetings_due": found.planned, "meetings_held": found.held, "meetings_quorate": found.with_quorum,
        "minutes_answered": sum(side.answered for side in found.sides), "minutes_in_time": sum(side.in_time for side in found.sides),
        "reviews": queries.reviews(agreement_id), "promises_late": queries.promises(agreement_id, today), **sides,
    }  # fmt: skip


def _lines(versions: Sequence[Framework], in_use: Framework | None) -> list[Line]:
    return [
        (version.id, version is in_use, side, line.person, line.up_to)
        for version in versions
        for side in SIDES
        for line in version.terms.authorities(side)
    ]
