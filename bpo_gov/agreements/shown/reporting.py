"""How the reports of a framework are watched, as a contract summary reads."""

from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import Report
from bpo_gov.agreements.shown import words
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.words import Say, say


def watched(report: Report) -> Say | None:
    """How a report is watched; None where it is only stated."""
    if report.within is None:
        return None
    return say(
        "Watched: within %(within)s after the period, then %(review)s to accept it or send it back. On silence %(then)s.",
        within=clocks.period(report.within, Unit.WORKING_DAY), review=clocks.period(report.review, Unit.WORKING_DAY),
        then=Say(words.ON_REPORT[report.silence]),
    )  # fmt: skip
