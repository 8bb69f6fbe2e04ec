"""The change of a key person: announced, a successor proposed and agreed, handed over; on either side, and what the clock does."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bpo_gov.kernel import clock, ledger, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event
from bpo_gov.notifications import sweep
from bpo_gov.successions import actions, queries
from bpo_gov.successions.models import Answer, Succession, Why
from tests import make
from tests.cast import Cast
from tests.house.succeeding import BINDERS, FIRST, LAST, MEMBERS, OTHERS, asked_for, change, posts, proposal, words

SIDES = pytest.mark.parametrize("side", ["client", "vendor"])


def events(one: Succession) -> list[str]:
    """What the record holds, oldest first."""
    query = select(Event.name).where(Event.matter_id == one.id).order_by(Event.seq)
    return [name.partition(".")[2] for name in db.session.execute(query).scalars()]


def ring(one: Succession, policy: str) -> datetime:
    """Let the clock come to the end of a deadline; when that was."""
    due = timers.due_of(one, policy)
    assert due is not None
    with clock.at(due):
        sweep.fire_due()
    return due


def silence(data: dict[str, Any], word: str) -> None:
    """What silence about a successor means."""
    data["key_people"]["silence"] = word


@SIDES
def test_from_the_announcement_to_the_handover(cast: Cast, side: str) -> None:
    other = OTHERS[side]
    one = change(cast, side=side)
    assert (one.label, one.state, one.ball, one.of_side, one.notice_late) == ("SU-1", "announced", side, side, 0)
    assert one.holder not in one.title
    with pytest.raises(Denied):
        actions.propose(one, cast.actor(MEMBERS[other]), **proposal())
    actions.propose(one, cast.actor(MEMBERS[side]), **proposal())
    assert (one.state, one.ball) == ("proposed", other)
    with pytest.raises(Denied):
        actions.consent(one, cast.actor(BINDERS[side]))  # the side that proposed
    with pytest.raises(Denied):
        actions.consent(one, cast.actor(MEMBERS[other]))  # no manager
    actions.consent(one, cast.actor(BINDERS[other]))
    assert (one.state, one.ball, one.in_place_by) == ("consented", side, LAST)
    with clock.at(datetime(2026, 7, 31, 12, tzinfo=UTC)):
        with pytest.raises(Refused, match="still to come"):
            actions.in_place(one, cast.actor(MEMBERS[side]), taken_on=date(2026, 8, 1))
        with pytest.raises(Refused, match="before the change was announced"):
            actions.in_place(one, cast.actor(MEMBERS[side]), taken_on=date(2026, 6, 2))
        actions.in_place(one, cast.actor(MEMBERS[side]), taken_on=date(2026, 7, 31), handed="All files.")
    assert (one.state, one.ball, one.slot, one.is_late) == ("in_place", None, None, False)
    assert ledger.verify(cast.agreement.id) is None


@SIDES
def test_the_other_side_asks_and_the_owing_one_agrees_or_declines(cast: Cast, side: str) -> None:
    other = OTHERS[side]
    one = asked_for(cast, side)
    assert (one.state, one.ball, one.raised_by, one.cause) == ("requested", side, other, Why.ASKED)
    assert ring(one, "reply") > datetime(2026, 6, 9, tzinfo=UTC)
    with pytest.raises(Denied):
        actions.agree(one, cast.actor(BINDERS[other]), last_on=LAST)
    actions.agree(one, cast.actor(BINDERS[side]), last_on=LAST)
    assert (one.state, one.ball, one.last_on, one.cause) == ("announced", side, LAST, Why.ASKED)
    with pytest.raises(Denied):  # whoever asked may let it rest
        actions.withdraw(one, cast.actor(BINDERS[side]), reason="No.")
    actions.withdraw(one, cast.actor(BINDERS[other]), reason="It goes well now.")
    assert one.state == "withdrawn"
    two = asked_for(cast, side, "declined")
    assert (two.state, two.ball, two.slot, two.refusal) == (
        "declined",
        None,
        None,
        "The runs failed for another cause.",
    )


def test_a_member_may_not_ask_for_a_replacement(cast: Cast) -> None:
    with pytest.raises(Denied):
        actions.request(cast.actor("carl"), post=posts(cast, "vendor")[0].key, request="He is slow.")


def test_posts_are_announced_by_their_own_side_and_asked_for_by_the_other(cast: Cast) -> None:
    with pytest.raises(Refused, match="of the other side"):
        actions.announce(cast.actor("ana"), **words(cast, "vendor"))
    with pytest.raises(Refused, match="of your own side"):
        actions.request(cast.actor("ana"), post=posts(cast, "client")[0].key, request="No.")
    with pytest.raises(Refused, match="no such post"):
        actions.announce(cast.actor("ana"), **words(cast, "client", post="nothing"))


def test_one_change_of_a_post_is_open_at_a_time(cast: Cast) -> None:
    one = change(cast, side="vendor")
    with pytest.raises(Refused, match="open already: SU-1"):
        actions.announce(cast.actor("vera"), **words(cast, "vendor", post=one.post.key))
    with pytest.raises(Refused, match="open already: SU-1"):
        actions.request(cast.actor("ana"), post=one.post.key, request="No.")
    actions.withdraw(one, cast.actor("vera"), reason="She stays.")
    assert actions.announce(cast.actor("vera"), **words(cast, "vendor", post=one.post.key)).label == "SU-2"


@pytest.mark.parametrize(
    ("last", "late"),
    # 3 June + 20 working days is 1 July
    [
        (date(2026, 7, 1), 0),
        (date(2026, 6, 30), 1),
        (date(2026, 6, 28), 3),
        (date(2026, 6, 3), 20),
        (date(2026, 6, 1), 22),
    ],
)
def test_a_late_notice_is_flagged_and_never_refused(cast: Cast, last: date, late: int) -> None:
    one = change(cast, last_on=last)
    assert (one.state, one.notice_late) == ("announced", late)


def test_holidays_lengthen_the_notice(cast: Cast) -> None:
    with clock.at(datetime(2026, 12, 7, 9, tzinfo=UTC)):  # 25 and 28 December and 1 January are closed
        notices = [change(cast, last_on=date(2027, 1, day)).notice_late for day in (8, 7)]
        assert notices == [0, 1]


def test_an_objection_leads_to_another_proposal_and_the_first_one_stays(cast: Cast) -> None:
    one = change(cast, "objected")
    assert (one.ball, one.candidates[0].outcome, one.candidates[0].reason) == (
        "client",
        Answer.OBJECTED,
        "No experience with our system.",
    )
    assert timers.due_of(one, "successor") is not None
    actions.propose(one, cast.actor("carl"), **proposal(successor="Noor Haddad"))
    actions.consent(one, cast.actor("vera"))
    assert [(each.edition, each.name, each.outcome) for each in one.candidates] == [
        (1, "Mira Stone", Answer.OBJECTED),
        (2, "Noor Haddad", Answer.CONSENTED),
    ]


@pytest.mark.parametrize("state", ["proposed", "consented"])
def test_who_does_not_come_after_all_is_replaced_and_the_other_side_asked_anew(cast: Cast, state: str) -> None:
    one = change(cast, state)
    before = timers.due_of(one, "answer")
    with clock.at(datetime(2026, 6, 5, 9, tzinfo=UTC)):
        actions.propose_other(one, cast.actor("carl"), **proposal(successor="Noor Haddad"))
    assert (one.state, one.ball, one.candidates[0].outcome) == ("proposed", "vendor", Answer.REPLACED)
    after = timers.due_of(one, "answer")
    assert after is not None
    assert before is None or after > before


def test_how_long_both_are_there_is_counted_in_working_days(cast: Cast) -> None:
    one = change(cast, "proposed")  # from 20 to 31 July
    assert one.candidates[0].overlap == 10
    actions.propose_other(one, cast.actor("carl"), **proposal(first_on=date(2026, 8, 3)))
    assert one.candidates[1].overlap == 0
    actions.consent(one, cast.actor("vera"))
    assert one.in_place_by == date(2026, 8, 3)
    due = timers.due_of(one, "in_place")
    assert due is not None
    assert due.date() == date(2026, 8, 3)


def test_the_clocks_of_both_sides(cast: Cast) -> None:
    one = change(cast)
    assert ring(one, "successor") == datetime(2026, 6, 17, 16, tzinfo=UTC)
    assert (one.state, one.is_late, events(one)[-2:]) == ("announced", True, ["due_soon", "overdue"])
    two = change(cast, "proposed")
    assert ring(two, "answer") == datetime(2026, 6, 10, 16, tzinfo=UTC)
    assert (two.state, two.is_late, events(two)[-1]) == ("proposed", False, "reminded")
    three = change(cast, "consented", side="vendor")
    assert ring(three, "in_place").date() == LAST
    assert (three.state, three.is_late, events(three)[-1]) == ("consented", True, "overdue")


def test_silence_is_consent_where_the_framework_says_so(cast: Cast) -> None:
    make.next_version(cast, lambda data: silence(data, "consented"))
    one = change(cast, "proposed")
    ring(one, "answer")
    assert (one.state, one.ball, one.candidates[0].outcome) == ("consented", "client", Answer.SILENCE)
    assert events(one)[-1] == "deemed"


def test_a_handover_after_the_day_is_late(cast: Cast) -> None:
    one = change(cast, "consented", last_on=date(2026, 6, 5))
    with clock.at(datetime(2026, 7, 22, 9, tzinfo=UTC)):
        actions.in_place(one, cast.actor("carl"), taken_on=date(2026, 7, 21))
    assert (one.in_place_by, one.is_late) == (FIRST, True)


def test_without_the_section_nothing_is_opened(cast: Cast) -> None:
    make.next_version(cast, lambda data: data.pop("key_people"))
    with pytest.raises(Refused, match="says nothing about changes of key people"):
        actions.announce(cast.actor("ana"), **words(cast))


def test_a_day_before_the_agreement_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="before the agreement began"):
        change(cast, last_on=date(2025, 1, 1))
    one = change(cast)
    with pytest.raises(Refused, match="before the agreement began"):
        actions.propose(one, cast.actor("carl"), **proposal(first_on=date(2025, 1, 1)))


def test_the_successor_is_the_holder_of_the_next_change(cast: Cast) -> None:
    one = change(cast, "in_place")
    two = actions.announce(cast.actor("carl"), **words(cast, post=one.post.key))
    assert two.holder == "Mira Stone"
    named = queries.holders(cast.actor("vera"), queries.told(cast.actor("vera")))[one.post]
    assert (named.name, named.since, named.qualification) == (
        "Mira Stone",
        date(2026, 6, 3),
        "Six years in the same work.",
    )


def test_a_version_that_names_somebody_else_wins_from_its_day(cast: Cast) -> None:
    one = change(cast, "in_place")

    def rename(name: str) -> Any:
        def edit(data: dict[str, Any]) -> None:
            people = [p for s in data["services"] if s["code"] == one.service for p in s["key_personnel"]]
            next(p for p in people if p["position"] == one.position)["name"] = name

        return edit

    actor = cast.actor("ana")
    make.next_version(cast)  # repeats the name that was signed first
    assert queries.holders(actor, queries.told(actor))[one.post].name == "Mira Stone"
    make.next_version(cast, rename("Lee Fox"))
    assert queries.holders(actor, queries.told(actor))[one.post].name == "Lee Fox"
