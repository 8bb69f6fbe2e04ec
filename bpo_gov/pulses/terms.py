"""What the agreement says about the pulse: what is asked, how long a round is open, and for which quarter."""

from datetime import date

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Pulse as Rules
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period
from bpo_gov.kernel.words import N_, Say, say
from bpo_gov.kpis.rules.periods import Length, parse, period_of
from bpo_gov.pulses.models import Pulse

POLICY = "pulse"
USUAL = (
    N_("Keeps its promises"),
    N_("Tells bad news early"),
    N_("Solves problems together"),
    N_("Understands the business of the other side"),
    N_("Is fair about money"),
)


def rules(terms: Terms) -> Rules:
    """The section of the framework; where it says nothing, as if it had left all out."""
    return terms.pulse or Rules()


def questions(terms: Terms) -> tuple[list[str], bool]:
    """What is asked, and whether these are the usual questions."""
    own = rules(terms).questions
    return (list(own), False) if own else (list(USUAL), True)


def asked(one: Pulse) -> list[Say | str]:
    """The questions of a round: our own in the language of the reader, those of the framework as they were signed."""
    return [Say(text) for text in one.questions] if one.is_usual else list(one.questions)


def quarters(terms: Terms, today: date) -> list[str]:
    """The quarters that a round can be about: this one and the last one, as far as the agreement was there."""
    this = period_of(Length.QUARTER, today)
    return [span.label for span in (this, this.previous) if span.end > terms.header.start]


def why_not(terms: Terms, quarter: str, today: date) -> Say | None:
    """Why a round cannot be about a quarter; None where it can."""
    try:
        span = parse(quarter)
    except ValueError:
        return say("“%(quarter)s” is no quarter. Write 2026-Q1.", quarter=quarter[:20])
    if span.label in quarters(terms, today):
        return None
    return say("A round is about this quarter or the last one.")


def period(matter: Matter, policy: str) -> Period | None:
    """How long people may answer."""
    terms = policies.terms_of(matter)
    if terms is None or not isinstance(matter, Pulse):
        return None
    return Period(rules(terms).days, Unit.WORKING_DAY, policies.counting(terms), None)
