"""What the verbs of a framework do, and the import that begins an agreement."""

from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts import queries as people
from bpo_gov.accounts.models import Organisation, User
from bpo_gov.agreements import queries
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Org, Standing, read
from bpo_gov.agreements.models import Agreement, Framework, Membership
from bpo_gov.agreements.workflow import FRAMEWORK
from bpo_gov.kernel import clock, signatures
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor, Party, Role, clock_of
from bpo_gov.kernel.words import say

ROLES = {Standing.VIEWER: Role.VIEWER, Standing.MEMBER: Role.MEMBER, Standing.MANAGER: Role.MANAGER, Standing.EXECUTIVE: Role.EXECUTIVE}


def import_agreement(source: str, by: User | None = None) -> Agreement:
    """Begin an agreement from the text of its framework: organisations, people, places, and the proposed version.

    Raises BadFramework with every error, and Refused when the reference is taken. Stores nothing unless all is well:
    the caller's unit of work holds it together.
    """
    terms = read(source)
    header = terms.header
    taken = queries.by_key(header.reference)
    if taken is not None:
        same = db.session.execute(select(Framework.id).where(Framework.agreement_id == taken.id, Framework.digest == digest_of(source))).first()
        if same:
            raise Refused(say("This framework is there already, unchanged: %(reference)s.", reference=header.reference))
        raise Refused(say("There is already an agreement with the reference %(reference)s.", reference=header.reference))
    client, vendor = _company(header.client), _company(header.vendor)
    agreement = Agreement(
        key=header.reference, title=header.title, client_id=client.id, vendor_id=vendor.id, client=client, vendor=vendor, zone=header.time_zone,
        language=terms.language, currency=header.currency, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(agreement)
    db.session.flush()
    _seat(agreement, terms, {Party.CLIENT: client, Party.VENDOR: vendor})
    member = queries.membership_of(by.id, agreement.key) if by else None
    if by and member is None:
        raise Refused(say("You are not among the people of this framework: %(email)s.", email=by.email))
    propose(queries.actor_of(member) if member else clock_of(agreement.id), source=source)
    return agreement


def digest_of(source: str) -> str:
    """SHA-256 of the text that is signed."""
    return sha256(source.encode()).hexdigest()


@FRAMEWORK.opening("propose")
def propose(actor: Actor, /, *, source: str) -> Framework:
    """A version for both sides to sign; in force from the header's start, or from the day of the second signature if that is later."""
    terms = read(source)
    return Framework(source=source, digest=digest_of(source), title=terms.header.title, effective_from=terms.header.start)


@FRAMEWORK.action("sign")
def sign(framework: Framework, actor: Actor) -> Particulars:
    """One side's signature under the text."""
    line = queries.authority_of(framework.terms, actor)
    if line is None:
        raise Refused(say("You are not in the authority list of the framework."))
    signatures.sign(framework, actor, framework.digest, line.clause)
    db.session.flush()
    left = signatures.missing(framework, framework.digest)
    if not left:
        today = clock.now().astimezone(ZoneInfo(framework.terms.header.time_zone)).date()
        framework.effective_from = max(framework.terms.header.start, today)
    return {"digest": framework.digest, "clause": line.clause, "waits_for": [side.value for side in left]}


@FRAMEWORK.action("decline")
def decline(framework: Framework, actor: Actor, /, *, reason: str) -> Particulars:
    """One side does not sign; a new text begins anew."""
    return {"reason": reason}


@FRAMEWORK.action("invite")
def invite(framework: Framework, actor: Actor, /, *, email: str, name: str, title: str, role: Role) -> Particulars:
    """A person of the actor's own side joins; a letter with a link to set a password follows if they have none."""
    _within_rank(actor, role)
    agreement = db.session.get_one(Agreement, framework.agreement_id)
    user = people.user_by_email(email)
    if user is None:
        user = accounts.add_person(email, name, db.session.get_one(Organisation, agreement.organisation_id(actor.party)))
    if user.organisation_id != agreement.organisation_id(actor.party):
        raise Refused(say("%(email)s belongs to another organisation: each side invites its own people.", email=user.email))
    member = _place(framework, user.id, running=False)
    if member and member.ended_at is None:
        raise Refused(say("%(name)s belongs to this agreement already.", name=user.name))
    if member is None:
        db.session.add(_membership(agreement.id, user.id, actor.party, role, title))
    else:
        member.ended_at, member.role, member.title, member.since = None, int(role), title, clock.now()
    if user.password_hash is None:
        accounts.invite(user)
    return {"person": user.name, "title": title, "role": role.name.lower()}


@FRAMEWORK.action("set_role")
def set_role(framework: Framework, actor: Actor, /, *, user_id: int, role: Role) -> Particulars:
    """Another role for a person of the own side."""
    member = _own(framework, actor, user_id)
    _within_rank(actor, role)
    _keep_a_manager(framework, member, role)
    member.role = int(role)
    return {"person": member.user.name, "role": role.name.lower()}


@FRAMEWORK.action("remove")
def remove(framework: Framework, actor: Actor, /, *, user_id: int) -> Particulars:
    """A person of the own side leaves the agreement; what they did stays on the record."""
    member = _own(framework, actor, user_id)
    if member.user_id == actor.user_id:
        raise Refused(say("Nobody removes themselves: ask another manager of your side."))
    _keep_a_manager(framework, member, None)
    member.ended_at = clock.now()
    return {"person": member.user.name}


def _company(named: Org) -> Organisation:
    return people.organisation_by_name(named.name) or accounts.add_organisation(named.name, named.country)


def _seat(agreement: Agreement, terms: Terms, companies: dict[Party, Organisation]) -> None:
    for person in terms.people:
        party = Party(person.side)
        user = people.user_by_email(person.email)
        if user is None:
            user = accounts.add_person(person.email, person.name, companies[party])
        elif user.organisation_id != companies[party].id:
            raise Refused(say("%(email)s belongs to another organisation: each side names its own people.", email=person.email))
        db.session.add(_membership(agreement.id, user.id, party, ROLES[person.role], person.title))
    db.session.flush()


def _membership(agreement_id: int, user_id: int, party: Party, role: Role, title: str) -> Membership:
    return Membership(agreement_id=agreement_id, user_id=user_id, party=party, role=int(role), title=title, since=clock.now())


def _place(framework: Framework, user_id: int, *, running: bool = True) -> Membership | None:
    query = select(Membership).where(Membership.agreement_id == framework.agreement_id, Membership.user_id == user_id)
    if running:
        query = query.where(Membership.ended_at.is_(None))
    return db.session.execute(query).scalar_one_or_none()


def _own(framework: Framework, actor: Actor, user_id: int) -> Membership:
    member = next((m for m in queries.members(framework.agreement_id) if m.user_id == user_id and m.party is actor.party), None)
    if member is None:
        raise Refused(say("There is no such person on your side."))
    if member.rank > actor.role:
        raise Refused(say("Only an executive of your side may change an executive's place."))
    return member


def _within_rank(actor: Actor, role: Role) -> None:
    if role > actor.role:
        raise Refused(say("Nobody gives a higher role than their own."))


def _keep_a_manager(framework: Framework, member: Membership, role: Role | None) -> None:
    stays = role is not None and role >= Role.MANAGER
    if member.rank >= Role.MANAGER and not stays and queries.managers(framework.agreement_id, member.party) == 1:
        raise Refused(say("The last manager of a side stays: name another one first."))
