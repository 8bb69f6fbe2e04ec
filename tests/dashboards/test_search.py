"""Search: only what a person may see, by number, by words, and in the framework."""

from collections.abc import Callable

import pytest
import yaml
from flask.testing import FlaskClient

from bpo_gov.agreements import actions as agreements
from bpo_gov.dashboards import queries, search
from bpo_gov.dashboards.search import Kind
from bpo_gov.kernel.db import db
from tests import cast as people
from tests import make
from tests.cast import Cast
from tests.house import deciding

Browser = Callable[[str], FlaskClient]


def found(cast: Cast, name: str, words: str, kind: Kind = Kind.MATTER) -> list[str]:
    """The titles of one kind that a person finds."""
    return [one.title for one in search.search(queries.places(cast.users[name].id), words).of(kind)]


@pytest.mark.parametrize("words", ["CR-2", "cr-2", "cr 2", "CR2", "2", "#2", "  CR-2  "])
def test_a_number_finds_its_matter_first(cast: Cast, words: str) -> None:
    make.change_request(cast, "submitted", title="First")
    make.change_request(cast, "submitted", title="Second")
    make.change_request(cast, "submitted", title="Phase CR-2 of the move")
    assert found(cast, "vera", words)[0] == "Second"


@pytest.mark.parametrize("words", ["XX-2", "FW-2", "CR-99999999999999", "CR-0", "CR-"])
def test_a_number_that_nothing_has_finds_nothing(cast: Cast, words: str) -> None:
    make.change_request(cast, "submitted", title="First")
    make.change_request(cast, "submitted", title="Second")
    assert found(cast, "vera", words) == []


@pytest.mark.parametrize("words", ["helpdesk", "HELP", "desk satur", "saturday helpdesk"])
def test_words_in_any_order_find_a_title(cast: Cast, words: str) -> None:
    make.change_request(cast, "submitted", title="Saturday helpdesk")
    make.change_request(cast, "submitted", title="Second bank")
    assert found(cast, "vera", words) == ["Saturday helpdesk"]


@pytest.mark.parametrize("words", ["%", "_", "50_", "\\", "/"])
def test_signs_of_patterns_are_only_signs(cast: Cast, words: str) -> None:
    make.change_request(cast, "submitted", title="Plain words")
    assert found(cast, "vera", words) == []


def test_a_percent_sign_is_found_where_it_stands(cast: Cast) -> None:
    make.change_request(cast, "submitted", title="100% checked")
    make.change_request(cast, "submitted", title="100 checked")
    assert found(cast, "vera", "100%") == ["100% checked"]


def test_a_draft_is_found_by_its_own_side_and_never_by_the_other(cast: Cast) -> None:
    make.change_request(cast, "draft", title="Secret wish")
    assert found(cast, "ana", "secret") == ["Secret wish"]
    assert found(cast, "vera", "secret") == []
    assert found(cast, "vera", "CR-1") == []
    assert search.search(queries.places(cast.users["vera"].id), "secret").found == []


def test_an_outsider_finds_nothing(cast: Cast) -> None:
    make.change_request(cast, "submitted", title="Saturday helpdesk")
    for kind in Kind:
        assert found(cast, "olga", "payroll", kind) == []
    assert found(cast, "olga", "helpdesk") == []


def test_clauses_and_services_of_what_is_in_force_are_found(cast: Cast) -> None:
    assert found(cast, "cora", "payroll", Kind.SERVICE) == ["Payroll administration"]
    assert found(cast, "cora", "S-03", Kind.SERVICE) == ["Payroll administration"]
    assert found(cast, "cora", "key personnel", Kind.CLAUSE) == ["Key personnel"]
    assert found(cast, "cora", "13.1", Kind.CLAUSE) == ["Key personnel"]
    assert found(cast, "cora", "acme", Kind.AGREEMENT) == ["Acme Payroll"]


def test_clauses_that_are_not_in_force_are_not_found(cast: Cast) -> None:
    data = people.terms(reference="second-one", title="Second One")
    data["clauses"].append({"number": "99.1", "heading": "Moon base", "topic": "other", "summary": "None yet."})
    agreements.import_agreement(yaml.safe_dump(data, sort_keys=False))
    assert found(cast, "ana", "moon", Kind.CLAUSE) == []
    assert found(cast, "ana", "second", Kind.AGREEMENT) == ["Second One"]


def test_at_most_fifty_are_shown_and_said_to_be_the_first(cast: Cast, as_: Browser) -> None:
    for _ in range(51):
        make.change_request(cast, "submitted", title="Same again")
    results = search.search(queries.places(cast.users["ana"].id), "same")
    assert (len(results.found), results.more) == (50, True)
    db.session.commit()
    assert "The first 50 results are shown." in as_("ana").get("/search?q=same").get_data(as_text=True)


@pytest.mark.parametrize("words", ["", "   ", "\x00", "a\x00b", "\ud800", "x" * 5000, "<script>alert(1)</script>", "'"])
def test_whatever_is_typed_gets_a_page(as_: Browser, words: str) -> None:
    answer = as_("ana").get("/search", query_string={"q": words.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_nothing_found_says_what_to_try(as_: Browser) -> None:
    assert "Nothing found" in as_("ana").get("/search?q=nosuchword").get_data(as_text=True)


def test_a_result_leads_to_its_page_and_says_where_it_stands(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "submitted", title="Saturday helpdesk")
    db.session.commit()
    page = as_("vera").get("/search?q=helpdesk").get_data(as_text=True)
    assert 'href="/a/acme-payroll/changes/1"' in page
    assert "Acme Payroll · Submitted" in page


def test_a_clause_leads_to_its_place_in_the_framework(cast: Cast, as_: Browser) -> None:
    browser = as_("vera")
    assert 'href="/a/acme-payroll/framework#clause-13.1"' in browser.get("/search?q=key personnel").get_data(
        as_text=True
    )
    assert 'id="clause-13.1"' in browser.get("/a/acme-payroll/framework").get_data(as_text=True)


def test_a_decision_is_found_by_the_words_of_its_text_and_a_change_is_not(cast: Cast) -> None:
    deciding.decision(cast, title="Closing of the absence file", text="It closes on the twentieth at 17:00.")
    deciding.decision(cast, title="Another", text="")
    make.change_request(cast, "submitted", title="Something else", description="On the twentieth.")
    assert found(cast, "vera", "twentieth") == ["Closing of the absence file"]
    assert found(cast, "vera", "absence twentieth") == ["Closing of the absence file"]
    assert found(cast, "vera", "another twentieth") == []
    assert found(cast, "olga", "twentieth") == []
    assert found(cast, "vera", "CR-1") == ["Something else"]
