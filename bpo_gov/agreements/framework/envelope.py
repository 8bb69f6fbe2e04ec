"""How far things may change without negotiating anew: the limits, one class for each kind."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from bpo_gov.agreements.framework.calendars import Period
from bpo_gov.agreements.framework.choices import Base, ChangeClass, Over, Topic
from bpo_gov.agreements.framework.parts import Many, Part, Some
from bpo_gov.agreements.framework.scalars import Amount, Code, Day, FromZero, Months, Nearness, Number, Rate, Whole
from bpo_gov.agreements.framework.texts import Short


class LimitPart(Part):
    """What every limit has."""

    code: Code
    """Short code, unique among the limits, for example a."""
    title: Short
    """The limit in a few words."""
    clause: Short
    """Clause that sets it, for example 9.2(a)."""


class SumPart(LimitPart):
    """A limit on money: a percentage of a base, or an amount."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["amount"]}, {"required": ["percent", "of"]}]},
    )

    percent: Rate | None = None
    """Percentage of the base named in `of`; 10 means 10 %."""
    of: Base | None = None
    """What the percentage is taken of."""
    amount: Amount | None = None
    """Fixed amount, instead of a percentage."""


class EachLimit(SumPart):
    """No single change may cost more."""

    kind: Literal["each"] = "each"
    """One change at most."""
    change_class: ChangeClass | None = None
    """Class of change that it limits; every class if left out."""


class CumulativeLimit(SumPart):
    """All changes of a span together may not cost more."""

    kind: Literal["cumulative"] = "cumulative"
    """All changes together."""
    over: Over
    """Span over which they add up: the life of the agreement, a contract year, or rolling months."""
    months: Months | None = None
    """Length of the rolling window; only with rolling."""


class CountLimit(LimitPart):
    """Only so many changes within a rolling window."""

    kind: Literal["count"] = "count"
    """Number of changes."""
    at_most: FromZero
    """How many changes."""
    months: Months
    """Length of the rolling window."""
    change_class: ChangeClass | None = None
    """Class of change that is counted; every class if left out."""


class TermLimit(LimitPart):
    """All changes together may not move the end further."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["percent"]}, {"required": ["days"]}]})

    kind: Literal["term"] = "term"
    """Move of the end."""
    percent: Rate | None = None
    """Percentage of the maximum term in days."""
    days: FromZero | None = None
    """Fixed number of days, instead of a percentage."""


class EffortLimit(LimitPart):
    """No single change may take more working days of effort."""

    kind: Literal["effort"] = "effort"
    """Effort of one change."""
    days: Whole
    """Working days of effort."""


class BandLimit(LimitPart):
    """A measure must stay near its baseline."""

    kind: Literal["band"] = "band"
    """Band around a baseline."""
    measure: Short
    """What is measured, for example invoices a month."""
    baseline: Number
    """Agreed figure."""
    percent: Rate
    """How far it may move up or down, in percent of the baseline."""


class ProtectedLimit(LimitPart):
    """Subjects that no change may touch."""

    kind: Literal["protected"] = "protected"
    """Protected subjects."""
    topics: Many[Topic] = Field(default_factory=list)
    """Protected topics, in addition to the clauses marked protected."""


class FrozenPeriod(Part):
    """A span of days without changes."""

    from_: Day = Field(alias="from")
    """First day."""
    to: Day
    """Last day."""
    reason: Short
    """Why nothing may change."""


class FrozenLimit(LimitPart):
    """Spans of days in which nothing may change."""

    kind: Literal["frozen"] = "frozen"
    """Frozen periods."""
    periods: Some[FrozenPeriod]
    """The spans of days."""


Limit = Annotated[
    EachLimit | CumulativeLimit | CountLimit | TermLimit | EffortLimit | BandLimit | ProtectedLimit | FrozenLimit,
    Field(discriminator="kind"),
]


class Splitting(Part):
    """When changes of one subject look like one change in parts: a warning, never a refusal."""

    within: Period
    """How short the time between two such changes is."""
    clause: Short
    """Clause that asks for the warning."""


class Envelope(Part):
    """The limits of change."""

    clause: Short
    """Clause that allows changes within limits."""
    near: Nearness = Decimal(80)
    """From which percentage of a limit on a change counts as near it."""
    limits: Many[Limit]
    """The limits."""
    splitting: Splitting | None = None
    """Warning of one change in parts; if left out there is none."""
