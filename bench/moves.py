"""How many statements a move takes: the move itself (effect, state, deadlines, record, outbox), and the whole request by HTTP."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Flask

from bench import figures, houses
from bench.figures import Figure
from bpo_gov.change_requests import queries
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from tests import cast as people
from tests import make
from tests.cast import KEY, Cast
from tests.conftest import NOW, post

MOST = 12  # for a submission
APPROVAL = {"description": "x", "adjustments": "", "effective_on": date(2026, 9, 1)}
SMALL: dict[str, Any] = {"one_off_cost": Decimal(1), "monthly_cost": Decimal(0), "months": 0}  # all fit together
WAY: tuple[tuple[str, str, str, dict[str, Any]], ...] = (  # verb, who, the state it starts from, words
    ("submit", "carl", "draft", {}), ("take", "victor", "submitted", {}), ("assess", "victor", "assessing", make.assessment(**SMALL)),
    ("approve", "edda", "assessed", APPROVAL), ("sign", "edda", "approved", {}), ("start", "victor", "authorised", {}),
    ("deliver", "victor", "implementing", {"report": "Done."}), ("accept", "ana", "delivered", {"remark": ""}),
    ("withdraw", "carl", "assessed", {"reason": "No."}), ("reject", "ana", "assessed", {"reason": "No."}),
    ("return", "victor", "submitted", {"reason": "No."}), ("note", "ana", "submitted", {"text": "A note."}),
)  # fmt: skip


def run() -> Iterator[Figure]:
    """Both databases; only a submission has a bound."""
    for kind in houses.KINDS:
        with houses.house(kind) as app:
            with app.app_context(), clock.at(NOW):
                people.found()
                db.session.remove()
            yield from _inside(app, kind)
            yield from _by_http(app, kind)


def _inside(app: Flask, kind: str) -> Iterator[Figure]:
    with app.app_context(), clock.at(NOW):
        engine = db.engine
        for verb, who, state, words in WAY:
            for _ in range(2):  # the second finds the sums of the day kept
                with unit_of_work():
                    number = make.change_request(Cast.load(), state, **SMALL).number
                db.session.remove()
                with unit_of_work():
                    actor = Cast.load().actor(who)
                    cr = queries.load(number, actor, lock=True)
                    with figures.counted(engine) as statements:
                        CHANGE_REQUEST.effects[verb](cr, actor, **words)
                        db.session.flush()
                db.session.remove()
            metric = f"{verb}: statements of the move"
            if verb == "submit":
                yield figures.at_most(f"moves.{kind}", metric, 1, len(statements), MOST)
            else:
                yield Figure(f"moves.{kind}", metric, 1, len(statements))


def _by_http(app: Flask, kind: str) -> Iterator[Figure]:
    number = _in_app(app, lambda: make.change_request(Cast.load(), "draft").number)
    browser = app.test_client()
    with app.app_context():
        engine = db.engine
    with clock.at(NOW):
        post(browser, "/sign-in", email=people.email("carl"), password=people.PASSWORD)
        browser.get(f"/a/{KEY}/changes/{number}")
        with figures.counted(engine) as statements:
            answer = post(browser, f"/a/{KEY}/changes/{number}/submit")
    if answer.status_code != 303:
        raise RuntimeError(f"the submission was answered with {answer.status_code}")
    yield Figure(
        f"moves.{kind}", "submit: statements of the whole request, sign-in and loading with it", 1, len(statements)
    )


def _in_app(app: Flask, deed: Callable[[], int]) -> int:
    with app.app_context(), clock.at(NOW):
        with unit_of_work():
            found = deed()
        db.session.remove()
    return found
