"""Key people of both relationships: one handed over, one who leaves while the client looks at the successor, one announced late."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bpo_gov.agreements import queries as agreements
from bpo_gov.demo.english import AMELIA, JACK
from bpo_gov.demo.indonesian import DEWI, RINA
from bpo_gov.demo.steps import In, Step, succession
from bpo_gov.kernel.parties import Actor
from bpo_gov.successions import terms
from bpo_gov.successions.models import Why

# fmt: off
ENGLISH: list[Step] = [
    *succession("reporting analyst",
        (171, 10, JACK, "announce", {
            "post": "Peter Novak", "cause": Why.DUTIES, "last_on": In(36), "said": "Peter goes to another account of ours in spring and stays within reach."}),
        (164, 11, JACK, "propose", {
            "successor": "Ellen Ross", "meets": "Two years in service reporting with us, most of them on dashboards.", "first_on": In(8)}),
        (160, 15, AMELIA, "object", {"reason": "The contract asks for three years, and nobody could show us a month that she had closed."}),
        (153, 10, JACK, "propose", {
            "successor": "Dev Patel", "meets": "Five years of service reporting, three of them for a retailer; closed twelve months of KPIs like ours.", "first_on": In(3)}),
        (149, 14, AMELIA, "consent"),
        (135, 10, JACK, "in_place", {"taken_on": In(0), "handed": "Calculations of every KPI, the call logs since the start, and two months closed together."})),
    *succession("payroll lead",
        (12, 10, JACK, "announce", {"post": "Nadia Rahman", "cause": Why.LEAVES, "last_on": In(33), "said": "Nadia told us on Monday. The run of this month is hers."}),
        (3, 11, JACK, "propose", {
            "successor": "Tomasz Zielinski",
            "meets": "Professional payroll qualification since 2017. Seven years with more than 3,000 employees, two of them as deputy of a payroll lead.",
            "first_on": In(8)})),
]

INDONESIAN: list[Step] = [
    *succession("data kepegawaian",
        (17, 10, DEWI, "announce", {
            "post": "Indah Permata", "cause": Why.DUTIES, "last_on": In(24), "said": "Indah pindah ke proyek gudang baru. Data bulan ini masih ia sahkan sendiri."}),
        (11, 10, DEWI, "propose", {
            "successor": "Galih Prakoso", "meets": "Empat tahun menangani data kepegawaian klien; ikut menyusun peraturan perusahaan yang berlaku.", "first_on": In(6)}),
        (7, 11, RINA, "consent")),
]
# fmt: on


def worded(actor: Actor, words: Mapping[str, Any]) -> dict[str, Any]:
    """The words of a step: the post by who holds it, and days that are no weekend."""
    found: dict[str, Any] = {
        name: _weekday(value) if isinstance(value, date) else value for name, value in words.items()
    }
    return found | {"post": _post(actor, found["post"])} if "post" in found else found


def _weekday(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _post(actor: Actor, name: str) -> str:
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise LookupError(f"nobody is named yet: {name}")
    return next(each.post.key for each in terms.named(framework.terms) if each.name == name)
