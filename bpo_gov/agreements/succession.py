"""How one version of a framework follows another: what must stay the same, from which day, who joins with it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts.queries import email_key, name_key
from bpo_gov.agreements import queries, seating
from bpo_gov.agreements.framework import BadFramework, Problem
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework.reading import tree_of
from bpo_gov.agreements.models import Agreement, Framework
from bpo_gov.kernel import timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.parties import SIDES
from bpo_gov.kernel.words import Say, say

POLICY = "effect"


def examine(source: str, terms: Terms, agreement_id: int, effective_from: date | None = None) -> None:
    """Whether a text can be proposed as the next version; raises BadFramework with everything, or Refused.

    Reference, parties, currency and start stay what they are; all else is for the two sides to agree.
    """
    agreement = db.session.get_one(Agreement, agreement_id)
    counts = queries.current(agreement_id)
    if counts is None:
        raise Refused(say("This agreement has no framework yet."))
    parties = list(_parties(terms, counts.terms))  # of other companies nothing else need be said
    found = [*_header(terms, counts.terms), *(parties or seating.stands_against(terms))]
    if found:
        lines = tree_of(source.removeprefix("\ufeff")).lines
        raise BadFramework(Problem(path, lines.get(path), says) for path, says in found)
    is_new(agreement_id, source)
    if waiting := queries.proposed(agreement_id):
        raise Refused(
            say("%(label)s is proposed and waits for signatures: sign it or decline it first.", label=waiting.label)
        )
    if effective_from is not None and (earliest := earliest_day(agreement)) > effective_from:
        raise Refused(say("It can take effect on %(day)s at the earliest.", day=earliest))


def is_new(agreement_id: int, source: str) -> None:
    """Raise Refused where the text is, letter for letter, the one that counts or the one that is proposed."""
    for version in (queries.current(agreement_id), queries.proposed(agreement_id)):
        if version is not None and version.digest == queries.digest_of(source):
            raise Refused(
                say(
                    "This framework is there already, unchanged: %(reference)s.",
                    reference=version.terms.header.reference,
                )
            )


def earliest_day(agreement: Agreement) -> date:
    """The first day on which a version proposed now may take effect: today, or that of one that is signed already."""
    signed = queries.signed_before(agreement.id, queries.NEXT)
    return max([queries.today_in(ZoneInfo(agreement.zone)), *(one.effective_from for one in signed)])


def first_day(version: Framework, effective_from: date | None) -> date:
    """The first day of a version that is proposed."""
    if not queries.signed_before(version.agreement_id, queries.NEXT):
        return max(version.terms.header.start, effective_from or date.min)
    return max(effective_from or date.min, earliest_day(db.session.get_one(Agreement, version.agreement_id)))


def newcomers(terms: Terms, before: Terms) -> list[str]:
    """The addresses of people whom the earlier version did not name."""
    known = {person.email for person in before.people}
    return [person.email for person in terms.people if person.email not in known]


def leavers(terms: Terms, before: Terms) -> list[str]:
    """Who fell out: they keep their places until a manager of their side takes them away."""
    return newcomers(before, terms)


def seat_newcomers(framework: Framework, before: Framework) -> None:
    """Places for the people a signed version names for the first time; who has no password yet is owed a letter."""
    terms = framework.terms
    wanted = set(newcomers(terms, before.terms))
    if not wanted:
        return
    agreement = db.session.get_one(Agreement, framework.agreement_id)
    for user in seating.join(agreement, terms, wanted):
        if user.password_hash is None and user.disabled_at is None:
            accounts.invite(user)


def wait_for_its_day(framework: Framework) -> None:
    """The clock is to say so when the day begins where the agreement tells its deadlines."""
    zone = ZoneInfo(framework.terms.header.time_zone)
    timers.at(framework, POLICY, "take_effect", datetime.combine(framework.effective_from, time(), zone))


def rename(framework: Framework) -> None:
    """The agreement goes by the title, the zone and the language of the version in force."""
    agreement, header = db.session.get_one(Agreement, framework.agreement_id), framework.terms.header
    agreement.title, agreement.zone = header.title, header.time_zone
    agreement.language = framework.terms.language


def _header(terms: Terms, before: Terms) -> Iterator[tuple[str, Say]]:
    now, was = terms.header, before.header
    if now.reference != was.reference:
        yield "header.reference", say("The reference stays what it is: %(was)s.", was=was.reference)
    if now.currency != was.currency:
        yield "header.currency", say("The currency stays what it is: %(was)s.", was=was.currency)
    if now.start != was.start:
        yield "header.start", say("The first day of the term stays what it is: %(was)s.", was=was.start)


def _parties(terms: Terms, before: Terms) -> Iterator[tuple[str, Say]]:
    for side in SIDES:
        company, known = getattr(terms.header, side), getattr(before.header, side)
        if name_key(company.name) != name_key(known.name):
            yield f"header.{side}.name", say("The parties stay who they are: %(was)s.", was=known.name)


def of_people(terms: Terms, addresses: list[str]) -> list[str]:
    """Name and title of the people with these addresses."""
    named = {email_key(person.email): f"{person.name}, {person.title}" for person in terms.people}
    return [named.get(email_key(address), address) for address in addresses]
