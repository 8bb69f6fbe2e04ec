"""What the agreement says about time: the periods of its procedures, and how its days are counted."""

from sqlalchemy import inspect

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import OnSilence
from bpo_gov.agreements.framework import Period as Length
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel import holiday_table
from bpo_gov.kernel.calendars import Counting
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period

STEPS = ("assess", "inform", "decide", "sign", "accept")
# Until a framework's escalation ladder is climbed by matters, escalating means telling both sides.
AFTER_SILENCE = {OnSilence.LAPSE: "lapse", OnSilence.REMIND: "remind", OnSilence.ESCALATE: "remind"}
_countings: dict[int, tuple[Terms, str, Counting]] = {}


def period_of(matter: Matter, policy: str) -> Period | None:
    """The period a policy gives a change request under the version that governs it; None where there is none."""
    terms = terms_of(matter)
    return period_in(terms, policy) if terms else None


def terms_of(matter: Matter) -> Terms | None:
    """The version of the terms that governs a matter; None for a matter of another kind."""
    framework_id = getattr(matter, "framework_id", None)
    if framework_id is None:
        return None
    loaded = matter.framework if "framework" not in inspect(matter).unloaded else None  # type: ignore[attr-defined]
    framework = loaded or db.session.get_one(Framework, framework_id)
    return framework.terms


def period_in(terms: Terms, policy: str) -> Period | None:
    """The period that the terms give a policy of change control, its clause and what the clock does after it."""
    procedure = terms.change_procedure
    if policy == "silence":
        return _period(terms, procedure.silence.after, AFTER_SILENCE[procedure.silence.then])
    if policy in STEPS:
        return _period(terms, getattr(procedure.normal, policy))
    return None


def counting(terms: Terms) -> Counting:
    """How the agreement counts, by the holidays of the table; built once for each text of terms and each table."""
    kept, mark = _countings.get(id(terms)), holiday_table.version()
    if kept is None or kept[0] is not terms or kept[1] != mark:
        if len(_countings) > 256:
            _countings.clear()
        kept = _countings[id(terms)] = (terms, mark, terms.counting(holiday_table.book(terms.places)))
    return kept[2]


def _period(terms: Terms, length: Length, then: str | None = None) -> Period:
    clause = length.clause or terms.change_procedure.clause
    return Period(length.n, length.unit, counting(terms), clause, then)
