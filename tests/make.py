"""Builders that walk real moves to where a test begins."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from bpo_gov.agreements import actions as frameworks
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.agreements.models import Framework
from bpo_gov.change_requests import actions
from bpo_gov.change_requests.models import ChangeRequest
from tests.cast import Cast, request, terms

ORDER = ("draft", "submitted", "assessing", "assessed", "approved", "authorised", "implementing", "delivered", "closed")


def assessment(**figures: Any) -> dict[str, Any]:
    """An assessment with the figures of `cast.request`."""
    return {
        "recommendation": "Do it.", "scope": "", "service_levels": "", "milestones": "", "pricing_basis": "", "resources": "", "risk": "", "interfaces": "",
        "timetable": "", "tests": "", "proposed_text": "", "one_off_cost": Decimal(5000), "monthly_cost": Decimal(1000), "months": 12,
        "effort_days": Decimal(5), "term_days": 0, "volume": None, "related": (),
    } | figures  # fmt: skip


def change_request(
    cast: Cast, state: str = "draft", *, by: str = "carl", figures: dict[str, Any] | None = None, **words: Any
) -> ChangeRequest:
    """A change request that real moves have brought to a state on the main path."""
    cr = actions.open_(cast.actor(by), **request(**words))
    figures = figures or {name: value for name, value in words.items() if name in assessment()}
    way = {
        "submitted": lambda: actions.submit(cr, cast.actor(by)),
        "assessing": lambda: actions.take(cr, cast.actor("victor")),
        "assessed": lambda: actions.assess(cr, cast.actor("victor"), **assessment(**figures)),
        "approved": lambda: actions.approve(
            cr, cast.actor("edda"), description="Open on Saturday.", adjustments="", effective_on=date(2026, 9, 1)
        ),
        "authorised": lambda: (actions.sign(cr, cast.actor("edda")), actions.sign(cr, cast.actor("vera"))),
        "implementing": lambda: actions.start(cr, cast.actor("victor")),
        "delivered": lambda: actions.deliver(cr, cast.actor("victor"), report="Open since Saturday."),
        "closed": lambda: actions.accept(cr, cast.actor("ana"), remark=""),
    }
    if cr.change_class is ChangeClass.CATALOGUE:
        way |= dict.fromkeys(("assessing", "assessed"), lambda: None)
    for step in ORDER[1 : ORDER.index(state) + 1]:
        way[step]()
    return cr


def next_version(cast: Cast, change: Callable[[dict[str, Any]], None] | None = None) -> Framework:
    """A later version of the cast's framework, of another value or changed at will, in force from today."""
    data = terms()
    data["header"]["initial_value"] = str(1_000_000 + len(agreements.versions(cast.actor("ana"))))
    if change:
        change(data)
    version = frameworks.propose_version(cast.actor("ana"), yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    for name in ("ana", "vera"):
        frameworks.sign(version, cast.actor(name))
    return version
