"""Each field that does not fit is named by its path, in our own words."""

from datetime import date, time
from decimal import Decimal

import pytest

from bpo_gov.agreements.framework import BadFramework, build, read
from tests.agreements.framework_cases import UK, good, problems, said

NUMBER = "is not a number; write digits only, with a dot before decimals and no other separator."


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("1e400", "“1e400” is written with an exponent; write all the digits."),
        ("1E3", "“1E3” is written with an exponent; write all the digits."),
        (".inf", "“.inf” is not a number that can be counted with."),
        ("-.inf", "“-.inf” is not a number that can be counted with."),
        (".nan", "“.nan” is not a number that can be counted with."),
        ("NaN", "“NaN” is not a number that can be counted with."),
        ("Infinity", "“Infinity” is not a number that can be counted with."),
        ("1_000", f"“1_000” {NUMBER}"),
        ("'1,000'", f"“1,000” {NUMBER}"),
        ("0x10", f"“0x10” {NUMBER}"),
        ("007", f"“007” {NUMBER}"),
        ("+5", f"“+5” {NUMBER}"),
        ("٣", f"“٣” {NUMBER}"),
        ("1.23456", "“1.23456” has more than four decimals."),
        ("123456789012345678901", "The number has more than 20 digits."),
        ("-0.01", "This must be at least 0."),
        ("-12000000", "This must be at least 0."),
        ("[5]", "A number is needed here, for example 2500.50."),
        ("true", "A number is needed here, for example 2500.50."),
        ("", "A number is needed here, for example 2500.50."),
    ],
)
def test_an_amount_is_an_exact_number(written, sentence):
    bad = UK.replace("initial_value: 12000000", f"initial_value: {written}")
    found = said(bad)
    assert found["header.initial_value"] == sentence
    assert len(found) == 1


def test_amounts_are_read_exactly():
    framework = read(UK.replace("initial_value: 12000000", "initial_value: 1200000000000000.1001"))
    assert framework.header.initial_value == Decimal("1200000000000000.1001")


@pytest.mark.parametrize(
    ("old", "new", "path", "sentence"),
    [
        ("  title: Business services agreement\n", "", "header.title", "This is missing."),
        ("title: Business services agreement", "title:", "header.title", "This is empty; fill it in."),
        ("title: Business services agreement", "title: [a]", "header.title",
            "Text is needed here; put it in quotes if it looks like something else."),
        ("title: Business services agreement", "title: true", "header.title",
            "Text is needed here; put it in quotes if it looks like something else."),
        ("title: Business services agreement", "titel: x\n  title: y", "header.titel",
            "“titel” is not known here; did you mean “title”?"),
        ("title: Business services agreement", "title: " + "x" * 201, "header.title",
            "The text has 201 characters; at most 200 are allowed."),
        ("reference: uk-services", "reference: UK Services", "header.reference",
            "Use 3 to 40 small letters, digits and single dashes, for example acme-payroll."),
        ("reference: uk-services", "reference: " + "a" * 41, "header.reference",
            "Use 3 to 40 small letters, digits and single dashes, for example acme-payroll."),
        ("start: 2026-04-01", "start: 2026-02-30", "header.start", "There is no such day as 2026-02-30."),
        ("start: 2026-04-01", "start: 01/04/2026", "header.start",
            "“01/04/2026” is not a date; write year, month and day, for example 2026-03-31."),
        ("start: 2026-04-01", "start: 0001-04-01", "header.start", "The year must lie between 1950 and 2150."),
        ("currency: GBP", "currency: XYZ", "header.currency",
            "“XYZ” is not a currency code; use three capitals such as GBP or IDR."),
        ("time_zone: Europe/London\n  playbook", "time_zone: Europe/Londn\n  playbook", "header.time_zone",
            "“Europe/Londn” is not a time zone; did you mean “Europe/London”?"),
        ("languages: [en]", "languages: [en, fr]", "header.languages[1]", "“fr” is not one of en, id."),
        ("languages: [en]", "languages: []", "header.languages", "The list is empty; at least one item is needed."),
        ("languages: [en]", "languages: en", "header.languages",
            "A list is needed here: one item on each line, after a dash."),
        ("country: GB\n    registration: \"00000001\"", "country: UK", "header.client.country",
            "“UK” is not a country code; use two capitals such as GB or ID."),
        ("email: auditor@client.example.com", "email: auditor at client", "people[5].email",
            "“auditor at client” is not an e-mail address."),
        ("side: vendor\n    title: quality lead", "side: neutral\n    title: quality lead", "people[8].side",
            "“neutral” is not one of client, vendor."),
        ("topic: audit", "topic: audits", "clauses[8].topic", "“audits” is not one of scope, charges, ip_ownership, "
            "confidentiality, non_compete, reporting, audit, termination, remedy, data, personnel, change, dispute, "
            "term, other; did you mean “audit”?"),
        ("day_of_receipt: false", "day_of_receipt: perhaps", "calendars.counting.day_of_receipt",
            "Write true or false."),
        ('opens: "09:00"', 'opens: "9.00"', "calendars.client.opens",
            "“9.00” is not a time of day; write hours and minutes, for example 09:00."),
        ('opens: "09:00"', 'opens: "24:00"', "calendars.client.opens",
            "“24:00” is not a time of day; write hours and minutes, for example 09:00."),
        ("assess: {n: 10, unit: working_day", "assess: {n: 0, unit: working_day",
            "change_procedure.normal.assess.n", "This must be at least 1."),
        ("assess: {n: 10, unit: working_day", "assess: {n: 2.5, unit: working_day",
            "change_procedure.normal.assess.n", "“2.5” must be a whole number."),
        ("kind: each", "kind: eech", "envelope.limits[0].kind", "“eech” is not one of each, cumulative, count, term, "
            "effort, band, protected, frozen; did you mean “each”?"),
        ("      kind: effort\n", "", "envelope.limits[4].kind", "This is missing."),
        ("      days: 20\n", "", "envelope.limits[4].days", "This is missing."),
        ("      days: 20\n", "      dayz: 20\n      days: 20\n", "envelope.limits[4].dayz",
            "“dayz” is not known here; did you mean “days”?"),
        ("      percent: 2\n", "      percent: 0\n", "envelope.limits[0].percent", "This must be more than 0."),
        ("near: 80", "near: 0.5", "envelope.near", "This must be at least 1."),
        ("near: 80", "near: 101", "envelope.near", "This must be at most 100."),
        ("quorum: {client: 2, vendor: 2}", "quorum: two", "forums[1].quorum",
            "A group of fields is needed here, each on its own line with its name and a colon."),
        ("credits:\n  model: points", "credits:\n  model: {a: 1}", "credits.model",
            "One of these words is needed here: points, at_risk, linear."),
    ],
)  # fmt: skip
def test_a_field_that_does_not_fit_is_told_alone_and_in_plain_words(old, new, path, sentence):
    assert old in UK
    assert said(UK.replace(old, new, 1)) == {path: sentence}


def test_a_problem_knows_its_line():
    lines = {p.path: p.line for p in problems(UK.replace("near: 80", "near: 101").replace("  end: 2030-03-31\n", ""))}
    numbered = {text: n for n, text in enumerate(UK.splitlines(), start=1)}
    assert lines == {"header.end": numbered["header:"], "envelope.near": numbered["  near: 80"] - 1}


def test_several_errors_are_told_at_once():
    data = good()
    data["header"]["end"] = "2020-01-01"
    data["header"]["currency"] = "GBPP"
    data["header"]["vendor"]["name"] = "  CLIENT  company LIMITED "
    data["header"]["annual_charges"] = "-5"
    del data["header"]["governing_law"]
    data["headers"] = {}
    data["services"][0]["locations"][1] = "L-9"
    data["services"][1]["code"] = "s-01"
    data["services"][2]["charges"]["amount"] = "1e400"
    data["people"][0]["role"] = "boss"
    data["authority"][0]["person"] = "nobody@client.example.com"
    data["envelope"]["limits"][1]["percent"] = "ten"
    data["escalation"]["levels"][2]["level"] = 4
    data["kpis"][5]["weight"] = 40
    data["reports"][0]["clause"] = "99.1"
    assert sorted(p.path for p in problems(data)) == [
        "authority[0].person",
        "envelope.limits[1].percent",
        "escalation.levels[2].level",
        "header.annual_charges",
        "header.currency",
        "header.end",
        "header.governing_law",
        "header.vendor.name",
        "headers",
        "kpis",
        "people[0].role",
        "reports[0].clause",
        "services[0].locations[1]",
        "services[1].code",
        "services[2].charges.amount",
    ]


def test_plain_data_is_held_to_the_same_and_has_no_lines():
    data = good() | {"kpi": []}
    data["header"]["initial_value"] = float("nan")
    data["header"]["title"] = "\ud800"
    with pytest.raises(BadFramework) as refused:
        build(data)
    assert [(p.path, p.line, str(p.message)) for p in refused.value.problems] == [
        ("header.title", None, "The text holds a sign that cannot be kept: U+D800."),
        ("header.initial_value", None, "A number is needed here, for example 2500.50."),
        ("kpi", None, "“kpi” is not known here; did you mean “kpis”?"),
    ]


@pytest.mark.parametrize(
    ("place", "value", "found"),
    [
        (("envelope", "limits"), ["each"], {"envelope.limits[0]":
            "A group of fields is needed here, each on its own line with its name and a colon."}),
        (("envelope", "limits"), [{"kind": ["each"]}], {"envelope.limits[0].kind":
            "One of these words is needed here: each, cumulative, count, term, effort, band, protected, frozen."}),
        (("credits",), None, {"credits": "This is empty; fill it in."}),
        (("header", "time_zone"), "Zz9/Qq8", {"header.time_zone":
            "“Zz9/Qq8” is not a time zone; use a name such as Europe/London."}),
        (("header", "title"), "two\nlines", {"header.title": "This must stand on one line, without tabs."}),
        (("header", "title"), "x" * 900, {"header.title": "The text has 900 characters; at most 200 are allowed."}),
        (("header", "title"), " \n ", {"header.title": "This is empty; fill it in."}),
        (("header", "an odd\nname"), 1, {"header[“an odd�name”]":
            "“an odd�name” is not known here; possible are reference, title, client, vendor, start, end, extensions, "
            "currency, initial_value, annual_charges, governing_law, languages, time_zone, playbook, playbook_version."}),
        (("kpis", 0, "direction"), "up", {"kpis[0].direction": "“up” is not one of higher, lower."}),
        (("kpis", 0, "code"), ["a"], {"kpis[0].code":
            "Text is needed here; put it in quotes if it looks like something else."}),
        (("reports", 0, "From"), "client", {"reports[0].From": "“From” is not known here; did you mean “from”?"}),
        (("change_procedure", "silence", "after", "m"), 1, {"change_procedure.silence.after.m":
            "“m” is not known here; possible are n, unit, clause."}),
        (("change_procedure", "fast_track", "asses"), 1, {"change_procedure.fast_track.asses":
            "“asses” is not known here; did you mean “assess”?"}),
        (("disputes", "steps", 6, "key"), "setle", {"disputes.steps[6].key":
            "“setle” is not one of acknowledge, negotiate, executives, refer, mediator, convene, meet, settle, register; "
            "did you mean “settle”?"}),
        (("disputes", "steps", 1), {"name": "Negotiate", "within": {"n": 5}}, {"disputes.steps[1].key":
            "This is missing."}),
        (("disputes", "expedited"), [], {"disputes.expedited": "The list is empty; at least one item is needed."}),
        (("disputes", "expedited", 0, "nme"), "x", {"disputes.expedited[0].nme":
            "“nme” is not known here; did you mean “name”?"}),
        (("disputes", "expedited", 0, "within", "m"), 1, {"disputes.expedited[0].within.m":
            "“m” is not known here; possible are n, unit, clause."}),
    ],
)  # fmt: skip
def test_data_of_the_wrong_kind_is_told_where_it_stands(place, value, found):
    data = good()
    here = data
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = value
    assert said(data) == found


def test_values_of_python_are_read_as_well():
    data = good()
    data["header"] |= {"start": date(2026, 4, 1), "initial_value": Decimal("12000000.00")}
    data["calendars"]["client"]["opens"] = time(9)
    assert build(data) == read(UK)
    data["header"]["initial_value"] = 10**60
    with pytest.raises(BadFramework, match="more than 20 digits"):
        build(data)


def test_data_nested_without_end_is_refused_like_any_other():
    deep: list[object] = []
    for _ in range(20_000):
        deep = [deep]
    data = good()
    data["header"]["title"] = deep
    data["depths"] = deep
    with pytest.raises(BadFramework) as refused:
        build(data)
    assert [p.path for p in refused.value.problems] == ["header.title", "depths"]


def test_a_list_beyond_all_measure_is_refused_before_its_items_are_read():
    data = good()
    data["reports"] = [{}] * 301
    assert said(data) == {"reports": "The list has 301 items; at most 300 are allowed."}


def test_a_flood_of_errors_is_cut_and_the_rest_is_counted():
    found = problems("header:\n" + "".join(f"  x{n}: 1\n" for n in range(20_000)))
    assert len(found) == 501
    assert str(found[-1].message).endswith("more problems are not listed.")


def test_a_period_without_a_unit_takes_that_of_the_agreement():
    data = good()
    data["calendars"]["counting"]["unit"] = "calendar_day"
    del data["escalation"]["levels"][0]["respond"]["unit"]
    levels = build(data).escalation.levels
    assert levels[0].respond.unit == "calendar_day"
    assert levels[0].resolve.unit == "working_day"


def test_an_empty_name_of_an_optional_list_is_an_empty_list():
    assert read(UK.replace("closed_days: [2026-12-24, 2027-12-24]", "closed_days:")).calendars.client.closed_days == []


def test_an_expedited_timetable_is_left_out_by_an_empty_name_too():
    data = good()
    data["disputes"]["expedited"] = None
    assert build(data).disputes.expedited is None
