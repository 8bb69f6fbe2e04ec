"""The table of meetings: every verb, who may make it, when, and which clock runs."""

from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, WARNED, Deadline, Move, clock_move
from bpo_gov.kernel.parties import CLOCK, Role, either
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.meetings import guards as g
from bpo_gov.meetings import terms
from bpo_gov.meetings.ball import ball_of
from bpo_gov.meetings.models import State

S = State
STATE_WORDS = {
    S.DRAFT: N_("Planned"), S.SCHEDULED: N_("Scheduled"), S.IN_PROGRESS: N_("In progress"), S.MINUTED: N_("Minutes sent"), S.AGREED: N_("Minutes agreed"),
    S.NOTED: N_("Minutes with notes of both"), S.CANCELLED: N_("Cancelled"),
}  # fmt: skip
HELD = (S.MINUTED, S.AGREED, S.NOTED)
AHEAD = (S.DRAFT, S.SCHEDULED)
BEFORE = (*AHEAD, S.IN_PROGRESS)
OTHER, BOTH, BALL, NOBODY = Told.OTHER, Told.BOTH, Told.BALL, Told.NOBODY
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER

# fmt: off
MEETING = Workflow("meeting", N_("Meeting"), State, final=(S.CANCELLED,), state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb         from            to              who              event          told    only when
    Move("call",      NEW,            S.SCHEDULED,    either(MEMBER),  "called",      BOTH,
         label=N_("Plan a meeting"), past=N_("planned the meeting")),
    Move("plan",      NEW,            S.DRAFT,        either(MEMBER),  "planned",     BOTH,   g.has_no_series,
         label=N_("Plan a series"), past=N_("planned a series of meetings")),
    Move("follow",    NEW,            S.DRAFT,        CLOCK,           "followed",    NOBODY,
         past=N_("The rhythm of the forum planned it"), quiet=True),
    Move("invite",    S.DRAFT,        S.SCHEDULED,    either(MEMBER),  "invited",     BOTH,
         label=N_("Invite everybody now"), past=N_("invited everybody"), main=True),
    Move("end",       S.DRAFT,        S.CANCELLED,    either(MEMBER),  "ended",       BOTH,
         label=N_("End the series here"), past=N_("ended the series of meetings"), hurts=True),
    Move("reschedule", AHEAD,         STAY,           either(MEMBER),  "rescheduled", BOTH,
         label=N_("Move it"), past=N_("moved the meeting"), restarts=True),
    Move("cancel",    AHEAD,          S.CANCELLED,    either(MEMBER),  "cancelled",   BOTH,
         label=N_("Cancel it"), past=N_("cancelled the meeting"), hurts=True),
    Move("add_item",  BEFORE,         STAY,           either(MEMBER),  "item_added",  NOBODY, g.has_room,
         label=N_("Add to the agenda"), past=N_("added to the agenda")),
    Move("drop_item", AHEAD,          STAY,           either(MEMBER),  "item_dropped", NOBODY, g.has_items,
         label=N_("Take off the agenda"), past=N_("took off the agenda"), shy=True),
    Move("put",       BEFORE,         STAY,           either(MEMBER),  "put",         NOBODY, g.has_items,
         label=N_("Put in order"), past=N_("put the agenda in order"), quiet=True),
    Move("prepare",   BEFORE,         STAY,           either(MEMBER),  "prepared",    Told.OWN, g.has_items,
         label=N_("Prepare on your side"), past=N_("prepared an item on its own side"), quiet=True),
    Move("gather",    AHEAD,          STAY,           either(MEMBER),  "gathered",    NOBODY, g.has_more,
         label=N_("Gather what is open"), past=N_("gathered what is open into the agenda")),
    Move("start",     S.SCHEDULED,    S.IN_PROGRESS,  either(MEMBER),  "started",     BOTH,   g.may_start,
         label=N_("Start the meeting"), past=N_("started the meeting"), main=True),
    Move("attend",    S.IN_PROGRESS,  STAY,           either(MEMBER),  "attended",    NOBODY,
         label=N_("Say who is here"), past=N_("said who is here")),
    Move("write",     S.IN_PROGRESS,  STAY,           either(MEMBER),  "written",     NOBODY,
         label=N_("Write minutes"), past=N_("wrote minutes"), quiet=True),
    Move("carry",     S.IN_PROGRESS,  STAY,           either(MEMBER),  "carried",     NOBODY, g.has_items,
         label=N_("Carry an item over"), past=N_("carried over to the next meeting")),
    Move("send",      S.IN_PROGRESS,  S.MINUTED,      either(MEMBER),  "sent",        OTHER,
         label=N_("End it and send the minutes"), past=N_("ended the meeting and sent the minutes"), main=True, hurts=True),
    Move("agree",     S.MINUTED,      S.AGREED,       either(MEMBER),  "agreed",      BOTH,   g.may_agree,
         label=N_("Agree to the minutes"), past=N_("agreed to the minutes"), main=True),
    Move("correct",   HELD,           S.MINUTED,      either(MEMBER),  "corrected",   OTHER,  g.has_items,
         label=N_("Correct the minutes"), past=N_("corrected the minutes: a new version"), restarts=True),
    Move("disagree",  S.MINUTED,      S.NOTED,        either(MEMBER),  "disagreed",   BOTH,   g.may_agree,
         label=N_("Put a note beside them instead"), past=N_("put a note beside the minutes instead of agreeing"), hurts=True, shy=True),
    Move("comment",   S.NOTED,        STAY,           either(MEMBER),  "commented",   BOTH,   g.may_comment,
         label=N_("Add your side's note"), past=N_("put its note beside the minutes"), shy=True),
    Move("note",      ANY,            STAY,           either(MEMBER),  "noted",       OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",  ANY,            STAY,           either(MEMBER),  "noted_own",   Told.OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    clock_move("announce", (S.DRAFT,), S.SCHEDULED, "announced", BOTH, N_("Its time has come: everybody was invited")),
    clock_move("leave_out", (S.DRAFT,), S.CANCELLED, "left_out", NOBODY, N_("Its series ended: it is not held")),
    clock_move("miss",    (S.SCHEDULED,), STAY,     "missed",   BOTH, N_("The day passed and the meeting was not held")),
    clock_move("deem",    (S.MINUTED,),   S.AGREED, "deemed",   BOTH, N_("Nobody answered in time: the minutes count as agreed")),
    clock_move("warn",    (S.MINUTED,),   STAY,     "due_soon", BALL, WARNED),
    clock_move("overdue", (S.MINUTED,),   STAY,     "overdue",  BOTH, N_("The deadline passed")),
], deadlines=(
    Deadline(terms.INVITE,  (S.DRAFT,),     then="announce", warn=False),
    Deadline(terms.HOLD,    (S.SCHEDULED,), then="miss", warn=False),
    Deadline(terms.MINUTES, (S.MINUTED,),   then="overdue"),
))
# fmt: on
