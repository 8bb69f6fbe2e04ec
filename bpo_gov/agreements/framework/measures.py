"""What is measured on both sides, and what a missed level costs."""

from pydantic import Field

from bpo_gov.agreements.framework.choices import CreditModel, Direction, Interval, Side
from bpo_gov.agreements.framework.parts import Many, Part
from bpo_gov.agreements.framework.scalars import Code, FromZero, Number, Share
from bpo_gov.agreements.framework.texts import Long, Short


class Kpi(Part):
    """Definition card of one KPI."""

    code: Code
    """Short code, for example KPI-01."""
    name: Short
    """Name of the KPI."""
    description: Long
    """What it tells and why it matters."""
    unit: Short
    """Unit of the figure, for example %."""
    direction: Direction
    """Whether a higher or a lower figure is better."""
    target: Number
    """Figure aimed at."""
    minimum: Number
    """Worst figure that is still acceptable."""
    bands: Many[Number] = Field(default_factory=list)
    """Steps of performance from best to worst; each one missed counts a point more."""
    calculation: Long
    """How the figure is computed: numerator and denominator, or the value, and what is left out."""
    period: Interval
    """Period of one figure."""
    source: Short
    """Where the data come from."""
    measured_by: Side
    """Side that measures."""
    measures: Side
    """Side whose performance is measured."""
    weight: Share
    """Weight in the score of the side measured; all weights of a side are at most 100 together."""
    credit_share: Share
    """Share of the credits that depends on this KPI, in percent."""
    contest_days: FromZero
    """Days in which the other side may contest a figure."""


class Credits(Part):
    """How a missed level turns into money."""

    model: CreditModel
    """Points, share of the charges at risk, or linear in the distance from the target."""
    cap_percent: Share
    """Highest credit of a period, in percent of its charges."""
    at_risk_percent: Share | None = None
    """Share of the charges at risk, in percent; needed with at_risk."""
    clause: Short
    """Clause on credits."""
