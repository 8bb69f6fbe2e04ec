"""What must hold between the fields: each breach is named at the place one would correct."""

from typing import Any

import pytest
from holidays import list_supported_countries

from bpo_gov.agreements.framework.places import countries
from tests.agreements.framework_cases import good, problems, said


def _spoilt(path: str, value: Any) -> dict[str, Any]:
    data = good()
    here: Any = data
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        here = here[step]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return data


@pytest.mark.parametrize(
    ("place", "value", "path", "sentence"),
    [
        ("header.vendor.name", "client  COMPANY limited", "header.vendor.name",
            "Client and vendor are the same company; an agreement has two."),
        ("header.vendor.name", "Client\u200b Company Limited", "header.vendor.name",
            "Client and vendor are the same company; an agreement has two."),
        ("header.vendor.registration", "00000001", "header.vendor.registration",
            "Client and vendor have the same registration."),
        ("services.1.code", "s-01", "services[1].code", "“s-01” already stands at services[0].code."),
        ("kpis.3.code", "KPI-01", "kpis[3].code", "“KPI-01” already stands at kpis[0].code."),
        ("forums.2.code", "OPS", "forums[2].code", "“OPS” already stands at forums[0].code."),
        ("principles.1.number", 1, "principles[1].number", "“1” already stands at principles[0].number."),
        ("envelope.limits.2.code", "A", "envelope.limits[2].code",
            "“A” already stands at envelope.limits[0].code."),
        ("header.languages", ["en", "en"], "header.languages[1]", "“en” already stands at header.languages[0]."),
        ("services.0.locations", ["L-1", "L-1"], "services[0].locations[1]",
            "“L-1” already stands at services[0].locations[0]."),
        ("calendars.client.working_days", ["mon", "mon"], "calendars.client.working_days[1]",
            "“mon” already stands at calendars.client.working_days[0]."),
        ("services.0.locations", ["L-9"], "services[0].locations[0]",
            "There is no location “L-9”; did you mean “L-3”?"),
        ("authority.1.person", "service.directr@client.example.com", "authority[1].person",
            "No person has the address “service.directr@client.example.com”; "
            "did you mean “service.director@client.example.com”?"),
        ("authority.1.clause", "33.1", "authority[1].clause",
            "There is no clause that “33.1” could belong to; did you mean “3.1”?"),
        ("envelope.limits.0.clause", "9.21(a)", "envelope.limits[0].clause",
            "There is no clause that “9.21(a)” could belong to; did you mean “9.2”?"),
        ("disputes.steps.0.clause", "x", "disputes.steps[0].clause",
            "There is no clause that “x” could belong to."),
        ("disputes.expedited.1.within.clause", "x", "disputes.expedited[1].within.clause",
            "There is no clause that “x” could belong to."),
        ("disputes.steps.2.key", "negotiate", "disputes.steps[2].key",
            "“negotiate” already stands at disputes.steps[1].key."),
        ("disputes.expedited.1.key", "negotiate", "disputes.expedited[1].key",
            "“negotiate” already stands at disputes.expedited[0].key."),
        ("disputes.steps.6", None, "disputes.steps", "A timetable needs a step with the key “settle”."),
        ("disputes.expedited.0", None, "disputes.expedited", "A timetable needs a step with the key “negotiate”."),
        ("change_procedure.fast_track.sign.clause", "x", "change_procedure.fast_track.sign.clause",
            "There is no clause that “x” could belong to."),
        ("authority.0.side", "vendor", "authority[0].side", "This person belongs to the other side."),
        ("authority.2.up_to", "1200000.01", "authority[2].up_to",
            "This authority goes above the framework, which lets changes of GBP 1,200,000 happen in all."),
        ("authority.2.term_months", 73, "authority[2].term_months",
            "This authority reaches beyond the longest term of the framework, which ends on 31 Mar 2032."),
        ("envelope.limits.0.of", None, "envelope.limits[0].of",
            "Say what the percentage is taken of: initial_value or annual_charges."),
        ("envelope.limits.0.percent", None, "envelope.limits[0]",
            "This limit needs an amount, or a percentage and what it is taken of."),
        ("envelope.limits.0.amount", 5, "envelope.limits[0].amount",
            "Give either an amount or a percentage, not both."),
        ("envelope.limits.1.over", "rolling", "envelope.limits[1].months",
            "A rolling limit needs its number of months."),
        ("envelope.limits.1.months", 12, "envelope.limits[1].months",
            "Only a rolling limit has months; leave them out."),
        ("envelope.limits.3.percent", None, "envelope.limits[3]",
            "This limit needs a percentage of the term, or a number of days."),
        ("envelope.limits.3.days", 5, "envelope.limits[3].days",
            "Give either days or a percentage, not both."),
        ("escalation.levels.0.level", 2, "escalation.levels[0].level",
            "Levels are counted from 1 without a gap; this must be 1."),
        ("calendars.client.subdivision", "XXX", "calendars.client.subdivision",
            "This part of the country is not known; leave it out or correct it."),
        ("change_procedure.fast_track", None, "change_procedure.fast_track",
            "The class fast_track is allowed, but its periods are missing."),
        ("services.1.charges.unit", None, "services[1].charges.unit", "The charge is per unit; name the unit."),
        ("kpis.0.weight", 15.1, "kpis",
            "The weights of the KPIs that measure the vendor sum to 100.10, above 100."),
        ("kpis.6.weight", 51, "kpis", "The weights of the KPIs that measure the client sum to 101, above 100."),
        ("kpis.0.minimum", 96, "kpis[0].minimum", "The minimum must not be better than the target, 95."),
        ("kpis.1.minimum", 20, "kpis[1].minimum", "The minimum must not be better than the target, 30."),
        ("kpis.0.bands", [95, 96], "kpis[0].bands[1]", "Bands go from the best figure to the worst."),
        ("credits.model", "at_risk", "credits.at_risk_percent",
            "The model at_risk needs the share of the charges at risk."),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_named_where_one_would_correct_it(place, value, path, sentence):
    assert said(_spoilt(place, value)) == {path: sentence}


@pytest.mark.parametrize("end", ["2026-03-31", "2026-04-01", "1999-12-31"])
def test_the_end_comes_after_the_start(end):
    data = good()
    data["header"]["end"] = end
    assert said(data)["header.end"] == "The end must come after the start, 01 Apr 2026."


def test_each_side_has_somebody_who_may_sign_and_somebody_who_leads():
    data = good()
    data["authority"] = [each for each in data["authority"] if each["side"] == "client"]
    for person in data["people"]:
        person["role"] = "member" if person["side"] == "vendor" else person["role"]
    assert said(data) == {
        "authority": "Nobody may sign for the vendor; at least one authority is needed.",
        "people": "The vendor needs at least one person who is manager or executive.",
    }


def test_neither_side_may_be_without_people_who_bind_and_lead():
    data = good()
    data["authority"] = [each for each in data["authority"] if each["side"] == "vendor"]
    for person in data["people"]:
        person["role"] = "viewer" if person["side"] == "client" else person["role"]
    assert said(data) == {
        "authority": "Nobody may sign for the client; at least one authority is needed.",
        "people": "The client needs at least one person who is manager or executive.",
    }


def test_every_country_that_may_be_named_has_its_holidays():
    assert {"GB", "ID", "SG", "US"} <= countries() <= set(list_supported_countries())


def test_without_a_cumulative_limit_the_initial_value_is_the_ceiling_of_authority():
    data = good()
    del data["envelope"]["limits"][1]
    data["authority"][2]["up_to"] = 12_000_001
    assert said(data) == {
        "authority[2].up_to": "This authority goes above the framework, "
        "which lets changes of GBP 12,000,000 happen in all."
    }


def test_the_largest_of_several_cumulative_limits_is_the_ceiling_of_authority():
    data = good()
    yearly = {"code": "g", "kind": "cumulative", "title": "A year", "clause": "9.2", "over": "contract_year"}
    data["envelope"]["limits"].append(yearly | {"amount": 2_000_000})
    data["authority"][2]["up_to"] = 2_000_000
    assert said(data) == {}
    data["authority"][2]["up_to"] = 2_000_001
    assert list(said(data)) == ["authority[2].up_to"]


def test_frozen_periods_do_not_end_before_they_begin_and_changes_are_of_a_known_class():
    data = good()
    periods = [{"from": "2027-01-02", "to": "2027-01-01", "reason": "Year end"}]
    data["envelope"]["limits"].append(
        {"code": "g", "kind": "frozen", "title": "Year end", "clause": "9.2", "periods": periods}
    )
    data["change_procedure"]["classes"].remove("fast_track")
    assert said(data) == {
        "envelope.limits[6].periods[0].to": "The last day must not come before the first, 02 Jan 2027.",
        "envelope.limits[2].change_class": "The change procedure has no class “fast_track”.",
    }


def test_the_same_person_may_not_stand_in_two_lines_even_on_two_sides():
    data = good()
    data["people"][6]["email"] = "Contract.Manager@client.example.com"
    assert said(data) == {
        "people[6].email": "“Contract.Manager@client.example.com” already stands at people[0].email.",
        "authority[3].person": "No person has the address “account.manager@vendor.example.com”; "
        "did you mean “contract.manager@client.example.com”?",
    }


def test_a_timetable_without_negotiation_and_settlement_is_told_both():
    data = good()
    data["disputes"]["steps"] = [data["disputes"]["steps"][0]]
    assert [(one.path, str(one.message)) for one in problems(data)] == [
        ("disputes.steps", "A timetable needs a step with the key “negotiate”."),
        ("disputes.steps", "A timetable needs a step with the key “settle”."),
    ]
