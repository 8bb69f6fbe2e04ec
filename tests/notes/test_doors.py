"""Notes by the front door: files and mentions go along, and what is for one side stays there, whatever the other asks."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from bpo_gov.kernel import ledger, post
from bpo_gov.kernel.attachments import Attachment, AttachmentContent
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.notifications import delivery, relay
from tests import cast as people
from tests import make
from tests.bad_input.ground import FOLDER, Window
from tests.cast import KEY, OUTSIDER, Cast
from tests.notes.test_files import PDF, packed

CANARY = "zq7canary"
Windows = Callable[[str], Window]


@pytest.fixture
def window(app: Any) -> Windows:
    return lambda name: Window(app, "en").sign_in(name)


@pytest.fixture
def number(cast: Cast) -> int:
    with unit_of_work():
        return make.change_request(cast, "submitted").number


def note(browser: Window, number: int, text: str, reach: str = "both", files: Any = (), mentions: Any = ()) -> Any:
    """Send a note from the composer."""
    fields = {"csrf_token": browser.token, "text": text, "reach": reach, "mentions": [str(who) for who in mentions]}
    boundary, body = encode_multipart({**fields, "files": [FileStorage(BytesIO(data), name) for name, data in files]})
    address, kind = f"{FOLDER}/{number}/say", f"multipart/form-data; boundary={boundary}"
    return browser.send("POST", address, data=body, content_type=kind)


def only_file() -> Attachment:
    with unit_of_work():
        return db.session.execute(select(Attachment)).scalar_one()


def test_a_file_goes_along_and_comes_back_byte_for_byte(cast: Cast, window: Windows, number: int) -> None:
    carl, vera = window("carl"), window("vera")
    assert note(carl, number, "The **plan**", files=[("../plan of <b>.pdf", PDF)]).status_code == 303
    page = vera.get(f"{FOLDER}/{number}").text
    file = only_file()
    assert "The <strong>plan</strong>" in page
    assert "plan of _b_.pdf</a>" in page
    assert file.sha256[:12] in page
    answer = vera.get(f"/a/{KEY}/files/{file.id}")
    assert (answer.status_code, answer.data, answer.content_type) == (200, PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith(
        "attachment; filename=plan_of__b_.pdf; filename*=UTF-8''plan%20of"
    )
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store, private"
    with unit_of_work():
        assert ledger.verify(cast.agreement.id) is None


def test_a_damaged_or_erased_file_is_not_handed_over_and_the_record_holds(
    cast: Cast, window: Windows, number: int
) -> None:
    carl = window("carl")
    note(carl, number, "See", files=[("plan.pdf", PDF)])
    file = only_file()
    with unit_of_work():
        db.session.execute(update(AttachmentContent).values(data=PDF + b"x"))
    answer = carl.get(f"/a/{KEY}/files/{file.id}")
    assert answer.status_code == 409
    assert "is damaged" in answer.text
    with unit_of_work():
        db.session.execute(delete(AttachmentContent))
        assert ledger.verify(cast.agreement.id) is None
    assert "was erased" in carl.get(f"/a/{KEY}/files/{file.id}").text
    assert "erased" in carl.get(f"{FOLDER}/{number}").text


def test_what_is_refused_says_why_at_its_field_and_keeps_the_words(cast: Cast, window: Windows, number: int) -> None:
    carl = window("carl")
    for files in (
        [("a.exe", b"MZ")],
        [("a.pdf", b"MZ")],
        [("a.txt", b"")],
        [("a.txt", b"x")] * 6,
        [("a.docx", packed({"x": b""}))],
    ):
        answer = note(carl, number, "My long words", files=files)
        assert answer.status_code == 422
        assert 'id="files-error"' in answer.text
        assert "My long words" in answer.text
    assert note(carl, number, "Five", files=[(f"{n}.txt", b"x" * 3_000_000) for n in range(5)]).status_code == 303


def test_the_same_note_twice_is_one_note(cast: Cast, window: Windows, number: int) -> None:
    carl = window("carl")
    for _ in range(2):
        fields = {"text": "See", "reach": "both", "version": "2", "files": [(BytesIO(PDF), "plan.pdf")]}
        assert carl.post(f"{FOLDER}/{number}/say", fields).status_code == 303
    assert carl.get(f"{FOLDER}/{number}").text.count("plan.pdf</a>") == 1


def test_who_is_mentioned_is_told_so_by_name_or_from_the_list(cast: Cast, window: Windows, number: int) -> None:
    carl = window("carl")
    assert note(carl, number, "Please, @cora and @ANA.", mentions=[cast.actor("edda").user_id]).status_code == 303
    page = carl.get(f"{FOLDER}/{number}").text
    assert "mentions Ana, Cora, Edda" in page
    assert '<span class="mention">@cora</span>' in page
    relay.tell()
    delivery.send_due()
    for name in ("ana", "cora", "edda"):
        letters = [letter for letter in post.letters_to(people.email(name)) if "wrote a note" in letter.subject]
        assert "You get this because you were mentioned." in letters[0].text


def test_nobody_is_mentioned_in_what_they_will_not_read(cast: Cast, window: Windows, number: int) -> None:
    carl = window("carl")
    for text, mentions in (("Ask @Vera", []), ("Ask", [cast.actor("vera").user_id])):
        answer = note(carl, number, text, "own", mentions=mentions)
        assert answer.status_code == 422
        assert "Vera will not read this note" in answer.text
    olga = cast.users[OUTSIDER].id
    assert "Choose people from the list." in note(carl, number, "Ask", mentions=[olga]).text
    assert note(carl, number, "Ask @Ana", "own").status_code == 303


def test_a_draft_offers_the_own_side_alone(cast: Cast, window: Windows) -> None:
    with unit_of_work():
        draft = make.change_request(cast, "draft").number
    page = window("carl").get(f"{FOLDER}/{draft}").text
    assert 'value="own" checked' in page
    assert 'name="reach" value="both"' not in page
    assert "Vera" not in page.partition("data-mentions")[2].partition("</fieldset>")[0]


def test_what_is_for_one_side_is_nowhere_for_the_other(cast: Cast, window: Windows, number: int) -> None:
    """A canary in text, file name, file and mention: every page, list, search, letter and file address of everybody."""
    carl = window("carl")
    file = f"{CANARY}-file.txt", f"{CANARY} inside".encode()
    assert note(carl, number, f"{CANARY} @Ana", "own", [file]).status_code == 303
    relay.tell()
    delivery.send_due()
    kept = only_file().id
    places = [
        f"{FOLDER}/{number}", f"{FOLDER}/{number}/note", f"{FOLDER}/{number}/note_own", f"{FOLDER}/", f"{FOLDER}/?view=all", f"/a/{KEY}/",
        f"/a/{KEY}/people", f"/a/{KEY}/framework", f"/a/{KEY}/files/{kept}", "/", "/inbox", "/inbox?view=all", "/inbox?view=news", "/mail", "/agreements",
    ]  # fmt: skip
    for name in ("vera", "victor", OUTSIDER):
        browser = window(name)
        shown = [browser.get(place) for place in places] + [
            browser.send("GET", "/search", query_string={"q": CANARY[:6]})
        ]
        shown += [browser.get(f"/mail/{letter.name}") for letter in post.letters_to(people.email(name))]
        assert [one.request.path for one in shown if CANARY in one.text] == []
        assert browser.get(f"/a/{KEY}/files/{kept}").status_code == 404
        letters = [letter for letter in post.letters_to(people.email(name)) if CANARY in letter.subject + letter.text]
        assert letters == []
    ana = window("ana")
    assert CANARY in ana.get(f"{FOLDER}/{number}").text
    assert f"{CANARY}-file.txt" in ana.get(f"{FOLDER}/{number}").text
    assert ana.get(f"/a/{KEY}/files/{kept}").data == f"{CANARY} inside".encode()
    assert ana.get(f"/a/{KEY}/files/{kept + 1}").status_code == 404
