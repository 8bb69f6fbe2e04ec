"""What each verb of sealed offers does."""

from datetime import timedelta
from decimal import Decimal

from bpo_gov.agreements import queries as agreements
from bpo_gov.disputes import settling
from bpo_gov.disputes.asking import ask
from bpo_gov.disputes.models import Dispute, RemedyKind
from bpo_gov.disputes.sealed import closing, vault, wording
from bpo_gov.disputes.sealed.guards import ASKED
from bpo_gov.disputes.sealed.models import Offer, Round, Sealing
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel import clock
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import Money, say

flow = DISPUTE
PAID_WITHIN = timedelta(days=30)


@flow.action("ask_sealed")
def ask_sealed(one: Dispute, actor: Actor, /, *, payer: str, subject: str) -> Particulars:
    """Each side would seal a figure that one side pays for something."""
    return ask(one, actor, ASKED, payer=payer, subject=subject)


@flow.action("agree_sealed")
def agree_sealed(one: Dispute, actor: Actor) -> Particulars:
    """Both want it: a round is open."""
    asked = dict(one.asked or {})
    one.asked, sealing = None, one.sealing
    if sealing is None:
        sealing = one.sealing = Sealing(round=1, rounds=[])
    sealing.payer, sealing.subject = Party(asked["payer"]), asked["subject"]
    closing.begin(sealing)
    return {**asked, "round": sealing.round}


@flow.action("seal")
def seal(one: Dispute, actor: Actor, /, *, amount: Decimal) -> Particulars:
    """The own figure, which nobody can read; with the second one both are compared. The record keeps the commit alone."""
    _within_authority(one, actor, amount)
    sealing, turn = _running(one)
    sealed = vault.seal(amount, closing.about(turn, actor.party))
    turn.offers.append(Offer(party=actor.party, sealed_at=clock.now(), **sealed._asdict()))
    told = {"round": turn.round, "commit": sealed.commit}
    if not turn.is_full:
        return told
    closing.compare(sealing, turn)
    if turn.midpoint is None:
        return {**told, "result": turn.result}
    return {**told, "result": turn.result, **_settlement(one, sealing, turn, turn.midpoint)}


@flow.action("change_subject")
def change_subject(one: Dispute, actor: Actor, /, *, subject: str) -> Particulars:
    """Other words, other figures: what was sealed for the old ones is destroyed, and the round begins anew."""
    sealing, turn = _running(one)
    sealing.subject = subject
    closing.void(turn)
    closing.begin(sealing)
    return {"subject": subject, "round": sealing.round}


@flow.action("end_sealed")
def end_sealed(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """One side wants no further round."""
    closing.end(one.sealing)
    return {"reason": reason}


def _running(one: Dispute) -> tuple[Sealing, Round]:
    turn = one.sealing.running if one.sealing else None
    if one.sealing is None or turn is None:
        raise Refused(say("No round of sealed offers runs."))
    return one.sealing, turn


def _within_authority(one: Dispute, actor: Actor, amount: Decimal) -> None:
    """Who seals a figure must be able to sign for it."""
    line = agreements.authority_of(one.framework.terms, actor)
    if line is None:
        raise Refused(say("You are not in the authority list of the framework."))
    if amount > line.up_to:
        raise Refused(
            say(
                "Your authority ends at %(limit)s (clause %(clause)s): seal a figure within it, or let somebody with more authority seal.",
                limit=Money(line.up_to, one.framework.terms.header.currency), clause=line.clause,
            )
        )  # fmt: skip


def _settlement(one: Dispute, sealing: Sealing, turn: Round, met: Decimal) -> Particulars:
    """The terms of a deal, for both to sign like any other."""
    payer, currency = sealing.payer, one.framework.terms.header.currency
    sentence = wording.deal(one.framework.terms.language, turn.round, payer, Money(met, currency))
    promise = settling.Promise(
        kind=RemedyKind.PAYMENT.value, owes=payer.value, what=sealing.subject, amount=met, due_on=agreements.today_of(one.framework) + PAID_WITHIN
    )  # fmt: skip
    one.came_from, one.asked = one.state, None
    return {
        "midpoint": met, "currency": currency, **settling.write(one, f"{sealing.subject}\n\n{sentence}", [promise])
    }  # fmt: skip
