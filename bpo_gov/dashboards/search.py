"""Search over everything a person may see: matters by number and title, decisions by their words, clauses and services of what is in force."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, false, or_, select

from bpo_gov.dashboards.queries import Place, may_see_any
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter

MOST = 50
LONGEST = 200
UNREADABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")
NUMBERED = re.compile(r"([a-z]{1,8})?[\s#-]*([0-9]{1,9})", re.ASCII | re.IGNORECASE)


class Kind(StrEnum):
    AGREEMENT = "agreement"
    MATTER = "matter"
    CLAUSE = "clause"
    SERVICE = "service"


@dataclass(frozen=True)
class Found:
    """One thing that was found, in one agreement. `matter` only where it is one."""

    kind: Kind
    place: Place
    number: str
    title: str
    matter: Matter | None = None


@dataclass(frozen=True)
class Results:
    """What was asked, what was found, and whether there is more than is shown."""

    asked: str
    found: Sequence[Found]
    more: bool

    def of(self, kind: Kind) -> list[Found]:
        """What was found of one kind."""
        return [one for one in self.found if one.kind is kind]


def cleaned(text: str) -> str:
    """What a person typed, on one line, without signs that no title has."""
    return " ".join(UNREADABLE.sub(" ", text).split())[:LONGEST].strip()


def search(places: Sequence[Place], text: str) -> Results:
    """What the person of these places may see and what was typed names; one query, at most 50 results."""
    asked = cleaned(text)
    if not asked or not places:
        return Results(asked, (), more=False)
    words = asked.casefold().split()
    by_id = {place.agreement.id: place for place in places}
    named = [place for place in places if _holds(place.agreement.title, words)]
    found = [Found(Kind.AGREEMENT, place, "", place.agreement.title) for place in named]
    for one in _matters(places, asked, words):
        found.append(Found(Kind.MATTER, by_id[one.agreement_id], one.label, one.title, one))
    found += [one for place in places for one in _terms(place, words)]
    return Results(asked, found[:MOST], more=len(found) > MOST)


def _matters(places: Sequence[Place], asked: str, words: Sequence[str]) -> Iterable[Matter]:
    numbered = _numbered(asked)
    said = Decision.__table__  # beside the title, a decision is found by its words
    named = and_(
        *(or_(*(text.icontains(word, autoescape=True) for text in (Matter.title, said.c.text))) for word in words)
    )
    query = select(Matter).outerjoin(said, said.c.id == Matter.id).where(may_see_any(places), or_(numbered, named))
    order = (case((numbered, 0), else_=1), Matter.moved_at.desc(), Matter.id.desc())
    return db.session.scalars(query.order_by(*order).limit(MOST + 1))


def _numbered(asked: str) -> ColumnElement[bool]:
    """CR-12, cr 12 and 12 name a number; letters that no kind of matter has name nothing."""
    match = NUMBERED.fullmatch(asked)
    if match is None:
        return false()
    letters, number = (match[1] or "").upper(), int(match[2])
    if not letters:
        return Matter.number == number
    mappers = Matter.__mapper__.polymorphic_map.items()
    return and_(Matter.number == number, Matter.kind.in_([kind for kind, m in mappers if letters == m.class_.PREFIX]))


def _terms(place: Place, words: Sequence[str]) -> Iterable[Found]:
    if place.in_force is None:
        return
    terms = place.in_force.terms
    for clause in terms.clauses:
        if _holds(f"{clause.number} {clause.heading}", words):
            yield Found(Kind.CLAUSE, place, clause.number, clause.heading)
    for service in terms.services:
        if _holds(f"{service.code} {service.name}", words):
            yield Found(Kind.SERVICE, place, service.code, service.name)


def _holds(text: str, words: Sequence[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)
