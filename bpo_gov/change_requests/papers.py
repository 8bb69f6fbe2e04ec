"""Request and assessment as their page shows them, part by part."""

from collections.abc import Mapping

from flask_babel import gettext as _

from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel.words import Money, Value, say
from bpo_gov.web.words import tell


def asked(cr: ChangeRequest) -> list[tuple[str, Value]]:
    """The request, part by part, without the empty ones."""
    parts = [
        (_("Why"), cr.reason), (_("What"), cr.description), (_("Alternatives considered"), cr.alternatives), (_("Benefits"), cr.benefits),
        (_("Disadvantages"), cr.disadvantages),
    ]  # fmt: skip
    return [(title, text) for title, text in parts if text]


def order(cr: ChangeRequest) -> list[Mapping[str, Value]]:
    """What is ordered from the catalogue, line by line, at the prices of the order."""
    currency = cr.framework.terms.header.currency
    return [
        {
            "code": line.code, "name": line.name, "quantity": line.quantity, "price": Money(line.price, currency), "monthly": Money(line.monthly, currency),
            "once": Money(line.price * line.quantity, currency), "each_month": Money(line.monthly * line.quantity, currency),
        }
        for line in cr.lines
    ]  # fmt: skip


def assessed(cr: ChangeRequest) -> list[tuple[str, Value]]:
    """The assessment, part by part, without the empty ones."""
    found = cr.assessment
    if found is None:
        return []
    currency = cr.framework.terms.header.currency
    charges = tell(say(
        "Once %(once)s. Ongoing %(monthly)s a month for %(months)s months.",
        once=Money(found.one_off_cost, currency), monthly=Money(found.monthly_cost, currency), months=found.months,
    ))  # fmt: skip
    parts = [
        (_("Recommendation"), found.recommendation), (_("Charges"), f"{charges} {found.pricing_basis}".strip()), (_("Scope"), found.scope),
        (_("Service levels"), found.service_levels), (_("Milestones"), found.milestones), (_("Resources"), found.resources), (_("Risk"), found.risk),
        (_("Interfaces"), found.interfaces), (_("Timetable"), found.timetable), (_("Tests"), found.tests), (_("Proposed text"), found.proposed_text),
    ]  # fmt: skip
    return [(title, text) for title, text in parts if text]
