"""How long each holder had every case of the logs, from the record: one query, read in streams."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select

from bpo_gov.escalations.models import Source
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event, EventContent

REPLAYED = "escalation.replayed"


@dataclass
class Spans:
    """Seconds of one case, by holder."""

    external_ref: str
    seconds: dict[str | None, float] = field(default_factory=dict)

    def of(self, holder: str) -> int:
        """Whole seconds; a log has no finer ones."""
        return round(self.seconds.get(holder, 0))


def spans(agreement_id: int) -> Iterator[Spans]:
    """Every case, by its name in the log: each line's time runs to the next line, the last one has none."""
    query = (
        select(Source.external_ref, Event.at, EventContent.particulars)
        .join(Event, Event.matter_id == Source.escalation_id)
        .join(EventContent, EventContent.event_id == Event.id)
        .where(Source.agreement_id == agreement_id, Event.name == REPLAYED)
        .order_by(Source.external_ref, Event.seq)
    )
    rows: Any = db.session.execute(query.execution_options(yield_per=1000))
    for ref, group in groupby(rows, key=lambda row: row[0]):
        found = Spans(ref)
        since: datetime | None = None
        holder: str | None = None
        for _ref, at, told in group:
            if since is not None:
                found.seconds[holder] = found.seconds.get(holder, 0) + (at - since).total_seconds()
            since, holder = at, told.get("holder")
        yield found
