"""The periods in which nothing may change, such as an exit or a year-end close."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import cast

from bpo_gov.change_requests.rules.case import Case, Standing
from bpo_gov.change_requests.rules.terms import Frozen, FrozenPeriod, Limit
from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict
from bpo_gov.kernel.words import Say, say


def judge_frozen(limit: Limit, case: Case) -> LimitVerdict:
    """Outside on every day of a period, the first and the last included."""
    periods = cast(Frozen, limit).periods
    frozen = _period_of(periods, case.on)
    if frozen is None:
        return _verdict(limit, Answer.INSIDE, say("%(day)s is in no frozen period.", day=case.on))
    sentence = say(
        "%(day)s is in the frozen period %(first)s to %(last)s: %(reason)s.",
        day=case.on,
        first=frozen.from_,
        last=frozen.to,
        reason=frozen.reason,
    )
    return _verdict(limit, Answer.OUTSIDE, sentence, _remedy(_thaw(periods, frozen.to), case))


def room_frozen(limit: Limit, _standing: Standing) -> LimitVerdict:
    """When nothing may change."""
    periods = cast(Frozen, limit).periods
    spoken = [say("%(first)s to %(last)s: %(reason)s", first=p.from_, last=p.to, reason=p.reason) for p in periods]
    sentence = say("Frozen: %(periods)s.", periods=spoken) if spoken else say("No period is frozen.")
    return _verdict(limit, Answer.INSIDE, sentence)


def _remedy(thaw: date, case: Case) -> Say:
    """The day on which changes are open again, if any day of the longest term is left after the period."""
    framework = case.framework
    if thaw < framework.header.start + timedelta(days=framework.maximum_term_days):
        return say("Wait until %(day)s.", day=thaw)
    return say("The period lasts to the end of the agreement. Only an amendment of the agreement allows it.")


def _period_of(periods: Sequence[FrozenPeriod], day: date) -> FrozenPeriod | None:
    return next((period for period in periods if period.from_ <= day <= period.to), None)


def _thaw(periods: Sequence[FrozenPeriod], last: date) -> date:
    """The first day after `last` that no period covers."""
    day = last + timedelta(days=1)
    while (period := _period_of(periods, day)) is not None:
        day = period.to + timedelta(days=1)
    return day


def _verdict(limit: Limit, answer: Answer, sentence: Say, remedy: Say | None = None) -> LimitVerdict:
    return LimitVerdict(
        code=limit.code,
        kind=limit.kind,
        title=limit.title,
        clause=limit.clause,
        answer=answer,
        held=None,
        reserved=None,
        this=None,
        limit=None,
        percent_before=None,
        percent_after=None,
        sentence=sentence,
        remedy=remedy,
        unit="",
    )
