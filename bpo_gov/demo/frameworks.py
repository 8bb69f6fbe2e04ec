"""The two frameworks of the demo: the playbooks with the demo's companies and people in them."""

import re
from datetime import date
from importlib.resources import files

from bpo_gov.demo import people
from bpo_gov.demo.measuring import LEVELS
from bpo_gov.demo.people import ACME, ID, NORTHGATE, PEOPLE, PRIMA, SAMUDRA, UK

PLAYBOOKS = {UK: "uk-services", ID: "id-uu30"}
TITLES = {
    UK: ("Business services agreement", "Acme Payroll and Helpdesk"),
    ID: ("Perjanjian alih daya proses bisnis", "Layanan Pelanggan Samudra"),
}
COMPANIES = {
    UK: {"Client Company Limited": ACME, "Vendor Company Limited": NORTHGATE},
    ID: {"PT Perusahaan Klien": SAMUDRA, "PT Penyedia Layanan": PRIMA},
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
    for code, levels in LEVELS.items() if key == UK else ():
        text = _level(text, code, *levels)
    for person in PEOPLE:
        if person.agreement == key:
            text = _seat(text, person)
    return text


def _level(text: str, code: str, target: str, minimum: str, bands: str, above: str) -> str:
    """Other levels for a KPI."""
    begin = text.index(f"code: {code}\n")
    end = text.find("\n  - code: ", begin)
    card = text[begin:end]
    for name, level in (("target", target), ("minimum", minimum), ("bands", bands), ("earn_back_level", above)):
        card = re.sub(rf"(?m)^    {name}: .*$", f"    {name}: {level}", card, count=1)
    return text[:begin] + card + text[end:]


def _seat(text: str, person: people.Person) -> str:
    """Put a person in their place: the name above the address, and the address wherever it stands."""
    address = re.escape(person.place) + r"\.example\.com"
    text = re.sub(rf"name: [^\n]+(\n\s+email: ){address}", rf"name: {person.name}\g<1>{person.email}", text, count=1)
    return re.sub(rf"\b{address}", person.email, text)
