"""Relief and rectification as a contract summary reads: the times of each side in sentences, with their clauses."""

from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import Framework, OnLate, OnReview
from bpo_gov.agreements.framework.cures import Rectification, Relief
from bpo_gov.agreements.shown.classes import Rule
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.words import Say, say

USUAL = say("The framework does not settle this; the usual times hold.")


def rules(terms: Framework) -> list[Rule]:
    """Relief, then the plan; the usual times where the framework leaves one out."""
    return [_relief(terms.relief), _plan(terms.rectification)]


def _days(n: int) -> Say:
    return clocks.period(n, Unit.WORKING_DAY)


def _relief(found: Relief | None) -> Rule:
    rule = found or Relief(clause="-")
    late = {OnLate.FLAG: say("What comes late is flagged, and no more."), OnLate.LAPSE: say("What comes late lapses.")}
    times = say(
        "Notice within %(notice)s of knowing the cause, details within %(details)s of the notice, an answer within %(answer)s of the details.",
        notice=_days(rule.notice), details=_days(rule.details), answer=_days(rule.answer),
    )  # fmt: skip
    return Rule(
        say("Relief, where the other side is the cause"),
        (*_usual(found), times, late[rule.on_late]),
        found.clause if found else "",
    )


def _plan(found: Rectification | None) -> Rule:
    rule = found or Rectification(clause="-")
    silence = {
        OnReview.REMIND: say("Silence about a draft approves nothing."),
        OnReview.APPROVED: say("Silence about a draft approves it."),
    }
    times = say(
        "The failing is told within %(notify)s, a draft handed in within %(draft)s even where blame is denied, and reviewed within %(review)s.",
        notify=_days(rule.notify), draft=_days(rule.draft), review=_days(rule.review),
    )  # fmt: skip
    return Rule(
        say("Plans that put a failing right"),
        (*_usual(found), times, silence[rule.silence]),
        found.clause if found else "",
    )


def _usual(found: object) -> tuple[Say, ...]:
    return () if found else (USUAL,)
