"""Who holds a post: by the versions of the framework and the changes that were carried out, in their order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kernel.parties import Party
from bpo_gov.successions.rules import Change, Holder, Post, Version, holder

BEGIN = date(2026, 1, 1)


def day(n: int) -> date:
    return BEGIN + timedelta(days=n)


def change(under: int, n: int, name: str) -> Change:
    return Change(under, day(n), name, f"what {name} can")


FIRST = Version(1, day(0), "Ann")


@pytest.mark.parametrize(
    ("versions", "changes", "found"),
    [
        ([], [], None),
        ([FIRST], [], ("Ann", 0)),
        ([FIRST], [change(1, 9, "Bo")], ("Bo", 9)),
        ([FIRST], [change(1, 9, "Bo"), change(1, 30, "Cy")], ("Cy", 30)),
        ([FIRST, Version(2, day(20), "Ann")], [change(1, 9, "Bo")], ("Bo", 9)),  # it only repeats the name
        ([FIRST, Version(2, day(20), "ann ")], [change(1, 9, "Bo")], ("Bo", 9)),
        ([FIRST, Version(2, day(20), "Bo")], [change(1, 9, "Bo")], ("Bo", 9)),  # who is there already
        ([FIRST, Version(2, day(20), "Di")], [change(1, 9, "Bo")], ("Di", 20)),
        ([FIRST, Version(2, day(20), "Di")], [change(1, 30, "Bo")], ("Bo", 30)),
        ([FIRST, Version(2, day(20), "Di")], [change(1, 20, "Bo")], ("Di", 20)),  # on one day the version wins
        ([FIRST, Version(2, day(20), "Di")], [change(2, 20, "Bo")], ("Bo", 20)),  # but not over what came under it
        ([FIRST], [change(1, 0, "Bo")], ("Bo", 0)),
        ([FIRST, Version(2, day(20), None)], [], None),  # the post is gone
        ([FIRST, Version(2, day(20), None), Version(3, day(40), "Ann")], [], ("Ann", 40)),
        ([Version(1, day(0), None), Version(2, day(5), "Ann")], [], ("Ann", 5)),
    ],
)
def test_the_holder(versions: list[Version], changes: list[Change], found: tuple[str, int] | None) -> None:
    now = holder(versions, changes)
    assert (now and (now.name, now.since)) == (found and (found[0], day(found[1])))


NAMES = st.sampled_from(["Ann", "Bo", "Cy"])


@given(
    st.lists(st.tuples(st.integers(0, 60), st.one_of(st.none(), NAMES)), max_size=5),
    st.lists(st.tuples(st.integers(0, 60), NAMES), max_size=5),
)
def test_it_is_always_the_last_one_who_came(named: list[tuple[int, str | None]], taken: list[tuple[int, str]]) -> None:
    versions = [Version(n, day(at), name) for n, (at, name) in enumerate(sorted(named, key=lambda one: one[0]), 1)]
    changes = [
        change(max((one.number for one in versions if one.since <= day(at)), default=0), at, name)
        for at, name in sorted(taken)
    ]
    found = holder(versions, changes)
    assert holder(versions, changes) == found  # nothing is remembered
    if found is None:
        assert not versions or versions[-1].name is None or not changes
        return
    assert found.since in {one.since for one in versions} | {one.day for one in changes}
    assert found.name in {one.name for one in versions} | {one.name for one in changes}
    later = [one for one in changes if one.day > found.since]
    if not any(one.name is None for one in versions):
        assert not later  # who took the post over after that would hold it
    said = {one.qualification for one in changes if (one.name, one.day) == (found.name, found.since)}
    assert found.qualification in (said | {""})


@given(st.integers(1, 30), NAMES, st.lists(NAMES, min_size=1, max_size=6))
def test_versions_that_repeat_the_name_change_nothing(at: int, name: str, repeated: list[str]) -> None:
    changes = [change(1, at, name)]
    versions = [FIRST, *(Version(n, day(30 + n), "Ann") for n, _name in enumerate(repeated, 2))]
    assert holder(versions, changes) == holder([FIRST], changes) == Holder(name, day(at), f"what {name} can")


def test_a_post_is_told_by_service_position_side_and_place() -> None:
    one = Post("S-01", "Payroll lead", Party.VENDOR)
    assert one.key == Post("S-01", " payroll  Lead", Party.VENDOR).key
    others = [
        Post("S-02", "Payroll lead", Party.VENDOR),
        Post("S-01", "Payroll lead", Party.CLIENT),
        Post("S-01", "Payroll lead", Party.VENDOR, 2),
    ]
    assert len({one.key, *(other.key for other in others)}) == 4
