"""Where two keys are needed: the note that both sign, what one side proposes and the other agrees, and the unsigned note."""

from bpo_gov.agreements.framework import OnUnsigned
from bpo_gov.change_requests import queries, rules
from bpo_gov.change_requests.guards import is_emergency, within_limit
from bpo_gov.change_requests.models import ChangeRequest, Proposal
from bpo_gov.kernel import clock, signatures, timers
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say


def may_sign(cr: ChangeRequest, actor: Actor) -> Say | None:
    """A named signatory within the limit, once for each side."""
    if cr.note is None:
        return (
            say("There is no authorisation note yet: the client ratifies first.")
            if is_emergency(cr)
            else say("There is no authorisation note yet.")
        )
    if actor.party not in signatures.missing(cr, cr.note.digest):
        return say("Your side has signed.")
    return within_limit(cr, actor, cr.note.value, cr.note.term_days)


def is_signed_by_both(cr: ChangeRequest, actor: Actor) -> Say | None:
    """An emergency is closed only when it is ratified and both have signed."""
    if is_emergency(cr) and (cr.note is None or signatures.missing(cr, cr.note.digest)):
        return say("An emergency change is closed when it is ratified and both sides have signed.")
    return None


def is_outside(cr: ChangeRequest, actor: Actor) -> Say | None:
    """Only what the framework does not allow goes to the contract owners."""
    if open_proposal(cr):
        return say("A joint statement is already proposed: agree to it or decline it.")
    if queries.verdict(cr).answer is not rules.Answer.OUTSIDE:
        return say("The framework allows this change: it needs no amendment.")
    return None


def none_is_open(cr: ChangeRequest, actor: Actor) -> Say | None:
    """One proposal at a time."""
    return say("The other side has not answered the last proposal yet.") if open_proposal(cr) else None


def amendment_of_other(cr: ChangeRequest, actor: Actor) -> Say | None:
    """The other side's joint statement waits for an answer."""
    return _of_other(cr, actor, Proposal.AMENDMENT)


def reopening_of_other(cr: ChangeRequest, actor: Actor) -> Say | None:
    """The other side's wish to reopen the scope waits for an answer."""
    return _of_other(cr, actor, Proposal.REOPENING)


def _of_other(cr: ChangeRequest, actor: Actor, kind: Proposal) -> Say | None:
    if not open_proposal(cr, kind) or cr.statement is None:
        return say("Nothing of that kind has been proposed.")
    if cr.statement.proposed_by == actor.party:
        return say("Your side proposed it; the other side answers.")
    return None


def open_proposal(cr: ChangeRequest, kind: Proposal | None = None) -> bool:
    """Whether a proposal (of a kind) waits for an answer."""
    found = cr.statement
    return found is not None and found.agreed_at is None and kind in (None, found.kind)


def may_give_notice(cr: ChangeRequest, actor: Actor) -> Say | None:
    """The time for signatures is over, the framework has such a notice, and the own side has signed."""
    rule = cr.framework.terms.change_procedure.unsigned
    if rule is None or rule.then is not OnUnsigned.NOTICE:
        return say("The framework has no notice of an unsigned note.")
    if cr.notice_at is not None:
        return say("Notice has been given.")
    if cr.note is None or actor.party in signatures.missing(cr, cr.note.digest):
        return say("Only the side that has signed gives notice: sign first.")
    due = timers.due_of(cr, "sign")
    if due is None or clock.now() <= due:
        return say("The time for signatures is not over yet.")
    return None


def may_dispute(cr: ChangeRequest, actor: Actor) -> Say | None:
    """The side that gave notice, after the time of the notice."""
    if cr.notice_by != actor.party.value:
        return say("Only the side that gave notice may begin the dispute.")
    return None if cr.dispute_from is not None else say("The time of the notice is not over yet.")


def began_dispute(cr: ChangeRequest, actor: Actor) -> Say | None:
    """Who began the dispute may let it go."""
    return None if cr.notice_by == actor.party.value else say("Only the side that began the dispute may let it go.")
