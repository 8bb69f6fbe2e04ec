"""What stands over the list of reports: a line for each name, both sides side by side, the picture and its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.action_items.pages import Bar
from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.shown import words
from bpo_gov.agreements.standing import TURNS, Shown
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.reports import charts, pages, series
from bpo_gov.reports.models import Report
from bpo_gov.reports.series import Series
from bpo_gov.reports.workflow import OWED
from bpo_gov.web.words import day, tell, zone_here


@dataclass(frozen=True)
class Line:
    """One name: what is due next and until when, what came last, and how much of it came in time."""

    name: str
    side: str
    every: Value
    due: str
    watched: bool
    next: Report | None
    next_href: str
    clock: clocks.Clock | None
    last: Report | None
    last_href: str
    last_says: Value
    last_tone: str
    in_time: Value


@dataclass(frozen=True)
class Came:
    """A row of the table under the picture."""

    label: str
    href: str
    name: str
    period: str
    side: str
    due: Any
    delivered: Any
    lead: Say | str
    is_late: bool
    state: Shown


def lines(found: Sequence[Series], agreed: Terms) -> list[Line]:
    """A line for each name."""
    return [_line(one, agreed) for one in found]


def _line(one: Series, agreed: Terms) -> Line:
    on_time, all_ = series.in_time(one.reports)
    next_, last = one.next, one.last
    return Line(
        one.name, one.ower.value, words.interval(one.owed.every) if one.owed else say("not asked for any more"), one.owed.due if one.owed else "",
        one.owed is not None and one.owed.within is not None, next_, _href(next_), clocks.brief(agreed, series.due_of(next_), Unit.WORKING_DAY) if next_ else None, last,
        _href(last), pages.lead(last) if last else None, "bad" if last and series.is_late(last) else "ok",
        say("%(n)s of %(all)s", n=on_time, all=all_) if all_ else None,
    )  # fmt: skip


def _href(one: Report | None) -> str:
    return url_for("reports.show", number=one.number) if one else ""


def bars(found: Sequence[Series]) -> list[Bar]:
    """How much of each side came in time, one bar a side; a side that owed none yet has none."""
    made = []
    for side, reports in series.by_side(found).items():
        on_time, all_ = series.in_time(reports)
        if not reports:
            continue
        share = round(100 * on_time / all_) if all_ else 0
        text = say("%(n)s of %(all)s in time", n=on_time, all=all_) if all_ else say("none was due yet")
        owed = sum(one.state in OWED for one in reports)
        late = sum(one.state in OWED and series.is_late(one) for one in reports)
        more = say("%(n)s open", n=owed) if owed else say("nothing open")
        if late:
            more = say("%(open)s, %(late)s of them late", open=more, late=late)
        made.append(Bar(side.value, share, 100 - share if all_ else 0, text, more))
    return made


def figures(found: Sequence[Series]) -> list[tuple[str, int, int, int, int]]:
    """The table under the bars: side, in time, late, open, open past its day."""
    rows = []
    for side, reports in series.by_side(found).items():
        on_time, all_ = series.in_time(reports)
        owed = [one for one in reports if one.state in OWED]
        rows.append((side.value, on_time, all_ - on_time, len(owed), sum(series.is_late(one) for one in owed)))
    return rows


def chart(found: Sequence[Report]) -> dict[str, Any]:
    """The picture of what came."""
    zone = zone_here()
    came = [
        charts.Came(one.ower.value, one.owed_at.astimezone(zone).date(), one.lead or 0, _text(one)) for one in found
    ]
    names = {key: _(TURNS[key]) for key in charts.SIZES}
    return charts.punctuality(came, names, _("Working days early"))


def _text(one: Report) -> str:
    """What a mark says; a name may hold signs that a picture would read."""
    return f"{one.title.replace('<', '‹')}<br>{_('due %(day)s', day=day(one.owed_at.astimezone(zone_here()).date()))}<br>{tell(pages.lead(one))}"


def finding(found: Sequence[Series]) -> Say:
    """The finding of the picture."""
    on_time, all_ = series.in_time([one for each in found for one in each.reports])
    return say("%(n)s of %(all)s reports of both sides came in time, in two years.", n=on_time, all=all_)


def rows(found: Sequence[Report]) -> list[Came]:
    """The table under the picture, the newest first."""
    return [
        Came(
            one.label, _href(one), one.name, one.period, one.ower.value, one.owed_at, one.first_at, pages.lead(one), series.is_late(one), pages.state_of(one)
        )
        for one in reversed(found)
    ]  # fmt: skip
