"""The board pack: one page for a meeting that prints on A4, of what both sides see alike."""

from datetime import timedelta

from flask import render_template

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.agreements.door import inside
from bpo_gov.change_requests import queries as changes
from bpo_gov.dashboards import overview, queries, relationship
from bpo_gov.decisions import queries as decisions
from bpo_gov.escalations import clocks as escalations
from bpo_gov.kernel import clock
from bpo_gov.kernel.parties import SIDES
from bpo_gov.kpis import board as kpi_board
from bpo_gov.kpis import curves
from bpo_gov.kpis import pages as kpi_pages
from bpo_gov.meetings import pages as meeting_pages
from bpo_gov.meetings import queries as meetings
from bpo_gov.web import here
from bpo_gov.web.words import zone_here

blueprint = inside("packs", "meetings")
YEAR = timedelta(days=366)


@blueprint.get("/<int:number>/pack")
def show(number: int) -> str:
    """Agenda, money, what is open by side, clocks, escalations, decisions and actions; nothing of one side only."""
    actor, agreement = here.actor(), here.agreement()
    one = meetings.load(number, actor)
    terms, today = one.framework.terms, queries.today(zone_here())
    used = relationship.used_by_day(actor.agreement_id)
    limits = overview.gauges(terms, changes.used(actor.agreement_id, terms, today))
    return render_template(
        "dashboards/pack.html", one=one, state=meeting_pages.state_of(one), lines=meeting_pages.lines(one), chairs=meeting_pages.chairs(one),
        terms=terms, gone=overview.gone(terms, today), tiles=overview.tiles(terms, relationship.how_much(actor), used, limits), gauges=limits,
        chart=overview.chart(terms, used, today), columns={party.value: overview.column(party, actor, terms, agreement.key) for party in SIDES},
        deadlines=overview.deadlines(relationship.deadlines(actor), terms, agreement.key), decided=overview.decided(decisions.newest(actor), terms),
        actions=item_pages.beside(items.open_of(actor)), punctual=item_pages.summary(items.punctuality(actor)),
        head=relationship.head(actor.agreement_id), ages=escalations.ages(actor), kpis=kpi_board.shown(actor, terms), heads=kpi_pages.heads(),
        curves=curves.of(actor, one.framework, today - YEAR), now=clock.now(),
    )  # fmt: skip
