"""The table of changes of key people: every verb, who may make it, when, and which clock runs."""

from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move
from bpo_gov.kernel.parties import Role, either, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.successions import terms
from bpo_gov.successions.guards import asked, owner
from bpo_gov.successions.models import State, Succession

S = State
STATE_WORDS = {
    S.REQUESTED: N_("Replacement asked for"), S.ANNOUNCED: N_("Change announced"), S.PROPOSED: N_("Successor proposed"), S.OBJECTED: N_("Successor objected to"),
    S.CONSENTED: N_("Successor agreed"), S.IN_PLACE: N_("Handed over"), S.DECLINED: N_("Request declined"), S.WITHDRAWN: N_("Withdrawn: the person stays"),
}  # fmt: skip
OTHER, BOTH, BALL = Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER
FINAL = (S.IN_PLACE, S.DECLINED, S.WITHDRAWN)
DOES = (S.REQUESTED, S.ANNOUNCED, S.OBJECTED, S.CONSENTED)  # the turn of the side whose person it is
OPEN = (*DOES, S.PROPOSED)


def ball_of(one: Succession) -> str | None:
    """Of the other side while a successor waits for its answer, else of the side whose person it is."""
    if one.state == S.PROPOSED:
        return one.owner.other.value
    return one.owner.value if one.state in DOES else None


def ends(one: Succession, state: str) -> None:
    """The post is free for another change as soon as this one has ended."""
    if state in FINAL:
        one.slot = None


# fmt: off
SUCCESSION = Workflow("succession", N_("Change of a key person"), State, final=FINAL, state_words=STATE_WORDS, ball=ball_of, goes=ends, moves=[
    #    verb        from                        to            who              event           told   only when
    Move("announce", NEW,                        S.ANNOUNCED,  either(MEMBER),  "announced",    OTHER,
         label=N_("Announce a change"), past=N_("announced a change of a key person")),
    Move("request",  NEW,                        S.REQUESTED,  either(MANAGER), "requested",    OTHER,
         label=N_("Ask for a replacement"), past=N_("asked that a key person be replaced")),
    Move("agree",    S.REQUESTED,                S.ANNOUNCED,  owner(MANAGER),  "agreed",       OTHER,
         label=N_("Agree and announce the change"), past=N_("agreed to replace the person and announced the last day"), main=True),
    Move("decline",  S.REQUESTED,                S.DECLINED,   owner(MANAGER),  "declined",     OTHER,
         label=N_("Decline the request"), past=N_("declined to replace the person")),
    Move("propose",  (S.ANNOUNCED, S.OBJECTED),  S.PROPOSED,   owner(MEMBER),   "proposed",     OTHER,
         label=N_("Propose a successor"), past=N_("proposed a successor"), main=True),
    Move("propose_other", (S.PROPOSED, S.CONSENTED), S.PROPOSED, owner(MEMBER), "proposed_other", OTHER,
         label=N_("Propose somebody else"), past=N_("proposed somebody else"), restarts=True),
    Move("consent",  S.PROPOSED,                 S.CONSENTED,  asked(MANAGER),  "consented",    BOTH,
         label=N_("Consent to the successor"), past=N_("consented to the successor"), main=True),
    Move("object",   S.PROPOSED,                 S.OBJECTED,   asked(MANAGER),  "objected",     OTHER,
         label=N_("Object"), past=N_("objected to the successor")),
    Move("in_place", S.CONSENTED,                S.IN_PLACE,   owner(MEMBER),   "in_place",     BOTH,
         label=N_("The post is handed over"), past=N_("reported the post as handed over"), main=True),
    Move("withdraw", OPEN,                       S.WITHDRAWN,  raiser(MANAGER), "withdrawn",    OTHER,
         label=N_("Withdraw: the person stays"), past=N_("withdrew the change: the person stays"), hurts=True),
    Move("note",     ANY,                        STAY,         either(MEMBER),  "noted",        OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own", ANY,                        STAY,         either(MEMBER),  "noted_own",    Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("warn",    OPEN,          STAY,        "due_soon", BALL, WARNED),
    clock_move("overdue", DOES,          STAY,        "overdue",  BOTH, N_("Its day passed")),
    clock_move("remind",  (S.PROPOSED,), STAY,        "reminded", BOTH, N_("No answer to the successor came in time: both sides were reminded")),
    clock_move("deem",    (S.PROPOSED,), S.CONSENTED, "deemed",   BOTH, N_("No answer to the successor came in time: it counts as consent, as the framework says")),
], deadlines=(
    Deadline(terms.REPLY, (S.REQUESTED,), then="overdue"),
    Deadline(terms.SUCCESSOR, (S.ANNOUNCED, S.OBJECTED), then="overdue"),
    Deadline(terms.ANSWER, (S.PROPOSED,), then="remind"),
    Deadline(terms.IN_PLACE, (S.CONSENTED,), then="overdue"),
))
# fmt: on
