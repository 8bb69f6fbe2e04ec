"""The reckoning of a month against an independent one, over random months; and what no order of figures may change."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_gov.agreements.framework import CreditModel, Credits, Kpi
from bpo_gov.agreements.framework.measures import EarnBack
from bpo_gov.credits.rules.lines import Entry, Standing
from bpo_gov.credits.rules.reckoning import Earlier, Given, Money, contract_year, reckon
from bpo_gov.credits.rules.watch import below, each_month
from bpo_gov.kpis.rules.periods import parse

CENT = Decimal("0.01")
MONTHS = [parse(f"2026-{n:02}") for n in range(1, 7)]
BANDS = [Decimal(n) for n in (99, 98, 97, 96)]


def card(code: str = "K-1", share: int = 50, level: str | None = "99.5") -> Kpi:
    return Kpi.model_validate({
        "code": code, "name": code, "description": "d", "unit": "%", "direction": "higher", "target": "99", "minimum": "97", "bands": ["99", "98", "97", "96"],
        "calculation": "c", "period": "month", "source": "s", "measured_by": "vendor", "measures": "vendor", "weight": "50", "credit_share": str(share),
        "contest_days": 10, "earn_back_level": level,
    })  # fmt: skip


def terms(**more: object) -> Credits:
    given_ = {"model": "points", "cap_percent": "10", "percent_of_point": "1", "clause": "6"} | more
    return Credits.model_validate(given_)


PAID = Money(Decimal(120_000), "GBP")
values = st.one_of(st.none(), st.integers(9400, 10000).map(lambda n: Decimal(n) / 100))


def entries(figures: list[Decimal | None], kpi: Kpi | None = None) -> list[Entry]:
    return [
        Entry(kpi or card(), month, value, Standing.SETTLED, f"F-{n}")
        for n, (month, value) in enumerate(zip(MONTHS, figures, strict=False))
    ]


def independent(figures: list[Decimal | None], at: int, cap: Decimal) -> Decimal:
    """The same by hand: bands missed, twice after a failure, one percent of the month's charges each, at most the cap."""
    value = figures[at]
    if value is None:
        return Decimal(0)
    missed = len([band for band in BANDS if value < band])
    before = figures[at - 1] if at else None
    if before is not None and before < BANDS[0]:
        missed *= 2
    return min(Decimal(missed * 100), cap).quantize(CENT, ROUND_HALF_UP)


@given(st.lists(values, min_size=6, max_size=6), st.integers(0, 5))
@settings(max_examples=1500, deadline=None)
def test_the_month_of_one_kpi_is_what_it_is_by_hand(figures: list[Decimal | None], at: int) -> None:
    found = reckon(MONTHS[at], entries(figures), terms(), PAID, Earlier())
    assert found.due == independent(figures, at, Decimal(1000))


@given(st.lists(values, min_size=6, max_size=6), st.randoms())
@settings(max_examples=300, deadline=None)
def test_no_order_of_figures_changes_a_month(figures: list[Decimal | None], random: object) -> None:
    mine = entries(figures) + entries(figures[::-1], card("K-2"))
    first = reckon(MONTHS[5], mine, terms(), PAID, Earlier())
    random.shuffle(mine)  # type: ignore[attr-defined]
    assert reckon(MONTHS[5], mine, terms(), PAID, Earlier()) == first


@given(st.lists(values, min_size=6, max_size=6), st.integers(0, 900))
@settings(max_examples=500, deadline=None)
def test_the_year_never_goes_above_its_cap_and_the_parts_are_the_sum(figures: list[Decimal | None], used: int) -> None:
    mine = entries(figures) + entries(figures[::-1], card("K-2"))
    found = reckon(MONTHS[5], mine, terms(year_cap_percent="1"), PAID, Earlier(year=Decimal(used)))
    assert found.net + used <= max(Decimal(used), Decimal(1200))
    assert (
        found.gross - found.cut_by_period - found.cut_by_year == found.net == sum(line.allowed for line in found.lines)
    )


def test_relief_costs_nothing_and_is_no_repeat() -> None:
    mine = entries([Decimal("96.5"), Decimal("96.5")])
    excused = [Entry(mine[0].kpi, mine[0].period, mine[0].value, Standing.SETTLED, "F-0", is_excused=True), mine[1]]
    assert reckon(MONTHS[0], excused, terms(), PAID, Earlier()).due == 0
    assert [line.times for line in reckon(MONTHS[1], excused, terms(), PAID, Earlier()).lines] == [1]
    assert [line.times for line in reckon(MONTHS[1], mine, terms(), PAID, Earlier()).lines] == [2]


def test_a_contested_or_pending_one_before_makes_no_repeat() -> None:
    mine = entries([Decimal("96.5"), Decimal("96.5")])
    for standing in (Standing.CONTESTED, Standing.PENDING):
        chain = [Entry(mine[0].kpi, mine[0].period, mine[0].value, standing, "F-0"), mine[1]]
        assert [line.times for line in reckon(MONTHS[1], chain, terms(), PAID, Earlier()).lines] == [1]
    assert reckon(MONTHS[0], chain, terms(), PAID, Earlier()).pending == ("F-0",)


def test_the_at_risk_model_costs_where_the_minimum_is_missed() -> None:
    rule = terms(model="at_risk", cap_percent="12", at_risk_percent="12", allocation="150")
    assert rule.model is CreditModel.AT_RISK
    assert reckon(MONTHS[0], entries([Decimal("97.5")]), rule, PAID, Earlier()).due == 0
    assert reckon(MONTHS[0], entries([Decimal("96")]), rule, PAID, Earlier()).due == Decimal(
        900
    )  # 12 % of 10,000 x 150 % x 50 %


def test_the_linear_model_grows_with_the_distance() -> None:
    rule = terms(model="linear", percent_of_unit="2")
    assert reckon(MONTHS[0], entries([Decimal("97.5")]), rule, PAID, Earlier()).due == Decimal(150)  # 1.5 x 2 % of half


def test_a_credit_comes_back_within_its_periods_and_only_above_the_level() -> None:
    rule = terms(earn_back=EarnBack(within=2, percent=Decimal(50)))
    old = (Given("K-1", "2026-01", Decimal(400)),)
    for at, value, expected in ((1, "99.6", 200), (2, "99.6", 200), (3, "99.6", 0), (1, "99.5", 0)):
        mine = [Entry(card(), MONTHS[at], Decimal(value), Standing.SETTLED, "F-1")]
        found = reckon(MONTHS[at], mine, rule, PAID, Earlier(given=old))
        assert (found.earned, found.due) == (Decimal(expected), -Decimal(expected))
    came = (Given("K-1", "2026-01", Decimal(400), came_back=True),)
    mine = [Entry(card(), MONTHS[1], Decimal("99.6"), Standing.SETTLED, "F-1")]
    assert reckon(MONTHS[1], mine, rule, PAID, Earlier(given=came)).earned == 0


def test_no_data_cost_nothing_and_are_no_good_month() -> None:
    found = reckon(MONTHS[1], entries([Decimal("96.5"), None]), terms(), PAID, Earlier())
    assert not found.due
    assert found.lines[0].points is None
    assert below(entries([Decimal("96.5"), None, Decimal("98")]), MONTHS[3]) == [True, None, False, None]
    assert each_month(entries([Decimal("96.5"), Decimal("96.5")]), MONTHS[1]) == 6


def test_the_contract_year_begins_on_its_own_day() -> None:
    assert contract_year(date.fromisoformat("2024-02-29"), date.fromisoformat("2025-02-28")) == date.fromisoformat(
        "2024-02-29"
    )
    assert contract_year(date.fromisoformat("2025-04-01"), date.fromisoformat("2026-03-31")) == date.fromisoformat(
        "2025-04-01"
    )
    assert contract_year(date.fromisoformat("2025-04-01"), date.fromisoformat("2026-04-01")) == date.fromisoformat(
        "2026-04-01"
    )
