"""Health by its published formula: the worst verdict names the whole, and a severe failure is never averaged away."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kpis.rules.health import Measured, Reading, Trend, Verdict, Word, health, judge
from bpo_gov.kpis.rules.scores import Direction

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


def reading(text: str | None = None, **more) -> Reading:
    """A settled figure of a KPI that aims at 95 and must not fall under 90."""
    found = Reading("2026-05", None if text is None else Decimal(text), Decimal(95), Decimal(90), HIGHER)
    return replace(found, **more)


def kpi(*values: str | Reading | None, code: str = "KPI-01", weight: int = 10) -> Measured:
    readings = [one if isinstance(one, Reading) else reading(one) for one in values]
    return Measured(code, Decimal(weight), readings)


PENDING = reading("50", is_settled=False)
CONTESTED = reading("50", is_settled=False, is_contested=True)


@pytest.mark.parametrize(
    ("values", "verdict", "word"),
    [
        (("96",), Verdict.GOOD, Word.HEALTHY),
        (("95",), Verdict.GOOD, Word.HEALTHY),
        (("94.9999",), Verdict.SHORT, Word.WATCH),
        (("90",), Verdict.SHORT, Word.WATCH),
        (("89.9999",), Verdict.SEVERE, Word.FAILING),
        (("80", "96"), Verdict.GOOD, Word.HEALTHY),
        (("96", PENDING), Verdict.GOOD, Word.HEALTHY),
        (("96", CONTESTED), Verdict.CONTESTED, Word.WATCH),
        ((CONTESTED,), Verdict.CONTESTED, Word.WATCH),
        (("80", CONTESTED), Verdict.SEVERE, Word.FAILING),
        (("80", None), Verdict.SEVERE, Word.FAILING),
        ((None,), Verdict.NONE, Word.NO_DATA),
        ((PENDING,), Verdict.NONE, Word.NO_DATA),
        ((), Verdict.NONE, Word.NO_DATA),
        (("99",) * 11 + ("95",), Verdict.SIGNAL, Word.WATCH),
        (("95",) * 11 + ("99",), Verdict.GOOD, Word.HEALTHY),
    ],
)
def test_the_formula(values, verdict, word) -> None:
    found = health([kpi(*values)])
    assert (found.word, found.kpis[0].verdict) == (word, verdict)


def test_lower_may_be_better() -> None:
    seconds = replace(reading("70"), target=Decimal(60), minimum=Decimal(80), direction=LOWER)
    assert health([kpi(seconds)]).word is Word.WATCH
    assert health([kpi(replace(seconds, value=Decimal(81)))]).word is Word.FAILING
    worse = [replace(seconds, value=Decimal(20)) for _ in range(11)] + [replace(seconds, value=Decimal(60))]
    assert judge(kpi(*worse)).verdict is Verdict.SIGNAL


def test_nothing_measured_is_no_data() -> None:
    found = health([])
    assert (found.word, found.worst, found.score.value, found.trend) == (Word.NO_DATA, None, None, Trend.UNKNOWN)


def test_what_has_no_figure_is_counted_neither_good_nor_bad() -> None:
    found = health([kpi("96", code="A"), kpi(code="B")])
    assert (found.word, [one.code for one in found.kpis]) == (Word.HEALTHY, ["A", "B"])
    assert (found.score.value, found.score.missing) == (Decimal(100), ("B",))


@pytest.mark.parametrize(
    ("values", "trend", "periods"),
    [
        (("90", "92", "94"), Trend.BETTER, 2),
        (("94", "92", "90"), Trend.WORSE, 2),
        (("80", "94", "92"), Trend.WORSE, 1),
        (("96", "97", "99"), Trend.STEADY, 2),
        (("94", "94.1"), Trend.STEADY, 1),
        (("94",), Trend.UNKNOWN, 0),
    ],
)
def test_where_it_goes(values, trend, periods) -> None:
    found = health([kpi(*values)])
    assert (found.trend, found.periods) == (trend, periods)


def test_it_is_said_for_how_many_periods_it_has_been_so() -> None:
    assert judge(kpi("96", "80", "85")).run == 2
    assert judge(kpi("80", "91", "94")).run == 3
    assert judge(kpi("80", "96", None, "96")).run == 2


VALUES = st.one_of(st.none(), st.decimals(min_value=0, max_value=120, places=2))
READINGS = st.builds(
    lambda value, way: reading(value=value, is_settled=way == "settled", is_contested=way == "contested"),
    VALUES, st.sampled_from(("settled", "settled", "settled", "open", "contested")),
)  # fmt: skip
KPIS = st.lists(st.lists(READINGS, max_size=16), max_size=5).map(
    lambda rows: [kpi(*row, code=f"K{n}", weight=n + 1) for n, row in enumerate(rows)]
)


@given(KPIS)
def test_the_worst_verdict_names_the_whole(kpis) -> None:
    found = health(kpis)
    verdicts = {judge(one).verdict for one in kpis}
    if Verdict.SEVERE in verdicts:
        assert found.word is Word.FAILING
        assert found.score.is_severe
        assert found.worst is not None
        assert found.worst.verdict is Verdict.SEVERE
    elif verdicts & {Verdict.SHORT, Verdict.CONTESTED, Verdict.SIGNAL}:
        assert found.word is Word.WATCH
    else:
        assert found.word is (Word.HEALTHY if Verdict.GOOD in verdicts else Word.NO_DATA)


@given(KPIS)
def test_a_severe_failure_is_never_averaged_away(kpis) -> None:
    good = [kpi(*["99"] * 3, code=f"G{n}", weight=1000) for n in range(9)]
    failing = kpi("10", code="BAD", weight=0)
    assert health([*kpis, *good, failing]).word is Word.FAILING


@given(KPIS, st.permutations(range(5)))
def test_the_order_of_the_kpis_does_not_matter(kpis, order) -> None:
    turned = [kpis[n] for n in order if n < len(kpis)]
    assert health(turned) == replace(health(kpis), score=health(turned).score)
    assert health(turned).score.value == health(kpis).score.value


@given(KPIS)
def test_a_kpi_without_a_figure_changes_nothing(kpis) -> None:
    bare, more = health(kpis), health([*kpis, kpi(code="EMPTY", weight=50)])
    assert (more.word, more.trend, more.periods) == (bare.word, bare.trend, bare.periods)
    assert more.score.value == bare.score.value


@given(st.lists(VALUES, min_size=1, max_size=20))
def test_a_better_last_figure_never_makes_it_worse(values) -> None:
    before = health([kpi(*[reading(value=one) for one in values])])
    after = health([kpi(*[reading(value=one) for one in values[:-1]], reading("120"))])
    ranks = [Word.FAILING, Word.WATCH, Word.HEALTHY]
    if before.word in ranks:
        assert ranks.index(after.word) >= ranks.index(before.word)
