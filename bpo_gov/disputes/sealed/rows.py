"""The rows of sealed offers: asked, agreed to, sealed, and ended."""

from bpo_gov.disputes.models import TALKS, Dispute, State
from bpo_gov.disputes.sealed import guards as g
from bpo_gov.disputes.sealed.models import Standing
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import STAY, Move, leads_to
from bpo_gov.kernel.parties import Role, either
from bpo_gov.kernel.words import N_

ROOM, MANAGER = Told.ROOM, Role.MANAGER


@leads_to(*TALKS, State.SETTLING)
def when_the_figures_meet(one: Dispute) -> State:
    """A settlement to be signed once both figures meet; until then it stays where it is."""
    met = one.sealing is not None and one.sealing.standing is Standing.AGREED
    return State.SETTLING if met else State(one.state)


# fmt: off
ROWS = (
    Move("ask_sealed",     TALKS, STAY, either(MANAGER), "sealed_asked",    ROOM, g.may_ask,
         label=N_("Ask for sealed offers"), past=N_("asked for sealed offers"), shy=True),
    Move("agree_sealed",   TALKS, STAY, either(MANAGER), "sealed_agreed",   ROOM, g.may_agree,
         label=N_("Agree to sealed offers"), past=N_("agreed to sealed offers: a round is open"), shy=True, main=True),
    Move("seal",           TALKS, when_the_figures_meet, either(MANAGER), "sealed", ROOM, g.may_seal,
         label=N_("Seal a figure"), past=N_("sealed a figure"), shy=True, main=True),
    Move("change_subject", TALKS, STAY, either(MANAGER), "subject_changed", ROOM, g.is_running,
         label=N_("Change what the figure is for"), past=N_("changed what the figure is for: what was sealed is void and destroyed"), shy=True),
    Move("end_sealed",     TALKS, STAY, either(MANAGER), "sealed_ended",    ROOM, g.is_running,
         label=N_("End the sealed offers"), past=N_("ended the sealed offers: what was sealed is destroyed"), shy=True, hurts=True),
)
# fmt: on
