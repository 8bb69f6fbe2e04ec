"""How a file is read: which column is what, how numbers, days and times are written, and which measure feeds which KPI."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

from bpo_gov.kernel.words import N_
from bpo_gov.kpis.rules.cells import Below, First
from bpo_gov.kpis.rules.measures import Measure


class Sort(StrEnum):
    """What a file holds: figures as they are, or the calls that they are counted from."""

    FIGURES = "figures"
    CALLS = "calls"


class Style(StrEnum):
    """How numbers are written."""

    POINT = "point"
    COMMA = "comma"
    POINT_GROUPED = "point_grouped"
    COMMA_GROUPED = "comma_grouped"

    @property
    def decimal(self) -> str:
        return "," if self in (Style.COMMA, Style.COMMA_GROUPED) else "."

    @property
    def thousands(self) -> str:
        return {Style.POINT_GROUPED: ",", Style.COMMA_GROUPED: "."}.get(self, "")


SORTS: Final = {
    Sort.FIGURES: N_("Figures, a row for each KPI and period"),
    Sort.CALLS: N_("A call log, a row for each call"),
}
COLUMNS: Final = {
    Sort.FIGURES: {
        "kpi": N_("KPI"), "period": N_("Period"), "starts": N_("First day of the period"), "ends": N_("Last day of the period"),
        "value": N_("Figure"), "numerator": N_("Numerator"), "denominator": N_("Denominator"), "source": N_("Source"),
    },
    Sort.CALLS: {
        "day": N_("Day of the call"), "answered": N_("Answered, yes or no"), "resolved": N_("Resolved at once, yes or no"),
        "speed": N_("Seconds until the answer"), "talk": N_("Length of the talk"), "satisfaction": N_("Satisfaction"), "ref": N_("Name of the call"),
    },
}  # fmt: skip
NEEDED: Final = {Sort.FIGURES: ("kpi", "value"), Sort.CALLS: ("day", "answered")}
MEASURES: Final = {
    Measure.ANSWER_RATE: N_("Share answered"), Measure.ABANDONMENT_RATE: N_("Share abandoned"), Measure.SPEED_OF_ANSWER: N_("Average speed of answer"),
    Measure.ANSWERED_WITHIN: N_("Share answered in time"), Measure.TALK_TIME: N_("Average talk time"),
    Measure.FIRST_CONTACT_RESOLUTION: N_("Resolved at first contact"), Measure.SATISFACTION: N_("Mean satisfaction"),
}  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """What was chosen for a file. `columns` are heads by field, `feeds` measures by the code of the KPI; `within`, `worst`
    and `best` are those of calls.Terms, `blanks` says that an empty figure means no data, `sheet` is that of a workbook."""

    columns: Mapping[str, str] = field(default_factory=dict)
    feeds: Mapping[str, str] = field(default_factory=dict)
    style: Style = Style.POINT
    first: First | None = None
    below_one: Below | None = None
    blanks: bool = False
    within: int = 30
    worst: int = 1
    best: int = 5
    sheet: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Chosen":
        """As it was kept."""
        first, below = kept.get("first"), kept.get("below_one")
        return cls(
            dict(kept["columns"]), dict(kept["feeds"]), Style(kept["style"]), First(first) if first else None, Below(below) if below else None,
            bool(kept["blanks"]), int(kept["within"]), int(kept["worst"]), int(kept["best"]),
            str(kept.get("sheet", "")),
        )  # fmt: skip

    def kept(self) -> dict[str, Any]:
        """As it is kept, in plain values."""
        return {name: str(value) if isinstance(value, StrEnum) else value for name, value in asdict(self).items()}

    def missing(self, sort: Sort) -> list[str]:
        """The fields that have no column and need one."""
        missing = [name for name in NEEDED[sort] if name not in self.columns]
        if sort is Sort.FIGURES and not {"period", "starts"} & set(self.columns):
            missing.insert(1, "period")
        return missing
