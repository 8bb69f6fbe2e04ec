"""What happened at Acme in the last three months, change by change; figures of the vendor's assessment follow the request's."""

from decimal import Decimal
from typing import Any

from bpo_gov.demo.steps import In, Step, change

AMELIA, PRIYA, DANIEL, LEO = "amelia@acme.example", "priya@acme.example", "daniel@acme.example", "leo@acme.example"
RUTH, JACK, TOM, OWEN = (
    "ruth@northgate.example",
    "jack@northgate.example",
    "tom@northgate.example",
    "owen@northgate.example",
)


def _ask(
    title: str,
    reason: str,
    description: str,
    once: int | None,
    monthly: int | None,
    months: int | None,
    days: int | None,
    **more: Any,
) -> dict[str, Any]:
    return {
        "title": title, "reason": reason, "description": description, "one_off_cost": _d(once), "monthly_cost": _d(monthly), "months": months,
        "effort_days": _d(days), "term_days": more.pop("term_days", 0), **more,
    }  # fmt: skip


def _d(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _assess(recommendation: str, once: int, monthly: int, months: int, days: int, **more: Any) -> dict[str, Any]:
    blank = dict.fromkeys(
        (
            "scope",
            "service_levels",
            "milestones",
            "pricing_basis",
            "resources",
            "risk",
            "interfaces",
            "timetable",
            "tests",
            "proposed_text",
        ),
        "",
    )
    return {
        **blank, "recommendation": recommendation, "one_off_cost": Decimal(once), "monthly_cost": Decimal(monthly), "months": months,
        "effort_days": Decimal(days), "term_days": 0, "volume": None, **more,
    }  # fmt: skip


def _approve(text: str, effective: In) -> dict[str, Any]:
    return {"description": text, "adjustments": "", "effective_on": effective}


# One line a step: the story is read from top to bottom.
# fmt: off
STORY: list[Step] = [
    *change(
        "chat",
        (92, 10, PRIYA, "open", _ask(
            "Chat channel for the helpdesk", "Shop staff may not use a telephone on the floor, so their questions come after work.",
            "Open a chat channel to the payroll helpdesk, Monday to Friday 08:00 to 18:00, beside telephone and mail.", 18000, 900, 12, 9,
            services=("S-01",), benefits="Questions are asked when they come up.", alternatives="Longer telephone hours: dearer, and not used on the floor.")),
        (91, 11, PRIYA, "submit"),
        (90, 9, JACK, "take"),
        (84, 15, JACK, "assess", _assess("Do it. Chat takes about a fifth of the calls within three months.", 18000, 900, 12, 9,
            service_levels="Answered in 20 s is expected to rise from 78% to 84%.", pricing_basis="Rate card, schedule 5.",
            risk="Low: the tool is in use for two other clients.", timetable="Ready three weeks after both have signed.")),
        (80, 10, AMELIA, "approve", _approve("A chat channel to the payroll helpdesk from 08:00 to 18:00 on working days.", In(20))),
        (79, 9, AMELIA, "sign"), (78, 14, RUTH, "sign"), (76, 9, JACK, "start"),
        (60, 16, JACK, "deliver", {"report": "Chat is live for all shops; the first week had 212 conversations."}),
        (57, 11, AMELIA, "accept", {"remark": "Shops like it. Thank you."}),
    ),
    *change(
        "archive",
        (88, 9, JACK, "open", _ask(
            "Move the payslip archive to the western centre", "The archive room at the northern centre is full by the end of the year.",
            "Keep paper payslips of the last six years at the western service centre instead of the northern one.", 6500, 0, 0, 6,
            services=("S-04",), locations=("L-1", "L-2"), benefits="One place for finance and payroll papers.")),
        (87, 10, JACK, "submit"), (85, 9, JACK, "take"),
        (82, 11, JACK, "assess", _assess("Do it in one weekend, with a sealed transport.", 6500, 0, 0, 6, risk="Low.", timetable="One weekend in the month after signing.")),
        (78, 15, AMELIA, "approve", _approve("The payslip archive moves to the western service centre in one sealed transport.", In(20))),
        (77, 9, AMELIA, "sign"), (77, 13, RUTH, "sign"), (70, 9, JACK, "start"),
        (55, 10, JACK, "deliver", {"report": "All 214 boxes are in place and scanned against the list; none is missing."}),
        (50, 14, AMELIA, "accept", {"remark": ""}),
    ),
    *change(
        "weekend-desk",
        (83, 9, PRIYA, "open", _ask(
            "Round-the-clock telephone helpdesk", "Night shifts in the depots cannot reach anybody.",
            "Answer payroll questions by telephone at all hours, every day of the year.", 120000, 31000, 24, 60, services=("S-01", "S-05"),
            clauses=("5.4",), disadvantages="A night team has to be built.")),
        (82, 10, PRIYA, "submit"), (80, 9, JACK, "take"),
        (71, 15, JACK, "assess", _assess("Not within the framework: the night team alone is worth more than all changes together.", 124000, 31500, 24, 64,
            scope="A new service in all but name.", risk="High: recruiting twelve people for nights.")),
        (68, 10, AMELIA, "propose_amendment", {"statement": "Both sides find that a helpdesk at all hours goes beyond what the framework allows: it is worth more "
            "than all changes together may be, and it touches the method of payment. We ask the contract owners to look at a new service for nights and weekends."}),
        (66, 11, RUTH, "agree_amendment"),
    ),
    *change(
        "codes",
        (75, 9, LEO, "open", _ask(
            "New cost centres after the reorganisation", "From October the shops report to regions, and the ledger has other cost centres.",
            "Map 640 cost centres in payroll and accounts payable to the new ones.", 9800, 0, 0, 8, services=("S-02", "S-03"))),
        (74, 10, LEO, "submit"), (72, 9, JACK, "take"),
        (66, 14, JACK, "assess", _assess("Do it at a month's end, after a trial run.", 9800, 0, 0, 8, tests="One trial run over September.", timetable="Ten days.")),
        (60, 9, AMELIA, "approve", _approve("640 cost centres are mapped in payroll and accounts payable.", In(20))),
        (59, 10, AMELIA, "sign"), (58, 11, RUTH, "sign"), (57, 9, JACK, "start"),
        (46, 15, JACK, "deliver", {"report": "Mapped and posted; 3 of 640 were given back to finance as closed shops."}),
        (44, 9, AMELIA, "rework", {"reason": "Region North West is missing in the accruals report."}),
        (41, 16, JACK, "deliver", {"report": "The accruals report shows all eight regions; rerun for October."}),
        (39, 10, AMELIA, "accept", {"remark": "Checked with finance."}),
    ),
    *change(
        "daily-file",
        (70, 11, PRIYA, "open", _ask(
            "Absence file daily instead of weekly", "Late absence notes make wrong payslips.", "Take the absence file every night.", 4000, 1500, 36, 5,
            services=("S-03",))),
        (69, 9, PRIYA, "submit"), (66, 9, JACK, "take"),
        (59, 13, JACK, "assess", _assess("Possible, but the gain is small: 11 payslips a month.", 4200, 1600, 36, 6, risk="Medium: a nightly file needs a nightly watch.")),
        (50, 15, AMELIA, "reject", {"reason": "Eleven payslips a month do not carry the cost. We correct them by hand and look again in spring."}),
    ),
    *change(
        "kiosk",
        (67, 9, JACK, "open", _ask(
            "Payslip kiosks in the depots", "Half of the depot staff have no company mail.", "Put one kiosk in each of nine depots.", 52000, 400, 24, 18,
            services=("S-03",))),
        (66, 10, JACK, "submit"),
        (62, 11, PRIYA, "note", {"text": "Which data would stay on the kiosk after somebody signs out?"}),
        (60, 9, PRIYA, "return", {"reason": "Say how a payslip is kept from the next person in the queue, and what a kiosk costs when it is broken."}),
        (52, 10, JACK, "withdraw", {"reason": "We found a better way: a printed code that opens the payslip on a private telephone. A new request follows."}),
    ),
    *change(
        "starters",
        (62, 10, PRIYA, "open", _ask(
            "Starter pack in four languages", "A third of new depot staff read English with effort.", "Translate the starter pack and the first payslip's notes.",
            7200, 0, 0, 4, services=("S-04",))),
        (61, 9, PRIYA, "submit"), (59, 9, JACK, "take"),
        (53, 10, JACK, "assess", _assess("Do it; the translators are at hand.", 7400, 0, 0, 4)),
    ),
    *change(
        "codes-by-text",
        (48, 9, JACK, "open", _ask(
            "Payslip by a code on a private telephone", "Half of the depot staff have no company mail.",
            "Print a code on the roster; it opens the payslip on a private telephone after a second factor.", 21000, 650, 24, 14, services=("S-03",),
            alternatives="Kiosks in the depots: withdrawn, see the related change.", data_location="")),
        (47, 10, JACK, "submit"), (45, 9, JACK, "take"),
        (39, 11, JACK, "assess", _assess("Do it. Two factors, nothing stays on the telephone.", 22500, 650, 24, 14, risk="Medium: telephones differ.",
            tests="Thirty people of three depots for two weeks.", service_levels="No KPI changes.", pricing_basis="Rate card, schedule 5.")),
        (33, 10, DANIEL, "approve", _approve("A payslip can be opened by a code from the roster and a second factor.", In(20))),
        (32, 9, AMELIA, "sign"), (31, 15, RUTH, "sign"), (27, 9, JACK, "start"),
    ),
    *change(
        "second-bank",
        (40, 9, LEO, "open", _ask(
            "Second bank for salary payments", "One bank's outage in August delayed 300 salaries.", "Send the payment file to either of two banks.",
            16000, 500, 36, 12, services=("S-02", "S-03"), required_by=In(45))),
        (39, 10, LEO, "submit"), (37, 9, JACK, "take"),
        (30, 14, JACK, "assess", _assess("Do it before the year's end.", 16500, 500, 36, 12, interfaces="The second bank's file format is the first one's with two fields more.",
            risk="Low.", timetable="Six weeks, with one parallel run.")),
        (9, 11, AMELIA, "approve", _approve("Salary payments can go through either of two banks.", In(20))),
        (8, 10, AMELIA, "sign"),
    ),
    *change(
        "four-sites",
        (36, 10, PRIYA, "open", _ask(
            "Four new shops in the south west", "Four shops open before Christmas with 180 people.", "Take 180 people of four shops into payroll and the helpdesk.",
            8800, 700, 36, 7, services=("S-01", "S-03"), locations=("L-2",))),
        (35, 9, PRIYA, "submit"), (34, 9, JACK, "take"),
        (29, 16, JACK, "assess", _assess("Do it; the rate card covers it.", 8800, 700, 36, 7, pricing_basis="Rate card, schedule 5, per person and month.")),
        (24, 9, AMELIA, "approve", _approve("180 people of four new shops are taken into payroll and the helpdesk.", In(20))),
        (23, 10, AMELIA, "sign"), (22, 11, RUTH, "sign"), (21, 9, JACK, "start"),
        (4, 15, JACK, "deliver", {"report": "All four shops are in; the first payslips went out without a query."}),
    ),
    *change(
        "saturday",
        (26, 9, PRIYA, "open", _ask(
            "Saturday helpdesk hours for payroll questions", "Payslips go out on Friday evening. 38% of the questions reach the helpdesk on Monday morning, and half "
            "of the callers wait over four minutes.", "Open the payroll helpdesk on Saturday from 08:00 to 12:00 with four agents, by telephone and chat.",
            12000, 2900, 16, 14, services=("S-01",), alternatives="Move payday to Thursday (unions object); answer by chat only (does not reach the depots).",
            benefits="Questions are answered before the weekend is over.", disadvantages="Four people work on Saturdays.", required_by=In(45))),
        (25, 10, PRIYA, "submit"), (24, 9, JACK, "take"),
        (16, 14, JACK, "assess", _assess("Do it, with three months of measured trial. The Monday peak falls by about a third.", 12000, 3100, 16, 14,
            service_levels="Answered in 20 s: Monday is expected to rise from 71% to 86%. No other KPI changes.", pricing_basis="Fixed price, schedule 5 rate card.",
            resources="Four agents of the present team, by rota.", risk="Saturday allowances under the works agreement: medium.",
            timetable="14 working days of effort, ready on 4 January.", tests="Two Saturdays with half of the shops.")),
        (12, 11, LEO, "note_own", {"text": "Finance agrees if the trial has an exit: let us approve with a review at the end of March."}),
    ),
    *change(
        "tax-rules",
        (13, 9, JACK, "open", _ask(
            "Payroll tax rules from January", "The thresholds change with the new year.", "Update the tax tables and the notes on the payslip.", 5200, 0, 0, 5,
            services=("S-03",), required_by=In(45))),
        (12, 10, JACK, "submit"), (11, 9, JACK, "take"),
    ),
    *change(
        "pension",
        (6, 10, PRIYA, "open", _ask(
            "Pension letters by mail and portal", "People ask for the letter twice.", "Send pension letters by mail and put them in the portal.", None, None, None, None,
            services=("S-04",))),
        (5, 11, PRIYA, "submit"),
    ),
    *change(
        "draft-report",
        (2, 10, LEO, "open", _ask(
            "Cost report by region", "Regions ask finance for what the helpdesk costs them.", "A monthly table of cost by region.", 2500, 100, 36, 3, services=("S-05",))),
    ),
]
