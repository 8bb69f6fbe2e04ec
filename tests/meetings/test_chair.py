"""Whose turn it is to chair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.agreements.framework import Chair
from bpo_gov.kernel.parties import SIDES, Party
from bpo_gov.meetings.rules.chair import Chaired, turn

CLIENT, VENDOR = Party.CLIENT, Party.VENDOR


def test_a_side_that_chairs_always_chairs():
    before = [Chaired(CLIENT), Chaired(VENDOR)]
    assert turn(Chair.CLIENT, before) is CLIENT
    assert turn(Chair.VENDOR, []) is VENDOR


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([], CLIENT),
        ([Chaired(CLIENT)], VENDOR),
        ([Chaired(CLIENT), Chaired(VENDOR)], CLIENT),
        ([Chaired(CLIENT), Chaired(VENDOR, is_cancelled=True)], VENDOR),
        ([Chaired(CLIENT, is_cancelled=True)], CLIENT),
        ([Chaired(CLIENT), Chaired(CLIENT)], VENDOR),  # the client had stood in
    ],
)
def test_the_chair_rotates_by_side_over_the_meetings_held(before, expected):
    assert turn(Chair.ROTATES, before) is expected


def test_the_first_turn_can_be_the_vendors():
    assert turn(Chair.ROTATES, [Chaired(CLIENT, is_cancelled=True)], first=VENDOR) is VENDOR


def test_another_rule_is_refused():
    for rule in ("neutral", "system", "", "mediator"):
        with pytest.raises(ValueError, match="nobody chairs"):
            turn(rule, [])


@given(st.lists(st.booleans()), st.sampled_from(SIDES))
def test_in_turn_neither_side_chairs_more_than_one_meeting_more(cancelled: list[bool], first: Party) -> None:
    before: list[Chaired] = []
    for is_cancelled in cancelled:
        before.append(Chaired(turn(Chair.ROTATES, before, first), is_cancelled))
    held = [meeting.chair for meeting in before if not meeting.is_cancelled]
    assert held == [(first, first.other)[i % 2] for i in range(len(held))]
