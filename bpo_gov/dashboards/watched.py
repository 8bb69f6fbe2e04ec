"""What is watched of one relationship, said before it becomes a surprise: rights to terminate, reports, key people, the end of the term."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests.rules.windows import add_months
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Value, say, say_n
from bpo_gov.relationships.models import Relationship
from bpo_gov.reports.workflow import REPORT
from bpo_gov.successions.workflow import SUCCESSION

EARLY: Final = timedelta(days=180)  # before the last day on which an extension can be used


@dataclass(frozen=True)
class Line:
    """One thing that is watched: what it is, how it stands, and where it is read."""

    title: Value
    sub: Value
    word: Value
    tone: str
    href: str


@dataclass(frozen=True)
class Waiting:
    """How many matters of a kind are open and late, and when the first of them is due."""

    open: int = 0
    late: int = 0
    first: datetime | None = None


def lines(actor: Actor, terms: Terms, row: Relationship | None, today: date) -> list[Line]:
    """What the framework gives to watch, in an order that does not change from day to day."""
    waiting = _waiting(actor)
    return [
        *_trigger(terms, row), *_reports(terms, waiting.get(REPORT.name, Waiting())), *_people(terms, waiting.get(SUCCESSION.name, Waiting())),
        *_extension(terms, today),
    ]  # fmt: skip


def _waiting(actor: Actor) -> dict[str, Waiting]:
    """Of reports and of changes of key people; one statement."""
    late = func.count().filter(Matter.due_at < clock.now())
    query = (
        select(Matter.kind, func.count(), late, func.min(Matter.due_at))
        .where(access.may_see(actor), Matter.kind.in_((REPORT.name, SUCCESSION.name)), Matter.ball.is_not(None))
        .group_by(Matter.kind)
    )
    return {row[0]: Waiting(row[1], row[2], row[3]) for row in db.session.execute(query)}


def _trigger(terms: Terms, row: Relationship | None) -> Iterator[Line]:
    """The right to terminate that is nearest; where none can be counted, that they are stated."""
    if not terms.termination_triggers:
        return
    n = len(terms.termination_triggers)
    of = say_n("%(n)s right to terminate is watched", "%(n)s rights to terminate are watched, the nearest first", n)
    if row is None or row.watch_distance is None:
        yield Line(
            _("Rights to terminate"), of, say("stated only"), "idle", url_for("framework.current", _anchor="triggers")
        )
        return
    word = say("reached") if not row.watch_distance else say_n("%(n)s away", "%(n)s away", row.watch_distance)
    yield Line(row.watch_name, of, word, row.watch_tone, url_for("credits.index", _anchor="tr"))


def _reports(terms: Terms, waiting: Waiting) -> Iterator[Line]:
    if not any(report.within for report in terms.reports):
        return
    yield _line(_("Reports due"), waiting, say("no report is due"), url_for("reports.index"))


def _people(terms: Terms, waiting: Waiting) -> Iterator[Line]:
    if terms.key_people is None:
        return
    yield _line(_("Changes of key people"), waiting, say("no change is announced"), url_for("successions.index"))


def _line(title: str, waiting: Waiting, none: Value, href: str) -> Line:
    if not waiting.open:
        return Line(title, none, say("none"), "ok", href)
    sub = say("the first by %(day)s", day=waiting.first) if waiting.first else say("no clock runs")
    if waiting.late:
        return Line(title, sub, say("%(n)s late", n=waiting.late), "bad", href)
    return Line(title, sub, say("%(n)s open", n=waiting.open), "idle", href)


def _extension(terms: Terms, today: date) -> Iterator[Line]:
    """Until when the next option to extend the term can be used."""
    header = terms.header
    option = next(iter(header.extensions), None)
    if option is None or today > header.end:
        return
    until = add_months(header.end, -option.notice_months)
    title = say_n("Extension by %(n)s month", "Extension by %(n)s months", option.months)
    href, sub = (
        url_for("framework.current"),
        say("clause %(clause)s, notice until %(day)s", clause=option.clause, day=until),
    )
    if until < today:
        yield Line(title, sub, say("not any more"), "idle", href)
        return
    word = say_n("%(n)s day left", "%(n)s days left", (until - today).days)
    yield Line(title, sub, word, "near" if until - today <= EARLY else "ok", href)
