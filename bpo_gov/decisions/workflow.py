"""The table of decisions: every verb, who may make it, when, and which clock runs."""

from bpo_gov.decisions import guards as g
from bpo_gov.decisions import terms
from bpo_gov.decisions.ball import ball_of
from bpo_gov.decisions.models import Decision, State
from bpo_gov.kernel import signatures
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move, leads_to
from bpo_gov.kernel.parties import Role, either, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow

S = State
STATE_WORDS = {
    S.PROPOSED: N_("Proposed"), S.AGREED: N_("Agreed by both"), S.DECLINED: N_("Declined"), S.WITHDRAWN: N_("Withdrawn"),
    S.SUPERSEDED: N_("Superseded"),
}  # fmt: skip
FINAL = (S.DECLINED, S.WITHDRAWN, S.SUPERSEDED)
OTHER, BOTH, BALL, NOBODY = Told.OTHER, Told.BOTH, Told.BALL, Told.NOBODY
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER


@leads_to(S.PROPOSED, S.AGREED)
def when_both_agree(one: Decision) -> State:
    """Agreed once both signatures stand under the same words."""
    return S.PROPOSED if signatures.missing(one, one.digest) else S.AGREED


# fmt: off
DECISION = Workflow("decision", N_("Decision"), State, final=FINAL, state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb         from          to               who              event         told   only when
    Move("propose",   NEW,          S.PROPOSED,      either(MEMBER),  "proposed",   OTHER,
         label=N_("Propose a decision"), past=N_("proposed a decision")),
    Move("record",    NEW,          S.AGREED,        either(MEMBER),  "recorded",   NOBODY,
         label=N_("Record what both sides decided with another matter"), past=N_("recorded what both sides had decided"), quiet=True),
    Move("agree",     S.PROPOSED,   when_both_agree, either(MANAGER), "agreed",     BOTH,  g.may_agree,
         label=N_("Agree"), past=N_("agreed"), main=True),
    Move("reword",    S.PROPOSED,   STAY,            either(MEMBER),  "reworded",   OTHER,
         label=N_("Change the words"), past=N_("changed the words: what was agreed before counts no longer"), restarts=True),
    Move("decline",   S.PROPOSED,   S.DECLINED,      either(MANAGER), "declined",   BOTH,  g.may_decline,
         label=N_("Decline"), past=N_("declined"), hurts=True, shy=True),
    Move("withdraw",  S.PROPOSED,   S.WITHDRAWN,     raiser(MEMBER),  "withdrawn",  OTHER,
         label=N_("Withdraw"), past=N_("withdrew it"), hurts=True),
    Move("dissent",   (S.PROPOSED, S.AGREED), STAY,  either(MEMBER),  "dissented",  BOTH,
         label=N_("Note a dissent"), past=N_("noted a dissent")),
    Move("review",    S.AGREED,     STAY,            either(MEMBER),  "reviewed",   BOTH,  g.may_review,
         label=N_("Keep it after review"), past=N_("reviewed it: it holds on"), main=True, shy=True, restarts=True),
    Move("note",      ANY,          STAY,            either(MEMBER),  "noted",      OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",  ANY,          STAY,            either(MEMBER),  "noted_own",  Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("supersede", (S.AGREED,), S.SUPERSEDED, "superseded", BOTH, N_("A newer decision took its place")),
    clock_move("come_up",   (S.AGREED,), STAY,         "came_up",    BOTH, N_("The day of the review has come: look at it again")),
    clock_move("warn",      (S.PROPOSED,), STAY,       "due_soon",   BALL, WARNED),
    clock_move("overdue",   (S.PROPOSED,), STAY,       "overdue",    BOTH, N_("The deadline passed")),
], deadlines=(
    Deadline(terms.ANSWER, (S.PROPOSED,), then="overdue"),
    Deadline(terms.REVIEW, (S.AGREED,),   then="come_up", runs=g.has_review, warn=False),
))
# fmt: on
