"""The kinds of matters with their folders, addresses and loaders, and the navigation: lists that wiring hands to who needs them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bpo_gov.action_items import queries as items
from bpo_gov.agreements import queries as agreements
from bpo_gov.change_requests import queries as changes
from bpo_gov.credits import queries as credits
from bpo_gov.decisions import queries as decisions
from bpo_gov.disputes import queries as disputes
from bpo_gov.escalations import queries as escalations
from bpo_gov.figure_imports import queries as imports
from bpo_gov.kernel.words import N_
from bpo_gov.kpis import queries as figures
from bpo_gov.meetings import queries as meetings
from bpo_gov.pulses import queries as pulses
from bpo_gov.rectifications import queries as plans
from bpo_gov.reliefs import queries as reliefs
from bpo_gov.reports import queries as reports
from bpo_gov.successions import queries as successions
from bpo_gov.web.context import RailEntry


@dataclass(frozen=True)
class Room:
    """Where a kind of matter is found: the folder of its templates, its part of an address, its page, who loads one."""

    folder: str
    segment: str
    page: str
    load: Callable[..., Any]


ROOMS = {
    "action_item": Room("action_items", "actions", "action_items.show", items.load),
    "change_request": Room("change_requests", "changes", "change_requests.show", changes.load),
    "credit_statement": Room("credits", "credits", "credits.show", credits.load),
    "decision": Room("decisions", "decisions", "decisions.show", decisions.load),
    "dispute": Room("disputes", "disputes", "disputes.show", disputes.load),
    "escalation": Room("escalations", "escalations", "escalations.show", escalations.load),
    "figure": Room("figures", "figures", "figures.show", figures.load),
    "relief": Room("reliefs", "relief", "reliefs.show", reliefs.load),
    "report": Room("reports", "reports", "reports.show", reports.load),
    "rectification": Room("rectifications", "plans", "rectifications.show", plans.load),
    "figure_import": Room("figure_imports", "kpis/imports", "figure_imports.show", imports.load),
    "meeting": Room("meetings", "meetings", "meetings.show", meetings.load),
    "pulse": Room("pulses", "pulse", "pulses.show", pulses.load),
    "succession": Room("successions", "key-people", "successions.show", successions.load),
    "framework": Room("agreements", "framework", "framework.show", agreements.load),
}
DECIDED = (  # what a decision can be about
    "change_request", "credit_statement", "dispute", "escalation", "figure", "rectification", "relief", "report", "succession",
)  # fmt: skip
RAIL = (
    RailEntry("overview", "house", N_("Overview"), "overview.show"),
    RailEntry("changes", "arrow-left-right", N_("Changes"), "change_requests.index", "change_request"),
    RailEntry("envelope", "speedometer2", N_("Envelope"), "envelope.show"),
    RailEntry("decisions", "journal-check", N_("Decisions"), "decisions.index", "decision"),
    RailEntry("escalations", "flag", N_("Escalations"), "escalations.index", "escalation"),
    RailEntry("disputes", "signpost-split", N_("Disputes"), "disputes.index", "dispute"),
    RailEntry("meetings", "calendar3", N_("Meetings"), "meetings.index", "meeting"),
    RailEntry("kpis", "graph-up", N_("KPIs"), "kpis.index", "figure"),
    RailEntry("credits", "cash-coin", N_("Credits"), "credits.index", "credit_statement"),
    RailEntry("actions", "list-check", N_("Actions"), "action_items.index", "action_item"),
    RailEntry("reports", "file-earmark-check", N_("Reports"), "reports.index", "report"),
    RailEntry("framework", "diagram-3", N_("Framework"), "framework.current"),
    RailEntry("key-people", "person-badge", N_("Key people"), "successions.index", "succession"),
    RailEntry("people", "people", N_("People"), "framework.people"),
    RailEntry("moves", "check2-square", N_("Who may do what"), "framework.who_may"),
)
