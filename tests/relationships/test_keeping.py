"""What is kept of a relationship is what is counted anew, whatever happened to its figures."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from bpo_gov.credits import months
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import BpoError
from bpo_gov.kernel.ledger import Outbox, Told
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.sentences import unpack
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.kpis import actions
from bpo_gov.kpis.models import Figure
from bpo_gov.kpis.rules import periods
from bpo_gov.kpis.rules.health import Word
from bpo_gov.notifications import relay
from bpo_gov.relationships import commands, counting, keeping, queries
from bpo_gov.relationships.models import Relationship
from tests import make
from tests.cast import KEY, Cast
from tests.conftest import NOW
from tests.house.measuring import figure


def kept(cast: Cast) -> Relationship:
    """The row, after everything was told."""
    db.session.commit()
    relay.tell()
    row = queries.kept(cast.agreement.id)
    assert row is not None
    return row


def test_a_figure_under_its_minimum_makes_the_relationship_failing(cast: Cast) -> None:
    figure(cast, "accepted", value=Decimal(10))
    row = kept(cast)
    assert (row.word, row.severe, row.worst_code) == (Word.FAILING, 1, "KPI-01")
    assert str(unpack(row.reason)) == "Under its minimum for 1 period"
    assert row.inputs[0] | {"weight": ""} == row.inputs[0] | {
        "weight": "",
        "verdict": "severe",
        "value": "10",
        "number": 1,
    }
    figure(cast, "accepted", period="2026-05" if row.inputs[0]["period"] != "2026-05" else "2026-04", value=Decimal(10))
    assert str(unpack(kept(cast).reason)) == "Under its minimum for 2 periods in a row"


def test_what_is_submitted_only_counts_nowhere_and_what_is_contested_is_a_watch(cast: Cast) -> None:
    one = figure(cast, value=Decimal(10))
    assert (kept(cast).word, kept(cast).contested) == (Word.NO_DATA, 0)
    actions.contest(one, cast.actor("ana"), value=Decimal(99), reason="Counted twice.")
    assert (kept(cast).word, kept(cast).contested) == (Word.WATCH, 1)
    actions.agree(one, cast.actor("vera"))
    row = kept(cast)
    assert (row.word, row.good, row.contested) == (Word.HEALTHY, 1, 0)


def test_a_side_that_is_measured_by_the_other_counts_alike(cast: Cast) -> None:
    figure(cast, "accepted", "client", value=Decimal(10))
    assert kept(cast).word is Word.FAILING


MOVES: dict[str, Callable[[Any, Cast], Any]] = {
    "accept": lambda one, cast: actions.accept(one, cast.actor(_other(one))),
    "contest": lambda one, cast: actions.contest(one, cast.actor(_other(one)), value=Decimal(91), reason="Counted twice."),
    "propose": lambda one, cast: actions.propose(one, cast.actor(_own(one)), value=Decimal(97), reason="Half of them."),
    "agree": lambda one, cast: actions.agree(one, cast.actor("ana" if one.proposed_by == "vendor" else "vera")),
    "give_up": lambda one, cast: actions.give_up(one, cast.actor(_other(one))),
    "correct": lambda one, cast: actions.correct(one, cast.actor(_own(one)), value=Decimal(99), numerator=None, denominator=None, reason="Again."),
    "withdraw": lambda one, cast: actions.withdraw(one, cast.actor(_own(one)), reason="The wrong month."),
}  # fmt: skip


def _own(one: Figure) -> str:
    return "carl" if one.raised_by == "client" else "victor"


def _other(one: Figure) -> str:
    return "vera" if one.raised_by == "client" else "ana"


@pytest.mark.parametrize("seed", range(3))
def test_after_any_moves_what_is_kept_is_what_is_counted(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    labels = [
        span.label
        for span in periods.between(
            periods.Length.MONTH, NOW.date() - timedelta(days=500), NOW.date() - timedelta(days=40)
        )
    ]
    for _round in range(6):
        for _step in range(8):
            side = chance.choice(("client", "vendor"))
            try:
                if chance.random() < 0.5:
                    value = None if chance.random() < 0.1 else Decimal(chance.randrange(700, 1000)) / 10
                    figure(
                        cast,
                        chance.choice(("provisional", "accepted", "contested")),
                        side,
                        period=chance.choice(labels),
                        value=value,
                    )
                else:
                    one = chance.choice(db.session.scalars(select(Figure)).all())
                    MOVES[chance.choice(list(MOVES))](one, cast)
            except (BpoError, IndexError):
                continue
        db.session.commit()
        relay.tell()
        assert keeping.differences() == []


def test_a_change_that_takes_of_the_envelope_is_kept_too(cast: Cast) -> None:
    make.change_request(cast, "approved", one_off_cost=Decimal(50_000), monthly_cost=Decimal(0), months=0)
    row = kept(cast)
    assert (row.envelope_percent, row.envelope_limit) == (Decimal(50), "All changes together")
    assert keeping.differences() == []


def test_the_nearest_trigger_and_what_is_ring_fenced_are_kept(cast: Cast) -> None:
    assert kept_watch(cast) == ("ok", 0, 1)  # one failed plan would do, and none has
    figure(cast, "accepted", period="2026-05", value=Decimal(10))
    assert kept_watch(cast) == ("ok", 1, 2)
    figure(cast, "contested", period="2026-04", value=Decimal(10))
    row = kept(cast)
    assert (row.watch_name, row.watch_kpi) == ("Repeated failure of one KPI", "KPI-01")
    assert row.ring_fenced == ring_fenced(cast) > 0
    assert keeping.differences() == []


def kept_watch(cast: Cast) -> tuple[str, int, int | None]:
    row = kept(cast)
    return row.watch_tone, row.watch_used, row.watch_distance


def ring_fenced(cast: Cast) -> Decimal:
    """As the page of credits adds it up."""
    known = months.ground(cast.agreement.id, NOW.date() - timedelta(days=550))
    found = months.reckoned(known, periods.parse("2026-04"), Party.VENDOR)
    return found.ring_fenced if found else Decimal(0)


def test_the_windows_count_working_days_of_the_agreement(cast: Cast) -> None:
    row = kept(cast) if queries.kept(cast.agreement.id) else _counted(cast)
    assert row.within_5 is not None
    assert row.within_5.date() - NOW.date() == timedelta(
        days=7
    )  # Wednesday to Thursday of the next week, 00:00 in London
    assert row.within_5 < (row.within_10 or NOW) < (row.within_20 or NOW)


def _counted(cast: Cast) -> Relationship:
    keeping.keep_up()
    row = queries.kept(cast.agreement.id)
    assert row is not None
    return row


def test_the_clock_counts_what_was_never_counted_and_again_on_another_day(cast: Cast) -> None:
    db.session.execute(delete(Relationship))
    db.session.commit()
    assert _counted(cast).at == NOW
    later = NOW + timedelta(hours=3)
    with clock.at(later):
        assert _counted(cast).at == NOW
    with clock.at(NOW + timedelta(days=1)):
        assert _counted(cast).at == NOW + timedelta(days=1)


def test_what_cannot_be_counted_stops_nobody_and_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _counted(cast)
    figure(cast, "accepted", value=Decimal(10))
    db.session.commit()
    with monkeypatch.context() as broken:
        broken.setattr(counting, "windows", lambda *_: 1 / 0)
        relay.tell()
    assert db.session.scalar(select(func.count()).select_from(Outbox)) == 0
    row = queries.kept(cast.agreement.id)
    assert row is not None
    assert (row.is_stale, row.word) == (True, Word.NO_DATA)
    keeping.keep_up()
    row = queries.kept(cast.agreement.id)
    assert row is not None
    assert (row.is_stale, row.word) == (False, Word.FAILING)


def test_what_was_counted_earlier_never_takes_the_place_of_what_was_counted_later(cast: Cast) -> None:
    row = _counted(cast)
    seq = row.seq
    db.session.execute(update(Relationship).values(seq=seq + 1, good=77))
    keeping.refresh(cast.agreement.id)
    found = queries.kept(cast.agreement.id)
    assert found is not None
    assert (found.seq, found.good) == (seq + 1, 77)


def test_the_command_says_whether_what_is_kept_is_right(cast: Cast) -> None:
    run = cast_runner()
    _counted(cast)
    assert run(["rebuild", "--check"]) == (0, "health: what is kept is what is counted\n")
    db.session.execute(update(Relationship).values(good=7))
    db.session.commit()
    assert run(["rebuild", "--check"]) == (1, f"{KEY}: good is kept as 7, counted as 0\n")
    assert run(["rebuild"])[1].startswith("health: ")
    assert run(["rebuild", "--check"])[0] == 0


def cast_runner() -> Callable[[list[str]], tuple[int, str]]:
    from click.testing import CliRunner

    def run(arguments: list[str]) -> tuple[int, str]:
        found = CliRunner().invoke(commands.health, arguments)
        return found.exit_code, found.output

    return run


def test_every_event_that_may_change_what_is_kept_goes_by_the_relay() -> None:
    """The relay sees what somebody is told of; nothing that is counted may be told to nobody."""
    quiet = {
        f"{flow.name}.{move.event}"
        for flow in WORKFLOWS.values()
        for move in flow.table.values()
        if move.told is Told.NOBODY
    }
    counted = {"figure", "framework", "change_request", "action_item", "decision"}
    assert {name for name in quiet if name.partition(".")[0] in counted} <= QUIET


QUIET = {"decision.recorded", "framework.superseded"}  # each comes with a move of another matter, and that one is told


def test_what_is_put_off_is_counted_at_the_end(cast: Cast) -> None:
    agreement_id = cast.agreement.id
    before = kept(cast).seq
    with keeping.put_off():
        figure(cast, "accepted", value=Decimal(10))
        assert (kept(cast).seq, kept(cast).word) == (before, Word.NO_DATA)
    row = queries.kept(agreement_id)
    assert row is not None
    assert (row.word, row.seq > before) == (Word.FAILING, True)
    assert keeping.differences() == []
