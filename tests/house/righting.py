"""Every state a rectification plan can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bpo_gov.kernel.parties import clock_of
from bpo_gov.kpis import queries as figures
from bpo_gov.kpis.rules import periods
from bpo_gov.rectifications import actions, queries
from bpo_gov.rectifications.models import Rectification, Root
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import deciding, measuring

NOTIFIERS = {"client": "carl", "vendor": "victor"}
BINDERS = {"client": "ana", "vendor": "vera"}
OTHERS = {"client": "victor", "vendor": "carl"}  # members of the side at fault
CODES = {"client": "KPI-01", "vendor": "KPI-08"}  # of a KPI that measures the other side
MAKERS = {  # who may make a verb of a plan that the client asked for, and in which situation
    "draft": ("victor", "notified"),
    "accept": ("ana", "drafted"),
    "return": ("carl", "drafted"),
    "finish": ("victor", "executing"),
    "report": ("victor", "executing, every step done"),
    "verify": ("ana", "reported"),
    "fail": ("ana", "reported"),
    "determine": ("ana", "drafted"),
    "withdraw": ("ana", "notified"),
    "note": ("carl", "notified"),
    "note_own": ("carl", "notified"),
}
KNOWN = NOW.date() - timedelta(days=2)
FIRST, LAST = NOW.date() + timedelta(days=12), NOW.date() + timedelta(days=26)
Situation = Callable[[Cast, str], Rectification]


def words(cast: Cast, side: str = "client", **more: Any) -> dict[str, Any]:
    """What a notice says, of the newest period that has no plan yet."""
    return {
        "figure": (CODES[side], _free(cast, CODES[side])),
        "known_on": KNOWN,
        "failing": "One call in five was lost.",
    } | more


def draft(cast: Cast, side: str = "client", **more: Any) -> dict[str, Any]:
    """What a draft says."""
    doer = cast.actor(OTHERS[side])
    return {
        "cause": "The night team was short.", "denies": False, "remedy": "Two more people at night.",
        "steps": (
            {"what": "Hire two people", "owner_id": doer.user_id, "owner": doer.name, "due_on": FIRST},
            {"what": "Train them", "owner_id": None, "owner": "", "due_on": LAST},
        ),
    } | more  # fmt: skip


def plan(cast: Cast, state: str = "notified", side: str = "client", **more: Any) -> Rectification:
    """A plan that real moves have brought to a state; `more` are words of its notice."""
    one = actions.notify(cast.actor(NOTIFIERS[side]), **words(cast, side, **more))
    for step in WAYS[state]:
        step(cast, one, side)
    return one


Walk = Callable[[Cast, Rectification, str], object]
_HAND_IN: Walk = lambda cast, one, side: actions.draft(one, cast.actor(OTHERS[side]), **draft(cast, side))  # noqa: E731
_ACCEPT: Walk = lambda cast, one, side: actions.accept(one, cast.actor(BINDERS[side]))  # noqa: E731


def _report(cast: Cast, one: Rectification, side: str) -> None:
    _finish_all(cast, one, side)
    actions.report(one, cast.actor(OTHERS[side]), report="Both work since Monday.")


def _finish_all(cast: Cast, one: Rectification, side: str) -> Rectification:
    for step in one.steps:
        actions.finish(one, cast.actor(OTHERS[side]), step=step.id, done="Both signed.")
    return one


WAYS: dict[str, tuple[Walk, ...]] = {
    "notified": (),
    "drafted": (_HAND_IN,),
    "returned": (_HAND_IN, lambda cast, one, side: actions.return_(one, cast.actor(NOTIFIERS[side]), reason="Who trains them?")),
    "executing": (_HAND_IN, _ACCEPT),
    "reported": (_HAND_IN, _ACCEPT, _report),
    "verified": (
        _HAND_IN, _ACCEPT, _report, lambda cast, one, side: actions.verify(one, cast.actor(BINDERS[side]), remark="Seen on Tuesday night.")
    ),
    "failed": (
        _HAND_IN, _ACCEPT, _report, lambda cast, one, side: actions.fail(one, cast.actor(BINDERS[side]), reason="Calls are lost as before.")
    ),
    "lifted": (_HAND_IN, lambda cast, one, side: _found(cast, one, Root(side))),
    "withdrawn": (lambda cast, one, side: actions.withdraw(one, cast.actor(BINDERS[side]), reason="It was our own fault."),),
}  # fmt: skip


def _found(cast: Cast, one: Rectification, root: Root) -> Rectification:
    decision = deciding.decision(cast, "agreed", about=one)
    return actions.determine(one, cast.actor("ana"), root=root, decision=decision)


def _free(cast: Cast, code: str) -> str:
    length = periods.Length.MONTH
    span = periods.period_of(length, NOW.date()).previous
    while queries.at(cast.agreement.id, code, span.label):
        span = span.previous
    return span.label


def _stands_in(state: str) -> Situation:
    return lambda cast, side: plan(cast, state, side)


def _of_a_figure(cast: Cast, side: str) -> Rectification:
    if side == "vendor":
        return plan(cast, "notified", side)
    code, period = "KPI-01", _free(cast, "KPI-01")
    if figures.at(cast.agreement.id, code, period) is None:
        measuring.figure(cast, "accepted", period=period)
    return plan(cast, "notified", side, figure=(code, period))


def _denied(cast: Cast, side: str) -> Rectification:
    one = plan(cast, "returned", side)
    return actions.draft(one, cast.actor(OTHERS[side]), **draft(cast, side, denies=True))


def _shared(cast: Cast, side: str) -> Rectification:
    return _found(cast, plan(cast, "drafted", side), Root.BOTH)


def _one_done(cast: Cast, side: str) -> Rectification:
    one = plan(cast, "executing", side)
    return actions.finish(one, cast.actor(OTHERS[side]), step=one.steps[0].id, done="Both signed.")


def _overdue(cast: Cast, side: str) -> Rectification:
    return actions.overdue(plan(cast, "notified", side), clock_of(cast.agreement.id))


def _reminded(cast: Cast, side: str) -> Rectification:
    return actions.remind(plan(cast, "drafted", side), clock_of(cast.agreement.id))


def _passed_by(cast: Cast, side: str) -> Rectification:
    return actions.pass_by(plan(cast, "drafted", side), clock_of(cast.agreement.id))


SITUATIONS: dict[str, Situation] = {
    **{
        state: _stands_in(state)
        for state in (
            "notified",
            "drafted",
            "returned",
            "executing",
            "reported",
            "verified",
            "failed",
            "lifted",
            "withdrawn",
        )
    },
    "notified, of a figure": _of_a_figure,
    "notified, the draft overdue": _overdue,
    "drafted, a second version that denies the blame": _denied,
    "drafted, both caused it": _shared,
    "drafted, nobody looks": _reminded,
    "executing, one step done": _one_done,
    "executing, every step done": lambda cast, side: _finish_all(cast, plan(cast, "executing", side), side),
    "executing, approved by silence": _passed_by,
}
