"""The figures of the second relationship: thirteen weeks of calls as a real call log has them, one contested and agreed, the last one open."""

from decimal import ROUND_DOWN, Decimal
from typing import Any, Final

from bpo_gov.demo.indonesian import DEWI, FAJAR, RINA, SARI
from bpo_gov.demo.measuring import After
from bpo_gov.demo.steps import Step
from bpo_gov.kpis.rules.periods import Length

CALLS: Final = (  # offered, answered, seconds that the answered ones waited; the last week first
    (262, 209, 13876), (360, 289, 20275), (356, 289, 18899), (386, 311, 21255), (420, 339, 23223), (390, 315, 20591), (390, 315, 21545),
    (410, 333, 22789), (452, 360, 23974), (394, 329, 21351), (364, 294, 19744), (418, 347, 23606), (398, 324, 22601),
)  # fmt: skip
LEVELS: Final = {  # of the demo: code -> what replaces the playbook's; a week is the shortest period
    "KPI-03": {"period": "week", "target": "80", "minimum": "76", "bands": "[80, 79, 78, 76]"},
    "KPI-04": {"period": "week", "target": "68", "minimum": "75", "bands": "[68, 70, 72, 75]"},
}
CONTESTED, OPEN = 4, 0  # weeks back
SOURCE = "Catatan panggilan pusat kontak"
HUNDREDTH = Decimal("0.01")


def _figures(back: int) -> list[tuple[str, dict[str, Any]]]:
    offered, answered, waited = map(Decimal, CALLS[back])
    share = (answered * 100 / offered).quantize(HUNDREDTH, rounding=ROUND_DOWN)
    speed = (waited / answered).quantize(HUNDREDTH, rounding=ROUND_DOWN)
    return [
        ("KPI-03", {"value": share, "numerator": answered, "denominator": offered}),
        ("KPI-04", {"value": speed, "numerator": waited, "denominator": answered}),
    ]


def _life(back: int, code: str, words: dict[str, Any]) -> list[Step]:
    def step(days: int, who: str, verb: str, more: dict[str, Any] | None = None) -> Step:
        return Step(After(back, days, Length.WEEK), 9, who, verb, f"{code} minggu {back}", more or {}, "figure")

    told = [step(1, FAJAR, "submit", {"code": code, "week": back, "source": SOURCE, **words})]
    if back == CONTESTED and code == "KPI-04":
        reason = "Panggilan yang dialihkan menunggu dua kali; hanya penantian pertama yang dihitung."
        told.append(step(2, DEWI, "contest", {"value": words["value"] + 5, "reason": reason}))
        told.append(
            step(
                3,
                RINA,
                "propose",
                {"value": words["value"] + 3, "reason": "Sebagian dialihkan oleh sakelar milik klien sendiri."},
            )
        )
        told.append(step(4, SARI, "agree"))
    elif back != OPEN:
        told.append(step(3, DEWI, "accept"))
    return told


INDONESIAN = [step for back in range(len(CALLS)) for code, words in _figures(back) for step in _life(back, code, words)]
