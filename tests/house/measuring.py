"""Every state a figure can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bpo_gov.kernel.parties import clock_of
from bpo_gov.kpis import actions, queries
from bpo_gov.kpis.models import Figure
from bpo_gov.kpis.rules import periods
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import deciding

MEASURERS = {"client": "carl", "vendor": "victor"}
OTHERS = {"client": "vera", "vendor": "ana"}
MAKERS = {  # who may make a verb of a figure that the client measures, and in which situation
    "accept": ("victor", "provisional"),
    "contest": ("victor", "provisional"),
    "withdraw": ("carl", "provisional"),
    "propose": ("carl", "contested"),
    "agree": ("ana", "contested"),
    "give_up": ("victor", "contested"),
    "determine": ("ana", "contested"),
    "correct": ("carl", "accepted"),
    "note": ("carl", "provisional"),
    "note_own": ("carl", "provisional"),
}
Situation = Callable[[Cast, str], Figure]
CODES = {"vendor": "KPI-01", "client": "KPI-05"}


def figure(cast: Cast, state: str = "provisional", side: str = "vendor", *, period: str = "", **more: Any) -> Figure:
    """A figure that real moves have brought to a state; of the newest period that is free."""
    code = CODES[side]
    words: dict[str, Any] = {"code": code, "period": period or _free(cast, code), "value": Decimal("96.5")} | more
    one = actions.submit(cast.actor(MEASURERS[side]), **words)
    if state == "accepted":
        actions.accept(one, cast.actor(OTHERS[side]))
    elif state != "provisional":
        actions.contest(one, cast.actor(OTHERS[side]), value=Decimal(94), reason="Calls that hung up are left out.")
    if state == "agreed":
        actions.agree(one, cast.actor("vera" if side == "vendor" else "ana"))
    return one


def _free(cast: Cast, code: str) -> str:
    span = periods.period_of(periods.Length.MONTH, NOW.date()).previous
    while queries.at(cast.agreement.id, code, span.label):
        span = span.previous
    return span.label


def _determined(cast: Cast, side: str) -> Figure:
    one = figure(cast, "contested", side)
    decision = deciding.decision(cast, "agreed", about=one)
    return actions.determine(one, cast.actor("ana"), value=Decimal(95), decision=decision)


def _replaced(cast: Cast, side: str) -> Figure:
    return actions.correct(
        figure(cast, "accepted", side), cast.actor(MEASURERS[side]), value=Decimal(95), numerator=None, denominator=None, reason="Counted again.",
    )  # fmt: skip


def _withdrawn(cast: Cast, side: str) -> Figure:
    return actions.withdraw(figure(cast, side=side), cast.actor(MEASURERS[side]), reason="The wrong month.")


def _passed(cast: Cast, side: str) -> Figure:
    return actions.pass_by(figure(cast, side=side), clock_of(cast.agreement.id))


def _stands_in(state: str) -> Situation:
    return lambda cast, side: figure(cast, state, side)


SITUATIONS: dict[str, Situation] = {
    **{state: _stands_in(state) for state in ("provisional", "contested", "accepted", "agreed")},
    "determined": _determined,
    "replaced": _replaced,
    "withdrawn": _withdrawn,
    "accepted, as nobody contested it": _passed,
}
