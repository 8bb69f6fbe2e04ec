"""The table of escalations: every verb, who may make it, when, and which clock runs."""

from bpo_gov.escalations import guards as g
from bpo_gov.escalations.ball import ball_of
from bpo_gov.escalations.history import rows as history
from bpo_gov.escalations.models import State
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move
from bpo_gov.kernel.parties import CLOCK, Role, either, other_side, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow

S = State
IN_WORK = (S.ACKNOWLEDGED, S.IN_HAND)
ANSWERING = (S.RAISED, *IN_WORK)
OPEN = (*ANSWERING, S.PROPOSED)
LIVE = (*OPEN, S.RESOLVED)
STATE_WORDS = {
    S.RAISED: N_("Raised"), S.ACKNOWLEDGED: N_("Acknowledged"), S.IN_HAND: N_("In hand"), S.PROPOSED: N_("Resolution proposed"),
    S.RESOLVED: N_("Resolved"), S.CLOSED: N_("Closed"), S.DISPUTED: N_("In dispute"), S.WITHDRAWN: N_("Withdrawn"),
}  # fmt: skip
OTHER, BOTH, BALL = Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER

# fmt: off
ESCALATION = Workflow("escalation", N_("Escalation"), State, final=(S.CLOSED, S.WITHDRAWN), state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb           from        to               who                  event            told   only when
    Move("raise",       NEW,        S.RAISED,        either(MEMBER),      "raised",        OTHER,
         label=N_("Escalate"), past=N_("escalated it")),
    Move("raise_late",  NEW,        S.RAISED,        CLOCK,               "raised_late",   BOTH,
         past=N_("Silence lasted too long: it was escalated"), quiet=True),
    Move("acknowledge", S.RAISED,   S.ACKNOWLEDGED,  other_side(MEMBER),  "acknowledged",  OTHER,
         label=N_("Acknowledge"), past=N_("acknowledged it"), main=True),
    Move("take",        S.ACKNOWLEDGED, S.IN_HAND,   other_side(MEMBER),  "taken",         OTHER,
         label=N_("Take it in hand"), past=N_("took it in hand"), main=True),
    Move("wait",        IN_WORK,    STAY,            other_side(MEMBER),  "waiting",       OTHER, g.may_wait,
         label=N_("Wait for the other side"), past=N_("waits for something from the other side"), shy=True, retimes=True),
    Move("answer",      IN_WORK,    STAY,            raiser(MEMBER),      "answered",      OTHER, g.waits_for_other,
         label=N_("Answer"), past=N_("answered"), main=True, shy=True, retimes=True),
    Move("propose",     IN_WORK,    S.PROPOSED,      other_side(MEMBER),  "proposed",      OTHER,
         label=N_("Propose a resolution"), past=N_("proposed a resolution"), main=True),
    Move("confirm",     S.PROPOSED, S.RESOLVED,      raiser(MEMBER),      "confirmed",     BOTH,
         label=N_("Confirm the resolution"), past=N_("confirmed the resolution"), main=True),
    Move("refuse",      S.PROPOSED, S.IN_HAND,       raiser(MEMBER),      "refused",       OTHER,
         label=N_("Refuse the resolution"), past=N_("refused the resolution")),
    Move("close",       S.RESOLVED, S.CLOSED,        raiser(MEMBER),      "closed",        BOTH,
         label=N_("Close"), past=N_("closed it: it is settled"), main=True),
    Move("reopen",      S.RESOLVED, S.IN_HAND,       raiser(MEMBER),      "reopened",      OTHER,
         label=N_("It is not resolved"), past=N_("found that it is not resolved")),
    Move("promote",     ANSWERING,  S.RAISED,        raiser(MEMBER),      "promoted",      OTHER, applies=g.is_warning,
         label=N_("It has happened: escalate"), past=N_("made an escalation of the early warning"), restarts=True),
    Move("climb",       OPEN,       S.RAISED,        either(MANAGER),     "climbed",       BOTH,  g.may_climb, applies=g.is_on_ladder,
         label=N_("Take it to the next level"), past=N_("took it to the next level"), hurts=True, shy=True, restarts=True),
    Move("to_dispute",  (*OPEN, S.RESOLVED), S.DISPUTED, either(MANAGER), "disputed",      BOTH,  applies=g.is_on_ladder,
         label=N_("Begin a dispute"), past=N_("began a dispute about it"), hurts=True),
    Move("end_dispute", S.DISPUTED, S.IN_HAND,       either(MANAGER),     "dispute_ended", BOTH,
         label=N_("Let the dispute go"), past=N_("let the dispute go: it is in hand again")),
    Move("withdraw",    LIVE,       S.WITHDRAWN,     raiser(MEMBER),      "withdrawn",     OTHER,
         label=N_("Withdraw"), past=N_("withdrew it"), hurts=True),
    Move("note",        ANY,        STAY,            either(MEMBER),      "noted",         OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",    ANY,        STAY,            either(MEMBER),      "noted_own",     Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    *history.ROWS,
    clock_move("warn",       LIVE,      STAY,     "due_soon",  BALL, WARNED),
    clock_move("overdue",    LIVE,      STAY,     "overdue",   BOTH, N_("The deadline passed")),
    clock_move("climb_late", ANSWERING, S.RAISED, "climbed_late", BOTH, N_("The level did not answer in time: it went to the next one"), restarts=True),
    clock_move("spend",      ANSWERING, STAY,     "spent",     BOTH, N_("The highest level let its time pass: the way to a dispute is open")),
    clock_move("review",     ANSWERING, STAY,     "reviewed",  BOTH, N_("The day of the early warning has come: look at it again")),
], deadlines=(
    Deadline("respond", (S.RAISED,),  then="climb_late", runs=g.is_on_ladder),
    Deadline("resolve", IN_WORK,      then="climb_late", runs=g.is_on_ladder, paused=g.is_waiting),
    Deadline("reply",   IN_WORK,      then="overdue",    runs=g.is_waiting),
    Deadline("confirm", (S.PROPOSED,), then="overdue",   runs=g.is_on_ladder),
    Deadline("review",  ANSWERING,    then="review",     runs=g.is_warning, warn=False),
))
# fmt: on
