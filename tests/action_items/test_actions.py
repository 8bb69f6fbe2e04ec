"""Action items by real moves: who may make them, the day and its clock, lateness that stays, and people who leave."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bpo_gov.action_items import actions, queries
from bpo_gov.action_items.models import ActionItem
from bpo_gov.agreements import actions as agreements
from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as frameworks
from bpo_gov.kernel import clock, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import Party
from bpo_gov.notifications import sweep
from tests.cast import Cast
from tests.conftest import NOW
from tests.house.owing import DAY, SITUATIONS, item

ON_SQLITE = pytest.mark.parametrize("application", ["sqlite"], indirect=True)  # who may what asks no database
WORDS: dict[str, dict[str, Any]] = {
    "done": {"report": "Sent."}, "reopen": {"reason": "Two are missing."}, "hand_over": {"owner_id": None}, "drop": {"reason": "Not needed."},
    "move_day": {"reason": "Holidays.", "due_on": DAY + timedelta(days=1)}, "note": {"text": "Soon."}, "note_own": {"text": "Soon."},
}  # fmt: skip
BOTH = {"ana", "carl", "edda", "vera", "victor"}
MANAGERS, CLIENT, VENDOR = {"ana", "edda", "vera"}, {"ana", "carl", "edda"}, {"vera", "victor"}
MAY = {  # of an item that the client added and the vendor owns
    "done": ("open", VENDOR), "hand_over": ("open", VENDOR), "reopen": ("done", CLIENT), "move_day": ("open", MANAGERS), "drop": ("open", MANAGERS),
    "note": ("open", BOTH), "note_own": ("open", BOTH),
}  # fmt: skip


def record(one: ActionItem) -> list[tuple[str, dict]]:
    """What happened, oldest first: the event and what it tells."""
    query = select(Event.name, EventContent.particulars).join(EventContent).where(Event.matter_id == one.id)
    return [(name.partition(".")[2], told) for name, told in db.session.execute(query.order_by(Event.seq))]


def events(one: ActionItem) -> list[str]:
    return [name for name, _told in record(one) if name != "due_soon"]


def due_of(one: ActionItem) -> datetime:
    """When an open one is due."""
    assert one.due_at is not None
    return one.due_at


def standing(one: ActionItem) -> tuple[object, ...]:
    """State, whose turn, when due."""
    return one.state, one.ball, one.due_at


def sweep_at(moment: datetime) -> None:
    """Let the clock fire what is due by then."""
    db.session.commit()
    with clock.at(moment):
        sweep.fire_due()
    db.session.expire_all()


@ON_SQLITE
@pytest.mark.parametrize("verb", MAY)
def test_each_verb_is_for_some_and_refused_to_all_others(cast: Cast, verb: str) -> None:
    state, may = MAY[verb]
    for name in [*BOTH, "cora"]:
        one = item(cast, state)
        if name in may:
            actions.flow.effects[verb](one, cast.actor(name), **WORDS[verb])
            continue
        with pytest.raises((Denied, Refused)):
            actions.flow.effects[verb](one, cast.actor(name), **WORDS[verb])
        assert (one.state, one.report, one.due_on, one.owner_id) == (
            state, "Sent on Tuesday." if state == "done" else "", DAY, cast.actor("victor").user_id,
        )  # fmt: skip


@ON_SQLITE
def test_a_viewer_adds_nothing(cast: Cast) -> None:
    with pytest.raises(Denied):
        actions.add(cast.actor("cora"), title="Look", owner_side=Party.CLIENT, due_on=DAY)


def test_from_open_to_done_and_back(cast: Cast) -> None:
    one = item(cast)
    assert (one.label, one.state, one.ball, one.due_on, one.is_late) == ("A-1", "open", "vendor", DAY, False)
    actions.done(one, cast.actor("vera"), report="Sent.")
    assert (standing(one), one.report) == (("done", None, None), "Sent.")
    assert one.ended_at == NOW
    actions.reopen(one, cast.actor("carl"), reason="Two shops are missing.")
    assert standing(one)[:2] == ("open", "vendor")
    assert [one.ended_at, one.is_late] == [None, False]
    assert one.due_at == policies.counting(one.framework.terms).cut_off_on(DAY)
    actions.drop(one, cast.actor("ana"), reason="Nobody needs it.")
    assert standing(one) == ("dropped", None, None)
    assert events(one) == ["added", "done", "reopened", "dropped"]
    with pytest.raises(Refused):
        actions.reopen(one, cast.actor("carl"), reason="But.")


@ON_SQLITE
def test_the_owner_belongs_to_the_side(cast: Cast) -> None:
    for side, name in (("vendor", "carl"), ("client", "victor"), ("client", "cora"), ("client", "olga")):
        with pytest.raises(Refused, match="no such person"):
            item(cast, owner_side=Party(side), owner_id=cast.users[name].id)


def test_late_by_the_clock_and_it_stays_late(cast: Cast) -> None:
    one = item(cast)
    end = due_of(one)
    sweep_at(end - timedelta(minutes=1))
    assert not queries.load(1, cast.actor("ana")).is_late
    sweep_at(end + timedelta(minutes=1))
    one = queries.load(1, cast.actor("ana"))
    assert (one.state, one.is_late, events(one)) == ("open", True, ["added", "late"])
    with clock.at(end + timedelta(hours=1)):
        actions.move_day(one, cast.actor("vera"), due_on=DAY + timedelta(days=30), reason="Holidays.")
        assert one.due_at == policies.counting(one.framework.terms).cut_off_on(DAY + timedelta(days=30))
        actions.done(one, cast.actor("victor"), report="Sent.")
    assert one.is_late


def test_done_after_its_day_is_late_although_the_clock_has_not_come_round(cast: Cast) -> None:
    one = item(cast)
    with clock.at(due_of(one) + timedelta(seconds=1)):
        actions.done(one, cast.actor("victor"), report="Sent.")
    assert one.is_late
    assert record(one)[-1][1]["was_late"] is True


def test_reopened_after_its_day_it_was_not_in_time_and_is_due_by_the_end_of_today(cast: Cast) -> None:
    one = item(cast, "done")
    later = NOW + timedelta(days=20)
    with clock.at(later):
        actions.reopen(one, cast.actor("carl"), reason="Two are missing.")
        assert one.is_late
        assert one.due_at == policies.counting(one.framework.terms).cut_off_on(later.date())


def test_the_record_keeps_the_old_day_and_the_new_one_and_the_clock_is_retimed(cast: Cast) -> None:
    one = item(cast)
    before, new = due_of(one), DAY + timedelta(days=5)
    actions.move_day(one, cast.actor("ana"), due_on=new, reason="Holidays.")
    assert record(one)[-1] == (
        "day_moved", {"before": DAY.isoformat(), "due_on": new.isoformat(), "reason": "Holidays."},
    )  # fmt: skip
    assert [t.due_at for t in timers.live(one) if not t.is_warning] == [one.due_at]
    assert one.due_at == before + timedelta(days=5)
    sweep_at(before + timedelta(minutes=1))
    assert "late" not in events(queries.load(1, cast.actor("ana")))
    with pytest.raises(Refused, match="on that day already"):
        actions.move_day(queries.load(1, cast.actor("ana")), cast.actor("ana"), due_on=new, reason="Again.")


def test_it_is_handed_over_within_its_side(cast: Cast) -> None:
    one = item(cast)
    with pytest.raises(Refused, match="no such person"):
        actions.hand_over(one, cast.actor("victor"), owner_id=cast.actor("carl").user_id)
    with pytest.raises(Refused, match="with them already"):
        actions.hand_over(one, cast.actor("victor"), owner_id=cast.actor("victor").user_id)
    actions.hand_over(one, cast.actor("victor"), owner_id=cast.actor("vera").user_id)
    assert record(one)[-1] == ("handed_over", {"before": "Victor", "owner": "Vera", "side": "vendor"})
    assert (one.owner_id, one.ball, one.due_on) == (cast.actor("vera").user_id, "vendor", DAY)


def test_who_leaves_leaves_what_is_open_to_the_side(cast: Cast) -> None:
    mine, done, other = item(cast), item(cast, "done"), item(cast, side="vendor")
    framework = frameworks.load(1, cast.actor("vera"), lock=True)
    agreements.remove(framework, cast.actor("vera"), user_id=cast.users["victor"].id)
    db.session.commit()
    db.session.expire_all()
    mine, done, other = (queries.load(one.number, cast.actor("ana")) for one in (mine, done, other))
    assert (mine.owner_id, mine.ball, mine.owner_left) == (None, "vendor", False)
    assert record(mine)[-1] == ("handed_over", {"before": "Victor", "owner": None, "side": "vendor"})
    assert (done.owner_id, done.owner_left, done.owner_name) == (cast.actor("victor").user_id, True, "Victor")
    assert (other.owner_id, other.owner_left) == (cast.actor("carl").user_id, False)


def test_punctuality_is_an_independent_count(cast: Cast) -> None:
    for side in ("client", "vendor", "client"):
        for name in SITUATIONS:
            one = SITUATIONS[name](cast, side)
            if name.startswith("late"):
                actions.done(one, cast.actor({"client": "carl", "vendor": "victor"}[one.owner_side]), report="Sent.")
            SITUATIONS[name](cast, side)
    counted: Counter[tuple[str, str]] = Counter()
    for one in db.session.scalars(select(ActionItem)):
        if one.state == "done":
            counted[one.owner_side.value, "late" if one.is_late else "on time"] += 1
        elif one.state == "open":
            counted[one.owner_side.value, "open"] += 1
            counted[one.owner_side.value, "open late"] += one.is_late
    for found in queries.punctuality(cast.actor("ana")):
        key = found.party.value
        assert (found.on_time, found.late, found.open, found.open_late) == tuple(
            counted[key, word] for word in ("on time", "late", "open", "open late")
        )
    assert min(counted.values()) > 0
    assert queries.punctuality(cast.actor("ana")) == queries.punctuality(cast.actor("victor"))
