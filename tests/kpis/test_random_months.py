"""Ten thousand random months of points and credits, counted once more in whole numbers by other arithmetic."""

import random
from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_gov.kpis.rules.credits import Line, at_risk, by_points, linear
from bpo_gov.kpis.rules.scores import Direction, points
from bpo_gov.kpis.rules.statement import Caps, Used, cap, statement

MONTHS = 12
YEARS = 834  # of twelve months: 10,008


def cents(exact: Fraction) -> int:
    """To whole cents, half up; for amounts that are not negative."""
    return floor(exact * 100 + Fraction(1, 2))


def counted(figures: list[int | None], levels: list[int], sign: int) -> list[int | None]:
    """Points once more: each level passed is one, and a month right after a bad month has them twice."""
    found: list[int | None] = []
    for i, figure in enumerate(figures):
        missed = None if figure is None else len([level for level in levels if sign * figure < sign * level])
        before = figures[i - 1] if i else None
        bad = before is not None and sign * before < sign * levels[0]
        found.append(None if missed is None else missed + missed if bad else missed)
    return found


class Year:
    """A year of three KPIs, one for each model, drawn in whole numbers: figures in hundredths, money in cents."""

    def __init__(self, chance: random.Random) -> None:
        self.sign = chance.choice((1, -1))
        self.levels = sorted(chance.sample(range(9000, 10000, 50), chance.randint(1, 5)), reverse=self.sign > 0)
        self.figures = [
            chance.choice((None, *(chance.randrange(8900, 10100) for _ in range(9)))) for _ in range(MONTHS)
        ]
        self.of_point, self.at_risk = chance.randint(1, 300), chance.randint(1, 2000)
        self.allocation, self.weight = chance.randint(1, 30000), chance.randint(1, 10000)
        self.invoices = [chance.choice((0, chance.randrange(1, 10 ** chance.randint(3, 12)))) for _ in range(MONTHS)]
        self.cap_percent, self.year_cap = chance.randint(1, 3000), chance.randrange(1, 10 ** chance.randint(4, 12))
        self.contested = [{code for code in "PRL" if chance.random() < 0.2} for _ in range(MONTHS)]

    @property
    def direction(self) -> Direction:
        return Direction.HIGHER if self.sign > 0 else Direction.LOWER


def hundredths(n: int) -> Decimal:
    return Decimal(n).scaleb(-2)


def by_the_rules(year: Year) -> list[tuple[int, int, int]]:
    """Points, credit due and contested gross of each month, money in cents."""
    figures = [None if figure is None else hundredths(figure) for figure in year.figures]
    levels = [hundredths(level) for level in year.levels]
    spent, found = Decimal(0), []
    for i, month in enumerate(points(figures, levels, year.direction)):
        figure, charges = figures[i], hundredths(year.invoices[i])
        lines: list[Line] = []
        if figure is not None and month.points is not None:
            lines.append(
                by_points(
                    "P", month.points, hundredths(year.of_point), charges, "GBP", is_contested="P" in year.contested[i]
                )
            )
            if month.is_failure:
                lines.append(
                    at_risk(
                        "R", charges, hundredths(year.at_risk), hundredths(year.allocation), hundredths(year.weight), "GBP",
                        is_contested="R" in year.contested[i],
                    )
                )  # fmt: skip
            lines.append(
                linear("L", figure, levels[0], year.direction, charges, "GBP", is_contested="L" in year.contested[i])
            )
        caps = Caps(cap(charges, hundredths(year.cap_percent), "GBP"), hundredths(year.year_cap))
        made = statement(lines, caps, Used(year=spent))
        assert made.gross == made.due + made.cut_by_period + made.cut_by_year
        spent += made.due
        contested = sum(line.amount for line in made.contested)
        found.append((month.points or 0, int(made.due * 100), int(contested * 100)))
    return found


def by_the_oracle(year: Year) -> list[tuple[int, int, int]]:
    spent, found = 0, []
    for i, month in enumerate(counted(year.figures, year.levels, year.sign)):
        figure, invoice = year.figures[i], Fraction(year.invoices[i], 100)
        credit = {}
        if figure is not None and month is not None:
            credit["P"] = cents(min(invoice, invoice * month * year.of_point / 10_000))
            pool = invoice * year.at_risk / 10_000
            share = Fraction(year.allocation * year.weight, 10_000**2)
            credit["R"] = cents(pool * min(Fraction(1), share)) if month else 0
            short = max(0, year.sign * (year.levels[0] - figure))
            credit["L"] = cents(invoice * min(Fraction(1), Fraction(short, 10_000)))
        due = sum(value for code, value in credit.items() if code not in year.contested[i])
        due = min(due, cents(invoice * year.cap_percent / 10_000), max(0, year.year_cap - spent))
        spent += due
        found.append((month or 0, due, sum(value for code, value in credit.items() if code in year.contested[i])))
    return found


def test_ten_thousand_months_are_counted_alike() -> None:
    chance = random.Random(20260226)
    for _ in range(YEARS):
        year = Year(chance)
        assert by_the_rules(year) == by_the_oracle(year), vars(year)


@given(st.integers(0, 2**64))
@settings(max_examples=100)
def test_any_year_is_counted_alike(seed: int) -> None:
    year = Year(random.Random(seed))
    assert by_the_rules(year) == by_the_oracle(year)


@given(st.integers(0, 2**64))
@settings(max_examples=50)
def test_the_order_of_lines_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    lines = [
        by_points(str(n), chance.randint(0, 20), Decimal(chance.randint(0, 300)).scaleb(-2), Decimal(chance.randint(0, 10**9)).scaleb(-2), "GBP")
        for n in range(8)
    ]  # fmt: skip
    caps = Caps(Decimal(chance.randint(0, 10**9)).scaleb(-2))
    made = statement(lines, caps)
    chance.shuffle(lines)
    assert statement(lines, caps).due == made.due
