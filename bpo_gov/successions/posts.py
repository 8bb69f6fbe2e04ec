"""The table of posts: who holds each now, since when, and the change that is coming."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.standing import Shown
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.parties import Actor, Role
from bpo_gov.kernel.words import Value, say
from bpo_gov.successions import pages, queries, terms
from bpo_gov.successions.models import State, Succession
from bpo_gov.successions.rules import Holder

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """One post."""

    service: str
    service_name: str
    position: str
    side: str
    holder: str
    since: date
    asked_for: str
    qualification: str
    empty_since: date | None
    label: str
    href: str
    state: Shown | None
    coming: Sequence[Value]
    act: str
    act_href: str


def rows(actor: Actor, agreed: Terms) -> list[Row]:
    """Every post of the framework in force, in its order; the same few queries for any number."""
    told = queries.told(actor)
    holders = {post.key: holder for post, holder in queries.holders(actor, told).items()}
    open_ = {one.post.key: one for one in told if one.ball}
    today = terms.today(agreed)
    return [
        _row(each, holders[each.post.key], open_.get(each.post.key), actor, agreed, today)
        for each in terms.named(agreed)
    ]


def _row(each: terms.Named, holder: Holder, one: Succession | None, actor: Actor, agreed: Terms, today: date) -> Row:
    post = each.post
    act, act_href = _act(each, one, actor) if agreed.key_people else ("", "")
    return Row(
        post.service, each.service, _position(each), post.side.value, holder.name, holder.since, each.asked_for, holder.qualification,
        empty_since(one, today), one.label if one else "", url_for("successions.show", number=one.number) if one else "",
        pages.state_of(one) if one else None, _coming(one, today) if one else (), act, act_href,
    )  # fmt: skip


def empty_since(one: Succession | None, today: date) -> date | None:
    """The day after the last one of who left, while nobody is in place."""
    if one is None or one.last_on is None or one.last_on >= today:
        return None
    return one.last_on + DAY


def _position(each: terms.Named) -> str:
    return each.post.position if each.post.place == 1 else f"{each.post.position} ({each.post.place})"


def _coming(one: Succession, today: date) -> list[Value]:
    found: list[Value] = []
    if one.last_on is not None and one.last_on >= today:
        found.append(say("leaves on %(day)s", day=one.last_on))
    if one.first_on is not None and one.state in (State.PROPOSED, State.CONSENTED):
        found.append(say("%(name)s from %(day)s", name=one.successor, day=one.first_on))
    if one.notice_late:
        found.append(say("announced %(days)s too late", days=clocks.period(one.notice_late, Unit.WORKING_DAY)))
    return found


def _act(each: terms.Named, one: Succession | None, actor: Actor) -> tuple[str, str]:
    """What the reader may begin for a post without an open change: to announce for the own side, to ask of the other."""
    if one is not None:
        return "", ""
    if each.post.side is actor.party:
        return ("announce", url_for("successions.new", post=each.post.key)) if actor.role >= Role.MEMBER else ("", "")
    return ("request", url_for("successions.ask", post=each.post.key)) if actor.role >= Role.MANAGER else ("", "")
