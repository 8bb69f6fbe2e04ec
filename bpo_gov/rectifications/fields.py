"""The steps of a plan as a field: a few rows, each empty or whole."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, ValidationError

from bpo_gov.agreements.models import Membership
from bpo_gov.rectifications.models import PlanStep
from bpo_gov.web.forms import UNREADABLE, one_line

ROWS = 6
PARTS = ("what", "owner", "due_on")
WHOLE = "side"  # of the owners: nobody by name


class StepsField(Field):  # type: ignore[misc]  # WTForms has no types
    """Up to six steps, each in inputs of its own named `steps-<n>-<part>`; `data` is a tuple of mappings."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.typed = [dict.fromkeys(PARTS, "") for _row in range(ROWS)]
        self.people: Mapping[str, str] = {}
        self.whole = ""
        self.begin = self.end = date.min

    def offer(self, members: Sequence[Membership], whole: str, begin: date, end: date) -> None:
        """Who can own a step, and between which days it can be due."""
        self.people = {str(one.user_id): one.user.name for one in members}
        self.whole, self.begin, self.end = whole, begin, end

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.data = tuple(data or ())
        if formdata:
            self.typed = [
                {part: one_line(formdata.get(f"{self.name}-{row}-{part}", "")) for part in PARTS} for row in range(ROWS)
            ]

    def fill(self, steps: Sequence[PlanStep]) -> None:
        """Show the steps of the version before."""
        for row, one in enumerate(steps[:ROWS]):
            owner = str(one.owner_id) if one.owner_id else WHOLE
            self.typed[row] = {"what": one.what, "owner": owner, "due_on": one.due_on.isoformat()}

    def pre_validate(self, form: Any) -> None:
        """Read the rows in which something was typed; at least one."""
        found, wrong = [], []
        for place, row in enumerate(self.typed, 1):
            if not (row.get("what") or row.get("due_on")):
                continue
            step, faults = self._read(row)
            found.append(step)
            wrong += [_("Step %(n)s: %(fault)s", n=place, fault=fault) for fault in faults]
        if not found:
            wrong.append(_("Write down at least one step: what is done, by whom, until when."))
        self.data = tuple(found)
        if wrong:
            raise ValidationError(" ".join(wrong))

    @property
    def rows(self) -> list[dict[str, str]]:
        """What stands in each row."""
        return self.typed

    @property
    def owners(self) -> list[tuple[str, str]]:
        """Who can own a step: the side as a whole, or one of its people."""
        return [(WHOLE, self.whole), *self.people.items()]

    def _read(self, row: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
        faults = []
        owner = row["owner"] or WHOLE
        if owner != WHOLE and owner not in self.people:
            faults.append(_("choose who does it from the list."))
        if not row["what"] or len(row["what"]) > 500 or UNREADABLE.search(row["what"]):
            faults.append(_("say what is done, in at most 500 characters."))
        day = _day(row["due_on"])
        if day is None:
            faults.append(_("write its day like 2027-01-04."))
        elif not self.begin <= day <= self.end:
            faults.append(_("its day has passed, or lies too far ahead."))
        person = owner if owner in self.people else None
        return {
            "what": row["what"], "owner_id": int(person) if person else None, "owner": self.people[person] if person else "", "due_on": day,
        }, faults  # fmt: skip


def _day(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
