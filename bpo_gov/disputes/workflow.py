"""The table of disputes: every verb, who may make it, when, and which clock runs."""

from bpo_gov.disputes import guards as g
from bpo_gov.disputes.ball import ball_of
from bpo_gov.disputes.models import TALKS, Dispute, State
from bpo_gov.disputes.sealed import closing, rows
from bpo_gov.kernel import signatures
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move, leads_to
from bpo_gov.kernel.parties import Role, either, mediator, other_side, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow

S = State
MEDIATION = (S.PREPARING, S.MEETING)
OPEN = (S.NOTICED, *TALKS, S.SETTLING, S.DETERMINING)
LIVE = (*OPEN, S.SETTLED)
STATE_WORDS = {
    S.NOTICED: N_("Notice given"), S.NEGOTIATING: N_("Negotiation"), S.REFERRING: N_("To be referred"), S.CHOOSING: N_("Choosing a mediator"),
    S.PREPARING: N_("Mediation, preparing"), S.MEETING: N_("Mediation, sessions"), S.UNSETTLED: N_("Mediation without result"),
    S.SETTLING: N_("Settlement to be signed"), S.SETTLED: N_("Settled"), S.PERFORMED: N_("Settled and performed"), S.BREACHED: N_("Settlement broken"),
    S.DETERMINING: N_("With an expert"), S.DETERMINED: N_("Determined by an expert"), S.EXTERNAL: N_("Before court or arbitration"),
    S.WITHDRAWN: N_("Withdrawn"),
}  # fmt: skip
FINAL = (S.PERFORMED, S.BREACHED, S.DETERMINED, S.EXTERNAL, S.WITHDRAWN)
OTHER, BOTH, BALL, ROOM, CHAMBER = Told.OTHER, Told.BOTH, Told.BALL, Told.ROOM, Told.CHAMBER
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER
AT_TABLE = either(MANAGER) | mediator()


@leads_to(S.SETTLING, S.SETTLED)
def when_both_have_signed(one: Dispute) -> State:
    """Settled once both signatures stand under the same terms."""
    return S.SETTLING if signatures.missing(one, one.terms_digest or "") else S.SETTLED


@leads_to(S.SETTLED, S.PERFORMED)
def when_all_is_kept(one: Dispute) -> State:
    """Performed once every promise is confirmed by the side it was made to."""
    return S.PERFORMED if all(remedy.confirmed_at for remedy in one.remedies) else S.SETTLED


@leads_to(*TALKS)
def back(one: Dispute) -> State:
    """The state in which the terms were written."""
    return S(one.came_from or S.NEGOTIATING)


# fmt: off
DISPUTE = Workflow("dispute", N_("Dispute"), State, final=FINAL, state_words=STATE_WORDS, ball=ball_of, goes=closing.end_with_the_talks, moves=[
    #    verb              from        to               who                  event              told   only when
    Move("notify",         NEW,        S.NOTICED,       either(MANAGER),     "noticed",         OTHER,
         label=N_("Give notice of a dispute"), past=N_("gave notice of a dispute")),
    Move("acknowledge",    S.NOTICED,  S.NEGOTIATING,   other_side(MEMBER),  "acknowledged",    OTHER,
         label=N_("Acknowledge the notice"), past=N_("acknowledged the notice"), main=True),
    Move("position",       (S.NOTICED, *TALKS), STAY,   either(MEMBER),      "position_stated", OTHER,
         label=N_("State your position"), past=N_("stated its position in the issue paper")),
    Move("write_facts",    TALKS,      STAY,            either(MEMBER),      "facts_written",   OTHER,
         label=N_("Write what both agree happened"), past=N_("wrote down what both agree happened")),
    Move("agree_facts",    TALKS,      STAY,            either(MEMBER),      "facts_agreed",    BOTH,  g.may_agree_facts,
         label=N_("Agree to the neutral statement"), past=N_("agreed to the neutral statement"), shy=True),
    Move("step_up",        S.NEGOTIATING, STAY,         either(MANAGER),     "stepped_up",      BOTH,  g.may_step_up,
         label=N_("No result: to the next tier"), past=N_("took it to the next tier: no result on this one"), shy=True, retimes=True),
    Move("end_talks",      S.NEGOTIATING, S.REFERRING,  either(MANAGER),     "talks_ended",     BOTH,  g.is_at_top,
         label=N_("End the negotiation"), past=N_("ended the negotiation: no tier found a result"), hurts=True, shy=True),
    Move("refer",          (S.NEGOTIATING, S.REFERRING), S.CHOOSING, either(MANAGER), "referred", BOTH,
         label=N_("Refer to mediation"), past=N_("referred it to mediation")),
    Move("name_mediator",  S.CHOOSING, STAY,            either(MANAGER),     "mediator_named",  OTHER, g.nothing_is_asked,
         label=N_("Propose a mediator"), past=N_("proposed a mediator"), shy=True, main=True),
    Move("agree_mediator", S.CHOOSING, S.PREPARING,     either(MANAGER),     "mediator_agreed", BOTH,  g.may_agree_mediator,
         label=N_("Agree to the mediator"), past=N_("agreed to the mediator"), shy=True, main=True),
    Move("appoint",        S.CHOOSING, S.PREPARING,     either(MANAGER),     "appointed",       BOTH,  g.is_for_body,
         label=N_("Enter the body's appointment"), past=N_("entered the mediator whom the body appointed")),
    Move("share_summary",  MEDIATION,  STAY,            either(MANAGER),     "summary_shared",  ROOM,
         label=N_("Share a case summary"), past=N_("shared a case summary")),
    Move("confide",        MEDIATION,  STAY,            either(MANAGER),     "confided",        CHAMBER,
         label=N_("Confide in the mediator"), past=N_("confided in the mediator")),
    Move("hold",           MEDIATION,  S.MEETING,       AT_TABLE,            "session_held",    ROOM,
         label=N_("Enter a session"), past=N_("entered a session of the mediation"), main=True),
    Move("end_mediation",  MEDIATION,  S.UNSETTLED,     AT_TABLE,            "mediation_ended", BOTH,
         label=N_("End the mediation"), past=N_("ended the mediation: there is no settlement"), hurts=True),
    Move("offer",          TALKS,      STAY,            either(MANAGER),     "offered",         ROOM,
         label=N_("Make an offer"), past=N_("made an offer without prejudice")),
    Move("write_terms",    TALKS,      S.SETTLING,      either(MANAGER),     "terms_written",   ROOM,
         label=N_("Write the settlement"), past=N_("wrote the terms of a settlement")),
    Move("change_terms",   S.SETTLING, STAY,            either(MANAGER),     "terms_changed",   ROOM,
         label=N_("Change the terms"), past=N_("changed the terms: signatures so far no longer count")),
    Move("sign",           S.SETTLING, when_both_have_signed, either(MANAGER), "signed",        BOTH,  g.may_sign,
         label=N_("Sign the settlement"), past=N_("signed the settlement"), main=True),
    Move("drop_terms",     S.SETTLING, back,            either(MANAGER),     "terms_dropped",   BOTH,  g.nobody_has_signed,
         label=N_("Go on without these terms"), past=N_("went on without these terms"), hurts=True),
    Move("register",       S.SETTLED,  STAY,            either(MEMBER),      "registered",      BOTH,  g.may_register,
         label=N_("Enter the registration"), past=N_("entered the registration of the settlement"), shy=True, retimes=True),
    Move("perform",        S.SETTLED,  STAY,            either(MEMBER),      "promise_done",    OTHER, g.owes,
         label=N_("Report a promise as done"), past=N_("reported a promise as done"), shy=True, main=True, retimes=True),
    Move("confirm",        S.SETTLED,  when_all_is_kept, either(MEMBER),     "promise_kept",    BOTH,  g.may_confirm,
         label=N_("Confirm a promise as kept"), past=N_("confirmed a promise as kept"), shy=True, main=True),
    Move("breach",         S.SETTLED,  S.BREACHED,      either(MANAGER),     "broken",          BOTH,  g.is_broken,
         label=N_("Declare the settlement broken"), past=N_("declared the settlement broken"), hurts=True),
    Move("ask_time",       OPEN,       STAY,            either(MANAGER),     "time_asked",      OTHER, g.nothing_is_asked,
         label=N_("Ask for more time"), past=N_("asked for more time")),
    Move("ask_pause",      OPEN,       STAY,            either(MANAGER),     "pause_asked",     OTHER, g.may_ask_pause,
         label=N_("Ask to suspend it"), past=N_("asked to suspend it")),
    Move("ask_expedited",  (S.NOTICED, S.NEGOTIATING), STAY, either(MANAGER), "expedited_asked", OTHER, g.may_ask_expedited,
         label=N_("Ask for the expedited timetable"), past=N_("asked for the expedited timetable"), shy=True),
    Move("ask_expert",     TALKS,      STAY,            either(MANAGER),     "expert_named",    OTHER, g.nothing_is_asked,
         label=N_("Propose an expert"), past=N_("proposed that an expert decides")),
    Move("agree",          OPEN,       STAY,            either(MANAGER),     "agreed",          BOTH,  g.may_agree,
         label=N_("Agree to it"), past=N_("agreed to what was asked"), main=True, shy=True, retimes=True),
    Move("agree_expert",   TALKS,      S.DETERMINING,   either(MANAGER),     "expert_agreed",   BOTH,  g.may_agree_expert,
         label=N_("Agree to the expert"), past=N_("agreed to the expert"), main=True, shy=True),
    Move("decline",        OPEN,       STAY,            either(MANAGER),     "declined",        OTHER, g.may_decline,
         label=N_("Decline it"), past=N_("declined what was asked"), shy=True),
    Move("take_back",      OPEN,       STAY,            either(MANAGER),     "taken_back",      OTHER, g.may_take_back,
         label=N_("Take the question back"), past=N_("took back what it asked"), shy=True),
    Move("resume",         OPEN,       STAY,            either(MANAGER),     "resumed",         BOTH,  g.may_resume,
         label=N_("Go on with it"), past=N_("ended the suspension"), shy=True, retimes=True),
    Move("urge",           LIVE,       STAY,            either(MEMBER),      "urged",           BOTH,
         label=N_("Urgent relief"), past=N_("gave notice that it seeks urgent relief")),
    Move("determine",      S.DETERMINING, S.DETERMINED, either(MANAGER),     "determined",      BOTH,
         label=N_("Enter the expert's decision"), past=N_("entered the expert's decision"), hurts=True, main=True),
    Move("leave",          TALKS,      S.EXTERNAL,      either(MANAGER),     "left",            BOTH,  g.may_leave,
         label=N_("Take it to court or arbitration"), past=N_("took it to court or arbitration: the record is frozen for it"), hurts=True),
    Move("withdraw",       OPEN,       S.WITHDRAWN,     raiser(MANAGER),     "withdrawn",       BOTH,
         label=N_("Withdraw"), past=N_("withdrew the dispute"), hurts=True),
    *rows.ROWS,
    Move("note",           ANY,        STAY,            either(MEMBER),      "noted",           OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",       ANY,        STAY,            either(MEMBER),      "noted_own",       Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("warn",     LIVE,       STAY,            "due_soon",       BALL, WARNED),
    clock_move("overdue",  LIVE,       STAY,            "overdue",        BOTH, N_("The deadline passed")),
    clock_move("deem",     (S.NOTICED,), S.NEGOTIATING, "deemed",         BOTH, N_("Nobody answered in time: the notice counts as acknowledged")),
    clock_move("talks_over", (S.NOTICED, S.NEGOTIATING), S.REFERRING, "talks_over", BOTH, N_("The time to negotiate is over: it can be referred")),
    clock_move("open_final", (S.REFERRING,), STAY,      "final_opened",   BOTH, N_("Nobody referred it in time: the way to court or arbitration is open")),
    clock_move("to_body",  (S.CHOOSING,), STAY,         "body_called",    BOTH, N_("No mediator was agreed in time: the body appoints")),
    clock_move("promise_late", (S.SETTLED,), STAY,      "promise_late",   BOTH, N_("A promise was not reported as done by its day")),
], deadlines=(
    Deadline("acknowledge", (S.NOTICED,),               then="deem",       paused=g.is_suspended),
    Deadline("negotiate",   (S.NOTICED, S.NEGOTIATING), then="talks_over", paused=g.is_suspended, runs=g.is_joint_talk),
    Deadline("executives",  (S.NEGOTIATING,),           then="talks_over", paused=g.is_suspended, runs=g.has_executives),
    Deadline("refer",       (S.REFERRING,),             then="open_final", paused=g.is_suspended),
    Deadline("mediator",    (S.CHOOSING,),              then="to_body",    paused=g.is_suspended),
    Deadline("convene",     (S.PREPARING,),             then="overdue",    paused=g.is_suspended),
    Deadline("meet",        (S.MEETING,),               then="overdue",    paused=g.is_suspended),
    Deadline("settle",      (S.SETTLING,),              then="overdue",    paused=g.is_suspended),
    Deadline("promise",     (S.SETTLED,),               then="promise_late", runs=g.has_open_promise),
    Deadline("register",    (S.SETTLED,),               then="overdue",    runs=g.is_unregistered),
))
# fmt: on
