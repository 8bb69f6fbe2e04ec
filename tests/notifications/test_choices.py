"""What each person gets by mail: the house's choice, their own, digests in their morning, and never what is private."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from bpo_gov.agreements.models import Membership
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import clock, queue
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event, Told
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications import choices, dead, delivery, heartbeats, mornings, queries
from bpo_gov.notifications.choices import Choice
from bpo_gov.notifications.models import Digest, Heartbeat, MailState, NewsMail, Notification, TurnMail
from tests.cast import KEY, email
from tests.conftest import NOW, post
from tests.notifications.conftest import House, Mailbox

Browse = Callable[[str], FlaskClient]
MORNING = datetime(2026, 6, 4, 7, 0, tzinfo=UTC)  # Thursday, 08:00 in London
CANARY = "canary4f1d9c"


def parts(letter: EmailMessage) -> tuple[str, str]:
    """Text and HTML of a letter."""
    found = [letter.get_body((kind,)) for kind in ("plain", "html")]
    assert all(found)
    return tuple(str(part.get_content()) for part in found if part)  # type: ignore[return-value]  # two of them


@pytest.fixture
def taken(house: House) -> House:
    """Victor took carl's request: that is news for the client."""
    cr = house.change("submitted", by="carl")
    house.forget()
    house.move(cr, "take", "victor")
    house.tell()
    return house


def test_news_waits_for_the_digest_of_the_morning_which_carries_reason_receipt_and_the_head_of_the_record(
    taken: House, mailbox: Mailbox
) -> None:
    delivery.send_due()
    assert mailbox.letters == []
    assert taken.notice("ana").mail is MailState.DAILY
    with clock.at(MORNING - timedelta(minutes=1)):
        mornings.gather()
    assert db.session.execute(select(Digest)).all() == []
    with clock.at(MORNING):
        mornings.gather()
        mornings.gather()
        delivery.send_due()
        delivery.send_due()
    (letter,) = mailbox.to(email("ana"))
    assert letter["Subject"] == "Your digest: 1 notice"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"] == "<http://127.0.0.1:5000/account/notifications>"
    told = db.session.execute(select(Event).order_by(Event.seq.desc()).limit(1)).scalar_one()
    for part in parts(letter):
        assert "CR-1 Saturday helpdesk: the vendor began the assessment" in part
        assert f"record entry {told.seq}, hash {told.hash}" in part
        assert f"The record now ends with entry {told.seq}, hash {told.hash}" in part
    assert {row.mail for row in taken.notices()} == {MailState.SENT}


def test_what_was_read_needs_no_letter_and_an_empty_digest_is_not_sent(taken: House, mailbox: Mailbox) -> None:
    delivery.send_due()
    with unit_of_work():
        db.session.execute(update(Notification).values(read_at=NOW))
    with clock.at(MORNING):
        mornings.gather()
        delivery.send_due()
    assert mailbox.letters == []
    assert {row.mail for row in taken.notices()} == {MailState.NONE}


def test_who_left_between_gathering_and_sending_gets_no_digest(taken: House, mailbox: Mailbox) -> None:
    delivery.send_due()
    with clock.at(MORNING):
        mornings.gather()
        with unit_of_work():
            db.session.execute(update(Membership).values(ended_at=MORNING))
        delivery.send_due()
    assert mailbox.letters == []
    assert set(db.session.execute(select(Digest.mail)).scalars()) == {MailState.NONE}


def test_a_digest_that_is_given_up_leaves_its_notices_dead_and_they_are_sent_again(
    taken: House, mailbox: Mailbox, cast: Any
) -> None:
    delivery.send_due()
    with clock.at(MORNING):
        mornings.gather()
    mailbox.refuses = lambda recipient: True
    with unit_of_work():
        db.session.execute(update(Digest).values(mail_attempts=50))
    with clock.at(MORNING + timedelta(hours=80)):
        delivery.send_due()
        actor = cast.actor("ana")
        assert dead.count(actor) == len(taken.notices())
        assert dead.count(cast.actor("vera")) == 0
        with unit_of_work():
            assert dead.resend(cast.actor("vera")) == 0
            assert dead.resend(actor, taken.notice("ana").id) == 1
    assert taken.notice("ana").mail is MailState.DUE


@pytest.mark.parametrize(
    ("kept", "now", "expected"),
    [
        (MailState.DAILY, datetime(2026, 6, 4, 0, 59, tzinfo=UTC), None),  # 07:59 in Jakarta
        (MailState.DAILY, datetime(2026, 6, 4, 1, 0, tzinfo=UTC), ("2026-06-04", "2026-06-04T08:00:00+07:00")),
        (MailState.DAILY, datetime(2026, 6, 4, 10, 0, tzinfo=UTC), None),  # 17:00: it waits for the morning
        (MailState.WEEKLY, datetime(2026, 6, 2, 3, 0, tzinfo=UTC), ("2026-W23", "2026-06-01T08:00:00+07:00")),
    ],
)
def test_a_period_is_of_the_readers_own_morning(
    kept: MailState, now: datetime, expected: tuple[str, str] | None
) -> None:
    found = mornings.period_of(kept, now, ZoneInfo("Asia/Jakarta"))
    assert (found and (found.name, found.cut.isoformat())) == expected


def test_no_digest_goes_out_on_a_saturday(taken: House, mailbox: Mailbox) -> None:
    delivery.send_due()
    with clock.at(datetime(2026, 6, 6, 9, 0, tzinfo=UTC)):
        mornings.gather()
    assert db.session.execute(select(Digest)).all() == []


def test_who_wants_no_news_by_mail_still_has_them_in_the_inbox_and_may_have_them_uncounted(
    taken: House, mailbox: Mailbox, cast: Any
) -> None:
    ana = cast.users["ana"].id
    with unit_of_work():
        choices.keep(ana, {"change_request": Choice(TurnMail.AT_ONCE, NewsMail.NEVER, False)})
    delivery.send_due()
    assert taken.notice("ana").mail is MailState.NONE
    assert len(queries.inbox(ana).entries) == 1
    assert queries.unread_count(ana) == queries.counts(ana).unread == 0
    assert queries.unread_count(cast.users["carl"].id) == 1


def test_the_page_keeps_a_choice_and_refuses_to_switch_off_what_binds(app: Flask, as_: Browse, cast: Any) -> None:
    fields = {f"{kind}_turn": "daily" for kind in WORKFLOWS} | {f"{kind}_news": "never" for kind in WORKFLOWS}
    ana = as_("ana")
    assert post(ana, "/account/notifications", **fields).status_code == 303
    assert choices.of(cast.users["ana"].id)["framework"] == Choice(TurnMail.DAILY, NewsMail.NEVER, False)
    assert choices.of(cast.users["carl"].id)["framework"] == choices.DEFAULT
    wrong = post(ana, "/account/notifications", **fields | {"framework_turn": "never"})
    assert wrong.status_code == 422
    assert choices.of(cast.users["ana"].id)["framework"].turn is TurnMail.DAILY


class _Words(HTMLParser):
    """The words and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found += data.split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "href" and value]


def test_the_two_parts_of_a_letter_say_the_same(house: House, mailbox: Mailbox) -> None:
    cr = house.change("draft", title='Tea & "biscuits" <now>')
    house.forget()
    house.move(cr, "submit", "carl")
    house.tell()
    delivery.send_due()
    text, html = parts(mailbox.to(email("vera"))[0])
    page = _Words()
    page.feed(html)
    assert set(text.split()) <= set(page.found)
    assert "<now>" not in html


def test_what_only_one_side_sees_never_leaves_the_app(house: House, mailbox: Mailbox) -> None:
    house.at_once()
    cr = house.change("draft", title=f"Title {CANARY}", by="carl")
    house.move(cr, "note_own", "carl", text=f"Our limit {CANARY}.")
    house.tell()
    delivery.send_due()
    own = [move.event for move in CHANGE_REQUEST.table.values() if move.told is Told.OWN]
    assert {"opened", "edited", "noted_own"} <= set(own)
    assert len(mailbox.letters) > 0
    assert {str(letter["Subject"]) for letter in mailbox.letters} == {"CR-1: something for your side only"}
    assert not any(CANARY in letter.as_string() or CANARY in "".join(parts(letter)) for letter in mailbox.letters)
    ana = house.cast.users["ana"].id
    assert any(CANARY in entry.notice.matter.title for entry in queries.inbox(ana).entries)  # the canary lives


def test_the_page_of_dead_letters_is_for_managers_of_the_side_and_shows_no_content(
    taken: House, as_: Browse, cast: Any
) -> None:
    with unit_of_work():
        dead_now = update(Notification).where(Notification.user_id == cast.users["carl"].id)
        db.session.execute(dead_now.values(mail=MailState.DEAD, mail_error="no such person", mail_next_at=None))
    page = as_("ana").get(f"/a/{KEY}/dead-letters").get_data(as_text=True)
    assert email("carl") in page
    assert "CR-1" in page
    assert "no such person" in page
    assert "Saturday helpdesk" not in page
    assert email("carl") not in as_("vera").get(f"/a/{KEY}/dead-letters").get_data(as_text=True)
    assert as_("carl").get(f"/a/{KEY}/dead-letters").status_code == 404
    assert post(as_("carl"), f"/a/{KEY}/dead-letters/resend").status_code == 404
    assert "Letters that did not arrive" in as_("ana").get("/inbox").get_data(as_text=True)
    with queue.silence():
        assert post(as_("ana"), f"/a/{KEY}/dead-letters/resend", letter=str(taken.notice("carl").id)).status_code == 303
    assert taken.notice("carl").mail is MailState.DUE


def test_the_host_sees_no_content_and_sends_again(taken: House, app: Flask) -> None:
    with unit_of_work():
        db.session.execute(update(Notification).values(mail=MailState.DEAD, mail_error="gone"))
    listed = app.test_cli_runner().invoke(args=["mail", "dead"]).output
    assert "CR-1" in listed
    assert "Saturday" not in listed
    with queue.silence():
        assert "on their way again: 4" in app.test_cli_runner().invoke(args=["mail", "resend"]).output


def test_every_page_and_the_health_tell_of_a_silence_and_stop_when_it_ends(app: Flask, as_: Browse, cast: Any) -> None:
    for part in heartbeats.PARTS:
        heartbeats.beat(part)
    ana = as_("ana")
    pages = ("/inbox", "/account", f"/a/{KEY}/")
    assert not any("are delayed" in ana.get(page).get_data(as_text=True) for page in pages)
    assert ana.get("/healthz").json == {"state": "ready"}
    with unit_of_work():
        mail = update(Heartbeat).where(Heartbeat.part == "mail")
        db.session.execute(mail.values(at=NOW - timedelta(minutes=5, seconds=1)))
    assert all("are delayed since" in ana.get(page).get_data(as_text=True) for page in pages)
    assert ana.get("/healthz").json == {"state": "notices and deadlines are delayed", "silent": ["mail"]}
    heartbeats.beat("mail")
    assert "are delayed" not in ana.get("/inbox").get_data(as_text=True)


def test_the_inbox_is_narrowed_by_agreement_and_kind_and_pages_both_ways(
    taken: House, as_: Browse, monkeypatch: pytest.MonkeyPatch, cast: Any
) -> None:
    ana = as_("ana")
    assert "CR-1" in ana.get(f"/inbox?view=all&agreement={KEY}&kind=change_request").get_data(as_text=True)
    assert "Nothing of that here" in ana.get("/inbox?view=all&kind=framework").get_data(as_text=True)
    taken.change("closed", by="victor")
    taken.tell()
    monkeypatch.setattr(queries, "PAGE", 2)
    reader = cast.users["ana"].id
    first = queries.inbox(reader)
    second = queries.inbox(reader, before=first.older)
    back = queries.inbox(reader, after=second.newer)
    assert first.newer is None
    assert [entry.id for entry in back.entries] == [entry.id for entry in first.entries]
    assert back.newer is None
