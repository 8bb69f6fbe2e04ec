"""An emergency was met first; now the client ratifies what was done, or refuses to."""

from datetime import date

from bpo_gov.change_requests import authorisation, holding
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor

flow = CHANGE_REQUEST


@flow.action("ratify")
def ratify(
    cr: ChangeRequest, actor: Actor, /, *, description: str, adjustments: str, effective_on: date
) -> Particulars:
    """The client's decision after the fact opens the note that both sign, and the value is held."""
    return authorisation.note(cr, actor, description=description, adjustments=adjustments, effective_on=effective_on)


@flow.action("refuse")
def refuse(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """The client's no: what was done is undone, and what it reserved is free."""
    holding.free(cr)
    return {"reason": reason}
