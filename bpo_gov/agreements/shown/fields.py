"""The words people read for the sections and fields of a framework, and for the things in its lists."""

from collections.abc import Mapping
from typing import Any

from bpo_gov.agreements.framework.keys import Path
from bpo_gov.kernel.words import N_, Say, say

SECTIONS: Mapping[str, str] = {
    "header": N_("Parties, term and value"), "services": N_("Services"), "locations": N_("Places"),
    "principles": N_("What we both signed up to"), "clauses": N_("Clauses"), "calendars": N_("Calendars and counting"),
    "people": N_("People"), "authority": N_("Who may bind a side"), "envelope": N_("What may change without renegotiation"),
    "change_procedure": N_("How a change goes"), "escalation": N_("How a problem climbs"), "disputes": N_("How a dispute goes"),
    "forums": N_("Where we meet"), "governance": N_("How decisions are answered and minutes agreed"),
    "kpis": N_("What is measured"), "credits": N_("What a missed level costs"),
    "relief": N_("Relief, where the other side is the cause"), "rectification": N_("Plans that put a failing right"),
    "key_people": N_("How a key person changes"), "pulse": N_("How the relationship is asked about"),
    "reports": N_("Reports due"), "termination_triggers": N_("What would give a right to terminate"),
}  # fmt: skip
FIELDS: Mapping[str, str] = {
    "accept": N_("Period for the acceptance"), "address": N_("Address"), "after": N_("Length of silence"), "allocation": N_("Pool, of what is at risk"),
    "amount": N_("Amount"),
    "answer": N_("Period for the answer"),
    "annual_charges": N_("Charges, each year"), "assess": N_("Period for the assessment"), "at_most": N_("How many changes at most"),
    "at_risk_percent": N_("Share of the charges at risk"), "bands": N_("Bands, best first"), "baseline": N_("Baseline"),
    "basis": N_("How the price is made"), "cadence": N_("How often"), "calculation": N_("How it is computed"),
    "cap_percent": N_("At most, of the charges of a period"), "category": N_("Kind of service"), "chair": N_("Chair"),
    "change_class": N_("Class of change"), "charges": N_("Charges"), "claim": N_("Claiming a credit"), "classes": N_("Classes of change"), "clause": N_("Clause"),
    "client": N_("Client"), "closed_days": N_("Closed besides"), "closes": N_("Closes at"), "code": N_("Code"),
    "contest_days": N_("Days to contest a figure"), "counting": N_("How days are counted"), "counts": N_("What is counted"), "country": N_("Country"),
    "credit_share": N_("Share of the credits"), "currency": N_("Currency"), "cut_off": N_("Cut-off"),
    "cuti_bersama": N_("Decreed joint leave counts as closed"), "day_of_receipt": N_("The day of receipt counts"),
    "days": N_("Number of days"), "decide": N_("Period for the decision"), "description": N_("Description"), "details": N_("Working days for the details"),
    "direction": N_("Better is"), "draft": N_("Working days for the draft"), "due": N_("Due"), "earn_back": N_("How a credit comes back"),
    "earn_back_level": N_("A credit comes back above"), "email": N_("E-mail"), "end": N_("Last day"), "every": N_("How often"),
    "expedited": N_("Expedited timetable"),
    "extensions": N_("Options to extend"), "fast_track": N_("Fast track"), "final": N_("Decides in the end"), "from": N_("From"),
    "governing_law": N_("Governing law"), "handover": N_("Working days of the handover"), "heading": N_("Heading"), "inform": N_("Period for further information"),
    "initial_value": N_("Initial value"), "key": N_("Kind of step"), "key_personnel": N_("Key people"), "kind": N_("Kind of limit"), "kpi": N_("KPI"),
    "lapses": N_("Lapses when it is late"), "languages": N_("Languages"),
    "level": N_("Level"), "levels": N_("Levels"), "limits": N_("Limits"), "locations": N_("Places"), "measure": N_("What is kept in a band"),
    "measured_by": N_("Measured by"), "measures": N_("Whose performance it is"), "mediation_body": N_("Appoints the mediator"),
    "minimum": N_("Minimum"), "minimum_standard": N_("Minimum standard"), "minutes": N_("Period for agreeing to minutes"),
    "model": N_("Model"), "months": N_("Months"), "name": N_("Name"),
    "near": N_("Counts as near from"), "normal": N_("Normal change"),
    "notice": N_("Time for the notice"), "notice_months": N_("Months of notice"), "notify": N_("Working days to tell of a failing"), "number": N_("Number"),
    "of": N_("A percentage of"), "on_late": N_("When it comes late"), "opens": N_("Opens at"), "over": N_("Adds up over"), "per": N_("The amount is for"),
    "percent": N_("Percentage"), "percent_of_point": N_("What one point costs, of the charges"), "percent_of_unit": N_("What one unit costs, of the charges"),
    "period": N_("Period of a figure"), "periods": N_("Spans of days"), "person": N_("Person"),
    "playbook": N_("Began from the playbook"), "playbook_version": N_("Version of the playbook"), "position": N_("Position"),
    "protected": N_("Protected from change"), "purpose": N_("Purpose"), "qualification": N_("Qualification"), "questions": N_("Questions"), "quorum": N_("Quorum"),
    "reason": N_("Reason"), "reference": N_("Reference"), "registration": N_("Registration"), "reply": N_("Period for the answer"), "resolve": N_("Resolve within"),
    "respond": N_("Answer within"), "review": N_("Working days for the review"), "role": N_("Role"), "rule": N_("Days that are skipped"), "side": N_("Side"),
    "sign": N_("Period for the signatures"), "silence": N_("Silence"), "source": N_("Source of the figure"), "start": N_("First day"),
    "steps": N_("Steps"), "subdivision": N_("Part of the country"), "successor": N_("Working days for proposing a successor"),
    "summary": N_("What it says"), "target": N_("Target"),
    "term_months": N_("Longest commitment, in months"), "text": N_("Text"), "then": N_("What follows"), "threshold": N_("Reached when"),
    "time_zone": N_("Time zone"), "times": N_("How many times"), "timetable": N_("Timetable"), "title": N_("Title"), "to": N_("To"), "topic": N_("Subject"),
    "topics": N_("Protected subjects"), "unit": N_("Unit"), "up_to": N_("Up to"), "vendor": N_("Vendor"), "weight": N_("Weight"),
    "ways": N_("What can be counted of it"), "whose": N_("Whose performance it is"), "window": N_("Within how many periods"), "within": N_("Within"),
    "working_days": N_("Working days"),
    "year_cap_percent": N_("At most in a contract year, of the annual charges"),
}  # fmt: skip
THINGS: Mapping[str, str] = {
    "header.extensions": N_("Option to extend, clause %(key)s"), "services": N_("Service %(key)s, %(name)s"),
    "services.key_personnel": N_("Key person: %(key)s"), "locations": N_("Place %(key)s, %(name)s"), "principles": N_("Goal %(key)s"),
    "clauses": N_("Clause %(key)s, %(name)s"), "people": N_("%(name)s, %(key)s"), "authority": N_("Authority of %(key)s"),
    "envelope.limits": N_("Limit %(key)s, %(name)s"), "envelope.limits.periods": N_("Span of days from %(key)s"),
    "escalation.levels": N_("Level %(key)s"), "disputes.steps": N_("Step: %(name)s"), "disputes.expedited": N_("Expedited step: %(name)s"),
    "forums": N_("Forum %(key)s, %(name)s"),
    "kpis": N_("KPI %(key)s, %(name)s"), "reports": N_("Report: %(key)s"), "termination_triggers": N_("Trigger: %(key)s"),
    "termination_triggers.ways": N_("Way: %(key)s"),
}  # fmt: skip
NAMES = ("name", "heading", "title")


def section(name: str) -> Say:
    """The title of a section."""
    return Say(SECTIONS[name]) if name in SECTIONS else field(name)


def field(name: str) -> Say:
    """The word for a field; one that has none yet is named as the file names it."""
    return Say(FIELDS[name]) if name in FIELDS else say("the field %(name)s", name=name)


def thing(pattern: str, key: str, item: Mapping[str, Any]) -> Say:
    """What people call one thing of a list."""
    if pattern not in THINGS:
        return say("%(what)s %(key)s", what=field(pattern.rpartition(".")[2]), key=key)
    name = next((str(item[one]) for one in NAMES if item.get(one)), "")
    return say(THINGS[pattern], key=key, name=name)


def trail(path: Path) -> list[Say]:
    """The words for the names on the way to a field."""
    return [field(step) for step in path]
