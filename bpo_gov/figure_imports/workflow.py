"""The table of imports: every verb, who may make it, and when. Until it is brought in only its own side sees one."""

from bpo_gov.figure_imports import guards as g
from bpo_gov.figure_imports.models import FigureImport, State
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import ANY, NEW, STAY, Move
from bpo_gov.kernel.parties import IMPORT, Party, Role, either, raiser
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import Workflow

S = State
STATE_WORDS = {
    S.READING: N_("Being read"), S.READY: N_("Ready to import"), S.REFUSED: N_("Cannot be imported"), S.IMPORTED: N_("Imported"),
    S.DROPPED: N_("Dropped"),
}  # fmt: skip
OWN, OTHER, BALL, NOBODY = Told.OWN, Told.OTHER, Told.BALL, Told.NOBODY
MEMBER = Role.MEMBER
PRIVATE = (S.READING, S.READY, S.REFUSED, S.DROPPED)


def ball_of(one: FigureImport) -> str | None:
    """Of the side whose file it is, until it is brought in."""
    return Party(one.raised_by).value if one.state in (S.READING, S.READY, S.REFUSED) else None


# fmt: off
FIGURE_IMPORT = Workflow(
    "figure_import", N_("Import of figures"), State, private=PRIVATE, final=(S.IMPORTED, S.DROPPED), state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb         from                     to           who              event          told   only when
    Move("upload",    NEW,                     S.READING,   either(MEMBER),  "uploaded",    OWN,
         label=N_("Hand the file over"), past=N_("handed a file over")),
    Move("read",      S.READING,               S.READY,     IMPORT,          "read",        BALL,
         past=N_("The file was read"), quiet=True),
    Move("refuse",    S.READING,               S.REFUSED,   IMPORT,          "refused",     BALL,
         past=N_("The file was read and cannot be imported"), quiet=True),
    Move("bring_in",  S.READY,                 S.IMPORTED,  raiser(MEMBER),  "brought_in",  OTHER,  g.brings_something,
         label=N_("Import the figures"), past=N_("imported the figures"), main=True),
    Move("choose",    (S.READY, S.REFUSED),    S.READING,   raiser(MEMBER),  "chosen",      NOBODY,
         label=N_("Read it another way"), past=N_("had it read another way")),
    Move("drop",      (S.READING, S.READY, S.REFUSED), S.DROPPED, raiser(MEMBER), "dropped", NOBODY,
         label=N_("Drop the file"), past=N_("dropped the file: it is erased"), hurts=True),
    Move("note",      ANY,                     STAY,        either(MEMBER),  "noted",       OTHER,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
    Move("note_own",  ANY,                     STAY,        either(MEMBER),  "noted_own",   OWN,
         label=N_("Send note"), past=N_("wrote a note"), quiet=True),
])
# fmt: on
