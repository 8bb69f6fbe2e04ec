"""What a missed level costs: one line of credit for each KPI, by the model that the framework names."""

from dataclasses import dataclass
from decimal import Decimal

from bpo_gov.kpis.rules.exact import HUNDRED, ZERO, less, money, percent, product
from bpo_gov.kpis.rules.how import How, Step
from bpo_gov.kpis.rules.scores import Direction


@dataclass(frozen=True)
class Line:
    """The credit of one KPI for one period, 0 or more, rounded by `exact.money`; `is_contested` while its figure is."""

    code: str
    amount: Decimal
    how: How
    is_contested: bool = False


def by_points(
    code: str, points: int, percent_of_point: Decimal, charges: Decimal, currency: str, *, is_contested: bool = False
) -> Line:
    """The model `points`: points x the agreed percentage of a point x the charges of the period, at most the charges.

    The cap of the framework is for all lines together: see `statement`. Raises ValueError for a negative input.
    """
    _check(points, percent_of_point, charges)
    exact = percent(charges, product(points, percent_of_point))
    capped = min(exact, charges)
    how = How(
        {"points": points, "percent_of_point": percent_of_point, "charges": charges, "currency": currency},
        (
            Step("exact", "points * percent_of_point / 100 * charges", exact),
            Step("capped", "min(exact, charges)", capped),
            Step("credit", "rounded(capped)", money(capped, currency)),
        ),
    )
    return Line(code, money(capped, currency), how, is_contested)


def at_risk(
    code: str, invoice: Decimal, at_risk_percent: Decimal, allocation: Decimal, weight: Decimal, currency: str,
    *, is_contested: bool = False,
) -> Line:  # fmt: skip
    """The model `at_risk` for a KPI that missed its level: at-risk % of the invoice x allocation % x weight %.

    At most the amount at risk, which is also the cap of all lines together; the allocation may be above 100, as a pool
    that is larger than what it can cost. Raises ValueError for a negative input.
    """
    _check(invoice, at_risk_percent, allocation, weight)
    pool = percent(invoice, at_risk_percent)
    exact = percent(pool, allocation, weight)
    capped = min(exact, pool)
    how = How(
        {
            "invoice": invoice, "at_risk_percent": at_risk_percent, "allocation": allocation, "weight": weight, "currency": currency,
        },
        (
            Step("at_risk", "at_risk_percent / 100 * invoice", pool),
            Step("exact", "at_risk * allocation / 100 * weight / 100", exact),
            Step("capped", "min(exact, at_risk)", capped),
            Step("credit", "rounded(capped)", money(capped, currency)),
        ),
    )  # fmt: skip
    return Line(code, money(capped, currency), how, is_contested)


def linear(
    code: str, figure: Decimal, target: Decimal, direction: Direction, charges: Decimal, currency: str,
    *, percent_of_unit: Decimal = Decimal(1), share: Decimal = HUNDRED, is_contested: bool = False,
) -> Line:  # fmt: skip
    """The model `linear`: the distance to the target, in units of the KPI, x the percentage of a unit x the charges.

    `share` is the part of the charges, in percent, that hangs on this KPI. 93 against 95 % costs 2 % of the charges. At
    most the share; nothing at the target or better. Raises ValueError for a negative charge, percentage or share.
    """
    _check(charges, percent_of_unit, share)
    short = max(ZERO, less(target, figure) if direction is Direction.HIGHER else less(figure, target))
    base = percent(charges, share)
    exact = percent(base, product(short, percent_of_unit))
    capped = min(exact, base)
    distance = "max(0, target - figure)" if direction is Direction.HIGHER else "max(0, figure - target)"
    how = How(
        {
            "figure": figure, "target": target, "direction": direction.value, "charges": charges, "share": share,
            "percent_of_unit": percent_of_unit, "currency": currency,
        },
        (
            Step("short", distance, short),
            Step("base", "share / 100 * charges", base),
            Step("exact", "short * percent_of_unit / 100 * base", exact),
            Step("capped", "min(exact, base)", capped),
            Step("credit", "rounded(capped)", money(capped, currency)),
        ),
    )  # fmt: skip
    return Line(code, money(capped, currency), how, is_contested)


def _check(*inputs: Decimal | int) -> None:
    if any(given < 0 for given in inputs):
        raise ValueError("points, charges and percentages are not negative")
