"""What the pages of the pulse show: plain values made of rows and medians, ready for the templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.kpis.rules.exact import rounded, total
from bpo_gov.pulses import charts, terms
from bpo_gov.pulses.charts import Seen
from bpo_gov.pulses.models import Median, Pulse, State
from bpo_gov.pulses.workflow import PULSE
from bpo_gov.web.words import number, tell

S = State
ICONS = {S.OPEN: ("circle-half", ""), S.CLOSED: ("check-circle", "ok"), S.WITHDRAWN: ("x-circle", "closed")}
Found = Mapping[tuple[int, Party, Party], Decimal | None]  # question, the side it is about, the side that says it


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    answers: Say


@dataclass(frozen=True)
class Line:
    """A row of a table: by itself, by the other side, and how much better a side thinks of itself."""

    label: str
    own: Decimal | None
    other: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """Above zero a side thinks better of itself than the other does."""
        return None if self.own is None or self.other is None else self.own - self.other


@dataclass(frozen=True)
class Side:
    """How a side is seen: its rows, the picture, and the finding in words."""

    party: str
    title: Say
    lines: list[Line]
    figure: dict[str, Any]
    finding: Say


def state_of(one: Pulse) -> Shown:
    """The state with its icon and tone."""
    return Shown(PULSE.word(one.state), *ICONS[S(one.state)])


def answers(one: Pulse) -> Say:
    """How many people of each side have answered."""
    return say("%(client)s of the client, %(vendor)s of the vendor", client=one.client_raters, vendor=one.vendor_raters)


def row_of(one: Pulse, actor: Actor, agreed: Terms, timer: Timer | None) -> Row:
    """A round as one line."""
    return Row(
        one.label, one.quarter, url_for("pulses.show", number=one.number), standing.ball_of(one, actor), standing.clock_in_row(one, agreed, timer),
        state_of(one), answers(one),
    )  # fmt: skip


def by_place(found: Iterable[Median]) -> Found:
    """Medians by what they say."""
    return {(one.question, one.seen, one.side): one.median for one in found}


def result(one: Pulse, found: Sequence[Median]) -> list[Side]:
    """A closed round: how each side is seen, question by question, client first."""
    known = by_place(found)
    questions = [tell(question) for question in terms.asked(one)]
    return [
        _side(
            about,
            [Line(question, known.get((n, about, about)), known.get((n, about, about.other))) for n, question in enumerate(questions)],
            charts.gaps,
        )
        for about in SIDES
    ]  # fmt: skip


def history(rounds: Sequence[Pulse], found: Sequence[Median]) -> list[Side]:
    """The closed rounds, oldest first: how each side is seen as a whole, by the mean of its medians."""
    by_round: dict[int, list[Median]] = {one.id: [] for one in rounds}
    for median in found:
        by_round[median.pulse_id].append(median)
    whole = [
        (one, {(about, by): _mean(by_round[one.id], about, by) for about in SIDES for by in SIDES}) for one in rounds
    ]
    return [
        _side(about, [Line(one.quarter, means[about, about], means[about, about.other]) for one, means in whole], charts.over_time)
        for about in SIDES
    ]  # fmt: skip


def _mean(found: Sequence[Median], about: Party, by: Party) -> Decimal | None:
    known = [one.median for one in found if one.seen is about and one.side is by and one.median is not None]
    return rounded(total(known), len(known)).quantize(Decimal("0.1")) if known else None


def _side(about: Party, lines: list[Line], draw: Any) -> Side:
    own, side = about is Party.CLIENT, Say(TURNS[about.value])
    seen = [Seen(line.label, *((line.own, line.other) if own else (line.other, line.own))) for line in lines]
    words = {
        by.value: str(_("Scored by itself: %(side)s", side=_(TURNS[by.value])) if by is about else _("Scored by %(side)s", side=_(TURNS[by.value])))
        for by in SIDES
    }  # fmt: skip
    return Side(
        about.value,
        say("How %(side)s is seen", side=side),
        lines,
        draw(seen, words),
        finding(about, lines, over_time=draw is charts.over_time),
    )


def finding(about: Party, lines: Sequence[Line], *, over_time: bool) -> Say:
    """The widest gap of a round, or the gap of the last one, in words."""
    known = [(line, line.gap) for line in lines if line.gap is not None]
    side, other = Say(TURNS[about.value]), Say(TURNS[about.other.value])
    if not known:
        return say("Too few people have answered to say how far apart both sides are.")
    widest, gap = known[-1] if over_time else max(known, key=lambda pair: abs(pair[1]))
    if gap == 0:
        return say("%(label)s: both sides see %(side)s alike.", label=widest.label, side=side)
    text = (
        say("%(label)s: %(side)s sees itself %(gap)s better than %(other)s does.", label=widest.label, side=side, other=other, gap=abs(gap))
        if gap > 0
        else say("%(label)s: %(side)s sees itself %(gap)s worse than %(other)s does.", label=widest.label, side=side, other=other, gap=abs(gap))
    )  # fmt: skip
    return text if over_time else say("The widest gap: %(text)s", text=text)


def signed(value: Decimal | None) -> str | None:
    """A gap with its sign; None where it is not known."""
    if value is None:
        return None
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


def facts(one: Pulse) -> list[tuple[Any, ...]]:
    """The side column."""
    ended: list[tuple[str, Value]] = [(_("Ended"), one.ended_at)] if one.ended_at else []
    return [
        (_("Quarter"), one.quarter, "strong"),
        (_("Open for"), clocks.period(terms.rules(one.framework.terms).days, Unit.WORKING_DAY)),
        (_("Client"), _answered(one, Party.CLIENT)),
        (_("Vendor"), _answered(one, Party.VENDOR)),
        *ended,
        (_("Opened by"), Say(TURNS[one.raised_by.value])),
    ]  # fmt: skip


def _answered(one: Pulse, side: Party) -> Say:
    return say("%(n)s have answered", n=one.raters(side))
