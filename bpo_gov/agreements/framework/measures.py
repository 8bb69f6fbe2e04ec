"""What is measured on both sides, and what a missed level costs."""

from pydantic import Field

from bpo_gov.agreements.framework.calendars import Period
from bpo_gov.agreements.framework.choices import CreditModel, Direction, Interval, Side
from bpo_gov.agreements.framework.parts import Many, Part
from bpo_gov.agreements.framework.scalars import Code, FromZero, Number, Rate, Share, Whole, YesNo
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
    earn_back_level: Number | None = None
    """Figure that a later period must beat for a credit to come back; if left out, none does for this KPI."""


class EarnBack(Part):
    """When a credit comes back."""

    within: Whole
    """In how many later periods of the KPI its level may be beaten."""
    percent: Share
    """How much of the credit comes back, in percent."""


class Claim(Part):
    """Until when a credit is claimed and answered."""

    within: Period
    """For claiming a credit, from its statement."""
    lapses: YesNo = False
    """True if a credit that is not claimed in time lapses; else it is late and may still be claimed."""
    reply: Period
    """For the answer of the side that owes it."""


class Credits(Part):
    """How a missed level turns into money."""

    model: CreditModel
    """Points, share of the charges at risk, or linear in the distance from the target."""
    cap_percent: Share
    """Highest credit of a period, in percent of its charges."""
    at_risk_percent: Share | None = None
    """Share of the charges at risk, in percent; needed with at_risk."""
    percent_of_point: Share | None = None
    """What one point costs, in percent of the charges of its period; if left out, points cost nothing."""
    percent_of_unit: Rate | None = None
    """With linear: what one unit below the target costs, in percent of the charges; if left out, one."""
    allocation: Rate | None = None
    """With at_risk: the pool that the shares are taken of, in percent of what is at risk; if left out, 100."""
    year_cap_percent: Share | None = None
    """Highest credits of a contract year, in percent of the annual charges; if left out there is no such cap."""
    earn_back: EarnBack | None = None
    """How a credit comes back; if left out it does not."""
    claim: Claim | None = None
    """Times for claiming and answering; if left out, 20 and 10 working days, and nothing lapses."""
    clause: Short
    """Clause on credits."""
