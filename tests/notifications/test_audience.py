"""Who is told: reach, sides, reasons."""

from datetime import timedelta

import pytest

from bpo_gov.agreements.models import Membership
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel.ledger import Event, Told
from bpo_gov.kernel.parties import Party, Role
from bpo_gov.notifications.audience import Reason, audience, because
from tests.conftest import NOW

ANA, CARL, CORA, VERA, VICTOR, NINA = 1, 2, 3, 4, 5, 6
HERE, ELSEWHERE = 11, 12
MEMBERS = [
    Membership(agreement_id=1, user_id=user_id, party=party, role=role, title="x")
    for user_id, party, role in (
        (ANA, Party.CLIENT, Role.MANAGER),
        (CARL, Party.CLIENT, Role.MEMBER),
        (CORA, Party.CLIENT, Role.VIEWER),
        (VERA, Party.VENDOR, Role.MANAGER),
        (VICTOR, Party.VENDOR, Role.MEMBER),
        (NINA, Party.NEUTRAL, Role.MEMBER),
    )
]
MEMBERS[-1].matter_id = ELSEWHERE  # the seat of a neutral is at another matter
STRANGER = Membership(agreement_id=2, user_id=99, party=Party.VENDOR, role=Role.MANAGER, title="x")


def matter(state: str = "submitted", ball: str | None = None) -> ChangeRequest:
    """A change request that ana raised for the client."""
    return ChangeRequest(
        id=HERE, agreement_id=1, state=state, raised_by=Party.CLIENT, raised_by_id=ANA, ball=ball, moved_at=NOW
    )  # fmt: skip


def people(told: Told, party: Party, actor_id: int | None, cr: ChangeRequest, **particulars: object) -> list[int]:
    """The user ids that are told of an event."""
    event = Event(agreement_id=1, actor_id=actor_id, party=party, told=told, at=NOW)
    return [user_id for user_id, _ in audience(event, particulars, cr, [*MEMBERS, STRANGER])]


@pytest.mark.parametrize(
    ("told", "party", "actor_id", "expected"),
    [
        (Told.OWN, Party.CLIENT, ANA, [CARL, CORA]),
        (Told.OTHER, Party.CLIENT, ANA, [VERA, VICTOR]),
        (Told.OTHER, Party.VENDOR, VERA, [ANA, CARL, CORA]),
        (Told.BOTH, Party.VENDOR, VERA, [ANA, CARL, CORA, VICTOR]),
        (Told.NOBODY, Party.VENDOR, VERA, []),
        (Told.OTHER, Party.SYSTEM, None, [ANA, CARL, CORA, VERA, VICTOR]),
        (Told.BOTH, Party.SYSTEM, None, [ANA, CARL, CORA, VERA, VICTOR]),
        (Told.OWN, Party.SYSTEM, None, []),
        (Told.OWN, Party.NEUTRAL, NINA, []),
        (Told.OTHER, Party.NEUTRAL, NINA, [ANA, CARL, CORA, VERA, VICTOR]),
    ],
)
def test_an_event_is_told_to_the_sides_that_its_reach_names_and_never_to_its_actor(
    told: Told, party: Party, actor_id: int | None, expected: list[int]
) -> None:
    assert people(told, party, actor_id, matter()) == expected


@pytest.mark.parametrize(
    ("ball", "expected"),
    [
        ("client", [ANA, CARL, CORA]),
        ("vendor", [VERA, VICTOR]),
        ("both", [ANA, CARL, CORA, VERA, VICTOR]),
        (None, []),
    ],
)
def test_the_ball_of_the_particulars_says_who_is_reminded(ball: str | None, expected: list[int]) -> None:
    assert people(Told.BALL, Party.SYSTEM, None, matter(ball="client"), ball=ball) == expected


def test_without_particulars_the_ball_of_the_matter_counts() -> None:
    assert people(Told.BALL, Party.SYSTEM, None, matter(ball="vendor")) == [VERA, VICTOR]


@pytest.mark.parametrize("told", [Told.OTHER, Told.BOTH])
def test_what_happens_to_a_private_draft_never_leaves_the_side_that_raised_it(told: Told) -> None:
    assert set(people(told, Party.CLIENT, CARL, matter("draft"))) <= {ANA, CORA}


def test_the_most_personal_reason_is_given() -> None:
    event = Event(agreement_id=1, actor_id=None, party=Party.SYSTEM, told=Told.BOTH, at=NOW)
    assert dict(audience(event, {}, matter(ball="vendor"), MEMBERS)) == {
        ANA: Reason.RAISED,
        CARL: Reason.SIDE,
        CORA: Reason.SIDE,
        VERA: Reason.TURN,
        VICTOR: Reason.TURN,
    }


def test_it_is_the_turn_of_those_who_may_act_and_not_of_viewers() -> None:
    event = Event(agreement_id=1, actor_id=None, party=Party.SYSTEM, told=Told.BOTH, at=NOW)
    reasons = dict(audience(event, {}, matter(ball="client"), MEMBERS))
    assert (reasons[ANA], reasons[CARL], reasons[CORA]) == (Reason.TURN, Reason.TURN, Reason.SIDE)


def test_of_a_matter_that_has_moved_on_since_nobody_is_told_that_it_is_their_turn() -> None:
    event = Event(agreement_id=1, actor_id=None, party=Party.SYSTEM, told=Told.BOTH, at=NOW - timedelta(seconds=1))
    assert set(dict(audience(event, {}, matter(ball="vendor"), MEMBERS)).values()) == {Reason.RAISED, Reason.SIDE}


def test_every_reason_has_a_sentence() -> None:
    assert [str(because(reason, Party.VENDOR, "delivery lead")) for reason in Reason] == [
        "You get this because it is the turn of the vendor, for whom you act as delivery lead.",
        "You get this because you were mentioned.",
        "You get this because you raised it.",
        "You get this because you belong to the vendor.",
    ]


def test_who_is_mentioned_is_told_where_they_may_read_it() -> None:
    cr = matter()
    assert people(Told.OTHER, Party.CLIENT, ANA, cr, mentions=[CARL, ANA]) == [CARL, VERA, VICTOR]
    assert people(Told.OWN, Party.CLIENT, ANA, cr, mentions=[VERA]) == [CARL, CORA]
    assert people(Told.OTHER, Party.CLIENT, ANA, matter("draft"), mentions=[VERA, CARL]) == [CARL]
    event = Event(agreement_id=1, actor_id=ANA, party=Party.CLIENT, told=Told.OTHER, at=NOW)
    reasons = dict(audience(event, {"mentions": [VERA, CARL]}, cr, MEMBERS))
    assert (reasons[VERA], reasons[CARL], reasons[VICTOR]) == (Reason.MENTIONED, Reason.MENTIONED, Reason.SIDE)
