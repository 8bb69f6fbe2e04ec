"""What is done with accounts: people and organisations are added, passwords set, browsers signed in and out."""

from datetime import timedelta
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import CursorResult, update

from bpo_gov.accounts import passwords, queries, tokens
from bpo_gov.accounts.models import Locale, Organisation, PasswordLink, SignIn, Theme, User
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import MARK, db
from bpo_gov.kernel.errors import NotFound, Refused
from bpo_gov.kernel.words import say

LONGEST_AGENT = 200
GOOD_FOR = timedelta(hours=72)  # a link of a letter
LINK_IS_DEAD = say("This link has been used, or it is too old. Ask for a new one.")


def add_organisation(name: str, country: str) -> Organisation:
    """Add a company. Refused when there is one of that name, or the country is not a code of two letters."""
    name, country = " ".join(name.split()), country.strip().upper()
    if not name:
        raise Refused(say("An organisation needs a name."))
    if not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Refused(say("Give the country as two letters, like ID or GB."))
    if queries.organisation_by_name(name):
        raise Refused(say("There is already an organisation called %(name)s.", name=name))
    made = Organisation(name=name, name_key=queries.name_key(name), country=country, created_at=clock.now())
    db.session.add(made)
    db.session.flush()
    return made


def add_person(email: str, name: str, organisation: Organisation | None, locale: Locale | None = None) -> User:
    """Add a person without a password; neutral ones have no organisation. Refused when the address is taken or none."""
    key, name = queries.email_key(email), " ".join(name.split())
    try:
        validate_email(key, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise Refused(say("%(email)s is not an e-mail address.", email=email)) from None
    if not name:
        raise Refused(say("A person needs a name."))
    if queries.user_by_email(key):
        raise Refused(say("There is already a person with the address %(email)s.", email=key))
    made = User(
        email=key, name=name, organisation=organisation, locale=locale, theme=Theme.AUTO, password_hash=None, zone=None,
        disabled_at=None, link_asked_at=None, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def with_password(email: str, password: str) -> User | None:
    """The person whose address and password these are, or None; the work is the same whichever is wrong."""
    person = queries.user_by_email(email, lock=True)
    kept = person.password_hash if person and person.disabled_at is None else None
    if not passwords.fits(kept, password) or person is None or kept is None:
        return None
    if passwords.is_outdated(kept):
        person.password_hash = passwords.hashed(password)
    return person


def set_password(person: User, password: str) -> None:
    """Give a person a new password; every browser is signed out and every link dies. Refused when it is too easy."""
    _refuse_easy(person, password)
    person.password_hash = passwords.hashed(password)
    person.link_asked_at = None
    dead = update(PasswordLink).where(PasswordLink.user_id == person.id, PasswordLink.used_at.is_(None))
    db.session.execute(dead.values(used_at=clock.now()))
    end_all_sign_ins(person)


def start_sign_in(person: User, agent: str) -> str:
    """Sign a person in; the token is for the cookie of that browser and is kept only as a digest."""
    token, now = tokens.new(), clock.now()
    agent = "".join(filter(str.isprintable, agent))[:LONGEST_AGENT]
    made = SignIn(user_id=person.id, token_digest=tokens.digest(token), created_at=now, seen_at=now, agent=agent)
    db.session.add(made)
    db.session.flush()
    return token


def touch(sign_in_id: int) -> None:
    """A signed-in browser was used just now."""
    used = update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
    db.session.execute(used.values(seen_at=clock.now()))


def end_sign_in(token: str) -> None:
    """Sign one browser out, by what its cookie holds."""
    ended = update(SignIn).where(SignIn.token_digest == tokens.digest(token), SignIn.ended_at.is_(None))
    db.session.execute(ended.values(ended_at=clock.now()))


def revoke(person: User, sign_in_id: int) -> None:
    """Sign one of a person's own browsers out from afar. NotFound when it is not theirs or not open."""
    ended = update(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == person.id, SignIn.ended_at.is_(None))
    if _rows(db.session.execute(ended.values(ended_at=clock.now()))) != 1:
        raise NotFound(say("There is nothing here, or you may not see it."))


def end_all_sign_ins(person: User) -> None:
    """Sign a person out everywhere."""
    ended = update(SignIn).where(SignIn.user_id == person.id, SignIn.ended_at.is_(None))
    db.session.execute(ended.values(ended_at=clock.now()))


def disable(person: User) -> None:
    """Close a person's account: nobody signs in with it any more, now and everywhere."""
    person.disabled_at = person.disabled_at or clock.now()
    person.link_asked_at = None
    end_all_sign_ins(person)


def enable(person: User) -> None:
    """Open a closed account again."""
    person.disabled_at = None


def prefer(person: User, **choices: object) -> None:
    """Keep what a person prefers: any of `theme`, `locale` (None: the browser's) and `zone` (None: UTC)."""
    if "theme" in choices:
        person.theme = Theme(str(choices["theme"]))
    if "locale" in choices:
        person.locale = Locale(str(choices["locale"])) if choices["locale"] else None
    if "zone" in choices:
        zone = str(choices["zone"] or "")
        person.zone = zone if zone in available_timezones() else None


def invite(person: User) -> None:
    """Owe a person a letter with a link to set a password; the mail job is rung after the commit."""
    if person.disabled_at is not None:
        raise Refused(say("The account of %(name)s is closed.", name=person.name))
    person.link_asked_at = clock.now()
    ring()


def ring() -> None:
    """Have the bells rung after this commit, as an event of the record has."""
    db.session.info[MARK] = True


def make_link(person: User) -> str:
    """A token, good once and for 72 hours, that lets a person set a password."""
    token, until = tokens.new(), clock.now() + GOOD_FOR
    made = PasswordLink(user_id=person.id, token_digest=tokens.digest(token), expires_at=until, used_at=None)
    db.session.add(made)
    person.link_asked_at = None
    db.session.flush()
    return token


def use_link(token: str, password: str) -> User:
    """Set a password by the link of a letter, which is then used up. NotFound when it is not good any more."""
    link = queries.open_link(token)
    if link is None:
        raise NotFound(LINK_IS_DEAD)
    _refuse_easy(link.user, password)
    taken = update(PasswordLink).where(PasswordLink.id == link.id, PasswordLink.used_at.is_(None))
    if _rows(db.session.execute(taken.values(used_at=clock.now()))) != 1:
        raise NotFound(LINK_IS_DEAD)
    set_password(link.user, password)
    return link.user


def _refuse_easy(person: User, password: str) -> None:
    company = db.session.get(Organisation, person.organisation_id) if person.organisation_id else None
    if objection := passwords.objection(password, email=person.email, organisation=company.name if company else ""):
        raise Refused(objection)


def _rows(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
