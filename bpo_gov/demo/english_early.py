"""What happened at Acme in nine months beside the normal changes: each class of change, and what goes wrong with some."""

from typing import Any

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.demo.english import AMELIA, DANIEL, JACK, LEO, PRIYA, RUTH, _approve, _ask, _assess
from bpo_gov.demo.steps import In, Step, change

OPERATIONAL: dict[str, Any] = {"change_class": ChangeClass.OPERATIONAL}
FAST: dict[str, Any] = {"change_class": ChangeClass.FAST_TRACK}
EMERGENCY: dict[str, Any] = {"change_class": ChangeClass.EMERGENCY}


def _order(title: str, reason: str, description: str, months: int | None = None, **lines: int) -> dict[str, Any]:
    words = _ask(title, reason, description, None, None, months, None)
    return words | {
        "change_class": ChangeClass.CATALOGUE,
        "lines": {code.replace("_", "-"): n for code, n in lines.items()},
    }


def _fast(
    name: str, day: int, title: str, reason: str, description: str, cost: int, services: tuple[str, ...]
) -> list[Step]:
    """A fast-track change from wish to acceptance in three weeks."""
    return change(
        name,
        (day, 9, PRIYA, "open", _ask(title, reason, description, cost, 0, 0, 2, services=services, **FAST)), (day, 11, PRIYA, "submit"),
        (day - 1, 9, JACK, "take"), (day - 2, 15, JACK, "assess", _assess("Small and safe.", cost, 0, 0, 2)),
        (day - 5, 10, AMELIA, "approve", _approve(description, In(7))), (day - 5, 14, AMELIA, "sign"), (day - 6, 10, RUTH, "sign"),
        (day - 7, 9, JACK, "start"), (day - 12, 15, JACK, "deliver", {"report": "Done as asked."}),
        (day - 14, 10, AMELIA, "accept", {"remark": ""}),
    )  # fmt: skip


# One line a step: the story is read from top to bottom.
# fmt: off
STORY: list[Step] = [
    *change(
        "rota",
        (262, 9, JACK, "open", _ask("A rota tool for the contact centre", "The rota is kept in a sheet that only one person understands.",
            "Agents see and swap their shifts in a tool of ours.", 0, 0, 0, 6, services=("S-01",), **OPERATIONAL)),
        (261, 10, JACK, "submit"), (259, 11, PRIYA, "acknowledge"), (257, 9, JACK, "start"),
        (243, 15, JACK, "deliver", {"report": "All agents use it; two swaps a day."}), (240, 10, AMELIA, "accept", {"remark": ""}),
    ),
    *change(
        "seats",
        (250, 9, PRIYA, "open", _order("Four seats for the spring peak", "The new catalogue brings questions.", "Four more contact centre seats for a year.", 12, C_01=4)),
        (249, 10, PRIYA, "submit"), (246, 11, AMELIA, "approve", _approve("Four more contact centre seats for twelve months.", In(14))),
        (246, 15, AMELIA, "sign"), (245, 10, RUTH, "sign"), (244, 9, JACK, "start"),
        (236, 15, JACK, "deliver", {"report": "Four agents sit and answer since Monday."}), (233, 10, AMELIA, "accept", {"remark": ""}),
    ),
    *_fast("ivr", 232, "New words at the telephone menu", "Callers choose the wrong line.", "New words for the four choices of the telephone menu.", 1800, ("S-01",)),
    *change(
        "disk",
        (205, 9, JACK, "open", _ask("Payroll file restored after a disk fault", "The file for tonight's payments could not be read.",
            "Restore the file from the second copy and move it to other disks.", 6400, 0, 0, 3, services=("S-03",),
            urgency="Loss of data, and 11,000 salaries would be late; nobody who may approve could be reached before six.", **EMERGENCY)),
        (205, 10, JACK, "submit"), (204, 15, JACK, "deliver", {"report": "Restored by eleven; all payments left in time."}),
        (202, 11, AMELIA, "ratify", _approve("The payroll file was restored from the second copy and lies on other disks.", In(0))),
        (202, 15, AMELIA, "sign"), (201, 10, RUTH, "sign"), (200, 11, AMELIA, "accept", {"remark": "Well done."}),
    ),
    *_fast("letters", 188, "Shorter first letter to suppliers", "Suppliers call because the letter is long.", "The first letter to a supplier has one page.", 1200, ("S-02",)),
    *change(
        "index",
        (176, 9, LEO, "open", _ask("Search words for scanned papers", "Papers are found by date only.", "Each scanned paper gets three search words.",
            8400, 300, 24, 9, services=("S-04",))),
        (175, 10, LEO, "submit"),
        (173, 11, JACK, "ask", {"question": "For new papers only, or also for the **two million** that are there already?"}),
        (168, 10, LEO, "answer", {"answer": "For new papers only. The old ones stay as they are."}),
        (166, 9, JACK, "take"), (160, 14, JACK, "assess", _assess("Do it for new papers.", 8400, 300, 24, 9, risk="Low.")),
        (152, 10, AMELIA, "approve", _approve("New papers get three search words each.", In(20))), (151, 9, AMELIA, "sign"), (150, 11, RUTH, "sign"),
        (147, 9, JACK, "start"), (128, 15, JACK, "deliver", {"report": "Live since Monday."}), (124, 10, AMELIA, "accept", {"remark": ""}),
    ),
    *_fast("holiday", 144, "Voice message on public holidays", "Callers wait for nobody.", "A message on public holidays that says when we answer again.", 900, ("S-01",)),
    *change(
        "talks",
        (136, 9, JACK, "open", _ask("Team talk on Tuesday mornings", "On Mondays the lines are full.", "The weekly team talk moves from Monday to Tuesday at nine.",
            0, 0, 0, 1, services=("S-01",), **OPERATIONAL)),
        (135, 10, JACK, "submit"),
        (132, 11, PRIYA, "return", {"reason": "Tuesday at nine is when the shops get their deliveries and call most. Wednesday would do."}),
        (129, 10, JACK, "rescope", _ask("Team talk on Wednesday mornings", "On Mondays the lines are full.", "The weekly team talk moves from Monday to Wednesday at nine.",
            0, 0, 0, 1, services=("S-01",), **OPERATIONAL)),
        (127, 11, PRIYA, "acknowledge"), (126, 9, JACK, "start"), (119, 15, JACK, "deliver", {"report": "Since last Wednesday."}),
        (117, 10, AMELIA, "accept", {"remark": ""}),
    ),
    *change(
        "scanner",
        (122, 9, PRIYA, "open", _ask("Scanners in the western centre", "Papers travel a day.", "Two scanners at the western centre.", 26000, 400, 30, 10,
            services=("S-04",), locations=("L-2",))),
        (121, 10, PRIYA, "submit"), (120, 9, JACK, "take"), (113, 14, JACK, "assess", _assess("Do it.", 26000, 400, 30, 10)),
        (108, 10, AMELIA, "approve", _approve("Two scanners stand at the western centre.", In(30))), (107, 9, AMELIA, "sign"), (107, 14, RUTH, "sign"),
        (104, 10, RUTH, "propose_reopening", {"reason": "The building has room for one scanner only; the second would stand in the north."}),
        (101, 11, AMELIA, "agree_reopening"),
        (99, 10, PRIYA, "rescope", _ask("One scanner in each centre", "Papers travel a day.", "One scanner at the western and one at the northern centre.",
            24500, 400, 30, 9, services=("S-04",), locations=("L-1", "L-2"))),
        (98, 9, JACK, "take"), (94, 14, JACK, "assess", _assess("Do it.", 24500, 400, 30, 9)),
        (90, 10, AMELIA, "approve", _approve("One scanner stands in each centre.", In(20))), (89, 9, AMELIA, "sign"), (88, 14, RUTH, "sign"),
        (86, 9, JACK, "start"), (64, 15, JACK, "deliver", {"report": "Both scan since Thursday."}), (61, 10, AMELIA, "accept", {"remark": ""}),
    ),
    *change(
        "night",
        (112, 9, JACK, "open", _ask("Second line opened in the night", "The telephone exchange failed at two in the morning.", "Calls ran over the exchange of the other centre for a night.",
            9800, 0, 0, 4, services=("S-01",), urgency="A stop of the service; it was night.", **EMERGENCY)),
        (112, 10, JACK, "submit"), (111, 11, JACK, "deliver", {"report": "From 02:40 to 07:10 over the other centre."}),
        (106, 10, AMELIA, "refuse", {"reason": "Nobody calls between two and seven: this could have waited until morning. We do not pay for it."}),
    ),
    *change(
        "reports",
        (105, 9, LEO, "open", _order("Two reports for the auditors", "The auditors ask for them each year.", "Invoices by supplier, and payslips corrected.", None, C_03=2)),
        (104, 10, LEO, "submit"), (102, 11, AMELIA, "approve", _approve("Two reports made to order.", In(14))), (102, 15, AMELIA, "sign"), (101, 10, RUTH, "sign"),
        (100, 9, JACK, "start"), (92, 15, JACK, "deliver", {"report": "Both are in the shared folder."}), (91, 10, AMELIA, "accept", {"remark": ""}),
    ),
    *change(
        "cloud",
        (98, 9, JACK, "open", _ask("Telephone records kept in the cloud", "The old store is full.", "Records of the last year move to a store in the same country.",
            31000, 900, 24, 15, services=("S-01",), data_location="Dublin")),
        (97, 10, JACK, "submit"), (96, 9, JACK, "take"), (92, 14, JACK, "assess", _assess("Do it.", 31000, 900, 24, 15, risk="Medium: data moves.")),
        (86, 10, DANIEL, "approve", _approve("Records of the last year are kept in a store in the same country.", In(30))), (85, 9, AMELIA, "sign"),
        (68, 11, AMELIA, "give_notice", {"notice": "We signed three weeks ago. The old store is full, and we ask you to sign or to say what keeps you."}),
        (56, 10, AMELIA, "dispute", {"reason": "No signature and no word since the notice. We want it settled whether the price of the assessment stands.", "relief": "A signature under the note, or a decision that its price stands."}),
    ),
    *_fast("forms", 84, "New form for travel costs", "The form has a field nobody fills.", "One field less in the form for travel costs.", 700, ("S-02",)),
    *change(
        "fifth",
        (16, 9, PRIYA, "open", _ask("Company name on payslips", "The company has a new name since the first of the month.", "The new name on payslips and letters.", 1500, 0, 0, 2,
            services=("S-03",), **FAST)),
        (16, 10, PRIYA, "submit!"), (16, 11, PRIYA, "make_normal"), (16, 12, PRIYA, "submit"),
        (16, 13, PRIYA, "note", {"text": "We wanted it on the *fast track*, but it would have been the fifth in twelve months (clause 9.2(c)). So it goes the normal way."}),
        (15, 9, JACK, "take"), (12, 14, JACK, "assess", _assess("Do it with the next run.", 1500, 0, 0, 2)),
    ),
    *change(
        "headsets",
        (7, 9, JACK, "open", _ask("Other headsets for the agents", "The old ones are heavy.", "Lighter headsets of our own choice.", 0, 0, 0, 1, services=("S-01",), **OPERATIONAL)),
        (6, 10, JACK, "submit"),
    ),
    *change(
        "training",
        (6, 9, PRIYA, "open", _order("Training for the new shops", "Four shops opened.", "Two half days on the helpdesk.", None, C_04=2)), (5, 10, PRIYA, "submit"),
    ),
    *change(
        "virus",
        (3, 9, JACK, "open", _ask("Mail store taken off the net", "A letter with a virus was opened.", "The mail store of accounts payable stood apart for a day and was cleaned.", 4200, 0, 0, 2,
            services=("S-02",), urgency="Loss of data; nobody who may approve could be reached on Sunday.", **EMERGENCY)),
        (3, 10, JACK, "submit"),
    ),
    *change(
        "codes-two",
        (11, 9, LEO, "open", _ask("Cost centres of the closed shops", "Three closed shops still get costs.", "Close three cost centres in payroll and the ledger.", 2200, 0, 0, 2,
            services=("S-02", "S-03"), related=("codes",))),
        (10, 10, LEO, "submit"), (8, 11, JACK, "ask", {"question": "Where should costs go that still come in for the three shops?"}),
    ),
]
# fmt: on
