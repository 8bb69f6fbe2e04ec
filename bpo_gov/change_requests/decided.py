"""What both sides decided about a change, entered in the register of decisions with the second key."""

from bpo_gov.agreements import queries as agreements
from bpo_gov.change_requests.models import AuthorisationNote, ChangeRequest
from bpo_gov.decisions import actions as decisions
from bpo_gov.decisions import queries as decided
from bpo_gov.decisions.models import Source
from bpo_gov.kernel import signatures
from bpo_gov.kernel.parties import Actor


def note(cr: ChangeRequest, signed: AuthorisationNote, actor: Actor) -> None:
    """The words of the note, under both signatures."""
    text = "\n\n".join(part for part in (signed.description, signed.adjustments) if part)
    decisions.record(
        actor, about=cr, title=cr.title, text=text, amount=signed.value, effective_on=signed.effective_on,
        signatures=list(signatures.under(cr, signed.digest).values()), source=Source.NOTE,
    )  # fmt: skip


def amendment(cr: ChangeRequest, actor: Actor, text: str) -> None:
    """The joint statement: nobody signs it, the record says who proposed it and who agreed."""
    _agreed(cr, actor, text, "change_request.amendment_proposed", Source.STATEMENT)


def reopening(cr: ChangeRequest, actor: Actor, text: str) -> None:
    """The note holds no longer, if both had signed it."""
    if decided.recorded_about(cr) is not None:
        _agreed(cr, actor, text, "change_request.reopening_proposed", Source.REOPENING)


def _agreed(cr: ChangeRequest, actor: Actor, text: str, proposed: str, source: Source) -> None:
    first = agreements.last_by(cr, proposed)
    if first is not None:
        decisions.record(
            actor, about=cr, title=cr.title, text=text, amount=None, effective_on=agreements.today_of(cr.framework),
            signatures=(first, signatures.made(actor, "", None)), source=source,
        )  # fmt: skip
