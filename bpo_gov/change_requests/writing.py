"""The words and figures of a request: put into the matter, and told to the ledger."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bpo_gov.agreements.framework import CatalogueItem, ChangeClass
from bpo_gov.change_requests import neighbours, queries, rules
from bpo_gov.change_requests.models import ChangeRequest, Link, OrderLine, Subject, SubjectKind
from bpo_gov.kernel.db import db


def write(
    cr: ChangeRequest, *, title: str, change_class: ChangeClass = ChangeClass.NORMAL, services: Sequence[str] = (), locations: Sequence[str] = (),
    clauses: Sequence[str] = (), key_personnel: Sequence[str] = (), lines: Mapping[str, int] | None = None,
    related: Collection[int] = (), **request: Any,
) -> None:  # fmt: skip
    cr.title, cr.change_class = title, change_class
    for name, value in request.items():
        setattr(cr, name, value)
    wanted = {
        (kind, code)
        for kind, codes in (
            (SubjectKind.SERVICE, services), (SubjectKind.LOCATION, locations), (SubjectKind.CLAUSE, clauses), (SubjectKind.PERSON, key_personnel),
        )
        for code in codes
    }  # fmt: skip
    kept = {(subject.kind, subject.code): subject for subject in cr.subjects}
    cr.subjects = [subject for key, subject in kept.items() if key in wanted] + [
        Subject(kind=kind, code=code) for kind, code in sorted(wanted - kept.keys())
    ]
    order(cr, lines or {})
    link(cr, related)
    cr.value = rules.value_of(queries.effects(cr))


def order(cr: ChangeRequest, lines: Mapping[str, int]) -> None:
    """What is ordered, at today's prices of the catalogue; the order gives the costs. Other classes order nothing."""
    if cr.change_class is not ChangeClass.CATALOGUE:
        cr.lines = []
        return
    kept = {line.code: line for line in cr.lines}
    items = ((cr.framework.terms.change_procedure.item(code), quantity) for code, quantity in sorted(lines.items()))
    cr.lines = [_line(kept.get(item.code) or OrderLine(code=item.code), item, n) for item, n in items if item and n > 0]
    cr.one_off_cost = sum((line.price * line.quantity for line in cr.lines), Decimal(0))
    cr.monthly_cost = sum((line.monthly * line.quantity for line in cr.lines), Decimal(0))
    cr.effort_days, cr.term_days = Decimal(0), 0


def _line(line: OrderLine, item: CatalogueItem, quantity: int) -> OrderLine:
    line.name, line.unit, line.price, line.monthly, line.quantity = (
        item.name,
        item.unit,
        item.price,
        item.monthly,
        quantity,
    )
    return line


def link(cr: ChangeRequest, numbers: Collection[int]) -> None:
    """Name other changes that belong with this one; numbers that both sides do not see are left out."""
    found = neighbours.shared_numbers(cr.agreement_id, set(numbers)) if numbers else {}
    kept = {link.other_id: link for link in cr.links}
    wanted = sorted(other for other in found.values() if other != cr.id)
    cr.links = [kept.get(other) or Link(other_id=other) for other in wanted]


def close_question(cr: ChangeRequest) -> None:
    """Nobody owes an answer any more."""
    cr.asked_of, cr.question = None, ""


def drop_notice(cr: ChangeRequest) -> None:
    """The notice of an unsigned note, and what it opened, is over."""
    cr.notice_by = cr.notice_at = cr.dispute_from = None


def told(cr: ChangeRequest) -> dict[str, Any]:
    """What the ledger keeps of a request: its words and figures as they were."""
    words = {
        name: getattr(cr, name)
        for name in (
            "title",
            "change_class",
            "reason",
            "description",
            "alternatives",
            "benefits",
            "disadvantages",
            "required_by",
        )
    }
    figures = queries.effects(cr)
    return {
        **words, "one_off_cost": figures.one_off, "monthly_cost": figures.monthly, "months": figures.months, "effort_days": figures.effort_days,
        "term_days": figures.term_days, "value": cr.value, "services": figures.services, "locations": figures.locations, "clauses": figures.clauses,
        "key_personnel": figures.key_personnel, "data_location": figures.data_location, "urgency": cr.urgency,
        "lines": [{"code": line.code, "quantity": line.quantity, "price": line.price, "monthly": line.monthly} for line in cr.lines],
        "related": sorted(link.other_id for link in cr.links),
    }  # fmt: skip


def drop_statement(cr: ChangeRequest) -> None:
    if cr.statement is not None:
        db.session.delete(cr.statement)
        cr.statement = None
        db.session.flush()
