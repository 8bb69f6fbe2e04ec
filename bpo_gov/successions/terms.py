"""What the agreement says about key people: the posts, the times of a change, and what silence about a successor means."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import KeyPeople as Section
from bpo_gov.agreements.framework import OnConsent
from bpo_gov.kernel import clock
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period
from bpo_gov.successions.models import Succession
from bpo_gov.successions.rules import Post

REPLY, SUCCESSOR, ANSWER, IN_PLACE = "reply", "successor", "answer", "in_place"


@dataclass(frozen=True)
class Named:
    """A post with the person whom the framework names for it, and what it asks of them."""

    post: Post
    service: str
    name: str
    asked_for: str


def named(terms: Terms) -> list[Named]:
    """Every post of a framework, in its order."""
    found, seen = [], Counter[tuple[str, str, str]]()
    for service in terms.services:
        for person in service.key_personnel:
            like = (service.code, " ".join(person.position.split()).casefold(), person.side.value)
            seen[like] += 1
            post = Post(service.code, person.position, person.side, seen[like])
            found.append(Named(post, service.name, person.name, person.qualification))
    return found


def section_of(one: Succession) -> Section:
    """The section of the version that governs a change; none is opened under a version without it."""
    found = one.framework.terms.key_people
    if found is None:
        raise LookupError(f"{one.label} stands under a framework that says nothing about key people")
    return found


def period_of(matter: Matter, policy: str) -> Period | None:
    """The working days of a proposal and of an answer; for the handover, until the day that was named."""
    terms = policies.terms_of(matter)
    if terms is None or terms.key_people is None or not isinstance(matter, Succession):
        return None
    found = terms.key_people
    if policy == IN_PLACE:
        return policies.until(terms, matter.in_place_by, found.clause) if matter.in_place_by else None
    then = "deem" if policy == ANSWER and found.silence is OnConsent.CONSENTED else None
    n = found.successor if policy == SUCCESSOR else found.answer
    return Period(n, Unit.WORKING_DAY, policies.counting(terms), found.clause, then)


def today(terms: Terms) -> date:
    """The day where the deadlines of the agreement are told."""
    return policies.counting(terms).local_date(clock.now())
