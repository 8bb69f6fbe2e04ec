"""The playbooks are whole frameworks that come back as they went."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bpo_gov.agreements import playbooks
from bpo_gov.agreements.framework import build, compare, plain, read, write
from bpo_gov.kernel import calendars
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.holidays import published_book
from bpo_gov.kernel.parties import SIDES, Party

NAMES = ["id-uu30", "plain", "uk-services", "us-at-risk"]


def test_the_playbooks_have_names():
    assert playbooks.names() == NAMES


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
        (5, "working_day"), (1, "month"), (10, "working_day"), (10, "working_day"), (30, "working_day"), (3, "working_day"),
        (10, "working_day"),
    ]  # fmt: skip


def test_every_timetable_says_what_kind_its_steps_are():
    keys = {name: [step.key.value for step in read(playbooks.source(name)).disputes.steps] for name in NAMES}
    assert keys == {
        "id-uu30": ["negotiate", "mediator", "convene", "settle", "register"],
        "plain": ["acknowledge", "negotiate", "executives", "convene", "settle"],
        "uk-services": ["acknowledge", "negotiate", "refer", "mediator", "convene", "meet", "settle"],
        "us-at-risk": ["acknowledge", "negotiate", "executives", "refer", "convene", "settle"],
    }


def test_the_uk_playbook_has_an_expedited_timetable_that_comes_back_from_every_form():
    framework = read(playbooks.source("uk-services"))
    expedited = framework.disputes.expedited or []
    assert [(step.key.value, step.within.n) for step in expedited] == [
        ("negotiate", 10), ("refer", 5), ("mediator", 5), ("convene", 20), ("meet", 1), ("settle", 5),
    ]  # fmt: skip
    assert {step.within.unit for step in expedited} == {Unit.WORKING_DAY}
    assert read(write(framework)).disputes.expedited == expedited
    assert build(plain(framework)).disputes.expedited == expedited
    assert read(playbooks.earlier("uk-services", 1)).disputes.expedited is None


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


def test_the_plain_playbook_is_short_and_mild():
    framework = read(playbooks.source("plain"))
    assert len(playbooks.source("plain")) < len(playbooks.source("uk-services")) * 0.55
    assert [limit.kind for limit in framework.envelope.limits] == ["each", "cumulative", "count", "protected"]
    assert [framework.limit_amount(limit) for limit in framework.envelope.limits[:2]] == [Decimal(6000), Decimal(36000)]
    assert framework.change_procedure.silence.then.value == "remind"
    assert len(framework.escalation.levels) == 2


def test_the_american_playbook_puts_fees_at_risk_and_keeps_federal_holidays():
    framework = read(playbooks.source("us-at-risk"))
    assert (framework.credits.model.value, framework.credits.at_risk_percent) == ("at_risk", Decimal(12))
    vendor = [kpi for kpi in framework.kpis if kpi.measures is Party.VENDOR]
    assert sum(kpi.credit_share for kpi in vendor) == 100
    assert (framework.header.currency, framework.header.client.country) == ("USD", "US")
    start = datetime(2026, 7, 1, 15, tzinfo=UTC)  # a Wednesday; Friday is the observed federal holiday
    due = calendars.add(
        framework.counting(published_book(framework.places, framework.years)), start, 2, Unit.WORKING_DAY
    ).due
    assert due.astimezone(ZoneInfo("America/New_York")).date() == date(2026, 7, 6)


@pytest.mark.parametrize("name", NAMES)
def test_every_version_of_a_playbook_was_kept_and_still_reads(name):
    assert playbooks.version(name) == (read(playbooks.source(name)).header.playbook_version or 1)
    for number in range(1, playbooks.version(name) + 1):
        assert read(playbooks.earlier(name, number)).header.playbook == name
    with pytest.raises(KeyError):
        playbooks.earlier(name, playbooks.version(name) + 1)


def test_the_second_version_of_the_english_playbook_differs_in_what_it_says():
    found = compare(read(playbooks.earlier("uk-services", 1)), read(playbooks.source("uk-services")))
    assert {
        "header.playbook_version", "clauses.summary", "escalation.levels.respond", "kpis.contest_days", "reports",
        "termination_triggers.threshold",
    } <= {one.pattern for one in found}  # fmt: skip
