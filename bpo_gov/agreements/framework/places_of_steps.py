"""Kinds of the steps of a dispute where a text does not name them: by their place in the usual timetables.

Texts that were signed before steps had kinds stay as they are; they are read with these.
"""

from typing import Any

USUAL = {
    ("standard", 6): ("negotiate", "refer", "mediator", "convene", "meet", "settle"),
    ("standard", 5): ("negotiate", "executives", "refer", "convene", "settle"),
    ("standard", 4): ("negotiate", "executives", "convene", "settle"),
    ("id-uu30", 5): ("negotiate", "mediator", "convene", "settle", "register"),
}


def fill(text: dict[str, Any]) -> None:
    """Give the steps their kinds where none of them names one and their number is a usual one."""
    disputes = text.get("disputes")
    steps = disputes.get("steps") if isinstance(disputes, dict) else None
    if not isinstance(disputes, dict) or not isinstance(steps, list):
        return
    if any(not isinstance(step, dict) or "key" in step for step in steps):
        return
    kinds = USUAL.get((str(disputes.get("timetable")), len(steps)), ())
    for step, kind in zip(steps, kinds, strict=False):
        step["key"] = kind
