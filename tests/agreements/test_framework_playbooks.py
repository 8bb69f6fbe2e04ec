"""The playbooks are whole frameworks that come back as they went."""

import json
from decimal import Decimal

import pytest

from bpo_gov.agreements import playbooks
from bpo_gov.agreements.framework import build, plain, read, write
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.parties import SIDES, Party

NAMES = ["id-uu30", "uk-services"]


def test_the_playbooks_have_names():
    assert set(NAMES) <= set(playbooks.names())


def test_an_unknown_playbook_is_a_key_error():
    with pytest.raises(KeyError):
        playbooks.source("../secret")


@pytest.mark.parametrize("name", NAMES)
def test_a_playbook_comes_back_equal_from_every_form(name):
    framework = read(playbooks.source(name))
    assert framework.header.playbook == name
    assert build(json.loads(json.dumps(plain(framework)))) == framework
    assert read(json.dumps(plain(framework))) == framework
    assert read(write(framework).encode()) == framework
    assert write(read(write(framework))) == write(framework)


@pytest.mark.parametrize("name", NAMES)
def test_a_playbook_fills_every_section(name):
    framework = read(playbooks.source(name))
    assert all(getattr(framework, section) for section in type(framework).model_fields)
    assert 3 <= len(framework.services) <= 6
    assert 12 <= len(framework.clauses) <= 20
    assert sum(kpi.measures is Party.CLIENT for kpi in framework.kpis) == 2
    topics = {clause.topic.value for clause in framework.clauses}
    assert {"ip_ownership", "confidentiality", "non_compete", "audit", "data", "remedy", "termination"} <= topics
    assert "personnel" in topics


@pytest.mark.parametrize("name", NAMES)
def test_ladders_and_forums_name_titles_that_somebody_has(name):
    framework = read(playbooks.source(name))
    for side in SIDES:
        titles = {person.title for person in framework.people if person.side is side}
        assert {getattr(level, side) for level in framework.escalation.levels} <= titles
        assert {title for forum in framework.forums for title in getattr(forum, side)} <= titles


def test_the_uk_playbook_has_the_periods_and_limits_of_the_field():
    framework = read(playbooks.source("uk-services"))
    normal, limits = framework.change_procedure.normal, framework.envelope.limits
    assert [normal.assess.n, normal.inform.n, normal.decide.n, normal.sign.n] == [10, 5, 15, 10]
    assert [(limit.code, limit.kind) for limit in limits] == [
        ("a", "each"), ("b", "cumulative"), ("c", "count"), ("d", "term"), ("e", "effort"), ("f", "protected"),
    ]  # fmt: skip
    assert [framework.limit_amount(limit) for limit in limits[:3]] == [Decimal(60000), Decimal(1200000), None]
    steps = [(step.within.n, step.within.unit.value) for step in framework.disputes.steps]
    assert steps == [
        (1, "month"), (10, "working_day"), (10, "working_day"), (30, "working_day"), (3, "working_day"),
        (10, "working_day"),
    ]  # fmt: skip


def test_the_indonesian_playbook_counts_calendar_days():
    framework = read(playbooks.source("id-uu30"))
    steps = framework.disputes.steps
    assert framework.language == "id"
    assert [step.within.n for step in steps] == [14, 14, 7, 30, 30]
    assert {step.within.unit for step in steps} == {Unit.CALENDAR_DAY}
    assert "BANI" in framework.disputes.final
    assert framework.limit_amount(framework.envelope.limits[0]) == Decimal(6_400_000_000)
    assert framework.calendars.client.cuti_bersama is True
    assert "musyawarah" in framework.principles[0].text
