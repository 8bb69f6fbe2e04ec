"""The pages over all agreements of a person, and the overview of one relationship."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.agreements import belonging
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.models import FrameworkState
from bpo_gov.change_requests import queries as changes
from bpo_gov.dashboards import overview, pages, queries, relationship, search, turns, wall, watched
from bpo_gov.decisions import queries as decisions
from bpo_gov.kernel import clock, signatures
from bpo_gov.kernel.parties import SIDES, Role
from bpo_gov.relationships import queries as relationships
from bpo_gov.web import here
from bpo_gov.web.words import zone_here

blueprint = Blueprint("dashboards", __name__)
overview_pages = inside("overview", "")


@blueprint.get("/")
def mine() -> str:
    """My page: what waits for me, what waits for my side, what I wait for."""
    reader, places = here.reader(), _places()
    waiting = turns.waiting(places)
    groups = {turn.value: pages.groups(waiting, turn, places, own_zone=bool(reader.zone)) for turn in turns.Turn}
    counts = {turn.value: waiting.total(turn) for turn in turns.Turn}
    return render_template(
        "dashboards/mine.html", places=places, items=pages.items(items.mine([place.actor for place in places]), places, own_zone=bool(reader.zone)),
        groups=groups, counts=counts, waiting=waiting,
        may_found=not places and agreements.may_found(reader.id), seats=belonging.seats_of(reader.id), now=clock.now(),
    )  # fmt: skip


@blueprint.get("/me")
def me() -> Any:
    """The address people guess."""
    return redirect(url_for(".mine"))


@blueprint.get("/agreements")
def agreements_list() -> str:
    """Every agreement I belong to, with how much is open."""
    places = _places()
    open_ = queries.how_much_is_open(queries.may_see_any(places)) if places else {}
    may_found = agreements.may_found(here.reader().id)
    lines = [pages.line_of(place, open_.get(place.agreement.id, queries.Open())) for place in places]
    return render_template("dashboards/agreements.html", lines=lines, may_found=may_found, now=clock.now())


@blueprint.get("/search")
def find() -> str:
    """Search over what I may see in all my agreements."""
    results = search.search(_places(), request.args.get("q", ""))
    hits = {kind.value: pages.hits(results, kind) for kind in search.Kind}
    return render_template("dashboards/search.html", results=results, hits=hits, most=search.MOST)


@overview_pages.get("/")
def show() -> str:
    """The state of one relationship, as both sides see it."""
    actor, agreement = here.actor(), here.agreement()
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        return _not_in_force()
    terms, today = framework.terms, queries.today(zone_here())
    used = relationship.used_by_day(actor.agreement_id)
    limits = overview.gauges(terms, changes.used(actor.agreement_id, terms, today))
    open_, row = relationship.how_much(actor), relationships.kept(actor.agreement_id)
    return render_template(
        "dashboards/overview.html", framework=framework, terms=terms, gone=overview.gone(terms, today), open=open_,
        tiles=overview.tiles(terms, open_, used, limits), gauges=limits, chart=overview.chart(terms, used, today),
        columns={party.value: overview.column(party, actor, terms, agreement.key) for party in SIDES},
        deadlines=overview.deadlines(relationship.deadlines(actor), terms, agreement.key),
        told=overview.told(relationship.last_entries(actor), agreement.key), head=relationship.head(actor.agreement_id),
        decided=overview.decided(decisions.newest(actor), terms),
        health=wall.health(row), watched=watched.lines(actor, terms, row, today), meeting=wall.meeting(relationship.next_meeting(actor)),
        kpis=wall.kpis(actor, terms), kpi_heads=wall.heads(),
        punctual=item_pages.summary(items.punctuality(actor)), may_open=actor.role >= Role.MEMBER, now=clock.now(),
    )  # fmt: skip


def _not_in_force() -> str:
    actor, agreement = here.actor(), here.agreement()
    coming = relationship.coming(actor.agreement_id)
    signed = signatures.under(coming, coming.digest) if coming else {}
    return render_template(
        "dashboards/waiting.html", coming=coming,
        begins=coming.effective_from if coming and coming.state == FrameworkState.ACTIVE else None,
        signed={side.value: signed.get(side) for side in SIDES},
        able={side.value: relationship.able_to_sign(coming, side) for side in SIDES} if coming else {},
        told=overview.told(relationship.last_entries(actor), agreement.key), head=relationship.head(actor.agreement_id),
        now=clock.now(),
    )  # fmt: skip


def _places() -> list[queries.Place]:
    return queries.places(here.reader().id)
