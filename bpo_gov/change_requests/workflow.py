"""The table of change control: every verb, who may make it, when, and which clock runs."""

from decimal import Decimal

from bpo_gov.agreements.framework import Authority
from bpo_gov.change_requests import queries, rules, versions
from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.kernel import signatures
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move
from bpo_gov.kernel.parties import Actor, Party, Role, client, either, other_side, raiser, vendor
from bpo_gov.kernel.words import N_, Money, Say, say
from bpo_gov.kernel.workflow import Workflow

S = State
ASSESSABLE = (S.SUBMITTED, S.ASSESSING)
UNDECIDED = (S.SUBMITTED, S.ASSESSING, S.ASSESSED)
PRIVATE = (S.DRAFT, S.DISCARDED)  # what was never submitted stays with the side that wrote it
WAITING = (S.SUBMITTED, S.ASSESSING, S.ASSESSED, S.APPROVED, S.DELIVERED)


def is_complete(cr: ChangeRequest, actor: Actor) -> Say | None:
    """A request can be assessed only when it says what and why."""
    missing = [
        word
        for word, text in ((N_("why it is needed"), cr.reason), (N_("what changes"), cr.description))
        if not text.strip()
    ]
    if missing:
        return say("Say first: %(missing)s.", missing=[Say(word) for word in missing])
    return None


def is_shared(cr: ChangeRequest, actor: Actor) -> Say | None:
    """Nobody writes to a side that does not see the matter."""
    if S(cr.state) in PRIVATE:
        return say("The other side does not see a draft: write to your own side.")
    return None


def authority_of(cr: ChangeRequest, actor: Actor) -> Authority | None:
    """The actor's line in the authority list of the version this change is governed by."""
    return next((line for line in cr.framework.terms.authorities(actor.party) if line.person == actor.email), None)


def within_limit(cr: ChangeRequest, actor: Actor, value: Decimal | None, term_days: int | None) -> Say | None:
    """Whether the actor's authority reaches a value and a move of the term; the refusal names the clause."""
    line = authority_of(cr, actor)
    if line is None:
        return say("You are not in the authority list of the framework.")
    currency = cr.framework.terms.header.currency
    if value is not None and value > line.up_to:
        return say(
            "Your authority ends at %(limit)s (clause %(clause)s); this change is worth %(value)s.",
            limit=Money(line.up_to, currency), clause=line.clause, value=Money(value, currency),
        )  # fmt: skip
    if term_days and term_days > line.term_months * 30:
        return say(
            "Your authority to move the term ends at %(months)s months (clause %(clause)s); this change moves it by %(days)s days.",
            months=line.term_months, clause=line.clause, days=term_days,
        )  # fmt: skip
    return None


def may_approve(cr: ChangeRequest, actor: Actor) -> Say | None:
    """Inside the envelope, and within the approver's authority."""
    verdict = queries.verdict(cr)
    if verdict.answer in (rules.Answer.OUTSIDE, rules.Answer.UNDECIDED):
        return verdict.headline
    effects = queries.effects(cr)
    return within_limit(cr, actor, rules.value_of(effects), effects.term_days)


def may_sign(cr: ChangeRequest, actor: Actor) -> Say | None:
    """A named signatory within the limit, once for each side."""
    if cr.note is None:
        return say("There is no authorisation note yet.")
    if actor.party not in signatures.missing(cr, cr.note.digest):
        return say("Your side has signed.")
    return within_limit(cr, actor, cr.note.value, cr.note.term_days)


def after_signing(cr: ChangeRequest) -> State:
    """Authorised with the second signature."""
    return STAY if cr.note is None or signatures.missing(cr, cr.note.digest) else S.AUTHORISED  # type: ignore[return-value]


def is_outside(cr: ChangeRequest, actor: Actor) -> Say | None:
    """Only what the framework does not allow goes to the contract owners."""
    if cr.statement and cr.statement.agreed_at is None:
        return say("A joint statement is already proposed: agree to it or decline it.")
    if queries.verdict(cr).answer is not rules.Answer.OUTSIDE:
        return say("The framework allows this change: it needs no amendment.")
    return None


def statement_of_other(cr: ChangeRequest, actor: Actor) -> Say | None:
    """The other side's statement waits for an answer."""
    if cr.statement is None or cr.statement.agreed_at is not None:
        return say("No joint statement has been proposed.")
    if cr.statement.proposed_by == actor.party:
        return say("Your side proposed it; the other side answers.")
    return None


def ball_of(cr: ChangeRequest) -> str | None:
    """The side whose turn it is."""
    match S(cr.state):
        case S.DRAFT | S.RETURNED:
            return cr.raised_by.value
        case S.SUBMITTED | S.ASSESSING | S.AUTHORISED | S.IMPLEMENTING:
            side = Party.VENDOR
        case S.ASSESSED | S.DELIVERED:
            side = Party.CLIENT
        case S.APPROVED:
            missing = signatures.missing(cr, cr.note.digest) if cr.note else ()
            return missing[0].value if len(missing) == 1 else "both"
        case _:
            return None
    if cr.statement is not None and cr.statement.agreed_at is None and S(cr.state) in UNDECIDED:
        return cr.statement.proposed_by.other.value
    return side.value


STATE_WORDS = {
    S.DRAFT: N_("Draft"), S.SUBMITTED: N_("Submitted"), S.ASSESSING: N_("Assessing"), S.ASSESSED: N_("Assessed"), S.APPROVED: N_("Approved"),
    S.AUTHORISED: N_("Authorised"), S.IMPLEMENTING: N_("Implementing"), S.DELIVERED: N_("Delivered"), S.CLOSED: N_("Closed"),
    S.RETURNED: N_("Returned"), S.REJECTED: N_("Rejected"), S.WITHDRAWN: N_("Withdrawn"), S.LAPSED: N_("Lapsed"),
    S.NEEDS_AMENDMENT: N_("Needs an amendment"), S.DISCARDED: N_("Discarded"),
}  # fmt: skip

OWN, OTHER, BOTH, BALL = Told.OWN, Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER

# fmt: off
CHANGE_REQUEST = Workflow("change_request", N_("Change request"), State, private=PRIVATE, final=queries.ENDED, state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb                 from          to                 who                  event                told   only when
    Move("open",              NEW,          S.DRAFT,           either(MEMBER),      "opened",            OWN,
         label=N_("New change request"), past=N_("started a draft")),
    Move("edit",              S.DRAFT,      STAY,              raiser(MEMBER),      "edited",            OWN,
         label=N_("Edit"), past=N_("edited the draft")),
    Move("submit",            S.DRAFT,      S.SUBMITTED,       raiser(MEMBER),      "submitted",         OTHER, is_complete,
         label=N_("Submit"), past=N_("submitted the request"), main=True),
    Move("take",              S.SUBMITTED,  S.ASSESSING,       vendor(MEMBER),      "taken",             OTHER,
         label=N_("Begin the assessment"), past=N_("began the assessment")),
    Move("assess",            ASSESSABLE,   S.ASSESSED,        vendor(MEMBER),      "assessed",          OTHER,
         label=N_("Give the assessment"), past=N_("gave the assessment"), main=True),
    Move("approve",           S.ASSESSED,   S.APPROVED,        client(MANAGER),     "approved",          BOTH,  may_approve,
         label=N_("Approve"), past=N_("approved the change"), main=True),
    Move("return",            UNDECIDED,    S.RETURNED,        other_side(MEMBER),  "returned",          OTHER,
         label=N_("Return"), past=N_("returned the request")),
    Move("rescope",           (*UNDECIDED, S.RETURNED), S.SUBMITTED, raiser(MEMBER), "rescoped",         OTHER,
         label=N_("Re-scope"), past=N_("changed the request and submitted it again"), restarts=True),
    Move("propose_amendment", UNDECIDED,    STAY,              either(MANAGER),     "amendment_proposed", OTHER, is_outside,
         label=N_("Propose a joint statement"), past=N_("proposed a joint statement that the contract must be amended"), shy=True),
    Move("agree_amendment",   UNDECIDED,    S.NEEDS_AMENDMENT, either(MANAGER),     "amendment_agreed",  BOTH,  statement_of_other,
         label=N_("Agree to the joint statement"), past=N_("agreed: the contract must be amended"), main=True, shy=True),
    Move("decline_amendment", UNDECIDED,    STAY,              either(MANAGER),     "amendment_declined", OTHER, statement_of_other,
         label=N_("Decline the joint statement"), past=N_("declined the joint statement"), shy=True),
    Move("sign",              S.APPROVED,   after_signing,     either(MEMBER),      "signed",            BOTH,  may_sign,
         label=N_("Sign the authorisation note"), past=N_("signed the authorisation note"), main=True),
    Move("start",             S.AUTHORISED, S.IMPLEMENTING,    vendor(MEMBER),      "started",           OTHER,
         label=N_("Start implementing"), past=N_("started implementing"), main=True),
    Move("deliver",           S.IMPLEMENTING, S.DELIVERED,     vendor(MEMBER),      "delivered",         OTHER,
         label=N_("Deliver"), past=N_("delivered the change"), main=True),
    Move("accept",            S.DELIVERED,  S.CLOSED,          client(MANAGER),     "accepted",          BOTH,
         label=N_("Accept"), past=N_("accepted the delivery: the change is closed"), main=True),
    Move("rework",            S.DELIVERED,  S.IMPLEMENTING,    client(MEMBER),      "sent_back",         OTHER,
         label=N_("Send back"), past=N_("sent the delivery back")),
    Move("reject",            UNDECIDED,    S.REJECTED,        client(MANAGER),     "rejected",          BOTH,
         label=N_("Reject"), past=N_("rejected the change"), hurts=True),
    Move("discard",           S.DRAFT,      S.DISCARDED,       raiser(MEMBER),      "discarded",         OWN,
         label=N_("Discard"), past=N_("discarded the draft"), hurts=True),
    Move("withdraw",          (*UNDECIDED, S.RETURNED, S.APPROVED), S.WITHDRAWN, raiser(MEMBER), "withdrawn", OTHER,
         label=N_("Withdraw"), past=N_("withdrew the request"), hurts=True),
    Move("note",              ANY,          STAY,              either(MEMBER),      "noted",             OTHER, is_shared,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",          ANY,          STAY,              either(MEMBER),      "noted_own",         OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    *versions.ROWS,
    clock_move("warn",    WAITING,    STAY,     "due_soon", BALL, WARNED),
    clock_move("overdue", WAITING,    STAY,     "overdue",  BOTH, N_("The deadline passed")),
    clock_move("lapse",   (S.ASSESSED,), S.LAPSED, "lapsed", BOTH, N_("Nobody decided in time: the request lapsed")),
    clock_move("remind",  (S.ASSESSED,), STAY,  "reminded", BOTH, N_("The period of silence passed: both sides were reminded")),
], deadlines=(
    Deadline("assess",  ASSESSABLE,     then="overdue"),
    Deadline("decide",  (S.ASSESSED,),  then="overdue"),
    Deadline("silence", (S.ASSESSED,),  then="lapse", warn=False),
    Deadline("sign",    (S.APPROVED,),  then="overdue"),
    Deadline("accept",  (S.DELIVERED,), then="overdue"),
))
# fmt: on
