"""What an import would create, before it does: companies, people, and how much there is of everything."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from bpo_gov.accounts.models import User
from bpo_gov.accounts.queries import email_key
from bpo_gov.agreements.framework import Framework, Person
from bpo_gov.kernel.parties import SIDES, Party, role_word
from bpo_gov.kernel.words import Money, Say, Value, say

Facts = list[tuple[str, Value]]


@dataclass(frozen=True)
class Comer:
    """A person of the file, and whether they are known here."""

    name: str
    email: str
    party: Party
    title: str
    role: Say
    standing: Say


@dataclass(frozen=True)
class Summary:
    """What would be created."""

    key: str
    title: str
    facts: Facts
    people: tuple[Comer, ...]
    letters: int


def summary(terms: Framework, known: dict[str, User]) -> Summary:
    """What an import of these terms would create, given who is known here already."""
    header = terms.header
    comers = tuple(_comer(person, known.get(email_key(person.email))) for person in terms.people)
    waiting = [known.get(email_key(person.email)) for person in terms.people]
    return Summary(
        header.reference,
        header.title,
        [
            (_("Address"), f"/a/{header.reference}/"),
            (_("Client"), header.client.name),
            (_("Vendor"), header.vendor.name),
            (_("Term"), say("%(start)s to %(end)s", start=header.start, end=header.end)),
            (_("Initial value"), Money(header.initial_value, header.currency)),
            (_("Holds"), _held(terms)),
            (_("May sign for the client"), _signers(terms, Party.CLIENT)),
            (_("May sign for the vendor"), _signers(terms, Party.VENDOR)),
        ],
        tuple(comer for side in SIDES for comer in comers if comer.party is side),
        sum(1 for user in waiting if user is None or user.password_hash is None),
    )


def _comer(person: Person, user: User | None) -> Comer:
    standing = say("new here") if user is None else say("known here as %(name)s", name=user.name)
    return Comer(person.name, person.email, Party(person.side), person.title, role_word(person.rank), standing)


def _held(terms: Framework) -> list[Value]:
    return [
        ngettext("%(num)s service", "%(num)s services", len(terms.services)),
        ngettext("%(num)s clause", "%(num)s clauses", len(terms.clauses)),
        ngettext("%(num)s limit", "%(num)s limits", len(terms.envelope.limits)),
        ngettext("%(num)s KPI", "%(num)s KPIs", len(terms.kpis)),
    ]


def _signers(terms: Framework, party: Party) -> list[Value]:
    people = [terms.person(line.person) for line in terms.authorities(party)]
    return list(dict.fromkeys(f"{person.name} ({person.title})" for person in people if person))
