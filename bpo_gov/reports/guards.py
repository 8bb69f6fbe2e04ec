"""When a verb of a report is allowed."""

from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say
from bpo_gov.reports import rules, terms
from bpo_gov.reports.models import Report


def is_nearly_over(one: Report, actor: Actor) -> Say | None:
    """Its period is over, or nearly so."""
    first = rules.first_day(one.begins, one.ends)
    if terms.today(one.framework.terms) >= first:
        return None
    return say("Its period ends on %(last)s: it can be delivered from %(day)s on.", last=one.ends, day=first)
