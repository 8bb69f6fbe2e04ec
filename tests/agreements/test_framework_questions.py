"""The questions others ask of a framework."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_gov.agreements import playbooks
from bpo_gov.agreements.framework import Clause, CumulativeLimit, StepKey, TermLimit, build, json_schema, read, write
from bpo_gov.kernel import calendars
from bpo_gov.kernel.calendars import Rule, Unit
from bpo_gov.kernel.holidays import published_book
from bpo_gov.kernel.parties import Party, Role
from tests.agreements.framework_cases import UK, good

FRAMEWORK = read(UK)


def test_the_maximum_term_counts_both_ends_and_every_extension():
    assert FRAMEWORK.maximum_end == date(2032, 3, 31)
    assert FRAMEWORK.maximum_term_days == 2192


@pytest.mark.parametrize(
    ("end", "months", "longest"),
    [
        ("2027-02-28", 12, date(2028, 2, 29)),
        ("2028-02-29", 12, date(2029, 2, 28)),
        ("2030-01-31", 1, date(2030, 2, 28)),
        ("2030-01-15", 13, date(2031, 2, 15)),
    ],
)
def test_an_extended_term_that_ends_with_a_month_still_does(end, months, longest):
    data = good()
    data["header"]["end"] = end
    data["header"]["extensions"] = [{"months": months, "notice_months": 3, "clause": "2.1"}]
    data["authority"] = [each | {"term_months": 6} for each in data["authority"]]
    assert build(data).maximum_end == longest


def test_people_are_found_by_address_in_whatever_case():
    person = FRAMEWORK.person(" Contract.Manager@CLIENT.example.com ")
    assert person is not None
    assert (person.title, person.rank) == ("contract manager", Role.MANAGER)
    assert FRAMEWORK.person("nobody@client.example.com") is None


def test_authorities_of_a_side_come_highest_first():
    assert [each.up_to for each in FRAMEWORK.authorities(Party.VENDOR)] == [1_200_000, 250_000, 60_000]


@pytest.mark.parametrize(
    ("reference", "number"),
    [("9.2", "9.2"), ("9.2(a)", "9.2"), ("9.2.1", "9.2"), ("9.2 (a)", "9.2"), ("9.21", None), ("9", None), ("", None)],
)
def test_a_reference_leads_to_the_clause_it_lies_in(reference, number):
    clause = FRAMEWORK.clause(reference)
    assert (clause and clause.number) == number


def test_a_service_is_found_by_its_code():
    service = FRAMEWORK.service("S-03")
    assert service is not None
    assert service.name == "Payroll administration"


def test_a_step_of_a_dispute_is_found_by_its_kind_in_either_timetable():
    def length(key, **asked):
        step = FRAMEWORK.disputes.step(key, **asked)
        return step and (step.within.n, step.within.unit.value)

    assert length(StepKey.NEGOTIATE) == (1, "month")
    assert length(StepKey.NEGOTIATE, expedited=True) == (10, "working_day")
    assert length(StepKey.ACKNOWLEDGE) == (5, "working_day")
    assert length(StepKey.ACKNOWLEDGE, expedited=True) is None  # it has no such step
    assert length(StepKey.REGISTER) is None
    other = read(playbooks.source("id-uu30")).disputes
    assert other.step(StepKey.SETTLE, expedited=True) == other.step(StepKey.SETTLE)  # there is no other timetable


def test_an_indonesian_reference_leads_to_its_pasal():
    found = read(playbooks.source("id-uu30")).clause("9 ayat (2) huruf a")
    assert isinstance(found, Clause)
    assert found.number == "9"


@pytest.mark.parametrize(
    ("percent", "base", "amount"),
    [
        ("10", "initial_value", "1200000.00"),
        ("0.0001", "annual_charges", "3.00"),
        ("33.3333", "annual_charges", "999999.00"),
    ],
)
def test_a_percentage_is_taken_of_its_base(percent, base, amount):
    limit = CumulativeLimit.model_validate(
        {"code": "x", "title": "x", "clause": "x", "percent": percent, "of": base, "over": "life"}
    )
    assert FRAMEWORK.limit_amount(limit) == Decimal(amount)


@pytest.mark.parametrize(("value", "amount"), [("0.25", "0.02"), ("0.35", "0.04"), ("0.26", "0.03")])
def test_a_percentage_is_rounded_to_two_decimals_half_to_even(value, amount):
    data = good()
    data["header"]["initial_value"] = value
    data["authority"] = [each | {"up_to": 0} for each in data["authority"]]
    framework = build(data)
    assert framework.limit_amount(framework.envelope.limits[1]) == Decimal(amount)


def test_a_fixed_amount_stays_and_other_limits_have_none():
    fixed = CumulativeLimit.model_validate(
        {"code": "x", "title": "x", "clause": "x", "amount": "5000.1234", "over": "life"}
    )
    assert FRAMEWORK.limit_amount(fixed) == Decimal("5000.1234")
    assert FRAMEWORK.limit_amount(FRAMEWORK.envelope.limits[4]) is None


def test_a_term_limit_allows_whole_days_only():
    assert [FRAMEWORK.limit_days(limit) for limit in FRAMEWORK.envelope.limits] == [None, None, None, 219, None, None]
    fixed = TermLimit.model_validate({"code": "x", "title": "x", "clause": "x", "days": 30})
    assert FRAMEWORK.limit_days(fixed) == 30


def test_the_counting_skips_the_holidays_and_closing_days_of_both():
    counting = FRAMEWORK.counting(published_book(FRAMEWORK.places, FRAMEWORK.years))
    assert (counting.rule, counting.zone) == (Rule.EITHER_CLOSED, "Europe/London")
    assert counting.client.closed[date(2026, 12, 25)] == "Christmas Day"
    assert counting.client.closed[date(2026, 12, 24)] == "closing day"
    assert date(2026, 12, 24) not in counting.vendor.closed
    years = {day.year for day in counting.vendor.closed}
    assert (min(years), max(years)) == (2025, 2034)
    due = calendars.add(counting, datetime(2026, 12, 22, 10, tzinfo=UTC), 3, Unit.WORKING_DAY).due
    assert due == datetime(2026, 12, 30, 17, tzinfo=UTC)


def test_the_counting_can_be_kept_to_some_years():
    counting = FRAMEWORK.counting(published_book(FRAMEWORK.places, [2027]))
    assert {day.year for day in counting.vendor.closed} == {2027}


def test_joint_leave_counts_for_the_side_that_takes_it():
    terms = read(playbooks.source("id-uu30"))
    counting = terms.counting(published_book(terms.places, terms.years))
    assert date(2026, 12, 24) in counting.client.closed
    assert date(2026, 12, 24) not in counting.vendor.closed


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=60))
def test_whatever_a_title_holds_comes_back_from_yaml(title):
    data = good()
    data["header"]["governing_law"] = f"a{title}z"
    data["principles"][0]["text"] = f"{title}\n{title}z"
    try:
        framework = build(data)
    except ValueError:
        return
    assert read(write(framework)) == framework


def test_the_schema_names_itself_and_describes_every_field():
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "/schema/framework-1.json"
    assert json.loads(json.dumps(schema)) == schema
    parts = {"Framework": schema} | {name: part for name, part in schema["$defs"].items() if "properties" in part}
    bare = [
        (part, name)
        for part, about in parts.items()
        for name, field in about["properties"].items()
        if not field.get("description") or about["additionalProperties"] is not False
    ]
    assert bare == []
    assert schema["$defs"]["FrozenPeriod"]["required"] == ["from", "to", "reason"]
    assert "kind" in schema["$defs"]["EachLimit"]["required"]
