"""The envelope's answer to one change, and what is free of it without one."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import overload

from bpo_gov.change_requests.rules.band import judge_band, room_band
from bpo_gov.change_requests.rules.case import Case, Standing
from bpo_gov.change_requests.rules.count import judge_count, room_count
from bpo_gov.change_requests.rules.cumulative import judge_cumulative, room_cumulative
from bpo_gov.change_requests.rules.each import judge_each, room_each
from bpo_gov.change_requests.rules.effects import Effects
from bpo_gov.change_requests.rules.effort import judge_effort, room_effort
from bpo_gov.change_requests.rules.frozen import judge_frozen, room_frozen
from bpo_gov.change_requests.rules.protected import judge_protected, judge_unlisted, room_protected
from bpo_gov.change_requests.rules.summary import headline_of, summary_of
from bpo_gov.change_requests.rules.term import judge_term, room_term
from bpo_gov.change_requests.rules.terms import Framework, Limit
from bpo_gov.change_requests.rules.verdict import LimitVerdict, Used, Verdict, worst

_JUDGES: Mapping[str, Callable[[Limit, Case], LimitVerdict | None]] = {
    "each": judge_each,
    "cumulative": judge_cumulative,
    "count": judge_count,
    "term": judge_term,
    "effort": judge_effort,
    "band": judge_band,
    "protected": judge_protected,
    "frozen": judge_frozen,
}
_ROOMS: Mapping[str, Callable[[Limit, Standing], LimitVerdict]] = {
    "each": room_each,
    "cumulative": room_cumulative,
    "count": room_count,
    "term": room_term,
    "effort": room_effort,
    "band": room_band,
    "protected": room_protected,
    "frozen": room_frozen,
}


@overload
def judge(framework: Framework, effects: Effects, used: Mapping[str, Used], change_class: str, on: date) -> Verdict: ...
@overload
def judge(
    framework: Framework, effects: Effects, used: Mapping[str, Used], change_class: str = "normal", *, on: date
) -> Verdict: ...
def judge(
    framework: Framework,
    effects: Effects,
    used: Mapping[str, Used],
    change_class: str = "normal",
    on: date | None = None,
) -> Verdict:
    """Can this change be made on the day `on` without renegotiation?

    `used` is what other changes hold and reserve, by limit code, in the window of each limit (`window_of`) and without
    this change; a code that is not there is unused. A count limit of another class is left out. Above a limit is
    outside, exactly at it near; a missing fact leaves undecided each limit that needs it, unless what is known
    already is outside. Raises KeyError for a limit of an unknown kind: a limit is never passed over in silence;
    TypeError without a day.
    """
    if on is None:
        raise TypeError("judge() needs the day: on")
    case = Case(framework, used, effects, change_class, on)
    found = [_JUDGES[limit.kind](limit, case) for limit in framework.envelope.limits]
    if all(limit.kind != "protected" for limit in framework.envelope.limits):
        found.append(judge_unlisted(case))
    limits = tuple(verdict for verdict in found if verdict is not None)
    missing = tuple(dict.fromkeys(fact for verdict in limits for fact in verdict.missing))
    answer = worst(limits)
    return Verdict(answer, limits, missing, headline_of(answer), summary_of(limits))


def room(framework: Framework, used: Mapping[str, Used]) -> tuple[LimitVerdict, ...]:
    """Every limit as it stands without a further change: what is held, reserved and (`free`) left; `this` is zero."""
    standing = Standing(framework, used)
    return tuple(_ROOMS[limit.kind](limit, standing) for limit in framework.envelope.limits)
