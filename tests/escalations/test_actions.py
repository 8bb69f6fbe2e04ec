"""Escalations by real moves: the path, the ladder, the clocks of both sides, and the time of each."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bpo_gov.agreements import policies
from bpo_gov.change_requests import actions as changes
from bpo_gov.escalations import actions, queries, times
from bpo_gov.escalations.models import Escalation
from bpo_gov.kernel import access, calendars, clock, timers, turns
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.parties import Party, clock_of
from bpo_gov.notifications import sweep
from tests import make
from tests.cast import Cast
from tests.house.climbing import SITUATIONS, escalation, words

MONDAY = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)  # 09:00 in London


def events(one: Escalation) -> list[str]:
    """The names of what happened, oldest first."""
    query = select(Event.name).where(Event.matter_id == one.id).order_by(Event.seq)
    return [name.partition(".")[2] for name in db.session.execute(query).scalars()]


def due(one: Escalation) -> dict[str, datetime]:
    """When each running deadline is due."""
    return {t.policy: t.due_at for t in timers.live(one) if not t.is_warning and not t.stands_still}


def test_an_escalation_goes_from_raised_to_closed(cast: Cast) -> None:
    one = escalation(cast, "closed")
    assert (one.label, one.state, one.ball, one.due_at) == ("E-1", "closed", None, None)
    assert events(one) == ["raised", "acknowledged", "taken", "proposed", "confirmed", "closed"]


@pytest.mark.parametrize(
    ("state", "ball"),
    [
        ("raised", "vendor"),
        ("acknowledged", "vendor"),
        ("in_hand", "vendor"),
        ("proposed", "client"),
        ("resolved", "client"),
    ],
)
def test_the_ball_lies_with_the_side_that_answers_and_then_with_the_one_that_raised(
    cast: Cast, state: str, ball: str
) -> None:
    assert escalation(cast, state).ball == ball
    other = {"client": "vendor", "vendor": "client"}[ball]
    assert escalation(cast, state, "vendor").ball == other


def test_the_raiser_confirms_and_nobody_else(cast: Cast) -> None:
    one = escalation(cast, "proposed")
    for name in ("victor", "vera", "cora"):
        with pytest.raises(Denied):
            actions.confirm(one, cast.actor(name))
    actions.refuse(one, cast.actor("carl"), reason="It is not enough.")
    assert (one.state, one.ball, one.resolution) == ("in_hand", "vendor", "")


def test_the_clock_of_each_level_is_that_of_the_ladder(cast: Cast) -> None:
    with clock.at(MONDAY):
        one = escalation(cast)
        ladder = {level.level: level for level in one.framework.terms.escalation.levels}
        period, counted = ladder[1].respond, policies.counting(one.framework.terms)
        assert due(one) == {"respond": calendars.add(counted, MONDAY, period.n, period.unit).due}


def test_a_level_that_does_not_answer_hands_it_on_and_never_down(cast: Cast) -> None:
    with clock.at(MONDAY):
        one = escalation(cast)
    levels = sorted(level.level for level in one.framework.terms.escalation.levels)
    seen = [one.level]
    for _ in range(len(levels) + 2):
        late = timers.live(one)
        running = [t for t in late if t.phase == timers.Phase.PENDING and not t.is_warning]
        if not running:
            break
        db.session.commit()
        with clock.at(max(t.due_at for t in running) + timedelta(seconds=1)):
            sweep.fire_due()
        db.session.expire_all()
        one = queries.load(one.number, cast.actor("ana"))
        seen.append(one.level)
    assert seen == [*levels, levels[-1]]
    assert (one.state, one.is_spent) == ("raised", True)
    assert [name for name in events(one) if name != "due_soon"] == [
        "raised",
        *["climbed_late"] * (len(levels) - 1),
        "spent",
    ]


def test_what_waits_for_the_other_side_stops_one_clock_and_starts_the_other(cast: Cast) -> None:
    with clock.at(MONDAY):
        one = escalation(cast, "in_hand")
        whole = due(one)["resolve"]
    with clock.at(MONDAY + timedelta(hours=2)):
        actions.wait(one, cast.actor("victor"), need="The list of callers.")
        assert set(due(one)) == {"reply"}
        assert one.ball == "client"
        with pytest.raises(Refused, match="You wait for an answer already"):
            actions.wait(one, cast.actor("victor"), need="More.")
    with clock.at(MONDAY + timedelta(days=7, hours=2)):
        actions.answer(one, cast.actor("carl"), answer="Here it is.")
        assert set(due(one)) == {"resolve"}
        assert due(one)["resolve"] > whole
        assert one.ball == "vendor"
    with clock.at(MONDAY + timedelta(days=7, hours=5)):
        until = clock.now()
        held = times.held(times.stretches(turns.turns_of(one.id), until), policies.counting(one.framework.terms))
    assert {part.holder: part.elapsed for part in held} == {"client": timedelta(days=7), "vendor": timedelta(hours=5)}
    assert {part.holder: part.working for part in held} == {
        "client": timedelta(hours=42.5),
        "vendor": timedelta(hours=5),
    }


def test_an_early_warning_has_no_ladder_clock_until_it_happens(cast: Cast) -> None:
    one = SITUATIONS["early warning"](cast, "client")
    assert (one.level, set(due(one))) == (0, {"review"})
    with pytest.raises(Refused):
        actions.climb(one, cast.actor("ana"), reason="Now.")
    actions.promote(one, cast.actor("carl"), reason="It happened.")
    assert (one.level, set(due(one)), one.review_on) == (1, {"respond"}, None)


def test_the_day_of_an_early_warning_reminds_both_sides(cast: Cast) -> None:
    with clock.at(MONDAY):
        one = escalation(cast, early=True, review_on=(MONDAY + timedelta(days=4)).date())
    db.session.commit()
    with clock.at(MONDAY + timedelta(days=5)):
        sweep.fire_due()
    assert events(one) == ["raised", "reviewed"]


def test_a_manager_takes_it_up_and_the_top_is_the_top(cast: Cast) -> None:
    one = escalation(cast, "in_hand")
    with pytest.raises(Denied):
        actions.climb(one, cast.actor("carl"), reason="Too slow.")
    actions.climb(one, cast.actor("vera"), reason="I need my director.")
    assert (one.level, one.state) == (2, "raised")
    actions.climb(one, cast.actor("ana"), reason="Still too slow.")
    with pytest.raises(Refused, match="highest level"):
        actions.climb(one, cast.actor("ana"), reason="Higher!")


def test_silence_about_a_change_becomes_an_escalation_about_it(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed")
    changes.escalate(cr, clock_of(cast.agreement.id))
    (one,) = access.about(cr, cast.actor("ana"))
    assert isinstance(one, Escalation)
    assert (one.raised_by, one.ball, one.level, one.title) == (Party.VENDOR, "client", 1, cr.title)
    assert events(one) == ["raised_late"]


def test_what_an_escalation_is_about_must_be_seen(cast: Cast) -> None:
    draft = make.change_request(cast, "draft", by="victor")
    assert access.named(draft.label, cast.actor("ana")) is None
    assert access.named(draft.label, cast.actor("victor")) is draft
    assert access.named("CR-999", cast.actor("ana")) is None
    assert access.named("nonsense", cast.actor("ana")) is None
    assert words()["severity"] == "high"
