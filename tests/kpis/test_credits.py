"""Credits by each model, the caps over them, and what is contested beside them."""

from decimal import Decimal

import pytest

from bpo_gov.kpis.rules.credits import Line, at_risk, by_points, linear
from bpo_gov.kpis.rules.exact import money, ratio, rounded
from bpo_gov.kpis.rules.how import How, as_json
from bpo_gov.kpis.rules.scores import Direction
from bpo_gov.kpis.rules.statement import Caps, Used, cap, statement

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


def amount(text: str | int) -> Decimal:
    return Decimal(text)


def line(code: str, of: str, *, is_contested: bool = False) -> Line:
    return Line(code, Decimal(of), How({}), is_contested)


@pytest.mark.parametrize(
    ("exact", "currency", "expected"),
    [
        ("10.005", "GBP", "10.01"),
        ("10.0049999", "GBP", "10.00"),
        ("-10.005", "EUR", "-10.01"),
        ("10.5", "JPY", "11"),
        ("10.0005", "KWD", "10.001"),
        ("1250000.125", "IDR", "1250000.13"),
    ],
)
def test_money_is_rounded_half_up_to_the_minor_unit(exact, currency, expected) -> None:
    assert str(money(Decimal(exact), currency)) == expected


def test_points_times_the_percentage_times_the_charges() -> None:
    found = by_points("KPI-05", 6, amount("0.5"), amount("120000"), "GBP")
    assert found.amount == amount("3600.00")
    assert as_json(found.how) == {
        "inputs": {"points": 6, "percent_of_point": "0.5", "charges": "120000", "currency": "GBP"},
        "steps": [
            {"name": "exact", "formula": "points * percent_of_point / 100 * charges", "value": "3600.000"},
            {"name": "capped", "formula": "min(exact, charges)", "value": "3600.000"},
            {"name": "credit", "formula": "rounded(capped)", "value": "3600.00"},
        ],
    }


def test_points_never_cost_more_than_the_charges() -> None:
    assert by_points("A", 30, amount("5"), amount("100"), "GBP").amount == amount("100.00")


def test_at_risk_is_invoice_times_allocation_times_weight() -> None:
    assert at_risk("SL-03", amount("500000"), amount(12), amount(100), amount(25), "USD").amount == amount("15000.00")
    assert at_risk("SL-03", amount("500000"), amount(12), amount(250), amount(25), "USD").amount == amount("37500.00")


def test_at_risk_ends_at_the_amount_at_risk() -> None:
    assert at_risk("SL-03", amount("500000"), amount(12), amount(250), amount(60), "USD").amount == amount("60000.00")


@pytest.mark.parametrize(
    ("figure", "target", "direction", "expected"),
    [
        ("93", "95", HIGHER, "2000.00"),
        ("95", "95", HIGHER, "0.00"),
        ("97", "95", HIGHER, "0.00"),
        ("4.5", "3", LOWER, "1500.00"),
        ("2", "3", LOWER, "0.00"),
        ("-50", "95", HIGHER, "100000.00"),
    ],
)
def test_linear_is_the_distance_to_the_target(figure, target, direction, expected) -> None:
    assert linear("A", amount(figure), amount(target), direction, amount("100000"), "GBP").amount == amount(expected)


def test_linear_by_an_agreed_percentage_of_a_share() -> None:
    found = linear(
        "A",
        amount("93"),
        amount("95"),
        HIGHER,
        amount("100000"),
        "GBP",
        percent_of_unit=amount("0.5"),
        share=amount(20),
    )
    assert found.amount == amount("200.00")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: by_points("A", -1, amount(1), amount(1), "GBP"),
        lambda: by_points("A", 1, amount(1), amount(-1), "GBP"),
        lambda: at_risk("A", amount(1), amount(-1), amount(1), amount(1), "GBP"),
        lambda: linear("A", amount(1), amount(1), HIGHER, amount(-1), "GBP"),
        lambda: cap(amount(-1), amount(1), "GBP"),
        lambda: statement([line("A", "-1")], Caps()),
        lambda: statement([line("A", "1")], Caps(period=amount(-1))),
        lambda: statement([line("A", "1"), line("A", "2")], Caps()),
    ],
)
def test_what_makes_no_sense_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"not negative|one line"):
        wrong()


def test_a_statement_adds_what_is_agreed_and_names_what_is_contested() -> None:
    found = statement([line("A", "300.10"), line("B", "50", is_contested=True), line("C", "9.90")], Caps())
    assert (found.gross, found.due, found.is_at_cap) == (amount("310.00"), amount("310.00"), False)
    assert [one.code for one in found.contested] == ["B"]
    assert found.contested_at_most == amount("50")
    assert found.how.result == amount("310.00")
    assert found.how.inputs["contested"] == "B"
    assert "B" not in found.how.inputs


def test_first_the_cap_of_the_period_then_that_of_the_year() -> None:
    lines = [line("A", "900"), line("B", "300", is_contested=True)]
    found = statement(lines, Caps(amount("800"), amount("5000")), Used(amount(0), amount("4500")))
    assert (found.gross, found.cut_by_period, found.cut_by_year, found.due) == (
        amount("900"), amount("100"), amount("300"), amount("500"),
    )  # fmt: skip
    assert found.contested_at_most == 0
    assert found.is_at_cap


def test_what_is_settled_later_adds_under_what_the_cap_has_left() -> None:
    caps = Caps(amount("1000"))
    first = statement([line("A", "700"), line("B", "500", is_contested=True)], caps)
    assert (first.due, first.contested_at_most) == (amount("700"), amount("300"))
    later = statement([line("B", "500")], caps, Used(first.due, first.due))
    assert (later.due, later.is_at_cap) == (amount("300"), True)


def test_a_cap_that_is_spent_leaves_nothing() -> None:
    found = statement([line("A", "10")], Caps(amount("100"), amount("100")), Used(amount(0), amount("120")))
    assert (found.due, found.cut_by_year) == (amount(0), amount("10"))


def test_a_cap_is_reached_exactly() -> None:
    assert cap(amount("120000"), amount(10), "GBP") == amount("12000.00")
    assert statement([line("A", "12000")], Caps(amount("12000.00"))).is_at_cap
    assert not statement([line("A", "11999.99")], Caps(amount("12000.00"))).is_at_cap
    assert not statement([], Caps(amount("0"))).is_at_cap


def test_a_share_of_nothing_is_not_a_number() -> None:
    for share in (ratio, rounded):
        with pytest.raises(ZeroDivisionError):
            share(amount(1), 0)
    assert (ratio(2, 3), rounded(2, 3)) == (amount("0.666666"), amount("0.666667"))


def test_nothing_computed_has_no_result() -> None:
    with pytest.raises(ValueError, match="nothing"):
        _ = How({}).result
