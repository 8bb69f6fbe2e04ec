"""The table of action items: every verb, who may make it, when, and which clock runs."""

from bpo_gov.action_items import due
from bpo_gov.action_items import guards as g
from bpo_gov.action_items.models import ActionItem, State
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move
from bpo_gov.kernel.parties import Role, either
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow

S = State
STATE_WORDS = {S.OPEN: N_("Open"), S.DONE: N_("Done"), S.DROPPED: N_("Dropped")}
OTHER, BOTH, BALL = Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER


def ball_of(one: ActionItem) -> str | None:
    """The side that owns what is open."""
    return one.owner_side.value if S(one.state) is S.OPEN else None


# fmt: off
ACTION_ITEM = Workflow("action_item", N_("Action"), State, final=(S.DROPPED,), state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb         from     to          who              event          told   only when
    Move("add",       NEW,     S.OPEN,     either(MEMBER),  "added",       BOTH,
         label=N_("Add an action"), past=N_("added it")),
    Move("done",      S.OPEN,  S.DONE,     either(MEMBER),  "done",        OTHER, g.owns,
         label=N_("Report as done"), past=N_("reported it as done"), main=True),
    Move("reopen",    S.DONE,  S.OPEN,     either(MEMBER),  "reopened",    OTHER, g.does_not_own,
         label=N_("It is not done"), past=N_("found that it is not done")),
    Move("hand_over", S.OPEN,  STAY,       either(MEMBER),  "handed_over", BOTH,  g.owns,
         label=N_("Hand over"), past=N_("handed it over"), shy=True),
    Move("move_day",  S.OPEN,  STAY,       either(MANAGER), "day_moved",   BOTH,
         label=N_("Move the day"), past=N_("moved the day"), restarts=True),
    Move("drop",      S.OPEN,  S.DROPPED,  either(MANAGER), "dropped",     BOTH,
         label=N_("Drop"), past=N_("dropped it"), hurts=True),
    Move("note",      ANY,     STAY,       either(MEMBER),  "noted",       OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",  ANY,     STAY,       either(MEMBER),  "noted_own",   Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("warn", (S.OPEN,), STAY, "due_soon", BALL, WARNED),
    clock_move("late", (S.OPEN,), STAY, "late",     BOTH, N_("Its day passed")),
], deadlines=(
    Deadline(due.POLICY, (S.OPEN,), then="late"),
))
# fmt: on
