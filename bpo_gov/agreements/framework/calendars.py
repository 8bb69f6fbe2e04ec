"""When the parties work, how days are counted between them, and a length of time in those days."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationInfo, model_validator

from bpo_gov.agreements.framework.choices import CountingUnit, Weekday
from bpo_gov.agreements.framework.parts import Many, Part, Some
from bpo_gov.agreements.framework.places import Country, Zone
from bpo_gov.agreements.framework.scalars import Day, Hour, Span, YesNo
from bpo_gov.agreements.framework.texts import Short
from bpo_gov.kernel.calendars import Rule, Unit


class PartyCalendar(Part):
    """When one side works."""

    country: Country
    """Country whose public holidays count."""
    subdivision: Short | None = None
    """Part of the country with holidays of its own, for example ENG or SCT."""
    time_zone: Zone
    """Time zone of the office hours."""
    working_days: Some[Weekday]
    """Days of the week on which this side works."""
    opens: Hour
    """When the office opens."""
    closes: Hour
    """When it closes; at or before the opening hour it means on the next day."""
    closed_days: Many[Day] = Field(default_factory=list)
    """Dates on which this side is closed besides its public holidays."""
    cuti_bersama: YesNo = False
    """True if Indonesia's decreed joint leave counts as closed."""


class Counting(Part):
    """How a deadline is counted."""

    rule: Rule
    """Whose closed days are skipped: client's, vendor's, those of either, or only those of both."""
    unit: CountingUnit
    """Unit of a period that names none."""
    day_of_receipt: YesNo
    """True if the day of receipt is the first day of the period."""
    cut_off: Hour
    """What arrives later counts as received on the next day; a period ends at this time."""
    clause: Short
    """Clause that says so."""


class Calendars(Part):
    """The two calendars and the rule that joins them."""

    client: PartyCalendar
    """The client's calendar."""
    vendor: PartyCalendar
    """The vendor's calendar."""
    counting: Counting
    """How days are counted between the two."""


class Period(Part):
    """A length of time."""

    n: Span
    """How many units."""
    unit: Unit = Unit.WORKING_DAY
    """Unit; if left out, that of calendars.counting.unit."""
    clause: Short | None = None
    """Clause that sets the period."""

    @model_validator(mode="before")
    @classmethod
    def _agreed_unit(cls, given: Any, info: ValidationInfo) -> Any:
        if not isinstance(given, Mapping) or given.get("unit") is not None:
            return given
        return {**given, "unit": (info.context or {}).get("unit", Unit.WORKING_DAY)}
