"""The promises of a settlement as a field: a few rows, each empty or whole."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, ValidationError

from bpo_gov.disputes.models import RemedyKind
from bpo_gov.kernel.parties import SIDES
from bpo_gov.kernel.words import N_
from bpo_gov.web.forms import LARGEST, UNREADABLE, one_line, read_number
from bpo_gov.web.words import lang, number

ROWS = 5
PARTS = ("kind", "owes", "what", "amount", "due_on")
KINDS: Mapping[RemedyKind, str] = {
    RemedyKind.CREDIT: N_("Credit"), RemedyKind.PAYMENT: N_("Payment"), RemedyKind.ACTION: N_("Action"), RemedyKind.APOLOGY: N_("Apology"),
}  # fmt: skip


class PromisesField(Field):  # type: ignore[misc]  # WTForms has no types
    """Up to five promises, each in inputs of its own named `promises-<n>-<part>`; `data` is a tuple of mappings."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.currency = ""
        self.typed = [dict.fromkeys(PARTS, "") for _row in range(ROWS)]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.data = tuple(data or ())
        if formdata:
            self.typed = [
                {part: one_line(formdata.get(f"{self.name}-{row}-{part}", "")) for part in PARTS} for row in range(ROWS)
            ]

    def fill(self, promises: Any) -> None:
        """Show what has been promised so far."""
        for row, one in enumerate(promises[:ROWS]):
            self.typed[row] = {
                "kind": one.kind.value, "owes": one.owes.value, "what": one.what, "amount": "" if one.amount is None else number(one.amount),
                "due_on": one.due_on.isoformat(),
            }  # fmt: skip

    def pre_validate(self, form: Any) -> None:
        """Read the rows in which something was typed; at least one."""
        found, wrong = [], []
        for place, row in enumerate(self.typed, 1):
            if not (row.get("what") or row.get("amount") or row.get("due_on")):
                continue
            promise, faults = _read(row)
            found.append(promise)
            wrong += [_("Promise %(n)s: %(fault)s", n=place, fault=fault) for fault in faults]
        if not found:
            wrong.append(_("Write down at least one promise: what is done, by which side, until when."))
        self.data = tuple(found)
        if wrong:
            raise ValidationError(" ".join(wrong))

    @property
    def rows(self) -> list[dict[str, str]]:
        """What stands in each row."""
        return self.typed

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds of promise with their words."""
        return [(kind.value, _(word)) for kind, word in KINDS.items()]


def _read(row: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    faults = []
    if row["kind"] not in list(RemedyKind) or row["owes"] not in SIDES:
        faults.append(_("choose its kind and the side that owes it."))
    if not row["what"] or len(row["what"]) > 500 or UNREADABLE.search(row["what"]):
        faults.append(_("say what is done, in at most 500 characters."))
    amount = read_number(row["amount"], lang()) if row["amount"] else None
    if row["amount"] and (amount is None or amount <= 0 or amount > LARGEST or amount != round(amount, 2)):
        faults.append(_("write its amount as a positive number like %(example)s.", example=number(Decimal("38500.5"))))
    if row["kind"] in (RemedyKind.CREDIT, RemedyKind.PAYMENT) and not row["amount"]:
        faults.append(_("a credit or a payment has an amount."))
    day = _day(row["due_on"])
    if day is None:
        faults.append(_("write its day like 2027-01-04."))
    promise = {"kind": row["kind"], "owes": row["owes"], "what": row["what"], "amount": amount, "due_on": day}
    return promise, faults


def _day(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None
