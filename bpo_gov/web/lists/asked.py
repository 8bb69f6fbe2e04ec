"""What the address of a list asks for, read leniently and written exactly: address, Asked, address is a circle."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from bpo_gov.kernel import keyset
from bpo_gov.kernel.keyset import Place
from bpo_gov.kernel.listing import VIEWS, Listing

SIZES = (25, 50, 100)
MOST_SIZE = 200
MOST_TEXT = 100
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """A view of a list, what narrows it, its order, and the place of the page. An empty field asks for nothing."""

    listing: Listing[Any] = field(repr=False, compare=False)
    view: str = "open"
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    sort: str = "due"
    down: bool = False
    size: int = SIZES[0]
    place: Place | None = None

    @classmethod
    def of(cls, listing: Listing[Any], args: "MultiDict[str, str]") -> "Asked":
        """Read the address; what it cannot mean falls away."""
        view = args.get("view", "") if args.get("view", "") in VIEWS else listing.first
        sort = args.get("sort", "") if args.get("sort", "") in listing.sorts else _first_sort(listing, view)
        found = {one.name: [w for w in one.words if w in args.getlist(one.name)] for one in listing.filters}
        chosen = {
            one.name: tuple(found[one.name] if one.many else found[one.name][:1])
            for one in listing.filters
            if found[one.name]
        }
        down = {"asc": False, "desc": True}.get(args.get("order", ""), listing.sorts[sort].down)
        back = "after" not in args and "before" in args
        place = keyset.read(args.get("before" if back else "after", ""), listing.sorts[sort], back=back)
        text, size = _text(args.get("title", "")), _size(args.get("size", ""))
        return cls(listing, view, chosen, text, sort, down, size, place)

    def pairs(self) -> Pairs:
        """The parameters that say this and no more; the place stands last."""
        sorts = self.listing.sorts
        pairs: Pairs = [("view", self.view)] if self.view != self.listing.first else []
        pairs += [(one.name, word) for one in self.listing.filters for word in self.chosen.get(one.name, ())]
        pairs += [("title", self.text)] if self.text else []
        pairs += [("sort", self.sort)] if self.sort != _first_sort(self.listing, self.view) else []
        pairs += [("order", "desc" if self.down else "asc")] if self.down != sorts[self.sort].down else []
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

    def choosing(self, name: str, words: tuple[str, ...]) -> "Asked":
        """With these words of one filter in place of what is chosen of it."""
        chosen = {key: kept for key, kept in self.chosen.items() if key != name}
        return self.but(chosen=chosen | ({name: words} if words else {}))

    def viewed(self, view: str) -> "Asked":
        """Another view, in its own order, without what narrows it."""
        first = _first_sort(self.listing, view)
        return self.but(view=view, chosen={}, text="", sort=first, down=self.listing.sorts[first].down)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the view narrows the list."""
        return bool(self.chosen or self.text)


def _first_sort(listing: Listing[Any], view: str) -> str:
    return listing.order or ("moved" if view in ("closed", "all") else "due")


def _text(text: str) -> str:
    text = text.strip()
    return text if len(text) <= MOST_TEXT and keyset.is_storable(text) else ""


def _size(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,3}", text) and 1 <= int(text) <= MOST_SIZE else SIZES[0]
