"""Tells the demo into an empty database: every fact by a real move, at its time, with the clock firing in between."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts.models import User
from bpo_gov.action_items import actions as items
from bpo_gov.agreements import actions as agreements
from bpo_gov.agreements import queries as agreement_queries
from bpo_gov.agreements.models import Agreement, Membership
from bpo_gov.change_requests import actions
from bpo_gov.decisions import actions as decisions
from bpo_gov.decisions import queries as decided
from bpo_gov.demo import (
    convening,
    deciding,
    disputing,
    english,
    english_early,
    escalating,
    frameworks,
    indonesian,
    indonesian_early,
    owing,
    people,
)
from bpo_gov.demo.steps import In, Step
from bpo_gov.disputes import actions as disputes
from bpo_gov.escalations import actions as escalations
from bpo_gov.kernel import clock, queue, timers
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.meetings import actions as meetings
from bpo_gov.meetings import members
from bpo_gov.meetings.rules.quorum import Presence
from bpo_gov.notifications import relay, sweep

BEGIN = 276  # days before the end: the frameworks are imported and signed
SIGNERS = {
    people.UK: ("amelia@acme.example", "tom@northgate.example"),
    people.ID: ("bambang@samudra.example", "agus@prima.example"),
}


def tell_if_empty(until: date | None = None) -> bool:
    """Tell the story up to the end of a day (today) into a database that has no agreement; whether it was told."""
    if db.session.execute(select(func.count()).select_from(Agreement)).scalar_one():
        return False
    db.session.rollback()
    tell(until)
    return True


def tell(until: date | None = None) -> None:
    """Tell the story; deterministic for a given last day."""
    end = clock.now() if until is None else datetime.combine(until, time(15), UTC)
    with queue.silence():  # the story does the relay's work itself
        _found(end)
        for step in sorted(_steps(end), key=lambda pair: pair[0]):
            _play(*step)
        _let_pass(end)
        with clock.at(end):
            relay.tell()
        with unit_of_work():  # who was invited on the way
            for user in db.session.execute(select(User).where(User.password_hash.is_(None))).scalars():
                accounts.set_password(user, people.PASSWORD)


def _found(end: datetime) -> None:
    start = _moment(end, BEGIN, 9, "Europe/London")
    with clock.at(start), unit_of_work():
        for key in SIGNERS:
            agreements.import_agreement(frameworks.source(key, start.date().replace(day=1)))
        for user in db.session.execute(select(User)).scalars():
            accounts.set_password(user, people.PASSWORD)
    for key, signers in SIGNERS.items():
        for hours, email in enumerate(signers, 2):
            with clock.at(start + timedelta(hours=hours)), unit_of_work():
                actor = _actor(key, email)
                agreements.sign(agreement_queries.load(1, actor, lock=True), actor)
    with clock.at(start + timedelta(hours=6)):
        relay.tell()


def _steps(end: datetime) -> Iterator[tuple[datetime, str, Step]]:
    for key, zone, story in (
        (
            people.UK,
            "Europe/London",
            [
                *english_early.STORY,
                *english.STORY,
                *escalating.ENGLISH,
                *disputing.ENGLISH,
                *deciding.ENGLISH,
                *owing.ENGLISH,
                *convening.ENGLISH,
            ],
        ),
        (
            people.ID,
            "Asia/Jakarta",
            [
                *indonesian_early.STORY,
                *indonesian.STORY,
                *escalating.INDONESIAN,
                *disputing.INDONESIAN,
                *deciding.INDONESIAN,
                *owing.INDONESIAN,
                *convening.INDONESIAN,
            ],
        ),
    ):
        last: dict[str, datetime] = {}
        for order, step in enumerate(story):
            at = _moment(end, step.day, step.hour, zone) + timedelta(minutes=7 * (order % 8))
            at = max(at, last.get(step.matter, at) + timedelta(minutes=11))
            last[step.matter] = at
            if at < end:
                yield at, key, step


def _moment(end: datetime, days: int, hour: int, zone: str) -> datetime:
    """That many days before the end, moved on to Monday from a weekend."""
    local = (end - timedelta(days=days)).astimezone(ZoneInfo(zone)).date()
    local += timedelta(days={5: 2, 6: 1}.get(local.weekday(), 0))
    return datetime.combine(local, time(hour), ZoneInfo(zone)).astimezone(UTC)


_numbers: dict[str, int] = {}
OPENERS: Mapping[tuple[str, str], Callable[..., Matter]] = {
    ("decision", "propose"): decisions.propose, ("escalation", "raise"): escalations.raise_, ("dispute", "notify"): disputes.notify,
}  # fmt: skip


def _play(at: datetime, key: str, step: Step) -> None:
    _let_pass(at)
    with clock.at(at):
        with unit_of_work():
            actor, name = _actor(key, step.who), f"{key}/{step.matter}"
            if step.verb == "open":
                _numbers[name] = actions.open_(actor, **_request(key, _dated(step.words, at))).number
            elif (step.kind, step.verb) in OPENERS:
                words = _dated(step.words, at) | {"about": _about(key, step.words, actor)}
                if "supersedes" in words:
                    words["supersedes"] = decided.load(_numbers[f"{key}/{words['supersedes']}"], actor)
                _numbers[name] = OPENERS[step.kind, step.verb](actor, **words).number
            elif step.verb == "call":
                _numbers[name] = meetings.call(actor, **_planned(step.words, at, actor)).number
            elif step.verb == "add":
                _numbers[name] = items.add(actor, **_owed(key, actor, _dated(step.words, at))).number
            else:
                _move(key, name, actor, step, at)
        relay.tell()


def _about(key: str, words: Mapping[str, Any], actor: Actor) -> Matter | None:
    """What a step says that its matter is about: a change of the story, or another kind as kind/name."""
    kind, _slash, told = str(words.get("about") or "").rpartition("/")
    found = _numbers.get(f"{key}/{told}")
    return sweep.LOADERS[kind or "change_request"](found, actor, lock=False) if found else None


def _move(key: str, name: str, actor: Actor, step: Step, at: datetime) -> None:
    """A verb with an exclamation mark is tried and refused: nothing comes of it, as in life."""
    verb, words = step.verb.rstrip("!"), _dated(step.words, at)
    matter, flow = sweep.LOADERS[step.kind](_numbers[name], actor, lock=True), WORKFLOWS[step.kind]
    if verb != step.verb:
        if flow.refusal(verb, matter, actor) is None:
            raise AssertionError(f"{name}: {verb} was to be refused")
        return
    if step.kind == "dispute" and "promise" in words:
        promises: Any = matter
        words["promise"] = promises.remedies[words["promise"]].id
    if verb == "hand_over":
        words["owner_id"] = _actor(key, words["owner_id"]).user_id
    if step.kind == "meeting":
        words = _minuted(matter, verb, words)
    flow.effects[verb](matter, actor, **(_request(key, words) if verb == "rescope" else words))


def _planned(words: Mapping[str, Any], at: datetime, actor: Actor) -> dict[str, Any]:
    """A meeting so many days ahead, at an hour of the agreement; on a weekend it is on Monday."""
    terms = agreement_queries.active_framework(actor.agreement_id)
    zone = terms.terms.header.time_zone if terms else "UTC"
    begins = _moment(at, -words["starts_in"], words["at"], zone)
    return {**{key: value for key, value in words.items() if key not in ("starts_in", "at")}, "starts_at": begins}


def _minuted(one: Any, verb: str, words: dict[str, Any]) -> dict[str, Any]:
    """What the moves of a meeting need beside words: the item they speak of, everybody in the room."""
    if verb == "attend":
        return {"seats": {m.user_id: (m.party, Presence.PRESENT, "") for m in members.of(one)}}
    if verb in ("write", "correct", "carry"):
        item = one.items[0]
        more = {"edition": item.edition} if verb == "write" else {}
        return {**words, "item": item.id, **more}
    return words


def _owed(key: str, actor: Actor, words: dict[str, Any]) -> dict[str, Any]:
    """An action with its owner, a person or a side, and the matter of the story that it is about."""
    owner = words.pop("owner")
    person = None if owner in SIDES else _actor(key, owner)
    side = person.party if person else Party(owner)
    return {
        **words,
        "owner_side": side,
        "owner_id": person.user_id if person else None,
        "about": _about(key, words, actor),
    }


def _dated(words: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The words with the dates that they name by days."""
    return {name: _date(value, at) for name, value in words.items()}


def _date(value: Any, at: datetime) -> Any:
    if isinstance(value, list):
        return [_dated(one, at) if isinstance(one, Mapping) else one for one in value]
    return (at + timedelta(days=value.days)).date() if isinstance(value, In) else value


def _request(key: str, words: Mapping[str, Any]) -> dict[str, Any]:
    blank = dict.fromkeys(("alternatives", "benefits", "disadvantages", "data_location", "urgency"), "")
    figures: dict[str, Any] = dict.fromkeys(
        ("required_by", "one_off_cost", "monthly_cost", "months", "effort_days", "term_days", "volume")
    )
    related = tuple(_numbers[f"{key}/{other}"] for other in words.get("related", ()))
    return {**blank, **figures, **words, "related": related}


def _let_pass(until: datetime) -> None:
    """Let the clock fire what falls due before a moment, each at its own time."""
    while True:
        query = select(func.min(timers.Timer.due_at)).where(
            timers.Timer.phase == timers.Phase.PENDING, timers.Timer.due_at < until
        )
        due: datetime | None = db.session.execute(query).scalar()
        db.session.rollback()
        if due is None:
            return
        with clock.at(due):
            sweep.fire_due()
            relay.tell()


def _actor(key: str, email: str) -> Actor:
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
