"""The tables are complete: each row has its deed, its notice, its form and its words; no state is a dead end."""

import inspect
from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module

import pytest
from flask import Flask

from bpo_gov.agreements.clocks import POLICIES
from bpo_gov.agreements.policies import AFTER_SILENCE
from bpo_gov.kernel.moves import ANY, NEW, STAY, Move
from bpo_gov.kernel.parties import CLOCK, IMPORT
from bpo_gov.kernel.workflow import WORKFLOWS, Workflow
from bpo_gov.notifications.wording import FOLDERS, SEGMENTS
from bpo_gov.web.forms import BaseForm
from bpo_gov.wiring import ROOT
from tests import cast as people
from tests import make
from tools import catalogue

FLOWS = pytest.mark.parametrize("flow", WORKFLOWS.values(), ids=WORKFLOWS)
FORMS = {
    "action_item": "bpo_gov.action_items.forms",
    "change_request": "bpo_gov.change_requests.forms", "credit_statement": "bpo_gov.credits.forms", "decision": "bpo_gov.decisions.forms",
    "dispute": "bpo_gov.disputes.forms", "escalation": "bpo_gov.escalations.forms",
    "figure": "bpo_gov.kpis.forms", "framework": "bpo_gov.agreements.forms", "meeting": "bpo_gov.meetings.forms",
    "rectification": "bpo_gov.rectifications.forms", "relief": "bpo_gov.reliefs.forms",
    "report": "bpo_gov.reports.forms",
    "pulse": "bpo_gov.pulses.forms",
    "succession": "bpo_gov.successions.forms",
    "figure_import": "bpo_gov.figure_imports.forms",
}  # fmt: skip
NOT_KEYWORDS = {
    "csrf_token",
    "version",
    "token",
    "no_data",
}  # no action wants them: no data is a figure without a value
REQUEST = {*people.request(), "change_class", "volume"}
ANY_WORDS = {  # actions that pass their words on as a whole: what these are
    ("change_request", "open"): REQUEST,
    ("change_request", "edit"): REQUEST,
    ("change_request", "rescope"): REQUEST,
    ("change_request", "assess"): set(make.assessment()),
}
WHERE_TO = {  # rows whose end depends on the matter
    ("change_request", "submit"): {"submitted", "implementing"},
    ("change_request", "rescope"): {"submitted", "implementing"},
    ("change_request", "sign"): {"authorised"},
    ("framework", "sign"): {"active"},
    ("decision", "agree"): {"proposed", "agreed"},
    ("dispute", "sign"): {"settling", "settled"},
    ("dispute", "seal"): {"negotiating", "referring", "choosing", "preparing", "meeting", "unsettled", "settling"},
    ("dispute", "confirm"): {"settled", "performed"},
    ("dispute", "drop_terms"): {"negotiating", "referring", "choosing", "preparing", "meeting", "unsettled"},
    ("rectification", "determine"): {"lifted"},
    ("escalation", "replay"): {"raised", "acknowledged", "in_hand", "proposed", "resolved", "closed"},
}
NOT_YET: dict[str, set[str]] = {}  # states no row leads to yet
RESTING = {
    "meeting": {"agreed", "noted"},
    "figure": {"accepted", "agreed", "determined"},
}  # where a matter may stay, although it could go on
LASTING: dict[str, set[str]] = {}  # states that are open and last


@FLOWS
def test_every_row_has_its_deed(flow: Workflow) -> None:
    assert set(flow.effects) == set(flow.table)


@FLOWS
def test_every_event_has_its_notice_and_every_notice_its_event(application: Flask, flow: Workflow) -> None:
    written = {path.stem for path in (ROOT / "templates" / FOLDERS[flow.name] / "notices").glob("*.txt")}
    assert written == {move.event for move in flow.table.values()}
    assert flow.name in SEGMENTS


@FLOWS
def test_the_fields_of_a_form_are_the_keywords_of_its_deed(app: Flask, flow: Workflow) -> None:
    forms: Mapping[str, type[BaseForm]] = import_module(FORMS[flow.name]).FORMS
    with app.test_request_context():
        fields = {verb: set(form()._fields) - NOT_KEYWORDS for verb, form in forms.items()}
    wanted = {verb: _keywords(flow, verb) for verb, move in flow.table.items() if _has_a_form(move)}
    assert set(fields) <= set(wanted)
    assert {verb: fields.get(verb, set()) for verb in wanted} == wanted


@FLOWS
def test_a_verb_of_the_clock_needs_no_words(flow: Workflow) -> None:
    by_timers = [
        move for move in _by_the_clock(flow) if move.from_ is not NEW
    ]  # what opens a matter is called by a deed
    assert [move.verb for move in by_timers if _keywords(flow, move.verb)] == []


@FLOWS
def test_every_state_is_reached(flow: Workflow) -> None:
    reached = {state for move in flow.table.values() for state in _ends(flow, move)}
    assert {state.value for state in flow.states} - reached == NOT_YET.get(flow.name, set())


@FLOWS
def test_every_open_state_has_a_way_out_and_no_final_one_has(flow: Workflow) -> None:
    ways = {state: any(_leads_away(flow, move, state) for move in flow.table.values()) for state in flow.states}
    assert {state.value for state, way in ways.items() if not way} == _ends_of(flow)


@FLOWS
def test_a_final_state_is_reached_from_every_open_one(flow: Workflow) -> None:
    steps = {
        state.value: {end for move in flow.table.values() if move.starts_in(state) for end in _ends(flow, move)}
        for state in flow.states
    }
    home = _ends_of(flow) | RESTING.get(flow.name, set())
    while more := {state for state in steps if state not in home and steps[state] & home}:
        home |= more
    assert home == {state.value for state in flow.states}


@FLOWS
def test_every_state_and_move_has_words_in_the_catalogue(flow: Workflow) -> None:
    known = set(catalogue.extracted())
    words = {flow.title, *flow.state_words.values()} | {move.past for move in flow.table.values()}
    words |= {move.label for move in flow.table.values() if move.who not in (CLOCK, IMPORT)}
    assert words - known == set()
    assert set(flow.state_words) == set(flow.states)


@FLOWS
def test_every_deadline_ends_in_a_move_of_the_clock(flow: Workflow) -> None:
    silence = set(AFTER_SILENCE.values()) if any(row.policy == "silence" for row in flow.deadlines) else set()
    for row in flow.deadlines:
        assert row.policy in POLICIES
        verbs = {row.then} | ({"warn"} if row.warn else set()) | (silence if row.policy == "silence" else set())
        for verb in verbs:
            move = flow.table[verb]
            assert move.who is CLOCK
            assert all(move.starts_in(state) for state in row.states), (row.policy, verb)


@FLOWS
def test_a_deadline_runs_only_where_somebody_can_end_it(flow: Workflow) -> None:
    for row in flow.deadlines:
        for state in row.states:
            by_people = [
                move
                for move in flow.table.values()
                if move.who not in (CLOCK, IMPORT)
                and (_leads_away(flow, move, state) or (move.restarts and move.starts_in(state)))
            ]
            assert by_people, (row.policy, state)


def test_every_kind_of_matter_is_wired(application: Flask) -> None:
    assert set(WORKFLOWS) == set(FORMS) == set(FOLDERS) == set(SEGMENTS)
    assert all((ROOT / "templates" / folder).is_dir() for folder in FOLDERS.values())


def _keywords(flow: Workflow, verb: str) -> set[str]:
    """What the deed must be told beside matter and actor."""
    found = inspect.signature(flow.effects[verb]).parameters.values()
    named = {one.name for one in found if one.kind is inspect.Parameter.KEYWORD_ONLY}
    if any(one.kind is inspect.Parameter.VAR_KEYWORD for one in found):
        named |= ANY_WORDS[flow.name, verb]
    return named


def _has_a_form(move: Move) -> bool:
    return move.from_ is not NEW and move.who is not IMPORT


def _ends_of(flow: Workflow) -> set[str]:
    """The states in which a matter may stay."""
    return {state.value for state in flow.final} | LASTING.get(flow.name, set())


def _by_the_clock(flow: Workflow) -> list[Move]:
    return [move for move in flow.table.values() if move.who is CLOCK]


def _ends(flow: Workflow, move: Move) -> set[str]:
    """The states that a row may lead to."""
    if not isinstance(move.to, StrEnum):
        return WHERE_TO[flow.name, move.verb]
    return set() if move.to is STAY else {str(move.to)}


def _leads_away(flow: Workflow, move: Move, state: StrEnum) -> bool:
    starts = move.from_ is not ANY and move.from_ is not NEW and move.starts_in(state)
    return starts and bool(_ends(flow, move) - {str(state)})
