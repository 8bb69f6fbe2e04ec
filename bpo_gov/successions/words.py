"""The words people read for the closed sets of changes of key people."""

from collections.abc import Mapping

from bpo_gov.kernel.words import N_
from bpo_gov.successions.models import Answer, Why

WHYS: Mapping[Why, str] = {
    Why.LEAVES: N_("leaves the company"), Why.ABSENCE: N_("is away for long"), Why.DUTIES: N_("takes other duties"),
    Why.ASKED: N_("is replaced because the other side asked"),
}  # fmt: skip
ANSWERS: Mapping[Answer, tuple[str, str, str]] = {
    Answer.OPEN: (N_("waits for the other side"), "hourglass-split", ""), Answer.OBJECTED: (N_("objected to"), "dash-circle", "bad"),
    Answer.CONSENTED: (N_("consented to"), "check-circle", "ok"), Answer.SILENCE: (N_("agreed by silence"), "check-circle", "ok"),
    Answer.REPLACED: (N_("does not come after all"), "x-circle", "closed"),
}  # fmt: skip
