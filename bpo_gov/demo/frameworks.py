"""The frameworks of the demo: the playbooks with the demo's companies and people in them."""

import re
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

from bpo_gov.demo import counted, measuring, people, weekly
from bpo_gov.demo.people import ACME, ID, NORTHGATE, OFFICE, PEOPLE, PRIMA, SAMUDRA, UK

PLAYBOOKS = {UK: "uk-services", OFFICE: "plain", ID: "id-uu30"}
TITLES = {
    UK: ("Business services agreement", "Acme Payroll and Helpdesk"),
    OFFICE: ("Office services agreement", "Acme Office Services"),
    ID: ("Perjanjian alih daya proses bisnis", "Layanan Pelanggan Samudra"),
}
COMPANIES = {
    UK: {"Client Company Limited": ACME, "Vendor Company Limited": NORTHGATE},
    OFFICE: {"Small Client Limited": ACME, "Small Vendor Limited": NORTHGATE},
    ID: {"PT Perusahaan Klien": SAMUDRA, "PT Penyedia Layanan": PRIMA},
}
LEVELS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    UK: measuring.LEVELS | {"KPI-06": counted.LEVELS},
    OFFICE: {},
    ID: weekly.LEVELS | {"KPI-06": counted.LEVELS},
}


def source(key: str, start: date) -> str:
    """The text of one of the demo's frameworks, comments of the playbook included."""
    text = files("bpo_gov.agreements").joinpath(f"playbooks/{PLAYBOOKS[key]}.yaml").read_text(encoding="utf-8")
    text = text.replace(f"reference: {PLAYBOOKS[key]}", f"reference: {key}", 1)
    text = re.sub(r"(?m)^  start: .*$", f"  start: {start}", text, count=1)
    text = text.replace("title: " + TITLES[key][0], "title: " + TITLES[key][1], 1)
    for before, after in COMPANIES[key].items():
        text = text.replace(before, after)
    text = text.replace(
        "respond: {n: 2, unit: working_day}", "respond: {n: 8, unit: working_hour}", 1
    )  # the first level
    for code, levels in LEVELS[key].items():
        text = _level(text, code, levels)
    for post, name in people.HOLDERS[key].items():
        text = re.sub(rf"name: {post} \([^)]+\)", f"name: {name}", text, count=1)
    for person in PEOPLE:
        if person.agreement == key:
            text = _seat(text, person)
    return text


def _level(text: str, code: str, levels: Mapping[str, str]) -> str:
    """Other levels for a KPI."""
    begin = text.index(f"code: {code}\n")
    end = text.find("\n  - code: ", begin)
    card = text[begin:end]
    for name, level in levels.items():
        card = re.sub(rf"(?m)^    {name}: .*$", f"    {name}: {level}", card, count=1)
    return text[:begin] + card + text[end:]


def _seat(text: str, person: people.Person) -> str:
    """Put a person in their place: the name above the address, and the address wherever it stands."""
    address = re.escape(person.place) + r"\.example\.com"
    text = re.sub(rf"name: [^\n]+(\n\s+email: ){address}", rf"name: {person.name}\g<1>{person.email}", text, count=1)
    return re.sub(rf"\b{address}", person.email, text)
