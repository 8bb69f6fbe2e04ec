"""What the tests of notices share: an outbox that is empty at the start, and a mail server that keeps what it gets."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import delete, select

from bpo_gov.change_requests import queries
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import post
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event, Outbox
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications import choices, relay
from bpo_gov.notifications.choices import Choice
from bpo_gov.notifications.models import NewsMail, Notification, TurnMail
from config import MailTls, Settings
from tests import make
from tests.cast import Cast


@dataclass
class House:
    """The cast, and short ways to what was told of the matters of a test."""

    cast: Cast

    def change(self, state: str = "submitted", **words: Any) -> ChangeRequest:
        """A change request in a state, committed; nothing of its way is told yet."""
        with unit_of_work():
            return make.change_request(self.cast, state, **words)

    def move(self, cr: ChangeRequest, verb: str, name: str, **words: Any) -> None:
        """One move of a person, committed."""
        with unit_of_work():
            actor = self.cast.actor(name)
            CHANGE_REQUEST.effects[verb](queries.load(cr.number, actor, lock=True), actor, **words)

    def tell(self) -> None:
        """Empty the outbox."""
        relay.tell()

    def forget(self) -> None:
        """Tell everything so far, and throw the notices away."""
        self.tell()
        with unit_of_work():
            db.session.execute(delete(Notification))

    def at_once(self) -> None:
        """Everybody wants every letter at once."""
        every = {kind: Choice(TurnMail.AT_ONCE, NewsMail.AT_ONCE) for kind in WORKFLOWS}
        with unit_of_work():
            for user in self.cast.users.values():
                choices.keep(user.id, every)

    def told(self) -> list[tuple[str, str]]:
        """(event, person) of all notices, in their order."""
        names = {user.id: name for name, user in self.cast.users.items()}
        rows = db.session.execute(select(Event.name, Notification.user_id).join(Notification).order_by(Notification.id))
        return [(event.removeprefix("change_request."), names[user_id]) for event, user_id in rows]

    def notices(self) -> list[Notification]:
        """All notices, read afresh."""
        query = select(Notification).order_by(Notification.id).execution_options(populate_existing=True)
        return list(db.session.execute(query).scalars())

    def notice(self, name: str) -> Notification:
        """The only notice of a person."""
        (found,) = [row for row in self.notices() if row.user_id == self.cast.users[name].id]
        return found

    def outbox(self) -> int:
        """How many slips are left."""
        return len(db.session.execute(select(Outbox.event_id)).all())

    def events(self, cr: ChangeRequest) -> list[str]:
        """The events of a change request, oldest first."""
        found = db.session.execute(select(Event.name).where(Event.matter_id == cr.id).order_by(Event.seq)).scalars()
        return [name.removeprefix("change_request.") for name in found]

    def timers(self, cr: ChangeRequest) -> dict[str, Timer]:
        """The timers of a change request by policy, the latest of each, read afresh."""
        query = select(Timer).where(Timer.matter_id == cr.id).order_by(Timer.id)
        found = db.session.execute(query.execution_options(populate_existing=True)).scalars()
        return {timer.policy: timer for timer in found}


@pytest.fixture
def house(app: Flask, cast: Cast) -> House:
    """The cast with an empty outbox and no notices."""
    house = House(cast)
    house.forget()
    return house


@dataclass
class Mailbox:
    """A mail server's memory; `refuses` decides which recipients it does not want."""

    refuses: Callable[[str], bool] = lambda recipient: False
    letters: list[EmailMessage] = field(default_factory=list)

    def to(self, recipient: str) -> list[EmailMessage]:
        """The letters that came for an address."""
        return [letter for letter in self.letters if recipient in str(letter["To"])]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Asked by the server for each recipient."""
        if self.refuses(address):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Called by the server with each letter."""
        letter = message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def letters(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """An empty folder into which letters are laid, as there is no mail server."""
    settings: Settings = app.extensions["settings"]
    post.configure(replace(settings, var_dir=tmp_path))
    yield tmp_path / "mail"
    post.configure(settings)


@pytest.fixture
def by_mail(app: Flask) -> Iterator[int]:
    """The post goes to a port where no server listens (yet)."""
    settings: Settings = app.extensions["settings"]
    port = free_port()
    post.configure(replace(settings, mail_server="127.0.0.1", mail_port=port, mail_tls=MailTls.NONE))
    yield port
    post.configure(settings)


@pytest.fixture
def mailbox(by_mail: int) -> Iterator[Mailbox]:
    """A real mail server that the post goes to."""
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=by_mail)
    server.start()
    yield box
    server.stop()
