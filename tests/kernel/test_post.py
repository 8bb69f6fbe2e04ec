"""Letters reach a mail server, or a folder of their recipient."""

import socket
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from bpo_gov.kernel import clock, post

NOW = datetime(2026, 6, 3, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Settings:
    var_dir: Path
    mail_server: str | None = None
    mail_port: int = 25
    mail_tls: str = "none"
    mail_username: str | None = None
    mail_password: str | None = None
    mail_from: str = "bpo_gov@gov.example"
    public_url: str = "https://gov.example"


@pytest.fixture
def settings(tmp_path):
    """A post without a mail server; what was configured before is put back."""
    before = list(post._settings)
    found = Settings(tmp_path)
    post.configure(found)
    with clock.at(NOW):
        yield found
    post._settings[:] = before


def message(to="Ana <ana@client.example>", subject="Sebuah tenggat – besok", text="Café\nRp 1.250.000\n", **headers):
    made = EmailMessage()
    made["To"], made["Subject"] = to, subject
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def test_without_a_server_a_letter_is_filed_for_its_recipient(settings):
    post.send(message())
    (letter,) = post.letters_to("Ana@Client.example")
    assert (letter.subject, letter.text) == ("Sebuah tenggat – besok", "Café\nRp 1.250.000\n")
    assert (letter.sender, letter.at) == ("bpo_gov@gov.example", NOW)
    assert post.letter("ana@client.example", letter.name) == letter
    assert [path.parent.name for path in settings.var_dir.glob("mail/*/*")] == ["ana@client.example"]


def test_the_same_message_id_twice_is_one_letter(settings):
    for subject in ("first", "second"):
        post.send(message(subject=subject, Message_ID="<event-7-user-3@gov.example>"))
    assert [letter.subject for letter in post.letters_to("ana@client.example")] == ["second"]


def test_letters_stand_newest_first(settings):
    for hour in (10, 12, 11):
        with clock.at(NOW.replace(hour=hour)):
            post.send(message(subject=str(hour)))
    assert [letter.subject for letter in post.letters_to("ana@client.example")] == ["12", "11", "10"]


def test_every_recipient_has_a_copy(settings):
    post.send(message(to="ana@client.example, Vera <vera@vendor.example>"))
    assert len(post.letters_to("ana@client.example")) == len(post.letters_to("vera@vendor.example")) == 1


@pytest.mark.parametrize("address", ["..", "../../etc", "a/../b@x.example", "nobody", "x" * 240 + "@x.example"])
def test_an_address_never_names_a_place_outside_the_folder(settings, address):
    assert post.letters_to(address) == []
    folder = post._folder(address)
    assert folder.parent == settings.var_dir / "mail"
    assert len(folder.name) <= 200


@pytest.mark.parametrize("name", ["", "..", "../ana@client.example/x", "A" * 32, "0" * 31, "0" * 32])
def test_a_name_that_is_no_letter_finds_none(settings, name):
    post.send(message())
    assert post.letter("ana@client.example", name) is None


def test_a_line_break_cannot_be_smuggled_into_a_head(settings):
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        message(subject="x\r\nBcc: all@client.example")


def test_a_part_lies_beside_the_text_and_keeps_every_byte(settings):
    letter, content = message(), "BEGIN:VCALENDAR\r\nSUMMARY:😀\r\n".encode()
    letter.add_alternative("<p>Café</p>", subtype="html")
    post.attach(letter, post.Part(content, "text/calendar", "invite.ics", {"method": "REQUEST", "charset": "utf-8"}))
    post.send(letter)
    (path,) = settings.var_dir.glob("mail/*/*.eml")
    found = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert [part.get_content_type() for part in found.iter_parts()] == ["multipart/alternative", "text/calendar"]
    (part,) = found.iter_attachments()
    assert (part.get_filename(), part.get_param("method"), part.get_payload(decode=True)) == (
        "invite.ics",
        "REQUEST",
        content,
    )
    assert post.letters_to("ana@client.example")[0].text == "Café\nRp 1.250.000\n"


def test_an_own_path_has_a_whole_address(settings):
    assert post.address("/a/acme-payroll") == "https://gov.example/a/acme-payroll"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


class Kept(Message):
    def __init__(self):
        super().__init__()
        self.messages = []

    def handle_message(self, message):
        self.messages.append(message)


def test_with_a_server_a_letter_is_handed_over(settings):
    handler, port = Kept(), free_port()
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    try:
        post.configure(replace(settings, mail_server="127.0.0.1", mail_port=port))
        post.send(message())
    finally:
        server.stop()
    (found,) = handler.messages
    assert (found["To"], found["X-MailFrom"]) == ("Ana <ana@client.example>", "bpo_gov@gov.example")
    assert found["Message-ID"].endswith("@gov.example>")
    assert post.letters_to("ana@client.example") == []


def test_a_server_that_is_away_is_an_os_error(settings):
    post.configure(replace(settings, mail_server="127.0.0.1", mail_port=free_port()))
    with pytest.raises(OSError, match="refused"):
        post.send(message())
