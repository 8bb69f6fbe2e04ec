"""How a step of the demo becomes a real move: who makes it, on which matter, with which words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bpo_gov.accounts.models import User
from bpo_gov.action_items import actions as items
from bpo_gov.agreements.models import Agreement, Membership
from bpo_gov.change_requests import actions
from bpo_gov.credits import actions as credits
from bpo_gov.decisions import actions as decisions
from bpo_gov.decisions import queries as decided
from bpo_gov.demo import reporting, scoring, succeeding, wording
from bpo_gov.demo.curing import Of
from bpo_gov.demo.measuring import After
from bpo_gov.demo.steps import Step
from bpo_gov.disputes import actions as disputes
from bpo_gov.escalations import actions as escalations
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.kpis import actions as figures
from bpo_gov.kpis.rules.periods import Length
from bpo_gov.meetings import actions as meetings
from bpo_gov.notifications import relay, sweep
from bpo_gov.pulses import actions as pulses
from bpo_gov.rectifications import actions as plans
from bpo_gov.reliefs import actions as reliefs
from bpo_gov.reports import rounds
from bpo_gov.successions import actions as successions

_numbers: dict[str, int] = {}
CURES = ("relief", "rectification")
_ends: list[datetime] = []  # when the story ends
OPENERS: Mapping[tuple[str, str], Callable[..., Matter]] = {
    ("decision", "propose"): decisions.propose, ("escalation", "raise"): escalations.raise_, ("dispute", "notify"): disputes.notify,
    ("succession", "announce"): successions.announce, ("relief", "notify"): reliefs.notify, ("rectification", "notify"): plans.notify,
}  # fmt: skip

BY_MONTH: Mapping[tuple[str, str], Callable[..., Matter]] = {
    ("figure", "submit"): figures.submit, ("credit_statement", "draw_up"): credits.draw_up,
}  # fmt: skip


def until(end: datetime) -> None:
    """Say when the story ends: months are counted back from there."""
    _ends[:] = [end]


def play(at: datetime, key: str, step: Step) -> None:
    with clock.at(at):
        if step.verb == "round":
            rounds.open_all()
            return
        with unit_of_work():
            actor, name = actor_of(key, step.who), f"{key}/{step.matter}"
            if step.verb == "open":
                _numbers[name] = _begun(key, actor, step, at).number
            elif (step.kind, step.verb) in OPENERS:
                words = _opened(key, actor, step, at)
                _numbers[name] = OPENERS[step.kind, step.verb](actor, **words).number
            elif step.verb == "call":
                _numbers[name] = meetings.call(actor, **wording.planned(step.words, at, actor)).number
            elif (step.kind, step.verb) in BY_MONTH:
                _numbers[name] = BY_MONTH[step.kind, step.verb](actor, **_of_month(step)).number
            elif step.verb == "plan":
                _numbers[name] = meetings.plan(actor, **wording.on_a_weekday(wording.dated(step.words, at))).number
            elif step.verb == "add":
                _numbers[name] = items.add(actor, **_owed(key, actor, wording.dated(step.words, at))).number
            else:
                _move(key, name, actor, step, at)
        relay.tell()


def _opened(key: str, actor: Actor, step: Step, at: datetime) -> dict[str, Any]:
    """What a matter is opened with: what it is about, the decision it supersedes, the figures it names."""
    words = wording.dated(step.words, at)
    if step.kind in CURES:
        return _cured(key, actor, words)
    if step.kind == "succession":
        return succeeding.worded(actor, words)
    if "supersedes" in words:
        words["supersedes"] = decided.load(_numbers[f"{key}/{words['supersedes']}"], actor)
    return words | {"about": _about(key, step.words, actor)}


def _cured(key: str, actor: Actor, words: dict[str, Any], matter: Any = None) -> dict[str, Any]:
    """The words of a claim or a plan, with the figures, the action, the people and the step that they name."""
    end = _ends[0].date()
    found: dict[str, Any] = {name: value.slot(end) if isinstance(value, Of) else value for name, value in words.items()}
    if "figures" in found:
        found["figures"] = tuple(one.slot(end) for one in found["figures"])
    if found.get("item"):
        found["item"] = sweep.LOADERS["action_item"](_numbers[f"{key}/{found['item']}"], actor, lock=False)
    if "steps" in found:
        people = [actor_of(key, step["owner"]) for step in found["steps"]]
        found["steps"] = tuple(
            {**step, "owner": who.name, "owner_id": who.user_id}
            for step, who in zip(found["steps"], people, strict=True)
        )
    if "step" in found:
        found["step"] = matter.steps[found["step"]].id
    return found


def _begun(key: str, actor: Actor, step: Step, at: datetime) -> Matter:
    """A round of the pulse, else a change."""
    if step.kind == "pulse":
        return pulses.open_(actor, quarter=scoring.of(step.words["back"], _ends[0].date()).label)
    return actions.open_(actor, **_request(key, wording.dated(step.words, at)))


def _about(key: str, words: Mapping[str, Any], actor: Actor) -> Matter | None:
    """What a step says that its matter is about: a change of the story, or another kind as kind/name."""
    kind, _slash, told = str(words.get("about") or "").rpartition("/")
    found = _numbers.get(f"{key}/{told}")
    return sweep.LOADERS[kind or "change_request"](found, actor, lock=False) if found else None


def _move(key: str, name: str, actor: Actor, step: Step, at: datetime) -> None:
    """A verb with an exclamation mark is tried and refused: nothing comes of it, as in life."""
    verb, words = step.verb.rstrip("!"), wording.dated(step.words, at)
    if step.kind == reporting.KIND:
        _numbers[name], words = reporting.told(actor, words, _ends[0].date())
    matter, flow = sweep.LOADERS[step.kind](_numbers[name], actor, lock=True), WORKFLOWS[step.kind]
    if verb != step.verb:
        if flow.refusal(verb, matter, actor) is None:
            raise AssertionError(f"{name}: {verb} was to be refused")
        return
    if step.kind == "dispute" and "promise" in words:
        promises: Any = matter
        words["promise"] = promises.remedies[words["promise"]].id
    if verb == "hand_over":
        words["owner_id"] = actor_of(key, words["owner_id"]).user_id
    words = _worded(key, actor, step.kind, verb, matter, words, at)
    flow.effects[verb](matter, actor, **(_request(key, words) if verb == "rescope" else words))


def _worded(
    key: str, actor: Actor, kind: str, verb: str, matter: Any, words: dict[str, Any], at: datetime
) -> dict[str, Any]:
    """What the moves of some kinds need beside the words of the story."""
    if kind in CURES:
        return _cured(key, actor, words, matter)
    if kind == "pulse" and verb == "answer":
        return {"scores": wording.scored(words, actor)}
    if kind == "succession":
        return succeeding.worded(actor, words)
    if kind == "meeting":
        return wording.minuted(matter, verb, words)
    return wording.stated(matter, words, at) if kind == "credit_statement" else words


def _owed(key: str, actor: Actor, words: dict[str, Any]) -> dict[str, Any]:
    """An action with its owner, a person or a side, and the matter of the story that it is about."""
    owner = words.pop("owner")
    person = None if owner in SIDES else actor_of(key, owner)
    side = person.party if person else Party(owner)
    return {
        **words,
        "owner_side": side,
        "owner_id": person.user_id if person else None,
        "about": _about(key, words, actor),
    }


def _of_month(step: Step) -> dict[str, Any]:
    """A figure or a statement with its period, as its week, month or quarter is over when it is submitted."""
    words = {**step.words}
    length = next(one for one in Length if one.value in words)
    after = After(words.pop(length.value), 0, length)
    return {**words, "period": after.span(_ends[0].date()).label}


def _request(key: str, words: Mapping[str, Any]) -> dict[str, Any]:
    blank = dict.fromkeys(("alternatives", "benefits", "disadvantages", "data_location", "urgency"), "")
    figures: dict[str, Any] = dict.fromkeys(
        ("required_by", "one_off_cost", "monthly_cost", "months", "effort_days", "term_days", "volume")
    )
    related = tuple(_numbers[f"{key}/{other}"] for other in words.get("related", ()))
    return {**blank, **figures, **words, "related": related}


def actor_of(key: str, email: str) -> Actor:
    query = (
        select(Membership, User)
        .join(User, Membership.user_id == User.id)
        .join(Agreement, Membership.agreement_id == Agreement.id)
        .where(Agreement.key == key, User.email == email)
    )
    member, user = db.session.execute(query).one()
    return Actor(
        user.id,
        member.agreement_id,
        Party(member.party),
        Role(member.role),
        name=user.name,
        title=member.title,
        email=user.email,
    )
