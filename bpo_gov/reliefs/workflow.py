"""The table of claims for relief: every verb, who may make it, when, and which clock runs."""

from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move
from bpo_gov.kernel.parties import Role, either, other_side, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.reliefs import terms
from bpo_gov.reliefs.models import Relief, State

S = State
STATE_WORDS = {
    S.NOTICED: N_("Notice given"), S.CLAIMED: N_("Claimed in detail"), S.ACCEPTED: N_("Relief accepted"), S.PARTLY: N_("Accepted in part"),
    S.REFUSED: N_("Refused"), S.DETERMINED: N_("Determined"), S.WITHDRAWN: N_("Withdrawn"), S.LAPSED: N_("Lapsed"),
}  # fmt: skip
OTHER, BOTH, BALL = Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER
OPEN = (S.NOTICED, S.CLAIMED, S.REFUSED, S.PARTLY)


def ball_of(one: Relief) -> str | None:
    """Of the other side while it owes an answer; else of the claimant, who gives details, takes it further or lets it rest."""
    if one.state == S.CLAIMED:
        return one.claimant.other.value
    return one.claimant.value if one.state in OPEN else None


# fmt: off
RELIEF = Workflow("relief", N_("Relief"), State, final=(S.ACCEPTED, S.DETERMINED, S.WITHDRAWN, S.LAPSED), state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb           from                    to            who                   event            told   only when
    Move("notify",      NEW,                    S.NOTICED,    either(MEMBER),       "notified",      OTHER,
         label=N_("Give notice of relief"), past=N_("gave notice of a cause of the other side")),
    Move("detail",      S.NOTICED,              S.CLAIMED,    raiser(MEMBER),       "detailed",      OTHER,
         label=N_("Give the details"), past=N_("gave the details of the claim"), main=True),
    Move("accept",      S.CLAIMED,              S.ACCEPTED,   other_side(MANAGER),  "accepted",      BOTH,
         label=N_("Accept the claim"), past=N_("accepted the claim as a whole"), main=True),
    Move("accept_part", S.CLAIMED,              S.PARTLY,     other_side(MANAGER),  "accepted_part", BOTH,
         label=N_("Accept a part of it"), past=N_("accepted a part of the claim")),
    Move("refuse",      S.CLAIMED,              S.REFUSED,    other_side(MANAGER),  "refused",       OTHER,
         label=N_("Refuse it"), past=N_("refused the claim")),
    Move("settle_for",  S.PARTLY,               S.ACCEPTED,   raiser(MANAGER),      "settled_for",   BOTH,
         label=N_("Settle for that part"), past=N_("settled for the part that was accepted"), main=True),
    Move("give_way",    (S.REFUSED, S.PARTLY),  S.ACCEPTED,   other_side(MANAGER),  "given_way",     BOTH,
         label=N_("Accept it as a whole after all"), past=N_("accepted the claim as a whole after all")),
    Move("determine",   (S.REFUSED, S.PARTLY),  S.DETERMINED, either(MANAGER),      "determined",    BOTH,
         label=N_("Determine by a decision"), past=N_("determined the claim by a decision of both")),
    Move("withdraw",    (S.NOTICED, S.CLAIMED, S.REFUSED), S.WITHDRAWN, raiser(MEMBER), "withdrawn", OTHER,
         label=N_("Withdraw"), past=N_("withdrew the claim"), hurts=True),
    Move("note",        ANY,                    STAY,         either(MEMBER),       "noted",         OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",    ANY,                    STAY,         either(MEMBER),       "noted_own",     Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("warn",    (S.NOTICED, S.CLAIMED), STAY,     "due_soon", BALL, WARNED),
    clock_move("overdue", (S.NOTICED,),           STAY,     "overdue",  BOTH, N_("The details did not come in time: that is flagged")),
    clock_move("lapse",   (S.NOTICED,),           S.LAPSED, "lapsed",   BOTH, N_("The details did not come in time: the claim lapsed, as the framework says")),
    clock_move("remind",  (S.CLAIMED,),           STAY,     "reminded", BOTH, N_("No answer came in time: both sides were reminded")),
], deadlines=(
    Deadline(terms.DETAILS, (S.NOTICED,), then="overdue"),
    Deadline(terms.ANSWER, (S.CLAIMED,), then="remind"),
))
# fmt: on
