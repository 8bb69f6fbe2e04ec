"""Every state a report can stand in, each reached by real moves; `side` is the one that owes it."""

from collections.abc import Callable

from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.parties import clock_of
from bpo_gov.kpis.rules import periods
from bpo_gov.reports import actions, queries
from bpo_gov.reports.models import Report
from tests.cast import Cast
from tests.conftest import NOW

MEMBERS = {"client": "carl", "vendor": "victor"}
OTHERS = {"client": "victor", "vendor": "carl"}
WAIVERS = {"client": "vera", "vendor": "ana"}  # managers of the side that it is for
NAMES = {"client": "Volume forecast for the next six months", "vendor": "Monthly service report"}
MAKERS = {  # who may make a verb of a report that the client owes, and in which situation
    "deliver": ("carl", "due"),
    "accept": ("victor", "delivered"),
    "send_back": ("victor", "delivered"),
    "waive": ("vera", "due"),
    "note": ("carl", "due"),
    "note_own": ("carl", "due"),
}
LINK = "https://reports.example.com/may"
WHY = "The figures of the second week are missing."
Situation = Callable[[Cast, str], Report]


def report(cast: Cast, state: str = "due", side: str = "vendor", *, name: str = "", period: str = "") -> Report:
    """A report that real moves have brought to a state; of the newest period that is over and has none, unless named."""
    name = name or NAMES[side]
    period = period or _free(cast, name)
    one = actions.open_(clock_of(cast.agreement.id), name=name, period=period)
    if state == "waived":
        return actions.waive(one, cast.actor(WAIVERS[side]), reason="The month was closed.")
    if state != "due":
        deliver(cast, one)
    if state == "returned":
        actions.send_back(one, cast.actor(OTHERS[side]), reason=WHY)
    elif state == "accepted":
        actions.accept(one, cast.actor(OTHERS[side]))
    return one


def deliver(cast: Cast, one: Report) -> Report:
    """The side that owes it delivers it at an address."""
    return actions.deliver(one, cast.actor(MEMBERS[one.ower.value]), link=LINK, remark="As every month.")


def _free(cast: Cast, name: str) -> str:
    span = periods.period_of(periods.Length.MONTH, NOW.date()).previous
    while queries.at(cast.agreement.id, span.label, name):
        span = span.previous
    return span.label


def _stands_in(state: str) -> Situation:
    return lambda cast, side: report(cast, state, side)


def _early(cast: Cast, side: str) -> Report:
    return report(cast, "due", side, period=periods.period_of(periods.Length.MONTH, NOW.date()).label)


def _late(cast: Cast, side: str) -> Report:
    return actions.late(report(cast, "due", side), clock_of(cast.agreement.id))


def _with_files(cast: Cast, side: str) -> Report:
    file = File("report.pdf", "application/pdf", b"%PDF-1.4 a report")
    one = report(cast, "due", side)
    return actions.deliver(one, cast.actor(MEMBERS[side]), remark="With the data.", files=(file,))


def _again(cast: Cast, side: str) -> Report:
    return deliver(cast, report(cast, "returned", side))


def _reminded(cast: Cast, side: str) -> Report:
    return actions.remind(report(cast, "delivered", side), clock_of(cast.agreement.id))


def _deemed(cast: Cast, side: str) -> Report:
    return actions.deem(report(cast, "delivered", side), clock_of(cast.agreement.id))


SITUATIONS: dict[str, Situation] = {
    **{state: _stands_in(state) for state in ("due", "delivered", "returned", "accepted", "waived")},
    "due, its period not over": _early,
    "due, late": _late,
    "delivered, with files": _with_files,
    "delivered again": _again,
    "delivered, nobody looks": _reminded,
    "accepted by silence": _deemed,
}
