"""Pages that are no longer true: looked at before somebody moved the matter, sent twice, or found by the back button."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import ledger
from bpo_gov.kernel.ledger import Event
from tests import make
from tests.bad_input.doors import DOORS, stand
from tests.bad_input.ground import FOLDER, ON_SQLITE, Window, connection, everything, undone
from tests.bad_input.page import seen
from tests.cast import Cast

Windows = Callable[[str], Window]
NO_VERSION = ["0", "-1", "99", "1e3", "9" * 300, "abc", "1.0", "١", "１", "1\0", "<b>", "1;", "None"]
NEVER_STALE = {
    "new",
    "say",
    "escalation.raise",
    "escalation.say",
    "decision.propose",
    "decision.say",
    "meeting.call",
    "meeting.say",
    "dispute.notify",
    "dispute.say",
    "figure.say",
    "credit_statement.say",
    "relief.notify",
    "relief.say",
    "rectification.notify",
    "rectification.say",
    "pulse.answer",  # one's own answer is as true after a colleague's
    "pulse.say",
    "report.say",
    "succession.announce",
    "succession.request",
    "succession.say",
    "figure_import.say",
    "action_item.add",
    "action_item.say",
}  # these open, and a note is as true after a move as before it
AT_ONCE = [  # moves without words: who, in which state
    ("submit", "carl", "draft"), ("discard", "carl", "draft"), ("take", "victor", "submitted"),
    ("sign", "edda", "approved"), ("start", "victor", "authorised"),
]  # fmt: skip


@ON_SQLITE
def test_a_page_that_was_looked_at_before_a_move_stores_nothing_and_keeps_what_was_typed(
    cast: Cast, window: Windows
) -> None:
    for at in stand(cast, *(verb for verb in DOORS if verb not in NEVER_STALE)):
        browser = window(at.door.by)
        old = seen(browser.get(at.address).text).typed["version"]
        assert browser.post(f"{at.place}/note_own", {"text": "One moment."}).status_code == 303
        before = everything()
        for version in (
            (old, *NO_VERSION) if at.verb in ("return", "escalation.climb", "dispute.change_terms") else (old, "x")
        ):
            answer = browser.post(at.address, at.door.good() | {"version": version})
            page, where = seen(answer.text), (at.verb, version)
            assert (where, answer.status_code) == (where, 409)
            assert "It has been moved meanwhile." in answer.text
            good = at.door.good()
            assert {name: page.typed[name] for name in at.door.fields} == {name: good[name] for name in at.door.fields}
        assert everything() == before
        again = at.door.good() | {"version": page.typed["version"]}
        assert (at.verb, browser.post(at.address, again).status_code) == (at.verb, 303)


@ON_SQLITE
def test_a_form_that_is_sent_twice_moves_once(cast: Cast, window: Windows) -> None:
    for at in stand(cast, *(verb for verb in DOORS if verb not in NEVER_STALE)):
        browser = window(at.door.by)
        fields = at.door.good() | {"version": seen(browser.get(at.address).text).typed["version"]}
        assert browser.post(at.address, fields).status_code == 303
        before = everything()
        answer = browser.post(at.address, fields)
        assert (at.verb, answer.status_code) == (at.verb, 409)
        text = next(iter(at.door.good().values()), "") if at.door.fields else ""  # a thing chosen may be gone by then
        assert text in answer.text
        assert everything() == before


def test_a_button_that_is_pressed_twice_moves_once(cast: Cast, window: Windows) -> None:
    for verb, by, state in AT_ONCE:
        with undone():
            cr = make.change_request(cast, state)
            address, version = f"{FOLDER}/{cr.number}/{verb}", cr.version
            browser = window(by)
            assert (verb, browser.post(address, {"version": str(version)}).status_code) == (verb, 303)
            before = everything()
            for again in (str(version), str(version + 1), ""):
                assert (verb, browser.post(address, {"version": again}).status_code) == (verb, 409)
            assert everything() == before


def test_a_note_that_is_sent_twice_is_written_once(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "say")
    browser, shown = window("vera"), seen(window("vera").get(f"{FOLDER}/1").text).typed["version"]
    for _ in range(2):
        assert browser.post(at.address, {"text": "When?", "reach": "both", "version": shown}).status_code == 303
    assert _events(at.number)["noted"] == 1
    assert browser.post(at.address, {"text": "When?", "reach": "own", "version": shown}).status_code == 303
    assert window("victor").post(at.address, {"text": "When?", "reach": "own", "version": shown}).status_code == 303
    now = seen(browser.get(f"{FOLDER}/1").text).typed["version"]
    assert browser.post(at.address, {"text": "When?", "reach": "own", "version": now}).status_code == 303
    assert _events(at.number) == {"opened": 1, "submitted": 1, "noted": 1, "noted_own": 3}


def test_nobody_guesses_who_may_read_a_note(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "say")
    browser, before = window("vera"), everything()
    for reach in ({}, *({"reach": one} for one in ("", "OWN", "own ", "both,own", "all", "client", "\0", ["", "own"]))):
        assert browser.post(at.address, {"text": "For us alone.", **reach}).status_code == 400
    assert everything() == before
    assert browser.post(at.address, {"text": "For us alone.", "reach": ["own", "both"]}).status_code == 303
    assert "For us alone." not in window("carl").get(f"{FOLDER}/{at.number}").text


def test_a_new_request_that_is_sent_twice_opens_one_change(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "new")
    carl = window("carl")
    fields = at.door.good() | {"token": seen(carl.get(f"{FOLDER}/new").text).typed["token"]}
    first, second = carl.post(at.address, fields), carl.post(at.address, fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location == f"{FOLDER}/1"
    assert _changes() == 1
    assert carl.post(at.address, fields | {"submit_now": "1"}).location == f"{FOLDER}/1"
    assert ledger.verify(cast.agreement.id) is None


def test_what_was_typed_after_going_back_is_not_lost(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "new")
    carl = window("carl")
    fields = at.door.good() | {"token": seen(carl.get(f"{FOLDER}/new").text).typed["token"]}
    assert carl.post(at.address, fields).location == f"{FOLDER}/1"
    assert carl.post(at.address, fields | {"title": "Another line"}).location == f"{FOLDER}/2"
    assert at.stored()["title"] == "Another line"


def test_a_token_of_somebody_else_or_of_nobody_is_as_good_as_any(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "new")
    tokens: list[Any] = ["x", "x", "a\0b", "y" * 100_000, "\u202e", "", ["a", "b"]]
    people = ["carl", "victor", *["ana"] * 5]
    for n, (name, token) in enumerate(zip(people, tokens, strict=True), start=1):
        fields = at.door.good() | {"token": token, "title": f"The line {n}"}
        assert window(name).post(at.address, fields).location == f"{FOLDER}/{n}"
    assert _changes() == len(tokens)


def test_after_submitting_the_page_of_the_draft_is_too_old(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "edit")
    carl = window("carl")
    version = seen(carl.get(at.address).text).typed["version"]
    assert carl.post(f"{FOLDER}/{at.number}/submit", {"version": version}).status_code == 303
    before = everything()
    answer = carl.post(at.address, at.door.good() | {"version": version, "title": "Too late"})
    assert answer.status_code == 409
    assert "Not while it is: Submitted." in answer.text
    assert seen(answer.text).typed["title"] == "Too late"
    assert everything() == before


def _changes() -> int:
    return connection().execute(select(func.count()).select_from(ChangeRequest.__table__)).scalar_one()


def _events(number: int) -> dict[str, int]:
    query = select(Event.name, func.count()).where(Event.subject == f"CR-{number}").group_by(Event.name)
    return {name.rpartition(".")[2]: n for name, n in connection().execute(query)}
