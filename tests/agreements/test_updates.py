"""A newer playbook: what it changes is shown beside the parties' own text, and what a manager takes becomes a proposal."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from bpo_gov.agreements import actions, playbooks, queries, updates
from bpo_gov.agreements.framework import read
from bpo_gov.agreements.framework.merging import Fit
from bpo_gov.kernel.db import unit_of_work
from tests import cast as people
from tests.cast import Cast


def earlier(reference: str) -> str:
    """The cast's framework with the change procedure of the playbook's first version, but for one period of their own."""
    data, first = people.terms(reference=reference), yaml.safe_load(playbooks.earlier("uk-services", 1))
    data["change_procedure"] = first["change_procedure"]
    data["change_procedure"]["normal"]["assess"]["n"] = 12
    data["header"].pop("playbook_version", None)
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


@pytest.fixture
def second(cast: Cast) -> Cast:
    """An agreement of the cast that began from the first version, in force."""
    with unit_of_work():
        actions.import_agreement(earlier("second"))
    found = Cast.load("second")
    with unit_of_work():
        for name in ("ana", "vera"):
            actions.sign(queries.load(1, found.actor(name), lock=True), found.actor(name))
    return found


def test_what_began_from_the_newest_has_nothing_to_take_in(cast: Cast, as_: Callable[[str], Any]) -> None:
    assert updates.update_for(queries.load(1, cast.actor("ana")).terms) is None
    assert as_("ana").get(f"/a/{people.KEY}/framework/playbook").status_code == 404


def test_what_the_newer_one_changes_is_laid_beside_the_own_text(second: Cast, as_: Callable[[str], Any]) -> None:
    update = updates.update_for(queries.load(1, second.actor("ana")).terms)
    assert update is not None
    assert (update.name, update.had, update.now) == ("uk-services", 1, 2)
    for name in ("ana", "vera", "cora"):
        page = as_(name).get("/a/second/framework/playbook")
        assert page.status_code == 200
        assert "uk-services is now at version 2; this framework began from version 1." in page.text
    assert as_("olga").get("/a/second/framework/playbook").status_code == 404
    assert "Take these into a text" in as_("vera").get("/a/second/framework/playbook").text
    assert "Take these into a text" not in as_("cora").get("/a/second/framework/playbook").text


def test_what_is_taken_stands_in_a_text_and_the_own_period_stays(second: Cast) -> None:
    terms = queries.load(1, second.actor("ana")).terms
    update = updates.update_for(terms)
    assert update is not None
    clean = [nth for nth, fit in enumerate(update.fits) if fit is Fit.CLEAN]
    taken = read(update.text(terms, clean))
    assert taken.change_procedure.normal.assess.n == 12
    assert taken.change_procedure.catalogue is not None
    assert taken.header.playbook_version == 2
    assert updates.update_for(taken) is None


def test_a_manager_takes_them_into_a_text_to_propose(
    second: Cast, as_: Callable[[str], Any], post_as: Callable[..., Any]
) -> None:
    page = as_("vera").get("/a/second/framework/playbook").text
    picked = re.findall(r'type="checkbox" name="take" value="([0-9]+)"', page)
    assert picked
    answer = post_as("vera", "/a/second/framework/playbook", take=picked)
    assert answer.status_code == 200
    assert "catalogue:" in answer.text
    assert post_as("cora", "/a/second/framework/playbook", take=picked).status_code == 403
