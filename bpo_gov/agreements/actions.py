"""What the verbs of a framework do, and the import that begins an agreement."""

from datetime import date

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts import queries as people
from bpo_gov.accounts.models import Organisation, User
from bpo_gov.agreements import belonging, holidays, queries, seating, succession
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import read
from bpo_gov.agreements.models import Agreement, Framework, FrameworkState, Membership
from bpo_gov.agreements.workflow import FRAMEWORK
from bpo_gov.kernel import clock, ledger, signatures, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor, Party, Role, clock_of
from bpo_gov.kernel.words import say

BEGINNINGS = 0  # the lock of imports: an id that no agreement has


def import_agreement(source: str | bytes, by: User | None = None) -> Agreement:
    """Begin an agreement from its framework: organisations, people, their places, and the version to be signed.

    With `by` that person proposes it, and people who cannot sign in yet get a letter; without, the command line does.
    Raises BadFramework with everything wrong in the file or with its people, Denied when the person may not begin
    agreements, and Refused when the reference is taken. Either everything is stored or nothing.
    """
    terms = read(source)
    text = source.decode() if isinstance(source, bytes) else source
    ledger.lock(BEGINNINGS)
    examine(text, terms, by)
    with db.session.begin_nested():
        sides = seating.companies(terms)
        agreement = _agreement(terms, sides)
        holidays.fill_for(terms)
        seated = seating.seat(agreement, terms, sides)
        member = belonging.membership_of(by.id, agreement.key) if by else None
        propose(queries.actor_of(member) if member else clock_of(agreement.id), source=text)
        for user in seated if by else []:
            if user.password_hash is None and user.disabled_at is None:
                accounts.invite(user)
    return agreement


def examine(source: str, terms: Terms, by: User | None = None) -> None:
    """Whether an agreement could begin from this text now; raises what `import_agreement` would."""
    if by is not None and not queries.may_found(by.id):
        raise Denied(say("Only a manager of one of the two companies begins an agreement."))
    reference = terms.header.reference
    taken = queries.by_key(reference)
    if taken is not None:
        succession.is_new(taken.id, source)
        raise Refused(
            say(
                "There is already an agreement with the reference %(reference)s. "
                "A new version of its framework is proposed on its framework page.",
                reference=reference,
            )
        )
    seating.examine(source, terms, by)


def take_in(source: str | bytes) -> Agreement | Framework:
    """What the command line imports: an agreement begins, or one that is there gets the text as its next version.

    Raises what `import_agreement` and `propose_version` raise.
    """
    taken = queries.by_key(read(source).header.reference)
    return import_agreement(source) if taken is None else propose_version(clock_of(taken.id), source)


def propose_version(actor: Actor, source: str | bytes, effective_from: date | None = None) -> Framework:
    """Propose the next version of an agreement's framework, to take effect on a day or with the second signature.

    Raises BadFramework with everything that is wrong in the text, and Refused when it is no new version.
    """
    terms = read(source)
    text = source.decode() if isinstance(source, bytes) else source
    ledger.lock(actor.agreement_id)
    succession.examine(text, terms, actor.agreement_id, effective_from)
    return propose(actor, source=text, effective_from=effective_from)


@FRAMEWORK.opening("propose")
def propose(actor: Actor, /, *, source: str, effective_from: date | None = None) -> Framework:
    """A version for both sides to sign. Its first day is the one named, else that of the second signature.

    The first version of all begins with the term; a later one never before one that is already signed.
    """
    version = Framework(source=source, digest=queries.digest_of(source), agreement_id=actor.agreement_id)
    version.title, version.effective_from = version.terms.header.title, succession.first_day(version, effective_from)
    return version


@FRAMEWORK.action("sign")
def sign(framework: Framework, actor: Actor) -> Particulars:
    """One side's signature under the text, by its authority in the version in force; with the second it is agreed.

    It is in force from the day that was proposed or from the day of the second signature, whichever is later. People
    it names for the first time get their places then; who fell out of it keeps theirs until a manager takes them away.
    """
    ground = queries.ground_of(framework)
    line = queries.authority_of(ground.terms, actor)
    if line is None:
        raise Refused(say("You are not in the authority list of the framework."))
    signatures.sign(framework, actor, framework.digest, line.clause)
    db.session.flush()
    left = signatures.missing(framework, framework.digest)
    told = {"digest": framework.digest, "clause": line.clause, "waits_for": [side.value for side in left]}
    if left:
        return {**told, "proposed_from": framework.effective_from}
    today = queries.today_of(framework)
    framework.effective_from = max(framework.effective_from, today)
    if ground is not framework:
        succession.seat_newcomers(framework, ground)
    if framework.effective_from > today:
        succession.wait_for_its_day(framework)
    else:
        _follow(framework)
    return {**told, "effective_from": framework.effective_from}


@FRAMEWORK.action("take_effect")
def take_effect(framework: Framework, actor: Actor) -> Particulars:
    """The clock: the day of a signed version has come."""
    timers.stop(timers.live(framework), succession.POLICY)
    _follow(framework)
    return {"effective_from": framework.effective_from}


@FRAMEWORK.action("supersede")
def supersede(framework: Framework, actor: Actor) -> None:
    """The clock: a later version is in force. What was opened under this one stays under it."""


def _follow(framework: Framework) -> None:
    """A version takes the place of those before it."""
    for former in queries.signed_before(framework.agreement_id, framework.number):
        if former.state == FrameworkState.ACTIVE:
            supersede(former, clock_of(framework.agreement_id))
    succession.rename(framework)


@FRAMEWORK.action("decline")
def decline(framework: Framework, actor: Actor, /, *, reason: str) -> Particulars:
    """One side does not sign, and says why."""
    return {"reason": reason}


@FRAMEWORK.action("invite")
def invite(framework: Framework, actor: Actor, /, *, email: str, name: str, title: str, role: Role) -> Particulars:
    """A person of the own side joins or returns; who has no password yet gets a letter with a link, if need be anew."""
    _within_rank(_side(framework, actor)[1], role)
    company = _company(framework, actor.party)
    user = people.user_by_email(email) or accounts.add_person(email, name, company)
    if user.organisation_id != company.id:
        raise Refused(
            say("%(email)s belongs to another organisation: each side invites its own people.", email=user.email)
        )
    if user.disabled_at is not None:
        raise Refused(say("The account of %(name)s is closed.", name=user.name))
    member = queries.any_membership(framework.agreement_id, user.id)
    if member is None:
        member = seating.membership(framework.agreement_id, user, actor.party, role, title)
        db.session.add(member)
    elif member.ended_at is not None:
        member.ended_at, member.role, member.title, member.since = None, int(role), title, clock.now()
    elif user.password_hash is not None:
        raise Refused(say("%(name)s belongs to this agreement already.", name=user.name))
    if user.password_hash is None:
        accounts.invite(user)
    return {"person": user.name, "title": member.title, "role": member.rank.name.lower()}


@FRAMEWORK.action("set_role")
def set_role(framework: Framework, actor: Actor, /, *, user_id: int, role: Role) -> Particulars:
    """Another role for a person of the own side."""
    member, me = _own(framework, actor, user_id)
    _within_rank(me, role)
    if member.rank is role:
        raise Refused(say("%(name)s has this role already.", name=member.user.name))
    before, member.role = member.rank, int(role)
    return {
        "person": member.user.name, "title": member.title, "before": before.name.lower(), "role": role.name.lower(),
    }  # fmt: skip


@FRAMEWORK.action("remove")
def remove(framework: Framework, actor: Actor, /, *, user_id: int) -> Particulars:
    """A person of the own side leaves the agreement; what they did stays on the record."""
    member, _ = _own(framework, actor, user_id)
    seating.leave(member, actor)
    return {"person": member.user.name, "title": member.title}


def _agreement(terms: Terms, sides: seating.Companies) -> Agreement:
    header, client, vendor = terms.header, sides[Party.CLIENT], sides[Party.VENDOR]
    made = Agreement(
        key=header.reference, title=header.title, client_id=client.id, vendor_id=vendor.id, client=client,
        vendor=vendor, zone=header.time_zone, language=terms.language, currency=header.currency, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def _company(framework: Framework, party: Party) -> Organisation:
    agreement = db.session.get_one(Agreement, framework.agreement_id)
    return db.session.get_one(Organisation, agreement.organisation_id(party))


def _side(framework: Framework, actor: Actor) -> tuple[list[Membership], Membership]:
    """The people of the actor's side as they are now, and the actor among them: roles may have changed meanwhile."""
    mine = [one for one in queries.members(framework.agreement_id, fresh=True) if one.party is actor.party]
    me = next((one for one in mine if one.user_id == actor.user_id), None)
    if me is None or me.rank < Role.MANAGER:
        raise Denied(say("Only a manager of your side changes who belongs to it."))
    return mine, me


def _own(framework: Framework, actor: Actor, user_id: int) -> tuple[Membership, Membership]:
    """A person of the actor's own side whose place the actor may change, and the actor's own place."""
    mine, me = _side(framework, actor)
    member = next((one for one in mine if one.user_id == user_id), None)
    if member is None:
        raise Refused(say("There is no such person on your side."))
    if member is me and not any(one is not me and one.rank >= Role.MANAGER for one in mine):
        raise Refused(say("You are the last manager of your side: name another one first."))
    if member is me:
        raise Refused(say("Nobody changes their own place: ask another manager of your side."))
    if member.rank > me.rank:
        raise Refused(say("Only an executive of your side changes an executive's place."))
    return member, me


def _within_rank(me: Membership, role: Role) -> None:
    if role > me.rank:
        raise Refused(say("Nobody gives a higher role than their own."))
