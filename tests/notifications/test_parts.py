"""A letter may carry a file that a feature makes for an event, such as an invitation."""

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import vobject
from flask_babel import get_locale
from sqlalchemy import update

from bpo_gov.accounts.models import Locale
from bpo_gov.kernel import clock, post
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.post import Part
from bpo_gov.meetings.invitations import Invited, invitation, part
from bpo_gov.notifications import delivery
from bpo_gov.notifications.models import MailState
from bpo_gov.notifications.queries import Entry
from tests.cast import email
from tests.conftest import NOW
from tests.notifications.conftest import House, Mailbox

Register = Callable[[str, Callable[[Entry], Part | None]], None]


def invited(entry: Entry) -> Invited:
    """A meeting about the matter as it stands, in the reader's language."""
    matter, reader = entry.notice.matter, entry.reader
    return Invited(
        uid=f"matter-{matter.id}@gov.example", sequence=1, label=entry.notice.event.subject, title=f"{matter.title} [{get_locale()}]",
        starts_at=datetime(2026, 11, 19, 6, tzinfo=UTC), minutes=60, zone=entry.notice.agreement.zone, place="Ruang rapat; 😀",
        text="", organiser=("bpo_gov", "bpo_gov@gov.example"), attendees=((reader.name, reader.email),),
        url="https://gov.example/", stamp=clock.now(),
    )  # fmt: skip


def made(entry: Entry) -> Part:
    return part(invited(entry), "REQUEST")


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Registers the part of an event, for this test only."""
    return lambda event, make: monkeypatch.setitem(delivery.PARTS, event, make)


@pytest.fixture
def submitted(house: House) -> House:
    """Carl's request was just submitted: vera and victor are told."""
    cr = house.change("draft", by="carl")
    house.forget()
    house.move(cr, "submit", "carl")
    house.tell()
    return house


def filed(letters: Path, name: str) -> EmailMessage:
    """The only letter in a person's folder, as a mail program reads it."""
    (path,) = (letters / email(name)).glob("*.eml")
    found = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def shape(letter: EmailMessage) -> list[str]:
    return [one.get_content_type() for one in letter.walk()]


def test_an_invitation_goes_along_with_the_letter_into_the_folder(
    submitted: House, letters: Path, register: Register
) -> None:
    register("change_request.submitted", made)
    delivery.send_due()
    letter = filed(letters, "vera")
    assert shape(letter) == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"]
    (file,) = letter.iter_attachments()
    assert (file.get_filename(), file.get_content_disposition()) == ("invite.ics", "attachment")
    assert (file.get_param("method"), file.get_content_charset()) == ("REQUEST", "utf-8")
    content = file.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    calendar = vobject.readOne(content.decode())
    assert calendar.method.value == "REQUEST"
    assert calendar.vevent.summary.value == "CR-1 Saturday helpdesk [en]"
    assert calendar.vevent.location.value == "Ruang rapat; 😀"
    assert calendar.vevent.attendee.value == f"mailto:{email('vera')}"
    assert calendar.vevent.dtstart.value == datetime(2026, 11, 19, 6, tzinfo=UTC)


def test_the_letter_reads_as_before_also_on_its_page(submitted: House, letters: Path, register: Register) -> None:
    register("change_request.submitted", made)
    delivery.send_due()
    (shown,) = post.letters_to(email("vera"))
    assert shown.subject == "CR-1 Saturday helpdesk: the client submitted the request"
    assert "Carl (service owner) submitted this change request for the client." in shown.text
    assert "BEGIN:VCALENDAR" not in shown.text


def test_the_file_arrives_byte_by_byte_through_a_mail_server(
    submitted: House, mailbox: Mailbox, register: Register
) -> None:
    sent: list[bytes] = []

    def kept(entry: Entry) -> Part:
        sent.append(invitation(invited(entry), "REQUEST"))
        return made(entry)

    register("change_request.submitted", kept)
    delivery.send_due()
    got = [file.get_payload(decode=True) for letter in mailbox.letters for file in letter.iter_attachments()]
    assert got == sent
    assert len(got) == 2


def test_it_is_made_when_the_letter_is_sent_in_the_language_of_the_reader(
    submitted: House, letters: Path, register: Register
) -> None:
    register("change_request.submitted", made)
    with unit_of_work():
        db.session.execute(update(Matter).values(title="Another title"))
        submitted.cast.users["vera"].locale = Locale.INDONESIAN
    delivery.send_due()
    titles = [
        vobject.readOne(next(filed(letters, name).iter_attachments()).get_content()).vevent.summary.value
        for name in ("vera", "victor")
    ]
    assert titles == ["CR-1 Another title [id]", "CR-1 Another title [en]"]


def test_other_events_carry_nothing_and_a_feature_may_have_nothing_to_give(
    submitted: House, letters: Path, register: Register
) -> None:
    register("change_request.approved", made)
    register("change_request.submitted", lambda entry: made(entry) if entry.reader.email == email("vera") else None)
    delivery.send_due()
    assert shape(filed(letters, "victor")) == ["multipart/alternative", "text/plain", "text/html"]
    assert "text/calendar" in shape(filed(letters, "vera"))


def test_nothing_goes_along_with_what_only_one_side_sees(house: House, mailbox: Mailbox, register: Register) -> None:
    register("change_request.noted_own", made)
    register("change_request.noted", made)
    house.at_once()
    cr = house.change("submitted")
    house.forget()
    house.move(cr, "note_own", "ana", text="Our price limit is 7.")
    house.move(cr, "note", "ana", text="Saturday is fine.")
    house.tell()
    delivery.send_due()
    carries = {str(letter["Subject"]): "text/calendar" in shape(letter) for letter in mailbox.letters}
    assert sorted(carries.values()) == [False, True], carries


def test_a_file_that_cannot_be_made_holds_up_its_own_letter_only(
    submitted: House, mailbox: Mailbox, register: Register
) -> None:
    def broken(entry: Entry) -> Part:
        if entry.reader.email == email("vera"):
            raise ValueError("what the meeting is about")
        return made(entry)

    register("change_request.submitted", broken)
    delivery.send_due()
    assert submitted.notice("victor").mail is MailState.SENT
    row = submitted.notice("vera")
    assert (row.mail, row.mail_error) == (MailState.DUE, "ValueError")
    assert row.mail_next_at is not None
    assert row.mail_next_at > NOW
