"""An import from the file to the figures: read by the job, brought in whole or not at all, and never twice."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from bpo_gov.figure_imports import actions, jobs, queries, reading
from bpo_gov.figure_imports.models import FigureImport, FigureImportReading, FigureImportRow
from bpo_gov.figure_imports.rules.choices import Sort
from bpo_gov.kernel import access, clock, ledger
from bpo_gov.kernel.attachments import AttachmentContent
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import BpoError, Refused, Stale
from bpo_gov.kernel.ledger import Event, EventContent, Outbox
from bpo_gov.kernel.words import say
from bpo_gov.kpis import actions as figures
from bpo_gov.kpis import queries as kept
from bpo_gov.kpis.models import Figure
from bpo_gov.notes import queries as notes
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import importing, measuring

APRIL = "kpi,period,value\nKPI-04,2026-04,99.5\n"
COLUMNS = {"kpi": "kpi", "period": "period", "value": "value"}
hand_over = partial(importing.upload, name="victor")
LOG = "Date,Answered,Speed of answer\n" + "".join(
    f"2026-{month:02}-{day:02},{'Y' if day % 4 else 'N'},{day if day % 4 else ''}\n" for month in (3, 4) for day in range(1, 29)
)  # fmt: skip


@pytest.fixture(autouse=True)
def unheard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody rings: the tests call the job."""
    monkeypatch.setattr(actions, "RING", [])


def made(cast: Cast, table: str = APRIL, sort: Sort = Sort.FIGURES, **more: Any) -> FigureImport:
    """A file, handed over and read by the job."""
    with unit_of_work():
        one = hand_over(cast, table=table, sort=sort, **more)
        number = one.number
    jobs.read(one.id)
    return queries.load(number, cast.actor("victor"))


def bring_in(cast: Cast, one: FigureImport, **words: str) -> None:
    with unit_of_work():
        actions.bring_in(queries.load(one.number, cast.actor("victor"), lock=True), cast.actor("victor"), **words)


def figure(cast: Cast, code: str = "KPI-04", period: str = "2026-04") -> Figure | None:
    return kept.at(cast.agreement.id, code, period)


def counts(one: FigureImport) -> tuple[int, int, int, int, int]:
    return one.fresh, one.changed, one.same, one.left_out, one.wrong


def test_a_file_is_read_by_the_job_and_its_figures_come_in_with_their_origin(cast: Cast) -> None:
    one = made(cast)
    assert (one.state, counts(one), figure(cast)) == ("ready", (1, 0, 0, 0, 0), None)
    bring_in(cast, one)
    here = figure(cast)
    assert here is not None
    assert (here.value, here.state, here.raised_by_id) == (Decimal("99.5"), "provisional", cast.users["victor"].id)
    assert here.source == f"figures.csv (IMP-1, SHA-256 {one.sha256})"
    assert ledger.verify(cast.agreement.id) is None


def test_the_digest_of_the_file_is_in_the_record(cast: Cast) -> None:
    one = made(cast)
    bring_in(cast, one)
    query = select(Event.name, EventContent.particulars).join(EventContent).where(Event.matter_id == one.id).order_by(Event.seq)  # fmt: skip
    told = {row[0]: row[1] for row in db.session.execute(query)}
    assert told["figure_import.uploaded"]["sha256"] == told["figure_import.brought_in"]["sha256"] == one.sha256
    assert told["figure_import.uploaded"]["files"][0]["sha256"] == one.sha256


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    bring_in(cast, made(cast))
    again = made(cast)
    assert (again.state, counts(again)) == ("ready", (0, 0, 1, 0, 0))
    before = queries.imported_before(again.agreement_id, again.raised_by, again.sha256)
    assert before is not None
    assert before.label == "IMP-1"
    with pytest.raises(Refused, match="Nothing in this file is new"):
        bring_in(cast, again)


def test_the_same_file_changes_nothing_either_once_its_figure_was_corrected(cast: Cast) -> None:
    bring_in(cast, made(cast))
    with unit_of_work():
        here = figure(cast)
        assert here is not None
        figures.accept(here, cast.actor("carl"))
        figures.correct(here, cast.actor("victor"), value=Decimal(98), numerator=None, denominator=None, reason="Counted again.")  # fmt: skip
    again = made(cast)
    assert counts(again) == (0, 0, 1, 0, 0)


def test_what_both_stand_by_is_corrected_with_the_reason_and_what_is_contested_is_not(cast: Cast) -> None:
    with unit_of_work():
        for period in ("2026-04", "2026-05"):
            words = {"code": "KPI-04", "period": period, "value": Decimal(98)}
            found = figures.submit(cast.actor("victor"), **words)  # type: ignore[arg-type]
            if period == "2026-04":
                figures.accept(found, cast.actor("carl"))
            else:
                figures.contest(found, cast.actor("carl"), value=Decimal(90), reason="Two shops are missing.")
    refused = made(cast, f"{APRIL}KPI-04,2026-05,99\n")
    assert (refused.state, counts(refused)) == ("refused", (0, 1, 0, 0, 1))
    (row,) = [row for row in queries.rows(refused) if row.outcome == "error"]
    assert (row.reason, row.period) == ("still_open", "2026-05")
    one = made(cast)
    assert counts(one) == (0, 1, 0, 0, 0)
    bring_in(cast, one, reason="Two shops were missing.")
    newer = figure(cast)
    assert newer is not None
    assert (newer.value, newer.state, newer.replaces_id is not None) == (Decimal("99.5"), "provisional", True)
    assert one.sha256 in newer.source


def test_what_nobody_has_answered_yet_is_taken_back_and_handed_in_anew(cast: Cast) -> None:
    with unit_of_work():
        old = figures.submit(cast.actor("victor"), code="KPI-04", period="2026-04", value=Decimal(98))
    one = made(cast)
    assert counts(one) == (0, 1, 0, 0, 0)
    bring_in(cast, one, reason="Two shops were missing.")
    newer = figure(cast)
    assert newer is not None
    assert (newer.value, newer.state, newer.id != old.id) == (Decimal("99.5"), "provisional", True)
    assert db.session.scalar(select(Figure.state).where(Figure.id == old.id)) == "withdrawn"
    assert ledger.verify(cast.agreement.id) is None


def test_one_wrong_row_and_nothing_of_the_file_can_come_in(cast: Cast) -> None:
    one = made(cast, f"{APRIL}KPI-99,2026-04,1\n")
    assert (one.state, counts(one)) == ("refused", (0, 0, 0, 0, 1))
    with pytest.raises(Refused, match="Cannot be imported"):
        bring_in(cast, one)
    assert figure(cast) is None


def test_what_cannot_come_in_any_more_takes_all_of_it_back(cast: Cast) -> None:
    one = made(cast, f"{APRIL}KPI-04,2026-03,99\n")
    with unit_of_work():
        figures.submit(cast.actor("victor"), code="KPI-04", period="2026-03", value=Decimal(90))
    with pytest.raises(Refused, match="a figure for this period already"):
        bring_in(cast, one)
    assert figure(cast) is None
    assert queries.load(one.number, cast.actor("victor")).state == "ready"


def test_a_figure_that_was_moved_since_is_not_corrected_unseen(cast: Cast) -> None:
    with unit_of_work():
        words = {"code": "KPI-04", "period": "2026-04", "value": Decimal(98)}
        here = figures.accept(figures.submit(cast.actor("victor"), **words), cast.actor("carl"))  # type: ignore[arg-type]
    one = made(cast)
    with unit_of_work():
        figures.correct(here, cast.actor("victor"), value=Decimal(97), numerator=None, denominator=None, reason="Known.")  # fmt: skip
    with pytest.raises(Stale):
        bring_in(cast, one, reason="Counted again.")


def test_it_is_of_its_side_alone_until_its_figures_are_in_and_the_file_stays_there(cast: Cast) -> None:
    one = made(cast)
    with pytest.raises(BpoError):
        queries.load(one.number, cast.actor("carl"))
    bring_in(cast, one)
    seen = queries.load(one.number, cast.actor("carl"))
    names = [event.name for event, _content in access.events_of(seen, cast.actor("carl"))]
    assert "figure_import.brought_in" in names
    assert "figure_import.uploaded" not in names
    file_id = db.session.execute(select(AttachmentContent.attachment_id)).scalar_one()
    assert notes.file(file_id, cast.actor("vera"))[1]
    with pytest.raises(BpoError):
        notes.file(file_id, cast.actor("ana"))


def test_the_other_side_is_told_once_of_all_figures(cast: Cast) -> None:
    one = made(cast, f"{APRIL}KPI-04,2026-03,99\n")
    db.session.execute(delete(Outbox))
    bring_in(cast, one)
    query = select(Event.name).join(Outbox, Outbox.event_id == Event.id)
    assert list(db.session.scalars(query)) == ["figure_import.brought_in"]


def test_a_dropped_file_is_erased_and_its_digest_stays(cast: Cast) -> None:
    one = made(cast)
    with unit_of_work():
        actions.drop(queries.load(one.number, cast.actor("victor"), lock=True), cast.actor("victor"))
    left = [db.session.execute(select(func.count()).select_from(model)).scalar_one() for model in (AttachmentContent, FigureImportRow)]  # fmt: skip
    assert (left, one.sha256 != "") == ([0, 0], True)


def test_columns_are_chosen_read_again_and_remembered(cast: Cast) -> None:
    one = made(cast, "a,b,c\nKPI-04,2026-04,99.5\n")
    assert (one.state, one.wrong) == ("refused", 3)
    with unit_of_work():
        actions.choose(queries.load(1, cast.actor("victor"), lock=True), cast.actor("victor"), columns={"kpi": "a", "period": "b", "value": "c"})  # fmt: skip
    jobs.read_waiting()
    one = queries.load(1, cast.actor("victor"))
    assert (one.state, counts(one)) == ("ready", (1, 0, 0, 0, 0))
    last = queries.chosen_last(one.agreement_id, one.raised_by, Sort.FIGURES)
    assert last is not None
    assert last.columns == {"kpi": "a", "period": "b", "value": "c"}
    assert queries.chosen_last(one.agreement_id, cast.actor("ana").party, Sort.FIGURES) is None


def test_a_call_log_feeds_each_kpi_by_its_own_period_and_leaves_out_what_is_not_over(cast: Cast) -> None:
    log = LOG + "2026-06-01,Y,10\n2025-01-31,Y,20\n"
    feeds = {"KPI-01": "answer_rate", "KPI-02": "average_speed_of_answer", "KPI-03": "first_contact_resolution"}
    one = made(cast, log, Sort.CALLS, feeds=feeds)
    months = 17  # from January 2025 to May 2026
    assert (one.state, counts(one)) == ("ready", (2 * (months - 1), 0, 0, 5, 0))
    (idle,) = [row for row in queries.rows(one) if row.reason == "not_fed"]
    assert (idle.code, idle.period) == ("KPI-03", "")
    bring_in(cast, one)
    rate, speed, none = figure(cast, "KPI-01"), figure(cast, "KPI-02"), figure(cast, "KPI-01", "2026-05")
    assert rate is not None
    assert speed is not None
    assert none is not None
    assert (rate.value, rate.numerator, rate.denominator) == (Decimal(75), Decimal(21), Decimal(28))
    days = [day for day in range(1, 29) if day % 4]
    assert speed.value == (Decimal(sum(days)) / len(days)).quantize(Decimal("0.0001"))
    assert (none.value, none.numerator) == (None, None)  # no call is no data


def test_a_file_in_hand_is_left_alone_and_a_dead_reader_is_made_good(cast: Cast) -> None:
    with unit_of_work():
        one = hand_over(cast, table=APRIL)
    assert jobs._take(one.id) is not None
    assert jobs._take(one.id) is None
    jobs.read_waiting()
    assert queries.load(1, cast.actor("victor")).state == "reading"
    with clock.at(NOW + timedelta(minutes=2)):
        jobs.read_waiting()
    assert queries.load(1, cast.actor("victor")).state == "ready"


def test_a_file_that_breaks_every_reader_is_refused_in_the_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reading, "read", break_)
    with unit_of_work():
        hand_over(cast, table=APRIL)
    for minutes in range(4):
        with clock.at(NOW + timedelta(minutes=2 * minutes)):
            jobs.read_waiting()
    one = queries.load(1, cast.actor("victor"))
    assert (one.state, [row.reason for row in queries.rows(one)]) == ("refused", ["broken"])


def test_a_file_that_is_dropped_while_it_is_read_stays_dropped(cast: Cast) -> None:
    with unit_of_work():
        one = hand_over(cast, table=APRIL)
    taken = jobs._take(one.id)
    assert taken is not None
    with unit_of_work():
        actions.drop(queries.load(1, cast.actor("victor"), lock=True), cast.actor("victor"))
    jobs._settle(taken, reading.broken(1, say("The file is empty.")))
    assert queries.load(1, cast.actor("victor")).state == "dropped"


def test_progress_is_told_as_it_goes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "OFTEN", 0.0)
    rows = "".join(f"2026-04-{n % 28 + 1:02},Y,{n % 50}\n" for n in range(2500))
    made(cast, f"Date,Answered,Speed of answer\n{rows}", Sort.CALLS, feeds={"KPI-01": "answer_rate"})
    row = db.session.execute(select(FigureImportReading)).scalar_one()
    assert (row.done, row.total, row.tries) == (2000, 2501, 1)


def test_who_measures_nothing_and_who_only_looks_hands_nothing_over(app: Flask, cast: Cast) -> None:
    with pytest.raises(BpoError), unit_of_work():
        importing.upload(cast, "cora", APRIL)


def test_the_client_brings_its_own_figures_in_and_not_the_vendors(cast: Cast) -> None:
    with unit_of_work():
        one = importing.read(importing.upload(cast, "carl", "kpi,period,value\nKPI-05,2026-04,97\nKPI-04,2026-04,97\n"))
        assert [(row.line, row.reason) for row in queries.rows(one)] == [(3, "other_side")]


def test_an_accepted_figure_stays_as_it_is_beside_its_correction(cast: Cast) -> None:
    with unit_of_work():
        old = measuring.figure(cast, "accepted", period="2026-04")
    one = made(cast, "kpi,period,value,numerator,denominator\nKPI-01,2026-04,95,19,20\n")
    bring_in(cast, one, reason="Counted again.")
    newer = figure(cast, "KPI-01")
    assert newer is not None
    assert (old.state, old.value, newer.value, newer.denominator) == ("replaced", Decimal("96.5"), Decimal(95), Decimal(20))  # fmt: skip
