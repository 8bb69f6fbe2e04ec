"""The seat of a mediator: an account that sees this one dispute, while the mediation lasts and a month to read on."""

from datetime import timedelta

from sqlalchemy import select

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts import queries as people
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Agreement, Membership
from bpo_gov.disputes.models import Dispute
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.parties import Party, Role
from bpo_gov.kernel.words import say

READS_ON = timedelta(days=30)
TITLE = "mediator"


def check(one: Dispute, *, email: str) -> None:
    """Refused for people of either side, for closed accounts, and while there is a seat at another dispute here."""
    user = people.user_by_email(email)
    if user is None:
        return
    agreement = db.session.get_one(Agreement, one.agreement_id)
    member = agreements.any_membership(one.agreement_id, user.id)
    of_a_side = user.organisation_id in (agreement.client_id, agreement.vendor_id)
    if of_a_side or (member is not None and member.party is not Party.NEUTRAL):
        raise Refused(say("A mediator belongs to neither side: %(email)s does.", email=user.email))
    if user.disabled_at is not None:
        raise Refused(say("The account of %(name)s is closed.", name=user.name))
    if member is not None and member.matter_id != one.id and (member.ended_at is None or member.ended_at > clock.now()):
        raise Refused(say("%(name)s sits at another dispute of this agreement.", name=user.name))


def give(one: Dispute, *, name: str, email: str) -> None:
    """Seat a mediator, who gets a letter with a link where there is no password yet. Refused as `check` refuses."""
    check(one, email=email)
    user = people.user_by_email(email) or accounts.add_person(email, name, None)
    member = agreements.any_membership(one.agreement_id, user.id)
    if member is None:
        member = Membership(
            agreement_id=one.agreement_id, user_id=user.id, party=Party.NEUTRAL, role=int(Role.MEMBER), title=TITLE
        )
        db.session.add(member)
    member.matter_id, member.since, member.ended_at = one.id, clock.now(), None
    db.session.flush()
    if user.password_hash is None:
        accounts.invite(user)


def let_go(one: Dispute) -> None:
    """The seat ends; what was seen can be read for a month."""
    query = select(Membership).where(Membership.matter_id == one.id, Membership.ended_at.is_(None))
    for member in db.session.scalars(query):
        member.ended_at = clock.now() + READS_ON
