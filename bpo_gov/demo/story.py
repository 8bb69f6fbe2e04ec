"""Tells the demo into an empty database: every fact by a real move, at its time, with the clock firing in between."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain

from sqlalchemy import func, select

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts.models import User
from bpo_gov.agreements import actions as agreements
from bpo_gov.agreements import queries as agreement_queries
from bpo_gov.agreements.models import Agreement
from bpo_gov.demo import (
    charging,
    convening,
    counted,
    curing,
    deciding,
    disputing,
    english,
    english_early,
    escalating,
    frameworks,
    indonesian,
    indonesian_early,
    measuring,
    office,
    owing,
    people,
    reporting,
    scoring,
    succeeding,
    weekly,
)
from bpo_gov.demo.playing import actor_of, play, until
from bpo_gov.demo.steps import Step, moment
from bpo_gov.kernel import clock, queue, timers
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.notifications import relay, sweep
from bpo_gov.relationships import keeping

BEGIN = 276  # days before the end: the frameworks are imported and signed
STORIES = {
    people.UK: ("Europe/London", (
        english_early.STORY, english.STORY, escalating.ENGLISH, disputing.ENGLISH, deciding.ENGLISH, owing.ENGLISH, convening.ENGLISH,
        measuring.ENGLISH, counted.ENGLISH, charging.ENGLISH, curing.ENGLISH, scoring.ENGLISH, reporting.ENGLISH, succeeding.ENGLISH,
    )),
    people.OFFICE: ("Europe/London", (office.STORY, reporting.OFFICE)),
    people.ID: ("Asia/Jakarta", (
        indonesian_early.STORY, indonesian.STORY, escalating.INDONESIAN, disputing.INDONESIAN, deciding.INDONESIAN, owing.INDONESIAN,
        convening.INDONESIAN, weekly.INDONESIAN, counted.INDONESIAN, curing.INDONESIAN, reporting.INDONESIAN,
        succeeding.INDONESIAN,
    )),
}  # fmt: skip
SIGNERS = {
    people.UK: ("amelia@acme.example", "tom@northgate.example"),
    people.OFFICE: ("helen@acme.example", "owen@northgate.example"),
    people.ID: ("bambang@samudra.example", "agus@prima.example"),
}


def tell_if_empty(last: date | None = None) -> bool:
    """Tell the story up to the end of a day (today) into a database that has no agreement; whether it was told."""
    if db.session.execute(select(func.count()).select_from(Agreement)).scalar_one():
        return False
    db.session.rollback()
    tell(last)
    return True


def tell(last: date | None = None) -> None:
    """Tell the story; deterministic for a given last day."""
    end = clock.now() if last is None else datetime.combine(last, time(15), UTC)
    with clock.at(end), keeping.put_off(), queue.silence():  # the story does the relay's work itself
        until(end)
        _found(end)
        for step in sorted(_steps(end), key=lambda pair: pair[0]):
            _let_pass(step[0])
            play(*step)
        _let_pass(end)
        with clock.at(end):
            relay.tell()
        with unit_of_work():  # who was invited on the way
            for user in db.session.execute(select(User).where(User.password_hash.is_(None))).scalars():
                accounts.set_password(user, people.PASSWORD)


def _found(end: datetime) -> None:
    start = moment(end, BEGIN, 9, "Europe/London")
    with clock.at(start), unit_of_work():
        for key in SIGNERS:
            agreements.import_agreement(frameworks.source(key, start.date().replace(day=1)))
        for user in db.session.execute(select(User)).scalars():
            accounts.set_password(user, people.PASSWORD)
    for key, signers in SIGNERS.items():
        for hours, email in enumerate(signers, 2):
            with clock.at(start + timedelta(hours=hours)), unit_of_work():
                signer = actor_of(key, email)
                agreements.sign(agreement_queries.load(1, signer, lock=True), signer)
    with clock.at(start + timedelta(hours=6)):
        relay.tell()


def _steps(end: datetime) -> Iterator[tuple[datetime, str, Step]]:
    for key, (zone, chapters) in STORIES.items():
        last: dict[str, datetime] = {}
        for order, step in enumerate(chain.from_iterable(chapters)):
            day = step.day if isinstance(step.day, int) else step.day.day(end)
            at = moment(end, day, step.hour, zone) + timedelta(minutes=7 * (order % 8))
            at = max(at, last.get(step.matter, at) + timedelta(minutes=11))
            last[step.matter] = at
            if at < end:
                yield at, key, step


def _let_pass(until: datetime) -> None:
    """Let the clock fire what falls due before a moment, each at its own time."""
    while True:
        query = select(func.min(timers.Timer.due_at)).where(
            timers.Timer.phase == timers.Phase.PENDING, timers.Timer.due_at < until
        )
        due: datetime | None = db.session.execute(query).scalar()
        db.session.rollback()
        if due is None:
            return
        with clock.at(due):
            sweep.fire_due()
            relay.tell()
