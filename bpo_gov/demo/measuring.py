"""The figures of the first relationship: nine months of calls as a real call log has them, most accepted, one contested and agreed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from bpo_gov.demo.english import JACK, PRIYA, RUTH
from bpo_gov.demo.steps import Step
from bpo_gov.kpis.rules.periods import Length, Period, period_of

CALLS = (  # offered, answered, seconds that the answered ones waited, resolved at once; the last month first
    (412, 330, 22255, 301), (392, 314, 21368, 281), (402, 325, 21440, 279), (390, 314, 21493, 289), (432, 345, 23374, 312),
    (434, 365, 23893, 334), (370, 292, 19263, 259), (390, 322, 21490, 290), (402, 335, 23173, 304),
)  # fmt: skip
LEVELS = {  # of the demo: code -> what replaces the playbook's, which this desk never had
    "KPI-01": {"target": "82", "minimum": "78", "bands": "[82, 81, 80, 78]", "earn_back_level": "83"},
    "KPI-02": {"target": "67", "minimum": "72", "bands": "[67, 68, 70, 72]", "earn_back_level": "66"},
    "KPI-03": {"target": "90", "minimum": "85", "bands": "[90, 89, 87, 85]", "earn_back_level": "91"},
}
CONTESTED, OPEN = 1, 0  # months back
SOURCE = "Call records of the telephone platform"


@dataclass(frozen=True)
class After:
    """A day of the story: so many days after a week, a month or a quarter is over, counted back from the last one that is."""

    back: int
    days: int
    length: Length = Length.MONTH

    def span(self, end: date) -> Period:
        """The period that is meant."""
        span = period_of(self.length, end).previous
        for _n in range(self.back):
            span = span.previous
        return span

    def day(self, end: datetime) -> int:
        """As days before the end."""
        return (end.date() - self.span(end.date()).end).days - self.days


def _share(part: int, whole: int, times: int = 100) -> Decimal:
    return (Decimal(part * times) / Decimal(whole)).quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def _figures(back: int) -> list[tuple[str, dict[str, Any]]]:
    offered, answered, waited, resolved = CALLS[back]
    return [
        (
            "KPI-01",
            {"value": _share(answered, offered), "numerator": Decimal(answered), "denominator": Decimal(offered)},
        ),
        (
            "KPI-02",
            {"value": _share(waited, answered, 1), "numerator": Decimal(waited), "denominator": Decimal(answered)},
        ),
        (
            "KPI-03",
            {"value": _share(resolved, answered), "numerator": Decimal(resolved), "denominator": Decimal(answered)},
        ),
    ]


def _life(back: int, code: str, words: dict[str, Any]) -> list[Step]:
    name, kind = f"{code} {back}", "figure"

    def step(days: int, who: str, verb: str, more: dict[str, Any] | None = None) -> Step:
        return Step(After(back, days), 9, who, verb, name, more or {}, kind)

    told = [step(3, JACK, "submit", {"code": code, "month": back, "source": SOURCE, **words})]
    if back == CONTESTED and code == "KPI-02":
        told.append(
            step(
                6,
                PRIYA,
                "contest",
                {
                    "value": words["value"] + 4,
                    "reason": "Calls that were passed on waited twice; only the first wait is in it.",
                },
            )
        )
        told.append(
            step(
                8,
                RUTH,
                "propose",
                {
                    "value": words["value"] + 2,
                    "reason": "Half of those calls were passed on by the client's own switchboard.",
                },
            )
        )
        told.append(step(9, "amelia@acme.example", "agree"))
    elif back == OPEN and code == "KPI-03":
        told.append(
            step(
                5,
                PRIYA,
                "contest",
                {"value": words["value"] - 3, "reason": "Callers who rang again within a day are counted as resolved."},
            )
        )
    elif back != OPEN:
        told.append(step(6, PRIYA, "accept"))
    return told


ENGLISH = [step for back in range(len(CALLS)) for code, words in _figures(back) for step in _life(back, code, words)]
