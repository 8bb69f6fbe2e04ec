"""The clock's round over the pulse: where the framework asks for one, the round of a quarter that is over opens by itself."""

import logging
from datetime import timedelta
from typing import Final

from bpo_gov.agreements import queries as agreements
from bpo_gov.kernel import ledger
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.parties import clock_of
from bpo_gov.kernel.queue import job
from bpo_gov.kpis.rules.periods import Length, period_of
from bpo_gov.pulses import actions, queries

log = logging.getLogger(__name__)
SOON: Final = timedelta(days=20)  # after the end of a quarter; later a round is opened by hand


@job("default", timeout=300)
def open_quarterly() -> None:
    """Open the round of the quarter that is over, wherever there is none yet; may be repeated."""
    open_all()


def open_all() -> list[str]:
    """The labels of the rounds that were opened; an agreement that breaks does not block the others."""
    opened = []
    with unit_of_work():
        relationships = agreements.in_force()
    for agreement_id in relationships:
        try:
            opened += _open(agreement_id)
        except Exception:
            log.exception("no round of the pulse could be opened for agreement %s; it is tried again", agreement_id)
    return opened


def _open(agreement_id: int) -> list[str]:
    with unit_of_work():
        framework, actor = agreements.active_framework(agreement_id), clock_of(agreement_id)
        if framework is None or framework.terms.pulse is None:
            return []
        today = queries.today(framework.terms)
        quarter = period_of(Length.QUARTER, today).previous
        if today - quarter.end > SOON:
            return []
        ledger.lock(agreement_id)  # nobody opens one meanwhile
        if actions.why_not(framework.terms, actor, quarter.label):
            return []
        return [actions.open_(actor, quarter=quarter.label).label]
