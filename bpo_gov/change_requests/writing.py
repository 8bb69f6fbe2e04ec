"""The words and figures of a request: put into the matter, and told to the ledger."""

from collections.abc import Sequence
from typing import Any

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.change_requests import queries, rules
from bpo_gov.change_requests.models import ChangeRequest, Subject, SubjectKind
from bpo_gov.kernel.db import db


def write(
    cr: ChangeRequest, *, title: str, change_class: ChangeClass = ChangeClass.NORMAL, services: Sequence[str] = (), locations: Sequence[str] = (),
    clauses: Sequence[str] = (), key_personnel: Sequence[str] = (), **request: Any,
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
    cr.value = rules.value_of(queries.effects(cr))


def told(cr: ChangeRequest) -> dict[str, Any]:
    """What the ledger keeps of a request: its words and figures as they were."""
    words = {
        name: getattr(cr, name)
        for name in ("title", "reason", "description", "alternatives", "benefits", "disadvantages", "required_by")
    }
    figures = queries.effects(cr)
    return {
        **words, "one_off_cost": figures.one_off, "monthly_cost": figures.monthly, "months": figures.months, "effort_days": figures.effort_days,
        "term_days": figures.term_days, "value": cr.value, "services": figures.services, "locations": figures.locations, "clauses": figures.clauses,
        "key_personnel": figures.key_personnel, "data_location": figures.data_location,
    }  # fmt: skip


def drop_statement(cr: ChangeRequest) -> None:
    if cr.statement is not None:
        db.session.delete(cr.statement)
        cr.statement = None
        db.session.flush()
