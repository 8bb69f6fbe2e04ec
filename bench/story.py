"""What befalls one change in the bench: its state, the events on the way there, and what it takes of the envelope."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.change_requests.models import State
from bpo_gov.change_requests.queries import ENDED
from bpo_gov.kernel.parties import Party

S = State
MAIN = ("opened", "submitted", "taken", "assessed", "approved", "signed", "signed", "started", "delivered", "accepted")
EVENTS: dict[State, Sequence[str]] = {
    S.DRAFT: MAIN[:1], S.SUBMITTED: MAIN[:2], S.ASSESSING: MAIN[:3], S.ASSESSED: MAIN[:4], S.APPROVED: MAIN[:5],
    S.AUTHORISED: MAIN[:7], S.IMPLEMENTING: MAIN[:8], S.DELIVERED: MAIN[:9], S.CLOSED: MAIN,
    S.RETURNED: (*MAIN[:2], "returned"), S.REJECTED: (*MAIN[:4], "rejected"), S.WITHDRAWN: (*MAIN[:2], "withdrawn"),
    S.LAPSED: (*MAIN[:4], "lapsed"), S.NEEDS_AMENDMENT: (*MAIN[:2], "amendment_proposed", "amendment_agreed"),
    S.DISCARDED: (*MAIN[:1], "discarded"),
}  # fmt: skip
SHARE = {  # of a hundred; a quarter is open, which is more than the two sides of a real agreement would bear
    S.CLOSED: 55, S.WITHDRAWN: 6, S.REJECTED: 6, S.LAPSED: 3, S.NEEDS_AMENDMENT: 2, S.DISCARDED: 3, S.DRAFT: 2, S.SUBMITTED: 3, S.ASSESSING: 3,
    S.ASSESSED: 5, S.APPROVED: 3, S.AUTHORISED: 2, S.IMPLEMENTING: 4, S.DELIVERED: 2, S.RETURNED: 1,
}  # fmt: skip
CLASSES = {
    ChangeClass.NORMAL: 70,
    ChangeClass.OPERATIONAL: 10,
    ChangeClass.CATALOGUE: 10,
    ChangeClass.FAST_TRACK: 8,
    ChangeClass.EMERGENCY: 2,
}
LATELY = timedelta(days=90)
SHOWN = (S.ASSESSED, S.APPROVED, S.CLOSED)
HELD = (S.APPROVED, S.AUTHORISED, S.IMPLEMENTING, S.DELIVERED, S.CLOSED)
RESERVED = (S.SUBMITTED, S.ASSESSING, S.ASSESSED)
POLICY = {S.SUBMITTED: "assess", S.ASSESSING: "assess", S.ASSESSED: "decide", S.APPROVED: "sign", S.DELIVERED: "accept"}
RUN = {"submitted": "assess", "assessed": "decide", "approved": "sign", "delivered": "accept"}
BALL = {
    S.SUBMITTED: "vendor", S.ASSESSING: "vendor", S.ASSESSED: "client", S.APPROVED: "both", S.AUTHORISED: "vendor",
    S.IMPLEMENTING: "vendor", S.DELIVERED: "client",
}  # fmt: skip
BY_VENDOR = ("taken", "assessed", "started", "delivered", "amendment_agreed")


@dataclass(frozen=True)
class Step:
    """One event of a change."""

    at: datetime
    name: str
    party: Party


@dataclass(frozen=True)
class Change:
    """One change, from its first day to where it stands."""

    number: int
    state: State
    raised_by: Party
    change_class: ChangeClass
    steps: Sequence[Step]
    one_off: Decimal
    monthly: Decimal
    months: int
    services: Sequence[str]

    @property
    def value(self) -> Decimal:
        return self.one_off + self.monthly * self.months

    @property
    def ball(self) -> str | None:
        return self.raised_by.value if self.state in (S.DRAFT, S.RETURNED) else BALL.get(self.state)

    def day_of(self, name: str) -> date:
        """The day of an event of that name."""
        return next(step.at.date() for step in self.steps if step.name == name)

    def has(self, name: str) -> bool:
        return name in EVENTS[self.state]


def changes(n: int, first: datetime, last: datetime, services: Sequence[str]) -> Iterator[Change]:
    """So many changes, the same for the same `n`: what is over spread evenly over the years, what is open begun of late.

    Numbers go by the day, one of each of SHOWN is there.
    """
    chance = Random(n)
    states = [*SHOWN, *chance.choices(list(SHARE), list(SHARE.values()), k=n - len(SHOWN))]
    ended, running = [one for one in states if one in ENDED], [one for one in states if one not in ENDED]
    chance.shuffle(running)
    begun = [(first + (last - first) * (index / len(ended)), state) for index, state in enumerate(ended)]
    begun += [(last - LATELY * (1 - index / len(running)), state) for index, state in enumerate(running)]
    for number, (began, state) in enumerate(sorted(begun), start=1):
        raised_by = chance.choice((Party.CLIENT, Party.CLIENT, Party.VENDOR))
        yield Change(
            number, state, raised_by, chance.choices(list(CLASSES), list(CLASSES.values()))[0],
            tuple(_steps(EVENTS[state], raised_by, began, last, chance)), Decimal(chance.randrange(500, 9000)),
            Decimal(chance.randrange(0, 900)), chance.choice((0, 6, 12)), tuple(chance.sample(services, chance.choice((1, 1, 2)))),
        )  # fmt: skip


def _steps(names: Sequence[str], raised_by: Party, began: datetime, last: datetime, chance: Random) -> Iterator[Step]:
    at = began
    for index, name in enumerate(names):
        party = raised_by if name in ("opened", "submitted", "discarded", "withdrawn") else raised_by.other
        if name in MAIN[2:]:
            party = Party.VENDOR if name in BY_VENDOR or (name == "signed" and index % 2) else Party.CLIENT
        if name == "lapsed":
            party = Party.SYSTEM
        yield Step(at, name, party)
        at = min(at + timedelta(hours=chance.randrange(1, 120)), last + timedelta(minutes=index))
