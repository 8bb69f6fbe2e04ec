"""What one side owes for one month: its lines under the caps, less what was earned back, less what earlier statements said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bpo_gov.agreements.framework import CreditModel, Credits
from bpo_gov.credits.rules.lines import Credit, Entry, Standing, allowed, charges_of, credit, ends_in
from bpo_gov.kpis.rules import credits, statement
from bpo_gov.kpis.rules.earnings import EarnBack, earned_back
from bpo_gov.kpis.rules.exact import ZERO, less, total
from bpo_gov.kpis.rules.how import How
from bpo_gov.kpis.rules.periods import Length, Period, distance, parse
from bpo_gov.kpis.rules.scores import Direction


@dataclass(frozen=True)
class Given:
    """A credit that an earlier statement gave, as it stands there, and whether it came back since by another month."""

    code: str
    period: str
    allowed: Decimal
    came_back: bool = False


@dataclass(frozen=True)
class Back:
    """A credit that comes back: of which KPI and period, how much, by the figure of which period."""

    code: str
    period: str
    by: str
    amount: Decimal
    how: How


@dataclass(frozen=True)
class Money:
    """The charges that a month is reckoned by: those of a year, of the month when its invoice is known, and the currency."""

    annual: Decimal
    currency: str
    invoice: Decimal | None = None


@dataclass(frozen=True)
class Earlier:
    """What earlier statements said: of the same month, and of the contract year without it; `given` of all months before."""

    month: Decimal = ZERO
    year: Decimal = ZERO
    given: tuple[Given, ...] = ()


@dataclass(frozen=True)
class Reckoned:
    """A month in money. `due` may be below zero: then it goes back to the side that owed before.

    `gross` is the sum of the settled lines, less what each cap cuts is `net`; less `earned`, less `before` is `due`.
    `pending` are figures that nobody has accepted yet, by their numbers; they are in no sum, as contested lines are not.
    """

    month: Period
    charges: Decimal
    lines: tuple[Credit, ...]
    back: tuple[Back, ...]
    pending: tuple[str, ...]
    cap_of_period: Decimal
    cap_of_year: Decimal | None
    gross: Decimal
    cut_by_period: Decimal
    cut_by_year: Decimal
    net: Decimal
    earned: Decimal
    before: Decimal
    due: Decimal
    ring_fenced: Decimal
    is_at_cap: bool

    @property
    def is_settled(self) -> bool:
        """Whether nothing of the month is open any more."""
        return not self.pending and all(line.standing is Standing.SETTLED for line in self.lines)


def reckon(month: Period, entries: Iterable[Entry], terms: Credits, paid: Money, earlier: Earlier) -> Reckoned:
    """The month of one side from the figures of its KPIs, in any order, those of the months before included.

    A figure counts in the month in which its period ends. The same figures and the same earlier statements give the
    same answer, whatever order they come in.
    """
    chain = {(entry.kpi.code, entry.period): entry for entry in entries}
    mine = sorted(
        (entry for entry in chain.values() if ends_in(entry.period, month.start, month.end)),
        key=lambda entry: (entry.kpi.code, entry.period.start),
    )
    currency, charges = paid.currency, charges_of(Length.MONTH, paid.annual, paid.invoice, paid.currency)
    found = [
        line
        for entry in mine
        if entry.standing is not Standing.PENDING
        and (line := credit(
            entry, chain.get((entry.kpi.code, entry.period.previous)), terms,
            charges_of(entry.period.length, paid.annual, paid.invoice, currency), currency,
        ))
    ]  # fmt: skip
    caps = _caps(terms, charges, paid)
    sums = statement.statement(
        [credits.Line(f"{line.code} {line.period}", line.amount, line.how, line.standing is Standing.CONTESTED) for line in found],
        caps, statement.Used(ZERO, max(ZERO, earlier.year)),
    )  # fmt: skip
    back = tuple(_back(mine, earlier.given, terms, currency))
    earned = total(one.amount for one in back)
    return Reckoned(
        month, charges, tuple(allowed(found, sums.due, currency)), back,
        tuple(entry.label for entry in mine if entry.standing is Standing.PENDING and entry.kpi.credit_share),
        caps.period or ZERO, caps.year, sums.gross, sums.cut_by_period, sums.cut_by_year, sums.due, earned, earlier.month,
        less(less(sums.due, earned), earlier.month), sums.contested_at_most, sums.is_at_cap,
    )  # fmt: skip


def _caps(terms: Credits, charges: Decimal, paid: Money) -> statement.Caps:
    period = statement.cap(charges, terms.cap_percent, paid.currency)
    if terms.model is CreditModel.AT_RISK and terms.at_risk_percent is not None:
        period = min(period, statement.cap(charges, terms.at_risk_percent, paid.currency))
    year = terms.year_cap_percent
    return statement.Caps(period, None if year is None else statement.cap(paid.annual, year, paid.currency))


def _back(mine: Sequence[Entry], given: Sequence[Given], terms: Credits, currency: str) -> Iterable[Back]:
    """The credits of earlier periods that the settled figures of this month earn back."""
    rule = terms.earn_back
    if rule is None:
        return
    taken: set[tuple[str, str]] = set()
    for entry in mine:
        level = entry.kpi.earn_back_level
        if level is None or entry.value is None or entry.standing is not Standing.SETTLED:
            continue
        back = EarnBack(level, Direction(entry.kpi.direction.value), rule.within, rule.percent)
        for old in given:
            apart = _apart(old, entry)
            if old.came_back or not old.allowed or not 1 <= apart <= rule.within or (old.code, old.period) in taken:
                continue
            between: list[Decimal | None] = [None] * (apart - 1)
            for earned in earned_back([old.allowed, *([ZERO] * apart)], [None, *between, entry.value], back, currency):
                taken.add((old.code, old.period))
                yield Back(old.code, old.period, entry.period.label, earned.amount, earned.how)


def _apart(old: Given, entry: Entry) -> int:
    if old.code != entry.kpi.code:
        return 0
    span = parse(old.period)
    return distance(span, entry.period) if span.length is entry.period.length else 0


def contract_year(start: date, day: date) -> date:
    """The first day of the contract year that a day lies in, counted from the start of the agreement (29 February: on the 28th)."""
    year = day.year if (day.month, day.day) >= (start.month, start.day) else day.year - 1
    try:
        return start.replace(year=year)
    except ValueError:
        return start.replace(year=year, day=28)
