"""The list and the page of changes: as many statements for a hundred thousand as for ten, and nearly the same time."""

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bench import figures, filling, houses, story
from bench.figures import Figure
from bench.filling import NOW
from bpo_gov.change_requests.models import State
from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from tests import cast as people
from tests.cast import Cast
from tests.conftest import post

SIZES = (10, 1_000, 100_000)
ROUNDS = 60
MOST = 1.3  # times what the page takes with a thousand


def run() -> Iterator[Figure]:
    """Both databases."""
    for kind in houses.KINDS:
        with houses.house(kind) as app:
            yield from _of(app, kind)


def _of(app: Flask, kind: str) -> Iterator[Figure]:
    browsers, paths = {}, {}
    for n in SIZES:
        with app.app_context():
            cast = filling.found(n)
            filling.fill(cast, n)
            paths[n] = dict(_paths(cast, n))
            if n <= 1_000:
                yield figures.exactly(
                    f"pages.{kind}", "chain breaks at (0: nowhere)", n, ledger.verify(cast.agreement.id) or 0, 0
                )
            db.session.remove()
        browsers[n] = _signed_in(app, n)
    for name in paths[SIZES[0]]:
        yield from _page(app, kind, name, {n: partial(_get, browsers[n], paths[n][name]) for n in SIZES})


def _page(app: Flask, kind: str, name: str, looks: Mapping[int, Callable[[], None]]) -> Iterator[Figure]:
    bench, counts = f"pages.{kind}", {}
    for n, look in looks.items():
        look()
        with app.app_context():
            engine = db.engine
        with figures.counted(engine) as statements:
            look()
        counts[n] = len(statements)
    times = {n: figures.middle(took) for n, took in figures.interleaved(looks, ROUNDS).items()}
    few, many, most = SIZES
    for n in SIZES:
        yield figures.at_most(bench, f"{name}: statements", n, counts[n], counts[few])  # none for what no row shown has
        yield Figure(bench, f"{name}: median ms", n, times[n])
    yield figures.at_most(bench, f"{name}: time against {many}", most, round(times[most] / times[many], 3), MOST)


def _paths(cast: Cast, n: int) -> Iterator[tuple[str, str]]:
    """The list in each view, its last pages, and a page of each kind from the middle of the agreement."""
    changes = f"/a/{cast.agreement.key}/changes/"
    yield "list", changes
    for view in ("ours", "late", "closed", "all"):
        yield f"list {view}", f"{changes}?view={view}"
    yield "list by number", f"{changes}?view=all&sort=number"
    yield "last page by number", f"{changes}?view=all&sort=number&after={_cursor(30, 30)}"
    last = db.session.execute(
        select(Matter.due_at, Matter.number)
        .where(Matter.kind == "change_request", Matter.agreement_id == cast.agreement.id, Matter.due_at.is_not(None))
        .order_by(Matter.due_at.desc(), Matter.number.desc())
        .limit(1)
    ).first()
    if last:
        yield (
            "last page by deadline",
            f"{changes}?view=open&sort=due&after={_cursor(last.due_at.isoformat(), last.number)}",
        )
    order = (Matter.moved_at, Matter.number)
    mine = Matter.kind == "change_request", Matter.agreement_id == cast.agreement.id
    early = db.session.execute(select(*order).where(*mine).order_by(*order).limit(30)).all()[-1]
    yield (
        "last page by last move",
        f"{changes}?view=all&sort=moved&after={_cursor(early.moved_at.isoformat(), early.number)}",
    )
    for state in story.SHOWN:
        yield f"page {state.value}", f"{changes}{_median(cast, state)}"


def _median(cast: Cast, state: State) -> int:
    """The number in the middle of the changes in a state."""
    query = select(Matter.number).where(Matter.agreement_id == cast.agreement.id, Matter.state == state.value)
    numbers = list(db.session.execute(query.where(Matter.kind == "change_request").order_by(Matter.number)).scalars())
    return numbers[len(numbers) // 2]


def _cursor(value: object, number: int) -> str:
    """A place in the list, as the address of its next page says it."""
    return base64.urlsafe_b64encode(json.dumps([value, number]).encode()).decode().rstrip("=")


def _signed_in(app: Flask, n: int) -> FlaskClient:
    browser = app.test_client()
    with clock.at(NOW):
        answer = post(browser, "/sign-in", email=f"ana@client-{n}.example.com", password=people.PASSWORD)
    if answer.status_code not in (302, 303):
        raise RuntimeError(f"nobody is signed in: {answer.status_code}")
    return browser


def _get(browser: FlaskClient, path: str) -> None:
    with clock.at(NOW):
        answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
