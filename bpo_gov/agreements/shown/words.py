"""The words people read for the closed sets of a framework."""

from collections.abc import Mapping, Sequence

from babel import Locale

from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import (
    Cadence,
    Chair,
    Counts,
    CreditModel,
    Direction,
    Interval,
    OnConsent,
    OnLate,
    OnMinutes,
    OnReport,
    OnReview,
    OnSilence,
    Period,
    StepKey,
    Timetable,
    Topic,
    Way,
    Weekday,
)
from bpo_gov.agreements.framework.classes import CLASSES
from bpo_gov.kernel.calendars import Rule, Unit
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.words import N_, Say, Value
from bpo_gov.web.words import lang

TOPICS: Mapping[str, str] = {
    Topic.SCOPE: N_("Scope"),
    Topic.CHARGES: N_("Charges"),
    Topic.IP_OWNERSHIP: N_("Intellectual property"),
    Topic.CONFIDENTIALITY: N_("Confidentiality"),
    Topic.NON_COMPETE: N_("Non-compete"),
    Topic.REPORTING: N_("Reporting"),
    Topic.AUDIT: N_("Audit"),
    Topic.TERMINATION: N_("Termination"),
    Topic.REMEDY: N_("Remedies"),
    Topic.DATA: N_("Data"),
    Topic.PERSONNEL: N_("Personnel"),
    Topic.CHANGE: N_("Change"),
    Topic.DISPUTE: N_("Disputes"),
    Topic.TERM: N_("Term"),
    Topic.OTHER: N_("Other subjects"),
}
CADENCES: Mapping[str, str] = {
    Cadence.WEEKLY: N_("every week"),
    Cadence.FORTNIGHTLY: N_("every two weeks"),
    Cadence.MONTHLY: N_("every month"),
    Cadence.QUARTERLY: N_("every quarter"),
}
INTERVALS: Mapping[str, str] = {
    Interval.WEEK: N_("each week"),
    Interval.MONTH: N_("each month"),
    Interval.QUARTER: N_("each quarter"),
}
CHAIRS: Mapping[str, str] = {
    Chair.CLIENT: N_("the client"),
    Chair.VENDOR: N_("the vendor"),
    Chair.ROTATES: N_("the two sides in turn"),
}
SILENCES: Mapping[str, str] = {
    OnSilence.LAPSE: N_("the request lapses"),
    OnSilence.REMIND: N_("both sides are reminded"),
    OnSilence.ESCALATE: N_("it is escalated"),
}
ON_MINUTES: Mapping[str, str] = {
    OnMinutes.REMIND: N_("both sides are reminded"),
    OnMinutes.AGREED: N_("the minutes count as agreed"),
}
ON_LATE: Mapping[str, str] = {
    OnLate.FLAG: N_("that it is late is flagged"),
    OnLate.LAPSE: N_("the claim lapses"),
}
ON_REVIEW: Mapping[str, str] = {
    OnReview.REMIND: N_("both sides are reminded"),
    OnReview.APPROVED: N_("the draft counts as approved"),
}
ON_REPORT: Mapping[str, str] = {
    OnReport.REMIND: N_("both sides are reminded"),
    OnReport.ACCEPTED: N_("the report counts as accepted"),
}
ON_CONSENT: Mapping[str, str] = {
    OnConsent.REMIND: N_("both sides are reminded"),
    OnConsent.CONSENTED: N_("it counts as consent"),
}
MODELS: Mapping[str, str] = {
    CreditModel.POINTS: N_("Points: every band missed counts points, and points turn into a credit"),
    CreditModel.AT_RISK: N_("At risk: a share of the charges depends on the figures"),
    CreditModel.LINEAR: N_("Linear: the credit grows with the distance from the target"),
}
TIMETABLES: Mapping[str, str] = {
    Timetable.STANDARD: N_("standard"),
    Timetable.EXPEDITED: N_("expedited"),
    Timetable.ID_UU30: N_("UU 30/1999, in calendar days"),
}
DISPUTE_STEPS: Mapping[str, str] = {
    StepKey.ACKNOWLEDGE: N_("confirmation of the notice"),
    StepKey.NEGOTIATE: N_("negotiation"),
    StepKey.EXECUTIVES: N_("talk of the highest level"),
    StepKey.REFER: N_("referral to mediation"),
    StepKey.MEDIATOR: N_("choice of the mediator"),
    StepKey.CONVENE: N_("first meeting of the mediation"),
    StepKey.MEET: N_("longest meeting of the mediation"),
    StepKey.SETTLE: N_("signed settlement"),
    StepKey.REGISTER: N_("registration of the settlement"),
}
DIRECTIONS: Mapping[str, str] = {
    Direction.HIGHER: N_("higher is better"),
    Direction.LOWER: N_("lower is better"),
}
COUNTED_IN: Mapping[str, str] = {
    Unit.WORKING_DAY: N_("Periods are counted in working days, unless a clause names another unit."),
    Unit.CALENDAR_DAY: N_("Periods are counted in calendar days, unless a clause names another unit."),
    Unit.WORKING_HOUR: N_("Periods are counted in working hours, unless a clause names another unit."),
}
SKIPPED: Mapping[str, str] = {
    Rule.CLIENT: N_("A working day on which the client is closed does not count."),
    Rule.VENDOR: N_("A working day on which the vendor is closed does not count."),
    Rule.EITHER_CLOSED: N_("A working day on which either side is closed does not count."),
    Rule.BOTH_CLOSED: N_("A working day counts as soon as one side is open; it does not when both are closed."),
}
COUNTS: Mapping[str, str] = {
    Counts.BELOW_MINIMUM: N_("periods under the minimum"),
    Counts.AT_CAP: N_("months whose credits reach the cap"),
    Counts.POINTS: N_("points"),
    Counts.PLAN_FAILED: N_("rectification plans that failed"),
}
WAYS: Mapping[str, str] = {
    Counts.BELOW_MINIMUM: N_("any one KPI of %(side)s under its minimum in %(times)s of %(window)s periods"),
    Counts.AT_CAP: N_("credits of %(side)s at the cap in %(times)s of %(window)s months"),
    Counts.POINTS: N_("more than %(times)s points of %(side)s within %(window)s months"),
    Counts.PLAN_FAILED: N_("%(times)s failed rectification plans of %(side)s within %(window)s months"),
}
OF_ONE = N_("%(kpi)s of %(side)s under its minimum in %(times)s of %(window)s periods")
SIDES: Mapping[str, str] = {Party.CLIENT: N_("Client"), Party.VENDOR: N_("Vendor")}


def topic(key: str) -> Say:
    """What a clause is about."""
    return Say(TOPICS[key])


def cadence(key: str) -> Say:
    """How often a forum meets."""
    return Say(CADENCES[key])


def interval(key: str) -> Say:
    """The period of a figure or a report."""
    return Say(INTERVALS[key])


def on_minutes(key: str) -> Say:
    """What silence about minutes means."""
    return Say(ON_MINUTES[key])


def chair(key: str) -> Say:
    """Who chairs a forum."""
    return Say(CHAIRS[key])


def classes(keys: Sequence[str]) -> Value:
    """The classes of change, as a list."""
    return [Say(CLASSES[key]) for key in keys]


def timetable(key: str) -> Say:
    """The kind of dispute timetable."""
    return Say(TIMETABLES[key])


def direction(key: str) -> Say:
    """Which way a figure should go."""
    return Say(DIRECTIONS[key])


def model(key: str) -> Say:
    """How a missed level turns into money."""
    return Say(MODELS[key])


def side(key: str) -> Say:
    """The word for a side."""
    return Say(SIDES[key])


def way(one: Way) -> Say:
    """One way to reach a trigger."""
    text = OF_ONE if one.kpi else WAYS[one.counts]
    return Say(text, {"side": side(one.whose), "times": one.times, "window": one.window, "kpi": one.kpi})


def weekdays(days: Sequence[Weekday]) -> Value:
    """The working days, in the order of the week."""
    return [Say(clocks.DAYS[day]) for day in Weekday if day in days]


def period(given: Period) -> Say:
    """A length of time."""
    return clocks.period(given.n, given.unit)


def country(code: str) -> str:
    """A country's name in the reader's language."""
    return str(Locale(lang()).territories.get(code, code))


def language(code: str) -> str:
    """A language's name in the reader's language."""
    return str(Locale(lang()).languages.get(code, code))
