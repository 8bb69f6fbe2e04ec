"""What must hold between the fields of a framework: all checks, each tolerant of fields that are missing or wrong."""

from collections.abc import Callable, Iterator
from itertools import chain

from bpo_gov.agreements.framework.ceilings import above_the_framework
from bpo_gov.agreements.framework.choices import StepKey
from bpo_gov.agreements.framework.document import Document
from bpo_gov.agreements.framework.figures import figures
from bpo_gov.agreements.framework.limits import limits
from bpo_gov.agreements.framework.places import countries
from bpo_gov.agreements.framework.references import dangling, doubles
from bpo_gov.agreements.framework.texts import sameness
from bpo_gov.kernel.holidays import holidays_of
from bpo_gov.kernel.parties import SIDES
from bpo_gov.kernel.words import Say, say

Found = Iterator[tuple[str, Say]]


def cross_checks(document: Document) -> Found:
    """Path and sentence of everything that does not fit together."""
    return chain.from_iterable(check(document) for check in CHECKS)


def _term(document: Document) -> Found:
    header = document.item("header")
    start, end = header.day("start"), header.day("end")
    if start and end and end <= start:
        yield "header.end", say("The end must come after the start, %(start)s.", start=start)


def _two_companies(document: Document) -> Found:
    client, vendor = document.item("header.client"), document.item("header.vendor")
    one, two = client.text("name"), vendor.text("name")
    if one and two and sameness(one) == sameness(two):
        yield "header.vendor.name", say("Client and vendor are the same company; an agreement has two.")
    one, two = client.text("registration"), vendor.text("registration")
    if one and two and sameness(one) == sameness(two) and client.text("country") == vendor.text("country"):
        yield "header.vendor.registration", say("Client and vendor have the same registration.")


def _both_sides(document: Document) -> Found:
    able = {
        person.text("side")
        for _, person in document.items("people[]")
        if person.text("role") in ("manager", "executive")
    }
    binding = {authority.text("side") for _, authority in document.items("authority[]")}
    for side in SIDES:
        if document.at("people") and side not in able:
            yield "people", _says_nobody_leads(side)
        if document.at("authority") and side not in binding:
            yield "authority", _says_nobody_binds(side)


def _says_nobody_leads(side: str) -> Say:
    if side == "client":
        return say("The client needs at least one person who is manager or executive.")
    return say("The vendor needs at least one person who is manager or executive.")


def _says_nobody_binds(side: str) -> Say:
    if side == "client":
        return say("Nobody may sign for the client; at least one authority is needed.")
    return say("Nobody may sign for the vendor; at least one authority is needed.")


def _authority_side(document: Document) -> Found:
    people = [person for _, person in document.items("people[]")]
    sides = {(person.text("email") or "").lower(): person.text("side") for person in reversed(people)}  # first wins
    for path, authority in document.items("authority[]"):
        mine, theirs = authority.text("side"), sides.get((authority.text("person") or "").lower())
        if mine in SIDES and theirs in SIDES and mine != theirs:
            yield f"{path}.side", say("This person belongs to the other side.")


def _ladder(document: Document) -> Found:
    for nth, (path, level) in enumerate(document.items("escalation.levels[]"), start=1):
        given = level.whole("level")
        if given is not None and given != nth:
            yield f"{path}.level", say("Levels are counted from 1 without a gap; this must be %(n)s.", n=nth)


def _holidays(document: Document) -> Found:
    for side in SIDES:
        calendar = document.item(f"calendars.{side}")
        country, part = calendar.text("country"), calendar.text("subdivision")
        if country in countries() and part and not _has_holidays(country, part):
            yield (
                f"calendars.{side}.subdivision",
                say("This part of the country is not known; leave it out or correct it."),
            )


def _has_holidays(country: str, part: str) -> bool:
    try:
        holidays_of(country, part, (), cuti_bersama=False)
    except ValueError:
        return False
    return True


def _fast_track(document: Document) -> Found:
    procedure = document.item("change_procedure")
    if "fast_track" in procedure.texts("classes") and not procedure.has("fast_track"):
        yield "change_procedure.fast_track", say("The class fast_track is allowed, but its periods are missing.")


def _timetables(document: Document) -> Found:
    for path in ("disputes.steps", "disputes.expedited"):
        kinds = [step.text("key") for _, step in document.items(f"{path}[]")]
        if not all(kind in list(StepKey) for kind in kinds):
            continue  # somebody else says so
        for needed in (StepKey.NEGOTIATE, StepKey.SETTLE):
            if kinds and needed not in kinds:
                yield path, say("A timetable needs a step with the key “%(key)s”.", key=needed.value)


def _charges(document: Document) -> Found:
    for path, charges in document.items("services[].charges"):
        if charges.text("per") == "unit" and not charges.has("unit"):
            yield f"{path}.unit", say("The charge is per unit; name the unit.")


CHECKS: tuple[Callable[[Document], Found], ...] = (
    _term, _two_companies, doubles, dangling, _both_sides, _authority_side, above_the_framework, limits, _ladder,
    _holidays, _fast_track, _timetables, _charges, figures,
)  # fmt: skip
