"""What my page, my agreements and the search show: plain values made of rows, ready for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.action_items.models import ActionItem
from bpo_gov.action_items.pages import ICONS as ITEM_ICONS
from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import FrameworkState
from bpo_gov.agreements.standing import Ball, Shown, ball_of
from bpo_gov.change_requests.pages import ICONS
from bpo_gov.credits.pages import ICONS as CREDIT_ICONS
from bpo_gov.dashboards import search
from bpo_gov.dashboards.queries import Open, Place
from bpo_gov.dashboards.turns import Turn, Waiting
from bpo_gov.decisions.pages import ICONS as DECISION_ICONS
from bpo_gov.disputes.pages import ICONS as DISPUTE_ICONS
from bpo_gov.escalations.pages import ICONS as ESCALATION_ICONS
from bpo_gov.figure_imports.pages import ICONS as IMPORT_ICONS
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party, role_word
from bpo_gov.kernel.words import Value, say
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.kpis.pages import ICONS as FIGURE_ICONS
from bpo_gov.meetings.pages import ICONS as MEETING_ICONS
from bpo_gov.pulses.pages import ICONS as PULSE_ICONS
from bpo_gov.rectifications.pages import ICONS as PLAN_ICONS
from bpo_gov.reliefs.pages import ICONS as RELIEF_ICONS
from bpo_gov.reports.pages import ICONS as REPORT_ICONS
from bpo_gov.successions.pages import ICONS as SUCCESSION_ICONS
from bpo_gov.web.words import moment

PAGE_OF = {
    "action_item": "action_items.show",
    "change_request": "change_requests.show",
    "decision": "decisions.show",
    "dispute": "disputes.show",
    "escalation": "escalations.show",
    "framework": "framework.show",
    "credit_statement": "credits.show",
    "figure": "figures.show",
    "figure_import": "figure_imports.show",
    "meeting": "meetings.show",
    "rectification": "rectifications.show",
    "relief": "reliefs.show",
    "report": "reports.show",
    "pulse": "pulses.show",
    "succession": "successions.show",
}
SIGNS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "action_item": {state.value: sign for state, sign in ITEM_ICONS.items()},
    "change_request": {state.value: sign for state, sign in ICONS.items()},
    "decision": {state.value: sign for state, sign in DECISION_ICONS.items()},
    "dispute": {state.value: sign for state, sign in DISPUTE_ICONS.items()},
    "escalation": {state.value: sign for state, sign in ESCALATION_ICONS.items()},
    "credit_statement": {state.value: sign for state, sign in CREDIT_ICONS.items()},
    "figure": {state.value: sign for state, sign in FIGURE_ICONS.items()},
    "figure_import": {state.value: sign for state, sign in IMPORT_ICONS.items()},
    "meeting": {state.value: sign for state, sign in MEETING_ICONS.items()},
    "rectification": {state.value: sign for state, sign in PLAN_ICONS.items()},
    "relief": {state.value: sign for state, sign in RELIEF_ICONS.items()},
    "report": {state.value: sign for state, sign in REPORT_ICONS.items()},
    "pulse": {state.value: sign for state, sign in PULSE_ICONS.items()},
    "succession": {state.value: sign for state, sign in SUCCESSION_ICONS.items()},
    "framework": {
        FrameworkState.PROPOSED: ("pen", ""),
        FrameworkState.ACTIVE: ("check-circle", "ok"),
        FrameworkState.DECLINED: ("x-circle", "closed"),
        FrameworkState.SUPERSEDED: ("clock-history", "closed"),
    },
}


@dataclass(frozen=True)
class Due:
    """A clock in a row, its moment already in the zone of the row."""

    tone: str
    left: Value
    due: str


@dataclass(frozen=True)
class Row:
    """One matter as a line of a list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: Due | None
    state: Shown


@dataclass(frozen=True)
class Group:
    """What waits in one agreement: the matters that are shown, how many there are, and where the rest is."""

    title: str
    href: str
    party: str
    organisation: str
    count: int
    rows: Sequence[Row]
    rest: str | None


@dataclass(frozen=True)
class Line:
    """One agreement in the list of mine."""

    title: str
    href: str
    client: str
    vendor: str
    party: str
    role: Value
    standing: Value
    in_force: bool
    open: int
    ours: int
    late: int
    changes: str


@dataclass(frozen=True)
class Hit:
    """One result of a search."""

    title: str
    href: str
    number: str
    agreement: str
    state: Shown | None = None
    ball: Ball | None = None


def groups(waiting: Waiting, turn: Turn, places: Sequence[Place], own_zone: bool) -> list[Group]:
    """What waits at one turn, agreement by agreement, the one with the first deadline first."""
    shown: dict[int, list[Matter]] = {matter.agreement_id: [] for matter in waiting.matters[turn]}
    for matter in waiting.matters[turn]:
        shown[matter.agreement_id].append(matter)
    by_id = {place.agreement.id: place for place in places}
    order = [*shown, *(agreement_id for agreement_id in waiting.counts[turn] if agreement_id not in shown)]
    return [_group(by_id[key], waiting.counts[turn].get(key, 0), shown.get(key, []), turn, own_zone) for key in order]


@dataclass(frozen=True)
class Item:
    """One action of mine: its line, and the agreement it belongs to."""

    row: Row
    agreement: str
    href: str


def items(found: Sequence[ActionItem], places: Sequence[Place], own_zone: bool) -> list[Item]:
    """My actions as lines, in their order."""
    by_id = {place.agreement.id: place for place in places}
    return [_item(one, by_id[one.agreement_id], own_zone) for one in found]


def _item(one: ActionItem, place: Place, own_zone: bool) -> Item:
    key = place.agreement.key
    row = row_of(one, place.actor, key, place.terms, None if own_zone else place.zone)
    return Item(row, place.agreement.title, url_for("overview.show", key=key))


def row_of(matter: Matter, actor: Actor, key: str, terms: Terms | None, zone: ZoneInfo | None) -> Row:
    """A matter of any kind as one line; `zone` None: the zone of the page."""
    clock = None
    if terms is not None and matter.due_at is not None and matter.ball:
        brief = clocks.brief(terms, matter.due_at, terms.calendars.counting.unit)
        clock = Due(brief.tone, brief.left, moment(matter.due_at, zone))
    return Row(matter.label, matter.title, address_of(matter, key), ball_of(matter, actor), clock, state_of(matter))


def address_of(matter: Matter, key: str) -> str:
    """Where a matter is read."""
    return url_for(PAGE_OF[matter.kind], key=key, number=matter.number)


def state_of(matter: Matter) -> Shown:
    """The state in words, with the sign its list draws."""
    return Shown(WORKFLOWS[matter.kind].word(matter.state), *SIGNS[matter.kind][matter.state])


def line_of(place: Place, open_: Open) -> Line:
    """One agreement as a line: the sides, the person's own place, and how much is open."""
    agreement, actor, key = place.agreement, place.actor, place.agreement.key
    return Line(
        title=agreement.title, href=url_for("overview.show", key=key), client=agreement.client_name,
        vendor=agreement.vendor_name, party=actor.party.value,
        role=say("%(title)s (%(role)s)", title=actor.title, role=role_word(actor.role)),
        standing=_standing(place), in_force=place.in_force is not None, open=open_.all, ours=open_.of(actor.party),
        late=open_.late, changes=url_for("change_requests.index", key=key),
    )  # fmt: skip


def hits(results: search.Results, kind: search.Kind) -> list[Hit]:
    """The results of one kind."""
    return [_hit(found) for found in results.of(kind)]


def _group(place: Place, count: int, matters: Sequence[Matter], turn: Turn, own_zone: bool) -> Group:
    agreement, actor = place.agreement, place.actor
    zone = None if own_zone else place.zone
    view = "open" if turn is Turn.OTHERS else "ours"
    rest = url_for("change_requests.index", key=agreement.key, view=view) if count > len(matters) else None
    organisation = agreement.client_name if actor.party is Party.CLIENT else agreement.vendor_name
    rows = [row_of(matter, actor, agreement.key, place.terms, zone) for matter in matters]
    href = url_for("overview.show", key=agreement.key)
    return Group(agreement.title, href, actor.party.value, organisation, count, rows, rest)


def _standing(place: Place) -> Value:
    if place.in_force and place.coming:
        return say("version %(n)s in force, version %(next)s coming", n=place.in_force.number, next=place.coming.number)
    if place.in_force:
        return say("version %(n)s in force", n=place.in_force.number)
    return say("not in force yet") if place.coming else say("no framework yet")


def _hit(found: search.Found) -> Hit:
    key, title = found.place.agreement.key, found.place.agreement.title
    if found.matter is not None:
        ball = ball_of(found.matter, found.place.actor)
        return Hit(found.title, address_of(found.matter, key), found.number, title, state_of(found.matter), ball)
    if found.kind is search.Kind.AGREEMENT:
        return Hit(found.title, url_for("overview.show", key=key), "", "")
    number = _("clause %(number)s", number=found.number) if found.kind is search.Kind.CLAUSE else found.number
    anchor = f"{found.kind.value}-{found.number}"
    return Hit(found.title, url_for("framework.current", key=key, _anchor=anchor), number, title)
