"""Every page that can be looked at, and the matters it needs, so that the tests of pages forget none."""

import secrets
import shutil
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy import func, select, update

from bpo_gov.accounts import actions as accounts
from bpo_gov.action_items.forms import FORMS as OF_ITEMS
from bpo_gov.action_items.workflow import ACTION_ITEM
from bpo_gov.change_requests.forms import FORMS
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.credits.forms import FORMS as OF_CREDITS
from bpo_gov.credits.workflow import STATEMENT
from bpo_gov.dashboards.executive import sets
from bpo_gov.decisions.forms import FORMS as OF_DECISIONS
from bpo_gov.decisions.workflow import DECISION
from bpo_gov.disputes.forms import FORMS as OF_DISPUTES
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.escalations.forms import FORMS as OF_ESCALATIONS
from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.figure_imports.forms import FORMS as OF_IMPORTS
from bpo_gov.figure_imports.workflow import FIGURE_IMPORT
from bpo_gov.kernel import bulk, post, queue, saved_views
from bpo_gov.kernel.bulk import Outcome
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.moves import NEW
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.kpis.forms import FORMS as OF_FIGURES
from bpo_gov.kpis.workflow import FIGURE
from bpo_gov.meetings.forms import FORMS as OF_MEETINGS
from bpo_gov.meetings.workflow import MEETING
from bpo_gov.notifications import choices, delivery, relay
from bpo_gov.notifications.choices import Choice
from bpo_gov.notifications.models import MailState, NewsMail, Notification
from bpo_gov.pulses.forms import FORMS as OF_PULSES
from bpo_gov.pulses.workflow import PULSE
from bpo_gov.rectifications.forms import FORMS as OF_PLANS
from bpo_gov.rectifications.workflow import RECTIFICATION
from bpo_gov.reliefs.forms import FORMS as OF_RELIEFS
from bpo_gov.reliefs.workflow import RELIEF
from bpo_gov.reports.forms import FORMS as OF_REPORTS
from bpo_gov.reports.workflow import REPORT
from bpo_gov.successions.forms import FORMS as OF_SUCCESSIONS
from bpo_gov.successions.workflow import SUCCESSION
from tests import cast as people
from tests.cast import KEY, Cast
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
from tests.house.doors import doors
from tests.house.judged import EMPTY_IS_RIGHT
from tests.house.situations import SITUATIONS

PLACE = f"/a/{KEY}"
NO_PAGES = {  # what answers a GET with something else than a page
    "accounts.my_preferences": "sends on",
    "action_items.file": "a file",
    "agreements.playbook": "YAML",
    "agreements.schema": "JSON",
    "assets.static_file": "a file",
    "calendars.feed": "iCalendar",
    "change_requests.file": "a file",
    "credits.file": "a file",
    "credits.lines_file": "a file",
    "credits.months_file": "CSV",
    "dashboards.me": "sends on",
    "deadlines.steps": "CSV",
    "decisions.file": "a file",
    "disputes.file": "a file",
    "files.file": "a file",
    "figure_imports.file": "a file",
    "figure_imports.rows_file": "CSV",
    "figures.file": "a file",
    "rectifications.file": "a file",
    "reliefs.file": "a file",
    "reports.file": "a file",
    "reports.in_time_file": "CSV",
    "successions.file": "a file",
    "kpis.board_file": "a file",
    "kpis.control_file": "CSV",
    "kpis.file": "a file",
    "envelope.history_file": "CSV",
    "executive.clocks": "CSV",
    "executive.file": "a file",
    "escalations.ageing_file": "CSV",
    "escalations.clocks_file": "CSV",
    "escalations.file": "a file",
    "envelope.use": "CSV",
    "framework.source": "YAML",
    "framework.source_of": "YAML",
    "health.alive": "JSON",
    "meetings.file": "a file",
    "meetings.live": "JSON",
    "meetings.pulse_file": "CSV",
    "meetings.sides_file": "CSV",
    "pulses.file": "a file",
    "pulses.gaps_file": "CSV",
    "pulses.result_file": "CSV",
    "health.ready": "JSON",
}
OF_THEIR_OWN = {  # pages whose address needs more than an example
    "accounts.language",
    "accounts.set_password",
    "accounts.sign_in",
    "action_items.bulk_result",
    "action_items.move",
    "action_items.show",
    "action_items.view",
    "change_requests.bulk_result",
    "change_requests.move",
    "change_requests.show",
    "credits.bulk_result",
    "credits.move",
    "credits.show",
    "credits.view",
    "deadlines.show",
    "decisions.bulk_result",
    "decisions.move",
    "decisions.show",
    "decisions.view",
    "disputes.bulk_result",
    "disputes.move",
    "disputes.show",
    "disputes.view",
    "escalations.bulk_result",
    "escalations.move",
    "escalations.show",
    "escalations.view",
    "change_requests.view",
    "figure_imports.bulk_result",
    "figure_imports.move",
    "figure_imports.show",
    "figure_imports.view",
    "figures.bulk_result",
    "figures.move",
    "figures.show",
    "figures.view",
    "kpis.show",
    "meetings.bulk_result",
    "meetings.move",
    "meetings.show",
    "meetings.view",
    "packs.show",
    "rectifications.bulk_result",
    "rectifications.move",
    "rectifications.show",
    "rectifications.view",
    "reliefs.bulk_result",
    "reliefs.move",
    "reliefs.show",
    "reliefs.view",
    "reports.bulk_result",
    "reports.move",
    "reports.show",
    "reports.view",
    "successions.bulk_result",
    "successions.move",
    "successions.show",
    "successions.view",
    "pulses.bulk_result",
    "pulses.move",
    "pulses.show",
    "pulses.view",
    "framework.move",
    "versions.playbook",
    "notifications.letter",
}
MAKERS = {  # who may make a verb, and in which situation
    "edit": ("carl", "draft"),
    "submit": ("carl", "draft"),
    "discard": ("carl", "draft"),
    "take": ("victor", "submitted"),
    "assess": ("victor", "submitted"),
    "approve": ("edda", "assessed"),
    "return": ("victor", "submitted"),
    "rescope": ("carl", "returned"),
    "propose_amendment": ("vera", "submitted, outside"),
    "agree_amendment": ("vera", "submitted, with a statement"),
    "decline_amendment": ("vera", "submitted, with a statement"),
    "sign": ("vera", "approved, half signed"),
    "start": ("victor", "authorised"),
    "deliver": ("victor", "implementing"),
    "accept": ("ana", "delivered"),
    "rework": ("carl", "delivered"),
    "reject": ("ana", "submitted"),
    "withdraw": ("carl", "submitted"),
    "make_normal": ("carl", "draft of an order"),
    "ask": ("victor", "submitted"),
    "answer": ("carl", "submitted, a question"),
    "acknowledge": ("carl", "operational submitted"),
    "give_notice": ("edda", "approved, not signed in time"),
    "dispute": ("edda", "approved, a dispute may begin"),
    "end_dispute": ("edda", "disputed"),
    "propose_reopening": ("vera", "authorised"),
    "agree_reopening": ("ana", "authorised, to be reopened"),
    "decline_reopening": ("ana", "authorised, to be reopened"),
    "ratify": ("edda", "emergency at work"),
    "refuse": ("edda", "emergency at work"),
    "note": ("carl", "submitted"),
    "note_own": ("carl", "submitted"),
    "propose_version": ("vera", "submitted, under an earlier version"),
    "adopt_version": ("vera", "submitted, asked to move to the version in force"),
    "decline_version": ("vera", "submitted, asked to move to the version in force"),
}


CHARGING: dict[str, int] = {}
CLIMBING: dict[str, int] = {}  # numbers by situation, as they are furnished
CONVENING: dict[str, int] = {}
MEASURING: dict[str, int] = {}
RELIEVING: dict[str, int] = {}
RIGHTING: dict[str, int] = {}
REPORTING: dict[str, int] = {}
ASKING: dict[str, int] = {}
SUCCEEDING: dict[str, int] = {}
IMPORTING: dict[str, int] = {}
DECIDING: dict[str, int] = {}
DISPUTING: dict[str, int] = {}
OWING: dict[str, int] = {}
BESIDE = (  # other kinds than changes: part of the address, table, forms, who may make a verb, numbers by situation
    ("escalations", ESCALATION, OF_ESCALATIONS, climbing.MAKERS, CLIMBING),
    ("decisions", DECISION, OF_DECISIONS, deciding.MAKERS, DECIDING),
    ("disputes", DISPUTE, OF_DISPUTES, disputing.MAKERS, DISPUTING),
    ("meetings", MEETING, OF_MEETINGS, convening.MAKERS, CONVENING),
    ("figures", FIGURE, OF_FIGURES, measuring.MAKERS, MEASURING),
    ("credits", STATEMENT, OF_CREDITS, charging.MAKERS, CHARGING),
    ("relief", RELIEF, OF_RELIEFS, relieving.MAKERS, RELIEVING),
    ("plans", RECTIFICATION, OF_PLANS, righting.MAKERS, RIGHTING),
    ("reports", REPORT, OF_REPORTS, reporting.MAKERS, REPORTING),
    ("pulse", PULSE, OF_PULSES, asking.MAKERS, ASKING),
    ("key-people", SUCCESSION, OF_SUCCESSIONS, succeeding.MAKERS, SUCCEEDING),
    ("kpis/imports", FIGURE_IMPORT, OF_IMPORTS, importing.MAKERS, IMPORTING),
    ("actions", ACTION_ITEM, OF_ITEMS, owing.MAKERS, OWING),
)
BY_THE_CLOCK = ("reports",)  # nobody opens one by a form
GIVEN_UP = ("withdraw", "drop", "cancel", "waive")
READERS = ("ana", "vera")  # whose letters are looked at


@dataclass(frozen=True)
class Look:
    """Who looks at what, and the status that is right."""

    name: str | None
    address: str
    status: int = 200


def furnish(cast: Cast) -> dict[str, int]:
    """A change request in each situation, everybody told, letters in the boxes; the numbers by situation."""
    settings = current_app.extensions["settings"]
    shutil.rmtree(settings.var_dir / "mail", ignore_errors=True)  # the letters of the test before
    with queue.silence():
        with unit_of_work():
            numbers = {name: situation(cast, "client").number for name, situation in SITUATIONS.items()}
            for found, situations in (
                (CLIMBING, climbing.SITUATIONS),
                (DISPUTING, disputing.SITUATIONS),
                (DECIDING, deciding.SITUATIONS),
                (OWING, owing.SITUATIONS),
                (CONVENING, convening.SITUATIONS),
                (MEASURING, measuring.SITUATIONS),
                (CHARGING, charging.SITUATIONS),
                (RELIEVING, relieving.SITUATIONS),
                (RIGHTING, righting.SITUATIONS),
                (REPORTING, reporting.SITUATIONS),
                (ASKING, asking.SITUATIONS),
                (SUCCEEDING, succeeding.SITUATIONS),
                (IMPORTING, importing.SITUATIONS),
            ):
                found |= {name: situation(cast, "client").number for name, situation in situations.items()}
            for name in READERS:
                choices.keep(cast.users[name].id, {kind: Choice(news=NewsMail.AT_ONCE) for kind in WORKFLOWS})
        relay.tell()
        for notification_id in _one_of_each(cast):
            delivery._deliver(notification_id)
        with unit_of_work():
            victims = update(Notification).where(Notification.user_id == cast.users["carl"].id)
            db.session.execute(victims.values(mail=MailState.DEAD, mail_error="550"))
    return numbers


def _one_of_each(cast: Cast) -> list[int]:
    """One notice of every event that ana or vera was told of."""
    readers = [cast.users[name].id for name in READERS]
    query = select(func.max(Notification.id)).join(Event, Event.id == Notification.event_id)
    query = query.where(Notification.user_id.in_(readers)).group_by(Event.name, Notification.user_id)
    with unit_of_work():
        return sorted(db.session.scalars(query))


def looks(app: Flask, cast: Cast, numbers: dict[str, int]) -> list[Look]:
    """Every page, each as somebody who may open it; the richest ones as both sides and as a viewer."""
    plain = [
        Look("ana", door.address)
        for door in doors(app)
        if "GET" in door.methods and door.endpoint not in {*NO_PAGES, *OF_THEIR_OWN}
    ]
    shown = [Look(name, f"{PLACE}/changes/{number}") for name in ("ana", "cora") for number in numbers.values()]
    shown += [
        Look("vera", f"{PLACE}/changes/{number}", 404 if _is_private(state) else 200)
        for state, number in numbers.items()
    ]
    shown += [
        Look(name, f"{PLACE}/{part}/{number}", 404 if name == "vera" and _is_of_one_side(numbers_, situation) else 200)
        for part, *_rest, numbers_ in BESIDE
        for name in (*READERS, "cora")
        for situation, number in numbers_.items()
    ]
    shown += [Look(name, f"{PLACE}/kpis/{code}") for name in (*READERS, "cora") for code in ("KPI-01", "KPI-07")]
    shown += [Look(name, f"/executive/matters/{part}") for part in sets.SETS for name in READERS]
    shown += [Look(name, f"/executive{part}") for part in EXECUTIVE for name in ("vera", "cora")]
    shown += [Look(name, f"{PLACE}/meetings/{number}/pack") for name in READERS for number in CONVENING.values()]
    lists = [Look(name, f"{PLACE}/changes/?view={view}") for name in ("ana", "vera") for view in ("late", "closed")]
    return [
        *plain,
        *shown,
        *lists,
        *_narrowed(cast),
        *_deadlines(),
        *_moves(numbers),
        *_doors_and_letters(cast),
        *_errors(),
    ]


def _deadlines() -> list[Look]:
    """One deadline of each policy, as both sides; a warning has no page of its own."""
    query = select(func.max(Timer.id), Timer.policy).group_by(Timer.policy)
    found = [(timer_id, policy.startswith("warn:")) for timer_id, policy in db.session.execute(query)]
    return [
        Look(name, f"{PLACE}/deadlines/{timer_id}", 404 if is_warning else 200)
        for timer_id, is_warning in found
        for name in READERS
    ]


def refused(numbers: dict[str, int]) -> list[Look]:
    """Forms sent empty: the same page again, with what is wrong."""
    return [
        *(
            Look(name, f"{PLACE}/changes/{numbers[state]}/{verb}", 422)
            for verb, (name, state) in MAKERS.items()
            if verb in FORMS and (CHANGE_REQUEST.name, verb) not in EMPTY_IS_RIGHT
        ),
        *(
            Look(name, f"{PLACE}/{part}/{numbers_[situation]}/{verb}", 422)
            for part, flow, forms, makers, numbers_ in BESIDE
            for verb, (name, situation) in makers.items()
            if verb in forms and (flow.name, verb) not in EMPTY_IS_RIGHT
        ),
        *(
            Look("ana", f"{PLACE}/{part}/{end}", 422)
            for part, *_rest in BESIDE
            for end in ("", "views/new")
            if end or part not in BY_THE_CLOCK
        ),
        Look("ana", f"{PLACE}/meetings/series", 422),
        Look("ana", f"{PLACE}/changes/", 422),
        Look("ana", f"{PLACE}/changes/views/new", 422),
        Look("ana", f"{PLACE}/people/invite", 422),
        Look("ana", "/account/password", 422),
        Look("ana", "/account/notifications", 422),
        Look("ana", "/agreements/new", 422),
        Look(None, "/sign-in", 422),
        Look(None, "/forgot", 422),
    ]


def _narrowed(cast: Cast) -> list[Look]:
    """Lists under filters, with what somebody keeps of them."""
    ana, token = cast.actor("ana"), secrets.token_hex(8)  # each language looks once more
    with unit_of_work():
        view = saved_views.keep(ana, CHANGE_REQUEST.name, "view=late", name=people.KEY, shared=True)
        told = [
            {"number": n, "title": people.KEY, "outcome": outcome.value, "says": ""}
            for n, outcome in enumerate(Outcome, 1)
        ]
        run = bulk.keep(ana, CHANGE_REQUEST.name, "withdraw", token, told)
        beside = [
            (
                part,
                saved_views.keep(ana, flow.name, "view=late", name=people.KEY, shared=True),
                bulk.keep(
                    ana, flow.name, next(verb for verb in GIVEN_UP if verb in flow.table), f"{token} of {part}", told
                ),
            )
            for part, flow, *_rest in BESIDE
        ]
    filters = (
        "state=submitted&state=draft&class=normal&ball=both&side=client&due=7", "view=all&service=S-01&value_from=1&value_to=9",
        "due_from=2026-01-01&due_to=2026-12-31&due=late&title=S", "view=all&sort=title&order=desc&size=50", "view=closed&state=closed",
    )  # fmt: skip
    return [
        *(Look(name, f"{PLACE}/changes/?{query}") for name in ("ana", "vera") for query in filters),
        Look("ana", f"{PLACE}/changes/?filter=1&value_from=x&due_from=2026-02-30", 422),
        Look("ana", f"{PLACE}/changes/?view=late"),
        Look("ana", f"{PLACE}/changes/views/{view.id}"),
        Look("ana", f"{PLACE}/changes/bulk/{run.id}"),
        *(Look("ana", f"{PLACE}/escalations/?{query}") for query in ESCALATION_LISTS),
        *(Look("ana", f"{PLACE}/disputes/?{query}") for query in DISPUTE_LISTS),
        *(Look("ana", f"{PLACE}/actions/?{query}") for query in ITEM_LISTS),
        *(Look("ana", f"{PLACE}/{part}/views/{view_.id}") for part, view_, _run in beside),
        *(Look("ana", f"{PLACE}/{part}/bulk/{run_.id}") for part, _view, run_ in beside),
    ]


EXECUTIVE = (
    "",
    "/health",
    "/relationships",
    "/relationships?word=failing",
    "/health?word=healthy",
    "/relationships?after=0.0",
)
ESCALATION_LISTS = (
    "view=late", "view=closed&state=closed", "view=all&sort=level", "level=1&level=0&severity=high&ball=vendor&side=client&age=1", "title=nothing",
    "sort=age&order=desc&size=50", "view=all&sort=severity",
)  # fmt: skip


DISPUTE_LISTS = (
    "view=late", "view=closed&state=performed", "view=all&sort=age", "urgent=yes&ball=vendor&side=client", "title=nothing", "sort=title&order=desc&size=50",
)  # fmt: skip


ITEM_LISTS = (
    "view=late", "view=closed&state=done&late=no", "view=all&sort=title", "owner=vendor&mine=yes&late=yes&about=none&about=escalation", "title=nothing",
    "sort=state&order=desc&size=50",
)  # fmt: skip


def _is_private(situation: str) -> bool:
    return situation.startswith("draft") or situation in CHANGE_REQUEST.private


def _is_of_one_side(numbers: dict[str, int], situation: str) -> bool:
    """Whether the other side sees nothing of it."""
    return numbers is IMPORTING and situation != "imported"


def _moves(numbers: dict[str, int]) -> list[Look]:
    """The page of every verb, as somebody who may make it."""
    for flow, makers in ((CHANGE_REQUEST, MAKERS), *((flow, makers) for _part, flow, _forms, makers, _n in BESIDE)):
        by_people = {verb for verb, move in flow.table.items() if move.label and move.from_ is not NEW}
        assert set(makers) == by_people, "say who may make the new verb, and where"
    return [
        *(Look(name, f"{PLACE}/changes/{numbers[state]}/{verb}") for verb, (name, state) in MAKERS.items()),
        *(
            Look(name, f"{PLACE}/{part}/{numbers_[at]}/{verb}")
            for part, _flow, _forms, makers, numbers_ in BESIDE
            for verb, (name, at) in makers.items()
        ),
    ]


def _doors_and_letters(cast: Cast) -> list[Look]:
    letters = [(name, letter) for name in READERS for letter in post.letters_to(cast.users[name].email)]
    with unit_of_work():
        link = accounts.make_link(cast.users[people.OUTSIDER])
    return [
        Look(None, "/sign-in"),
        Look(None, f"/set-password/{link}"),
        *(Look(name, f"/mail/{letter.name}") for name, letter in letters),
        *(Look(name, "/") for name in ("vera", "cora", people.OUTSIDER)),
        Look("vera", f"{PLACE}/people"),
        Look("cora", f"{PLACE}/people"),
    ]


def _errors() -> list[Look]:
    return [
        Look("ana", "/no-such-page", 404),
        Look("ana", f"{PLACE}/changes/99999", 404),
        Look(None, "/no-such-page", 404),
        Look("ana", f"{PLACE}/framework/1/sign", 409),
        Look("cora", "/agreements/new", 403),
        Look("ana", "/sign-out", 405),
    ]
