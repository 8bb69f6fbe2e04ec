"""The counts beside the navigation are of what a side may see, and of nothing for who has no lists."""

from dataclasses import replace

from bpo_gov.kernel import tallies
from bpo_gov.kernel.parties import Party
from tests import make
from tests.cast import Cast


def test_drafts_of_the_other_side_and_everything_for_a_neutral_are_left_out(cast: Cast) -> None:
    make.change_request(cast, "draft")
    make.change_request(cast, "submitted")
    kinds = ("change_request",)
    ana, vera = cast.actor("ana"), cast.actor("vera")
    assert [str(tallies.open_by_kind(actor, kinds)["change_request"]) for actor in (ana, vera)] == ["2", "1"]
    neutral = replace(ana, party=Party.NEUTRAL, only=None)
    assert str(tallies.open_by_kind(neutral, kinds)["change_request"]) == "0"
