"""The page of governance: meetings held of planned by forum, answers and seats by side, as charts, tables and files."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.agreements import standing
from bpo_gov.kernel.words import N_, Say, say
from bpo_gov.meetings import charts, pulse
from bpo_gov.meetings.models import Meeting
from bpo_gov.web import here, tables

PARTS = {"held": N_("took place"), "cancelled": N_("cancelled"), "missed": N_("not held")}
ALARMS = {
    "in_a_row": N_("%(forum)s was not held twice in a row."),
    "unanswered": N_("%(forum)s: the minutes of %(label)s are not answered in time."),
    "no_quorum": N_("%(forum)s had no quorum three times in a row."),
}


@dataclass(frozen=True)
class Alarm:
    """An alarm in words, and the meeting that shows it."""

    says: Say
    href: str


def install(blueprint: Blueprint) -> None:
    """Hang the page and its files into the blueprint of meetings."""
    blueprint.add_url_rule("/pulse", "pulse", show)
    blueprint.add_url_rule("/pulse.csv", "pulse_file", file)
    blueprint.add_url_rule("/pulse-by-side.csv", "sides_file", sides_file)


def show() -> str:
    """The last twelve months, as both sides see them."""
    actor = here.actor()
    found = pulse.of(actor)
    punctual = items.punctuality(actor)
    names = {side.party.value: _(standing.TURNS[side.party.value]) for side in found.sides}
    words = {"answers": _("minutes answered in time"), "seats": _("seats filled")}
    return render_template(
        "meetings/pulse.html", found=found, alarms=said(found.alarms), by_forum=charts.forums(found.forums, {key: _(word) for key, word in PARTS.items()}),
        by_side=charts.sides(found.sides, names, words), share=charts.share, bars=item_pages.bars(punctual), figures=item_pages.figures(punctual),
        finding=tell_held(found),
    )  # fmt: skip


def tell_held(found: pulse.Pulse) -> Say:
    """The finding of the chart."""
    return say("%(held)s of %(planned)s meetings were held in twelve months.", held=found.held, planned=found.planned)


def said(found: list[pulse.Alarm]) -> list[Alarm]:
    """Alarms as a page shows them."""
    return [
        Alarm(
            say(ALARMS[one.kind], forum=one.forum, label=f"{Meeting.PREFIX}-{one.number}"),
            url_for("meetings.show", number=one.number),
        )
        for one in found
    ]


def file() -> Response:
    """The table by forum as a file."""
    heads = [
        _("Forum"),
        _("Planned"),
        _("Took place"),
        _("Cancelled"),
        _("Not held"),
        _("With quorum"),
        _("Minutes agreed"),
    ]
    rows: list[list[Any]] = [
        [f"{forum.code} {forum.name}", forum.planned, forum.held, forum.cancelled, forum.missed, forum.with_quorum, forum.agreed]
        for forum in pulse.of(here.actor()).forums
    ]  # fmt: skip
    return tables.answer("csv", f"{here.agreement().key}-governance", heads, rows, len(rows))


def sides_file() -> Response:
    """The table by side as a file."""
    heads = [_("Side"), _("Minutes answered"), _("In time"), _("Seats"), _("Filled")]
    rows: list[list[Any]] = [
        [_(standing.TURNS[side.party.value]), side.answered, side.in_time, side.seats, side.filled]
        for side in pulse.of(here.actor()).sides
    ]
    return tables.answer("csv", f"{here.agreement().key}-governance-by-side", heads, rows, len(rows))
