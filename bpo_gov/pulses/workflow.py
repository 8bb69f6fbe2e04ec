"""The table of rounds: every verb, who may make it, when, and which clock runs."""

from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move
from bpo_gov.kernel.parties import CLOCK, Role, either, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.pulses import guards as g
from bpo_gov.pulses import terms
from bpo_gov.pulses.models import Pulse, State

S = State
STATE_WORDS = {S.OPEN: N_("Open"), S.CLOSED: N_("Closed"), S.WITHDRAWN: N_("Withdrawn")}
OWN, OTHER, BOTH, BALL = Told.OWN, Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER


def ball_of(one: Pulse) -> str | None:
    """Of each side of which somebody has not answered yet."""
    return one.waits_for if one.state == S.OPEN else None


# fmt: off
PULSE = Workflow("pulse", N_("Pulse"), State, final=(S.CLOSED, S.WITHDRAWN), state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb           from    to           who              event           told   only when
    Move("open",        NEW,    S.OPEN,      either(MANAGER) | CLOCK, "opened", BOTH,
         label=N_("Open a round"), past=N_("opened the round")),
    Move("answer",      S.OPEN, STAY,        either(MEMBER),  "answered",     OWN,
         label=N_("Answer"), past=N_("answered"), main=True),
    Move("propose_end", S.OPEN, STAY,        either(MANAGER), "end_proposed", OTHER, g.nobody_ends,
         label=N_("Propose to close it early"), past=N_("proposed to close it early"), shy=True),
    Move("agree_end",   S.OPEN, S.CLOSED,    either(MANAGER), "ended",        BOTH,  g.other_side_ends,
         label=N_("Agree to close it now"), past=N_("agreed to close it"), shy=True, hurts=True),
    Move("withdraw",    S.OPEN, S.WITHDRAWN, raiser(MANAGER), "withdrawn",    BOTH,
         label=N_("Withdraw"), past=N_("withdrew the round"), hurts=True),
    Move("note",        ANY,    STAY,        either(MEMBER),  "noted",        OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",    ANY,    STAY,        either(MEMBER),  "noted_own",    OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("warn",  (S.OPEN,), STAY,     "due_soon", BALL, WARNED),
    clock_move("close", (S.OPEN,), S.CLOSED, "closed",   BOTH, N_("Its time was over")),
], deadlines=(
    Deadline(terms.POLICY, (S.OPEN,), then="close"),
))
# fmt: on
