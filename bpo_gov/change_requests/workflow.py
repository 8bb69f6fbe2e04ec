"""The table of change control: every verb, who may make it, when, and which clock runs."""

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.change_requests import guards as g
from bpo_gov.change_requests import keys as k
from bpo_gov.change_requests import queries, versions
from bpo_gov.change_requests.ball import ball_of, is_to_be_ratified
from bpo_gov.change_requests.guards import authority_of
from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.kernel import signatures
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move, leads_to
from bpo_gov.kernel.parties import Role, client, either, other_side, raiser, vendor
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow

__all__ = ["CHANGE_REQUEST", "STATE_WORDS", "UNDECIDED", "authority_of"]

S = State
ASSESSABLE = (S.SUBMITTED, S.ASSESSING)
UNDECIDED = (S.SUBMITTED, S.ASSESSING, S.ASSESSED)
DECIDED = (S.APPROVED, S.AUTHORISED, S.IMPLEMENTING)
AT_WORK = (S.IMPLEMENTING, S.DELIVERED)
WAITING = (*UNDECIDED, *DECIDED, S.DELIVERED)


@leads_to(S.SUBMITTED, S.IMPLEMENTING)
def after_submitting(cr: ChangeRequest) -> State:
    """Submitted; an emergency goes on to the work at once."""
    return S.IMPLEMENTING if g.is_emergency(cr) else S.SUBMITTED


@leads_to(S.AUTHORISED)
def after_signing(cr: ChangeRequest) -> State:
    """Authorised with the second signature; what an emergency already did stays where it is."""
    if cr.note is None or signatures.missing(cr, cr.note.digest) or S(cr.state) is not S.APPROVED:
        return STAY  # type: ignore[return-value]
    return S.AUTHORISED


def is_asked(cr: ChangeRequest) -> bool:
    """A question waits for its answer."""
    return cr.asked_of is not None


def stands_still(cr: ChangeRequest) -> bool:
    """While a question waits for its answer, where the framework says so."""
    return is_asked(cr) and cr.framework.terms.change_procedure.pauses


def is_to_be_decided(cr: ChangeRequest) -> bool:
    """From the assessment; for an order at prices agreed in advance, from its submission."""
    return S(cr.state) is S.ASSESSED or cr.change_class is ChangeClass.CATALOGUE


def is_noticed(cr: ChangeRequest) -> bool:
    """From the notice of an unsigned note until the way to a dispute is open."""
    return cr.notice_at is not None and cr.dispute_from is None


def is_order(cr: ChangeRequest) -> bool:
    """An order from the catalogue has a standard time of delivery."""
    return cr.change_class is ChangeClass.CATALOGUE


STATE_WORDS = {
    S.DRAFT: N_("Draft"), S.SUBMITTED: N_("Submitted"), S.ASSESSING: N_("Assessing"), S.ASSESSED: N_("Assessed"), S.APPROVED: N_("Approved"),
    S.AUTHORISED: N_("Authorised"), S.IMPLEMENTING: N_("Implementing"), S.DELIVERED: N_("Delivered"), S.CLOSED: N_("Closed"),
    S.RETURNED: N_("Returned"), S.REJECTED: N_("Rejected"), S.WITHDRAWN: N_("Withdrawn"), S.LAPSED: N_("Lapsed"),
    S.NEEDS_AMENDMENT: N_("Needs an amendment"), S.DISCARDED: N_("Discarded"),
    S.DISPUTED: N_("In dispute"),
}  # fmt: skip

OWN, OTHER, BOTH, BALL = Told.OWN, Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER

# fmt: off
CHANGE_REQUEST = Workflow("change_request", N_("Change request"), State, private=g.PRIVATE, final=queries.ENDED, state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb                 from          to                 who                  event                told   only when
    Move("open",              NEW,          S.DRAFT,           either(MEMBER),      "opened",            OWN,
         label=N_("New change request"), past=N_("started a draft")),
    Move("edit",              S.DRAFT,      STAY,              raiser(MEMBER),      "edited",            OWN,
         label=N_("Edit"), past=N_("edited the draft")),
    Move("submit",            S.DRAFT,      after_submitting,  raiser(MEMBER),      "submitted",         OTHER, g.is_complete,
         label=N_("Submit"), past=N_("submitted the request"), main=True),
    Move("make_normal",       S.DRAFT,      STAY,              raiser(MEMBER),      "made_normal",       OWN,   applies=g.is_special,
         label=N_("Raise as a normal change"), past=N_("made it a normal change")),
    Move("ask",               UNDECIDED,    STAY,              either(MEMBER),      "asked",             OTHER, g.may_ask,
         label=N_("Ask for further information"), past=N_("asked for further information"), retimes=True),
    Move("answer",            UNDECIDED,    STAY,              either(MEMBER),      "answered",          OTHER, g.is_asked,
         label=N_("Answer the question"), past=N_("answered the question"), main=True, shy=True, retimes=True),
    Move("acknowledge",       S.SUBMITTED,  S.AUTHORISED,      client(MEMBER),      "acknowledged",      OTHER, applies=g.is_operational,
         label=N_("No objection"), past=N_("has no objection"), main=True),
    Move("take",              S.SUBMITTED,  S.ASSESSING,       vendor(MEMBER),      "taken",             OTHER, applies=g.is_assessed_class,
         label=N_("Begin the assessment"), past=N_("began the assessment")),
    Move("assess",            ASSESSABLE,   S.ASSESSED,        vendor(MEMBER),      "assessed",          OTHER, applies=g.is_assessed_class,
         label=N_("Give the assessment"), past=N_("gave the assessment"), main=True),
    Move("approve",           (S.SUBMITTED, S.ASSESSED), S.APPROVED, client(MANAGER), "approved",        BOTH,  g.may_approve, applies=g.is_decided_class,
         label=N_("Approve"), past=N_("approved the change"), main=True),
    Move("return",            UNDECIDED,    S.RETURNED,        other_side(MEMBER),  "returned",          OTHER,
         label=N_("Return"), past=N_("returned the request")),
    Move("rescope",           (*UNDECIDED, S.RETURNED), after_submitting, raiser(MEMBER), "rescoped",    OTHER,
         label=N_("Re-scope"), past=N_("changed the request and submitted it again"), restarts=True),
    Move("propose_amendment", UNDECIDED,    STAY,              either(MANAGER),     "amendment_proposed", OTHER, k.is_outside,
         label=N_("Propose a joint statement"), past=N_("proposed a joint statement that the contract must be amended"), shy=True),
    Move("agree_amendment",   UNDECIDED,    S.NEEDS_AMENDMENT, either(MANAGER),     "amendment_agreed",  BOTH,  k.amendment_of_other,
         label=N_("Agree to the joint statement"), past=N_("agreed: the contract must be amended"), main=True, shy=True),
    Move("decline_amendment", UNDECIDED,    STAY,              either(MANAGER),     "amendment_declined", OTHER, k.amendment_of_other,
         label=N_("Decline the joint statement"), past=N_("declined the joint statement"), shy=True),
    Move("sign",              (S.APPROVED, *AT_WORK), after_signing, either(MEMBER), "signed",           BOTH,  k.may_sign, applies=g.has_note,
         label=N_("Sign the authorisation note"), past=N_("signed the authorisation note"), main=True),
    Move("give_notice",       S.APPROVED,   STAY,              either(MANAGER),     "notice_given",      BOTH,  k.may_give_notice,
         label=N_("Give notice: not signed in time"), past=N_("gave notice that the note is not signed"), shy=True, retimes=True),
    Move("dispute",           S.APPROVED,   S.DISPUTED,        either(MANAGER),     "disputed",          BOTH,  k.may_dispute,
         label=N_("Begin a dispute"), past=N_("began a dispute about the unsigned note"), hurts=True, shy=True),
    Move("end_dispute",       S.DISPUTED,   S.APPROVED,        either(MANAGER),     "dispute_ended",     BOTH,  k.began_dispute,
         label=N_("Let the dispute go"), past=N_("let the dispute go: the note can be signed again")),
    Move("propose_reopening", DECIDED,      STAY,              either(MANAGER),     "reopening_proposed", OTHER, k.none_is_open, applies=g.is_decided_class,
         label=N_("Reopen the scope"), past=N_("proposed to reopen the scope"), shy=True),
    Move("agree_reopening",   DECIDED,      S.RETURNED,        either(MANAGER),     "reopening_agreed",  BOTH,  k.reopening_of_other,
         label=N_("Agree to reopen the scope"), past=N_("agreed: the scope is open again"), main=True, shy=True),
    Move("decline_reopening", DECIDED,      STAY,              either(MANAGER),     "reopening_declined", OTHER, k.reopening_of_other,
         label=N_("Keep the scope"), past=N_("declined to reopen the scope"), shy=True),
    Move("start",             S.AUTHORISED, S.IMPLEMENTING,    vendor(MEMBER),      "started",           OTHER,
         label=N_("Start implementing"), past=N_("started implementing"), main=True),
    Move("ratify",            AT_WORK,      STAY,              client(MANAGER),     "ratified",          BOTH,  g.may_ratify, applies=g.is_emergency,
         label=N_("Ratify"), past=N_("ratified the emergency change"), main=True, retimes=True),
    Move("refuse",            AT_WORK,      S.REJECTED,        client(MANAGER),     "ratification_refused", BOTH, g.is_not_ratified, applies=g.is_emergency,
         label=N_("Refuse to ratify"), past=N_("refused to ratify: what was done is undone"), hurts=True, shy=True),
    Move("deliver",           S.IMPLEMENTING, S.DELIVERED,     vendor(MEMBER),      "delivered",         OTHER,
         label=N_("Deliver"), past=N_("delivered the change"), main=True),
    Move("accept",            S.DELIVERED,  S.CLOSED,          client(MANAGER),     "accepted",          BOTH,  k.is_signed_by_both,
         label=N_("Accept"), past=N_("accepted the delivery: the change is closed"), main=True),
    Move("rework",            S.DELIVERED,  S.IMPLEMENTING,    client(MEMBER),      "sent_back",         OTHER,
         label=N_("Send back"), past=N_("sent the delivery back")),
    Move("reject",            UNDECIDED,    S.REJECTED,        client(MANAGER),     "rejected",          BOTH,
         label=N_("Reject"), past=N_("rejected the change"), hurts=True),
    Move("discard",           S.DRAFT,      S.DISCARDED,       raiser(MEMBER),      "discarded",         OWN,
         label=N_("Discard"), past=N_("discarded the draft"), hurts=True),
    Move("withdraw",          (*UNDECIDED, S.RETURNED, S.APPROVED, S.DISPUTED), S.WITHDRAWN, raiser(MEMBER), "withdrawn", OTHER,
         label=N_("Withdraw"), past=N_("withdrew the request"), hurts=True),
    Move("note",              ANY,          STAY,              either(MEMBER),      "noted",             OTHER, g.is_shared,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",          ANY,          STAY,              either(MEMBER),      "noted_own",         OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    *versions.ROWS,
    clock_move("warn",         WAITING,       STAY,         "due_soon",       BALL, WARNED),
    clock_move("overdue",      WAITING,       STAY,         "overdue",        BOTH, N_("The deadline passed")),
    clock_move("lapse",        (S.ASSESSED,), S.LAPSED,     "lapsed",         BOTH, N_("Nobody decided in time: the request lapsed")),
    clock_move("lapse_unsigned", (S.APPROVED,), S.LAPSED,   "lapsed_unsigned", BOTH, N_("The note was not signed in time: the change lapsed")),
    clock_move("lapse_unratified", AT_WORK,  S.LAPSED,      "lapsed_unratified", BOTH, N_("It was not ratified in time: the change lapsed")),
    clock_move("remind",       (S.ASSESSED,), STAY,         "reminded",       BOTH, N_("The period of silence passed: both sides were reminded")),
    clock_move("escalate",     (S.ASSESSED,), STAY,         "escalated",      BOTH, N_("The period of silence passed: it goes to the first level of the ladder")),
    clock_move("stand",        (S.SUBMITTED,), S.AUTHORISED, "stood",         BOTH, N_("Nobody objected in time: the change stands")),
    clock_move("open_dispute", (S.APPROVED,), STAY,         "dispute_opened", BOTH, N_("The note is still not signed: the way to a dispute is open")),
], deadlines=(
    Deadline("object",  (S.SUBMITTED,), then="overdue", runs=g.is_operational, paused=stands_still),
    Deadline("assess",  ASSESSABLE,     then="overdue", runs=g.is_assessed_class, paused=stands_still),
    Deadline("decide",  (S.SUBMITTED, S.ASSESSED), then="overdue", runs=is_to_be_decided, paused=stands_still),
    Deadline("silence", (S.ASSESSED,),  then="lapse", warn=False, paused=stands_still),
    Deadline("inform",  UNDECIDED,      then="overdue", runs=is_asked),
    Deadline("sign",    (S.APPROVED,),  then="overdue"),
    Deadline("notice",  (S.APPROVED,),  then="open_dispute", runs=is_noticed),
    Deadline("ratify",  AT_WORK,        then="overdue", runs=is_to_be_ratified),
    Deadline("deliver", (S.AUTHORISED, S.IMPLEMENTING), then="overdue", runs=is_order),
    Deadline("accept",  (S.DELIVERED,), then="overdue"),
))
# fmt: on
