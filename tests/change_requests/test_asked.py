"""The address of a list: what it cannot mean falls away, and what it means is written as it is read."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from bpo_gov.change_requests import asked as room
from bpo_gov.change_requests.asked import Asked
from bpo_gov.change_requests.models import State
from bpo_gov.change_requests.orders import SORTS
from bpo_gov.kernel import keyset
from bpo_gov.kernel.keyset import Place

NAMES = ("view", "state", "class", "ball", "side", "service", "due", "value_from", "value_to", "due_from", "due_to",
         "title", "sort", "order", "size", "after", "before", "filter", "x")  # fmt: skip
SEEN = ("open", "all", "draft", "closed", "normal", "client", "both", "none", "late", "7", "0", "-1", "1e5", "1.50", "2026-02-30", "2026-02-28",
        "value", "title", "desc", "asc", "50", "999", "WyIxMiIsIDEyXQ", "\0", "\ud800", "٣", " a ", "")  # fmt: skip
WORDS = st.one_of(st.sampled_from(SEEN), st.text(max_size=30))
KEYS: dict[type, Any] = {int: st.none(), str: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200),
        Decimal: st.one_of(st.none(), st.decimals(-(10**15), 10**15, places=4)), "datetime": st.none()}  # type: ignore[dict-item]  # fmt: skip


def read(address: str) -> Asked:
    """As the page reads it."""
    return Asked.of(MultiDict(parse_qsl(address)))


@given(st.lists(st.tuples(st.sampled_from(NAMES), WORDS), max_size=20))
def test_whatever_is_asked_is_written_as_it_is_read(pairs: list[tuple[str, str]]) -> None:
    asked = Asked.of(MultiDict(pairs))
    assert read(asked.address()) == asked
    assert read(asked.address()).address() == asked.address()


@given(
    st.builds(
        Asked,
        view=st.sampled_from(room.VIEWS),
        states=st.lists(st.sampled_from(list(map(str, State))), unique=True).map(lambda s: tuple(x for x in map(str, State) if x in s)),
        ball=st.sampled_from(("", *room.BALLS)),
        side=st.sampled_from(("", *room.SIDES)),
        value_from=st.one_of(st.none(), st.decimals(-(10**12), 10**12, places=2)),
        due_from=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 12, 31))),
        due=st.one_of(st.just(""), st.just("late"), st.integers(1, 365).map(str)),
        text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=100).map(str.strip),
        sort=st.sampled_from(list(SORTS)),
        down=st.booleans(),
        size=st.integers(1, 200),
    )
)  # fmt: skip
def test_every_list_has_an_address(asked: Asked) -> None:
    assert read(asked.address()) == asked


@given(st.sampled_from(list(SORTS)), st.data(), st.integers(1, 2**31 - 1), st.booleans())
def test_every_place_has_a_cursor(name: str, data: st.DataObject, number: int, back: bool) -> None:
    sort = SORTS[name]
    if sort.kind is int:
        key: Any = number
    elif sort.kind in (str, Decimal):
        key = data.draw(KEYS[sort.kind])
    else:
        key = data.draw(st.datetimes(timezones=st.just(room_zone())))
    place = Place(key, number, back)
    if not (key is None and sort.unknown is None):
        assert keyset.read(keyset.cursor(place), sort, back=back) == place


def room_zone() -> Any:
    """UTC, in which a cursor is written."""
    from datetime import UTC

    return UTC


def test_what_an_address_cannot_mean_falls_away() -> None:
    assert read(
        "view=x&state=nope&state=draft&ball=me&value_from=1e9&due_to=2026-02-30&due=999&size=201&sort=__class__"
    ) == Asked(states=("draft",))
    assert read("size=200").size == 200
