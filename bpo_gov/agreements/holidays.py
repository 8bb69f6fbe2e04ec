"""The holidays of the agreements on this host: which places and years the table must know."""

from collections.abc import Iterable

from sqlalchemy import select

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Framework, FrameworkState
from bpo_gov.kernel import holiday_table
from bpo_gov.kernel.db import db
from bpo_gov.kernel.holidays import Place

LIVING = (FrameworkState.PROPOSED, FrameworkState.ACTIVE)


def fill_for(terms: Terms) -> None:
    """Fill in the years of an agreement that the table does not know yet."""
    for place in terms.places:
        holiday_table.fill(place, terms.years)


def fill_for_all() -> int:
    """The same for every agreement on this host; how many dates are new."""
    return sum(holiday_table.fill(place, terms.years) for terms in _all_terms() for place in terms.places)


def fill_years(years: Iterable[int], country: str | None) -> dict[Place, int]:
    """Compare years with what the library publishes now: how many dates changed, by place.

    The places are those of the table and of the agreements, or those in one country; a country that nobody has named
    yet is filled in as a whole.
    """
    span = tuple(years)
    named = {place for terms in _all_terms() for place in terms.places} | set(holiday_table.places())
    wanted = sorted(place for place in named if country in (None, place[0]))
    if country and not wanted:
        wanted = [(country, "")]
    return {place: holiday_table.fill(place, span, anew=True) for place in wanted}


def _all_terms() -> list[Terms]:
    query = select(Framework).where(Framework.state.in_(LIVING)).order_by(Framework.id)
    return [framework.terms for framework in db.session.scalars(query)]
