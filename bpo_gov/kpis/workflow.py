"""The table of figures: every verb, who may make it, when, and which clock runs."""

from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move
from bpo_gov.kernel.parties import Party, Role, either, other_side, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.kpis import guards as g
from bpo_gov.kpis import terms
from bpo_gov.kpis.models import COUNTS, Figure, State

S = State
STATE_WORDS = {
    S.PROVISIONAL: N_("Provisional"), S.CONTESTED: N_("Contested"), S.ACCEPTED: N_("Accepted"), S.AGREED: N_("Agreed by both"),
    S.DETERMINED: N_("Determined"), S.REPLACED: N_("Replaced"), S.WITHDRAWN: N_("Withdrawn"),
}  # fmt: skip
OTHER, BOTH, BALL = Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER


def ball_of(one: Figure) -> str | None:
    """Of the side that has not measured while it is provisional; of the side that has not spoken last while it is contested."""
    if one.state == S.PROVISIONAL:
        return one.submitter.other.value
    if one.state == S.CONTESTED:
        return Party(one.proposed_by).other.value if one.proposed_by else one.submitter.value
    return None


# fmt: off
FIGURE = Workflow("figure", N_("Figure"), State, final=(S.REPLACED, S.WITHDRAWN), state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb         from           to             who                  event           told    only when
    Move("submit",    NEW,           S.PROVISIONAL, either(MEMBER),      "submitted",    OTHER,
         label=N_("Submit a figure"), past=N_("submitted the figure")),
    Move("accept",    S.PROVISIONAL, S.ACCEPTED,    other_side(MEMBER),  "accepted",     BOTH,
         label=N_("Accept it"), past=N_("accepted the figure"), main=True),
    Move("contest",   S.PROVISIONAL, S.CONTESTED,   other_side(MEMBER),  "contested",    OTHER,
         label=N_("Contest it"), past=N_("contested the figure")),
    Move("propose",   S.CONTESTED,   STAY,          either(MEMBER),      "value_proposed", OTHER,
         label=N_("Propose a value"), past=N_("proposed a value")),
    Move("agree",     S.CONTESTED,   S.AGREED,      either(MANAGER),     "agreed",       BOTH,   g.may_agree,
         label=N_("Agree to that value"), past=N_("agreed to the value"), main=True),
    Move("give_up",   S.CONTESTED,   S.ACCEPTED,    other_side(MEMBER),  "given_up",     BOTH,
         label=N_("Accept it after all"), past=N_("accepted the figure after all")),
    Move("determine", S.CONTESTED,   S.DETERMINED,  either(MANAGER),     "determined",   BOTH,
         label=N_("Determine by a decision"), past=N_("determined the figure by a decision of both")),
    Move("correct",   COUNTS,        S.REPLACED,    raiser(MEMBER),      "corrected",    OTHER,
         label=N_("Correct it"), past=N_("replaced the figure by another one"), hurts=True),
    Move("withdraw",  S.PROVISIONAL, S.WITHDRAWN,   raiser(MEMBER),      "withdrawn",    OTHER,
         label=N_("Withdraw"), past=N_("withdrew the figure"), hurts=True),
    Move("note",      ANY,           STAY,          either(MEMBER),      "noted",        OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",  ANY,           STAY,          either(MEMBER),      "noted_own",    Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("warn",    (S.PROVISIONAL,), STAY,       "due_soon",  BALL, WARNED),
    clock_move("pass_by", (S.PROVISIONAL,), S.ACCEPTED, "passed_by", BOTH, N_("Nobody contested it in time: it counts as accepted")),
], deadlines=(
    Deadline(terms.CONTEST, (S.PROVISIONAL,), then="pass_by"),
))
# fmt: on
