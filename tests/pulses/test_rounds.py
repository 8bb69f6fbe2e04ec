"""The clock opens the round of a quarter that is over, once, where the framework asks for a pulse."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.parties import Party
from bpo_gov.notifications import relay
from bpo_gov.notifications.models import Notification
from bpo_gov.pulses import rounds
from bpo_gov.pulses.models import Pulse
from tests.cast import Cast
from tests.house.asking import pulse

OVER = datetime(2026, 7, 2, 9, tzinfo=UTC)  # the second quarter is over


def test_it_opens_once_for_both_sides(cast: Cast) -> None:
    with clock.at(OVER):
        assert rounds.open_all() == ["P-1"]
        assert rounds.open_all() == []
        relay.tell()
    one = db.session.scalars(select(Pulse)).one()
    assert (one.quarter, one.raised_by, one.waits_for) == ("2026-Q2", Party.SYSTEM, "both")
    assert one.due_at is not None
    assert {row.user_id for row in db.session.scalars(select(Notification))} >= {
        cast.users["carl"].id,
        cast.users["victor"].id,
    }


def test_not_beside_a_round_of_people_nor_long_after_the_quarter(cast: Cast) -> None:
    with clock.at(OVER + timedelta(days=30)):
        assert rounds.open_all() == []
    pulse(cast, quarter="2026-Q2")
    db.session.commit()
    with clock.at(OVER):
        assert rounds.open_all() == []


def test_only_where_the_framework_asks_for_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = Framework.terms.fget  # type: ignore[attr-defined]

    def without(self: Framework) -> Terms:
        return terms(self).model_copy(update={"pulse": None})

    monkeypatch.setattr(Framework, "terms", property(without))
    with clock.at(OVER):
        assert rounds.open_all() == []
