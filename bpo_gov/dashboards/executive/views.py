"""The executive page, the list of relationships, how health is counted, and what each number was counted from."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.standing import TURNS
from bpo_gov.dashboards.executive import charts, lists, money, owed, raised, reach, reads, relations, risks, sets, shown
from bpo_gov.dashboards.queries import today
from bpo_gov.kernel import clock
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.parties import SIDES
from bpo_gov.kernel.words import say
from bpo_gov.kpis.rules.health import Word
from bpo_gov.web import here, tables
from bpo_gov.web.words import zone_here

YEAR = timedelta(days=365)
blueprint = Blueprint("executive", __name__, url_prefix="/executive")


@blueprint.get("")
def show() -> str:
    """All relationships of the person on one screen."""
    mine, now = _reach(), clock.now()
    if not mine.count:
        return render_template("executive/empty.html", may_found=agreements.may_found(mine.user_id))
    every, disputes, escalated = reads.every(mine), raised.disputes(mine), raised.escalations(mine)
    whole = money.Whole(mine, every, disputes, owed.credits(mine, today(zone_here()) - YEAR), today(zone_here()), now)
    worst, counts = reads.relationships(mine, reads.WORST)[: reads.WORST], shown.by_side(reads.clocks(mine))
    (have, added), (waiting, for_me), (ours, theirs) = reads.totals(mine), reads.waiting(mine), reads.turns(mine)
    watched = _risks(whole, worst, escalated, added["promises_late"])
    versions = reads.frameworks([line.framework_id for line in waiting])
    sides = {side.value: _(TURNS[side.value]) for side in SIDES}
    buckets = {name: _(word) for name, word in sets.BUCKETS.items()}
    return render_template(
        "executive/show.html", now=now, many=len(every), uncounted=sum(row.until is None or row.is_stale or row.until <= now for row in every),
        others=relations.others(worst), rows=relations.rows(worst, reads.open_in(mine, [one.row.agreement_id for one in worst])), words=_words(have),
        waiting=shown.waits(waiting, versions, own_zone=bool(here.reader().zone)), turns=(for_me, ours - for_me, theirs), tiles=money.tiles(whole),
        counts=counts, figure=charts.clocks(counts, buckets, sides), buckets=buckets, sides=sides, raised=shown.raised(whole, escalated),
        tiers=raised.tiers(mine), disputes=disputes.many, pulse=shown.pulse(added),
        risks=watched[: risks.MOST], all_risks=len(watched),
    )  # fmt: skip


def _risks(
    whole: money.Whole, worst: Sequence[reads.Kept], escalated: raised.Climbed, promises_late: int
) -> list[risks.Risk]:
    """Every risk, the gravest first; three statements."""
    mine = whole.reach
    provisional = reads.provisional({row.agreement_id for row in whole.every})
    return risks.of(whole, worst, escalated, promises_late, provisional, reads.late_reports(mine), reads.posts(mine))


def _words(have: Mapping[Word, int]) -> list[tuple[str, str, int, str]]:
    """How many relationships have each word, with the list of them."""
    return [
        (_(text), tone, have[word], url_for(".relationships", word=word.value))
        for word, (text, tone) in relations.WORDS.items()
        if word in have
    ]


@blueprint.get("/clocks.csv")
def clocks() -> Response:
    """The clocks by side as a file."""
    counts = shown.by_side(reads.clocks(_inside()))
    heads = [_("Side"), *(_(word) for word in sets.BUCKETS.values())]
    rows: list[list[Any]] = [
        [_(TURNS[side.value]), *(counts[side.value, name] for name in sets.BUCKETS)] for side in SIDES
    ]
    return tables.answer("csv", "clocks", heads, rows, len(rows))


@blueprint.get("/relationships")
def relationships() -> str:
    """All relationships, worst first, page by page."""
    return lists.page(_inside())


@blueprint.get("/relationships.<any(csv, xlsx):kind>")
def file(kind: str) -> Response:
    """The list as a file."""
    return lists.file(_inside(), kind)


@blueprint.get("/health")
def health() -> str:
    """The formula in words, with the inputs of each relationship beside it."""
    return lists.inputs(_inside())


@blueprint.get("/risks")
def all_risks() -> str:
    """Every risk over all relationships, the gravest first, page by page."""
    mine = _inside()
    whole = money.Whole(mine, reads.every(mine), raised.NOTHING, [], today(zone_here()), clock.now())
    worst, (_have, added) = reads.relationships(mine, reads.WORST)[: reads.WORST], reads.totals(mine)
    return lists.risks(_risks(whole, worst, raised.escalations(mine), added["promises_late"]))


@blueprint.get("/matters/<name>")
def matters(name: str) -> str:
    """What a number of the executive page was counted from."""
    mine = _inside()
    if name not in sets.SETS:
        raise _nothing()
    return lists.matters(mine, name)


def _reach() -> reach.Reach:
    """The person's places; who only sits at a dispute as a neutral finds nothing here."""
    found = reach.of(here.reader())
    if found.is_neutral and not found.count:
        raise _nothing()
    return found


def _inside() -> reach.Reach:
    """The person's places; without one there is nothing to list."""
    found = _reach()
    if not found.count:
        raise _nothing()
    return found


def _nothing() -> NotFound:
    return NotFound(say("There is nothing here, or you may not see it."))
