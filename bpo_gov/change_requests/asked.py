"""What the address of the list asks for, read leniently and written exactly: address, Asked, address is a circle."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.change_requests.models import State
from bpo_gov.change_requests.orders import SORTS
from bpo_gov.kernel import keyset
from bpo_gov.kernel.keyset import Place

VIEWS = ("open", "ours", "late", "closed", "all")
BALLS = ("client", "vendor", "both", "none")
SIDES = ("client", "vendor")
SIZES = (25, 50, 100)
MOST_SIZE = 200
MOST_DAYS = 365
MOST_TEXT = 100
DOWN = frozenset(name for name, sort in SORTS.items() if sort.down)
MANY = {"states": ("state", tuple(map(str, State))), "classes": ("class", tuple(map(str, ChangeClass)))}
ONE = {"ball": BALLS, "side": SIDES}
AMOUNTS = ("value_from", "value_to")
DAYS = ("due_from", "due_to")
AMOUNT = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,4})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FILTERS = (
    "states",
    "classes",
    "ball",
    "side",
    "service",
    "value_from",
    "value_to",
    "due_from",
    "due_to",
    "due",
    "text",
)
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """A view, what narrows it, its order, and the place of the page. An empty field asks for nothing."""

    view: str = "open"
    states: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    ball: str = ""
    side: str = ""
    service: str = ""
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    due_from: date | None = None
    due_to: date | None = None
    due: str = ""  # late, or within so many days
    text: str = ""
    sort: str = "due"
    down: bool = False
    size: int = SIZES[0]
    place: Place | None = None

    @classmethod
    def of(cls, args: MultiDict[str, str]) -> "Asked":
        """Read the address; what it cannot mean falls away."""
        view = _among(args.get("view", ""), VIEWS) or "open"
        sort = _among(args.get("sort", ""), tuple(SORTS)) or _first_sort(view)
        read: dict[str, Any] = {
            "service": _text(args.get("service", ""), 60), "text": _text(args.get("title", ""), MOST_TEXT),
            "due": _due(args.get("due", "")), "size": _size(args.get("size", "")),
        }  # fmt: skip
        for field, (name, known) in MANY.items():
            read[field] = tuple(word for word in known if word in args.getlist(name))
        read |= {field: _among(args.get(field, ""), known) for field, known in ONE.items()}
        read |= {field: _amount(args.get(field, "")) for field in AMOUNTS}
        read |= {field: _day(args.get(field, "")) for field in DAYS}
        down = {"asc": False, "desc": True}.get(args.get("order", ""), sort in DOWN)
        asked = cls(view=view, sort=sort, down=down, **read)
        back = "after" not in args and "before" in args
        return replace(asked, place=keyset.read(args.get("before" if back else "after", ""), SORTS[sort], back=back))

    def pairs(self) -> Pairs:
        """The parameters that say this and no more; the place stands last."""
        first = _first_sort(self.view)
        pairs: Pairs = [("view", self.view)] if self.view != "open" else []
        for field, (name, _known) in MANY.items():
            pairs += [(name, word) for word in getattr(self, field)]
        pairs += [(name, getattr(self, name)) for name in ("ball", "side", "service", "due") if getattr(self, name)]
        pairs += [(name, f"{getattr(self, name):f}") for name in AMOUNTS if getattr(self, name) is not None]
        pairs += [(name, getattr(self, name).isoformat()) for name in DAYS if getattr(self, name)]
        pairs += [("title", self.text)] if self.text else []
        pairs += [("sort", self.sort)] if self.sort != first else []
        pairs += [("order", "desc" if self.down else "asc")] if self.down != (self.sort in DOWN) else []
        pairs += [("size", str(self.size))] if self.size != SIZES[0] else []
        if self.place:
            pairs.append(("before" if self.place.back else "after", keyset.cursor(self.place)))
        return pairs

    def address(self) -> str:
        """What stands behind the question mark."""
        return urlencode(self.pairs())

    def but(self, **changes: Any) -> "Asked":
        """The first page of another list: this one with something changed."""
        return replace(self, **({"place": None} | changes))

    def viewed(self, view: str) -> "Asked":
        """The same filters over another view, in that view's own order."""
        first = _first_sort(view)
        return self.but(view=view, states=(), sort=first, down=first in DOWN)

    def plain(self) -> "Asked":
        """The view without what narrows it."""
        return self.but(**{field.name: field.default for field in fields(self) if field.name in FILTERS})

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the view narrows the list."""
        return any(getattr(self, name) not in ("", (), None) for name in FILTERS)


def _first_sort(view: str) -> str:
    return "moved" if view in ("closed", "all") else "due"


def _among(text: str, known: tuple[str, ...]) -> str:
    return text if text in known else ""


def _text(text: str, most: int) -> str:
    text = text.strip()
    return text if len(text) <= most and keyset.is_storable(text) else ""


def _due(text: str) -> str:
    if text == "late":
        return text
    return str(int(text)) if re.fullmatch("[0-9]{1,3}", text) and 1 <= int(text) <= MOST_DAYS else ""


def _size(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,3}", text) and 1 <= int(text) <= MOST_SIZE else SIZES[0]


def _amount(text: str) -> Decimal | None:
    return Decimal(text) or Decimal(0) if AMOUNT.fullmatch(text) else None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
    return found if found and 1990 <= found.year <= 2100 else None
