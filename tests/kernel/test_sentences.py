"""A sentence that was kept is the same sentence."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kernel.sentences import pack, unpack
from bpo_gov.kernel.words import Money, Percent, Say, Tally, say, say_n

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
LEAVES = st.one_of(
    st.none(), st.text(), st.integers(), NUMBERS, st.dates(), st.datetimes(timezones=st.just(UTC)), NUMBERS.map(Percent),
    st.builds(Money, NUMBERS, st.sampled_from(("GBP", "IDR"))),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.builds(lambda text, params: Say(text, params), st.text(), st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=3)),
    ),
    max_leaves=8,
)  # fmt: skip


@given(VALUES)
def test_what_is_packed_is_read_back_the_same(value) -> None:
    assert unpack(json.loads(json.dumps(pack(value)))) == value


def test_a_sentence_with_a_number_keeps_both_its_forms() -> None:
    one = say_n("%(n)s day", "%(n)s days", 3, when=date(2026, 6, 3), at=datetime(2026, 6, 3, tzinfo=UTC), of=say("x"))
    assert unpack(json.loads(json.dumps(pack(one)))) == one
    assert str(unpack(pack(say_n("%(n)s day", "%(n)s days", 1)))) == "1 day"


def test_a_count_that_stopped_stays_one() -> None:
    found = unpack(pack(Tally(99, 50)))
    assert isinstance(found, Tally)
    assert (str(found), found.most) == ("50+", 50)


def test_what_no_sentence_holds_is_refused() -> None:
    with pytest.raises(TypeError):
        pack({Decimal(1)})  # type: ignore[arg-type]
