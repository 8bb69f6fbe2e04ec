"""Every state a change request can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.change_requests import actions, adopting
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import timers
from bpo_gov.kernel.parties import clock_of
from tests import make
from tests.cast import Cast
from tests.conftest import NOW

RAISERS = {"client": "carl", "vendor": "victor"}
OTHERS = {"client": "victor", "vendor": "carl"}
LITTLE: dict[str, Any] = {
    "one_off_cost": Decimal(1000),
    "monthly_cost": Decimal(0),
}  # all situations together stay inside
OUTSIDE: dict[str, Any] = {"one_off_cost": Decimal(900_000)}  # far over every limit of the cast's envelope
NOBODY_KNOWS: dict[str, Any] = {"one_off_cost": None, "monthly_cost": None}
Situation = Callable[[Cast, str], ChangeRequest]


def _stands_in(state: str, **words: Any) -> Situation:
    return lambda cast, side: make.change_request(cast, state, by=RAISERS[side], **LITTLE | words)


def _returned(cast: Cast, side: str) -> ChangeRequest:
    cr = make.change_request(cast, "submitted", by=RAISERS[side], **LITTLE)
    return actions.return_(cr, cast.actor(OTHERS[side]), reason="Say for whom.")


def _rejected(cast: Cast, side: str) -> ChangeRequest:
    cr = make.change_request(cast, "assessed", by=RAISERS[side], **LITTLE)
    return actions.reject(cr, cast.actor("ana"), reason="Not this year.")


def _withdrawn(cast: Cast, side: str) -> ChangeRequest:
    cr = make.change_request(cast, "submitted", by=RAISERS[side], **LITTLE)
    return actions.withdraw(cr, cast.actor(RAISERS[side]), reason="No longer needed.")


def _discarded(cast: Cast, side: str) -> ChangeRequest:
    cr = make.change_request(cast, "draft", by=RAISERS[side], **LITTLE)
    return actions.discard(cr, cast.actor(RAISERS[side]))


def _lapsed(cast: Cast, side: str) -> ChangeRequest:
    cr = make.change_request(cast, "assessed", by=RAISERS[side], **LITTLE)
    return actions.lapse(cr, clock_of(cast.agreement.id))


def _with_statement(cast: Cast, side: str) -> ChangeRequest:
    cr = make.change_request(cast, "submitted", by=RAISERS[side], **OUTSIDE)
    return actions.propose_amendment(cr, cast.actor("ana"), statement="The volume has doubled.")


def _needs_amendment(cast: Cast, side: str) -> ChangeRequest:
    return actions.agree_amendment(_with_statement(cast, side), cast.actor("vera"))


def _half_signed(cast: Cast, side: str) -> ChangeRequest:
    cr = make.change_request(cast, "approved", by=RAISERS[side], **LITTLE)
    return actions.sign(cr, cast.actor("edda"))


def _asked(cast: Cast, side: str) -> ChangeRequest:
    cr = make.change_request(cast, "submitted", by=RAISERS[side], **LITTLE)
    return actions.ask(cr, cast.actor("victor"), question="How many people?")


def _not_signed(cast: Cast, side: str) -> ChangeRequest:
    """Signed by the client, and the vendor's time is over."""
    cr = _half_signed(cast, side)
    for timer in timers.live(cr):
        timer.due_at = NOW - timedelta(days=1)
    return cr


def _noticed(cast: Cast, side: str) -> ChangeRequest:
    """Approved, signed by the client, and the time for signatures over."""
    return actions.give_notice(_not_signed(cast, side), cast.actor("edda"), notice="Please sign.")


def _to_be_disputed(cast: Cast, side: str) -> ChangeRequest:
    return actions.open_dispute(_noticed(cast, side), clock_of(cast.agreement.id))


def _disputed(cast: Cast, side: str) -> ChangeRequest:
    return actions.dispute(_to_be_disputed(cast, side), cast.actor("edda"), reason="Not signed.", relief="A signature.")


def _reopening(cast: Cast, side: str) -> ChangeRequest:
    cr = make.change_request(cast, "authorised", by=RAISERS[side], **LITTLE)
    return actions.propose_reopening(cr, cast.actor("vera"), reason="The volume has doubled.")


def _emergency(cast: Cast, side: str) -> ChangeRequest:
    words = LITTLE | {"change_class": ChangeClass.EMERGENCY, "urgency": "Payslips would be lost."}
    return make.change_request(cast, "submitted", by=RAISERS[side], **words)


def _ratified(cast: Cast, side: str) -> ChangeRequest:
    cr = _emergency(cast, side)
    return actions.ratify(cr, cast.actor("edda"), description="Done.", adjustments="", effective_on=NOW.date())


def _emergency_delivered(cast: Cast, side: str) -> ChangeRequest:
    return actions.deliver(_emergency(cast, side), cast.actor("victor"), report="Saved.")


def _operational(cast: Cast, side: str) -> ChangeRequest:
    words: dict[str, Any] = {
        "change_class": ChangeClass.OPERATIONAL,
        "one_off_cost": Decimal(0),
        "monthly_cost": Decimal(0),
    }
    return make.change_request(cast, "submitted", by="victor", **words)


def _ordered(state: str) -> Situation:
    words: dict[str, Any] = {"change_class": ChangeClass.CATALOGUE, "lines": {"C-03": 1}}
    return lambda cast, side: make.change_request(cast, state, by=RAISERS[side], **words)


def _under_an_earlier_version(cast: Cast, side: str) -> ChangeRequest:
    cr = make.change_request(cast, "submitted", by=RAISERS[side], **LITTLE)
    make.next_version(cast)
    return cr


def _asked_to_move(cast: Cast, side: str) -> ChangeRequest:
    return adopting.propose_version(_under_an_earlier_version(cast, side), cast.actor("ana"))


SITUATIONS: dict[str, Situation] = {
    **{state: _stands_in(state) for state in make.ORDER},
    "returned": _returned,
    "rejected": _rejected,
    "withdrawn": _withdrawn,
    "discarded": _discarded,
    "lapsed": _lapsed,
    "needs_amendment": _needs_amendment,
    "draft that says nothing": _stands_in("draft", reason="", description=""),
    "submitted, outside": _stands_in("submitted", **OUTSIDE),
    "submitted, with a statement": _with_statement,
    "submitted, undecided": _stands_in("submitted", **NOBODY_KNOWS),
    "assessed, over ana's limit": _stands_in("assessed", one_off_cost=Decimal(60_000)),
    "approved, half signed": _half_signed,
    "submitted, a question": _asked,
    "approved, not signed in time": _not_signed,
    "approved, notice given": _noticed,
    "approved, a dispute may begin": _to_be_disputed,
    "disputed": _disputed,
    "authorised, to be reopened": _reopening,
    "emergency at work": _emergency,
    "emergency ratified": _ratified,
    "emergency delivered": _emergency_delivered,
    "operational submitted": _operational,
    "draft of an order": _ordered("draft"),
    "order submitted": _ordered("submitted"),
    "submitted, under an earlier version": _under_an_earlier_version,  # from here on a later version is in force
    "submitted, asked to move to the version in force": _asked_to_move,
}
