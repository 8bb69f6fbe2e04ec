"""Provisional deadlines are counted anew once their calendar is known better: for each matter one move of the clock."""

import logging

from sqlalchemy import select

from bpo_gov.kernel import ledger, timers
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import BpoError
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import clock_of
from bpo_gov.kernel.queue import job
from bpo_gov.kernel.recounts import VERB
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications.sweep import LOADERS

log = logging.getLogger(__name__)


@job("default")
def recount_provisional() -> None:
    """Count anew what is provisional and would be counted otherwise by the table of holidays as it is now."""
    recount_all()


def recount_all() -> list[str]:
    """The labels of the matters whose deadlines were counted anew; one that breaks does not block the others."""
    done = []
    with unit_of_work():
        waiting = timers.provisional()
    for matter_id in waiting:
        try:
            done += _recount(matter_id)
        except Exception:
            log.exception("the deadlines of matter %s could not be counted anew; it is tried again", matter_id)
    return done


def _recount(matter_id: int) -> list[str]:
    with unit_of_work():
        kind, number, agreement_id = db.session.execute(
            select(Matter.kind, Matter.number, Matter.agreement_id).where(Matter.id == matter_id)
        ).one()
        ledger.lock(agreement_id)
        flow, actor = WORKFLOWS[kind], clock_of(agreement_id)
        try:
            matter = LOADERS[kind](number, actor, lock=True)
        except BpoError:
            return []
        if flow.refusal(VERB, matter, actor):
            return []
        flow.effects[VERB](matter, actor)
        return [matter.label]
