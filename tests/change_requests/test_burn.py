"""How a limit was used up: the steps, the pace, the finding, and a figure that Plotly accepts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml
from plotly.graph_objects import Figure

from bpo_gov.agreements.framework import Framework, read
from bpo_gov.change_requests.envelope import burn, charts
from tests import cast as people

WORDS = charts.Words("Held", "With what is reserved", "At this pace", "Limit", "GBP thousand")
ROLES = {"value", "contested", "forecast", "limit"}


def terms(**limit: Any) -> Framework:
    """The cast's terms, 1 Feb 2025 to 31 Jan 2029, with one cumulative limit of 100,000."""
    data = people.terms()
    base = {
        "kind": "cumulative",
        "code": "b",
        "title": "All changes",
        "clause": "9",
        "amount": "100000",
        "over": "life",
    }
    data["envelope"]["limits"] = [{name: value for name, value in (base | limit).items() if value is not None}]
    return read(yaml.safe_dump(data, sort_keys=False))


def used(*days: tuple[str, int, int]) -> list[tuple[date, Decimal, Decimal]]:
    """(day, held, reserved) out of plain words."""
    return [(date.fromisoformat(day), Decimal(held), Decimal(reserved)) for day, held, reserved in days]


def burnt_of(found: Framework, days: list[tuple[date, Decimal, Decimal]], today: date) -> burn.Burn | None:
    """The only limit that is kept, over time."""
    (limit,) = burn.kept_limits(found)
    return burn.burn(found, limit, days, today)


def points(burnt: burn.Burn | None) -> list[tuple[str, int]]:
    """The steps in plain words."""
    assert burnt is not None
    return [(day.isoformat(), int(held)) for day, held in burnt.points]


def test_over_the_life_every_approval_is_a_step_that_stays() -> None:
    burnt = burnt_of(terms(), used(("2025-05-01", 10000, 0), ("2026-05-01", 20000, 5000)), date(2026, 6, 1))
    assert points(burnt) == [("2025-02-01", 0), ("2025-05-01", 10000), ("2026-05-01", 30000), ("2026-06-01", 30000)]
    assert burnt is not None
    assert (burnt.held, burnt.reserved, burnt.amount) == (Decimal(30000), Decimal(5000), Decimal(100000))


def test_in_a_contract_year_the_steps_fall_back_on_the_anniversary() -> None:
    burnt = burnt_of(
        terms(over="contract_year"), used(("2025-05-01", 10000, 0), ("2026-05-01", 20000, 0)), date(2026, 6, 1)
    )
    assert points(burnt) == [
        ("2025-02-01", 0), ("2025-05-01", 10000), ("2026-02-01", 0), ("2026-05-01", 20000), ("2026-06-01", 20000),
    ]  # fmt: skip


def test_in_rolling_months_a_step_falls_back_when_it_leaves_the_window() -> None:
    burnt = burnt_of(
        terms(over="rolling", months=6), used(("2025-05-15", 10000, 0), ("2025-09-01", 5000, 0)), date(2026, 1, 1)
    )
    assert points(burnt) == [
        ("2025-02-01", 0), ("2025-05-15", 10000), ("2025-09-01", 15000), ("2025-11-15", 5000), ("2026-01-01", 5000),
    ]  # fmt: skip


def test_what_was_approved_before_the_start_is_shown() -> None:
    burnt = burnt_of(terms(), used(("2025-01-15", 10000, 0)), date(2025, 3, 1))
    assert points(burnt) == [("2025-01-14", 0), ("2025-01-15", 10000), ("2025-03-01", 10000)]


@pytest.mark.parametrize("days", [used(), used(("2025-05-01", 0, 0))])
def test_without_any_use_there_is_nothing_to_show(days: list[tuple[date, Decimal, Decimal]]) -> None:
    assert burnt_of(terms(), days, date(2026, 6, 1)) is None


def test_a_limit_on_changes_falls_back_when_one_leaves_its_months() -> None:
    found = terms(kind="count", at_most=4, months=6, amount=None, over=None)
    burnt = burnt_of(found, used(("2025-05-15", 1, 0), ("2025-09-01", 2, 1)), date(2026, 1, 1))
    assert points(burnt) == [
        ("2025-02-01", 0), ("2025-05-15", 1), ("2025-09-01", 3), ("2025-11-15", 2), ("2026-01-01", 2),
    ]  # fmt: skip
    assert burnt is not None
    assert str(burn.finding(burnt)) == "Approved in the last 6 months: 2 of 4 changes."
    Figure(charts.burn(burnt, WORDS))


def test_a_limit_on_the_term_adds_up_and_names_its_days() -> None:
    found = terms(kind="term", days=100, amount=None, over=None)
    burnt = burnt_of(found, used(("2025-05-15", 20, 0), ("2025-09-01", 30, 0)), date(2026, 1, 1))
    assert burnt is not None
    assert (burnt.held, burnt.unit, burnt.ahead) == (Decimal(50), "days", None)
    assert str(burn.finding(burnt)) == "Approved changes move the end by 50 of 100 days."


def test_a_limit_of_another_kind_keeps_nothing() -> None:
    assert burn.kept_limits(terms(kind="each", over=None)) == []
    assert burn.first_sum(terms(kind="each", over=None)) is None


@pytest.mark.parametrize(
    ("over", "held", "on", "says"),
    [
        ("life", 50000, date(2026, 2, 1),
         "Approved changes take GBP 50,000 of GBP 100,000. At this pace the limit is met about 01 Feb 2027, "
         "before the term ends on 31 Jan 2029."),
        ("life", 10000, date(2026, 2, 1),
         "Approved changes take GBP 10,000 of GBP 100,000. At this pace 40% of it is used when the term ends on "
         "31 Jan 2029."),
        ("life", 50000, date(2025, 4, 1), "Approved changes take GBP 50,000 of GBP 100,000."),
        ("life", 100000, date(2026, 2, 1), "Approved changes take GBP 100,000 of GBP 100,000."),
        ("life", 100001, date(2026, 2, 1),
         "Approved changes take GBP 100,001: more than the limit of GBP 100,000."),
        ("life", 50000, date(2029, 6, 1), "Approved changes take GBP 50,000 of GBP 100,000."),
        ("contract_year", 50000, date(2025, 12, 1),
         "Changes approved in this contract year take GBP 50,000 of GBP 100,000."),
        ("rolling", 50000, date(2026, 2, 1),
         "Changes approved in the last 12 months take GBP 50,000 of GBP 100,000."),
    ],
)  # fmt: skip
def test_the_finding_is_a_sentence(over: str, held: int, on: date, says: str) -> None:
    limit = {"over": over} | ({"months": 12} if over == "rolling" else {})
    burnt = burnt_of(terms(**limit), used(("2025-03-01", held, 0)), on)
    assert burnt is not None
    assert str(burn.finding(burnt)) == says


def test_a_tiny_use_does_not_run_off_the_calendar() -> None:
    burnt = burnt_of(terms(amount="100000000000"), used(("2025-03-01", 1, 0)), date(2026, 2, 1))
    assert burnt is not None
    assert burnt.ahead == (date(2029, 1, 31), burnt.ahead[1] if burnt.ahead else None)


@pytest.mark.parametrize(
    "days",
    [
        used(("2025-05-01", 10000, 0)),
        used(("2025-05-01", 10000, 5000), ("2026-05-01", 120000, 0)),
        used(("2025-05-01", 0, 5000)),
        used(*((f"2025-{month:02}-{day:02}", 100, 0) for month in range(3, 13) for day in (1, 11, 21))),
    ],
)
@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2026, 6, 1), date(2030, 1, 1)])
def test_every_figure_is_one_that_plotly_accepts_with_roles_and_no_colours(
    days: list[tuple[date, Decimal, Decimal]], on: date
) -> None:
    burnt = burnt_of(terms(), days, on)
    assert burnt is not None
    figure = charts.burn(burnt, WORDS)
    Figure(figure)
    assert {trace["meta"]["role"] for trace in figure["data"]} <= ROLES
    assert "color" not in str(figure)


def test_the_figure_holds_the_steps_the_reserve_the_pace_and_the_limit() -> None:
    burnt = burnt_of(terms(), used(("2025-05-01", 40000, 0), ("2026-01-01", 0, 5000)), date(2026, 2, 1))
    assert burnt is not None
    value, reserved, ahead, limit = charts.burn(burnt, WORDS)["data"]
    assert value["x"] == ["2025-02-01", "2025-05-01", "2026-02-01"]
    assert value["y"] == [0.0, 40.0, 40.0]
    assert (value["line"], value["name"]) == ({"shape": "hv"}, "Held")
    assert (reserved["x"], reserved["y"]) == (["2026-02-01"], [45.0])
    assert (ahead["x"], ahead["y"]) == (["2026-02-01", "2027-08-02"], [40.0, 100.0])
    assert (limit["x"], limit["y"]) == (["2025-02-01", "2029-01-31"], [100.0, 100.0])


@pytest.mark.parametrize(
    ("amount", "scale"), [("99999", 1), ("100000", 1000), ("99999999", 1000), ("6400000000", 1_000_000)]
)
def test_large_amounts_are_told_in_thousands_and_millions(amount: str, scale: int) -> None:
    assert charts.scale_of(Decimal(amount)) == scale
