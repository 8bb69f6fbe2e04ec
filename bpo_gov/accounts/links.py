"""Letters that let a person set a password: an invitation, or a link for one who cannot sign in."""

import logging
from email.message import EmailMessage

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from bpo_gov.accounts import actions, queries
from bpo_gov.accounts.models import Locale, User
from bpo_gov.kernel import post
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.queue import job

log = logging.getLogger(__name__)


@job("mail")
def send_owed() -> None:
    """Send every letter that is owed; what the mail server refuses stays owed for a day."""
    for user_id in queries.owed_letters():
        try:
            send_link(user_id)
        except OSError as error:
            log.warning("the letter to person %s could not be sent: %s", user_id, type(error).__name__)


@job("mail")
def send_link(user_id: int) -> None:
    """Make the link that is owed to one person and send it; without one owed, nothing happens."""
    with unit_of_work():
        person = queries.owed_letter(user_id)
        if person is not None:
            post.send(letter(person, url_of(actions.make_link(person))))


def url_of(token: str) -> str:
    """The whole address of a link."""
    return post.address(f"/set-password/{token}")


def letter(person: User, url: str) -> EmailMessage:
    """The letter with a link, in the person's language: an invitation for one who never had a password."""
    kind = "new_password" if person.password_hash else "invitation"
    with force_locale(language_of(person)):
        message = EmailMessage()
        message["To"] = person.email
        message["Subject"] = _("New password for bpo_gov") if person.password_hash else _("Your invitation to bpo_gov")
        words = {"person": person, "url": url, "hours": int(actions.GOOD_FOR.total_seconds() // 3600)}
        message.set_content(render_template(f"accounts/letters/{kind}.txt", **words))
    return message


def language_of(person: User) -> str:
    """The language of letters: the person's choice, else that of the organisation's country."""
    at_home = Locale.INDONESIAN if person.organisation and person.organisation.country == "ID" else Locale.ENGLISH
    return str(person.locale or at_home)
