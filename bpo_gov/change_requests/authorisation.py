"""The authorisation note: what the client decided, by whose authority, for both to sign."""

from datetime import date
from decimal import Decimal

from bpo_gov.change_requests import holding, queries, rules, writing
from bpo_gov.change_requests.guards import authority_of
from bpo_gov.change_requests.models import AuthorisationNote, ChangeRequest
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say


def note(cr: ChangeRequest, actor: Actor, *, description: str, adjustments: str, effective_on: date) -> Particulars:
    """Open the note and hold the value. Raises Refused when the actor has no authority."""
    line, figures = authority_of(cr, actor), queries.effects(cr)
    if line is None:
        raise Refused(say("You are not in the authority list of the framework."))
    holding.hold(cr)
    cr.notes += 1
    cr.note = AuthorisationNote(
        change_id=cr.id, description=description, adjustments=adjustments, effective_on=effective_on, value=rules.value_of(figures) or Decimal(0),
        term_days=figures.term_days or 0, currency=figures.currency, approved_by=actor.name, clause=line.clause, issue=cr.notes,
    )  # fmt: skip
    db.session.flush()
    return {
        **writing.told(cr), "clause": line.clause, "note": cr.note.digest, "description": description, "effective_on": effective_on,
    }  # fmt: skip
