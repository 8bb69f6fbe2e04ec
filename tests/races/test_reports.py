"""Two clocks at one moment, on a real PostgreSQL: each report is opened once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import db
from bpo_gov.reports import rounds
from bpo_gov.reports.models import Report
from tests.cast import Cast
from tests.races import answering

MONTHS = [(2026, month) for month in range(7, 13)] + [(2027, month) for month in range(1, 7)]


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application and database for the races of this module."""
    yield from answering.running(tmp_path_factory.mktemp("track"))


def test_two_clocks_at_once_open_each_report_once(track: Flask) -> None:
    def ring(at: datetime, start: Barrier) -> list[str]:
        with track.app_context(), clock.at(at):
            start.wait()
            try:
                return rounds.open_all()
            finally:
                db.session.remove()

    opened: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        for year, month in MONTHS:
            start, at = Barrier(2), datetime(year, month, 2, 9, tzinfo=UTC)
            results = [one.result() for one in [pool.submit(ring, at, start) for _ in range(2)]]
            opened += [label for labels in results for label in labels]
    with track.app_context():
        assert len(opened) == len(set(opened)) == db.session.scalar(select(func.count()).select_from(Report))
        assert len(opened) == 3 * (len(MONTHS) + 1)  # and June, which was not opened before
        assert ledger.verify(Cast.load().agreement.id) is None
        db.session.remove()
