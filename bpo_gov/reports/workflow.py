"""The table of reports: every verb, who may make it, when, and which clock runs."""

from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move
from bpo_gov.kernel.parties import CLOCK, Role, either, other_side, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.reports import guards as g
from bpo_gov.reports import terms
from bpo_gov.reports.models import Report, State

S = State
STATE_WORDS = {
    S.DUE: N_("To be delivered"), S.DELIVERED: N_("Delivered"), S.RETURNED: N_("Sent back"), S.ACCEPTED: N_("Accepted"), S.WAIVED: N_("Waived"),
}  # fmt: skip
OTHER, BOTH, BALL = Told.OTHER, Told.BOTH, Told.BALL
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER
OWED = (S.DUE, S.RETURNED)


def ball_of(one: Report) -> str | None:
    """Of the side that owes it until it is delivered, then of the side that it is for."""
    if one.state in OWED:
        return one.ower.value
    return one.reader.value if one.state == S.DELIVERED else None


# fmt: off
REPORT = Workflow("report", N_("Report due"), State, final=(S.ACCEPTED, S.WAIVED), state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb         from         to           who                  event        told         only when
    Move("open",      NEW,         S.DUE,       CLOCK,               "opened",    Told.NOBODY,
         label=N_("Open"), past=N_("Its period began")),
    Move("deliver",   OWED,        S.DELIVERED, raiser(MEMBER),      "delivered", OTHER,       g.is_nearly_over,
         label=N_("Deliver it"), past=N_("delivered the report"), main=True),
    Move("accept",    S.DELIVERED, S.ACCEPTED,  other_side(MEMBER),  "accepted",  OTHER,
         label=N_("Accept it"), past=N_("accepted the report"), main=True),
    Move("send_back", S.DELIVERED, S.RETURNED,  other_side(MEMBER),  "sent_back", OTHER,
         label=N_("Send it back"), past=N_("sent the report back")),
    Move("waive",     OWED,        S.WAIVED,    other_side(MANAGER), "waived",    OTHER,
         label=N_("Do without it"), past=N_("does without the report"), hurts=True),
    Move("note",      ANY,         STAY,        either(MEMBER),      "noted",     OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",  ANY,         STAY,        either(MEMBER),      "noted_own", Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("warn",   (S.DUE, S.RETURNED, S.DELIVERED), STAY, "due_soon", BALL, WARNED),
    clock_move("late",   OWED,           STAY,       "late",     BOTH, N_("It was not delivered in time")),
    clock_move("remind", (S.DELIVERED,), STAY,       "reminded", BOTH, N_("Nobody looked at it in time: both sides were reminded")),
    clock_move("deem",   (S.DELIVERED,), S.ACCEPTED, "deemed",   BOTH, N_("Nobody answered in time: it counts as accepted, as the framework says")),
], deadlines=(
    Deadline(terms.DELIVER, (S.DUE,), then="late"),
    Deadline(terms.AGAIN, (S.RETURNED,), then="late"),
    Deadline(terms.REVIEW, (S.DELIVERED,), then="remind"),
))
# fmt: on
