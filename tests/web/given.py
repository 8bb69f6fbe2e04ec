"""Plain values for components and pages to draw: a form, a clock, moves, a limit, an entry of the record."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace as Thing
from typing import Any

import wtforms
from werkzeug.datastructures import MultiDict
from wtforms import validators
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.widgets import CheckboxInput, ListWidget

from bpo_gov.kernel.words import Value, say
from bpo_gov.web.markup import written

AT = datetime(2026, 11, 19, 2, 20, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\"'"


class Row(wtforms.Form):  # type: ignore[misc]  # WTForms has no types
    name = wtforms.StringField("Name", [validators.InputRequired("Say who")])


class Sheet(wtforms.Form):  # type: ignore[misc]
    version = wtforms.HiddenField(default="7")
    title = wtforms.StringField("Title", [validators.InputRequired("Say what changes")], description="In a few words.")
    kind = wtforms.RadioField(
        "Class",
        [validators.InputRequired("Choose a class")],
        choices=[Choice("normal", "Normal"), Choice("fast", "Fast track")],
    )
    reason = wtforms.TextAreaField("Why", render_kw={"rows": 3})
    by = wtforms.DateField("Required by", [validators.Optional()])
    cost = wtforms.DecimalField("Cost", [validators.Optional()])
    service = wtforms.SelectField("Service", choices=[Choice("s", "S-01")])
    places = wtforms.SelectMultipleField(
        "Places", choices=[Choice("b", "Bandung")], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    trial = wtforms.BooleanField("A trial", description="It ends by itself.")
    paper = wtforms.FileField("Paper")
    people = wtforms.FieldList(wtforms.FormField(Row), "Key people", min_entries=1)


def sheet() -> Sheet:
    form = Sheet(MultiDict({"service": "s", "title": ""}))
    form.validate()
    return form


def count(start: date, last: date, off: dict[date, Value]) -> tuple[Thing, ...]:
    days, n = [], 0
    for each in (start + timedelta(i) for i in range((last - start).days + 1)):
        why = off.get(each) or ("Weekend" if each.isoweekday() > 5 else None)
        days.append(Thing(day=each, counted=None if why else n, skipped=why))
        n += not why
    return tuple(days)


CLOCK = Thing(
    tone="near",
    left="due in 3 working days",
    due=AT,
    title="Decision",
    rule="Clause 9.4.",
    provisional=True,
    days=count(
        date(2026, 12, 23), date(2027, 1, 5), {date(2026, 12, 25): "Christmas Day", date(2027, 1, 1): say("New Year")}
    ),
)
BALL = Thing(party="client", words="Your turn: Client", yours=True)
STATE = Thing(label="Assessed", icon="gear", tone="near")
MOVES = [
    Thing(verb="approve", label="Approve", href="/m/approve", primary=True, needs_words=False, allowed=True, why=None),
    Thing(verb="return", label="Return", href="/m/return", primary=False, needs_words=True, allowed=True, why=None),
    Thing(
        verb="withdraw",
        label="Withdraw",
        href="/m/withdraw",
        primary=False,
        needs_words=False,
        hurts=True,
        allowed=True,
        why=None,
    ),
    Thing(
        verb="authorise",
        label="Authorise",
        href="/m/authorise",
        primary=False,
        needs_words=False,
        allowed=False,
        why="after approval",
    ),
]
ACTOR = Thing(party="client", title="contract manager")
FILES = [
    Thing(name=HOSTILE, href="/f/1", about="PDF, 12 KB", digest="9f" * 32, is_there=True),
    Thing(name="old.csv", href="/f/2", about="CSV, 1 KB", digest="0c" * 32, is_there=False),
]
NOTE = Thing(text=written(HOSTILE, ("ana",)), only=None, mentions=[HOSTILE], files=FILES)
COMPOSER = Thing(
    action="/note", party="client", both="Both read it.", only="Client reads it.", version=7, is_shared=True, how="**bold**", which="At most 5.",
    accept=".pdf", people=[Thing(id=3, name=HOSTILE, title=HOSTILE, party="vendor", own=False)],
)  # fmt: skip
EVENT = Thing(
    party="client",
    who="Ana",
    text="wrote a note",
    because=HOSTILE,
    at=AT,
    zone_times=("a", "b"),
    seq=4097,
    hash="9f",
    prev="0c",
    note=Thing(text=written(HOSTILE), only="client", mentions=[], files=[]),
)


def limit(**other: Any) -> Thing:
    values: dict[str, Any] = {
        "title": "All changes",
        "clause": "9.2",
        "answer": "near",
        "held": Decimal(55),
        "reserved": Decimal(11),
        "this": Decimal(17),
        "limit": Decimal(100),
        "percent_before": Decimal(66),
        "percent_after": Decimal(83),
        "sentence": "55 + 11 + 17.",
        "unit": "GBP",
    }
    return Thing(**{**values, **other})
