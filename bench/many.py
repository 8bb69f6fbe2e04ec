"""Many agreements of one company, each with its figures and what is open, as real moves would have left them."""

import random
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from bench import bulk
from bench.bulk import Row
from bench.filling import NOW
from bpo_gov.agreements import queries
from bpo_gov.agreements.models import Agreement, Framework, Membership
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.escalations.models import Escalation
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.matters import FAR, Matter
from bpo_gov.kpis.models import Figure
from bpo_gov.kpis.rules.periods import Length, Period, period_of
from tests.cast import Cast

OPEN = 6  # changes of each agreement that wait for somebody
NEAR = (-3, 2, 6, 12, 25, 40)  # days until each of them is due
CHUNK = 100_000


class Many:
    """Copies of a founded agreement with the same two companies, people and terms; ids go on from what is there."""

    def __init__(self, cast: Cast, copies: int, weeks: int) -> None:
        framework = queries.active_framework(cast.agreement.id)
        if framework is None:
            raise RuntimeError("the framework is not in force")
        self.of, self.source, self.digest, self.terms = (
            cast.agreement.id,
            framework.source,
            framework.digest,
            framework.terms,
        )
        self.begins = framework.effective_from
        self.agreement = {column.key: getattr(cast.agreement, column.key) for column in Agreement.__table__.columns}
        query = select(Membership).where(Membership.agreement_id == self.of)
        self.members = [
            {column.key: getattr(one, column.key) for column in Membership.__table__.columns}
            for one in db.session.scalars(query)
        ]
        self.copies, self.weeks, self.chance = copies, weeks, random.Random(copies)
        db.session.rollback()

    def lay(self) -> int:
        """Put them down; how many figures there are."""
        with unit_of_work():
            self.line = db.session.connection()
            first = bulk.next_id(self.line, Agreement)
            ids, self.first = range(first, first + self.copies), f"copy-{first}"
            bulk.put(
                self.line,
                Agreement,
                (self.agreement | {"id": id_, "key": f"copy-{id_}", "title": f"Relationship {id_}"} for id_ in ids),
            )
            bulk.put(self.line, Membership, self._members(ids))
            self.next = bulk.next_id(self.line, Matter)
            frameworks = {id_: self.next + n for n, id_ in enumerate(ids)}
            self.next += self.copies
            bulk.put(
                self.line,
                Matter,
                (self._matter(key, id_, "framework", 1, "Framework", "active") for id_, key in frameworks.items()),
            )
            bulk.put(
                self.line, Framework,
                ({"id": key, "source": self.source, "digest": self.digest, "effective_from": self.begins} for key in frameworks.values()),
            )  # fmt: skip
            self._open(frameworks)
            n = sum(self._figures(id_, key) for id_, key in frameworks.items())
            bulk.settle(self.line, (Agreement, Membership, Matter))
            return n

    def _members(self, ids: range) -> Iterator[Row]:
        key = bulk.next_id(self.line, Membership)
        for id_ in ids:
            for member in self.members:
                yield member | {"id": key, "agreement_id": id_}
                key += 1

    def _matter(
        self, key: int, agreement_id: int, kind: str, number: int, title: str, state: str, **more: object
    ) -> Row:
        due = more.get("due_at")
        return {
            "id": key, "kind": kind, "agreement_id": agreement_id, "number": number, "title": title, "state": state, "raised_by": "client",
            "ball": None, "due_at": None, "due_key": due or FAR, "version": 1, "created_at": NOW - timedelta(days=20), "moved_at": NOW - timedelta(days=9),
        } | more  # fmt: skip

    def _open(self, frameworks: dict[int, int]) -> None:
        matters, changes, escalations = [], [], []
        for agreement_id, framework_id in frameworks.items():
            for n in range(1, OPEN + 1):
                due, ball = NOW + timedelta(days=NEAR[n - 1]), ("client", "vendor")[n % 2]
                state = "assessed" if ball == "client" else "submitted"
                matters.append(
                    self._matter(
                        self.next, agreement_id, "change_request", n, f"Change {n}", state, ball=ball, due_at=due
                    )
                )
                changes.append({
                    "id": self.next, "framework_id": framework_id, "change_class": "normal", "reason": "Growth.", "description": "Two more people.",
                    "one_off_cost": Decimal(900), "monthly_cost": Decimal(0), "months": 0, "effort_days": Decimal(1), "term_days": 0, "value": Decimal(900),
                })  # fmt: skip
                self.next += 1
            matters.append(
                self._matter(
                    self.next,
                    agreement_id,
                    "escalation",
                    1,
                    "Calls wait",
                    "raised",
                    ball="vendor",
                    due_at=NOW + timedelta(days=1),
                )
            )
            escalations.append(
                {"id": self.next, "framework_id": framework_id, "severity": "high", "level": 1 + agreement_id % 3}
            )
            self.next += 1
        bulk.put(self.line, Matter, matters)
        bulk.put(self.line, ChangeRequest, changes)
        bulk.put(self.line, Escalation, escalations)

    def _figures(self, agreement_id: int, framework_id: int) -> int:
        weeks = list(_weeks(self.weeks))
        figures, matters, n = [], [], 0
        for kpi in self.terms.kpis:
            worse = -1 if kpi.direction.value == "higher" else 1
            good = agreement_id % 3
            for at, span in enumerate(weeks):
                n += 1
                spread = Decimal(self.chance.randrange(0, 100)) / 100
                value = kpi.target + worse * spread * (
                    0 if good and at > len(weeks) - 9 else abs(kpi.target - kpi.minimum) * good
                )
                matters.append(
                    self._matter(self.next, agreement_id, "figure", n, f"{kpi.code} {span.label}", "accepted")
                )
                figures.append({
                    "id": self.next, "framework_id": framework_id, "code": kpi.code, "period": span.label, "begins": span.start, "ends": span.end,
                    "slot": f"{agreement_id}/{kpi.code}/{span.label}", "value": value,
                })  # fmt: skip
                self.next += 1
        bulk.put(self.line, Matter, matters)
        bulk.put(self.line, Figure, figures)
        return n


def _weeks(n: int) -> Iterator[Period]:
    """The last weeks that are over, oldest first."""
    last = period_of(Length.WEEK, NOW.date()).previous
    first = last.start - timedelta(weeks=n - 1)
    span = period_of(Length.WEEK, first)
    for _n in range(n):
        yield span
        span = span.next
