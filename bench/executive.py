"""The executive page over five and five hundred agreements with a million figures, and the page of a KPI over ten years."""

import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from flask import Flask
from flask.testing import FlaskClient

from bench import figures, filling, houses
from bench.figures import Figure
from bench.filling import NOW
from bench.many import Many
from bench.pages import _signed_in
from bpo_gov.credits import months
from bpo_gov.credits import queries as credits
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.relationships import keeping, queries

FEW, MANY = 5, 500
FIGURES, KPIS = 1_000_000, 8
ROUNDS = 40
MOST_STATEMENTS, MOST_TIMES, MOST_BYTES = 25, 3, 100_000
MOST_SECONDS = 60
YEAR, TEN_YEARS, MOST_OF_TEN = 52, 520, 1.5


def run(many: int = MANY) -> Iterator[Figure]:
    """Both databases; `many` agreements in place of five hundred."""
    for kind in houses.KINDS[::-1]:
        with houses.house(kind) as app:
            yield from _of(app, f"executive.{kind}", many)


def _of(app: Flask, bench: str, many: int) -> Iterator[Figure]:
    browsers: dict[int, FlaskClient] = {}
    with app.app_context():
        for n in (FEW, many):
            cast = filling.found(n)
            ground = Many(cast, n - 1, _weeks_of(many))
            began = time.perf_counter()
            laid = ground.lay()
            yield Figure(bench, "figures laid", n, laid)
            yield Figure(bench, "seconds to lay them", n, round(time.perf_counter() - began, 1))
            db.session.remove()
        keys = {}
        for n in (YEAR, TEN_YEARS):
            one = Many(filling.found(n), 1, n)
            one.lay()
            keys[n] = one.first
            db.session.remove()
        with clock.at(NOW):
            began = time.perf_counter()
            counted = keeping.rebuild()
            yield Figure(bench, "seconds to rebuild", counted, round(time.perf_counter() - began, 1))
        db.session.remove()
        yield from _credits(bench)
    for n in (FEW, many, YEAR, TEN_YEARS):
        browsers[n] = _signed_in(app, n)
    yield from _executive(app, bench, {n: partial(_get, browsers[n], "/executive") for n in (FEW, many)})
    yield from _kpi(bench, {n: partial(_get, browsers[n], f"/a/{key}/kpis/KPI-01") for n, key in keys.items()})


def _credits(bench: str) -> Iterator[Figure]:
    """A year of credits of every agreement, both sides, from the figures on."""
    began, sums = time.perf_counter(), 0
    every = queries.everything()
    for agreement_id in every:
        known = months.ground(agreement_id, NOW.date() - credits.FAR_BACK)
        sums += sum(1 for _one in months.lately(known, NOW.date()))
        db.session.remove()
    seconds = round(time.perf_counter() - began, 1)
    yield Figure(bench, "credits: months reckoned", len(every), sums)
    yield figures.at_most(bench, "credits: seconds for a year of them", len(every), seconds, MOST_SECONDS)


def _weeks_of(many: int) -> int:
    """So many weeks of figures that all of them together are a million; 250 where there are fewer agreements."""
    return -(-FIGURES // (MANY * KPIS)) if many >= MANY else 250


def _executive(app: Flask, bench: str, looks: Mapping[int, Callable[[], bytes]]) -> Iterator[Figure]:
    few, many = looks
    for n, look in looks.items():
        look()
        with app.app_context(), figures.counted(db.engine) as statements:
            page = look()
        yield figures.at_most(bench, "page: statements", n, len(statements), MOST_STATEMENTS)
        yield figures.at_most(bench, "page: bytes", n, len(page), MOST_BYTES)
    times = {n: figures.middle(took) for n, took in figures.interleaved(looks, ROUNDS).items()}
    for n in looks:
        yield Figure(bench, "page: median ms", n, times[n])
    yield figures.at_most(bench, f"page: time against {few}", many, round(times[many] / times[few], 3), MOST_TIMES)


def _kpi(bench: str, looks: Mapping[int, Callable[[], bytes]]) -> Iterator[Figure]:
    times = {n: figures.middle(took) for n, took in figures.interleaved(looks, ROUNDS).items()}
    for n, look in looks.items():
        yield Figure(bench, "KPI page, weeks: median ms", n, times[n])
        yield Figure(bench, "KPI page, weeks: bytes", n, len(look()))
    yield figures.at_most(
        bench, "KPI page: ten years against one", TEN_YEARS, round(times[TEN_YEARS] / times[YEAR], 3), MOST_OF_TEN
    )


def _get(browser: FlaskClient, path: str) -> bytes:
    with clock.at(NOW):
        answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return bytes(answer.data)
