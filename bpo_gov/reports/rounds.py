"""The clock's round over reports: once a period has begun the report on it is there, and says when it is due."""

import logging
from collections.abc import Iterator
from datetime import date

from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import Report as Owed
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel import ledger
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.errors import BpoError
from bpo_gov.kernel.parties import clock_of
from bpo_gov.kernel.queue import job
from bpo_gov.kpis.rules.periods import Length, Period, period_of
from bpo_gov.reports import actions, queries, terms

log = logging.getLogger(__name__)
BACK = 2  # ended periods that are made good after the clock stood still; what is older is let be


@job("default", timeout=300)
def open_begun() -> None:
    """Open the reports on the periods that have begun; may be repeated, and by two clocks at once."""
    open_all()


def open_all() -> list[str]:
    """The labels of the reports that were opened; an agreement that breaks does not block the others."""
    opened = []
    with unit_of_work():
        relationships = agreements.in_force()
    for agreement_id in relationships:
        try:
            opened += _open(agreement_id)
        except Exception:
            log.exception("the reports of agreement %s could not be opened; it is tried again", agreement_id)
    return opened


def _open(agreement_id: int) -> list[str]:
    with unit_of_work():
        ledger.lock(agreement_id)
        framework = agreements.active_framework(agreement_id)
        if framework is None:
            return []
        wanted = {
            queries.slot(agreement_id, span.label, owed.name): (owed.name, span.label)
            for owed in terms.watched(framework.terms)
            for span in _spans(framework, owed)
        }
        taken, opened = queries.taken(list(wanted)), []
        for slot, (name, period) in wanted.items():
            if slot in taken:
                continue
            try:
                opened.append(actions.open_(clock_of(agreement_id), name=name, period=period).label)
            except BpoError as error:
                log.warning("agreement %s, %s on %s: %s", agreement_id, name, period, error)
        return opened


def _spans(framework: Framework, owed: Owed) -> Iterator[Period]:
    """The period of today and the last ones before it, oldest first, as far as the version was there and the term lasts."""
    header = framework.terms.header
    first = max(framework.effective_from, _local(framework))
    current = period_of(Length(owed.every.value), terms.today(framework.terms))
    spans = [current]
    for _n in range(BACK):
        spans.insert(0, spans[0].previous)
    yield from (span for span in spans if span.last >= first and span.start <= header.end)


def _local(framework: Framework) -> date:
    """The day on which the version was proposed: what ended before nobody could owe by it."""
    return policies.counting(framework.terms).local_date(framework.created_at)
