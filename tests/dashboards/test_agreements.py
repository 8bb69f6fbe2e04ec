"""The list of my agreements."""

import re
from collections.abc import Callable

import yaml
from flask.testing import FlaskClient

from bpo_gov.agreements import actions as agreements
from bpo_gov.kernel.db import db
from tests import cast as people
from tests import make
from tests.cast import Cast

Browser = Callable[[str], FlaskClient]


def rows(page: str) -> list[str]:
    """The lines of the table, in words."""
    return [
        " ".join(re.sub(r"<[^>]+>", " ", row).split())
        for row in re.findall(r"(?s)<tr><th class=\"span\" scope=\"row\">.*?</tr>", page)
    ]


def test_each_agreement_is_a_line_with_sides_place_standing_and_numbers(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "submitted")
    make.change_request(cast, "assessed")
    make.change_request(cast, "draft", by="carl")
    data = people.terms(reference="second-one", title="Second One")
    agreements.import_agreement(yaml.safe_dump(data, sort_keys=False))
    db.session.commit()
    first, second = rows(as_("vera").get("/agreements").get_data(as_text=True))
    who = "Acme Retail Northgate Services Vendor account director (manager)"
    assert first == f"Acme Payroll {who} version 1 in force Open: 2 Waits for us: 1 Late: 0"
    assert second == f"Second One {who} not in force yet Open: 1 Waits for us: 1 Late: 0"
    assert rows(as_("ana").get("/agreements").get_data(as_text=True))[0].endswith("Open: 3 Waits for us: 2 Late: 0")


def test_nobody_elses_agreement_is_listed(cast: Cast, as_: Browser) -> None:
    page = as_("olga").get("/agreements").get_data(as_text=True)
    assert rows(page) == []
    assert "You belong to no agreement yet" in page
