"""The reading of files in the background: taken once, told how far it is, and begun again when a worker died over it."""

import logging
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import or_, select, update

from bpo_gov.agreements import queries as agreements
from bpo_gov.figure_imports import actions, queries, reading
from bpo_gov.figure_imports.models import FigureImport, FigureImportReading, State
from bpo_gov.figure_imports.reading import Found, Task
from bpo_gov.figure_imports.rules import files
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import BpoError
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.queue import job
from bpo_gov.kernel.words import say

log = logging.getLogger(__name__)
LEASE: Final = timedelta(seconds=60)  # how long a file in hand is left alone, should its worker have died
TRIES: Final = 3
OFTEN: Final = 1.0  # seconds between two times that progress is told
PAGE: Final = 20


@dataclass(frozen=True)
class Taken:
    """A file in hand; `task` is None where it cannot be read any more, and `says` why."""

    import_id: int
    number: int
    agreement_id: int
    party: Party
    edition: int
    task: Task | None


@job("default", timeout=280)
def read(import_id: int) -> None:
    """Read a file that waits for it, and keep what it would change."""
    taken = _take(import_id)
    if taken is None:
        return
    if taken.task is None:
        words = say("The file could not be read to its end, three times in a row. Save it anew, or cut it.")
        _settle(taken, reading.broken(taken.edition, words))
        return
    _tell(import_id, total=files.lines(taken.task.name, taken.task.data, taken.task.chosen.sheet))
    said = reading.read(taken.task, _teller(import_id))
    with unit_of_work():
        found = reading.found(taken.task, said)
    _settle(taken, found)


@job("default", timeout=280)
def read_waiting() -> None:
    """Read what waits and nobody reads: a bell was not heard, or a worker died."""
    with unit_of_work():
        late = clock.now() - LEASE
        query = (
            select(FigureImportReading.import_id)
            .join(Matter, Matter.id == FigureImportReading.import_id)
            .where(Matter.state == State.READING, Matter.kind == queries.KIND)
            .where(or_(FigureImportReading.beat_at.is_(None), FigureImportReading.beat_at < late))
        )
        waiting = list(db.session.scalars(query.order_by(FigureImportReading.import_id).limit(PAGE)))
    for import_id in waiting:
        try:
            read(import_id)
        except Exception:
            log.exception("the file of import %s could not be read; it is tried again", import_id)


def _take(import_id: int) -> Taken | None:
    """Take a file that waits; of two who would only one does."""
    with unit_of_work():
        one = db.session.get(FigureImport, import_id, options=queries.PARTS, populate_existing=True)
        if one is None or one.state != State.READING:
            return None
        now = clock.now()
        free = or_(FigureImportReading.beat_at.is_(None), FigureImportReading.beat_at < now - LEASE)
        mine = update(FigureImportReading).where(FigureImportReading.import_id == import_id, free)
        won: Any = db.session.execute(mine.values(beat_at=now, tries=FigureImportReading.tries + 1, done=0))
        if won.rowcount != 1:
            return None
        row, data = queries.reading_of(one), queries.content_of(one)
        framework = agreements.active_framework(one.agreement_id) or one.framework
        task = None
        if row.tries <= TRIES and data is not None:
            task = reading.task_of(one, data, queries.frame(framework.terms, Party(one.raised_by)))
        return Taken(one.id, one.number, one.agreement_id, Party(one.raised_by), one.edition, task)


def _teller(import_id: int) -> reading.Progress:
    """Tells how far it is, once a second; that is also the sign of life."""
    last = time.monotonic()

    def tell(done: int) -> None:
        nonlocal last
        if time.monotonic() - last < OFTEN:
            return
        last = time.monotonic()
        _tell(import_id, done=done)

    return tell


def _tell(import_id: int, **values: int) -> None:
    with unit_of_work():
        mine = update(FigureImportReading).where(FigureImportReading.import_id == import_id)
        db.session.execute(mine.values(beat_at=clock.now(), **values))


def _settle(taken: Taken, found: Found) -> None:
    """What was found is kept, unless the file was dropped or is to be read another way by now."""
    try:
        with unit_of_work():
            actor = actions.reader(taken.agreement_id)
            one = queries.load(taken.number, replace(actor, party=taken.party), lock=True)  # it is of its side alone
            (actions.refuse if found.wrong else actions.read)(one, actor, found=found)
    except BpoError as over:
        log.info("the reading of import %s is over: %s", taken.import_id, over)
