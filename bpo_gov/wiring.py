"""The one place that knows everyone: the application, and the lists of blueprints, workflows, jobs and periodic work."""

import logging
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect

from bpo_gov import cli
from bpo_gov.accounts import auth, links, tidy
from bpo_gov.accounts import views as account_pages
from bpo_gov.action_items import actions as item_actions
from bpo_gov.action_items import due as items_due
from bpo_gov.action_items import lists as item_lists
from bpo_gov.action_items import queries as items
from bpo_gov.action_items import views as item_pages
from bpo_gov.agreements import actions as agreement_actions
from bpo_gov.agreements import belonging, deadline_pages, policies, seating
from bpo_gov.agreements import proposing as version_pages
from bpo_gov.agreements import views as agreement_pages
from bpo_gov.change_requests import actions as change_actions
from bpo_gov.change_requests import adopting as change_versions
from bpo_gov.change_requests import views as change_pages
from bpo_gov.change_requests.envelope import views as envelope_pages
from bpo_gov.credits import actions as credit_actions
from bpo_gov.credits import beside as credit_shown
from bpo_gov.credits import rounds as credit_rounds
from bpo_gov.credits import terms as credit_terms
from bpo_gov.credits import views as credit_pages
from bpo_gov.dashboards import packs as pack_pages
from bpo_gov.dashboards import views as dashboard_pages
from bpo_gov.dashboards.executive import views as executive_pages
from bpo_gov.decisions import actions as decision_actions
from bpo_gov.decisions import lists as decision_lists
from bpo_gov.decisions import terms as decision_terms
from bpo_gov.decisions import views as decision_pages
from bpo_gov.disputes import actions as dispute_actions
from bpo_gov.disputes import timetable
from bpo_gov.disputes import views as dispute_pages
from bpo_gov.disputes.sealed import closing, vault
from bpo_gov.escalations import actions as escalation_actions
from bpo_gov.escalations import ladder
from bpo_gov.escalations import views as escalation_pages
from bpo_gov.escalations.history import actions as history_actions
from bpo_gov.figure_imports import actions as import_actions
from bpo_gov.figure_imports import jobs as import_jobs
from bpo_gov.figure_imports import views as import_pages
from bpo_gov.kernel import post, queue, timers
from bpo_gov.kernel.db import db, on_commit_nudge, prepare_engine
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.kpis import actions as figure_actions
from bpo_gov.kpis import beside, sections
from bpo_gov.kpis import board as kpi_pages
from bpo_gov.kpis import terms as kpi_terms
from bpo_gov.kpis import views as figure_pages
from bpo_gov.meetings import actions as meeting_actions
from bpo_gov.meetings import feed_pages, invited
from bpo_gov.meetings import terms as meeting_terms
from bpo_gov.meetings import views as meeting_pages
from bpo_gov.notes import views as note_pages
from bpo_gov.notifications import dead_pages, delivery, heartbeats, mornings, recounts, relay, sweep
from bpo_gov.notifications import queries as notices
from bpo_gov.notifications import views as notification_pages
from bpo_gov.pulses import actions as pulse_actions
from bpo_gov.pulses import rounds as pulse_rounds
from bpo_gov.pulses import terms as pulse_terms
from bpo_gov.pulses import views as pulse_pages
from bpo_gov.rectifications import actions as plan_actions
from bpo_gov.rectifications import pages as plan_shown
from bpo_gov.rectifications import terms as plan_terms
from bpo_gov.rectifications import views as plan_pages
from bpo_gov.relationships import keeping
from bpo_gov.reliefs import actions as relief_actions
from bpo_gov.reliefs import pages as relief_shown
from bpo_gov.reliefs import terms as relief_terms
from bpo_gov.reliefs import views as relief_pages
from bpo_gov.reports import actions as report_actions
from bpo_gov.reports import rounds as report_rounds
from bpo_gov.reports import terms as report_terms
from bpo_gov.reports import views as report_pages
from bpo_gov.rooms import DECIDED, RAIL, ROOMS
from bpo_gov.successions import actions as succession_actions
from bpo_gov.successions import terms as succession_terms
from bpo_gov.successions import views as succession_pages
from bpo_gov.web import assets, catalogues, context, headers, health
from bpo_gov.web.app import App, BoundedRequest, install_errors
from config import Settings

ROOT = Path(__file__).parent.parent

BLUEPRINTS = (
    assets.blueprint, health.blueprint, account_pages.blueprint, dashboard_pages.blueprint, dashboard_pages.overview_pages, executive_pages.blueprint,
    agreement_pages.blueprint, agreement_pages.inside_pages, deadline_pages.blueprint, version_pages.blueprint,
    change_pages.blueprint, envelope_pages.blueprint, note_pages.blueprint, escalation_pages.blueprint,
    dispute_pages.blueprint, decision_pages.blueprint, item_pages.blueprint,
    kpi_pages.blueprint, figure_pages.blueprint, relief_pages.blueprint, plan_pages.blueprint, credit_pages.blueprint, pulse_pages.blueprint, report_pages.blueprint,
    import_pages.blueprint, succession_pages.blueprint, meeting_pages.blueprint, feed_pages.blueprint, pack_pages.blueprint,
    notification_pages.blueprint, dead_pages.blueprint,
)  # fmt: skip
ACTIONS = (
    agreement_actions,
    change_actions,
    change_versions,
    escalation_actions,
    history_actions,
    dispute_actions,
    decision_actions,
    meeting_actions,
    figure_actions,
    credit_actions,
    relief_actions,
    plan_actions,
    pulse_actions,
    report_actions,
    succession_actions,
    import_actions,
    item_actions,
)  # importing a feature's actions binds the verbs of its table
PERIODIC = (  # a job, and every how many seconds the clock rings for it
    (sweep.fire_due, 5), (relay.tell, 5), (delivery.send_due, 15), (mornings.gather, 60), (links.send_owed, 15), (tidy.forget, 3600),
    (recounts.recount_provisional, 3600), (closing.tidy, 600), (credit_rounds.draw_up_settled, 3600), (keeping.keep_up, 60),
    (import_jobs.read_waiting, 15), (pulse_rounds.open_quarterly, 3600), (report_rounds.open_begun, 3600),
)  # fmt: skip


QUEUES = ("default", "mail")


def create_app(settings: Settings | None = None) -> Flask:
    """The application, ready to serve; unsafe production settings are refused by name."""
    settings = settings or Settings.from_env()
    app = App("bpo_gov", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.request_class = BoundedRequest
    app.config.update(_flask_settings(settings))
    app.extensions["settings"] = settings
    logging.getLogger("bpo_gov").setLevel(logging.INFO)
    _connect(app, settings)
    headers.install(app, production=settings.production)
    install_errors(app)
    CSRFProtect(app)
    catalogues.install(app)
    auth.install(app)
    context.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.install(app)
    return app


def _flask_settings(settings: Settings) -> dict[str, Any]:
    engine: dict[str, Any] = {"pool_pre_ping": True} if settings.database_url.startswith("postgresql") else {}
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.testing,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine,
        "SESSION_COOKIE_NAME": "__Host-bpo_gov" if settings.production else "bpo_gov",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.production,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _connect(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    with app.app_context():
        prepare_engine(db.engine)
    queue.connect(settings.queue_url, app.app_context, lambda: _let_go(app))
    on_commit_nudge([relay.tell.later, links.send_owed.later])
    policies.OWN.update(
        {
            "action_item": items_due.period_of,
            "credit_statement": credit_terms.period_of,
            "decision": decision_terms.period_of,
            "dispute": timetable.period_of,
            "escalation": ladder.period_of,
            "figure": kpi_terms.period_of,
            "meeting": meeting_terms.period_of,
            "rectification": plan_terms.period_of,
            "relief": relief_terms.period_of,
            "report": report_terms.period_of,
            "pulse": pulse_terms.period,
            "succession": succession_terms.period_of,
        }
    )
    beside.ASKED[:] = [relief_shown.beside, plan_shown.beside]
    sections.MAKERS[:] = [credit_shown.of]
    import_actions.RING[:] = [import_jobs.read.later]
    seating.LEAVING[:] = [item_actions.let_go]
    relay.KEEPERS[:] = [keeping.told]
    item_lists.ABOUT.update({kind: WORKFLOWS[kind].title for kind in ROOMS if kind != items.KIND})
    decision_lists.ABOUT.update({kind: WORKFLOWS[kind].title for kind in DECIDED})
    timers.ask_periods_of(policies.period_of)
    post.configure(settings)
    vault.keep_in(settings.seals_dir)
    delivery.PARTS.update(dict.fromkeys(invited.METHODS, invited.part_of))
    delivery.FOLDERS.update({kind: room.folder for kind, room in ROOMS.items()})
    delivery.SEGMENTS.update({kind: room.segment for kind, room in ROOMS.items()})
    deadline_pages.PAGES.update({kind: room.page for kind, room in ROOMS.items()})
    sweep.LOADERS.update({kind: room.load for kind, room in ROOMS.items()})
    context.RAIL[:] = RAIL
    context.UNREAD[:] = [notices.unread_count]
    context.SILENCE[:] = health.SILENCE[:] = [heartbeats.silence]
    context.SWITCHER[:] = [belonging.switcher]


def _let_go(app: Flask) -> None:
    """A forked worker must not share its parent's connections."""
    with app.app_context():
        db.engine.dispose(close=False)
