"""The clock's round over credits: a month whose figures are all in is stated, without anybody having to think of it."""

import logging
from datetime import timedelta

from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.credits import actions, months, queries
from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.errors import BpoError
from bpo_gov.kernel.parties import clock_of
from bpo_gov.kernel.queue import job

log = logging.getLogger(__name__)
BACK = timedelta(days=190)  # six months: a figure that is settled later is stated by hand


@job("default", timeout=300)
def draw_up_settled() -> None:
    """Draw up what is due of the months that are over and have no open figure; may be repeated."""
    draw_up_all()


def draw_up_all() -> list[str]:
    """The labels of the statements that were drawn up; an agreement that breaks does not block the others."""
    drawn = []
    with unit_of_work():
        relationships = agreements.in_force()
    for agreement_id in relationships:
        try:
            drawn += _draw_up(agreement_id)
        except Exception:
            log.exception("the credits of agreement %s could not be stated; it is tried again", agreement_id)
    return drawn


def _draw_up(agreement_id: int) -> list[str]:
    with unit_of_work():
        ledger.lock(agreement_id)
        versions, now = queries.in_force(agreement_id), clock.now()
        today = policies.counting(versions[0].terms).local_date(now)
        known = months.ground(agreement_id, today - BACK)
        drawn = []
        for month in months.months(today - BACK, months.last_over(today).start):
            for party in months.sides(known, month.last):
                found = months.reckoned(known, month, party)
                if found is None or not found.due or found.pending:
                    continue
                try:
                    drawn.append(actions.draw_up(clock_of(agreement_id), period=month.label, owed_by=party.value).label)
                except BpoError as error:
                    log.warning("agreement %s, %s: %s", agreement_id, month.label, error)
                known = months.ground(agreement_id, today - BACK)
        return drawn
