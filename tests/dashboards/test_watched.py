"""What is watched of a relationship stands on its overview before it becomes a surprise, for both sides alike."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from flask.testing import FlaskClient

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.notifications import relay
from bpo_gov.relationships import keeping
from bpo_gov.reports import rounds
from tests.cast import KEY, Cast
from tests.house import succeeding
from tests.house.measuring import figure

As = Callable[[str], FlaskClient]


def section(browser: FlaskClient) -> str:
    """The section as it is read, without its markup."""
    db.session.commit()
    relay.tell()
    keeping.keep_up()
    page = browser.get(f"/a/{KEY}/").get_data(as_text=True)
    found = re.search(r'aria-labelledby="watched">(.*?)</section>', page, re.S)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split())


def test_both_sides_read_the_same_of_a_quiet_relationship(cast: Cast, as_: As) -> None:
    said = section(as_("ana"))
    assert said == section(as_("vera"))
    assert "5 rights to terminate are watched, the nearest first" in said
    assert "Reports due no report is due none" in said
    assert "Changes of key people no change is announced none" in said
    assert "Extension by 12 months" in said


def test_what_counts_towards_a_right_to_terminate_is_said_with_its_distance(cast: Cast, as_: As) -> None:
    for month in ("2026-05", "2026-04"):
        figure(cast, "accepted", period=month, value=Decimal(10))
    assert "Repeated failure of one KPI 5 rights to terminate are watched, the nearest first 1 away" in section(
        as_("vera")
    )


def test_late_reports_and_open_changes_of_key_people_are_counted(cast: Cast, as_: As) -> None:
    rounds.open_all()
    with unit_of_work():
        succeeding.SITUATIONS["announced"](cast, "vendor")
    said = section(as_("ana"))
    assert re.search(r"Reports due the first by .* \d+ open", said)
    assert re.search(r"Changes of key people the first by .* 1 open", said)
    with clock.at(datetime(2026, 8, 3, 9, tzinfo=UTC)):
        assert re.search(r"Reports due the first by .* \d+ late", section(as_("ana")))


def test_the_last_day_to_extend_is_near_and_then_past(cast: Cast, as_: As) -> None:
    until = datetime(2028, 7, 31, 12, tzinfo=UTC)  # six months before the end of the framework of the cast
    for day, word in ((until - timedelta(days=30), "30 days left"), (until + timedelta(days=1), "not any more")):
        with clock.at(day):
            assert word in section(as_("ana"))
