"""Companies and people that a framework names: what stands against them here, and their places in the agreement."""

from collections.abc import Callable, Collection, Iterator

from sqlalchemy import String, select
from sqlalchemy.orm import joinedload

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts import queries as people
from bpo_gov.accounts.models import Organisation, User
from bpo_gov.agreements import queries as places
from bpo_gov.agreements.framework import BadFramework, Framework, Org, Person, Problem
from bpo_gov.agreements.framework.reading import tree_of
from bpo_gov.agreements.models import Agreement, Membership
from bpo_gov.agreements.policies import STEPS
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.parties import Actor, Party, Role
from bpo_gov.kernel.signatures import Signature
from bpo_gov.kernel.words import Say, say

Companies = dict[Party, Organisation]
Found = Iterator[tuple[str, Say]]
LEAVING: list[Callable[[Membership, Actor], None]] = []  # what follows when a person leaves; wiring fills it


def examine(source: str, terms: Framework, by: User | None) -> None:
    """Raise BadFramework with everything in it that cannot be kept here, its companies and people first; two queries.

    `by` is the person who begins the agreement on a page; the command line needs none.
    """
    known = _known_companies(terms)
    found = [*_companies(terms, known), *_people(terms, known), *_beginner(terms, by), *_clauses(terms)]
    if found:
        lines = tree_of(source.removeprefix("\ufeff")).lines
        raise BadFramework(Problem(path, lines.get(path), says) for path, says in found)


def stands_against(terms: Framework) -> Found:
    """What of a next version cannot be kept here: its companies and people, and references that are too long."""
    known = _known_companies(terms)
    yield from _companies(terms, known)
    yield from _people(terms, known)
    yield from _clauses(terms)


def known_people(terms: Framework) -> dict[str, User]:
    """Who of the people named is known here already, by address."""
    emails = [people.email_key(person.email) for person in terms.people]
    found = db.session.scalars(select(User).where(User.email.in_(emails)).options(joinedload(User.organisation)))
    return {user.email: user for user in found}


def companies(terms: Framework) -> Companies:
    """The two organisations, found by name or added."""
    return {
        party: people.organisation_by_name(named.name) or accounts.add_organisation(named.name, named.country)
        for party, named in _named(terms)
    }


def seat(agreement: Agreement, terms: Framework, sides: Companies) -> list[User]:
    """Give everybody named a place; who is not known yet is added without a password. All of them, in order."""
    known, seated = known_people(terms), []
    for person in terms.people:
        party = Party(person.side)
        user = known.get(people.email_key(person.email)) or accounts.add_person(person.email, person.name, sides[party])
        db.session.add(membership(agreement.id, user, party, person.rank, person.title))
        seated.append(user)
    db.session.flush()
    return seated


def join(agreement: Agreement, terms: Framework, addresses: Collection[str]) -> list[User]:
    """Places for some of the people named; who left earlier returns, who has a place keeps it. All who joined."""
    known, joined = known_people(terms), []
    for person in terms.people:
        if person.email not in addresses:
            continue
        party = Party(person.side)
        company = db.session.get_one(Organisation, agreement.organisation_id(party))
        user = known.get(people.email_key(person.email)) or accounts.add_person(person.email, person.name, company)
        if user.organisation_id != company.id:
            raise Refused(
                say("%(email)s belongs to another organisation: each side names its own people.", email=user.email)
            )
        if (member := places.any_membership(agreement.id, user.id)) is None:
            db.session.add(membership(agreement.id, user, party, person.rank, person.title))
        elif member.ended_at is not None:
            member.ended_at, member.role, member.title, member.since = None, int(person.rank), person.title, clock.now()
        else:
            continue
        joined.append(user)
    db.session.flush()
    return joined


def membership(agreement_id: int, user: User, party: Party, role: Role, title: str) -> Membership:
    """A person's place in an agreement from now on."""
    return Membership(
        agreement_id=agreement_id, user_id=user.id, party=party, role=int(role), title=title, since=clock.now()
    )


def _named(terms: Framework) -> list[tuple[Party, Org]]:
    return [(Party.CLIENT, terms.header.client), (Party.VENDOR, terms.header.vendor)]


def _known_companies(terms: Framework) -> dict[str, Organisation]:
    keys = [people.name_key(named.name) for _, named in _named(terms)]
    found = db.session.scalars(select(Organisation).where(Organisation.name_key.in_(keys)))
    return {organisation.name_key: organisation for organisation in found}


def _companies(terms: Framework, known: dict[str, Organisation]) -> Found:
    one, two = (people.name_key(named.name) for _, named in _named(terms))
    if one == two:
        yield "header.vendor.name", say("Client and vendor are the same company; an agreement has two.")
    for party, named in _named(terms):
        company = known.get(people.name_key(named.name))
        if company is not None and company.country != named.country:
            yield (
                f"header.{party}.country",
                say("%(name)s is known here as a company of %(country)s.", name=company.name, country=company.country),
            )


def _people(terms: Framework, known: dict[str, Organisation]) -> Found:
    users = known_people(terms)
    names = {party: people.name_key(named.name) for party, named in _named(terms)}
    for nth, person in enumerate(terms.people):
        user, company = users.get(people.email_key(person.email)), known.get(names[Party(person.side)])
        if user is not None and (company is None or user.organisation_id != company.id):
            yield (
                f"people[{nth}].email",
                say("%(email)s belongs to another organisation: each side names its own people.", email=person.email),
            )


def _beginner(terms: Framework, by: User | None) -> Found:
    if by is None:
        return
    nth, person = _place_of(terms, by)
    if person is None:
        yield "people", say("You are not among the people of this framework: %(email)s.", email=by.email)
    elif person.rank < Role.MANAGER:
        yield (
            f"people[{nth}].role",
            say("Who begins an agreement is manager or executive in it; you are named with another role."),
        )


def _clauses(terms: Framework) -> Found:
    """References that stand beside a signature or a deadline, which hold only so many characters."""
    kept, procedure = Signature.__table__.c.clause.type, terms.change_procedure
    most = kept.length or 0 if isinstance(kept, String) else 0
    named = {f"authority[{nth}].clause": line.clause for nth, line in enumerate(terms.authority)}
    named |= {"change_procedure.clause": procedure.clause}
    named |= {f"change_procedure.normal.{step}.clause": getattr(procedure.normal, step).clause or "" for step in STEPS}
    named |= {"change_procedure.silence.after.clause": procedure.silence.after.clause or ""}
    for path, clause in named.items():
        if len(clause) > most:
            yield path, say("A reference to a clause has at most %(most)s characters here.", most=most)


def _place_of(terms: Framework, by: User) -> tuple[int, Person | None]:
    named = ((nth, person) for nth, person in enumerate(terms.people) if people.email_key(person.email) == by.email)
    return next(named, (0, None))


def leave(member: Membership, actor: Actor) -> None:
    """A person's place ends; what they had in hand goes to their side."""
    member.ended_at = clock.now()
    for follow in LEAVING:
        follow(member, actor)
