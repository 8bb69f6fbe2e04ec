"""The table of statements of credits: every verb, who may make it, when, and which clock runs."""

from bpo_gov.credits import guards as g
from bpo_gov.credits import terms
from bpo_gov.credits.models import OPEN, State, Statement
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move
from bpo_gov.kernel.parties import CLOCK, Role, either, other_side, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow

S = State
STATE_WORDS = {
    S.DRAWN: N_("To be claimed"), S.CLAIMED: N_("Claimed"), S.OBJECTED: N_("Objected to"), S.CONFIRMED: N_("Confirmed"),
    S.APPLIED: N_("Applied"), S.WAIVED: N_("Waived"), S.LAPSED: N_("Lapsed"),
}  # fmt: skip
OTHER, BOTH, BALL = Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER


def ball_of(one: Statement) -> str | None:
    """Of the side it is due to until it is claimed, and while it is objected to; else of the side that owes it."""
    if one.state in (S.DRAWN, S.OBJECTED):
        return one.creditor.value
    return one.debtor.value if one.state in (S.CLAIMED, S.CONFIRMED) else None


# fmt: off
STATEMENT = Workflow("credit_statement", N_("Statement of credits"), State, final=(S.APPLIED, S.WAIVED, S.LAPSED), state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb         from           to             who                       event           told    only when
    Move("draw_up",   NEW,           S.DRAWN,       either(MEMBER) | CLOCK,   "drawn",        BOTH,
         label=N_("Draw up a statement"), past=N_("drew up the statement")),
    Move("claim",     (S.DRAWN, S.OBJECTED), S.CLAIMED, raiser(MANAGER),    "claimed",      OTHER,
         label=N_("Claim it"), past=N_("claimed the credit"), main=True, restarts=True),
    Move("confirm",   S.CLAIMED,     S.CONFIRMED,   other_side(MANAGER),          "confirmed",    OTHER,
         label=N_("Confirm it"), past=N_("confirmed the credit"), main=True),
    Move("object",    S.CLAIMED,     S.OBJECTED,    other_side(MEMBER),           "objected",     OTHER,
         label=N_("Object to it"), past=N_("objected to the claim")),
    Move("settle",    S.OBJECTED,    S.CONFIRMED,   raiser(MANAGER),        "settled",      BOTH,   g.has_count,
         label=N_("Agree to the other count"), past=N_("agreed to what it is by the count of the other side"), hurts=True),
    Move("determine", S.OBJECTED,    S.CONFIRMED,   either(MANAGER),          "determined",   BOTH,
         label=N_("Determine by a decision"), past=N_("determined the credit by a decision of both")),
    Move("apply",     S.CONFIRMED,   S.APPLIED,     other_side(MEMBER),           "applied",      OTHER,
         label=N_("Say where it was applied"), past=N_("applied the credit"), main=True),
    Move("waive",     OPEN,          S.WAIVED,      raiser(MANAGER),        "waived",       BOTH,
         label=N_("Waive it"), past=N_("waived the credit"), hurts=True),
    Move("note",      ANY,           STAY,          either(MEMBER),           "noted",        OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",  ANY,           STAY,          either(MEMBER),           "noted_own",    Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("warn",       (S.DRAWN, S.CLAIMED), STAY,  "due_soon",   BALL, WARNED),
    clock_move("claim_late", (S.DRAWN,),   STAY,          "claim_late", BOTH, N_("It was not claimed in time: it is late and may still be claimed")),
    clock_move("lapse",      (S.DRAWN,),   S.LAPSED,      "lapsed",     BOTH, N_("Nobody claimed it in time: it lapsed")),
    clock_move("overdue",    (S.CLAIMED,), STAY,          "overdue",    BOTH, N_("The deadline passed")),
], deadlines=(
    Deadline(terms.CLAIM, (S.DRAWN,),   then="claim_late"),
    Deadline(terms.REPLY, (S.CLAIMED,), then="overdue"),
))
# fmt: on
