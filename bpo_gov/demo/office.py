"""A second, small agreement between the companies of the first one: nine months of payslips and papers, and a little of everything else."""

from decimal import Decimal
from typing import Any, Final

from bpo_gov.demo.english import AMELIA, RUTH, _approve, _ask, _assess
from bpo_gov.demo.measuring import After
from bpo_gov.demo.steps import In, Step, change, decision, escalation, item

HELEN = "helen@acme.example"
PAYSLIPS: Final = (  # all and those without a mistake, the last month first
    (1204, 1199), (1198, 1193), (1190, 1182), (1181, 1174), (1179, 1172), (1174, 1166), (1160, 1149), (1158, 1143), (1151, 1132),
)  # fmt: skip
PAPERS: Final = (  # due and handed over in time
    (48, 39), (51, 42), (50, 43), (47, 42), (52, 48), (49, 46), (50, 48), (46, 45), (48, 47),
)  # fmt: skip
OPEN = 0  # months back


def _life(back: int, code: str, whole: int, part: int) -> list[Step]:
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"))
    words = {
        "code": code,
        "month": back,
        "value": share,
        "numerator": Decimal(part),
        "denominator": Decimal(whole),
        "source": "Intake list",
    }
    told = [Step(After(back, 2), 10, RUTH, "submit", f"{code} {back}", words, "figure")]
    return told if back == OPEN else [*told, Step(After(back, 6), 11, AMELIA, "accept", f"{code} {back}", {}, "figure")]


def _talk(day: int, said: str) -> list[Step]:
    """A monthly talk: called, held, minuted by one side and agreed by the other."""
    name, kind = f"talk {day}", "meeting"
    call: dict[str, Any] = {"forum": "MTH", "starts_in": 7, "at": 14, "length": 45, "place": "By telephone"}
    return [
        Step(day + 7, 9, AMELIA, "call", name, call, kind),
        Step(day + 5, 9, RUTH, "add_item", name, {"title": "The month on one page", "length": 15}, kind),
        Step(day, 14, RUTH, "start", name, {}, kind),
        Step(day, 14, AMELIA, "attend", name, {}, kind),
        Step(day, 15, AMELIA, "write", name, {"text": said}, kind),
        Step(day, 16, AMELIA, "send", name, {}, kind),
        Step(day - 2, 9, RUTH, "agree", name, {}, kind),
    ]


# fmt: off
STORY: list[Step] = [
    *(step for back, counts in enumerate(PAYSLIPS) for step in _life(back, "KPI-2", *counts)),
    *(step for back, counts in enumerate(PAPERS) for step in _life(back, "KPI-3", *counts)),
    *_talk(150, "The new starters' form is used by all. Payslips come out right."),
    *_talk(85, "Papers begin to come late; Acme looks into it."),
    *_talk(29, "Papers are late for the third month. It goes to the owners if the next list is late too."),
    *change("digital post",
        (110, 9, AMELIA, "open", _ask("Scan the post on the day it comes", "Letters lie until somebody is in the office.", "Scan every letter by noon and put it into the shared folder.",
            900, 120, 12, 3, services=("S-03",))),
        (109, 10, AMELIA, "submit"), (108, 9, RUTH, "take"),
        (106, 14, RUTH, "assess", _assess("Do it. The scanner is there.", 900, 120, 12, 3, risk="Low.")),
        (104, 10, AMELIA, "approve", _approve("Letters are scanned by noon.", In(14))), (103, 9, AMELIA, "sign"), (102, 10, RUTH, "sign"),
        (98, 9, RUTH, "start"), (88, 15, RUTH, "deliver", {"report": "All letters are in the folder by noon."}), (86, 10, AMELIA, "accept", {"remark": ""})),
    *change("two more lines",
        (9, 9, RUTH, "open", _ask("A second telephone line on Mondays", "One call in six meets a busy line on Mondays.", "A second line from eight to noon on Mondays.", 250, 60, 24, 1, services=("S-03",))),
        (8, 10, RUTH, "submit"), (7, 9, RUTH, "take"), (4, 14, RUTH, "assess", _assess("Do it.", 250, 60, 24, 1, risk="None."))),
    *escalation("papers late",
        (16, 9, RUTH, "raise", {"title": "Papers come late again and again", "severity": "high",
            "impact": "Books are closed on the last possible day; two invoices were paid late.", "wanted": "Papers by the third working day, or a later closing."}),
        (14, 15, AMELIA, "acknowledge"), (13, 11, AMELIA, "take")),
    *decision("d closing",
        (60, 10, AMELIA, "propose", {"title": "Books of a short month close a day later", "text": "In months with fewer than 20 working days the books close on the ninth working day.", "effective_on": In(10)}),
        (59, 11, RUTH, "agree")),
    *item("list of papers",
        (29, 15, AMELIA, "add", {"title": "Name one person for each list of papers", "owner": AMELIA, "due_on": In(14)})),
    *item("starter form",
        (150, 15, AMELIA, "add", {"title": "Send the new starters' form to all shops", "owner": RUTH, "due_on": In(20)}),
        (138, 10, RUTH, "done", {"report": "Sent, and answered by all but two."})),
]
# fmt: on
