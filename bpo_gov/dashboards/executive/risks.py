"""The top risks over all relationships, ranked: each with what it rests on and where that is read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import partial
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements.standing import TURNS
from bpo_gov.dashboards import pages
from bpo_gov.dashboards.executive import sets
from bpo_gov.dashboards.executive.money import Whole
from bpo_gov.dashboards.executive.raised import Climbed
from bpo_gov.dashboards.executive.reads import Kept
from bpo_gov.kernel.parties import SIDES
from bpo_gov.kernel.words import N_, Percent, Say, Value, say, say_n
from bpo_gov.kpis.rules.health import Word

MOST: Final = 4
NONE: Final[Mapping[str, int]] = {}
SOON: Final = timedelta(days=180)
VERY_SOON: Final = timedelta(days=90)
FULL: Final = 100  # percent of a limit
STATED: Final = "none"


class Grade(IntEnum):
    """How grave a risk is, the gravest first."""

    HIGH = 0
    MEDIUM = 1


TRIGGERS: Final = (
    N_("%(n)s is stated: “%(name)s”; %(code)s fails"),
    N_("%(n)s are stated, “%(name)s” first; %(code)s fails"),
)
GRADES: Final = {Grade.HIGH: (N_("High"), "bad"), Grade.MEDIUM: (N_("Medium"), "near")}


@dataclass(frozen=True)
class Risk:
    """A risk: what it is, what it rests on, how grave, and its evidence."""

    grade: Grade
    title: Value
    sub: Value
    where: Callable[[], str]

    @property
    def href(self) -> str:
        """The address of the evidence; of hundreds of risks only the few that are shown are asked for it."""
        return self.where()

    @property
    def word(self) -> str:
        """How grave, in a word."""
        return str(_(GRADES[self.grade][0]))

    @property
    def tone(self) -> str:
        """The tone of the word."""
        return GRADES[self.grade][1]


def of(
    whole: Whole,
    worst: Sequence[Kept],
    escalated: Climbed,
    late: int,
    provisional: int,
    reports: Mapping[str, int] = NONE,
    posts: tuple[int, int] = (0, 0),
) -> list[Risk]:
    """Every risk, the gravest first; within a grade in the order of the sources."""
    found = [*_failing(worst), *_watched(whole.every), *_rows(whole.every, whole.today), *_escalated(escalated, whole)]
    if late:
        title = say_n("%(n)s promise past its day", "%(n)s promises past their day", late)
        found.append(
            Risk(
                Grade.HIGH,
                title,
                say("of settlements that both signed"),
                partial(url_for, "executive.matters", name="promises"),
            )
        )
    found += _reports(reports)
    found += _posts(*posts)
    if provisional:
        title = say_n("%(n)s provisional deadline", "%(n)s provisional deadlines", provisional)
        sub = (
            say("holidays that are not decreed yet may move it")
            if provisional == 1
            else say("holidays that are not decreed yet may move them")
        )
        found.append(Risk(Grade.MEDIUM, title, sub, partial(url_for, "executive.matters", name="provisional")))
    return sorted(found, key=lambda risk: risk.grade)


def _reports(late: Mapping[str, int]) -> Iterator[Risk]:
    """Reports that a side owes and that are late."""
    for side in SIDES:
        if n := late.get(side.value, 0):
            title = say_n(
                "%(n)s report of %(side)s is late", "%(n)s reports of %(side)s are late", n, side=Say(TURNS[side.value])
            )
            href = partial(url_for, "executive.matters", name=f"reports-{side.value}")
            yield Risk(Grade.MEDIUM, title, say("owed by the framework, not delivered in time"), href)


def _posts(n: int, empty: int) -> Iterator[Risk]:
    """Key people who leave while nobody is agreed for the post, or who have left it empty."""
    if n:
        title = say_n("%(n)s key post uncovered", "%(n)s key posts uncovered", n)
        sub = (
            say_n("%(n)s post is empty", "%(n)s posts are empty", empty) if empty else say("no successor is agreed yet")
        )
        grade = Grade.HIGH if empty else Grade.MEDIUM
        yield Risk(grade, title, sub, partial(url_for, "executive.matters", name="posts"))


def _failing(worst: Iterable[Kept]) -> Iterator[Risk]:
    """A trigger that is only stated while a KPI fails; the worst relationships come first."""
    for one in worst:
        triggers = one.row.triggers
        if one.row.word is Word.FAILING and triggers and one.row.watch_tone == STATED:
            said = say_n(*TRIGGERS, len(triggers), name=triggers[0]["name"], code=one.row.worst_code)
            yield Risk(
                Grade.HIGH,
                say("Termination trigger"),
                _of(one, said),
                partial(url_for, "framework.current", key=one.key, _anchor="triggers"),
            )


def _rows(every: Iterable[Any], today: date) -> Iterator[Risk]:
    """What a relationship brings: a limit that is used up, a term that ends."""
    for row in every:
        if not row.in_force:
            continue
        if row.envelope_percent is not None and row.envelope_percent >= FULL:
            said = say("%(limit)s: %(percent)s used", limit=row.envelope_limit, percent=Percent(row.envelope_percent))
            yield Risk(
                Grade.MEDIUM, say("Limit used up"), _of(row, said), partial(url_for, "envelope.show", key=row.key)
            )
        if row.ends_on - today <= SOON:
            grade = Grade.HIGH if row.ends_on - today <= VERY_SOON else Grade.MEDIUM
            yield Risk(
                grade,
                say("Agreement ends"),
                _of(row, _ends(row.ends_on, today)),
                partial(url_for, "framework.current", key=row.key),
            )


def _of(row: Any, said: Value) -> Value:
    """What a risk rests on, after the relationship that it is of: a list of risks is read by what they are."""
    return say("%(agreement)s: %(what)s", agreement=row.title, what=said)


def _watched(every: Iterable[Any]) -> Iterator[Risk]:
    """The rights to terminate towards which something counts already, the nearest first."""
    found = [row for row in every if row.watch_used and row.watch_distance is not None]
    yield from map(_near, sorted(found, key=lambda row: row.watch_distance))


def _near(row: Any) -> Risk:
    """What counts so far towards the nearest trigger of a relationship, and how many more it takes."""
    is_reached = row.watch_distance == 0
    so_far = say("%(used)s of %(needed)s so far", used=row.watch_used, needed=row.watch_needed)
    away = say("right to terminate reached") if is_reached else say_n("%(n)s away", "%(n)s away", row.watch_distance)
    parts = {"away": away, "so_far": so_far, "kpi": row.watch_kpi}
    sub = say("%(kpi)s, %(away)s: %(so_far)s", **parts) if row.watch_kpi else say("%(away)s: %(so_far)s", **parts)
    grade = Grade.HIGH if is_reached or row.watch_distance == 1 else Grade.MEDIUM
    return Risk(grade, row.watch_name, _of(row, sub), partial(url_for, "credits.index", key=row.key, _anchor="tr"))


def _ends(day: date, today: date) -> Value:
    days = (day - today).days
    if days < 0:
        return say("its last day was %(day)s", day=day)
    return say_n("last day %(day)s, in %(n)s day", "last day %(day)s, in %(n)s days", days, day=day)


def _escalated(found: Climbed, whole: Whole) -> Iterator[Risk]:
    """What stands on the highest level of its ladder: the oldest one by one, the others by their number."""
    top = [line for line, level, levels in found.nearest if levels and level >= levels]
    for line in top:
        days = say_n("%(n)s day", "%(n)s days", sets.age(line.matter.created_at, whole.now))
        sub = say("%(agreement)s, highest level, %(age)s", agreement=line.title, age=days)
        title = say("%(label)s %(title)s", label=line.matter.label, title=line.matter.title)
        yield Risk(Grade.HIGH, title, sub, partial(pages.address_of, line.matter, line.key))
    if further := found.at_the_top - len(top):
        title = say_n("%(n)s further escalation", "%(n)s further escalations", further)
        where = partial(url_for, "executive.matters", name="escalations")
        yield Risk(Grade.HIGH, title, say("on the highest level of the ladder"), where)
