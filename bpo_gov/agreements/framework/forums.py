"""Where the two sides meet, what they report, and what they watch for."""

from pydantic import Field

from bpo_gov.agreements.framework.calendars import Period
from bpo_gov.agreements.framework.choices import Cadence, Chair, Counts, Interval, OnMinutes, OnReport, Side
from bpo_gov.agreements.framework.parts import Many, Part, Some
from bpo_gov.agreements.framework.scalars import Code, Span, Whole
from bpo_gov.agreements.framework.texts import Long, Short


class Quorum(Part):
    """How many people of each side make a meeting valid."""

    client: Whole
    """People of the client."""
    vendor: Whole
    """People of the vendor."""


class Forum(Part):
    """A regular meeting of both sides."""

    code: Code
    """Short code, for example OPS."""
    name: Short
    """Name of the forum."""
    purpose: Long
    """What it is for and what it may decide."""
    cadence: Cadence
    """How often it meets."""
    chair: Chair
    """Side that chairs, or rotates."""
    quorum: Quorum
    """People needed from each side."""
    client: Some[Short]
    """Titles of the client's members."""
    vendor: Some[Short]
    """Titles of the vendor's members."""


class Governance(Part):
    """How decisions are answered and minutes agreed."""

    clause: Short
    """Clause on joint governance."""
    answer: Period
    """For answering a proposed decision."""
    minutes: Period
    """For agreeing to minutes, from the day they are sent."""
    silence: OnMinutes = OnMinutes.REMIND
    """What silence about minutes means: people are reminded, or they count as agreed."""


class Report(Part):
    """A report that one side owes the other."""

    name: Short
    """Name of the report."""
    from_: Side = Field(alias="from")
    """Side that owes it."""
    every: Interval
    """How often."""
    due: Long
    """When it is due, in words."""
    within: Span | None = None
    """Working days after the period ends; if left out the report is only stated, not watched."""
    review: Span = 10
    """With within: working days of the other side to accept it or to send it back."""
    silence: OnReport = OnReport.REMIND
    """With within: what silence about a report means: people are reminded, or it counts as accepted."""
    clause: Short
    """Clause that asks for it."""


class Way(Part):
    """One way to reach a trigger, in figures that can be counted."""

    counts: Counts
    """What is counted: below_minimum, at_cap, points or plan_failed."""
    whose: Side
    """Side whose performance it is."""
    kpi: Code | None = None
    """With below_minimum: the KPI; if left out, any one of that side."""
    times: Whole
    """How often it takes; of points, more than this many."""
    window: Whole
    """Within how many consecutive periods."""


class Trigger(Part):
    """Something that would give a right to terminate, watched so that it does not happen."""

    name: Short
    """Name of the trigger."""
    description: Long
    """What it means."""
    threshold: Long
    """When it is reached, in words and figures."""
    clause: Short
    """Clause that gives the right."""
    ways: Many[Way] = Field(default_factory=list)
    """What can be counted of it; any one of them is enough. If left out the trigger is only stated."""
