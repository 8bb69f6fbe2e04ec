"""How a key person changes, as a contract summary reads: the times of both sides in sentences."""

from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import KeyPeople, OnConsent
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.words import Say, say


def says(found: KeyPeople) -> tuple[Say, ...]:
    """The times and what silence means, sentence by sentence."""
    return (
        say("A change is announced at least %(notice)s before the last day of the person; a later one is flagged.", notice=_days(found.notice)),
        say("A successor is proposed within %(successor)s of it, and again after an objection.", successor=_days(found.successor)),
        say("The other side consents or objects within %(answer)s.", answer=_days(found.answer)),
        SILENCE[found.silence],
        say("Both are there for %(handover)s.", handover=_days(found.handover)),
    )  # fmt: skip


def _days(n: int) -> Say:
    return clocks.period(n, Unit.WORKING_DAY)


SILENCE = {
    OnConsent.REMIND: say("Silence about a successor is no consent."),
    OnConsent.CONSENTED: say("Silence about a successor counts as consent."),
}
