"""Every state a statement of credits can stand in, each reached by real moves; `side` is the one it is due to."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from bpo_gov.credits import actions
from bpo_gov.credits.models import Statement
from bpo_gov.kernel.parties import clock_of
from bpo_gov.kpis import actions as figures
from bpo_gov.kpis import queries as measured
from bpo_gov.kpis.rules import periods
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import deciding

MANAGERS = {"client": "ana", "vendor": "vera"}
MEMBERS = {"client": "carl", "vendor": "victor"}
CODES = {"client": "KPI-01", "vendor": "KPI-08"}  # due to the client is what the vendor missed
MAKERS = {  # who may make a verb of a statement that is due to the client, and in which situation
    "claim": ("ana", "drawn"),
    "confirm": ("vera", "claimed"),
    "object": ("victor", "claimed"),
    "settle": ("ana", "objected"),
    "determine": ("ana", "objected"),
    "apply": ("victor", "confirmed"),
    "waive": ("ana", "drawn"),
    "note": ("carl", "drawn"),
    "note_own": ("carl", "drawn"),
}
WRONG = "The repeat is not one."
Situation = Callable[[Cast, str], Statement]


def missed(cast: Cast, side: str = "client", *, period: str = "", value: str = "85", accepted: bool = True) -> str:
    """A settled figure under every band, of the newest month that is free; its month."""
    code = CODES[side]
    period = period or _free(cast, code)
    one = figures.submit(cast.actor("victor"), code=code, period=period, value=Decimal(value))
    if accepted:
        figures.accept(one, cast.actor("carl"))
    return period


def statement(
    cast: Cast, state: str = "drawn", side: str = "client", *, count: Decimal | None = Decimal(500), **more: Any
) -> Statement:
    """A statement that real moves have brought to a state."""
    other = "vendor" if side == "client" else "client"
    one = actions.draw_up(cast.actor(MEMBERS[side]), period=missed(cast, side, **more), owed_by=other)
    if state == "drawn":
        return one
    actions.claim(one, cast.actor(MANAGERS[side]), charges=one.charges)
    if state == "objected":
        actions.object_to(one, cast.actor(MEMBERS[other]), amount=count, reason=WRONG)
    elif state != "claimed":
        actions.confirm(one, cast.actor(MANAGERS[other]))
    if state == "applied":
        actions.apply(one, cast.actor(MEMBERS[other]), document="CN-7", applied_on=date(2026, 6, 2))
    return one


def _free(cast: Cast, code: str) -> str:
    span = periods.period_of(periods.Length.MONTH, NOW.date()).previous
    while measured.at(cast.agreement.id, code, span.label):
        span = span.previous
    return span.label


def _waived(cast: Cast, side: str) -> Statement:
    return actions.waive(statement(cast, side=side), cast.actor(MANAGERS[side]), reason="It was our holiday.")


def _lapsed(cast: Cast, side: str) -> Statement:
    return actions.lapse(statement(cast, side=side), clock_of(cast.agreement.id))


def _late(cast: Cast, side: str) -> Statement:
    return actions.claim_late(statement(cast, side=side), clock_of(cast.agreement.id))


def _determined(cast: Cast, side: str) -> Statement:
    one = statement(cast, "objected", side)
    decision = deciding.decision(cast, "agreed", about=one)
    return actions.determine(one, cast.actor("ana"), amount=Decimal(700), decision=decision)


def _stands_in(state: str) -> Situation:
    return lambda cast, side: statement(cast, state, side)


SITUATIONS: dict[str, Situation] = {
    **{state: _stands_in(state) for state in ("drawn", "claimed", "objected", "confirmed", "applied")},
    "waived": _waived,
    "lapsed": _lapsed,
    "drawn, claimed late": _late,
    "confirmed, determined": _determined,
    "objected, without a count": lambda cast, side: statement(cast, "objected", side, count=None),
}
