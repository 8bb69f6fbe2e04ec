"""How each change of a playbook meets the text of an agreement, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from bpo_gov.agreements.framework import Fit, Framework, data_of, mine
from bpo_gov.agreements.shown import values
from bpo_gov.agreements.updates import Update
from bpo_gov.kernel.words import N_, Say, Value, say
from bpo_gov.web.words import tell

WORDS: Mapping[Fit, tuple[str, str, str]] = {
    Fit.CLEAN: (N_("Fits as it is"), "check-circle", "ok"),
    Fit.MEETS: (N_("Your text differs"), "arrow-left-right", "near"),
    Fit.THERE: (N_("Is there already"), "check2-all", "closed"),
    Fit.GONE: (N_("Has no place in your text"), "x-circle", "closed"),
}


@dataclass(frozen=True)
class Meeting:
    """One change: whether it fits, whether it may be taken, whether it is by itself, and what the text says instead."""

    label: Say
    icon: str
    tone: str
    may_take: bool
    is_clean: bool
    mine: str


def fits(update: Update, terms: Framework) -> list[Meeting]:
    """One for each difference of the update."""
    data = data_of(terms)
    answer = []
    for difference, found in zip(update.differences, update.fits, strict=True):
        said: Value = None
        if found is Fit.MEETS:
            value = mine(difference, data)
            told = values.told(difference.path[-1], value, terms.header.currency)
            said = say("says nothing") if told is None else told
        label, icon, tone = WORDS[found]
        answer.append(Meeting(Say(label), icon, tone, found in (Fit.CLEAN, Fit.MEETS), found is Fit.CLEAN, tell(said)))
    return answer
