"""The section of a framework on key people: bounds, what is left out, what a comparison and the contract page say of it."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from bpo_gov.agreements import framework as frameworks
from bpo_gov.agreements import playbooks
from bpo_gov.agreements.framework import BadFramework, OnConsent, compare, json_schema, read, write
from tests import cast as people
from tests.cast import KEY, Cast


def written(**section: Any) -> str:
    data = people.terms()
    data["key_people"] = section
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def test_a_framework_that_was_signed_without_it_loads_as_before() -> None:
    data = people.terms()
    del data["key_people"]
    assert read(yaml.safe_dump(data, allow_unicode=True)).key_people is None


def test_the_times_may_be_left_out() -> None:
    found = read(written(clause="13.1")).key_people
    assert found is not None
    assert (found.notice, found.successor, found.answer, found.silence, found.handover) == (
        20,
        10,
        5,
        OnConsent.REMIND,
        5,
    )


@pytest.mark.parametrize("name", playbooks.names())
def test_every_playbook_has_it(name: str) -> None:
    found = read(playbooks.source(name)).key_people
    assert found is not None
    assert read(playbooks.source(name)).clause(found.clause) is not None


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ({"notice": 20}, "key_people.clause"),
        ({"clause": "99.9"}, "key_people.clause"),
        ({"clause": "13.1", "notice": 0}, "key_people.notice"),
        ({"clause": "13.1", "answer": 3661}, "key_people.answer"),
        ({"clause": "13.1", "handover": "long"}, "key_people.handover"),
        ({"clause": "13.1", "silence": "approved"}, "key_people.silence"),
        ({"clause": "13.1", "interim": 5}, "key_people.interim"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(section: dict[str, Any], path: str) -> None:
    with pytest.raises(BadFramework) as caught:
        read(written(**section))
    assert [problem.path for problem in caught.value.problems] == [path]


def test_it_is_written_back_and_compared_in_words() -> None:
    before, after = read(written(clause="13.1")), read(written(clause="13.1", silence="consented"))
    assert read(write(before)) == before
    assert [difference.path for difference in compare(before, after)] == [("key_people", "silence")]


def test_the_schema_knows_it() -> None:
    assert "KeyPeople" in json_schema()["$defs"]
    assert "KeyPeople" in frameworks.__all__


def test_the_contract_page_says_it_and_leads_to_the_posts(cast: Cast, as_: Callable[[str], FlaskClient]) -> None:
    page = as_("carl").get(f"/a/{KEY}/framework").text
    assert "How a key person changes" in page
    assert "at least 20 working days before the last day" in page
    assert f'href="/a/{KEY}/key-people/"' in page
