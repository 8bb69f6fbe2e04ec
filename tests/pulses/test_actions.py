"""Rounds by real moves: one for a quarter, one answer for each person, medians only after the end, and then no single answer any more."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from bpo_gov.kernel import clock, ledger, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import SIDES, Party
from bpo_gov.notifications import sweep
from bpo_gov.pulses import actions, queries, terms
from bpo_gov.pulses.models import Answer, Median, Pulse
from tests import make
from tests.cast import Cast
from tests.conftest import NOW
from tests.house.asking import QUARTER, answer, pulse, scored

CLIENT, VENDOR = Party.CLIENT, Party.VENDOR


def events(one: Pulse) -> list[str]:
    query = select(Event.name).where(Event.matter_id == one.id).order_by(Event.seq)
    return [name.partition(".")[2] for name in db.session.execute(query).scalars()]


def kept(model: type[Answer] | type[Median]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def median(one: Pulse, about: Party, side: Party, question: int = 0) -> Decimal | None:
    (found,) = [m for m in queries.medians([one.id]) if (m.question, m.seen, m.side) == (question, about, side)]
    return found.median


def test_a_round_asks_what_the_framework_asks_and_waits_for_both(cast: Cast) -> None:
    one = pulse(cast)
    assert (one.label, one.title, one.state, one.ball) == ("P-1", QUARTER, "open", "both")
    assert (one.questions[0], one.is_usual) == ("Keeps its promises", False)
    due = timers.due_of(one, "pulse")
    assert due is not None
    assert timedelta(days=13) < due - NOW < timedelta(days=16)  # ten working days


def test_a_framework_that_says_nothing_asks_the_five_usual_questions(cast: Cast) -> None:
    make.next_version(cast, lambda data: data.pop("pulse"))
    with clock.at(NOW + timedelta(days=1)):
        one = pulse(cast)
        assert (one.is_usual, one.questions) == (True, list(terms.USUAL))
        assert len(one.questions) == 5


def test_a_quarter_has_one_round_until_it_is_withdrawn(cast: Cast) -> None:
    one = pulse(cast)
    with pytest.raises(Refused, match="a round about this quarter already: P-1"):
        pulse(cast, side="vendor")
    answer(cast, one, {"ana": (4, 5)})
    actions.withdraw(one, cast.actor("edda"), reason="Too early.")
    assert (one.state, kept(Answer), kept(Median)) == ("withdrawn", 0, 0)
    assert pulse(cast, side="vendor").label == "P-2"


@pytest.mark.parametrize("quarter", ["2026-Q3", "2025-Q4", "2026-05", "soon", "2026-Q5"])
def test_it_is_about_this_quarter_or_the_last_one(cast: Cast, quarter: str) -> None:
    with pytest.raises(Refused):
        pulse(cast, quarter=quarter)
    assert pulse(cast, quarter="2026-Q1").quarter == "2026-Q1"


@pytest.mark.parametrize("name", ["carl", "victor", "cora"])
def test_only_a_manager_opens_one(cast: Cast, name: str) -> None:
    with pytest.raises(Denied):
        actions.open_(cast.actor(name), quarter=QUARTER)


def test_one_answer_for_each_person_that_may_be_changed(cast: Cast) -> None:
    one = answer(cast, pulse(cast), {"carl": (3, 9), "victor": (5, 5)})
    answer(cast, one, {"carl": (4, 8)})
    assert (one.client_raters, one.vendor_raters, kept(Answer)) == (1, 1, 20)
    assert queries.mine(one, cast.actor("carl"))[0, VENDOR] == 4
    assert queries.mine(one, cast.actor("ana")) == {}
    with pytest.raises(Denied):
        answer(cast, one, {"cora": (5, 5)})


def test_the_ball_lies_where_somebody_has_not_answered(cast: Cast) -> None:
    one = answer(cast, pulse(cast), {"ana": (4, 5), "carl": (4, 5), "edda": (4, 5)})
    balls = [one.ball]
    answer(cast, one, {"vera": (4, 5), "victor": (4, 5)})
    assert [one.ball, one.state] == [None, "open"]
    assert (one.ball, one.state) == (None, "open")
    assert [*balls, one.ball, one.state] == ["vendor", None, "open"]


@pytest.mark.parametrize("scores", [{(5, VENDOR): 4}, {(-1, VENDOR): 4}, {}])
def test_what_is_not_asked_is_refused(cast: Cast, scores: dict[tuple[int, Party], int]) -> None:
    one = pulse(cast)
    with pytest.raises(Refused):
        actions.answer(one, cast.actor("carl"), scores=scores)
    for score in (0, 11):
        with pytest.raises(ValueError, match="whole number"):
            actions.answer(one, cast.actor("carl"), scores={(0, VENDOR): score})
    assert kept(Answer) == 0


def test_the_clock_closes_it_and_only_medians_are_left(cast: Cast) -> None:
    one = answer(cast, pulse(cast), {"ana": (4, 8), "carl": (7, 8), "vera": (7, 9), "victor": (8, 9)})
    assert kept(Median) == 0
    due = timers.due_of(one, "pulse")
    assert due is not None
    with clock.at(due):
        sweep.fire_due()
    assert (one.state, one.ball, kept(Answer), kept(Median)) == ("closed", None, 0, 5 * 4)
    assert (median(one, VENDOR, CLIENT), median(one, VENDOR, VENDOR)) == (Decimal("5.5"), Decimal(9))
    assert events(one)[-2:] == ["due_soon", "closed"]
    assert ledger.verify(cast.agreement.id) is None
    with pytest.raises(Refused):
        answer(cast, one, {"ana": (4, 5)})


def test_a_side_of_which_one_has_answered_has_no_median(cast: Cast) -> None:
    one = answer(cast, pulse(cast), {"ana": (4, 8), "vera": (7, 9), "victor": (8, 9)})
    actions.propose_end(one, cast.actor("vera"))
    actions.agree_end(one, cast.actor("edda"))
    assert {median(one, about, CLIENT, n) for about in SIDES for n in range(5)} == {None}
    assert median(one, CLIENT, VENDOR) == Decimal("7.5")


def test_a_question_that_one_of_a_side_has_scored_has_none_either(cast: Cast) -> None:
    one = answer(cast, pulse(cast), {"ana": (4, 8)})
    carl = cast.actor("carl")
    actions.answer(one, carl, scores={key: score for key, score in scored(one, 5, 5, CLIENT).items() if key[0] != 2})
    actions.propose_end(one, cast.actor("vera"))
    actions.agree_end(one, cast.actor("ana"))
    assert median(one, VENDOR, CLIENT, 2) is None
    assert median(one, VENDOR, CLIENT, 1) == Decimal("4.5")


def test_both_managers_close_it_early_and_neither_does_alone(cast: Cast) -> None:
    one = pulse(cast)
    with pytest.raises(Refused, match="Nobody has proposed"):
        actions.agree_end(one, cast.actor("vera"))
    actions.propose_end(one, cast.actor("ana"))
    with pytest.raises(Refused, match="Your side has proposed"):
        actions.agree_end(one, cast.actor("edda"))
    with pytest.raises(Refused, match="agree to it"):
        actions.propose_end(one, cast.actor("vera"))
    with pytest.raises(Denied):
        actions.agree_end(one, cast.actor("victor"))
    actions.agree_end(one, cast.actor("vera"))
    assert one.state == "closed"


def test_the_record_keeps_of_an_answer_only_that_there_is_one_for_the_own_side(cast: Cast) -> None:
    answer(cast, pulse(cast), {"carl": (3, 9)})
    query = select(Event, EventContent).join(EventContent).where(Event.name == "pulse.answered")
    ((event, content),) = db.session.execute(query)
    assert (event.told, content.particulars) == ("own", {})


def test_who_has_left_is_not_waited_for(cast: Cast) -> None:
    from bpo_gov.agreements import actions as agreements
    from bpo_gov.agreements import queries as places

    one = answer(cast, pulse(cast), {"vera": (4, 5)})
    assert one.ball == "both"
    framework = places.active_framework(cast.agreement.id)
    assert framework is not None
    agreements.remove(framework, cast.actor("vera"), user_id=cast.users["victor"].id)
    answer(cast, one, {"ana": (4, 5)})
    assert one.ball == "client"
