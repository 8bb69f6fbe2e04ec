"""Page, engine and answer agree: for each situation x verb x person, one refusal, one button, one status."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import yaml
from flask import Flask

from bpo_gov.action_items import queries as items
from bpo_gov.action_items.forms import FORMS as OF_ITEMS
from bpo_gov.action_items.workflow import ACTION_ITEM
from bpo_gov.agreements import actions as agreements
from bpo_gov.agreements import queries as frameworks
from bpo_gov.agreements.forms import FORMS as OF_FRAMEWORKS
from bpo_gov.agreements.workflow import FRAMEWORK
from bpo_gov.change_requests import queries as changes
from bpo_gov.change_requests.forms import FORMS as OF_CHANGES
from bpo_gov.change_requests.models import State
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.credits import queries as credits
from bpo_gov.credits.forms import FORMS as OF_CREDITS
from bpo_gov.credits.workflow import STATEMENT
from bpo_gov.decisions import queries as decisions
from bpo_gov.decisions.forms import FORMS as OF_DECISIONS
from bpo_gov.decisions.workflow import DECISION
from bpo_gov.disputes import queries as disputes
from bpo_gov.disputes.forms import FORMS as OF_DISPUTES
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.escalations import queries as escalations
from bpo_gov.escalations.forms import FORMS as OF_ESCALATIONS
from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.figure_imports import queries as imports
from bpo_gov.figure_imports.forms import FORMS as OF_IMPORTS
from bpo_gov.figure_imports.workflow import FIGURE_IMPORT
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kpis import queries as figures
from bpo_gov.kpis.forms import FORMS as OF_FIGURES
from bpo_gov.kpis.workflow import FIGURE
from bpo_gov.meetings import queries as meetings
from bpo_gov.meetings.forms import FORMS as OF_MEETINGS
from bpo_gov.meetings.workflow import MEETING
from bpo_gov.pulses import queries as pulses
from bpo_gov.pulses.forms import FORMS as OF_PULSES
from bpo_gov.pulses.workflow import PULSE
from bpo_gov.rectifications import queries as plans
from bpo_gov.rectifications.forms import FORMS as OF_PLANS
from bpo_gov.rectifications.workflow import RECTIFICATION
from bpo_gov.reliefs import queries as reliefs
from bpo_gov.reliefs.forms import FORMS as OF_RELIEFS
from bpo_gov.reliefs.workflow import RELIEF
from bpo_gov.reports import queries as reports
from bpo_gov.reports.forms import FORMS as OF_REPORTS
from bpo_gov.reports.workflow import REPORT
from bpo_gov.successions import queries as successions
from bpo_gov.successions.forms import FORMS as OF_SUCCESSIONS
from bpo_gov.successions.workflow import SUCCESSION
from tests import cast as people
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
from tests.house.conftest import Browser
from tests.house.judged import Kind
from tests.house.situations import SITUATIONS

MISSING = 99_999
MIRRORED = ("ana", "carl", "vera", "victor")  # who looks at what the vendor began: a manager and a member of each side
NAMES = [name for name, *_ in people.PEOPLE]
FOLDER = f"/a/{people.KEY}/changes"
CHANGES = Kind(CHANGE_REQUEST, OF_CHANGES, changes.load, FOLDER)
ESCALATIONS = Kind(ESCALATION, OF_ESCALATIONS, escalations.load, f"/a/{people.KEY}/escalations")
DECISIONS = Kind(DECISION, OF_DECISIONS, decisions.load, f"/a/{people.KEY}/decisions")
DISPUTES = Kind(DISPUTE, OF_DISPUTES, disputes.load, f"/a/{people.KEY}/disputes")
MEETINGS = Kind(MEETING, OF_MEETINGS, meetings.load, f"/a/{people.KEY}/meetings")
CREDITS = Kind(STATEMENT, OF_CREDITS, credits.load, f"/a/{people.KEY}/credits")
FIGURES = Kind(FIGURE, OF_FIGURES, figures.load, f"/a/{people.KEY}/figures")
RELIEFS = Kind(RELIEF, OF_RELIEFS, reliefs.load, f"/a/{people.KEY}/relief")
PLANS = Kind(RECTIFICATION, OF_PLANS, plans.load, f"/a/{people.KEY}/plans")
REPORTS = Kind(REPORT, OF_REPORTS, reports.load, f"/a/{people.KEY}/reports")
SUCCESSIONS = Kind(SUCCESSION, OF_SUCCESSIONS, successions.load, f"/a/{people.KEY}/key-people")
PULSES = Kind(PULSE, OF_PULSES, pulses.load, f"/a/{people.KEY}/pulse")
IMPORTS = Kind(FIGURE_IMPORT, OF_IMPORTS, imports.load, f"/a/{people.KEY}/kpis/imports")
ITEMS = Kind(ACTION_ITEM, OF_ITEMS, items.load, f"/a/{people.KEY}/actions")
BESIDE = pytest.mark.parametrize(
    ("kind", "situations"),
    [
        (ESCALATIONS, climbing.SITUATIONS),
        (DISPUTES, disputing.SITUATIONS),
        (DECISIONS, deciding.SITUATIONS),
        (ITEMS, owing.SITUATIONS),
        (MEETINGS, convening.SITUATIONS),
        (FIGURES, measuring.SITUATIONS),
        (CREDITS, charging.SITUATIONS),
        (RELIEFS, relieving.SITUATIONS),
        (PLANS, righting.SITUATIONS),
        (REPORTS, reporting.SITUATIONS),
        (PULSES, asking.SITUATIONS),
        (SUCCESSIONS, succeeding.SITUATIONS),
        (IMPORTS, importing.SITUATIONS),
    ],
    ids=[
        "escalation",
        "dispute",
        "decision",
        "action_item",
        "meeting",
        "figure",
        "credit_statement",
        "relief",
        "rectification",
        "report",
        "pulse",
        "succession",
        "figure_import",
    ],
)
ON_SQLITE = pytest.mark.parametrize("application", ["sqlite"], indirect=True)  # who may what asks no database
TURNED = ("draft", "submitted", "assessed", "returned", "approved, half signed")  # seen from the other side too
SIGNED_BY = {"proposed": (), "half signed": ("vera",), "active": ("vera", "edda")}


def test_every_state_is_among_the_situations() -> None:
    assert {state.value for state in State} <= set(SITUATIONS)
    assert {state.value for state in ESCALATION.states} <= set(climbing.SITUATIONS)
    assert {state.value for state in DISPUTE.states} <= set(disputing.SITUATIONS)
    assert {state.value for state in MEETING.states} <= set(convening.SITUATIONS)
    assert {state.value for state in STATEMENT.states} <= set(charging.SITUATIONS)
    assert {state.value for state in FIGURE.states} <= set(measuring.SITUATIONS)
    assert {state.value for state in RELIEF.states} <= set(relieving.SITUATIONS)
    assert {state.value for state in RECTIFICATION.states} <= set(righting.SITUATIONS)
    assert {state.value for state in REPORT.states} <= set(reporting.SITUATIONS)
    assert {state.value for state in SUCCESSION.states} <= set(succeeding.SITUATIONS)
    assert {state.value for state in PULSE.states} <= set(asking.SITUATIONS)
    assert {state.value for state in FIGURE_IMPORT.states} <= set(importing.SITUATIONS)
    assert {state.value for state in DECISION.states} <= set(deciding.SITUATIONS)
    assert {state.value for state in ACTION_ITEM.states} <= set(owing.SITUATIONS)


@ON_SQLITE
def test_engine_buttons_and_status_agree(app: Flask, cast: Cast, browser: Callable[..., Browser]) -> None:
    with unit_of_work():
        matters = {situation: make(cast, "client") for situation, make in SITUATIONS.items()}
        matters |= {f"{situation}, by the vendor": SITUATIONS[situation](cast, "vendor") for situation in TURNED}
    for name in (*NAMES, people.OUTSIDER):
        window, tried = browser(name), set[tuple[str, str]]()
        for situation, cr in matters.items():
            _judged_alike(CHANGES, cast, window, name, (situation, cr.number), tried)


@ON_SQLITE
@BESIDE
def test_they_agree_on_other_kinds(
    app: Flask, cast: Cast, browser: Callable[..., Browser], kind: Kind, situations: Mapping[str, Any]
) -> None:
    with unit_of_work():
        matters = {
            (situation, side): make(cast, side) for situation, make in situations.items() for side in ("client", "vendor")
        }  # fmt: skip
    for name in (*NAMES, people.OUTSIDER):
        window, tried = browser(name), set[tuple[str, str]]()
        for (situation, side), one in matters.items():
            if side == "vendor" and name not in MIRRORED:
                continue
            _judged_alike(kind, cast, window, name, ((situation, side), one.number), tried)


def _judged_alike(
    kind: Kind, cast: Cast, window: Browser, name: str, stands: tuple[object, int], tried: set[tuple[str, str]]
) -> None:
    """Buttons and answers are what the engine says; a stranger finds nothing. Each verb is tried once for each reason not to make it."""
    (situation, number), actor = stands, cast.actors.get(name)
    found = kind.found(actor, number) if actor else None
    reasons = {verb: kind.reason(actor, found, verb) for verb in kind.flow.table}
    answers = {verb: kind.tried(window, number, verb) for verb, why in reasons.items() if (verb, why) not in tried}
    tried |= set(reasons.items())
    assert answers == {verb: kind.status(actor, found, verb) for verb in answers}, (name, situation)
    if actor is not None:
        assert kind.drawn(window, number) == kind.expected(actor, found), (name, situation)


@ON_SQLITE
@pytest.mark.parametrize("situation", [*SIGNED_BY, "declined"])
def test_they_agree_on_frameworks(app: Flask, cast: Cast, browser: Callable[..., Browser], situation: str) -> None:
    with unit_of_work():
        agreements.import_agreement(yaml.safe_dump(people.terms(reference="second"), sort_keys=False))
    second = Cast.load("second")
    with unit_of_work():
        for name in SIGNED_BY.get(situation, ()):
            agreements.sign(frameworks.load(1, second.actor(name), lock=True), second.actor(name))
        if situation == "declined":
            agreements.decline(frameworks.load(1, second.actor("vera"), lock=True), second.actor("vera"), reason="No.")
    kind = Kind(FRAMEWORK, OF_FRAMEWORKS, frameworks.load, "/a/second/framework")
    for name, window in {name: browser(name) for name in NAMES}.items():
        actor = second.actor(name)
        found = kind.found(actor, 1)
        assert kind.drawn(window, 1) == kind.expected(actor, found), name
        answers = {verb: kind.tried(window, 1, verb) for verb in FRAMEWORK.table}
        assert answers == {verb: kind.status(actor, found, verb) for verb in FRAMEWORK.table}, name


@ON_SQLITE
def test_a_note_can_be_written_by_whom_the_table_allows(
    app: Flask, cast: Cast, browser: Callable[..., Browser]
) -> None:
    with unit_of_work():
        cr = SITUATIONS["submitted"](cast, "client")
    say = f"{FOLDER}/{cr.number}/say"
    may = {name for name in NAMES if CHANGE_REQUEST.refusal("note", cr, cast.actor(name)) is None}
    pages = {name: browser(name).get(f"{FOLDER}/{cr.number}").get_data(as_text=True) for name in NAMES}
    assert {name for name, page in pages.items() if f'action="{say}"' in page} == may
    assert {name for name in NAMES if browser(name).post(say, text="Soon?", reach="both").status_code == 303} == may


@pytest.mark.parametrize("name", ["victor", people.OUTSIDER])
def test_a_draft_of_the_other_side_looks_as_if_it_were_not_there(
    app: Flask, cast: Cast, browser: Callable[..., Browser], name: str
) -> None:
    with unit_of_work():
        number = SITUATIONS["draft"](cast, "client").number
    window = browser(name)
    for end in ("", "/edit", "/submit", "/approve", "/say", "/no-such-verb"):
        assert _told(window, "get", number, end) == _told(window, "get", MISSING, end)
        assert _told(window, "post", number, end) == _told(window, "post", MISSING, end)
    assert _told(window, "get", number, "")[0] == 404
    assert f"CR-{number}" not in window.get(f"{FOLDER}/?view=all").get_data(as_text=True)


def test_a_viewer_is_offered_no_new_change(cast: Cast, browser: Callable[..., Browser]) -> None:
    carl, cora = browser("carl"), browser("cora")
    assert f'href="{FOLDER}/new"' in carl.get(f"{FOLDER}/").get_data(as_text=True)
    assert f'href="{FOLDER}/new"' not in cora.get(f"{FOLDER}/").get_data(as_text=True)
    assert (carl.get(f"{FOLDER}/new").status_code, cora.get(f"{FOLDER}/new").status_code) == (200, 403)
    assert (carl.post(f"{FOLDER}/").status_code, cora.post(f"{FOLDER}/").status_code) == (422, 403)


def _told(window: Browser, method: str, number: int, end: str) -> tuple[int, str]:
    """Status and body of an answer, without the number asked for and what is new in every answer."""
    answer = getattr(window, method)(f"{FOLDER}/{number}{end}")
    body = re.sub(r'(nonce|name="csrf_token" value)="[^"]*"', "", answer.get_data(as_text=True))
    return answer.status_code, re.sub(rf"changes(/|%2F){number}", "changes/N", body)
