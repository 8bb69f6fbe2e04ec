"""The days of the story: as far from each other whenever it is told, also late in the evening and across a change of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bpo_gov.demo.steps import moment

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize("hour", [0, 9, 22, 23])
def test_a_step_is_as_many_days_back_at_every_hour_of_the_day(hour: int) -> None:
    end = datetime(2026, 11, 26, hour, 30, tzinfo=UTC)
    for days in range(120):
        day = moment(end, days, 14, "Europe/London").astimezone(LONDON)
        meant = datetime(2026, 11, 26, tzinfo=LONDON).date() - timedelta(days=days)
        weekend = {5: 2, 6: 1}.get(meant.weekday(), 0)
        assert (day.date(), day.hour) == (meant + timedelta(days=weekend), 14)
