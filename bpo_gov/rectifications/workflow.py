"""The table of rectification plans: every verb, who may make it, when, and which clock runs."""

from enum import StrEnum

from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move, leads_to
from bpo_gov.kernel.parties import Role, either, other_side, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.rectifications import guards as g
from bpo_gov.rectifications import terms
from bpo_gov.rectifications.models import Rectification, State

S = State
STATE_WORDS = {
    S.NOTIFIED: N_("Failing notified"), S.DRAFTED: N_("Draft in review"), S.RETURNED: N_("Draft sent back"), S.EXECUTING: N_("Carried out"),
    S.REPORTED: N_("Reported as done"), S.VERIFIED: N_("Verified"), S.FAILED: N_("Plan failed"), S.LIFTED: N_("Lifted by a decision"),
    S.WITHDRAWN: N_("Withdrawn"),
}  # fmt: skip
OTHER, BOTH, BALL = Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER
DOES, REVIEWS = (S.NOTIFIED, S.RETURNED, S.EXECUTING), (S.DRAFTED, S.REPORTED)  # whose turn it is
OPEN = (*DOES, *REVIEWS)


def ball_of(one: Rectification) -> str | None:
    """Of the side at fault while it writes or carries out the plan, of the other while it looks at it."""
    if one.state in DOES:
        return one.at_fault.value
    return one.notifier.value if one.state in REVIEWS else None


@leads_to(S.LIFTED)
def by_root(one: Rectification) -> StrEnum:
    """Where it stands; lifted, if the cause lay with the side that notified alone."""
    return S.LIFTED if one.root is not None and one.root.value == one.notifier.value else STAY


# fmt: off
RECTIFICATION = Workflow("rectification", N_("Rectification plan"), State, final=(S.VERIFIED, S.FAILED, S.LIFTED, S.WITHDRAWN),
                         state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb         from                        to            who                  event         told   only when
    Move("notify",    NEW,                        S.NOTIFIED,   either(MEMBER),      "notified",   OTHER,
         label=N_("Notify a failing"), past=N_("notified a failing")),
    Move("draft",     (S.NOTIFIED, S.RETURNED),   S.DRAFTED,    other_side(MEMBER),  "drafted",    OTHER,
         label=N_("Hand in a draft"), past=N_("handed in a draft of the plan"), main=True),
    Move("accept",    S.DRAFTED,                  S.EXECUTING,  raiser(MANAGER),     "accepted",   BOTH,
         label=N_("Accept the plan"), past=N_("accepted the plan"), main=True),
    Move("return",    S.DRAFTED,                  S.RETURNED,   raiser(MEMBER),      "returned",   OTHER,
         label=N_("Send it back"), past=N_("sent the draft back")),
    Move("finish",    S.EXECUTING,                STAY,         other_side(MEMBER),  "step_done",  OTHER,  g.has_steps_left,
         label=N_("Report a step as done"), past=N_("reported a step as done"), main=True, restarts=True),
    Move("report",    S.EXECUTING,                S.REPORTED,   other_side(MEMBER),  "reported",   OTHER,  g.has_done_every_step,
         label=N_("Report the plan as done"), past=N_("reported the plan as done"), main=True),
    Move("verify",    S.REPORTED,                 S.VERIFIED,   raiser(MANAGER),     "verified",   BOTH,
         label=N_("It is put right"), past=N_("verified that the failing is put right"), main=True),
    Move("fail",      (S.EXECUTING, S.REPORTED),  S.FAILED,     raiser(MANAGER),     "failed",     BOTH,   g.may_fail,
         label=N_("The plan has failed"), past=N_("found that the plan has failed"), hurts=True),
    Move("determine", OPEN,                       by_root,      either(MANAGER),     "determined", BOTH,
         label=N_("Enter a decision about the cause"), past=N_("entered a decision about the root cause"), shy=True),
    Move("withdraw",  OPEN,                       S.WITHDRAWN,  raiser(MANAGER),     "withdrawn",  OTHER,
         label=N_("Withdraw"), past=N_("withdrew the notice"), hurts=True),
    Move("note",      ANY,                        STAY,         either(MEMBER),      "noted",      OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",  ANY,                        STAY,         either(MEMBER),      "noted_own",  Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("warn",    OPEN,         STAY,        "due_soon", BALL, WARNED),
    clock_move("overdue", DOES,         STAY,        "overdue",  BOTH, N_("Its day passed")),
    clock_move("remind",  REVIEWS,      STAY,        "reminded", BOTH, N_("Nobody looked at it in time: both sides were reminded")),
    clock_move("pass_by", (S.DRAFTED,), S.EXECUTING, "passed_by", BOTH, N_("Nobody looked at the draft in time: it counts as approved, as the framework says")),
], deadlines=(
    Deadline(terms.DRAFT, (S.NOTIFIED, S.RETURNED), then="overdue"),
    Deadline(terms.REVIEW, (S.DRAFTED,), then="remind"),
    Deadline(terms.EXECUTE, (S.EXECUTING,), then="overdue"),
    Deadline(terms.CONFIRM, (S.REPORTED,), then="remind"),
))
# fmt: on
