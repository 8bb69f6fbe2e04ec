"""The rows by which a log becomes history: one entry of the record for each line, told nobody."""

from bpo_gov.escalations.models import Escalation, State
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, Move, leads_to
from bpo_gov.kernel.parties import IMPORT
from bpo_gov.kernel.words import N_


@leads_to(*(state for state in State if state not in (State.DISPUTED, State.WITHDRAWN)))
def as_logged(one: Escalation) -> State:
    """The state that the map gives the line."""
    return State(one.source.stage) if one.source else State(one.state)


ROWS = (
    Move("replay_open", NEW, State.RAISED, IMPORT, "logged", Told.NOBODY, past=N_("The log begins"), quiet=True),
    Move("replay", ANY, as_logged, IMPORT, "replayed", Told.NOBODY, past=N_("The log goes on"), quiet=True),
)
