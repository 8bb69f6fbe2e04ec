"""A log becomes history: its own times, once however often it comes, and never by halves."""

import csv
import io
import itertools
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from bpo_gov.agreements import queries as agreements
from bpo_gov.escalations.history import actions, mapping
from bpo_gov.escalations.history.reading import Log
from bpo_gov.escalations.models import Escalation, Source
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event, Outbox
from tests.cast import KEY, Cast

HEAD = "case_id,status,substatus,owner,timestamp"
LOG = (
    "1-01,Queued,Awaiting Assignment,Ola,2011-03-01T08:00:00",
    "1-01,Accepted,In Progress,Ola,2011-03-01T09:30:00",
    "1-02,Accepted,In Progress,Per,2011-03-01T09:45:00",
    "1-01,Accepted,Wait - User,Ola,2011-03-01T10:00:00",
    "1-01,Accepted,Wait - Vendor,Ola,2011-03-02T10:00:00",
    "1-02,Completed,Closed,Per,2011-03-01T09:45:00",
    "1-01,Completed,Resolved,Ola,2011-03-03T11:00:00",
    "1-01,Completed,Closed,Ola,2011-03-07T11:00:01",
)
HOLDERS = {"Wait - User": "client", "Wait - Customer": "client", "Wait - Vendor": "other"}
Run = Callable[..., Any]


@pytest.fixture
def run(app: Flask, cast: Cast) -> Run:
    """Call `flask escalation ...`."""
    return lambda *words: app.test_cli_runner().invoke(args=["escalation", *map(str, words)])


@pytest.fixture
def log(tmp_path: Path) -> Callable[..., Path]:
    """Write a log; each call another file."""

    def write(*lines: str, head: str = HEAD, encoding: str = "utf-8", name: str = "log.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join((head, *lines)) + "\n", encoding=encoding)
        return path

    return write


def counted(lines: tuple[str, ...]) -> dict[str, list[int]]:
    """Client, vendor and other seconds of each case, counted from the text alone."""
    cases = defaultdict(list)
    for line in lines:
        ref, _status, substatus, _owner, at = line.split(",")
        cases[ref].append((datetime.fromisoformat(at), HOLDERS.get(substatus, "vendor")))
    found = {}
    for ref, rows in cases.items():
        spent = dict.fromkeys(("client", "vendor", "other"), 0.0)
        for (since, holder), (until, _next) in itertools.pairwise(rows):
            spent[holder] += (until - since).total_seconds()
        found[ref] = [int(spent[name]) for name in spent]
    return found


def times(run: Run) -> dict[str, list[int]]:
    """What the command says each side held."""
    rows = list(csv.reader(io.StringIO(run("times", "--agreement", KEY).output)))
    assert rows[0] == ["external_ref", "client_seconds", "vendor_seconds", "other_seconds"]
    return {row[0]: [int(cell) for cell in row[1:]] for row in rows[1:]}


def kept() -> list[Escalation]:
    """What came in, in order."""
    query = select(Escalation).join(Source, Source.escalation_id == Escalation.id).order_by(Escalation.number)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def test_each_case_becomes_an_escalation_with_the_times_of_the_log(run: Run, log: Callable[..., Path]) -> None:
    answer = run("import", log(*LOG), "--agreement", KEY)
    assert answer.exit_code == 0, answer.output
    assert "2 cases, 8 lines brought in; 0 cases were here already" in answer.output
    one, two = kept()
    assert (one.title, one.state, two.title, two.state) == ("Incident 1-01", "closed", "Incident 1-02", "closed")
    told = db.session.scalars(select(Event).where(Event.matter_id == one.id).order_by(Event.seq)).all()
    assert [event.name for event in told] == ["escalation.logged"] + ["escalation.replayed"] * 6
    assert [event.at for event in told[1:]] == [
        datetime.fromisoformat(line.rpartition(",")[2]).replace(tzinfo=UTC) for line in LOG if line.startswith("1-01")
    ]
    assert times(run) == counted(LOG) == {"1-01": [86400, 7200 + 345601, 90000], "1-02": [0, 0, 0]}


def test_history_tells_nobody_and_sets_no_clock(run: Run, log: Callable[..., Path]) -> None:
    before = db.session.scalar(select(func.count(Outbox.event_id)))
    run("import", log(*LOG[:4]), "--agreement", KEY)
    assert db.session.scalar(select(func.count(Outbox.event_id))) == before
    assert [(one.state, one.ball, one.due_at) for one in kept()] == [
        ("in_hand", "client", None),
        ("in_hand", "vendor", None),
    ]


def test_the_same_log_again_changes_nothing(run: Run, log: Callable[..., Path]) -> None:
    run("import", log(*LOG), "--agreement", KEY)
    before = db.session.scalar(select(func.count(Event.id)))
    answer = run("import", log(*LOG), "--agreement", KEY)
    assert "2 cases, 0 lines brought in; 2 cases were here already" in answer.output
    assert db.session.scalar(select(func.count(Event.id))) == before


def test_a_longer_log_brings_only_what_is_new(run: Run, log: Callable[..., Path]) -> None:
    run("import", log(*LOG[:5]), "--agreement", KEY)
    answer = run("import", log(*LOG), "--agreement", KEY)
    assert "3 lines brought in; 0 cases were here already, 2 have grown" in answer.output
    assert times(run) == counted(LOG)


def test_a_log_that_contradicts_what_is_here_is_named_and_left_out(run: Run, log: Callable[..., Path]) -> None:
    run("import", log(*LOG), "--agreement", KEY)
    other = tuple(line.replace("Per", "Pia") for line in LOG)
    answer = run("import", log(*other), "--agreement", KEY)
    assert answer.exit_code == 1
    assert "line 4: case 1-02 is here with other lines" in answer.output
    assert times(run) == counted(LOG)


def test_an_import_that_was_killed_goes_on_where_it_stopped(
    run: Run, log: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [f"2-{case:02},{line.partition(',')[2]}" for case in range(12) for line in LOG if line.startswith("1-01")]
    agreement = agreements.by_key(KEY)
    assert agreement
    framework, shipped = agreements.active_framework(agreement.id), mapping.read(mapping.SHIPPED)
    assert framework
    path = log(*many)
    monkeypatch.setattr(actions, "BATCH", 24)
    with Log(path, shipped) as read:
        assert next(actions.bring_in(framework, shipped, read.each(), read.digest)).cases == 4
    assert len(kept()) == 4
    answer = run("import", path, "--agreement", KEY)
    assert "12 cases, 48 lines brought in; 4 cases were here already" in answer.output
    assert times(run) == counted(tuple(many))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1-03,Queued,Awaiting Assignment,Ola,yesterday", "line 10: 'yesterday' is no time of the form iso"),
        (
            "1-03,Asleep,Deeply,Ola,2011-03-01T08:00:00",
            "line 10: no rule of the map fits 'Asleep', 'Deeply'",
        ),
        ("1-03,Queued", "line 10: it has 2 columns; 5 are needed"),
        (",Queued,Awaiting Assignment,Ola,2011-03-01T08:00:00", "line 10: it names no case"),
        (
            "1-01,Accepted,In Progress,Ola,2011-03-01T08:00:00",
            "line 10: case 1-01: its time lies before that of the line before",
        ),
        ('1-03,"Queued,Awaiting', "line 10: it cannot be read"),
        (f"{'9' * 65},Queued,Awaiting Assignment,Ola,2011-03-01T08:00:00", "line 10: the name of its case is longer"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_stored(run: Run, log: Callable[..., Path], line: str, said: str) -> None:
    answer = run("import", log(*LOG, line), "--agreement", KEY)
    assert answer.exit_code == 1
    assert said in answer.output
    assert "1 wrong lines; nothing is stored" in answer.output
    assert kept() == []


def test_cases_with_a_wrong_line_can_be_left_out_whole(run: Run, log: Callable[..., Path]) -> None:
    wrong = "1-01,Asleep,Deeply,Ola,2011-03-08T08:00:00"
    answer = run("import", log(*LOG, wrong), "--agreement", KEY, "--skip-wrong")
    assert answer.exit_code == 1
    assert "1 cases with wrong lines" in answer.output
    assert [one.title for one in kept()] == ["Incident 1-02"]


@pytest.mark.parametrize(
    ("head", "said"),
    [("case_id,status,owner,timestamp", "there is no column 'substatus'"), ("", "there is no column 'case_id'")],
)
def test_a_log_without_its_columns_is_refused(run: Run, log: Callable[..., Path], head: str, said: str) -> None:
    answer = run("import", log(*LOG, head=head), "--agreement", KEY)
    assert answer.exit_code == 1
    assert said in answer.output


def test_another_desk_is_read_by_a_map_of_its_own(run: Run, log: Callable[..., Path], tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "delimiter: ';'\nencoding: utf-16\nzone: Asia/Jakarta\ntime: '%d/%m/%Y %H:%M'\ntitle: '{title} ({case})'\nraised_by: vendor\nseverity: high\n"
        "columns: {case: Nomor, time: Jam, status: Status, title: Judul}\n"
        "rules:\n  - {status: Menunggu*, state: in_hand, holder: client}\n  - {status: '*', state: closed, holder: nobody}\n",
        encoding="utf-8",
    )
    path = log(
        "A1;02/03/2011 07:00;Menunggu data;Gaji",
        "A1;02/03/2011 09:00;Selesai;Gaji",
        head="Nomor;Jam;Status;Judul",
        encoding="utf-16",
    )
    answer = run("import", path, "--agreement", KEY, "--map", own)
    assert answer.exit_code == 0, answer.output
    (one,) = kept()
    assert (one.title, one.severity, one.raised_by, one.state) == ("Gaji (A1)", "high", "vendor", "closed")
    first = db.session.scalars(select(Event.at).where(Event.matter_id == one.id).order_by(Event.seq)).first()
    assert first == datetime(2011, 3, 2, 0, 0, tzinfo=UTC)
    assert times(run) == {"A1": [7200, 0, 0]}


def test_a_map_that_cannot_be_used_names_every_problem(run: Run, log: Callable[..., Path], tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("zone: Mars/Base\ncolumns: {case: a}\nrules: []\nextra: 1\n", encoding="utf-8")
    answer = run("import", log(*LOG), "--agreement", KEY, "--map", own)
    assert answer.exit_code == 1
    for place in ("zone", "columns.time", "columns.status", "rules", "extra"):
        assert f"{place}:" in answer.output
    assert kept() == []
    assert "there is no map nowhere" in run("map", "nowhere").output
    assert "Wait - Vendor: in_hand, with other" in run("map").output


def test_an_unknown_agreement_or_one_without_a_framework_in_force_is_refused(
    run: Run, log: Callable[..., Path]
) -> None:
    assert "there is no agreement NOWHERE" in run("import", log(*LOG), "--agreement", "NOWHERE").output


def test_people_see_it_in_list_and_page_and_cannot_move_the_log(
    run: Run, log: Callable[..., Path], as_: Callable[[str], FlaskClient], post_as: Run
) -> None:
    run("import", log(*LOG), "--agreement", KEY)
    for name in ("carl", "victor"):
        browser = as_(name)
        assert "Incident 1-01" in browser.get(f"/a/{KEY}/escalations/?view=all").get_data(as_text=True)
        page = browser.get(f"/a/{KEY}/escalations/{kept()[0].number}").get_data(as_text=True)
        assert "Wait - Vendor" in page
    before = db.session.scalar(select(func.count(Event.id)))
    for verb, refused in (("replay", 403), ("replay_open", 404)):
        answer = post_as("ana", f"/a/{KEY}/escalations/{kept()[0].number}/{verb}", line="x")
        assert answer.status_code == refused
    assert db.session.scalar(select(func.count(Event.id))) == before
