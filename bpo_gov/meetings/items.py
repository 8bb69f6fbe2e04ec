"""What people do with an agenda: add, take off, put in order with its minutes, gather, and prepare on their own side."""

from bpo_gov.kernel.errors import Refused, Stale
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.meetings import agenda, queries
from bpo_gov.meetings.models import Item, Meeting, Preparation
from bpo_gov.meetings.workflow import MEETING

flow = MEETING


@flow.action("add_item")
def add_item(one: Meeting, actor: Actor, /, *, title: str, length: int, about: Matter | None = None) -> Particulars:
    """One more item, at the end."""
    place = max((item.position for item in one.items), default=0) + 1
    one.items.append(agenda.item(title, "added", about.id if about else None, length, place))
    return {"title": title, "about": about.label if about else None}


@flow.action("drop_item")
def drop_item(one: Meeting, actor: Actor, /, *, item: int) -> Particulars:
    """One item less; what it is about stays open."""
    found = named(one, item)
    one.items.remove(found)
    return {"item": found.title}


@flow.action("put")
def put(one: Meeting, actor: Actor, /, *, item: int, position: int, length: int) -> Particulars:
    """An item at another place of the agenda, 1 being the first, with the minutes that it is given."""
    found = named(one, item)
    others = [other for other in one.items if other is not found]
    position = min(max(position, 1), len(one.items))
    for n, other in enumerate([*others[: position - 1], found, *others[position - 1 :]], 1):
        other.position = n
    found.length = length
    one.items.sort(key=lambda other: other.position)
    return {"item": found.title, "position": position, "length": length}


@flow.action("gather")
def gather(one: Meeting, actor: Actor) -> Particulars:
    """What has become open since, added to the agenda."""
    found = agenda.gather(one, queries.before(one.agreement_id, one.forum, one.starts_at))
    one.items.extend(found)
    return {"items": [item.title for item in found]}


@flow.action("prepare")
def prepare(one: Meeting, actor: Actor, /, *, item: int, text: str, edition: int = 0) -> Particulars:
    """What a side keeps to itself for an item; the record knows that it prepared, not what."""
    found = named(one, item)
    kept = queries.preparation(found.id, actor.party)
    if (kept.edition if kept else 0) != edition:
        raise Stale(say("Somebody of your side has written here meanwhile. Look at both texts before you save yours."))
    if kept is None:
        queries.keep(Preparation(item_id=found.id, party=actor.party, text=text, edition=1))
    else:
        kept.text, kept.edition = text, edition + 1
    return {"item": found.title}


def named(one: Meeting, item: int) -> Item:
    """The item with this key. Raises Refused where it is not on the agenda."""
    found = one.item(item)
    if found is None:
        raise Refused(say("It is not on the agenda."))
    return found
