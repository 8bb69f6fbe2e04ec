"""The limit on the working days that one change may cost."""

from decimal import Decimal
from typing import cast

from bpo_gov.change_requests.rules.case import Case, Standing
from bpo_gov.change_requests.rules.gauge import Gauge
from bpo_gov.change_requests.rules.money import ZERO
from bpo_gov.change_requests.rules.terms import Effort, Limit
from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict
from bpo_gov.kernel.words import N_, Say, say

_PLAIN = N_("Working days: %(total)s of %(limit)s. Near begins at %(near)s, which is %(near_at)s.")
_UNKNOWN = N_("Working days: not known yet, at most %(limit)s. Near begins at %(near)s, which is %(near_at)s.")
_ROOM = N_("Working days for one change: at most %(limit)s. Near begins at %(near)s, which is %(near_at)s.")


def judge_effort(limit: Limit, case: Case) -> LimitVerdict:
    """The effort of this change alone; effort saved counts as zero."""
    effort = case.effects.effort_days
    gauge = Gauge(_days(limit), case.near, this=None if effort is None else max(ZERO, effort))
    missing = (say("The effort in working days is not known yet."),) if effort is None else ()
    text = _UNKNOWN if effort is None else _PLAIN
    return gauge.verdict(limit, "days", gauge.words(text, _plain), _remedy(gauge), missing)


def room_effort(limit: Limit, standing: Standing) -> LimitVerdict:
    """The effort that one change may cost."""
    gauge = Gauge(_days(limit), standing.near)
    return gauge.verdict(limit, "days", gauge.words(_ROOM, _plain))


def _remedy(gauge: Gauge) -> Say | None:
    if gauge.answer is Answer.OUTSIDE:
        return say("Working days to take away: %(over)s, down to %(room)s or less.", over=gauge.over, room=gauge.limit)
    if gauge.answer is Answer.UNDECIDED:
        return say("Working days that are inside: %(room)s or less.", room=gauge.limit)
    return None


def _days(limit: Limit) -> Decimal:
    return Decimal(cast(Effort, limit).days)


def _plain(days: Decimal) -> Decimal:
    return days
