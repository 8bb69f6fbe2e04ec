"""What the pages of an escalation show: plain values made of rows, ready for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Membership
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.escalations import ladder
from bpo_gov.escalations.forms import SEVERITIES
from bpo_gov.escalations.models import Escalation, Severity, State
from bpo_gov.escalations.times import Held
from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.web.words import local_day

S = State
ICONS = {
    S.RAISED: ("flag", "near"), S.ACKNOWLEDGED: ("eye", ""), S.IN_HAND: ("gear", ""), S.PROPOSED: ("chat-left-text", ""), S.RESOLVED: ("check-circle", "ok"),
    S.CLOSED: ("check2-all", "closed"), S.DISPUTED: ("exclamation-triangle", "bad"), S.WITHDRAWN: ("arrow-return-right", "closed"),
}  # fmt: skip
PATH = (S.RAISED, S.ACKNOWLEDGED, S.IN_HAND, S.PROPOSED, S.RESOLVED, S.CLOSED)
MOVED_TO = {
    "raised": S.RAISED, "raised_late": S.RAISED, "promoted": S.RAISED, "climbed": S.RAISED, "climbed_late": S.RAISED, "acknowledged": S.ACKNOWLEDGED,
    "taken": S.IN_HAND, "refused": S.IN_HAND, "reopened": S.IN_HAND, "dispute_ended": S.IN_HAND, "proposed": S.PROPOSED, "confirmed": S.RESOLVED,
    "closed": S.CLOSED,
}  # fmt: skip
TONES = {Severity.CRITICAL: "bad", Severity.HIGH: "near", Severity.NORMAL: "", Severity.LOW: ""}


@dataclass(frozen=True)
class Step:
    label: Say
    status: str
    sub: Value


@dataclass(frozen=True)
class Rung:
    """One level of the ladder: who stands on it, and where the escalation is."""

    number: int
    status: str  # done, now, next
    titles: Mapping[str, str]
    people: Mapping[str, Sequence[str]]
    respond: Say
    resolve: Say
    at: datetime | None


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    level: Value
    severity: Value
    tone: str


def state_of(one: Escalation) -> Shown:
    """The state with its icon and tone."""
    return Shown(ESCALATION.word(one.state), *ICONS[S(one.state)])


def level_word(one: Escalation) -> Say:
    """Where it stands on the ladder."""
    return say("Early warning") if one.is_warning else say("Level %(n)s", n=one.level)


def severity_word(one: Escalation) -> Say:
    """How bad it is."""
    return Say(SEVERITIES[one.severity][0])


def row_of(one: Escalation, actor: Actor, terms: Terms, timer: Timer | None) -> Row:
    """An escalation as one line, with the first deadline that runs."""
    due = standing.clock_in_row(one, terms, timer)
    href = url_for("escalations.show", number=one.number)
    return Row(
        one.label, one.title, href, standing.ball_of(one, actor), due, state_of(one), level_word(one), severity_word(one), TONES[one.severity],
    )  # fmt: skip


def steps(one: Escalation, events: Sequence[tuple[Event, EventContent]]) -> list[Step]:
    """The path: where it has been and when, where it is, what may come."""
    at: dict[State, datetime] = {}
    for event, _content in events:
        state = MOVED_TO.get(event.name.rpartition(".")[2])
        if state is not None:
            at = {kept: when for kept, when in at.items() if PATH.index(kept) < PATH.index(state)} | {state: event.at}
    here = S(one.state)
    if here not in PATH:
        done = [Step(ESCALATION.word(state), "done", local_day(at[state])) for state in PATH if state in at]
        return [*done, Step(ESCALATION.word(here), "now", local_day(one.moved_at))]
    place = PATH.index(here)
    return [
        Step(ESCALATION.word(state), _status(index, place, here), local_day(at[state]) if state in at else None)
        for index, state in enumerate(PATH)
    ]


def _status(index: int, place: int, here: State) -> str:
    if index < place or here is S.CLOSED:
        return "done"
    return "now" if index == place else "todo"


def rungs(one: Escalation, members: Sequence[Membership], events: Sequence[tuple[Event, EventContent]]) -> list[Rung]:
    """The ladder, lowest level first."""
    at = {content.particulars["level"]: event.at for event, content in events if "level" in content.particulars
          and event.name.rpartition(".")[2] in ("raised", "raised_late", "promoted", "climbed", "climbed_late")}  # fmt: skip
    levels = sorted(one.framework.terms.escalation.levels, key=lambda level: level.level)
    return [
        Rung(
            level.level,
            "done" if level.level < one.level and level.level in at else "now" if level.level == one.level else "next",
            {"client": level.client, "vendor": level.vendor},
            {side.value: _names(members, side, getattr(level, side.value)) for side in SIDES},
            clocks.period(level.respond.n, level.respond.unit), clocks.period(level.resolve.n, level.resolve.unit),
            at.get(level.level),
        )
        for level in levels
    ]  # fmt: skip


def _names(members: Sequence[Membership], side: Party, title: str) -> list[str]:
    return [one.user.name for one in members if one.party is side and one.title.casefold() == title.casefold()]


def ahead(one: Escalation, timers: Sequence[Timer]) -> Say | None:
    """What happens next if nobody acts."""
    running = [
        t for t in timers if not t.is_warning and not t.stands_still and t.ended_at is None and t.phase == "pending"
    ]
    for timer in sorted(running, key=lambda timer: timer.due_at):
        if timer.verb == ladder.CLIMB:
            level = ladder.above(one.framework.terms, one.level)
            if level is not None:
                return say(
                    "If nobody acts, it goes to level %(n)s on %(due)s: %(client)s and %(vendor)s.",
                    n=level.level, due=timer.due_at, client=level.client, vendor=level.vendor,
                )  # fmt: skip
        if timer.verb == ladder.SPEND:
            return say(
                "If nobody acts, the way to a dispute is open on %(due)s: there is no higher level.", due=timer.due_at
            )
        if timer.verb == ladder.REVIEW:
            return say("Both sides are reminded on %(due)s to look at it again.", due=timer.due_at)
        return say("If nobody acts, both sides are told on %(due)s that it is late.", due=timer.due_at)
    return None


def facts(one: Escalation) -> list[tuple[Any, ...]]:
    """The side column."""
    return [
        (_("Severity"), severity_word(one), "strong"),
        (_("Level"), level_word(one)),
        (_("Raised by"), Say(TURNS[one.raised_by.value])),
        (_("Answers"), Say(TURNS[one.responder.value])),
        (_("Look at it again on"), one.review_on) if one.is_warning else (_("Ladder"), say("clause %(clause)s", clause=one.framework.terms.escalation.clause)),
        *([(_("In the log"), one.source.external_ref)] if one.source else []),
    ]  # fmt: skip


def length(time: timedelta) -> Say:
    """A length of time in the two largest units that say something."""
    minutes = int(time.total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return say("%(days)s d %(hours)s h", days=days, hours=hours)
    return (
        say("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)
        if hours
        else say("%(minutes)s min", minutes=minutes)
    )


def held_rows(found: Sequence[Held]) -> list[tuple[str, Say, Say, Say, int]]:
    """(holder, its word, elapsed, working time, share) of each holder."""
    return [(one.holder, Say(TURNS[one.holder]), length(one.elapsed), hours(one.working), one.share) for one in found]


def hours(time: timedelta) -> Say:
    """Working time, which is counted in hours."""
    minutes = int(time.total_seconds()) // 60
    return say("%(hours)s h %(minutes)s min", hours=minutes // 60, minutes=minutes % 60)
