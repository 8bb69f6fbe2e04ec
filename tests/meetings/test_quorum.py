"""Whether enough people of each side came."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.agreements.framework import Quorum as Terms
from bpo_gov.kernel.parties import Party
from bpo_gov.meetings.rules.quorum import Attendance, Count, Presence, quorum

CLIENT, VENDOR = Party.CLIENT, Party.VENDOR
TWO = Terms(client=2, vendor=2)


@dataclass(frozen=True)
class Needed:
    client: int
    vendor: int


def here(side, *members):
    return [Attendance(side, member, Presence.PRESENT) for member in members]


def away(side, *members):
    return [Attendance(side, member, Presence.ABSENT) for member in members]


def instead(side, alternate, *members):
    return [Attendance(side, member, Presence.ALTERNATE, alternate) for member in members]


def test_each_side_has_its_own_count():
    found = quorum([*here(CLIENT, "ana", "carl", "cleo"), *here(VENDOR, "vera"), *away(VENDOR, "victor")], TWO)
    assert (found.client, found.vendor) == (Count(3, 2), Count(1, 2))
    assert (found.client.is_reached, found.vendor.is_reached, found.is_reached) == (True, False, False)


def test_both_must_reach_theirs_and_just_enough_is_enough():
    assert quorum([*here(CLIENT, "ana", "carl"), *here(VENDOR, "vera", "victor")], TWO).is_reached
    assert not quorum([*here(CLIENT, "ana"), *here(VENDOR, "vera", "victor", "vic")], TWO).is_reached
    assert not quorum([], TWO).is_reached


def test_an_alternate_counts_for_the_member():
    found = quorum([*here(CLIENT, "ana"), *instead(CLIENT, "Guest of the finance lead", "carl")], TWO)
    assert found.client == Count(2, 2)


def test_an_alternate_of_two_members_counts_once():
    assert quorum(instead(CLIENT, "ana", "carl", "cleo"), TWO).client == Count(1, 2)


def test_a_member_who_also_stands_in_for_another_counts_once():
    assert quorum([*here(CLIENT, "ana"), *instead(CLIENT, "ana", "carl")], TWO).client == Count(1, 2)


def test_a_seat_says_who_sits_there():
    with pytest.raises(ValueError, match="an alternate is named"):
        Attendance(CLIENT, 1, Presence.ALTERNATE)
    for presence in (Presence.PRESENT, Presence.ABSENT):
        with pytest.raises(ValueError, match="an alternate is named"):
            Attendance(CLIENT, 1, presence, 2)
    with pytest.raises(ValueError, match="one seat"):
        quorum([*here(CLIENT, 1), *away(CLIENT, 1)], TWO)


a_seat = st.one_of(
    st.builds(Attendance, st.sampled_from([CLIENT, VENDOR]), st.integers(1, 9), st.just(Presence.PRESENT)),
    st.builds(Attendance, st.sampled_from([CLIENT, VENDOR]), st.integers(1, 9), st.just(Presence.ABSENT)),
    st.builds(
        Attendance,
        st.sampled_from([CLIENT, VENDOR]),
        st.integers(1, 9),
        st.just(Presence.ALTERNATE),
        st.integers(1, 12),
    ),
)
seats_of_members = st.lists(a_seat, unique_by=lambda seat: (seat.side, seat.member))


@given(seats_of_members, st.randoms(use_true_random=False))
def test_never_more_people_than_filled_seats_in_whatever_order(seats, dice):
    found = quorum(seats, Needed(1, 1))
    for side, count in ((CLIENT, found.client), (VENDOR, found.vendor)):
        filled = [seat for seat in seats if seat.side is side and seat.presence is not Presence.ABSENT]
        assert bool(filled) <= count.present <= len(filled)
    mixed = list(seats)
    dice.shuffle(mixed)
    assert quorum(mixed, Needed(1, 1)) == found
