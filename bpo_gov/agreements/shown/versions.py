"""How far a version of the framework is: its state, the signatures under it, and its record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Framework, FrameworkState
from bpo_gov.agreements.workflow import FRAMEWORK
from bpo_gov.kernel import clock
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role, role_word
from bpo_gov.kernel.signatures import Signature
from bpo_gov.kernel.words import N_, Money, Say, Value, say
from bpo_gov.web.words import moment_long

S = FrameworkState
SIGNS = {
    S.PROPOSED: ("pen", "near"),
    S.ACTIVE: ("check2-all", "ok"),
    S.DECLINED: ("x-circle", "closed"),
    S.SUPERSEDED: ("clock-history", "closed"),
}
TURNS = {"client": N_("Client"), "vendor": N_("Vendor"), "both": N_("both sides")}


@dataclass(frozen=True)
class Shown:
    """A state as a chip."""

    label: Say
    icon: str
    tone: str


@dataclass(frozen=True)
class Ball:
    """Whose turn it is."""

    party: str
    words: Say
    yours: bool


@dataclass(frozen=True)
class Sign:
    """One of the two places under the text: who signed, or who may."""

    party: str
    name: str
    title: Value
    limit: Money | None
    clause: str | None
    at: datetime | None
    waiting: Say | None


@dataclass(frozen=True)
class Entry:
    """One line of the record of a version."""

    party: str
    who: str
    text: Say
    because: Value
    at: datetime
    zone_times: str
    seq: int
    hash: str
    prev: str
    note: None = None


@dataclass(frozen=True)
class Version:
    """One line of the list of versions."""

    number: int
    label: str
    state: Shown
    since: date


def state_of(version: Framework, zone: str, in_force: int | None = None) -> Shown:
    """The state; a version both signed for a later day is not in force yet, and one before `in_force` is no longer."""
    icon, tone = SIGNS[S(version.state)]
    if version.state == S.ACTIVE and in_force is not None and version.number < in_force:
        return Shown(FRAMEWORK.word(S.SUPERSEDED), *SIGNS[S.SUPERSEDED])  # the clock will say so in a moment
    if version.state == S.ACTIVE and version.effective_from > _today(zone):
        return Shown(say("Signed, in force from %(day)s", day=version.effective_from), "check2-all", "")
    return Shown(FRAMEWORK.word(version.state), icon, tone)


def ball_of(version: Framework, actor: Actor) -> Ball | None:
    """Whose signature is waited for, from where the actor sits."""
    if not version.ball:
        return None
    yours, side = version.ball in (actor.party.value, "both"), Say(TURNS[version.ball])
    words = say("Your turn: %(side)s", side=side) if yours else say("Waiting for: %(side)s", side=side)
    return Ball(version.ball, words, yours)


def signs(version: Framework, given: Mapping[Party, Signature], ground: Terms) -> list[Sign]:
    """The two places under the text; `ground` are the terms whose authority list counts for it."""
    return [_signed(given[side], ground) if side in given else _waiting(version, side, ground) for side in SIDES]


def versions(found: Sequence[Framework], zone: str, in_force: int | None = None) -> list[Version]:
    """The list of versions, as it is handed over."""
    return [Version(one.number, one.label, state_of(one, zone, in_force), one.effective_from) for one in found]


def timeline(events: Sequence[tuple[Event, EventContent]], people: Mapping[int, tuple[str, str]]) -> list[Entry]:
    """The record of a version, oldest first; `people` are name and title by user id."""
    past = {f"{FRAMEWORK.name}.{move.event}": move.past for move in FRAMEWORK.table.values()}
    return [
        Entry(
            event.party.value, _who(people.get(event.actor_id or 0)), Say(past[event.name]),
            _because(content.particulars), event.at, moment_long(event.at), event.seq, event.hash[:16], event.prev[:16],
        )
        for event, content in events
    ]  # fmt: skip


def _who(person: tuple[str, str] | None) -> str:
    return ", ".join(filter(None, person)) if person else ""


def _because(told: Mapping[str, object]) -> Value:
    if told.get("reason"):
        return str(told["reason"])
    if told.get("clause"):
        return say("By the authority of clause %(clause)s.", clause=str(told["clause"]))
    if not told.get("person"):
        return None
    person, title = str(told["person"]), str(told.get("title", ""))
    if told.get("role"):
        role = role_word(Role[str(told["role"]).upper()])
        return say("%(person)s, %(title)s: now %(role)s.", person=person, title=title, role=role)
    return say("%(person)s, %(title)s.", person=person, title=title)


def _signed(signature: Signature, terms: Terms) -> Sign:
    lines = [one for one in terms.authorities(signature.party) if one.clause == signature.clause]
    limit = Money(lines[0].up_to, terms.header.currency) if lines else None
    return Sign(signature.party.value, signature.name, signature.title, limit, signature.clause, signature.at, None)


def _waiting(version: Framework, side: Party, terms: Terms) -> Sign:
    people = [terms.person(line.person) for line in terms.authorities(side)]
    able = [f"{person.name} ({person.title})" for person in people if person]
    waiting = say("not yet signed") if version.state == S.PROPOSED else say("was not signed")
    return Sign(side.value, "", say("May sign: %(people)s", people=able), None, None, None, waiting)


def _today(zone: str) -> date:
    return clock.now().astimezone(ZoneInfo(zone)).date()
