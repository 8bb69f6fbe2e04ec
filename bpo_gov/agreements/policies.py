"""What the agreement says about time: the periods of its procedures, and how its days are counted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import inspect

from bpo_gov.agreements.framework import ChangeClass, OnNoAnswer, OnSilence, OnUnratified, OnUnsigned
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Period as Length
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel import clock, holiday_table
from bpo_gov.kernel.calendars import Counting, Unit
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period, PeriodOf

STEPS = ("assess", "inform", "decide", "sign", "accept")
AFTER_SILENCE = {OnSilence.LAPSE: "lapse", OnSilence.REMIND: "remind", OnSilence.ESCALATE: "escalate"}
AFTER_SIGNING = {OnUnsigned.NOTICE: "overdue", OnUnsigned.LAPSE: "lapse_unsigned"}
UNRATIFIED = {OnUnratified.REMIND: "overdue", OnUnratified.LAPSE: "lapse_unratified"}
NO_OBJECTION = {OnNoAnswer.WAITS: "overdue", OnNoAnswer.STANDS: "stand"}
Found = tuple[Length, str | None]  # how long, and the clock's verb where the agreement chooses it
_countings: dict[int, tuple[Terms, str, Counting]] = {}


OWN: dict[str, PeriodOf] = {}  # kind of matter -> its own periods; wiring fills it


def period_of(matter: Matter, policy: str) -> Period | None:
    """The period a policy gives a matter under the version that governs it; None where there is none."""
    if own := OWN.get(matter.kind):
        return own(matter, policy)
    terms = terms_of(matter)
    change_class = getattr(matter, "change_class", ChangeClass.NORMAL)
    ordered = getattr(matter, "ordered", ()) if policy == "deliver" else ()
    return period_in(terms, policy, change_class, ordered) if terms else None


def terms_of(matter: Matter) -> Terms | None:
    """The version of the terms that governs a matter; None for a matter of another kind."""
    framework = framework_of(matter)
    return framework.terms if framework else None


def framework_of(matter: Matter) -> Framework | None:
    """The version of the framework that governs a matter; None for a matter of another kind."""
    framework_id = getattr(matter, "framework_id", None)
    if framework_id is None:
        return None
    loaded: Framework | None = matter.framework if "framework" not in inspect(matter).unloaded else None  # type: ignore[attr-defined]
    return loaded or db.session.get_one(Framework, framework_id)


def period_in(
    terms: Terms, policy: str, change_class: ChangeClass = ChangeClass.NORMAL, ordered: Sequence[str] = ()
) -> Period | None:
    """The period that the terms give a policy of change control, its clause and what the clock does after it.

    `ordered` are the codes of the catalogue that a change orders: the slowest of them sets its time of delivery.
    """
    found = OTHERS[policy](terms, ordered) if policy in OTHERS else _step(terms, policy, change_class)
    if found is None:
        return None
    length, then = found
    return Period(length.n, length.unit, counting(terms), length.clause or terms.change_procedure.clause, then)


def counting(terms: Terms) -> Counting:
    """How the agreement counts, by the holidays of the table; built once for each text of terms and each table."""
    kept, mark = _countings.get(id(terms)), holiday_table.version()
    if kept is None or kept[0] is not terms or kept[1] != mark:
        if len(_countings) > 256:
            _countings.clear()
        kept = _countings[id(terms)] = (terms, mark, terms.counting(holiday_table.book(terms.places)))
    return kept[2]


def first_day(terms: Terms) -> date:
    """The first day of the agreement whose end is still to come: today up to the cut-off, then the day after."""
    rule, now = counting(terms), clock.now()
    today = rule.local_date(now)
    return today + timedelta(days=1) if now > rule.cut_off_on(today) else today


def until(terms: Terms, day: date, clause: str | None = None) -> Period:
    """From now to the end of a day that was named, in calendar days; to the end of the first day when that is over."""
    rule = counting(terms)
    left = max((day - first_day(terms)).days, 0)
    return Period(left + 1 if rule.day_of_receipt else left, Unit.CALENDAR_DAY, rule, clause)


def _step(terms: Terms, policy: str, change_class: ChangeClass) -> Found | None:
    procedure = terms.change_procedure
    if policy not in STEPS:
        return None
    fast = procedure.fast_track if change_class is ChangeClass.FAST_TRACK else None
    signed_late = AFTER_SIGNING[procedure.unsigned.then] if policy == "sign" and procedure.unsigned else None
    return getattr(fast or procedure.normal, policy), signed_late


def _silence(terms: Terms, ordered: Sequence[str]) -> Found:
    rule = terms.change_procedure.silence
    return rule.after, AFTER_SILENCE[rule.then]


def _object(terms: Terms, ordered: Sequence[str]) -> Found | None:
    rule = terms.change_procedure.operational
    return (rule.object_within, NO_OBJECTION[rule.silence]) if rule else None


def _ratify(terms: Terms, ordered: Sequence[str]) -> Found | None:
    rule = terms.change_procedure.emergency
    return (rule.ratify, UNRATIFIED[rule.then]) if rule else None


def _notice(terms: Terms, ordered: Sequence[str]) -> Found | None:
    rule = terms.change_procedure.unsigned
    return (rule.notice, None) if rule else None


def _deliver(terms: Terms, ordered: Sequence[str]) -> Found | None:
    items = [item for code in ordered if (item := terms.change_procedure.item(code)) is not None]
    return (max((item.deliver_within for item in items), key=lambda length: length.n), None) if items else None


OTHERS: Mapping[str, Callable[[Terms, Sequence[str]], Found | None]] = {
    "silence": _silence, "object": _object, "ratify": _ratify, "notice": _notice, "deliver": _deliver,
}  # fmt: skip
