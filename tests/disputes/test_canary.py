"""What is without prejudice reaches nobody who is not entitled: every page and channel, as everyone; and the entitled do see it."""

import io
import json
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import select

from bpo_gov.disputes import actions, queries
from bpo_gov.disputes.models import Dispute
from bpo_gov.kernel import clock, post, queue
from bpo_gov.kernel.attachments import Attachment, AttachmentContent
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications import choices, delivery, mornings, relay
from bpo_gov.notifications.choices import Choice
from bpo_gov.notifications.models import NewsMail, Notification
from tests import cast as people
from tests.cast import KEY, Cast
from tests.house.disputing import dispute, promise
from tests.house.doors import doors

PLACE = f"/a/{KEY}"
NAMES = [name for name, *_rest in people.PEOPLE]
ENTITLED = ("ana", "edda", "vera")  # who may bind a side
As = Callable[[str], FlaskClient]


@pytest.fixture
def words() -> dict[str, str]:
    """A word of its own for each confidential field."""
    fields = ("offer", "summary", "result", "people", "terms", "promise", "changed", "sealed", "resealed", "over")
    return {field: f"{field}{secrets.token_hex(16)}" for field in fields}


@pytest.fixture
def one(app: Flask, cast: Cast, words: dict[str, str]) -> Dispute:
    """A dispute with everything in its file without prejudice, everybody told, letters sent."""
    shutil.rmtree(current_app.extensions["settings"].var_dir / "mail", ignore_errors=True)
    ana, vera = cast.actor("ana"), cast.actor("vera")
    with queue.silence():
        with unit_of_work():
            for name in NAMES:
                choices.keep(cast.users[name].id, {kind: Choice(news=NewsMail.AT_ONCE) for kind in WORKFLOWS})
            made = dispute(cast, "preparing")
            actions.offer(made, ana, text=words["offer"], amount=Decimal(10))
            actions.share_summary(made, vera, text=words["summary"])
            actions.hold(
                made, ana, held_on=clock.now().date(), client_people=words["people"], vendor_people="Vera", client_authority=True,
                vendor_authority=True, result=words["result"],
            )  # fmt: skip
            actions.ask_sealed(made, ana, payer="client", subject=words["sealed"])
            actions.agree_sealed(made, vera)
            actions.change_subject(made, vera, subject=words["resealed"])
            actions.seal(made, ana, amount=Decimal(500))
            actions.end_sealed(made, vera, reason=words["over"])
            actions.write_terms(made, vera, terms=words["terms"], promises=[promise(what=words["promise"])])
            actions.change_terms(made, ana, terms=words["changed"], promises=[promise(what=words["promise"])])
        relay.tell()
        mornings.gather()
        delivery.send_due()
    return made


def channels(app: Flask, browser: FlaskClient, one: Dispute, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that a person can be shown."""
    own = [
        f"{PLACE}/disputes/{one.number}",
        *(f"{PLACE}/disputes/{one.number}/{verb}" for verb in WORKFLOWS["dispute"].table),
    ]
    seen = [f"/search?q={word}" for word in words.values()] + [f"{PLACE}/disputes/?view=all&title={words['terms']}"]
    inbox = [f"/inbox/{number}" for number in db.session.scalars(select(Notification.id))]
    found = [door.address for door in doors(app) if "GET" in door.methods]
    for address in [*own, *seen, *inbox, *found, f"{PLACE}/disputes/list.csv?view=all"]:
        answer = browser.get(address)
        typed = address.rpartition("=")[2] if "?" in address else "\0"
        yield address, _unpacked(answer.data).replace(typed, "")  # what one types oneself is shown again


def _unpacked(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("name", ["carl", "cora", "victor", people.OUTSIDER])
def test_nobody_else_finds_a_word_of_it(app: Flask, as_: As, one: Dispute, words: dict[str, str], name: str) -> None:
    found = [
        (where, field)
        for where, text in channels(app, as_(name), one, words)
        for field, word in words.items()
        if word in text
    ]
    assert found == []


@pytest.mark.parametrize("name", ENTITLED)
def test_the_entitled_find_each_word_on_the_page(as_: As, one: Dispute, words: dict[str, str], name: str) -> None:
    text = as_(name).get(f"{PLACE}/disputes/{one.number}").text
    assert [field for field, word in words.items() if word not in text] == []


def test_no_letter_holds_a_word_of_it_and_nobody_else_is_told(cast: Cast, one: Dispute, words: dict[str, str]) -> None:
    letters = {name: post.letters_to(cast.users[name].email) for name in NAMES}
    assert letters["vera"]
    texts = [str(vars(letter)) for found in letters.values() for letter in found]
    assert [word for word in words.values() if any(word in text for text in texts)] == []
    private = [
        name for name, found in letters.items() if any("without prejudice" in letter.subject for letter in found)
    ]
    assert set(private) == {"ana", "edda", "vera"}


def test_the_record_that_leaves_holds_nothing_of_it(cast: Cast, words: dict[str, str]) -> None:
    left = dispute(cast, "preparing")
    actions.offer(left, cast.actor("vera"), text=words["offer"])
    actions.note(left, cast.actor("carl"), text="An open word.")
    actions.note_own(left, cast.actor("ana"), text=words["result"])
    actions.end_mediation(left, cast.actor("ana"), reason="Too far apart.")
    actions.leave(left, cast.actor("ana"), forum="The court", reason="No settlement.")
    query = select(AttachmentContent.data, Attachment.sha256).join(
        Attachment, Attachment.id == AttachmentContent.attachment_id
    )
    ((data, digest),) = db.session.execute(query)
    assert digest == left.frozen
    paper = json.loads(data)
    assert "An open word." in str(paper["entries"])
    assert [word for word in words.values() if word in data.decode()] == []


def test_signed_terms_belong_to_the_open_record(cast: Cast, as_: As, one: Dispute, words: dict[str, str]) -> None:
    with unit_of_work():
        for name in ("ana", "vera"):
            actions.sign(queries.load(one.number, cast.actor(name)), cast.actor(name))
    for name in NAMES:
        text = as_(name).get(f"{PLACE}/disputes/{one.number}").text
        assert words["changed"] in text
        assert (words["terms"] in text) == (name in ENTITLED)
