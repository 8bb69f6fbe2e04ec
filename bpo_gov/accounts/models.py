"""Organisations, their people, and the places where these are signed in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.kernel.db import Model, words


class Locale(StrEnum):
    ENGLISH = "en"
    INDONESIAN = "id"


class Theme(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Organisation(Model):
    """A company; client in one agreement, vendor in another."""

    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), unique=True)  # case-folded, single spaces: one company once
    country: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]


class User(Model):
    """A person of one organisation. Without a password nobody can sign in: a link invites them to set one."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    locale: Mapped[Locale | None] = mapped_column(words(Locale))  # empty: the browser's, then the agreement's
    theme: Mapped[Theme] = mapped_column(words(Theme), default=Theme.AUTO)
    zone: Mapped[str | None] = mapped_column(String(64))
    disabled_at: Mapped[datetime | None]
    link_asked_at: Mapped[datetime | None]  # a letter with a link is owed; the job that sends it empties this
    created_at: Mapped[datetime]

    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")


class SignIn(Model):
    """One signed-in browser: the cookie holds a random reference, this row decides whether it still opens the door."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    agent: Mapped[str] = mapped_column(String(200), default="")

    user: Mapped[User] = relationship(lazy="raise_on_sql")


class Attempt(Model):
    """A failed sign-in, counted by account and by address so that guessing slows down in every process alike."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]


class PasswordLink(Model):
    """A link, good once and for a while, that lets a person set a password."""

    __tablename__ = "password_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="raise_on_sql")
