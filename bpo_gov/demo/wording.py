"""What the words of a step become at its moment: dates that are named by days, scores, what a form asks for beside words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bpo_gov.agreements import queries as agreements
from bpo_gov.demo.steps import In, moment
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.meetings import members
from bpo_gov.meetings.rules.quorum import Presence


def planned(words: Mapping[str, Any], at: datetime, actor: Actor) -> dict[str, Any]:
    """A meeting so many days ahead, at an hour of the agreement; on a weekend it is on Monday."""
    terms = agreements.active_framework(actor.agreement_id)
    zone = terms.terms.header.time_zone if terms else "UTC"
    begins = moment(at, -words["starts_in"], words["at"], zone)
    return {**{key: value for key, value in words.items() if key not in ("starts_in", "at")}, "starts_at": begins}


def minuted(one: Any, verb: str, words: dict[str, Any]) -> dict[str, Any]:
    """What the moves of a meeting need beside words: the item they speak of, everybody in the room."""
    if verb == "attend":
        return {"seats": {m.user_id: (m.party, Presence.PRESENT, "") for m in members.of(one)}}
    if verb in ("write", "correct", "carry", "prepare"):
        item = one.items[0]
        more = {"edition": item.edition} if verb == "write" else {}
        return {**words, "item": item.id, **more}
    return words


def stated(one: Any, words: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The charges that the statement was reckoned by, and the day of the move, where the story names no others."""
    usual = {"charges": one.charges, "applied_on": at.date()}
    return {name: usual.get(name) if value is None and name in usual else value for name, value in words.items()}


def scored(words: Mapping[str, Any], actor: Actor) -> dict[tuple[int, Party], int]:
    """The scores of one person, question by question: of the other side, and of the own."""
    sides = {"other": actor.party.other, "own": actor.party}
    return {(n, sides[of]): score for of, scores in words.items() for n, score in enumerate(scores)}


def on_a_weekday(words: dict[str, Any]) -> dict[str, Any]:
    """A series begins on Monday in place of a weekend, whenever the story is told."""
    later = {5: 2, 6: 1}.get(words["first"].weekday(), 0)
    return {**words, "first": words["first"] + timedelta(days=later)}


def dated(words: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The words with the dates that they name by days."""
    return {name: _date(value, at) for name, value in words.items()}


def _date(value: Any, at: datetime) -> Any:
    if isinstance(value, list):
        return [dated(one, at) if isinstance(one, Mapping) else one for one in value]
    return (at + timedelta(days=value.days)).date() if isinstance(value, In) else value
