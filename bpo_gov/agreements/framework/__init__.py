"""The framework that both sides signed, as data: read from YAML, checked whole, written back."""

from bpo_gov.agreements.framework.building import build
from bpo_gov.agreements.framework.calendars import Calendars, Counting, PartyCalendar, Period
from bpo_gov.agreements.framework.choices import (
    Base,
    Cadence,
    Chair,
    ChangeClass,
    Counts,
    CreditModel,
    Direction,
    Interval,
    Language,
    OnConsent,
    OnLate,
    OnMinutes,
    OnNoAnswer,
    OnReport,
    OnReview,
    OnSilence,
    OnUnratified,
    OnUnsigned,
    Over,
    Per,
    Side,
    Standing,
    StepKey,
    Timetable,
    Topic,
    Weekday,
)
from bpo_gov.agreements.framework.classes import Catalogue, CatalogueItem, Emergency, Information, Operational, Unsigned
from bpo_gov.agreements.framework.comparing import Difference, Kind, compare, data_of
from bpo_gov.agreements.framework.cures import Rectification, Relief
from bpo_gov.agreements.framework.envelope import (
    BandLimit,
    CountLimit,
    CumulativeLimit,
    EachLimit,
    EffortLimit,
    Envelope,
    FrozenLimit,
    FrozenPeriod,
    Limit,
    ProtectedLimit,
    TermLimit,
)
from bpo_gov.agreements.framework.forums import Forum, Governance, Quorum, Report, Trigger, Way
from bpo_gov.agreements.framework.header import Extension, Header, Org
from bpo_gov.agreements.framework.key_people import KeyPeople
from bpo_gov.agreements.framework.measures import Claim, Credits, EarnBack, Kpi
from bpo_gov.agreements.framework.merging import Fit, fit, mine, take
from bpo_gov.agreements.framework.people import Authority, Person
from bpo_gov.agreements.framework.problems import BadFramework, Problem
from bpo_gov.agreements.framework.procedures import ChangeProcedure, Disputes, Ladder, Level, Periods, Silence, Step
from bpo_gov.agreements.framework.pulses import Pulse
from bpo_gov.agreements.framework.reading import read
from bpo_gov.agreements.framework.schema import json_schema
from bpo_gov.agreements.framework.services import Charges, Clause, KeyPerson, Location, Principle, Service
from bpo_gov.agreements.framework.terms import Framework
from bpo_gov.agreements.framework.writing import plain, write, write_data

__all__ = [
    "Authority", "BadFramework", "BandLimit", "Base", "Cadence", "Calendars", "Catalogue", "CatalogueItem", "Chair",
    "ChangeClass", "ChangeProcedure", "Charges", "Claim", "Clause", "CountLimit", "Counting", "Counts", "CreditModel", "Credits",
    "CumulativeLimit", "Difference", "Direction", "Disputes", "EachLimit", "EarnBack", "EffortLimit", "Emergency", "Envelope",
    "Extension", "Fit", "Forum", "Framework", "FrozenLimit", "FrozenPeriod", "Governance", "Header", "Information", "Interval",
    "KeyPeople", "KeyPerson", "Kind", "Kpi", "Ladder", "Language", "Level", "Limit", "Location", "OnConsent",
    "OnLate", "OnMinutes", "OnNoAnswer", "OnReport", "OnReview", "OnSilence",
    "OnUnratified", "OnUnsigned", "Operational", "Org", "Over", "PartyCalendar", "Per", "Period", "Periods",
    "Person", "Principle", "Problem", "ProtectedLimit", "Quorum", "Rectification", "Relief", "Report", "Service", "Side", "Silence",
    "Pulse", "Standing", "Step", "StepKey", "TermLimit", "Timetable", "Topic", "Trigger", "Unsigned", "Way", "Weekday", "build", "compare",
    "data_of", "fit", "json_schema", "mine", "plain", "read", "take", "write", "write_data",
]  # fmt: skip
