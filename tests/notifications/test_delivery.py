"""Letters: what they say, to whom, how often they are tried."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from bpo_gov.accounts.models import Locale
from bpo_gov.agreements.models import Membership
from bpo_gov.kernel import clock, post
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.matters import Matter
from bpo_gov.notifications import delivery
from bpo_gov.notifications.models import MailState, Notification
from tests import make
from tests.cast import email
from tests.conftest import NOW
from tests.notifications.conftest import House, Mailbox


@pytest.fixture
def submitted(house: House) -> House:
    """Carl's request was just submitted: vera and victor are told."""
    cr = house.change("draft", by="carl")
    house.forget()
    house.move(cr, "submit", "carl")
    house.tell()
    return house


def plain(letter: EmailMessage) -> str:
    """The text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_letter_says_what_happened_what_is_expected_why_it_came_and_where_the_record_holds_it(
    submitted: House, mailbox: Mailbox
) -> None:
    delivery.send_due()
    (letter,) = mailbox.to(email("vera"))
    event = db.session.execute(select(Event).order_by(Event.seq.desc()).limit(1)).scalar_one()
    assert letter["Subject"] == "CR-1 Saturday helpdesk: the client submitted the request"
    text = plain(letter)
    assert "Carl (service owner) submitted this change request for the client." in text
    assert "The vendor gives the assessment by Wed 17 Jun" in text
    assert "The reason given: Questions wait until Monday." in text
    assert "http://127.0.0.1:5000/a/acme-payroll/changes/1\n" in text
    assert "You get this because it is the turn of the vendor, for whom you act as\naccount director.\n" in text
    assert f"Record entry {event.seq}, hash {event.hash}\n" in text


def test_each_reader_gets_one_letter_and_the_actor_none(submitted: House, mailbox: Mailbox) -> None:
    delivery.send_due()
    delivery.send_due()
    assert sorted(str(letter["To"]) for letter in mailbox.letters) == [
        "Vera <vera@vendor.example.com>",
        "Victor <victor@vendor.example.com>",
    ]
    assert {row.mail for row in submitted.notices()} == {MailState.SENT}
    assert {row.mail_sent_at for row in submitted.notices()} == {NOW}


def test_a_letter_is_in_the_language_of_its_reader_else_of_the_agreement(submitted: House, mailbox: Mailbox) -> None:
    with unit_of_work():
        submitted.cast.users["vera"].locale = Locale.INDONESIAN
    delivery.send_due()
    assert "Rab 17 Jun" in plain(mailbox.to(email("vera"))[0])  # Rabu
    assert "Wed 17 Jun" in plain(mailbox.to(email("victor"))[0])


def test_nothing_in_a_letter_is_escaped(house: House, mailbox: Mailbox) -> None:
    cr = house.change("draft", title='Tea & "biscuits" <now>')
    house.forget()
    house.move(cr, "submit", "carl")
    house.tell()
    delivery.send_due()
    assert mailbox.letters[0]["Subject"] == 'CR-1 Tea & "biscuits" <now>: the client submitted the request'


def test_a_title_of_two_lines_cannot_add_a_header(house: House, mailbox: Mailbox) -> None:
    cr = house.change("draft")
    house.forget()
    with unit_of_work():
        db.session.execute(update(Matter).where(Matter.id == cr.id).values(title="Helpdesk\nBcc: all@example.com"))
    house.move(cr, "submit", "carl")
    house.tell()
    delivery.send_due()
    assert mailbox.letters[0]["Subject"] == "CR-1 Helpdesk Bcc: all@example.com: the client submitted the request"
    assert "Bcc" not in mailbox.letters[0]


def test_without_a_mail_server_letters_are_laid_into_the_folder_of_their_reader(
    submitted: House, letters: Path
) -> None:
    delivery.send_due()
    (found,) = post.letters_to(email("vera"))
    assert found.subject == "CR-1 Saturday helpdesk: the client submitted the request"
    assert (letters / email("vera") / f"{found.name}.eml").is_file()


def test_a_letter_sent_twice_carries_the_same_id(submitted: House, mailbox: Mailbox) -> None:
    delivery.send_due()
    with unit_of_work():
        db.session.execute(update(Notification).values(mail=MailState.DUE, mail_next_at=NOW))
    delivery.send_due()
    first, second = mailbox.to(email("vera"))
    assert first["Message-ID"] == second["Message-ID"]
    assert len({letter["Message-ID"] for letter in mailbox.letters}) == 2


def test_who_left_before_the_letter_was_sent_gets_none(submitted: House, mailbox: Mailbox) -> None:
    with unit_of_work():
        left = select(Membership).where(Membership.user_id == submitted.cast.users["victor"].id)
        db.session.execute(left).scalar_one().ended_at = NOW
    delivery.send_due()
    assert [str(letter["To"]) for letter in mailbox.letters] == ["Vera <vera@vendor.example.com>"]
    assert submitted.notice("victor").mail is MailState.NONE


def test_the_pause_between_two_tries_doubles_from_ten_seconds_to_an_hour() -> None:
    assert [delivery.pause_after(n).total_seconds() for n in (1, 2, 3, 9, 10, 80)] == [10, 20, 40, 2560, 3600, 3600]


def test_a_letter_is_tried_again_when_its_pause_is_over_and_not_before(submitted: House, by_mail: int) -> None:
    delivery.send_due()
    row = submitted.notice("vera")
    assert (row.mail, row.mail_attempts, row.mail_next_at) == (MailState.DUE, 1, NOW + timedelta(seconds=10))
    assert "ConnectionRefusedError" in row.mail_error
    with clock.at(NOW + timedelta(seconds=9)):
        delivery.send_due()
    assert submitted.notice("vera").mail_attempts == 1
    with clock.at(NOW + timedelta(seconds=10)):
        delivery.send_due()
    assert submitted.notice("vera").mail_next_at == NOW + timedelta(seconds=30)


def test_a_letter_is_given_up_after_72_hours_of_tries(submitted: House, by_mail: int) -> None:
    with unit_of_work():
        db.session.execute(delete(Notification).where(Notification.user_id != submitted.cast.users["vera"].id))
    passed = timedelta()
    while passed < timedelta(hours=75):
        with clock.at(NOW + passed):
            delivery.send_due()
            due = submitted.notice("vera").mail_next_at
        if due is None:
            break
        passed = due - NOW
    row = submitted.notice("vera")
    assert (row.mail, row.mail_next_at) == (MailState.DEAD, None)
    assert timedelta(hours=72) <= passed < timedelta(hours=73)


def test_after_a_long_standstill_a_letter_is_not_given_up_at_its_first_failure(submitted: House, by_mail: int) -> None:
    with clock.at(NOW + timedelta(days=9)):
        delivery.send_due()
    assert submitted.notice("vera").mail is MailState.DUE


def test_a_letter_that_nobody_takes_does_not_hold_up_the_others(submitted: House, mailbox: Mailbox) -> None:
    mailbox.refuses = lambda recipient: recipient.startswith("vera")
    delivery.send_due()
    assert len(mailbox.to(email("victor"))) == 1
    assert submitted.notice("victor").mail is MailState.SENT
    poison = submitted.notice("vera")
    assert (poison.mail, poison.mail_attempts) == (MailState.DUE, 1)
    assert "no such person" in poison.mail_error
    assert len(poison.mail_error) <= 200


def test_a_letter_that_cannot_be_worded_does_not_hold_up_the_others(submitted: House, mailbox: Mailbox) -> None:
    with unit_of_work():
        poison = update(Notification).where(Notification.user_id == submitted.cast.users["vera"].id)
        db.session.execute(poison.values(reason="nonsense"))
    delivery.send_due()
    assert submitted.notice("victor").mail is MailState.SENT
    assert submitted.notice("vera").mail_error == "ValueError"  # its words might hold what the letter says


def test_a_letter_in_the_hands_of_a_worker_that_died_is_sent_a_minute_later(submitted: House, mailbox: Mailbox) -> None:
    with unit_of_work():  # what a worker leaves that dies while it sends
        db.session.execute(update(Notification).values(mail_attempts=1, mail_next_at=NOW + delivery.LEASE))
    delivery.send_due()
    assert mailbox.letters == []
    with clock.at(NOW + timedelta(minutes=1)):
        delivery.send_due()
    assert len(mailbox.letters) == 2


def test_the_own_notes_of_a_side_never_reach_the_other(house: House, mailbox: Mailbox) -> None:
    house.at_once()
    cr = house.change("submitted")
    house.forget()
    house.move(cr, "note_own", "ana", text="Our price limit is 7.")
    house.tell()
    delivery.send_due()
    assert len(mailbox.letters) == 3
    assert not any("vendor" in str(letter["To"]) for letter in mailbox.letters)


def test_a_whole_way_is_told_in_words_without_gaps(house: House, mailbox: Mailbox) -> None:
    house.at_once()
    with unit_of_work():
        make.change_request(house.cast, "closed")
    house.tell()
    delivery.send_due()
    assert {row.mail for row in house.notices()} == {MailState.SENT}
    assert not any("there is news" in str(letter["Subject"]) for letter in mailbox.letters)
    assert "CR-1 Saturday helpdesk: both sides signed, the change is authorised" in {
        str(letter["Subject"]) for letter in mailbox.letters
    }
