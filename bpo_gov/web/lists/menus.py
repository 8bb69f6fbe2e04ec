"""How a list is narrowed on its page: the chips of what is set, the menus of what can be, the heads of its table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, HiddenField

from bpo_gov.kernel.saved_views import NAME
from bpo_gov.web.forms import BaseForm, line
from bpo_gov.web.lists.asked import SIZES, Asked

Link = Callable[[Asked], str]


class Keep(BaseForm):
    """The name of a saved view, and who sees it."""

    query = HiddenField()
    name = line(_l("Name"), help=_l("What this list is for, in a few words."), most=NAME)
    shared = BooleanField(
        _l("Everybody on our side sees it"), description=_l("The other side never sees our saved views.")
    )


@dataclass(frozen=True)
class Menu:
    """A filter that opens its choices: (words, address) pairs."""

    label: str
    choices: list[tuple[str, str]]


def chips(asked: Asked, link: Link) -> list[tuple[str, str]]:
    """What narrows the list, each with the address of the list without it."""
    found = []
    for one in asked.listing.filters:
        chosen = asked.chosen.get(one.name, ())
        for word in chosen:
            rest = tuple(other for other in chosen if other != word)
            found.append((_(one.chip, word=_(one.words[word])), link(asked.choosing(one.name, rest))))
    if asked.text:
        found.append((_("Title: “%(words)s”", words=asked.text), link(asked.but(text=""))))
    return found


def menus(asked: Asked, link: Link) -> list[Menu]:
    """What else can narrow the list; a menu with nothing left to choose is not drawn."""
    found = []
    for one in asked.listing.filters:
        chosen = asked.chosen.get(one.name, ())
        if chosen and not one.many:
            continue
        words = ((key, word) for key, word in one.words.items() if key not in chosen)
        found.append(Menu(_(one.label), [(_(w), link(asked.choosing(one.name, (*chosen, key)))) for key, w in words]))
    return [menu for menu in found if menu.choices]


def layout(asked: Asked, link: Link) -> list[Menu]:
    """In which order and how many at once: for the phone, where columns have no heads."""
    sorts, words = asked.listing.sorts, asked.listing.order_words
    orders = [
        (_(words[name]), link(asked.but(sort=name, down=sorts[name].down))) for name in sorts if name != asked.sort
    ]
    turned = _("Upwards") if asked.down else _("Downwards")
    sizes = [(ngettext("%(num)s row", "%(num)s rows", n), link(asked.but(size=n))) for n in SIZES if n != asked.size]
    first = _("Sort: %(word)s", word=_(words[asked.sort]))
    return [
        Menu(first, [*orders, (turned, link(asked.but(down=not asked.down)))]),
        Menu(_("%(n)s on a page", n=asked.size), sizes),
    ]


def columns(asked: Asked, link: Link) -> list[dict[str, Any]]:
    """The heads of the table; the one it is sorted by turns it around. Whose turn it is stands third."""
    heads = [_head(asked, link, name) for name in asked.listing.columns]
    heads.insert(2, {"label": _("Waiting for")})
    return heads


def _head(asked: Asked, link: Link, name: str) -> dict[str, Any]:
    listing = asked.listing
    if name not in listing.sorts:
        return {"label": _(listing.order_words[name])}
    sorted_ = name == asked.sort
    down = not asked.down if sorted_ else listing.sorts[name].down
    direction = ("descending" if asked.down else "ascending") if sorted_ else None
    return {"label": _(listing.order_words[name]), "href": link(asked.but(sort=name, down=down)), "sort": direction}
