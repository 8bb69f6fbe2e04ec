"""Fills an agreement with changes, their record, deadlines, notices and sums, as real moves would have left them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import yaml
from sqlalchemy import Connection, select

from bench import bulk, story
from bench.bulk import Ready, Row
from bench.story import Change
from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts.models import User
from bpo_gov.agreements import actions as agreements
from bpo_gov.agreements import policies, queries
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests.kept import KeptSum, Measure, Span
from bpo_gov.change_requests.models import Assessment, AuthorisationNote, ChangeRequest, Subject
from bpo_gov.change_requests.sums import first_of
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import calendars, clock
from bpo_gov.kernel.calendars import as_json
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event, EventContent, Told, digest_of, hash_of, plain
from bpo_gov.kernel.matters import FAR, Matter
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.signatures import Signature
from bpo_gov.kernel.timers import Phase, Timer
from bpo_gov.notifications.models import Notification
from tests import cast as people
from tests.cast import Cast

NOW = datetime(2026, 6, 3, 9, 0, tzinfo=UTC)
FIRST = datetime(2017, 2, 6, 9, 0, tzinfo=UTC)
AUTHORS = {Party.CLIENT: "ana", Party.VENDOR: "victor"}
TOLD = {f"change_request.{move.event}": move.told for move in CHANGE_REQUEST.table.values()}
_digest = cast(property, AuthorisationNote.digest).fget or str
CHUNK = 20_000
READ_AFTER = timedelta(days=60)


def found(n: int) -> Cast:
    """An agreement of its own people, ten years long and wide enough for `n` changes, signed by both sides."""
    terms = people.terms(
        reference=f"bench-{n}", title=f"Bench {n}", start="2017-02-01", end="2029-01-31", initial_value=str(300_000 * n)
    )
    text = yaml.safe_dump(terms, allow_unicode=True, sort_keys=False).replace(".example.com", f"-{n}.example.com")
    with clock.at(NOW):
        with unit_of_work():
            agreement = agreements.import_agreement(text)
            for user in db.session.execute(select(User).where(User.email.like(f"%-{n}.example.com"))).scalars():
                accounts.set_password(user, people.PASSWORD)
            key = agreement.key
        with unit_of_work():
            for name in ("ana", "vera"):
                agreements.sign(queries.load(1, Cast.load(key).actor(name), lock=True), Cast.load(key).actor(name))
    return Cast.load(key)


def fill(cast: Cast, n: int) -> None:
    """Put `n` changes into a founded agreement, with everything that hangs on them."""
    framework = queries.active_framework(cast.agreement.id)
    if framework is None:
        raise RuntimeError("the framework is not in force")
    changes = list(story.changes(n, FIRST, NOW, [service.code for service in framework.terms.services]))
    db.session.rollback()
    with unit_of_work():
        _Ground(db.session.connection(), cast, framework.id, framework.terms, changes).lay()


class _Ground:
    """The rows of one agreement; ids go on from what is there."""

    def __init__(
        self, line: Connection, cast: Cast, framework_id: int, terms: Terms, changes: Sequence[Change]
    ) -> None:
        self.line, self.cast, self.framework_id, self.terms, self.changes = line, cast, framework_id, terms, changes
        self.first = bulk.next_id(line, Matter) - 1
        self.agreement_id = cast.agreement.id
        # asked for now: no question can go through a line that is being copied into
        self.periods = {policy: policies.period_in(terms, policy) for policy in set(story.POLICY.values())}
        self.authors = {party: cast.actor(name) for party, name in AUTHORS.items()}

    def lay(self) -> None:
        put = bulk.put
        put(self.line, Matter, map(self._matter, self.changes))
        put(self.line, ChangeRequest, map(self._request, self.changes))
        put(self.line, Subject, self._numbered(Subject, self._subjects()))
        put(self.line, Assessment, (self._assessment(one) for one in self.changes if one.has("assessed")))
        put(self.line, AuthorisationNote, (self._note(one) for one in self.changes if one.has("approved")))
        put(self.line, Signature, self._numbered(Signature, self._signatures()))
        put(self.line, Timer, self._numbered(Timer, self._timers()))
        put(self.line, KeptSum, self._sums())
        self._record()
        bulk.settle(self.line, (Matter, Subject, Signature, Timer, Event, Notification))

    def _numbered(self, model: Any, rows: Iterable[Row]) -> Iterator[Row]:
        for id_, row in enumerate(rows, bulk.next_id(self.line, model)):
            yield {"id": id_, **row}

    def _id(self, change: Change) -> int:
        return self.first + change.number

    def _matter(self, change: Change) -> Row:
        due = self._due(change)
        return {
            "id": self._id(change), "kind": "change_request", "agreement_id": self.agreement_id, "number": change.number,
            "title": f"Change {change.number} of {change.services[0]}", "state": change.state.value, "raised_by": change.raised_by,
            "raised_by_id": self.authors[change.raised_by].user_id, "ball": change.ball, "due_at": due, "due_key": due or FAR, "version": len(change.steps),
            "created_at": change.steps[0].at, "moved_at": change.steps[-1].at,
        }  # fmt: skip

    def _due(self, change: Change) -> datetime | None:
        policy = story.POLICY.get(change.state)
        started = next((step.at for step in change.steps if story.RUN.get(step.name) == policy), None)
        return None if policy is None or started is None else self._count(policy, started.date())[0]

    @cache  # noqa: B019 - lives as long as the filling
    def _count(self, policy: str, day: date) -> tuple[datetime, Any, str | None]:
        period = self.periods.get(policy)
        if period is None:
            raise RuntimeError(policy)
        start = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        count = calendars.add(period.counting, start, period.n, period.unit)
        return count.due, Ready(json.dumps(as_json(count))), period.clause

    def _request(self, change: Change) -> Row:
        return {
            "id": self._id(change), "framework_id": self.framework_id, "change_class": change.change_class,
            "reason": "The volume of questions has grown.", "description": "Two more people on the desk from Monday to Friday.",
            "one_off_cost": change.one_off, "monthly_cost": change.monthly, "months": change.months, "effort_days": Decimal(5), "term_days": 0,
            "value": change.value, "reserved_on": change.day_of("submitted") if change.state in story.RESERVED else None,
            "held_on": change.day_of("approved") if change.state in story.HELD else None,
        }  # fmt: skip

    def _subjects(self) -> Iterator[Row]:
        for change in self.changes:
            for code in change.services:
                yield {"change_id": self._id(change), "kind": "service", "code": code}

    def _assessment(self, change: Change) -> Row:
        author = self.authors[Party.VENDOR]
        return {
            "change_id": self._id(change), "by_id": author.user_id, "by_name": author.name, "by_title": author.title,
            "at": change.steps[3].at, "recommendation": "Do it.", "one_off_cost": change.one_off, "monthly_cost": change.monthly,
            "months": change.months, "effort_days": Decimal(5), "term_days": 0,
        }  # fmt: skip

    def _note(self, change: Change) -> Row:
        return {
            "change_id": self._id(change), "description": "As asked.", "effective_on": change.day_of("approved"), "value": change.value,
            "term_days": 0, "currency": "GBP", "approved_by": self.authors[Party.CLIENT].name, "clause": "3.1",
        }  # fmt: skip

    def _signatures(self) -> Iterator[Row]:
        for change in self.changes:
            if not change.has("signed"):
                continue
            digest = _digest(SimpleNamespace(**self._note(change), adjustments="", issue=1))
            for party, author in self.authors.items():
                yield {
                    "matter_id": self._id(change), "party": party, "user_id": author.user_id, "name": author.name, "title": author.title,
                    "clause": "3.1", "digest": digest, "at": change.steps[5].at,
                }  # fmt: skip

    def _timers(self) -> Iterator[Row]:
        for change in self.changes:
            for step in change.steps:
                policy = story.RUN.get(step.name)
                if policy is None:
                    continue
                due, counted, clause = self._count(policy, step.at.date())
                running = story.POLICY.get(change.state) == policy
                phase = Phase.STOPPED if not running else Phase.FIRED if due < NOW else Phase.PENDING
                common = {"matter_id": self._id(change), "started_at": step.at, "counted": counted, "clause": clause}
                yield common | {
                    "policy": policy, "verb": "overdue", "due_at": due, "phase": phase, "ended_at": None if running else change.steps[-1].at,
                }  # fmt: skip
                early = step.at + (due - step.at) * 0.75
                waits = running and early > NOW
                yield common | {
                    "policy": f"warn:{policy}", "verb": "warn", "due_at": early, "phase": Phase.PENDING if waits else Phase.STOPPED,
                    "ended_at": None if waits else early,
                }  # fmt: skip

    def _sums(self) -> Iterator[Row]:
        sums: dict[tuple[Span, date, Any, Measure], list[Any]] = defaultdict(lambda: [Decimal(0), Decimal(0), 0, 0])
        for change in self.changes:
            held = change.state in story.HELD
            if not held and change.state not in story.RESERVED:
                continue
            day = change.day_of("approved" if held else "submitted")
            for measure, amount in (
                (Measure.VALUE, change.value),
                (Measure.COUNT, Decimal(1)),
                (Measure.TERM_DAYS, Decimal(0)),
            ):
                for span in Span:
                    kept = sums[span, first_of(span, day), change.change_class, measure]
                    kept[0 if held else 1] += amount
                    kept[2 if held else 3] += 1
        for (span, day, change_class, measure), (held, reserved, held_count, reserved_count) in sorted(sums.items()):
            yield {
                "agreement_id": self.agreement_id, "span": span, "day": day, "change_class": change_class, "measure": measure, "held": held,
                "reserved": reserved, "held_count": held_count, "reserved_count": reserved_count,
            }  # fmt: skip

    def _record(self) -> None:
        """One chain over all changes in the order of time; the other side was told, and has read what is old."""
        query = select(Event.seq, Event.hash).where(Event.agreement_id == self.agreement_id).order_by(Event.seq.desc())
        seq, prev = self.line.execute(query.limit(1)).one()
        id_ = bulk.next_id(self.line, Event)
        entries: list[Row] = []
        contents: list[Row] = []
        notices: list[Row] = []
        steps = sorted(
            (step.at, change.number, index) for change in self.changes for index, step in enumerate(change.steps)
        )
        for at, number, index in steps:
            change, seq = self.changes[number - 1], seq + 1
            step = change.steps[index]
            author = self.authors.get(step.party)
            said, salt = plain({"title": f"Change {number}", "value": change.value, "clause": "3.1"}), f"{seq:032x}"
            row = {
                "agreement_id": self.agreement_id, "seq": seq, "at": at, "actor_id": author.user_id if author else None, "party": step.party,
                "matter_id": self._id(change), "subject": f"CR-{number}", "name": f"change_request.{step.name}",
                "told": TOLD[f"change_request.{step.name}"], "content_digest": digest_of(salt, said), "prev": prev,
            }  # fmt: skip
            prev = hash_of(cast(Event, SimpleNamespace(**row)))
            entries.append({"id": id_, **row, "hash": prev})
            contents.append({"event_id": id_, "salt": salt, "particulars": said})
            if index == len(change.steps) - 1 and row["told"] is not Told.OWN:
                notices += [
                    self._notice(id_, at, actor) for actor in self.cast.actors.values() if actor.party is not step.party
                ]
            id_ += 1
            if len(entries) == CHUNK:
                self._put_record(entries, contents, notices)
        self._put_record(entries, contents, notices)

    def _put_record(self, entries: list[Row], contents: list[Row], notices: list[Row]) -> None:
        bulk.put(self.line, Event, entries)
        bulk.put(self.line, EventContent, contents)
        bulk.put(self.line, Notification, self._numbered(Notification, notices))
        for rows in (entries, contents, notices):
            rows.clear()

    def _notice(self, event_id: int, at: datetime, actor: Any) -> Row:
        return {
            "event_id": event_id, "user_id": actor.user_id, "agreement_id": self.agreement_id, "created_at": at,
            "read_at": at if at < NOW - READ_AFTER else None, "reason": "side", "mail": "none",
        }  # fmt: skip
