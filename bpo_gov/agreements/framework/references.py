"""Codes that must stand once only, and references that must lead somewhere."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from bpo_gov.agreements.framework.document import Document
from bpo_gov.agreements.framework.terms import clause_named
from bpo_gov.agreements.framework.texts import clip, nearest
from bpo_gov.kernel.words import N_, Say, say

Found = Iterator[tuple[str, Say]]

_NEAR_AT_MOST = 10  # looking for the nearest word takes time

# Each of these is searched as a whole: what stands twice, in whatever case, is an error at the second place.
_ONCE = (
    "services[].code", "locations[].code", "principles[].number", "clauses[].number", "people[].email",
    "envelope.limits[].code", "change_procedure.catalogue.items[].code", "forums[].code", "kpis[].code", "header.languages[]", "change_procedure.classes[]",
    "disputes.steps[].key", "disputes.expedited[].key", "calendars.client.working_days[]", "calendars.vendor.working_days[]", "calendars.client.closed_days[]",
    "calendars.vendor.closed_days[]",
)  # fmt: skip

# These are searched item by item.
_ONCE_EACH = ("services[].locations[]", "envelope.limits[].topics[]")

_PARTS = ("information", "operational", "catalogue", "emergency", "unsigned")
_STEPS = ("assess", "inform", "decide", "sign", "accept")
_CLAUSES = (
    "header.extensions[].clause", "calendars.counting.clause", "authority[].clause", "envelope.clause",
    "envelope.limits[].clause", "envelope.splitting.clause", "envelope.splitting.within.clause", "change_procedure.clause", "change_procedure.silence.after.clause",
    *(f"change_procedure.{track}.{step}.clause" for track in ("normal", "fast_track") for step in _STEPS),
    *(f"change_procedure.{part}.clause" for part in _PARTS), "change_procedure.operational.object_within.clause",
    "change_procedure.catalogue.items[].clause", "change_procedure.catalogue.items[].deliver_within.clause",
    "change_procedure.emergency.ratify.clause", "change_procedure.unsigned.notice.clause",
    "escalation.clause", "escalation.levels[].respond.clause", "escalation.levels[].resolve.clause", "disputes.clause",
    "disputes.steps[].clause", "disputes.steps[].within.clause", "disputes.expedited[].clause", "disputes.expedited[].within.clause",
    "governance.clause", "governance.answer.clause", "governance.minutes.clause",
    "credits.clause", "credits.claim.within.clause", "credits.claim.reply.clause", "relief.clause", "rectification.clause",
    "key_people.clause",
    "reports[].clause", "termination_triggers[].clause",
)  # fmt: skip

_NO_LOCATION = (N_("There is no location “%(name)s”."), N_("There is no location “%(name)s”; did you mean “%(near)s”?"))
_NO_SERVICE = (N_("There is no service “%(name)s”."), N_("There is no service “%(name)s”; did you mean “%(near)s”?"))
_NO_PERSON = (
    N_("No person has the address “%(name)s”."),
    N_("No person has the address “%(name)s”; did you mean “%(near)s”?"),
)
_NO_CLASS = (
    N_("The change procedure has no class “%(name)s”."),
    N_("The change procedure has no class “%(name)s”; did you mean “%(near)s”?"),
)
_NO_KPI = (N_("There is no KPI “%(name)s”."), N_("There is no KPI “%(name)s”; did you mean “%(near)s”?"))
_NO_CLAUSE = (
    N_("There is no clause that “%(name)s” could belong to."),
    N_("There is no clause that “%(name)s” could belong to; did you mean “%(near)s”?"),
)

_REFERENCES = (
    (_NO_LOCATION, ("services[].locations[]",), "locations[].code"),
    (_NO_SERVICE, ("change_procedure.catalogue.items[].service",), "services[].code"),
    (_NO_PERSON, ("authority[].person",), "people[].email"),
    (_NO_CLASS, ("envelope.limits[].change_class",), "change_procedure.classes[]"),
    (_NO_KPI, ("termination_triggers[].ways[].kpi",), "kpis[].code"),
    (_NO_CLAUSE, _CLAUSES, "clauses[].number"),
)


def doubles(document: Document) -> Found:
    """What stands twice where it may stand once."""
    for pattern in _ONCE:
        yield from _twice(document.each(pattern))
    for pattern in _ONCE_EACH:
        for _, places in groupby(document.each(pattern), lambda place: place[0].rpartition("[")[0]):
            yield from _twice(places)


def dangling(document: Document) -> Found:
    """References to what is not there."""
    for nth, (path, texts, name, known) in enumerate(_leading_nowhere(document)):
        near = nearest(name, known) if nth < _NEAR_AT_MOST else None
        yield path, say(texts[1], name=clip(name), near=near) if near else say(texts[0], name=clip(name))


def _leading_nowhere(document: Document) -> Iterator[tuple[str, tuple[str, str], str, Sequence[str]]]:
    for texts, patterns, target in _REFERENCES:
        known = [name.lower() if texts is _NO_PERSON else name for _, name in document.texts(target)]
        for path, name in chain.from_iterable(map(document.texts, patterns)):
            if name and not _leads(texts, name, known):
                yield path, texts, name, known


def _leads(texts: tuple[str, str], name: str, known: Sequence[str]) -> bool:
    if texts is _NO_CLAUSE:
        return clause_named(name, known) is not None
    return (name.lower() if texts is _NO_PERSON else name) in known


def _twice(places: Iterable[tuple[str, object]]) -> Found:
    first: dict[str, str] = {}
    for path, value in places:
        if not isinstance(value, str | int):
            continue
        key = str(value).strip().casefold()
        if key in first:
            yield path, say("“%(value)s” already stands at %(first)s.", value=clip(value), first=first[key])
        first.setdefault(key, path)
