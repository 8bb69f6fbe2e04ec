"""The stepper over a change says days as they are where the agreement is."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask.testing import FlaskClient

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from tests import make
from tests.cast import KEY, Cast

LATE = datetime(2026, 6, 4, 23, 30, tzinfo=UTC)  # the 5th in London, where summer time runs


def test_a_step_late_in_the_evening_is_of_the_day_that_it_was_there(
    cast: Cast, as_: Callable[[str], FlaskClient]
) -> None:
    with clock.at(LATE):
        one = make.change_request(cast, "assessed")
        db.session.commit()
        page = as_("ana").get(f"/a/{KEY}/changes/{one.number}").get_data(as_text=True)
    steps = page[page.index('class="steps"') :]
    steps = steps[: steps.index("</ol>")]
    assert "5 Jun 2026" in steps
    assert "4 Jun 2026" not in steps
