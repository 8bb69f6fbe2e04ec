"""The overview of one relationship: what both sides see alike."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
import yaml
from flask.testing import FlaskClient

from bpo_gov.agreements import actions as agreements
from bpo_gov.agreements.framework import read
from bpo_gov.change_requests import actions
from bpo_gov.dashboards import overview, queries, relationship
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.parties import Party
from tests import cast as people
from tests import make
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import deciding

Browser = Callable[[str], FlaskClient]


def page_of(as_: Browser, name: str, path: str = "/a/acme-payroll/") -> str:
    """The overview as a person of the cast reads it."""
    db.session.commit()
    answer = as_(name).get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def text_of(page: str) -> str:
    """The words of a page on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_head_names_both_sides_the_version_and_the_term(cast: Cast, as_: Browser) -> None:
    text = text_of(page_of(as_, "ana"))
    assert "Acme Retail and Northgate Services work together" in text
    assert "Framework version 1 , in force since 3 Jun 2026." in text
    assert "Term 1 Feb 2025 to 31 Jan 2029, 33% gone" in text


@pytest.mark.parametrize("name", ["ana", "cora", "vera", "victor"])
def test_every_member_reads_it(cast: Cast, as_: Browser, name: str) -> None:
    make.change_request(cast, "submitted")
    assert "Saturday helpdesk" in page_of(as_, name)


def test_an_outsider_finds_nothing(cast: Cast, as_: Browser) -> None:
    assert as_("olga").get("/a/acme-payroll/").status_code == 404


def test_the_address_without_a_slash_leads_to_it(cast: Cast, as_: Browser) -> None:
    answer = as_("ana").get("/a/acme-payroll", follow_redirects=True)
    assert answer.status_code == 200
    assert answer.request.path == "/a/acme-payroll/"


def test_what_is_open_stands_with_the_side_whose_turn_it_is(cast: Cast) -> None:
    make.change_request(cast, "submitted", title="With the vendor")
    make.change_request(cast, "assessed", title="With the client")
    make.change_request(cast, "approved", title="With both")
    make.change_request(cast, "closed", title="With nobody")
    actor = cast.actor("ana")
    titles = {
        party: [one.title for one in relationship.open_with(party, actor)] for party in (Party.CLIENT, Party.VENDOR)
    }
    assert sorted(titles[Party.CLIENT]) == ["With both", "With the client"]
    assert sorted(titles[Party.VENDOR]) == ["With both", "With the vendor"]
    assert relationship.how_much(actor) == queries.Open(all=3, client=2, vendor=2, late=0)


def test_drafts_stand_on_nobodys_overview(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "draft", title="Not yet said")
    for name in ("carl", "ana", "vera"):
        page = page_of(as_, name)
        assert "Not yet said" not in page
        assert "Nothing is open" in page


def test_notes_of_one_side_only_stand_on_nobodys_overview(cast: Cast) -> None:
    cr = make.change_request(cast, "submitted")
    actions.note_own(cr, cast.actor("ana"), text="They will ask too much.")
    actions.note(cr, cast.actor("ana"), text="Welcome.")
    for name in ("ana", "vera"):
        names = [entry.event.name for entry in relationship.last_entries(cast.actor(name))]
        assert names[:2] == ["change_request.noted", "change_request.submitted"]
        assert "change_request.noted_own" not in names
        assert "change_request.opened" not in names


def test_both_sides_read_the_same_overview(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "submitted")
    make.change_request(cast, "approved", by="victor")
    make.change_request(cast, "draft")
    main = [re.sub(r"(?s).*<main[^>]*>|</main>.*", "", page_of(as_, name)) for name in ("carl", "victor")]
    assert text_of(main[0]) == text_of(main[1])


def test_the_last_ten_entries_stand_in_words_newest_first(cast: Cast, as_: Browser) -> None:
    for n in range(12):
        make.change_request(cast, "submitted", title=f"Wish {n}")
    told = relationship.last_entries(cast.actor("vera"))
    assert [entry.matter.title for entry in told] == [f"Wish {n}" for n in range(11, 1, -1)]
    assert "Carl, service owner submitted the request" in text_of(page_of(as_, "vera"))


def test_deadlines_run_over_all_matters_first_due_first(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "submitted", title="Long")
    make.change_request(cast, "assessed", title="Longer")
    found = relationship.deadlines(cast.actor("ana"))
    assert [(matter.title, timer.policy) for timer, matter in found] == [
        ("Long", "assess"), ("Longer", "decide"), ("Longer", "silence"),
    ]  # fmt: skip
    assert "due in 10 working days Wed 17 Jun 17:00 BST" in text_of(page_of(as_, "vera"))


def test_what_is_late_is_said(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "submitted")
    db.session.commit()
    browser_time = NOW + timedelta(days=15)
    with clock.at(browser_time):
        text = text_of(page_of(as_, "ana"))
    assert "1 late; 0 with Client, 1 with Vendor" in text
    assert "1 working day late" in text


def test_gauges_stand_for_every_limit_that_changes_use_up(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "closed", one_off_cost=Decimal(34000), monthly_cost=Decimal(0), months=0, term_days=10)
    make.change_request(cast, "submitted", one_off_cost=Decimal(46000), monthly_cost=Decimal(0), months=0)
    text = text_of(page_of(as_, "ana"))
    assert "All changes together clause 9 Near, 80%" in text
    assert "£34,000 held + £46,000 reserved = £80,000 of £100,000; £20,000 is free." in text
    assert "Moving the end clause 9 Inside" in text
    assert "1 of 2 All changes together: 80%" in text
    assert "£34,000 1 approved; open ones reserve £46,000" in text


def test_the_chart_comes_with_its_finding_and_its_table(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "closed", one_off_cost=Decimal(34000), monthly_cost=Decimal(0), months=0)
    page = page_of(as_, "ana")
    assert "Approved changes take £34,000 of £100,000. At this pace the limit is met about" in page
    assert 'id="burn"' in page
    assert "What approved changes hold, day by day" in page


def test_without_any_use_there_is_no_chart_to_load(cast: Cast, as_: Browser) -> None:
    assert "data-plotly" not in page_of(as_, "ana")


def test_the_record_says_how_long_it_is_and_its_head(cast: Cast, as_: Browser) -> None:
    head = relationship.head(cast.agreement.id)
    assert head is not None
    page = page_of(as_, "ana")
    assert f"The record has {head[0]} entries; its head is" in page
    assert head[1][:16] in page


def test_how_much_of_the_term_is_gone_stays_between_nothing_and_all() -> None:
    terms = read(yaml.safe_dump(people.terms(), sort_keys=False))
    assert overview.gone(terms, date(2020, 1, 1)) == 0
    assert overview.gone(terms, date(2025, 2, 1)) == 0
    assert overview.gone(terms, date(2027, 2, 1)) == 49
    assert overview.gone(terms, date(2035, 1, 1)) == 100


def test_before_it_is_in_force_it_says_whose_signature_is_missing(cast: Cast, as_: Browser) -> None:
    data = people.terms(reference="second-one", title="Second One")
    agreement = agreements.import_agreement(yaml.safe_dump(data, sort_keys=False))
    second = Cast.load(agreement.key)
    framework = relationship.coming(agreement.id)
    assert framework is not None
    agreements.sign(framework, second.actor("ana"))
    text = text_of(page_of(as_, "victor", "/a/second-one/"))
    assert "Signed by Ana, contract manager" in text
    assert "Not signed yet" in text
    assert "One of these may sign: Vera account director" in text


def test_signed_by_both_it_says_from_when_it_is_in_force(cast: Cast, as_: Browser) -> None:
    data = people.terms(reference="next-year", title="Next Year", start="2027-02-01")
    agreement = agreements.import_agreement(yaml.safe_dump(data, sort_keys=False))
    second = Cast.load(agreement.key)
    framework = relationship.coming(agreement.id)
    assert framework is not None
    agreements.sign(framework, second.actor("ana"))
    agreements.sign(framework, second.actor("vera"))
    text = text_of(page_of(as_, "victor", "/a/next-year/"))
    assert "have both signed. The framework is in force from 1 Feb 2027." in text
    assert "Not signed yet" not in text


def test_after_a_declined_first_version_it_says_what_to_do(cast: Cast, as_: Browser) -> None:
    agreement = agreements.import_agreement(yaml.safe_dump(people.terms(reference="second-one"), sort_keys=False))
    second = Cast.load(agreement.key)
    framework = relationship.coming(agreement.id)
    assert framework is not None
    agreements.decline(framework, second.actor("vera"), reason="The dates are wrong.")
    assert "There is no framework to sign" in page_of(as_, "ana", "/a/second-one/")


def test_the_last_five_decisions_stand_there_with_their_day_and_what_they_are_worth(cast: Cast, as_: Browser) -> None:
    text = text_of(page_of(as_, "cora"))
    assert "Nothing is decided yet." in text
    for n in range(1, 7):
        deciding.decision(cast, "agreed", title=f"Decision {n}", amount=Decimal(1000 * n))
    deciding.decision(cast, title="Only proposed")
    section = page_of(as_, "vera").partition('id="decided"')[2].partition("</section>")[0]
    text = text_of(section)
    assert [f"Decision {n}" in text for n in range(1, 7)] == [False, True, True, True, True, True]
    assert "D-6 Decision 6 since 3 Jun 2026 £6,000" in text
    assert "Only proposed" not in text
    assert 'href="/a/acme-payroll/decisions/"' in section
