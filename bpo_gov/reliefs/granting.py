"""What comes of relief that is granted: figures are excused, and the milestone moves by the days that the cause alone explains."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import joinedload

from bpo_gov.action_items import actions as items
from bpo_gov.action_items import due
from bpo_gov.action_items.models import ActionItem
from bpo_gov.action_items.models import State as Item
from bpo_gov.agreements import policies
from bpo_gov.kernel.calendars import as_json
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kpis import naming
from bpo_gov.kpis.naming import Slot
from bpo_gov.kpis.rules import relief as rule
from bpo_gov.reliefs.models import Relief


def grant(one: Relief, actor: Actor, figures: Collection[Slot], caused: int | None) -> Particulars:
    """Excuse these of the figures that are claimed, and move the milestone by what is proven of so many days."""
    for part in one.parts:
        part.is_excused = (part.code, part.period) in figures
    one.caused = caused if one.delay is not None else None
    if one.delay is not None and one.milestone_on is not None:
        one.moved_by = rule.proven(caused or 0, one.delay, one.own_delay)
        count = rule.moved(policies.counting(one.framework.terms), one.milestone_on, one.moved_by)
        one.moved_to = (
            policies.counting(one.framework.terms).local_date(count.due) if one.moved_by else one.milestone_on
        )
        one.moved_count = as_json(count)
        _move_action(one, actor, one.moved_to)
    return granted(one)


def granted(one: Relief) -> Particulars:
    """What the record says of it."""
    excused = [(part.code, part.period) for part in one.parts if part.is_excused]
    return {
        "figures": one.named,
        "excused": naming.written(excused),
        "moved_by": one.moved_by,
        "before": one.milestone_on,
        "moved_to": one.moved_to,
    }


def _move_action(one: Relief, actor: Actor, day: date) -> None:
    """The action that is the milestone gets its later day by a move of its own; a day that both moved further stays."""
    item = _action(one)
    if item is None or item.state != Item.OPEN or day <= item.due_on or due.why_not(item.framework.terms, day):
        return
    items.move_day(item, actor, due_on=day, reason=f"{one.label} {one.title}"[:200])


def _action(one: Relief) -> ActionItem | None:
    if one.item_id is None:
        return None
    return db.session.get(ActionItem, one.item_id, options=(joinedload(ActionItem.framework),), populate_existing=True)
