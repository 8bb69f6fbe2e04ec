"""How a list is narrowed on its page: the form of ranges and words, the chips of what is set, the menus of what can be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework.classes import CLASSES
from bpo_gov.change_requests.asked import MOST_TEXT, SIZES, Asked
from bpo_gov.change_requests.models import State
from bpo_gov.change_requests.orders import SORTS
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel.saved_views import NAME
from bpo_gov.kernel.words import N_, Money, Say
from bpo_gov.web.forms import BaseForm, DayField, NumberField, line
from bpo_gov.web.words import day, tell

Link = Callable[[Asked], str]
FINAL = CHANGE_REQUEST.final
OPEN = tuple(state for state in State if state not in FINAL)
TURNS = {
    "client": N_("Client"),
    "vendor": N_("Vendor"),
    "both": N_("both sides"),
    "none": N_("nobody"),
}
ORDER_WORDS = {
    "due": N_("Clock"), "number": N_("No."), "title": N_("Title"), "moved": N_("Last moved"), "state": N_("State"), "value": N_("Value"),
}  # fmt: skip
WITHIN = ("3", "7", "14", "30")


class Narrow(BaseForm):
    """Words in the title and ranges; sent by GET, read in the reader's own numbers."""

    class Meta(BaseForm.Meta):
        csrf = False  # it changes nothing

    title = line(_l("Words in the title"), required=False, most=MOST_TEXT)
    value_from = NumberField(_l("Value from"))
    value_to = NumberField(_l("Value up to"))
    due_from = DayField(_l("Due from"), validators=[Optional()])
    due_to = DayField(_l("Due until"), validators=[Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        pairs: tuple[tuple[Any, Any], ...] = ((self.value_from, self.value_to), (self.due_from, self.due_to))
        for low, high in pairs:
            if low.data is not None and high.data is not None and low.data > high.data:
                high.errors = [_("The end lies before the beginning.")]
                good = False
        return good

    def put_into(self, asked: Asked) -> Asked:
        """The list with what was typed."""
        return asked.but(
            text=self.title.data, value_from=self.value_from.data, value_to=self.value_to.data, due_from=self.due_from.data, due_to=self.due_to.data,
        )  # fmt: skip

    @classmethod
    def showing(cls, asked: Asked) -> "Narrow":
        """The form as it stands for a list."""
        return cls(
            None,
            title=asked.text,
            value_from=asked.value_from,
            value_to=asked.value_to,
            due_from=asked.due_from,
            due_to=asked.due_to,
        )


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


def chips(asked: Asked, terms: Terms, link: Link) -> list[tuple[str, str]]:
    """What narrows the list, each with the address of the list without it."""
    return [(label, link(asked.but(**change))) for label, change in _set(asked, terms)]


def _set(asked: Asked, terms: Terms) -> Iterator[tuple[str, dict[str, Any]]]:
    for state in asked.states:
        yield _("State: %(word)s", word=_state(state)), {"states": _without(asked.states, state)}
    for name in asked.classes:
        yield _("Class: %(word)s", word=_(CLASSES[name])), {"classes": _without(asked.classes, name)}
    plain = Asked()
    for field, words in SINGLE.items():
        value = getattr(asked, field)
        if value != getattr(plain, field):
            yield (
                words(Money(value, terms.header.currency) if field.startswith("value") else value),
                {field: getattr(plain, field)},
            )


SINGLE: dict[str, Callable[[Any], str]] = {
    "ball": lambda side: _("Waits for: %(word)s", word=_(TURNS[side])),
    "side": lambda side: _("Raised by: %(word)s", word=_(TURNS[side])),
    "service": lambda code: _("Service: %(word)s", word=code),
    "value_from": lambda value: _("Value from %(value)s", value=tell(value)),
    "value_to": lambda value: _("Value up to %(value)s", value=tell(value)),
    "due_from": lambda when: _("Due from %(day)s", day=day(when)),
    "due_to": lambda when: _("Due until %(day)s", day=day(when)),
    "due": lambda due: _due(due),
    "text": lambda words: _("Title: “%(words)s”", words=words),
}


def menus(asked: Asked, terms: Terms, link: Link) -> list[Menu]:
    """What else can narrow the list; a menu with nothing left to choose is not drawn."""
    states = OPEN if asked.view in ("open", "ours", "late") else FINAL if asked.view == "closed" else tuple(State)
    found = [
        Menu(_("State"), [(_state(s), link(asked.but(states=(*asked.states, s.value)))) for s in states if s.value not in asked.states]),
        Menu(_("Class"), [(_(word), link(asked.but(classes=(*asked.classes, str(key))))) for key, word in CLASSES.items() if str(key) not in asked.classes]),
        Menu(_("Waits for"), [(_(word), link(asked.but(ball=key))) for key, word in TURNS.items() if not asked.ball and asked.view != "closed"]),
        Menu(_("Raised by"), [(_(TURNS[key]), link(asked.but(side=key))) for key in ("client", "vendor") if not asked.side]),
        Menu(_("Service"), [(f"{s.code} {s.name}", link(asked.but(service=s.code))) for s in terms.services if not asked.service]),
        Menu(_("Due"), [(_due(key), link(asked.but(due=key))) for key in ("late", *WITHIN) if not asked.due and asked.view != "closed"]),
    ]  # fmt: skip
    return [menu for menu in found if menu.choices]


def layout(asked: Asked, link: Link) -> list[Menu]:
    """In which order and how many at once: for the phone, where columns have no heads."""
    orders = [
        (_(ORDER_WORDS[name]), link(asked.but(sort=name, down=SORTS[name].down)))
        for name in SORTS
        if name != asked.sort
    ]
    turned = _("Upwards") if asked.down else _("Downwards")
    sizes = [(ngettext("%(num)s row", "%(num)s rows", n), link(asked.but(size=n))) for n in SIZES if n != asked.size]
    return [
        Menu(
            _("Sort: %(word)s", word=_(ORDER_WORDS[asked.sort])),
            [*orders, (turned, link(asked.but(down=not asked.down)))],
        ),
        Menu(_("%(n)s on a page", n=asked.size), sizes),
    ]


def columns(asked: Asked, link: Link) -> list[dict[str, Any]]:
    """The heads of the table; the one it is sorted by turns it around."""
    heads = [_head(asked, link, name) for name in ("number", "title", "due", "state", "value")]
    heads.insert(2, {"label": _("Waiting for")})
    return heads


def _head(asked: Asked, link: Link, name: str) -> dict[str, Any]:
    sorted_ = name == asked.sort
    down = not asked.down if sorted_ else SORTS[name].down
    direction = ("descending" if asked.down else "ascending") if sorted_ else None
    href = link(asked.but(sort=name, down=down))
    return {"label": _(ORDER_WORDS[name]), "num": name == "value", "href": href, "sort": direction}


def unranged(asked: Asked) -> Asked:
    """The list without what the form of ranges says: its form carries this along unseen."""
    return asked.but(text="", value_from=None, value_to=None, due_from=None, due_to=None)


def _state(state: str) -> str:
    return tell(CHANGE_REQUEST.word(state))


def _due(due: str) -> str:
    return str(_("Late") if due == "late" else ngettext("Due within %(num)s day", "Due within %(num)s days", int(due)))


def _without(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(one for one in words if one != word)


def turn_word(ball: str | None) -> Say:
    """Whose turn it is, for a file."""
    return Say(TURNS[ball or "none"])
