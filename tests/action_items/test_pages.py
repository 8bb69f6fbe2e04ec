"""The pages of action items: adding one, the list, the files, the page of what it is about, my page and the overview."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, inspect, select

from bpo_gov.action_items import queries
from bpo_gov.action_items.models import ActionItem
from bpo_gov.agreements.models import Membership
from bpo_gov.disputes import notice
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.matters import Matter
from tests import make
from tests.cast import KEY, Cast
from tests.change_requests.test_statements import statements_of
from tests.conftest import NOW
from tests.house import climbing
from tests.house.owing import DAY, SITUATIONS, item

PLACE = f"/a/{KEY}/actions"
GOOD = {"title": "Send the list of shops", "owner": "vendor", "days": "5"}
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def test_one_side_adds_it_and_both_read_it(cast: Cast, as_: As, post_as: Post) -> None:
    answer = post_as("carl", f"{PLACE}/", **GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    assert "Your turn: Vendor" in as_("victor").get(f"{PLACE}/1").text
    assert "Waiting for: Vendor" in as_("ana").get(f"{PLACE}/1").text
    for path in (f"{PLACE}/1", f"{PLACE}/", f"{PLACE}/new", f"{PLACE}/1/done"):
        assert as_("olga").get(path).status_code == 404
    assert (as_("cora").get(f"{PLACE}/new").status_code, post_as("cora", f"{PLACE}/", **GOOD).status_code) == (403, 403)
    assert queries.load(1, cast.actor("ana")).due_on == (NOW + timedelta(days=7)).date()  # five working days


def test_a_person_a_side_or_a_day_can_be_named(cast: Cast, as_: As, post_as: Post) -> None:
    page = as_("carl").get(f"{PLACE}/new?about=CR-9").text
    assert 'value="CR-9"' in page
    assert "Client: Ana, contract manager" in page
    assert "Vendor: the side as a whole" in page
    assert "Cora" not in page  # a viewer could not report it as done
    vera = cast.actor("vera").user_id
    post_as("carl", f"{PLACE}/", **GOOD | {"owner": str(vera), "due_on": "2026-06-30", "days": "what?"})
    one = queries.load(1, cast.actor("ana"))
    assert (one.owner_id, one.owner_side, str(one.due_on)) == (vera, "vendor", "2026-06-30")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Fill this in."),
        ({"owner": "99"}, "Choose one from the list."),
        ({"owner": "the vendor"}, "Choose one from the list."),
        ({"about": "CR-99"}, "There is no such matter in this agreement."),
        ({"days": ""}, "Name a day, or a number of working days."),
        ({"days": "0"}, "This must be at least 1."),
        ({"days": "99,999"}, "This number is too large."),
        ({"due_on": "2026-06-02"}, "Name a day from 3 Jun 2026 on."),
        ({"due_on": "2037-01-01"}, "Name a day within ten years."),
        ({"due_on": "soon"}, "Write a date like 2027-01-04."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_stored(
    cast: Cast, as_: As, post_as: Post, sent: dict[str, str], says: str
) -> None:
    answer = post_as("carl", f"{PLACE}/", **GOOD | {"details": "By post."} | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "By post." in answer.text
    assert as_("carl").get(f"{PLACE}/1").status_code == 404


def test_a_click_twice_and_going_back_add_one(cast: Cast, post_as: Post) -> None:
    sent = [post_as("carl", f"{PLACE}/", token=token * 32, **GOOD).headers["Location"] for token in "aab"]
    assert sent == [f"{PLACE}/1"] * 3
    assert post_as("carl", f"{PLACE}/", **GOOD | {"owner": "client"}).headers["Location"] == f"{PLACE}/2"
    assert post_as("ana", f"{PLACE}/", **GOOD).headers["Location"] == f"{PLACE}/3"


def test_it_stands_on_the_page_of_what_it_is_about(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        cr, one = make.change_request(cast, "submitted"), climbing.escalation(cast)
        dispute = notice.notify_about(cr, cast.actor("ana"), reason="No answer.", relief="An answer.")
    pages = {
        cr.label: f"changes/{cr.number}",
        one.label: f"escalations/{one.number}",
        dispute.label: f"disputes/{dispute.number}",
    }
    for number, (label, page) in enumerate(pages.items(), start=1):
        assert f'href="{PLACE}/new?about={label}"' in as_("victor").get(f"/a/{KEY}/{page}").text
        assert f"{PLACE}/new" not in as_("cora").get(f"/a/{KEY}/{page}").text
        post_as("victor", f"{PLACE}/", **GOOD | {"about": label})
        assert f'href="{PLACE}/{number}"' in as_("cora").get(f"/a/{KEY}/{page}").text
        assert f'href="/a/{KEY}/{page}"' in as_("ana").get(f"{PLACE}/{number}").text


def test_moves_by_their_pages(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        item(cast)
    victor = cast.actor("victor").user_id
    assert post_as("victor", f"{PLACE}/1/hand_over", owner_id=str(cast.actor("carl").user_id)).status_code == 422
    assert post_as("victor", f"{PLACE}/1/hand_over", owner_id=str(victor)).status_code == 409
    assert post_as("victor", f"{PLACE}/1/hand_over", owner_id="side").status_code == 303
    assert post_as("ana", f"{PLACE}/1/move_day", due_on="2026-06-02", reason="Sooner.").status_code == 422
    assert post_as("ana", f"{PLACE}/1/move_day", due_on="2026-06-20", reason="Later.").status_code == 303
    page = as_("ana").get(f"{PLACE}/1").text
    assert "Due on 20 Jun 2026 instead of 12 Jun 2026." in page
    assert "From Victor to the side as a whole." in page
    assert post_as("victor", f"{PLACE}/1/done", report="Sent.").status_code == 303
    assert post_as("victor", f"{PLACE}/1/reopen", reason="No.").status_code == 409
    assert post_as("ana", f"{PLACE}/1/reopen", reason="Two are missing.").status_code == 303
    assert "Two are missing." in as_("victor").get(f"{PLACE}/1").text


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", {1, 2, 4, 6}),
        ("?view=all", {1, 2, 3, 4, 5, 6}),
        ("?view=closed", {3, 5}),
        ("?view=ours", {4}),
        ("?view=ours&mine=yes", set()),
        ("?owner=vendor", {1, 2, 6}),
        ("?late=yes", {2}),
        ("?late=no&owner=client", {4}),
        ("?about=none", {1, 2, 4}),
        ("?about=change_request", {6}),
        ("?about=none&about=change_request&owner=client", {4}),
        ("?view=all&state=done&state=dropped", {3, 5}),
        ("?title=shops&sort=title&order=desc", {1, 2, 4, 6}),
    ],
)
def test_the_list_is_narrowed_by_its_address(cast: Cast, as_: As, query: str, numbers: set[int]) -> None:
    with unit_of_work():
        for name in ("open", "late", "done", "of the side that added it", "dropped"):
            SITUATIONS[name](cast, "client")
        item(cast, about=make.change_request(cast, "submitted"))
    page = as_("ana").get(f"{PLACE}/{query}").text
    assert {int(n) for n in re.findall(rf'href="{PLACE}/(\d+)"', page)} == numbers


def test_mine_is_whose_name_it_bears(cast: Cast, as_: As) -> None:
    with unit_of_work():
        (
            SITUATIONS["open"](cast, "client"),
            SITUATIONS["open"](cast, "vendor"),
            SITUATIONS["of the side as a whole"](cast, "client"),
        )
    found = {
        name: re.findall(rf'href="{PLACE}/(\d+)"', as_(name).get(f"{PLACE}/?mine=yes").text)
        for name in ("victor", "carl", "vera")
    }
    assert found == {"victor": ["1"], "carl": ["2"], "vera": []}


def test_what_is_seen_is_what_is_downloaded(cast: Cast, as_: As) -> None:
    with unit_of_work():
        SITUATIONS["late"](cast, "client")
        SITUATIONS["of the side as a whole"](cast, "vendor")
    lines = as_("ana").get(f"{PLACE}/list.csv?owner=vendor").text.splitlines()
    assert lines[1].startswith(f"A-1,Send the list of shops,Open,Vendor,Victor,,{DAY},yes,")
    assert len(lines) == 2
    assert as_("ana").get(f"{PLACE}/list.xlsx").data[:2] == b"PK"


def test_who_has_left_is_said_beside_the_name(cast: Cast, as_: As) -> None:
    with unit_of_work():
        item(cast)
        query = select(Membership).where(Membership.user_id == cast.actor("victor").user_id)
        db.session.scalars(query).one().ended_at = NOW
    for path in ("", "1"):
        assert "has left" in as_("ana").get(f"{PLACE}/{path}").text
    page = as_("vera").get(f"{PLACE}/1").text
    assert 'data-verb="hand_over"' in page
    assert "Victor does not belong to this agreement any more." in page


def test_my_page_lists_what_bears_my_name_first_due_first(cast: Cast, as_: As) -> None:
    with unit_of_work():
        item(cast, title="Second", due_on=DAY + timedelta(days=3))
        item(cast, title="First")
        item(cast, title="Not by name", owner_id=None)
        item(cast, "done", title="Over")
    part = re.search(r'aria-labelledby="actions".*?</section>', as_("victor").get("/").text, re.DOTALL)
    assert part is not None
    assert re.findall(r"First|Second|Not by name|Over", part[0]) == ["First", "Second"]
    assert 'id="actions"' not in as_("ana").get("/").text
    vera = as_("vera").get("/").text  # what names nobody is hers too, what names a colleague is for her side
    mine, side = (re.findall(rf'aria-labelledby="{part}".*?</section>', vera, re.DOTALL)[0] for part in ("me", "side"))
    assert re.findall(r"First|Second|Not by name", mine) == ["Not by name"]
    assert sorted(re.findall(r"First|Second|Not by name", side)) == ["First", "Second"]


def test_punctuality_stands_over_the_list_and_on_the_overview(cast: Cast, as_: As) -> None:
    assert "done in time" not in as_("ana").get(f"/a/{KEY}/").text
    with unit_of_work():
        for name in ("done", "done", "late", "open"):
            SITUATIONS[name](cast, "client")
    for name in ("ana", "victor"):
        page = as_(name).get(f"{PLACE}/").text
        assert "2 of 2 done in time" in page
        assert "2 open, 1 of them past a day" in page
        assert "2 of 2 done in time" in as_(name).get(f"/a/{KEY}/").text


def test_pages_take_as_many_statements_for_300_as_for_3(cast: Cast, as_: As) -> None:
    with unit_of_work():
        cr = make.change_request(cast, "submitted")
        for _ in range(3):
            item(cast, about=cr)
    victor = as_("victor")
    paths = (
        f"{PLACE}/",
        f"{PLACE}/?mine=yes&view=all&sort=title",
        f"{PLACE}/3",
        f"{PLACE}/list.csv",
        f"/a/{KEY}/changes/{cr.number}",
        f"/a/{KEY}/",
        "/",
    )
    few = [statements_of(victor, path) for path in paths]
    copy(297)
    assert [statements_of(victor, path) for path in paths] == few
    assert max(few) <= 21, few


def copy(count: int) -> None:
    """So many more of the newest, laid down without moves: only their number matters here."""
    newest = db.session.scalars(select(ActionItem).order_by(Matter.id.desc()).limit(1)).one()
    last = db.session.scalars(select(func.max(Matter.number)).where(Matter.kind == "action_item")).one()
    columns = {*ActionItem.__table__.c.keys(), *Matter.__table__.c.keys()}
    names = {one.key for one in inspect(ActionItem).column_attrs if one.key in columns} - {"id", "opened_with"}
    kept = {name: getattr(newest, name) for name in names}
    db.session.add_all(ActionItem(**kept | {"number": last + n}) for n in range(1, count + 1))
    db.session.commit()


def test_a_viewer_reads_and_is_offered_nothing(cast: Cast, as_: As) -> None:
    with unit_of_work(), clock.at(NOW):
        item(cast)
    page = as_("cora").get(f"{PLACE}/1").text
    assert "data-verb" not in page
    assert f'href="{PLACE}/new"' not in as_("cora").get(f"{PLACE}/").text
