"""Moves for many: each row answers for itself, once, and only for those who see it."""

import re
from collections.abc import Callable
from typing import Any

from bpo_gov.change_requests import actions, queries
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import bulk
from bpo_gov.kernel.db import unit_of_work
from tests import make
from tests.cast import KEY, Cast

BULK = f"/a/{KEY}/changes/bulk"
NOT_SEEN = "There is nothing here, or you may not see it."


def asked(text: str) -> dict[str, Any]:
    """The fields that the page of the question sends."""
    main = text[text.index("<main") :]
    token = re.search(r'name="token" value="([^"]+)"', main)
    assert token
    return {"token": token[1], "row": re.findall(r'name="row" value="([^"]+)"', main)}


def stand(cast: Cast, *states: str, by: str = "carl") -> list[int]:
    """Changes, committed."""
    with unit_of_work():
        return [make.change_request(cast, state, by=by).number for state in states]


def test_each_row_has_its_own_result(cast: Cast, post_as: Callable[..., Any]) -> None:
    stand(cast, "submitted", "implementing", "submitted")
    hidden = stand(cast, "draft", by="victor")[0]
    page = post_as(
        "carl", f"{BULK}?view=all", move="withdraw", pick=["CR-1", "CR-2", "CR-3", f"CR-{hidden}", "CR-99", "x", "CR-1"]
    )
    assert page.status_code == 200
    assert page.text.count("will be done") == 2
    assert page.text.count("Not while it is: Implementing.") == 1
    assert page.text.count(NOT_SEEN) == 2
    sent = asked(page.text)
    assert [row.partition(":")[0] for row in sent["row"]] == ["1", "3"]
    assert post_as("carl", BULK, move="withdraw", reason="", **sent).status_code == 422
    assert queries.load(1, cast.actor("carl")).state == "submitted"
    with unit_of_work():
        actions.note(queries.load(3, cast.actor("vera"), lock=True), cast.actor("vera"), text="Wait.")
    rows = [*sent["row"], "2:99", f"{hidden}:1"]
    answer = post_as(
        "carl", f"{BULK}?view=all", move="withdraw", reason="Not this year.", token=sent["token"], row=rows
    )
    assert answer.status_code == 303
    assert answer.location.endswith("?view=all")
    run = bulk.run_of(cast.actor("carl"), CHANGE_REQUEST.name, int(re.findall(r"/bulk/(\d+)", answer.location)[0]))
    assert [(row["number"], row["outcome"]) for row in run.results] == [
        (1, "done"),
        (3, "moved"),
        (2, "moved"),
        (hidden, "not_found"),
    ]
    assert run.results[3] == {"number": hidden, "title": "", "outcome": "not_found", "says": NOT_SEEN}
    assert [queries.load(n, cast.actor("carl")).state for n in (1, 2, 3)] == ["withdrawn", "implementing", "submitted"]


def test_what_one_row_refuses_leaves_no_trace_and_the_next_is_done(cast: Cast, post_as: Callable[..., Any]) -> None:
    stand(cast, "submitted", "submitted")
    with unit_of_work():
        actions.take(queries.load(1, cast.actor("vera"), lock=True), cast.actor("vera"))
    versions = {n: queries.load(n, cast.actor("vera")).version for n in (1, 2)}
    rows = [f"{n}:{version}" for n, version in versions.items()]
    answer = post_as("victor", BULK, move="take", token="t" * 32, row=rows)
    text = post_as("victor", BULK, move="take", token="t" * 32, row=rows)
    assert text.location == answer.location
    run = bulk.run_of(cast.actor("victor"), CHANGE_REQUEST.name, int(answer.location.rpartition("/")[2]))
    assert [(row["outcome"], row["says"]) for row in run.results] == [
        ("refused", "Not while it is: Assessing."), ("done", "It is now: Assessing."),
    ]  # fmt: skip
    assert queries.load(1, cast.actor("vera")).version == versions[1]


def test_a_form_sent_twice_is_done_once(cast: Cast, post_as: Callable[..., Any]) -> None:
    stand(cast, "submitted", "submitted")
    sent = asked(post_as("vera", BULK, move="return", pick=["CR-1", "CR-2"]).text)
    one, two = (post_as("vera", BULK, move="return", reason="Ask Tom.", **sent) for _ in range(2))
    assert one.location == two.location
    events = {name: queries.load(1, cast.actor(name)).version for name in ("vera",)}
    assert events == {"vera": 3}


def test_the_results_are_their_readers_own(cast: Cast, as_: Callable[[str], Any], post_as: Callable[..., Any]) -> None:
    stand(cast, "submitted")
    sent = asked(post_as("vera", BULK, move="return", pick=["CR-1"]).text)
    place = post_as("vera", BULK, move="return", reason="Ask Tom.", **sent).location
    assert [as_(name).get(place).status_code for name in ("vera", "victor", "ana")] == [200, 404, 404]
    assert "1 of 1 rows done." in as_("vera").get(place).text


def test_who_may_not_is_told_so_row_by_row(cast: Cast, post_as: Callable[..., Any]) -> None:
    stand(cast, "submitted")
    text = post_as("cora", BULK, move="withdraw", pick=["CR-1"]).text
    assert "will be refused" in text
    assert 'name="row"' not in text
    answer = post_as("cora", BULK, move="withdraw", reason="x", token="t" * 32, row="1:2")
    run = bulk.run_of(cast.actor("cora"), CHANGE_REQUEST.name, int(answer.location.rpartition("/")[2]))
    assert [row["outcome"] for row in run.results] == ["refused"]
    assert queries.load(1, cast.actor("ana")).state == "submitted"


def test_only_moves_that_one_text_can_carry_are_for_many(cast: Cast, post_as: Callable[..., Any]) -> None:
    stand(cast, "submitted")
    for verb in (
        "open",
        "edit",
        "assess",
        "approve",
        "sign",
        "agree_amendment",
        "propose_amendment",
        "note",
        "note_own",
        "lapse",
        "warn",
        "nope",
        "",
    ):
        assert post_as("ana", BULK, move=verb, pick=["CR-1"]).status_code == 404
    for verb in ("take", "start", "return", "withdraw", "reject", "submit", "discard"):
        assert post_as("ana", BULK, move=verb, pick=["CR-1"]).status_code == 200


def test_none_and_too_many_are_sent_back_to_the_list(cast: Cast, post_as: Callable[..., Any]) -> None:
    many = [f"CR-{n}" for n in range(1, 102)]
    for picks in ([], many, ["CR-0", "0", "CR-99999999999"]):
        answer = post_as("ana", f"{BULK}?view=all", move="withdraw", pick=picks)
        assert (answer.status_code, answer.location) == (303, f"/a/{KEY}/changes/?view=all")
    answer = post_as("ana", BULK, move="withdraw", reason="x", token="t" * 32, row=[f"{n}:1" for n in range(1, 102)])
    assert answer.status_code == 303
    assert "/bulk/" not in answer.location
