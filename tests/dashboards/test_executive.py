"""The executive page: who sees it, what stands on it, and that every number leads to what it was counted from."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from plotly.graph_objects import Figure as Plot
from sqlalchemy import select

from bpo_gov.agreements.models import Membership
from bpo_gov.dashboards import queries, turns
from bpo_gov.dashboards.executive import charts, money, raised, reach, reads, risks, sets, shown
from bpo_gov.dashboards.turns import Turn
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.words import Money
from bpo_gov.notifications import relay
from bpo_gov.relationships import keeping
from bpo_gov.relationships.rules import year_of, year_to_date
from tests import make
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import climbing, disputing
from tests.house.measuring import figure
from tests.house.situations import SITUATIONS

Browser = Callable[[str], FlaskClient]
PAGES = (
    "/executive",
    "/executive/relationships",
    "/executive/health",
    "/executive/risks",
    "/executive/matters/disputes",
    "/executive/clocks.csv",
    "/executive/relationships.csv",
)


def settle() -> None:
    """Everything is told, so that what is kept is up to date."""
    db.session.commit()
    relay.tell()
    keeping.keep_up()


def text(browser: FlaskClient, path: str = "/executive", **headers: str) -> str:
    """A page as it is read."""
    answer = browser.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("name", ["ana", "edda", "cora", "vera", "victor"])
def test_everybody_of_either_side_sees_their_relationships(cast: Cast, as_: Browser, name: str) -> None:
    settle()
    page = text(as_(name))
    assert "Acme Payroll" in page
    assert ("Northgate Services" if name in ("ana", "edda", "cora") else "Acme Retail") in page


def test_both_sides_see_the_same_health(cast: Cast, as_: Browser) -> None:
    figure(cast, "accepted", value=Decimal(10))
    settle()
    for name in ("ana", "vera"):
        page = text(as_(name))
        assert "Failing" in page
        assert "minimum" in page
        assert 'href="/a/acme-payroll/kpis/KPI-01"' in page


def test_who_has_no_place_is_told_what_it_is_for_and_finds_no_lists(cast: Cast, as_: Browser) -> None:
    settle()
    browser = as_("olga")
    page = text(browser)
    assert "You belong to no agreement yet" in page
    assert "acme-payroll" not in page
    assert [browser.get(path).status_code for path in PAGES[1:]] == [404] * 6


def test_a_mediator_finds_nothing(cast: Cast, as_: Browser) -> None:
    dispute = disputing.SITUATIONS["preparing"](cast, "client")
    seat = cast.users["olga"]
    db.session.add(
        Membership(agreement_id=cast.agreement.id, user_id=seat.id, party="neutral", role=1, title="mediator", since=NOW, ended_at=None, matter_id=dispute.id)
    )  # fmt: skip
    settle()
    browser = as_("olga")
    assert [browser.get(path).status_code for path in PAGES] == [404] * 7


@pytest.mark.parametrize("path", PAGES)
def test_nobody_reads_without_signing_in(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/sign-in")


def test_a_draft_of_the_other_side_is_counted_nowhere(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "draft", title="Only ours")
    settle()
    for name, seen in (("ana", True), ("vera", False)):
        mine = reach.of(cast.users[name])
        assert bool(reads.open_in(mine, [cast.agreement.id])) is seen
        assert ("Only ours" in text(as_(name))) is seen


@pytest.mark.parametrize(
    "situation",
    ["submitted", "assessed", "approved", "submitted, outside", "submitted, a question", "approved, half signed"],
)
def test_what_waits_is_what_waits_on_my_page(cast: Cast, situation: str) -> None:
    SITUATIONS[situation](cast, "client")
    settle()
    for name in ("ana", "carl", "edda", "cora", "vera", "victor"):
        user = cast.users[name]
        mine, waiting = reach.of(user), turns.waiting(queries.places(user.id))
        shown_, for_me = reads.waiting(mine)
        assert [one.matter.id for one in shown_] == [one.id for one in waiting.matters[Turn.ME]][: reads.WAITING], name
        assert for_me == waiting.total(Turn.ME), name
        assert reads.turns(mine) == (waiting.total(Turn.ME) + waiting.total(Turn.SIDE), waiting.total(Turn.OTHERS)), (
            name
        )


def test_who_may_sign_the_next_version_is_asked_for_it(cast: Cast) -> None:
    make.next_version(cast, None)
    settle()
    for name in ("ana", "carl", "edda"):
        waiting = turns.waiting(queries.places(cast.users[name].id))
        assert reads.waiting(reach.of(cast.users[name]))[1] == waiting.total(Turn.ME)


def test_clocks_are_counted_by_side_and_by_the_days_of_the_agreement(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "submitted")  # ten working days for the vendor
    make.change_request(cast, "assessed")  # fifteen for the client
    settle()
    counts = shown.by_side(reads.clocks(reach.of(cast.users["ana"])))
    assert {key: n for key, n in counts.items() if n} == {("vendor", "10"): 1, ("client", "20"): 1}
    file = as_("ana").get("/executive/clocks.csv").get_data(as_text=True)
    assert file.splitlines()[1:] == ["Client,0,0,0,1", "Vendor,0,0,1,0"]
    with clock.at(NOW + timedelta(days=7)):
        keeping.keep_up()
        counts = shown.by_side(reads.clocks(reach.of(cast.users["ana"])))
        assert {key: n for key, n in counts.items() if n} == {("vendor", "5"): 1, ("client", "10"): 1}
    with clock.at(NOW + timedelta(days=40)):
        keeping.keep_up()
        counts = shown.by_side(reads.clocks(reach.of(cast.users["vera"])))
        assert {key: n for key, n in counts.items() if n} == {("vendor", "late"): 1, ("client", "late"): 1}


def test_every_count_has_its_list(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "submitted", title="Saturday helpdesk")
    climbing.SITUATIONS["raised"](cast, "client")
    disputing.SITUATIONS["noticed"](cast, "client")
    figure(cast, "contested")
    settle()
    browser, mine = as_("ana"), reach.of(cast.users["ana"])
    for name in sets.SETS:
        page = text(browser, f"/executive/matters/{name}")
        assert page.count('<td class="no">') == reads.how_many(mine, name), name
    assert reads.provisional({cast.agreement.id}) == reads.how_many(mine, "provisional")
    assert "Saturday helpdesk" in text(browser, "/executive/matters/clocks-vendor-10")
    assert browser.get("/executive/matters/secrets").status_code == 404


def test_every_link_of_the_page_leads_somewhere(cast: Cast, as_: Browser) -> None:
    for situation in ("submitted", "assessed", "approved"):
        make.change_request(cast, situation)
    climbing.SITUATIONS["raised"](cast, "client")
    disputing.SITUATIONS["noticed"](cast, "client")
    figure(cast, "accepted", value=Decimal(10))
    figure(cast, "contested", "client")
    settle()
    browser = as_("edda")
    main = text(browser).partition("<main")[2]
    links = set(re.findall(r'href="(/[^"]*)"', main)) - {"/sign-out"}
    assert len(links) > 20
    assert {link for link in links if browser.get(link.replace("&amp;", "&")).status_code != 200} == set()


def test_the_list_of_relationships_is_narrowed_and_taken_along(cast: Cast, as_: Browser) -> None:
    figure(cast, "accepted", value=Decimal(10))
    settle()
    browser = as_("ana")
    assert "Acme Payroll" in text(browser, "/executive/relationships?word=failing").partition("<main")[2]
    assert "Acme Payroll" not in text(browser, "/executive/relationships?word=healthy").partition("<main")[2]
    assert "Acme Payroll" in text(browser, "/executive/relationships?word=nonsense&after=x.y").partition("<main")[2]
    file = browser.get("/executive/relationships.csv").get_data(as_text=True)
    assert "Acme Payroll,Acme Retail,Northgate Services,Failing," in file
    assert browser.get("/executive/relationships.xlsx").content_type.endswith("sheet")
    assert browser.get("/executive/relationships.pdf").status_code == 404


def test_the_formula_stands_beside_its_inputs(cast: Cast, as_: Browser) -> None:
    figure(cast, "accepted", value=Decimal(10))
    settle()
    page = text(as_("ana"), "/executive/health")
    assert "No other KPI makes up for it" in page
    assert "under its minimum" in page
    assert 'href="/a/acme-payroll/figures/1"' in page


def test_it_is_whole_in_indonesian(cast: Cast, as_: Browser) -> None:
    figure(cast, "accepted", value=Decimal(10))
    settle()
    page = text(as_("ana"), **{"Accept-Language": "id"})
    assert 'lang="id"' in page
    assert "Failing" not in page
    assert "Relationships" not in page


def test_how_near_a_right_to_terminate_is_and_the_highest_level_are_risks(app: Flask, cast: Cast) -> None:
    steps = (("2026-05", "2 away: 1 of 3", 1), ("2026-04", "1 away: 2 of 3", 0), ("2026-03", "reached: 3 of 3", 0))
    for month, so_far, grade in steps:
        figure(cast, "accepted", period=month, value=Decimal(10))
        settle()
        mine = reach.of(cast.users["ana"])
        whole = money.Whole(mine, reads.every(mine), raised.disputes(mine), [], NOW.date(), NOW)
        with app.test_request_context():
            found = risks.of(whole, reads.relationships(mine, 8), raised.Climbed([], 0), 1, 3)
            near = [risk for risk in found if "/credits/" in risk.href]
        (one,) = near
        assert so_far in str(one.sub)
        assert "KPI-01" in str(one.sub)
        assert one.grade == grade
        assert [risk.grade for risk in found] == sorted(risk.grade for risk in found)
        assert str(found[-1].title) == "3 provisional deadlines"


def test_the_page_shows_the_gravest_risks_and_the_list_has_all_of_them(cast: Cast, as_: Browser) -> None:
    for n in range(raised.MOST + 2):
        climbing.SITUATIONS["at the top of the ladder, in vain"](cast, "client" if n % 2 else "vendor")
    settle()
    page, whole = text(as_("edda")), text(as_("edda"), "/executive/risks")
    assert page.count("highest level, ") == 2 * risks.MOST  # each with its title for who cannot read the line whole
    assert re.search(r'href="/executive/risks">1 more risk<', page)
    assert whole.count('class="t"') == raised.MOST + 1
    assert "2 further escalations" in whole
    assert "There is none." in text(as_("edda"), "/executive/risks?after=999")
    assert "2 further escalations" in text(as_("edda"), "/executive/risks?after=x")


def test_amounts_of_two_currencies_are_never_added_up() -> None:
    found = money.by_currency([("GBP", Decimal(2)), ("IDR", Decimal(5)), ("IDR", Decimal(7))])
    assert found == [Money(Decimal(12), "IDR"), Money(Decimal(2), "GBP")]


def test_charges_of_the_year_to_date() -> None:
    start, end = date(2025, 2, 1), date(2029, 1, 31)
    assert year_of(start, date(2026, 1, 31)) == (date(2025, 2, 1), date(2026, 2, 1))
    assert year_to_date(Decimal(365), start, end, date(2026, 2, 1)) == 0
    assert year_to_date(Decimal(365), start, end, date(2026, 2, 11)) == 10
    assert year_to_date(Decimal(365), start, end, date(2025, 1, 31)) == 0
    assert year_to_date(Decimal(365), start, end, date(2029, 2, 1)) == 0


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@given(DAYS, DAYS, st.decimals(0, 10**9, places=2))
def test_a_part_of_a_year_is_never_more_than_the_year(start: date, today: date, annual: Decimal) -> None:
    begin, after = year_of(start, max(start, today))
    assert begin <= max(start, today) < after
    assert 0 <= year_to_date(annual, start, date(2070, 1, 1), today) <= annual


def test_the_chart_is_one_that_plotly_takes() -> None:
    counts = {(side, name): 1 for side in ("client", "vendor") for name in sets.BUCKETS}
    found = charts.clocks(counts, dict(sets.BUCKETS), {"client": "Client", "vendor": "Vendor"})
    assert [trace["meta"]["role"] for trace in found["data"]] == ["client", "vendor"]
    Plot(found)


def test_one_that_was_never_counted_is_said_to_be_counted(cast: Cast, as_: Browser) -> None:
    from sqlalchemy import delete

    from bpo_gov.relationships.models import Relationship

    db.session.execute(delete(Relationship))
    db.session.commit()
    page = text(as_("ana"))
    assert "1 is being counted anew" in page
    assert "look again in a minute" in page
    settle()
    assert "look again" not in text(as_("ana"))


def test_a_person_who_left_finds_nothing_any_more(cast: Cast, as_: Browser) -> None:
    settle()
    browser = as_("victor")
    member = db.session.scalars(select(Membership).where(Membership.user_id == cast.users["victor"].id)).one()
    member.ended_at = clock.now()
    db.session.commit()
    assert "acme-payroll" not in text(browser)
