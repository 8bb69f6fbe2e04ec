"""Saved views: one's own, or one's side's; never the other side's."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from bpo_gov.kernel import saved_views
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.errors import NotFound, Refused
from tests.cast import KEY, Cast
from tests.conftest import post

LIST = f"/a/{KEY}/changes/"
KIND = "change_request"


def keep(cast: Cast, name: str, called: str, *, shared: bool = False) -> int:
    """A view somebody keeps."""
    with unit_of_work():
        return saved_views.keep(cast.actor(name), KIND, "view=late", name=called, shared=shared).id


def test_own_views_are_seen_by_their_owner_and_shared_ones_by_the_side(cast: Cast) -> None:
    keep(cast, "ana", "Mine")
    keep(cast, "ana", "Ours", shared=True)
    seen = {
        name: [view.name for view in saved_views.of(cast.actor(name), KIND)] for name in ("ana", "carl", "cora", "vera")
    }
    assert seen == {"ana": ["Mine", "Ours"], "carl": ["Ours"], "cora": ["Ours"], "vera": []}


def test_a_view_is_kept_used_renamed_and_deleted(cast: Cast, as_: Callable[[str], FlaskClient]) -> None:
    ana = as_("ana")
    assert 'value="view=all&amp;side=vendor"' in ana.get(f"{LIST}views/new?view=all&side=vendor&after=x&junk=1").text
    answer = post(as_("ana"), f"{LIST}views/new", query="view=all&side=vendor&junk=<b>", name="Theirs", shared="y")
    assert answer.location == f"{LIST}?view=all&side=vendor"
    (view,) = saved_views.of(cast.actor("carl"), KIND)
    assert 'aria-current="true"><svg' in ana.get(answer.location).text
    assert "Theirs" in as_("carl").get(LIST).text
    assert "Theirs" not in as_("vera").get(LIST).text
    assert post(as_("ana"), f"{LIST}views/{view.id}", name=" ").status_code == 422
    assert post(as_("ana"), f"{LIST}views/{view.id}", name="Of the vendor").status_code == 303
    assert saved_views.of(cast.actor("carl"), KIND) == []
    assert "Of the vendor" in as_("ana").get(LIST).text
    assert post(as_("ana"), f"{LIST}views/{view.id}/delete").status_code == 303
    assert saved_views.of(cast.actor("ana"), KIND) == []


@pytest.mark.parametrize("name", ["carl", "vera"])
def test_nobody_changes_what_another_keeps(cast: Cast, as_: Callable[[str], FlaskClient], name: str) -> None:
    view = keep(cast, "ana", "Ours", shared=True)
    assert as_(name).get(f"{LIST}views/{view}").status_code == 404
    assert post(as_(name), f"{LIST}views/{view}", name="Taken").status_code == 404
    assert post(as_(name), f"{LIST}views/{view}/delete").status_code == 404
    assert [one.name for one in saved_views.of(cast.actor("ana"), KIND)] == ["Ours"]


def test_the_same_name_takes_the_old_ones_place_and_there_is_an_end(cast: Cast) -> None:
    assert keep(cast, "ana", "Mine") == keep(cast, "ana", "Mine", shared=True)
    for n in range(saved_views.MOST - 1):
        keep(cast, "ana", f"View {n}")
    with pytest.raises(Refused, match="You keep 30 views here"):
        keep(cast, "ana", "One more")
    with pytest.raises(NotFound):
        saved_views.mine(cast.actor("carl"), KIND, 1)
