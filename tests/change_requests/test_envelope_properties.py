"""Whatever happens in whatever order: the kept sums are those of the standing changes, and no limit is ever passed."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_gov.agreements import queries as agreements
from bpo_gov.change_requests import actions, queries
from bpo_gov.change_requests.envelope import history
from bpo_gov.change_requests.kept import Measure
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import BpoError
from bpo_gov.kernel.parties import clock_of
from tests import make
from tests.cast import Cast, request
from tests.change_requests.framed import framed
from tests.conftest import NOW

START = date(2025, 2, 1)
LIFE, YEAR, MONTHS, AT_MOST, DAYS = Decimal(100_000), Decimal(60_000), 6, 4, 30
LIMITS: list[dict[str, Any]] = [
    {"kind": "cumulative", "code": "life", "amount": str(LIFE), "over": "life"},
    {"kind": "cumulative", "code": "year", "amount": str(YEAR), "over": "contract_year"},
    {"kind": "count", "code": "count", "at_most": AT_MOST, "months": MONTHS},
    {"kind": "term", "code": "term", "days": DAYS},
]
VERBS = ("submit", "assess", "approve", "return", "rescope", "reject", "withdraw", "lapse", "wait")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("submit", "assess", "approve", *VERBS)), st.integers(0, 5), st.integers(-5, 45).map(lambda n: n * 1000), st.integers(-3, 20)
    ),
    min_size=4, max_size=18,
)  # fmt: skip


@dataclass
class Oracle:
    """The standing changes in plain Python: number -> (how, day, value, term days)."""

    standing: dict[int, tuple[str, date, Decimal, int]] = field(default_factory=dict)
    figures: dict[int, tuple[Decimal, int]] = field(default_factory=dict)

    def fits(self, number: int, today: date) -> bool:
        """Whether the change is inside every limit beside all others."""
        value, days = self.figures[number]
        others = [kept for other, kept in self.standing.items() if other != number]
        this_year = [kept for kept in others if year_of(kept[1]) == year_of(today)]
        lately = [kept for kept in others if kept[1] > months_before(today, MONTHS)]
        return (
            sum((kept[2] for kept in others), value) <= LIFE
            and sum((kept[2] for kept in this_year), value) <= YEAR
            and len(lately) + 1 <= AT_MOST
            and sum((kept[3] for kept in others), days) <= DAYS
        )

    def reserve(self, number: int, cost: int, days: int, today: date) -> None:
        self.standing.pop(number, None)
        self.figures[number] = max(Decimal(cost), Decimal(0)), max(days, 0)
        if self.fits(number, today):
            self.standing[number] = ("reserved", today, *self.figures[number])

    def hold(self, number: int, today: date) -> None:
        self.standing[number] = ("held", today, *self.figures[number])

    def sums(self) -> dict[tuple[date, Measure], tuple[Decimal, Decimal]]:
        """Held and reserved for each day and measure."""
        found: dict[tuple[date, Measure], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
        for how, day, value, days in self.standing.values():
            for measure, amount in (
                (Measure.VALUE, value),
                (Measure.COUNT, Decimal(1)),
                (Measure.TERM_DAYS, Decimal(days)),
            ):
                found[day, measure][how == "reserved"] += amount
        return {key: (held, reserved) for key, (held, reserved) in found.items() if held or reserved}


def year_of(day: date) -> int:
    """Which contract year a day is in."""
    return day.year - START.year - ((day.month, day.day) < (START.month, START.day))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def test_the_kept_sums_are_those_of_the_standing_changes_and_no_limit_is_passed_whatever_the_order(cast: Cast) -> None:
    narrow = framed(LIMITS)

    @settings(max_examples=25)
    @given(STEPS)
    def holds(steps: list[tuple[str, int, int, int]]) -> None:
        with db.session.begin_nested() as nested:
            _walk(narrow, steps)
            nested.rollback()
        db.session.expire_all()

    holds()


def _walk(cast: Cast, steps: list[tuple[str, int, int, int]]) -> None:
    oracle, changes, now = Oracle(), list[ChangeRequest](), NOW
    for verb, which, cost, days in steps:
        if verb == "wait":
            now += timedelta(days=which * 41)
        with clock.at(now):
            if verb == "submit":
                changes.append(_submitted(cast, oracle, cost, days, now.date()))
            elif verb != "wait" and changes:
                _made(cast, oracle, verb, changes[which % len(changes)], cost, days, now.date())
            _agree(cast, oracle, now.date())


def _submitted(cast: Cast, oracle: Oracle, cost: int, days: int, today: date) -> ChangeRequest:
    figures: dict[str, Any] = {
        "one_off_cost": Decimal(cost),
        "monthly_cost": Decimal(0),
        "months": 0,
        "term_days": days,
    }
    cr = make.change_request(cast, "submitted", **figures)
    oracle.reserve(cr.number, cost, days, today)
    return cr


def _made(cast: Cast, oracle: Oracle, verb: str, cr: ChangeRequest, cost: int, days: int, today: date) -> None:
    """Make a move if the table allows it now, and tell the oracle."""
    figures: dict[str, Any] = {
        "one_off_cost": Decimal(cost),
        "monthly_cost": Decimal(0),
        "months": 0,
        "term_days": days,
    }
    note: dict[str, Any] = {"description": "x", "adjustments": "", "effective_on": today}
    must = verb == "approve" and cr.state == "assessed" and oracle.fits(cr.number, today)
    deeds = {
        "assess": lambda: actions.assess(cr, cast.actor("victor"), **make.assessment(**figures)),
        "approve": lambda: actions.approve(cr, cast.actor("edda"), **note),
        "return": lambda: actions.return_(cr, cast.actor("victor"), reason="x"),
        "rescope": lambda: actions.rescope(cr, cast.actor("carl"), **request(**figures)),
        "reject": lambda: actions.reject(cr, cast.actor("ana"), reason="x"),
        "withdraw": lambda: actions.withdraw(cr, cast.actor("carl"), reason="x"),
        "lapse": lambda: actions.lapse(cr, clock_of(cast.agreement.id)),
    }
    try:
        deeds[verb]()
    except BpoError:
        assert not must, "what fits can be approved"
        return
    if verb in ("assess", "rescope"):
        oracle.reserve(cr.number, cost, days, today)
    elif verb == "approve":
        assert oracle.fits(cr.number, today)
        oracle.hold(cr.number, today)
    else:
        oracle.standing.pop(cr.number, None)


def _agree(cast: Cast, oracle: Oracle, today: date) -> None:
    db.session.flush()
    agreement_id = cast.agreement.id
    kept = {
        (row.day, row.measure): (row.held, row.reserved)
        for row in queries.kept(agreement_id)
        if row.held or row.reserved
    }
    assert kept == oracle.sums()
    assert history.differences(agreement_id) == []
    framework = agreements.active_framework(agreement_id)
    assert framework is not None
    used = queries.used(agreement_id, framework.terms, today)
    most = {"life": LIFE, "year": YEAR, "count": Decimal(AT_MOST), "term": Decimal(DAYS)}
    assert {code: one.held + one.reserved <= most[code] for code, one in used.items()} == dict.fromkeys(most, True)
