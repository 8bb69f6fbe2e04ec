"""The months of an agreement in money: what each was reckoned from, read once, and the reckoning of one of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from bpo_gov.agreements.framework import Kpi
from bpo_gov.agreements.models import Framework
from bpo_gov.credits import kept, queries
from bpo_gov.credits.models import Statement
from bpo_gov.credits.rules.lines import Entry, Standing
from bpo_gov.credits.rules.reckoning import Earlier, Given, Money, Reckoned, contract_year, reckon
from bpo_gov.kernel.parties import SIDES, Party
from bpo_gov.kpis.models import COUNTS, Figure, State
from bpo_gov.kpis.rules.periods import Length, Period, between, parse, period_of
from bpo_gov.reliefs import queries as reliefs

SHOWN: Final = 12
MONTHS_OF_A_QUARTER: Final = 3


@dataclass(frozen=True)
class Ground:
    """What months are reckoned from: figures, statements, the versions of the framework, what is excused by relief."""

    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    versions: tuple[Framework, ...]
    excused: frozenset[tuple[str, str]] = frozenset()
    cards: dict[tuple[int, str], Kpi] = field(default_factory=dict)
    made: dict[Party, list[Entry]] = field(default_factory=dict)
    ended: dict[Party, dict[tuple[int, int], list[Entry]]] = field(default_factory=dict)

    def version_on(self, day: date) -> Framework | None:
        """The version in force on a day; the first one before that."""
        return next(
            (one for one in self.versions if one.effective_from <= day), self.versions[-1] if self.versions else None
        )

    def entries(self, party: Party) -> list[Entry]:
        """The figures of a side's performance, each by the card it was submitted under; made once for all months."""
        if party not in self.made:
            self.made[party] = list(self._entries(party))
        return self.made[party]

    def near(self, party: Party, month: Period) -> list[Entry]:
        """The figures whose periods end in a month, and those right before them, which end at most a quarter earlier."""
        if party not in self.ended:
            self.ended[party] = found = defaultdict[tuple[int, int], list[Entry]](list)
            for entry in self.entries(party):
                last = entry.period.last
                found[last.year, last.month].append(entry)
        spans = [month]
        while len(spans) <= MONTHS_OF_A_QUARTER:
            spans.append(spans[-1].previous)
        places = ((span.start.year, span.start.month) for span in spans)
        return [entry for place in places for entry in self.ended[party].get(place, ())]

    def _entries(self, party: Party) -> Iterable[Entry]:
        for one in self.figures:
            card = self._card(one)
            if card is not None and card.measures == party:
                is_excused = (one.code, one.period) in self.excused
                yield Entry(card, parse(one.period), one.counted, standing_of(one), one.label, is_excused)

    def _card(self, one: Figure) -> Kpi | None:
        place = (one.framework_id, one.code)
        if place not in self.cards:
            self.cards[place] = one.kpi
        return self.cards[place]


def standing_of(one: Figure) -> Standing:
    """Settled, contested, or pending while it is provisional."""
    if one.state in COUNTS:
        return Standing.SETTLED
    return Standing.CONTESTED if one.state == State.CONTESTED else Standing.PENDING


def ground(agreement_id: int, since: date, code: str = "") -> Ground:
    """What the months from that day on are reckoned from, and what of before still matters to them; of one KPI, its figures alone."""
    versions = tuple(queries.in_force(agreement_id))  # read first: figures find theirs among them
    return Ground(
        tuple(queries.figures(agreement_id, since - queries.FAR_BACK, code)), tuple(queries.statements(agreement_id)),
        versions, frozenset(reliefs.excused(agreement_id)),
    )  # fmt: skip


def reckoned(
    known: Ground, month: Period, party: Party, invoice: Decimal | None = None, without: Statement | None = None
) -> Reckoned | None:
    """What a side owes for a month as the figures stand now, less what was stated; None before there is a framework.

    `without` leaves one statement out of what was stated: the one that is reckoned anew.
    """
    version = known.version_on(month.last)
    if version is None:
        return None
    terms = version.terms
    if invoice is None:
        invoice = _invoice(known, month, party)
    stated = [one for one in known.statements if one.owed_by == party and one is not without]
    first = contract_year(terms.header.start, month.start)
    this = [one for one in stated if one.period == month.label]
    year = [one for one in stated if first <= one.begins < month.start]
    before = [one for one in stated if one.begins < month.start]
    earlier = Earlier(
        _sum(one.due for one in this), _sum(one.amount for one in year), tuple(_given(before, stated, month))
    )
    return reckon(
        month,
        known.near(party, month),
        terms.credits,
        Money(terms.header.annual_charges, terms.header.currency, invoice),
        earlier,
    )


def months(first: date, last: date) -> list[Period]:
    """The months from that of one day to that of another."""
    return list(between(Length.MONTH, first, last))


def last_over(today: date) -> Period:
    """The last month that is over."""
    return period_of(Length.MONTH, today).previous


def lately(known: Ground, today: date) -> Iterator[tuple[Period, Party, Reckoned]]:
    """The last twelve months that are over, newest first, of each side on which credits hang, as the figures stand now."""
    month = last_over(today)
    for _back in range(SHOWN):
        for party in sides(known, today):
            if (found := reckoned(known, month, party)) is not None:
                yield month, party, found
        month = month.previous


def sides(known: Ground, day: date) -> list[Party]:
    """The sides on whose performance credits hang."""
    version = known.version_on(day)
    kpis = version.terms.kpis if version else []
    return [party for party in SIDES if any(kpi.measures == party and kpi.credit_share for kpi in kpis)]


def _given(before: list[Statement], stated: list[Statement], month: Period) -> Iterable[Given]:
    """What earlier months gave and no other month than this has earned back."""
    others = [one for one in stated if one.period != month.label]
    came = {(one.code, one.period): one.came_back for one in kept.given(others)}
    for one in kept.given(before):
        yield Given(one.code, one.period, one.allowed, came.get((one.code, one.period), one.came_back))


def _invoice(known: Ground, month: Period, party: Party) -> Decimal | None:
    """The charges that a claim of that month has named, if one has."""
    named = [
        one.invoice
        for one in known.statements
        if one.period == month.label and one.owed_by == party and one.invoice is not None
    ]
    return named[-1] if named else None


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
