"""Nobody finds another person's single answer: two worlds that differ in one person's scores alone look alike to everybody else."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from bpo_gov.kernel import post, queue
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import clock_of
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications import choices, delivery, mornings, relay
from bpo_gov.notifications.choices import Choice
from bpo_gov.notifications.models import NewsMail, Notification
from bpo_gov.pulses import actions, queries
from bpo_gov.pulses.models import Answer, Pulse
from tests import cast as people
from tests.cast import KEY, Cast
from tests.house.asking import answer, pulse
from tests.house.doors import doors

PLACE = f"/a/{KEY}"
NAMES = [name for name, *_rest in people.PEOPLE]
READERS = ("ana", "edda", "vera", "cora", people.OUTSIDER)
ANSWERS = {"ana": (5, 6), "carl": (2, 3), "edda": (9, 8), "vera": (5, 6), "victor": (2, 3)}
ALWAYS_NEW = re.compile(r'name="(?:csrf_token|token)"[^>]*>|nonce="[^"]+"')
ON_SQLITE = pytest.mark.parametrize("application", ["sqlite"], indirect=True)
As = Callable[[str], FlaskClient]


@pytest.fixture
def one(app: Flask, cast: Cast) -> Pulse:
    """An open round that everybody has answered, everybody told, letters sent."""
    shutil.rmtree(current_app.extensions["settings"].var_dir / "mail", ignore_errors=True)
    with queue.silence():
        with unit_of_work():
            for name in NAMES:
                choices.keep(cast.users[name].id, {kind: Choice(news=NewsMail.AT_ONCE) for kind in WORKFLOWS})
            made = answer(cast, pulse(cast), ANSWERS)
        relay.tell()
        mornings.gather()
        delivery.send_due()
    return made


def channels(app: Flask, browser: FlaskClient, one: Pulse) -> Iterator[tuple[str, bytes]]:
    """(where, what) of everything that a person can be shown."""
    own = f"{PLACE}/pulse/{one.number}"
    verbs = [f"{own}/{verb}" for verb in WORKFLOWS["pulse"].table]
    inbox = [f"/inbox/{number}" for number in db.session.scalars(select(Notification.id))]
    found = [door.address for door in doors(app) if "GET" in door.methods and "/language" not in door.address]
    more = [f"{own}.csv", f"{PLACE}/pulse/gaps.csv", f"{PLACE}/pulse/list.csv?view=all", f"/search?q={one.quarter}"]
    for address in [own, *verbs, *inbox, *found, *more]:
        answered = browser.get(address)
        yield address, ALWAYS_NEW.sub("", answered.data.decode("utf-8", "replace")).encode()


@ON_SQLITE
@pytest.mark.parametrize("rater", ["carl", "victor"])
def test_everything_that_others_see_is_the_same_whatever_a_person_has_scored(
    app: Flask, cast: Cast, as_: As, one: Pulse, rater: str
) -> None:
    readers = {name: as_(name) for name in READERS}
    for browser in readers.values():
        list(channels(app, browser, one))  # to look at a notice changes what is unread
    before = {name: dict(channels(app, browser, one)) for name, browser in readers.items()}
    own = as_(rater).get(f"{PLACE}/pulse/{one.number}").text
    with unit_of_work():
        mine = update(Answer).where(Answer.user_id == cast.users[rater].id)
        db.session.execute(mine.values(score=11 - Answer.score))
    for name, browser in readers.items():
        for where, what in channels(app, browser, one):
            if not _is_a_file(what):
                differ = set(what.splitlines()) ^ set(before[name][where].splitlines())
                assert (name, where, differ) == (name, where, set())
    assert as_(rater).get(f"{PLACE}/pulse/{one.number}").text != own  # the test sees what it looks for


def _is_a_file(what: bytes) -> bool:
    return what.startswith(b"PK")  # a workbook carries the moment it was made; its rows are those of the CSV


def test_the_end_leaves_medians_and_no_answer(app: Flask, cast: Cast, one: Pulse) -> None:
    def closed(quarter: str, swapped: bool) -> list[tuple[object, ...]]:
        with unit_of_work():
            made = pulse(cast, quarter=quarter)
            scores = ANSWERS | ({"carl": ANSWERS["edda"], "edda": ANSWERS["carl"]} if swapped else {})
            answer(cast, made, scores)
            actions.close(made, clock_of(cast.agreement.id))
            return [(found.question, found.seen, found.side, found.median) for found in queries.medians([made.id])]

    with unit_of_work():
        actions.withdraw(queries.load(one.number, cast.actor("ana"), lock=True), cast.actor("ana"), reason="Too early.")
    assert closed("2026-Q1", swapped=False) == closed("2026-Q2", swapped=True)
    assert db.session.scalar(select(func.count()).select_from(Answer)) == 0


def test_no_letter_and_no_entry_of_the_record_says_more_than_that_one_has_answered(cast: Cast, one: Pulse) -> None:
    contents = (
        db.session.execute(select(EventContent.particulars).join(Event).where(Event.name == "pulse.answered"))
        .scalars()
        .all()
    )
    assert len(contents) == len(ANSWERS)
    assert {key for content in contents for key in content} <= {"ball"}
    letters = {
        name: [one for one in post.letters_to(cast.users[name].email) if "P-1: something" in one.subject]
        for name in NAMES
    }
    assert {name: len(found) for name, found in letters.items()} == {
        "ana": 2,
        "carl": 2,
        "edda": 2,
        "cora": 3,
        "vera": 1,
        "victor": 1,
    }
    texts = {re.sub(r"[0-9a-f]{8,64}|\d+", "", one.text) for one in letters["ana"]}
    assert len(texts) == 1  # what carl and edda have scored makes no difference


@pytest.mark.parametrize(("name", "sees"), [("ana", "Carl"), ("vera", "Victor"), ("cora", "Carl")])
def test_only_the_own_side_reads_who_has_answered(cast: Cast, as_: As, one: Pulse, name: str, sees: str) -> None:
    text = as_(name).get(f"{PLACE}/pulse/{one.number}").text
    timeline = text[text.index('id="tl"') :]
    assert sees in timeline
    others = {"Carl", "Victor", "Edda"} - {sees, *(("Edda",) if sees == "Carl" else ())}
    shown = re.findall(r"(\w+), [^<]*</[a-z]+> answered", timeline)
    assert set(shown).isdisjoint(others)
