"""The executive page asks the database as often for thirty agreements as for two."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import inspect, select

from bpo_gov.agreements.models import Agreement, Framework, Membership
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel.db import db
from bpo_gov.relationships import keeping
from tests import make
from tests.cast import Cast
from tests.dashboards.test_counts import asked
from tests.house import climbing, disputing
from tests.house.measuring import figure

Browser = Callable[[str], FlaskClient]
MOST = {
    "/executive": 25,
    "/executive/relationships": 12,
    "/executive/health": 12,
    "/executive/matters/clocks-vendor-10": 12,
}
BYTES = 100_000


def values(row: Any, *but: str) -> dict[str, Any]:
    """The columns of a row, to lay another one beside it."""
    names = {column.key for column in inspect(type(row)).column_attrs} - {"id", "opened_with", "owner_name", *but}
    return {name: getattr(row, name) for name in names}


def copies(of: int, first: int, last: int) -> None:
    """Further agreements of the same people, each with its version and its open changes, laid down without moves."""
    agreement = db.session.get_one(Agreement, of)
    members = db.session.scalars(select(Membership).where(Membership.agreement_id == agreement.id)).all()
    version = db.session.scalars(select(Framework).where(Framework.agreement_id == agreement.id)).first()
    changes = db.session.scalars(select(ChangeRequest).where(ChangeRequest.agreement_id == agreement.id)).all()
    assert version is not None
    for n in range(first, last + 1):
        copy = Agreement(**values(agreement) | {"key": f"copy-{n}", "title": f"Relationship {n}"})
        db.session.add(copy)
        db.session.flush()
        mine = {"agreement_id": copy.id}
        db.session.add_all(Membership(**values(member) | mine) for member in members)
        signed = Framework(**values(version) | mine)
        db.session.add(signed)
        db.session.flush()
        db.session.add_all(ChangeRequest(**values(one) | mine | {"framework_id": signed.id}) for one in changes)
        db.session.flush()
        keeping.refresh(copy.id)
    db.session.commit()


def test_each_page_takes_as_many_statements_for_30_agreements_as_for_2(cast: Cast, as_: Browser) -> None:
    for state in ("submitted", "assessed", "approved", "draft"):
        make.change_request(cast, state)
    climbing.SITUATIONS["raised"](cast, "client")
    disputing.SITUATIONS["noticed"](cast, "client")
    figure(cast, "accepted", value=Decimal(10))
    of = cast.agreement.id
    keeping.refresh(of)
    copies(of, 2, 2)
    browser = as_("ana")
    few = {path: asked(browser, path) for path in MOST}
    copies(of, 3, 30)
    assert {path: asked(browser, path) for path in MOST} == few
    assert {path: n for path, n in few.items() if n > MOST[path]} == {}
    page = browser.get("/executive")
    assert "30 relationships" in page.get_data(as_text=True)
    assert len(page.data) < BYTES


def test_a_page_of_relationships_leads_to_the_next_until_all_were_seen(cast: Cast, as_: Browser) -> None:
    keeping.refresh(cast.agreement.id)
    copies(cast.agreement.id, 2, 30)
    browser, seen, address = as_("ana"), list[str](), "/executive/relationships"
    while address:
        page = browser.get(address).get_data(as_text=True).partition("<main")[2].partition('id="charges"')[0]
        seen += [part.partition("/")[0] for part in page.split('<th scope="row"><a href="/a/')[1:]]
        address = page.partition('rel="next" href="')[2].partition('"')[0]
    assert len(seen) == 30
    assert len(set(seen)) == 30
    file = browser.get("/executive/relationships.csv").get_data(as_text=True)
    assert len(file.splitlines()) == 31
