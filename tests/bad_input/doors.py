"""Every form of change control, of decisions, actions, escalations and disputes: who sends it, where it stands, what is in it, and where it is stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, select

from bpo_gov.action_items.models import ActionItem
from bpo_gov.change_requests import actions
from bpo_gov.change_requests.models import Assessment, AuthorisationNote, ChangeRequest
from bpo_gov.credits.models import Statement
from bpo_gov.decisions.models import Decision
from bpo_gov.disputes.models import Dispute
from bpo_gov.escalations.models import Escalation
from bpo_gov.figure_imports.models import FigureImport
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.matters import Matter
from bpo_gov.kpis.models import Figure
from bpo_gov.meetings.models import Meeting, Preparation
from bpo_gov.pulses.models import Pulse
from bpo_gov.rectifications.models import Rectification
from bpo_gov.reliefs.models import Relief
from bpo_gov.reports.models import Report
from bpo_gov.successions.models import Succession
from tests import make
from tests.bad_input.ground import FOLDERS, connection
from tests.cast import Cast
from tests.house import (
    asking,
    charging,
    climbing,
    convening,
    deciding,
    disputing,
    importing,
    measuring,
    owing,
    relieving,
    reporting,
    righting,
    succeeding,
)
from tests.house.situations import SITUATIONS

REQUEST = {
    "title": "line", "reason": "prose", "description": "prose", "alternatives": "prose", "benefits": "prose",
    "disadvantages": "prose", "required_by": "day", "one_off_cost": "amount", "monthly_cost": "amount",
    "months": "months", "effort_days": "effort", "term_days": "days", "data_location": "line", "urgency": "prose",
}  # fmt: skip
WORDS = ("title", "reason", "description")
ASSESSMENT = {
    "recommendation": "prose", "scope": "prose", "service_levels": "prose", "milestones": "prose",
    "one_off_cost": "amount", "monthly_cost": "amount", "months": "months", "effort_days": "effort",
    "term_days": "days", "pricing_basis": "prose", "resources": "prose", "risk": "prose", "interfaces": "prose",
    "timetable": "prose", "tests": "prose", "proposed_text": "prose",
}  # fmt: skip
FIGURES = ("one_off_cost", "monthly_cost", "months", "effort_days", "term_days")
APPROVAL = {"description": "prose", "adjustments": "prose", "effective_on": "day"}
RAISE = {"title": "line", "impact": "prose", "wanted": "prose", "review_on": "later"}
SUCCESSOR = {"successor": "line", "meets": "prose"}
BEGIN = {"reason": "prose", "relief": "prose"}
PROPOSAL = {
    "title": "line", "text": "prose", "context": "prose", "options": "prose", "rationale": "prose", "amount": "sum", "effective_on": "day",
    "review_on": "later",
}  # fmt: skip
NOTICE = {"title": "line", "particulars": "prose", "why": "prose", "relief": "prose", "amount": "sum"}
SESSION = {"held_on": "past", "client_people": "line", "vendor_people": "line", "result": "prose"}
TERMS = {
    "promises-0-kind": "credit", "promises-0-owes": "vendor", "promises-0-what": "A credit.", "promises-0-amount": "4,000", "promises-0-due_on": "2026-08-01",
}  # fmt: skip
PLAN = {"day": "2026-07-01", "at": "10:00", "length": "60"}
SEAT = {"email": "mediator@neutral.example.com"}
WAYS = {
    "columns-kpi": "Kode", "columns-period": "Periode", "columns-value": "Nilai", "columns-source": "Sumber", "style": "comma", "first": "day",
}  # fmt: skip
ITEM = {"title": "line", "due_on": "coming", "details": "prose"}
CLAIMED = {"figures": "KPI-08 2026-05", "item": "", "milestone": "", "milestone_on": "", "delay": "", "own_delay": ""}
STEPS = {"steps-0-what": "Hire two people", "steps-0-owner": "side", "steps-0-due_on": "2026-08-01", "denies": ""}
GOOD = {"line": "A line", "prose": "Some words.", "amount": "100", "effort": "1", "months": "1", "days": "0",
        "day": "2026-12-01", "later": "2026-12-01", "past": "2026-06-01", "coming": "2026-12-01", "sum": "100", "more": "4"}  # fmt: skip
CODES = ("services", "locations", "clauses", "key_personnel")
APART = (  # read by fields of their own
    "post", "cause", "last_on", "first_on", "taken_on",
    "lines", "related", "severity", "about", "early", "urgent", "step", "promises", "promise", "client_authority", "vendor_authority",
    "email", "payer", "subject", "supersedes", "owner", "owner_id", "days", "item", "edition", "forum", "day", "at", "length", "seats", "first", "position",
    "value", "numerator", "denominator", "no_data", "decision", "charges", "applied_on", "amount",
    "figures", "figure", "aware_on", "known_on", "milestone", "milestone_on", "delay", "own_delay", "caused", "steps", "denies", "root",
    "scores", "quarter", "link",
    "source", "columns", "feeds", "style", "below_one", "blanks", "within", "worst", "best",
)  # fmt: skip
READ: dict[str, Callable[[Any], Any]] = {
    "sum": Decimal,
    "past": date.fromisoformat,
    "later": date.fromisoformat,
    "coming": date.fromisoformat,
}  # as the record writes them
SEALED = "dispute.seal"  # what is sent there is stored nowhere to be read: tests/disputes/test_sealed.py
HERE = "change_request"


@dataclass(frozen=True)
class Door:
    """One form. `stands` makes the matter it is about; `kept` names the table where its fields are columns."""

    by: str
    fields: Mapping[str, str]
    needed: tuple[str, ...]
    stands: Callable[[Cast], Matter] | None
    kept: type[Any] | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    also: Callable[[Any], Mapping[str, str]] | None = None  # what is only known once the matter stands
    tail: str = ""  # of the address, where the form opens a matter but is not the first one to

    def good(self) -> dict[str, str]:
        """What passes."""
        return {name: GOOD[kind] for name, kind in self.fields.items()} | dict(self.more)


def _at(state: str, by: str = "carl", **words: Any) -> Callable[[Cast], ChangeRequest]:
    small: dict[str, Any] = {
        "one_off_cost": Decimal(100),
        "monthly_cost": Decimal(0),
    }  # there are many, within one envelope
    return lambda cast: make.change_request(cast, state, by=by, **small, **words)


def _outside(cast: Cast) -> ChangeRequest:
    return make.change_request(cast, "submitted", one_off_cost=Decimal(900_000))


def _with_statement(cast: Cast) -> ChangeRequest:
    return actions.propose_amendment(_outside(cast), cast.actor("ana"), statement="It has doubled.")


def _one(by: str, name: str, stands: Callable[[Cast], Matter], **more: Any) -> Door:
    return Door(by, {name: "prose"}, () if name == "remark" else (name,), stands, **more)


def _as_in(situation: str) -> Callable[[Cast], ChangeRequest]:
    return lambda cast: SITUATIONS[situation](cast, "client")


def _climbing(situation: str) -> Callable[[Cast], Escalation]:
    return lambda cast: climbing.SITUATIONS[situation](cast, "client")


def _disputed(situation: str) -> Callable[[Cast], Dispute]:
    return lambda cast: disputing.SITUATIONS[situation](cast, "client")


def _decided(situation: str) -> Callable[[Cast], Decision]:
    return lambda cast: deciding.SITUATIONS[situation](cast, "client")


def _owed(situation: str) -> Callable[[Cast], ActionItem]:
    return lambda cast: owing.SITUATIONS[situation](cast, "client")


def _convened(situation: str) -> Callable[[Cast], Meeting]:
    return lambda cast: convening.SITUATIONS[situation](cast, "client")


def _measured(situation: str) -> Callable[[Cast], Figure]:
    return lambda cast: measuring.SITUATIONS[situation](cast, "vendor")


def _asked(situation: str) -> Callable[[Cast], Pulse]:
    return lambda cast: asking.SITUATIONS[situation](cast, "client")


def _stated(situation: str) -> Callable[[Cast], Statement]:
    return lambda cast: charging.SITUATIONS[situation](cast, "client")


def _relieved(situation: str) -> Callable[[Cast], Relief]:
    return lambda cast: relieving.SITUATIONS[situation](cast, "client")


def _reported(situation: str) -> Callable[[Cast], Report]:
    return lambda cast: reporting.SITUATIONS[situation](cast, "vendor")


def _righted(situation: str) -> Callable[[Cast], Rectification]:
    return lambda cast: righting.SITUATIONS[situation](cast, "client")


def _succeeded(situation: str) -> Callable[[Cast], Succession]:
    return lambda cast: succeeding.SITUATIONS[situation](cast, "client")


def _first_step(one: Any) -> dict[str, str]:
    return {"step": str(one.steps[0].id)}


def _handed_over(situation: str) -> Callable[[Cast], FigureImport]:
    return lambda cast: importing.SITUATIONS[situation](cast, "client")


def _a_decision_about(one: Matter) -> dict[str, str]:
    return {"decision": deciding.decision(Cast.load(), "agreed", about=one).label}


def _last_item(one: Meeting) -> dict[str, str]:
    return {"item": str(one.items[-1].id), "edition": str(one.items[-1].edition)}


def _first_promise(one: Dispute) -> dict[str, str]:
    return {"promise": str(one.remedies[0].id)}


def _all(by: str, fields: Mapping[str, str], situation: str, **more: Any) -> Door:
    """A form of disputes whose every field is needed."""
    return Door(by, fields, tuple(fields), _disputed(situation), **more)


DOORS = {
    "new": Door("carl", REQUEST, WORDS, None, ChangeRequest, {"change_class": "normal"}),
    "edit": Door("carl", REQUEST, WORDS, _at("draft"), ChangeRequest, {"change_class": "normal"}),
    "rescope": Door("carl", REQUEST, WORDS, _at("assessed"), ChangeRequest, {"change_class": "normal"}),
    "assess": Door("victor", ASSESSMENT, ("recommendation", *FIGURES), _at("assessing"), Assessment),
    "approve": Door("edda", APPROVAL, ("description", "effective_on"), _at("assessed"), AuthorisationNote),
    "return": _one("victor", "reason", _at("submitted")),
    "reject": _one("ana", "reason", _at("submitted")),
    "withdraw": _one("carl", "reason", _at("submitted")),
    "propose_amendment": _one("ana", "statement", _outside),
    "decline_amendment": _one("vera", "reason", _with_statement),
    "deliver": _one("victor", "report", _at("implementing")),
    "accept": _one("ana", "remark", _at("delivered")),
    "rework": _one("carl", "reason", _at("delivered")),
    "ask": _one("victor", "question", _at("submitted")),
    "answer": _one("carl", "answer", _as_in("submitted, a question")),
    "ratify": Door("edda", APPROVAL, ("description", "effective_on"), _as_in("emergency at work"), AuthorisationNote),
    "refuse": _one("edda", "reason", _as_in("emergency at work")),
    "give_notice": _one("edda", "notice", _as_in("approved, not signed in time")),
    "dispute": Door("edda", BEGIN, ("reason", "relief"), _as_in("approved, a dispute may begin")),
    "end_dispute": _one("edda", "reason", _as_in("disputed")),
    "propose_reopening": _one("vera", "reason", _at("authorised")),
    "decline_reopening": _one("ana", "reason", _as_in("authorised, to be reopened")),
    "note": _one("vera", "text", _at("submitted")),
    "note_own": _one("vera", "text", _at("submitted")),
    "say": _one("vera", "text", _at("submitted"), more={"reach": "own"}),
    "escalation.raise": Door("carl", RAISE, tuple(RAISE), None, Escalation, {"severity": "normal", "early": "y"}),
    "escalation.wait": _one("victor", "need", _climbing("in_hand")),
    "escalation.answer": _one("carl", "answer", _climbing("in hand, waiting")),
    "escalation.propose": _one("victor", "resolution", _climbing("in_hand")),
    "escalation.refuse": _one("carl", "reason", _climbing("proposed")),
    "escalation.reopen": _one("carl", "reason", _climbing("resolved")),
    "escalation.promote": _one("carl", "reason", _climbing("early warning")),
    "escalation.climb": _one("vera", "reason", _climbing("in_hand")),
    "escalation.to_dispute": Door("ana", BEGIN, ("reason", "relief"), _climbing("in_hand")),
    "escalation.end_dispute": _one("vera", "reason", _climbing("disputed")),
    "escalation.withdraw": _one("carl", "reason", _climbing("raised")),
    "escalation.note": _one("vera", "text", _climbing("raised")),
    "escalation.note_own": _one("vera", "text", _climbing("raised")),
    "escalation.say": _one("vera", "text", _climbing("raised"), more={"reach": "own"}),
    "decision.propose": Door("carl", PROPOSAL, ("title", "effective_on"), None, Decision),
    "decision.reword": Door("victor", PROPOSAL, ("title", "effective_on"), _decided("proposed"), Decision),
    "decision.decline": _one("vera", "reason", _decided("proposed")),
    "decision.withdraw": _one("carl", "reason", _decided("proposed")),
    "decision.dissent": _one("victor", "text", _decided("agreed")),
    "decision.review": Door("carl", {"result": "prose", "review_on": "later"}, ("result",), _decided("due for review")),
    "decision.note": _one("vera", "text", _decided("proposed")),
    "decision.note_own": _one("vera", "text", _decided("proposed")),
    "decision.say": _one("vera", "text", _decided("proposed"), more={"reach": "own"}),
    "meeting.call": Door("carl", {"title": "line", "place": "line"}, (), None, Meeting, PLAN | {"forum": "OPS"}),
    "meeting.reschedule": Door(
        "victor", {"place": "line", "reason": "prose"}, ("reason",), _convened("scheduled"), None, PLAN
    ),
    "meeting.end": _one("carl", "reason", _convened("draft")),
    "meeting.put": Door(
        "victor", {}, (), _convened("scheduled"), more={"position": "1", "length": "20"}, also=_last_item
    ),
    "meeting.prepare": Door(
        "carl", {"text": "prose"}, (), _convened("scheduled"), Preparation, {"edition": "0"}, also=_last_item
    ),
    "meeting.cancel": _one("carl", "reason", _convened("scheduled")),
    "meeting.add_item": Door("victor", {"title": "line"}, ("title",), _convened("scheduled"), None, {"length": "10"}),
    "meeting.drop_item": Door("carl", {}, (), _convened("scheduled"), also=_last_item),
    "meeting.attend": Door("carl", {}, (), _convened("in_progress")),
    "meeting.write": Door("carl", {"text": "prose"}, (), _convened("in_progress"), also=_last_item),
    "meeting.carry": Door("victor", {}, (), _convened("in_progress"), also=_last_item),
    "meeting.correct": Door(
        "victor", {"text": "prose", "reason": "prose"}, ("text", "reason"), _convened("minuted"), also=_last_item
    ),
    "meeting.disagree": _one("victor", "text", _convened("minuted")),
    "meeting.comment": _one("carl", "text", _convened("noted")),
    "meeting.note": _one("vera", "text", _convened("scheduled")),
    "meeting.note_own": _one("vera", "text", _convened("scheduled")),
    "meeting.say": _one("vera", "text", _convened("scheduled"), more={"reach": "own"}),
    "dispute.notify": Door("ana", NOTICE, ("title", "particulars", "why", "relief"), None, Dispute, {"urgent": "y"}),
    "dispute.position": _all("carl", {"facts": "prose", "wants": "prose"}, "negotiating"),
    "dispute.write_facts": _one("carl", "text", _disputed("negotiating")),
    "dispute.step_up": _one("ana", "reason", _disputed("negotiating")),
    "dispute.end_talks": _one("ana", "reason", _disputed("negotiating on the highest tier")),
    "dispute.name_mediator": _all("ana", {"name": "line", "reason": "prose"}, "choosing", more=SEAT),
    "dispute.appoint": _all("ana", {"name": "line", "letter": "prose"}, "choosing, left to the body", more=SEAT),
    "dispute.share_summary": _one("ana", "text", _disputed("preparing")),
    "dispute.confide": _one("ana", "text", _disputed("preparing")),
    "dispute.ask_sealed": _all("ana", {}, "preparing", more={"payer": "client", "subject": "The second run."}),
    "dispute.agree_sealed": _all("vera", {}, "preparing, sealed offers asked"),
    "dispute.change_subject": _all("ana", {}, "preparing, a figure sealed", more={"subject": "Another thing."}),
    "dispute.end_sealed": _one("ana", "reason", _disputed("preparing, a figure sealed")),
    "dispute.hold": _all("ana", SESSION, "preparing", more={"client_authority": "y"}),
    "dispute.end_mediation": _one("ana", "reason", _disputed("meeting")),
    "dispute.offer": Door("ana", {"text": "prose", "amount": "sum"}, ("text",), _disputed("negotiating")),
    "dispute.write_terms": _all("ana", {"terms": "prose"}, "negotiating", more=TERMS),
    "dispute.change_terms": _all("vera", {"terms": "prose"}, "settling", more=TERMS),
    "dispute.drop_terms": _one("ana", "reason", _disputed("settling")),
    "dispute.register": _all("ana", {"reference": "line"}, "settled, to be registered"),
    "dispute.perform": _all("vera", {"report": "prose"}, "settled", also=_first_promise),
    "dispute.confirm": _all("ana", {}, "settled, a promise done", also=_first_promise),
    "dispute.breach": _one("ana", "reason", _disputed("settled, a promise past its day")),
    "dispute.ask_time": _all("ana", {"days": "more", "reason": "prose"}, "negotiating", more={"step": "negotiate"}),
    "dispute.ask_pause": _one("ana", "reason", _disputed("negotiating")),
    "dispute.ask_expedited": _one("ana", "reason", _disputed("negotiating")),
    "dispute.ask_expert": _all("ana", {"name": "line", "question": "prose"}, "negotiating"),
    "dispute.decline": _one("vera", "reason", _disputed("negotiating, more time asked")),
    "dispute.resume": _one("ana", "reason", _disputed("negotiating, suspended")),
    "dispute.urge": _one("carl", "reason", _disputed("negotiating")),
    "dispute.determine": _one("ana", "decision", _disputed("determining")),
    "dispute.leave": _all("ana", {"forum": "line", "reason": "prose"}, "unsettled"),
    "dispute.withdraw": _one("ana", "reason", _disputed("negotiating")),
    "dispute.note": _one("vera", "text", _disputed("noticed")),
    "dispute.note_own": _one("vera", "text", _disputed("noticed")),
    "dispute.say": _one("vera", "text", _disputed("noticed"), more={"reach": "own"}),
    "figure.contest": Door("carl", {"reason": "prose"}, ("reason",), _measured("provisional"), more={"value": "94"}),
    "figure.propose": Door("victor", {"reason": "prose"}, ("reason",), _measured("contested"), more={"value": "95"}),
    "figure.determine": Door("ana", {}, (), _measured("contested"), more={"value": "95"}, also=_a_decision_about),
    "figure.correct": Door(
        "victor",
        {"reason": "prose"},
        ("reason",),
        _measured("accepted"),
        more={"value": "95", "numerator": "", "denominator": "", "source": ""},
    ),
    "figure.withdraw": _one("victor", "reason", _measured("provisional")),
    "figure.note": _one("vera", "text", _measured("provisional")),
    "figure.note_own": _one("vera", "text", _measured("provisional")),
    "figure.say": _one("vera", "text", _measured("provisional"), more={"reach": "own"}),
    "credit_statement.claim": Door("ana", {"reason": "prose"}, (), _stated("drawn"), more={"charges": "83,333.33"}),
    "credit_statement.object": Door(
        "victor", {"reason": "prose"}, ("reason",), _stated("claimed"), more={"amount": "500"}
    ),
    "credit_statement.determine": Door(
        "ana", {}, (), _stated("objected"), more={"amount": "700"}, also=_a_decision_about
    ),
    "credit_statement.apply": Door(
        "victor", {"document": "line"}, ("document",), _stated("confirmed"), more={"applied_on": "2026-06-02"}
    ),
    "credit_statement.waive": _one("ana", "reason", _stated("drawn")),
    "credit_statement.note": _one("vera", "text", _stated("drawn")),
    "credit_statement.note_own": _one("vera", "text", _stated("drawn")),
    "credit_statement.say": _one("vera", "text", _stated("drawn"), more={"reach": "own"}),
    "report.deliver": Door("victor", {"remark": "prose"}, (), _reported("due"), Report, {"link": reporting.LINK}),
    "report.send_back": _one("carl", "reason", _reported("delivered")),
    "report.waive": _one("ana", "reason", _reported("due")),
    "report.note": _one("vera", "text", _reported("due")),
    "report.note_own": _one("vera", "text", _reported("due")),
    "report.say": _one("vera", "text", _reported("due"), more={"reach": "own"}),
    "relief.notify": Door(
        "carl",
        {"title": "line", "happened": "prose", "cause": "prose"},
        ("title", "happened", "cause"),
        None,
        Relief,
        {"aware_on": "2026-06-01"},
    ),
    "relief.detail": Door("carl", {"details": "prose"}, ("details",), _relieved("noticed"), None, CLAIMED),
    "relief.accept_part": Door(
        "vera",
        {"reason": "prose"},
        ("reason",),
        _relieved("claimed"),
        more={"figures": "KPI-08 2026-05", "caused": "2"},
    ),
    "relief.refuse": _one("vera", "reason", _relieved("claimed")),
    "relief.determine": Door(
        "ana", {}, (), _relieved("refused"), more={"figures": "KPI-08 2026-05", "caused": "2"}, also=_a_decision_about
    ),
    "relief.withdraw": _one("carl", "reason", _relieved("noticed")),
    "relief.note": _one("vera", "text", _relieved("noticed")),
    "relief.note_own": _one("vera", "text", _relieved("noticed")),
    "relief.say": _one("vera", "text", _relieved("noticed"), more={"reach": "own"}),
    "rectification.notify": Door(
        "carl",
        {"failing": "prose"},
        ("failing",),
        None,
        Rectification,
        {"figure": "KPI-02 2026-05", "known_on": "2026-06-01"},
    ),
    "rectification.draft": Door(
        "victor", {"cause": "prose", "remedy": "prose"}, ("cause", "remedy"), _righted("notified"), more=STEPS
    ),
    "rectification.return": _one("carl", "reason", _righted("drafted")),
    "rectification.finish": Door("victor", {"done": "prose"}, ("done",), _righted("executing"), also=_first_step),
    "rectification.report": _one("victor", "report", _righted("executing, every step done")),
    "rectification.verify": Door("ana", {"remark": "prose"}, (), _righted("reported")),
    "rectification.fail": _one("ana", "reason", _righted("reported")),
    "rectification.determine": Door("ana", {}, (), _righted("drafted"), more={"root": "both"}, also=_a_decision_about),
    "rectification.withdraw": _one("ana", "reason", _righted("notified")),
    "rectification.note": _one("vera", "text", _righted("notified")),
    "rectification.note_own": _one("vera", "text", _righted("notified")),
    "rectification.say": _one("vera", "text", _righted("notified"), more={"reach": "own"}),
    "pulse.answer": Door(
        "victor",
        {},
        (),
        _asked("open"),
        more={f"scores-{n}-{side}": "7" for n in range(5) for side in ("client", "vendor")},
    ),
    "pulse.withdraw": _one("ana", "reason", _asked("open")),
    "pulse.note": _one("vera", "text", _asked("open")),
    "pulse.note_own": _one("vera", "text", _asked("open")),
    "pulse.say": _one("vera", "text", _asked("open"), more={"reach": "own"}),
    "succession.announce": Door(
        "carl",
        {"said": "prose"},
        (),
        None,
        Succession,
        {"post": succeeding.OF_CLIENT.key, "cause": "leaves", "last_on": "2026-07-31"},
    ),
    "succession.request": Door(
        "ana", {"request": "prose"}, ("request",), None, Succession, {"post": succeeding.OF_VENDOR.key}, tail="ask"
    ),
    "succession.agree": Door(
        "ana", {"said": "prose"}, (), _succeeded("requested, by the vendor"), more={"last_on": "2026-07-31"}
    ),
    "succession.decline": _one("ana", "reason", _succeeded("requested, by the vendor")),
    "succession.propose": Door(
        "carl", SUCCESSOR, tuple(SUCCESSOR), _succeeded("announced"), more={"first_on": "2026-07-20"}
    ),
    "succession.propose_other": Door(
        "carl", SUCCESSOR, tuple(SUCCESSOR), _succeeded("proposed"), more={"first_on": "2026-07-20"}
    ),
    "succession.object": _one("vera", "reason", _succeeded("proposed")),
    "succession.in_place": Door(
        "carl", {"handed": "prose"}, (), _succeeded("consented"), more={"taken_on": "2026-06-03"}
    ),
    "succession.withdraw": _one("ana", "reason", _succeeded("announced")),
    "succession.note": _one("vera", "text", _succeeded("announced")),
    "succession.note_own": _one("vera", "text", _succeeded("announced")),
    "succession.say": _one("vera", "text", _succeeded("announced"), more={"reach": "own"}),
    "figure_import.choose": Door("carl", {}, (), _handed_over("refused"), more=WAYS),
    "figure_import.bring_in": Door("carl", {"reason": "prose"}, (), _handed_over("ready")),
    "figure_import.note": _one("carl", "text", _handed_over("ready")),
    "figure_import.note_own": _one("carl", "text", _handed_over("ready")),
    "figure_import.say": _one("carl", "text", _handed_over("ready"), more={"reach": "own"}),
    "action_item.add": Door("carl", ITEM, ("title", "due_on"), None, ActionItem, {"owner": "vendor"}),
    "action_item.done": _one("victor", "report", _owed("open")),
    "action_item.reopen": _one("carl", "reason", _owed("done")),
    "action_item.hand_over": Door("victor", {}, (), _owed("open"), more={"owner_id": "side"}),
    "action_item.move_day": Door("ana", {"due_on": "coming", "reason": "prose"}, ("due_on", "reason"), _owed("open")),
    "action_item.drop": _one("vera", "reason", _owed("open")),
    "action_item.note": _one("vera", "text", _owed("open")),
    "action_item.note_own": _one("vera", "text", _owed("open")),
    "action_item.say": _one("vera", "text", _owed("open"), more={"reach": "own"}),
    # the last one: from here on a later version is in force
    "decline_version": _one("vera", "reason", _as_in("submitted, asked to move to the version in force")),
}


@dataclass(frozen=True)
class Standing:
    """A door with a matter before it, committed; `number` is 0 where the form opens one."""

    verb: str
    door: Door
    number: int

    @property
    def kind(self) -> str:
        return self.verb.rpartition(".")[0] or HERE

    @property
    def place(self) -> str:
        """The address of the matter's page; of the list where there is none yet."""
        return f"{FOLDERS[self.kind]}/{self.number or ''}"

    @property
    def address(self) -> str:
        return f"{self.place}/{self.verb.rpartition('.')[2]}" if self.number else f"{self.place}{self.door.tail}"

    def stored(self) -> dict[str, Any]:
        """What the database holds of the matter now: the columns of the form's table, else the last event's words."""
        query = select(Matter.id).where(Matter.kind == self.kind).order_by(Matter.number.desc()).limit(1)
        if self.number:
            query = select(Matter.id).where(Matter.kind == self.kind, Matter.number == self.number)
        matter_id = connection().execute(query).scalar_one()
        if self.door.kept is None:
            last = select(EventContent.particulars).join(Event).where(Event.matter_id == matter_id)
            found = dict(connection().execute(last.order_by(Event.seq.desc()).limit(1)).scalar_one())
            kinds = self.door.fields.items()
            return found | {name: READ[kind](found[name]) for name, kind in kinds if kind in READ and found.get(name)}
        own = _row(self.door.kept, matter_id)
        return _row(Matter, matter_id) | own if issubclass(self.door.kept, Matter) else own


def stand(cast: Cast, *verbs: str) -> list[Standing]:
    """Bring a matter to where each of these forms can be sent."""
    with unit_of_work():
        return [_stand(cast, verb, DOORS[verb]) for verb in verbs]


def _stand(cast: Cast, verb: str, door: Door) -> Standing:
    if door.stands is None:
        return Standing(verb, door, 0)
    matter = door.stands(cast)
    if door.also is not None:
        door = replace(door, more={**door.more, **door.also(matter)})
    return Standing(verb, door, matter.number)


def _row(model: type[Any], matter_id: int) -> dict[str, Any]:
    table: Table = model.__table__
    if "item_id" in table.c:  # of a part of the matter: its newest
        newest = select(table).order_by(table.c.id.desc()).limit(1)
        return dict(connection().execute(newest).mappings().one())
    key = table.c.change_id if "change_id" in table.c else table.c.id
    return dict(connection().execute(select(table).where(key == matter_id)).mappings().one())
