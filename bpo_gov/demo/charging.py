"""What the missed levels of the first relationship cost: statements that were claimed, applied, let lapse, objected to, earned back."""

from decimal import Decimal
from typing import Any

from bpo_gov.demo.english import AMELIA, JACK, PRIYA, RUTH
from bpo_gov.demo.measuring import After
from bpo_gov.demo.steps import Step

LAPSED, EARNED, OBJECTED, CONFIRMED, DRAWN = (
    8,
    5,
    2,
    1,
    0,
)  # months back; of the last one the figures are accepted by silence
STATED = (8, 6, 5, 4, 3, 2, 1, 0)  # in the one between them every level was met
INVOICED = {6: Decimal(251_300), 3: Decimal(248_750)}  # where the invoice was not a twelfth of the year


def _life(back: int) -> list[Step]:
    def step(days: int, who: str, verb: str, words: dict[str, Any] | None = None) -> Step:
        return Step(After(back, days), 10, who, verb, f"credits {back}", words or {}, "credit_statement")

    owed, due = (AMELIA, RUTH) if back == EARNED else (RUTH, AMELIA)  # what is earned back goes the other way
    told = [
        step(
            21 if back == DRAWN else 11,
            JACK if back == EARNED else PRIYA,
            "draw_up",
            {"month": back, "owed_by": "vendor"},
        )
    ]
    if back in (LAPSED, DRAWN):
        return told
    told.append(step(13, due, "claim", {"charges": INVOICED.get(back), "reason": ""}))
    if back == OBJECTED:
        told.append(
            step(
                15,
                JACK,
                "object",
                {"amount": Decimal(1250), "reason": "What callers who were passed on waited is counted twice."},
            )
        )
        told.append(step(19, due, "settle"))
    else:
        told.append(step(16, owed, "confirm"))
    if back != CONFIRMED:
        told.append(step(21, owed, "apply", {"document": f"CN-{2109 - back}", "applied_on": None}))
    return told


ENGLISH = [step for back in STATED for step in _life(back)]
