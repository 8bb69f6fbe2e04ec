"""The limit on the days by which changes together move the end of the agreement."""

from decimal import Decimal
from typing import cast

from bpo_gov.change_requests.rules.case import Case, Standing
from bpo_gov.change_requests.rules.gauge import Gauge
from bpo_gov.change_requests.rules.limits import days_of, taken_of
from bpo_gov.change_requests.rules.money import less
from bpo_gov.change_requests.rules.terms import Limit, Term
from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict
from bpo_gov.kernel.words import N_, Say, say, say_n

_PLAIN = N_(
    "Days by which the end moves: %(held)s held + %(reserved)s reserved + %(this)s this change = %(total)s "
    "of %(limit)s. Near begins at %(near)s, which is %(near_at)s."
)
_EARLIER = N_(
    "Days by which the end moves: %(held)s held + %(reserved)s reserved + %(this)s this change = %(total)s "
    "of %(limit)s. An earlier end counts as zero and frees no room for others. "
    "Near begins at %(near)s, which is %(near_at)s."
)
_UNKNOWN = N_(
    "Days by which the end moves: %(held)s held + %(reserved)s reserved, and what this change adds is not known yet, "
    "of %(limit)s. Near begins at %(near)s, which is %(near_at)s."
)
_ROOM = N_(
    "Days by which the end moves: %(held)s held + %(reserved)s reserved = %(total)s of %(limit)s; %(free)s free. "
    "Near begins at %(near)s, which is %(near_at)s."
)


def judge_term(limit: Limit, case: Case) -> LimitVerdict:
    """The days by which this change moves the end, on top of what others hold and reserve."""
    used, moved = case.used_of(limit), case.effects.term_days
    days = days_of(cast(Term, limit), case.framework)
    gauge = Gauge(days, case.near, used.held, used.reserved, taken_of(case.effects, "term_days"))
    missing = (say("By how many days the end moves is not known yet."),) if moved is None else ()
    return gauge.verdict(limit, "days", gauge.words(_text(moved), _plain), _remedy(gauge), missing)


def room_term(limit: Limit, standing: Standing) -> LimitVerdict:
    """The days that others hold and reserve, and how many are free."""
    used = standing.used_of(limit)
    days = days_of(cast(Term, limit), standing.framework)
    gauge = Gauge(days, standing.near, used.held, used.reserved)
    return gauge.verdict(limit, "days", gauge.words(_ROOM, _plain))


def _text(moved: int | None) -> str:
    if moved is None:
        return _UNKNOWN
    return _EARLIER if moved < 0 else _PLAIN


def _remedy(gauge: Gauge) -> Say | None:
    if gauge.answer not in (Answer.OUTSIDE, Answer.UNDECIDED):
        return None
    room, without_reserved = int(gauge.room), int(less(gauge.limit, gauge.held))
    if room > 0 or gauge.answer is Answer.UNDECIDED:
        return say_n("Move the end by at most %(n)s day.", "Move the end by at most %(n)s days.", room)
    if gauge.reserved > 0 and without_reserved > 0:
        return say_n(
            "No day is left while others are reserved. Without those, the end may move by at most %(n)s day.",
            "No day is left while others are reserved. Without those, the end may move by at most %(n)s days.",
            without_reserved,
        )
    return say("No day is left: approved changes take the whole limit. Only an amendment of the agreement adds room.")


def _plain(days: Decimal) -> Decimal:
    return days
