"""Who is there: people by address, organisations by name, and the browsers a person is signed in with."""

import unicodedata
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from bpo_gov.accounts import tokens
from bpo_gov.accounts.models import Organisation, PasswordLink, SignIn, User
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db

ABSOLUTE = timedelta(hours=12)  # a sign-in ends then, whatever happens
IDLE = timedelta(minutes=30)  # and when nothing happened for so long
GIVEN_UP = timedelta(hours=24)  # a letter that could not be sent for so long


def email_key(email: str) -> str:
    """The one spelling of an address under which its person is kept."""
    return unicodedata.normalize("NFC", email.strip()).lower()


def name_key(name: str) -> str:
    """The one spelling of a name under which its organisation is kept: NFC, case-folded, single spaces."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def user(user_id: int) -> User | None:
    """A person by id, with the organisation."""
    return db.session.scalars(_people().where(User.id == user_id)).one_or_none()


def user_by_email(email: str, *, lock: bool = False) -> User | None:
    """A person by address, with the organisation; `lock` holds the account until the transaction ends."""
    query = _people().where(User.email == email_key(email))
    if lock:
        query = query.with_for_update(key_share=True, of=User).execution_options(populate_existing=True)
    return db.session.scalars(query).one_or_none()


def organisation_by_name(name: str) -> Organisation | None:
    """An organisation, however its name is capitalised and spaced."""
    return db.session.scalars(select(Organisation).where(Organisation.name_key == name_key(name))).one_or_none()


def people_of(organisation_id: int) -> list[User]:
    """The people of an organisation who may sign in, by name."""
    query = _people().where(User.organisation_id == organisation_id, User.disabled_at.is_(None))
    return list(db.session.scalars(query.order_by(User.name, User.id)))


def open_sign_in(token: str) -> SignIn | None:
    """The sign-in that a cookie stands for, with its person and their organisation, while it still opens the door."""
    now = clock.now()
    words = {"digest": tokens.digest(token), "not_before": now - ABSOLUTE, "not_idle": now - IDLE}
    return db.session.scalars(_sign_in(), words).one_or_none()


@cache
def _sign_in() -> Select[SignIn]:
    """Made once: it stands before every page."""
    query = (
        select(SignIn).join(SignIn.user).outerjoin(User.organisation)
        .options(contains_eager(SignIn.user).contains_eager(User.organisation))
    )  # fmt: skip
    is_its = SignIn.token_digest == bindparam("digest")
    return query.where(is_its, User.disabled_at.is_(None), *_open_since(bindparam("not_before"), bindparam("not_idle")))


def sign_ins_of(person: User) -> list[SignIn]:
    """The browsers in which a person is signed in now, the last used first."""
    query = select(SignIn).where(SignIn.user_id == person.id, *_is_open())
    return list(db.session.scalars(query.order_by(SignIn.seen_at.desc(), SignIn.id.desc())))


def open_link(token: str) -> PasswordLink | None:
    """The link of a letter with its person, while it is good."""
    query = (
        select(PasswordLink).join(PasswordLink.user).outerjoin(User.organisation)
        .options(contains_eager(PasswordLink.user).contains_eager(User.organisation))
        .where(
            PasswordLink.token_digest == tokens.digest(token), PasswordLink.used_at.is_(None),
            PasswordLink.expires_at > clock.now(), User.disabled_at.is_(None),
        )
    )  # fmt: skip
    return db.session.scalars(query).one_or_none()


def owed_letters() -> list[int]:
    """The ids of people to whom a letter with a link is owed, the longest waiting first; after a day it is given up."""
    query = select(User.id).where(User.link_asked_at > clock.now() - GIVEN_UP, User.disabled_at.is_(None))
    return list(db.session.scalars(query.order_by(User.link_asked_at, User.id)))


def owed_letter(user_id: int) -> User | None:
    """The person, held until the transaction ends, if the letter is still owed and nobody else is about to send it."""
    query = _people().where(User.id == user_id, User.link_asked_at.is_not(None), User.disabled_at.is_(None))
    query = query.with_for_update(skip_locked=True, key_share=True, of=User)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def _people() -> Select[User]:
    return select(User).options(joinedload(User.organisation))


def _is_open() -> tuple[ColumnElement[bool], ...]:
    now = clock.now()
    return _open_since(now - ABSOLUTE, now - IDLE)


def _open_since(not_before: Any, not_idle: Any) -> tuple[ColumnElement[bool], ...]:
    return SignIn.ended_at.is_(None), SignIn.created_at > not_before, SignIn.seen_at > not_idle
