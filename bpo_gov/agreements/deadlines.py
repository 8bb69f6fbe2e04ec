"""One deadline with all that explains it, for whoever may see its matter: reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.calendars import Count, from_json
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.pauses import Pause
from bpo_gov.kernel.segments import pauses_of, segments_of
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.turns import turns_of
from bpo_gov.kernel.words import say


@dataclass(frozen=True)
class Earlier:
    """A count that another has replaced, and when: after a pause, by agreement, or because the calendar was known better."""

    count: Count
    until: datetime
    after_pause: bool
    is_extended: bool


@dataclass(frozen=True)
class Held:
    """A stretch of a deadline in which it was somebody's turn; the last one of a running deadline has no end."""

    ball: str | None
    begin: datetime
    end: datetime | None


@dataclass(frozen=True)
class Deadline:
    """A deadline as it stands, its count, and its history."""

    timer: Timer
    matter: Matter
    terms: Terms
    count: Count
    warning: Timer | None
    pauses: Sequence[Pause]
    earlier: Sequence[Earlier]
    held: Sequence[Held]
    others: Sequence[Timer]


def load(timer_id: int, actor: Actor) -> Deadline:
    """The deadline with this id; NotFound where it is not there, is a warning, or its matter is not the actor's to see."""
    query = select(Timer, Matter).join(Matter, Timer.matter_id == Matter.id).where(Timer.id == timer_id)
    found = db.session.execute(access.visible(query, actor)).one_or_none()
    terms = policies.terms_of(found.Matter) if found and not found.Timer.is_warning else None
    if found is None or terms is None:
        raise NotFound(say("There is nothing here, or you may not see it."))
    timer, matter = found.Timer, found.Matter
    siblings = list(db.session.scalars(select(Timer).where(Timer.matter_id == matter.id).order_by(Timer.id)))
    segments = segments_of(timer.id)
    counts = [from_json(one.counted or timer.counted) for one in segments[:-1]] + [from_json(timer.counted)]
    earlier = [
        Earlier(
            count, later.began_at, one.ended_at is not None and one.ended_at < later.began_at, count.extra < new.extra
        )
        for (one, later), (count, new) in zip(pairwise(segments), pairwise(counts), strict=True)
        if one.counted is not None
    ]
    pauses = [pause for pause in pauses_of(segments, timer.ended_at) if pause[0] != pause[1]]
    return Deadline(
        timer=timer,
        matter=matter,
        terms=terms,
        count=from_json(timer.counted),
        warning=next((one for one in siblings if one.is_warning and _belongs(one, timer)), None),
        pauses=pauses,
        earlier=earlier,
        held=_held(timer),
        others=[one for one in siblings if not one.is_warning and one.id != timer.id],
    )


def first_running(matter_ids: Sequence[int]) -> Mapping[int, Timer]:
    """The first deadline of each matter that has not ended, by the id of the matter: one query for a whole list."""
    query = (
        select(Timer)
        .where(Timer.matter_id.in_(matter_ids), Timer.ended_at.is_(None), ~Timer.policy.startswith("warn:"))
        .order_by(Timer.due_at.desc(), Timer.id.desc())
    )
    return {timer.matter_id: timer for timer in db.session.scalars(query)}


def _belongs(warning: Timer, timer: Timer) -> bool:
    return warning.policy.removeprefix("warn:") == timer.policy and warning.started_at == timer.started_at


def _held(timer: Timer) -> list[Held]:
    begin, end = timer.started_at, timer.ended_at or clock.now()
    turns = turns_of(timer.matter_id)
    ends = [*(turn.since for turn in turns[1:]), None][: len(turns)]  # what waits for nobody has no turn
    answer = []
    for turn, until in zip(turns, ends, strict=True):
        first, last = max(begin, turn.since), min(end, until) if until else end
        if first < last:
            answer.append(Held(turn.ball, first, None if last == end and timer.ended_at is None else last))
    return answer
