"""The closed sets of words a framework uses."""

from enum import StrEnum
from typing import Literal

from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.parties import Party, Role

Side = Literal[Party.CLIENT, Party.VENDOR]
CountingUnit = Literal[Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.WORKING_HOUR]


class Language(StrEnum):
    EN = "en"
    ID = "id"


class Per(StrEnum):
    MONTH = "month"
    YEAR = "year"
    UNIT = "unit"
    ONCE = "once"


class Topic(StrEnum):
    SCOPE = "scope"
    CHARGES = "charges"
    IP_OWNERSHIP = "ip_ownership"
    CONFIDENTIALITY = "confidentiality"
    NON_COMPETE = "non_compete"
    REPORTING = "reporting"
    AUDIT = "audit"
    TERMINATION = "termination"
    REMEDY = "remedy"
    DATA = "data"
    PERSONNEL = "personnel"
    CHANGE = "change"
    DISPUTE = "dispute"
    TERM = "term"
    OTHER = "other"


class Weekday(StrEnum):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Standing(StrEnum):
    """A person's role in the agreement, lowest first."""

    VIEWER = "viewer"
    MEMBER = "member"
    MANAGER = "manager"
    EXECUTIVE = "executive"

    @property
    def role(self) -> Role:
        """The ordered role of the kernel."""
        return Role[self.name]


class Base(StrEnum):
    """What a percentage is taken of."""

    INITIAL_VALUE = "initial_value"
    ANNUAL_CHARGES = "annual_charges"


class Over(StrEnum):
    """The span over which changes add up."""

    LIFE = "life"
    CONTRACT_YEAR = "contract_year"
    ROLLING = "rolling"


class ChangeClass(StrEnum):
    OPERATIONAL = "operational"
    CATALOGUE = "catalogue"
    FAST_TRACK = "fast_track"
    NORMAL = "normal"
    EMERGENCY = "emergency"


class OnSilence(StrEnum):
    LAPSE = "lapse"
    REMIND = "remind"
    ESCALATE = "escalate"


class OnMinutes(StrEnum):
    """What silence of the other side about minutes means; the milder is the default."""

    REMIND = "remind"
    AGREED = "agreed"


class OnLate(StrEnum):
    """What a late notice of relief, or late details, mean; the milder is the default."""

    FLAG = "flag"
    LAPSE = "lapse"


class OnReview(StrEnum):
    """What silence about the draft of a rectification plan means; the milder is the default."""

    REMIND = "remind"
    APPROVED = "approved"


class OnReport(StrEnum):
    """What silence about a report that was delivered means; the milder is the default."""

    REMIND = "remind"
    ACCEPTED = "accepted"


class OnConsent(StrEnum):
    """What silence about a proposed successor of a key person means; the milder is the default."""

    REMIND = "remind"
    CONSENTED = "consented"


class OnNoAnswer(StrEnum):
    """What silence of the client means for an operational change; the milder is the default."""

    WAITS = "waits"
    STANDS = "stands"


class OnUnsigned(StrEnum):
    """What follows when a note is not signed in time; the milder is the default."""

    NOTICE = "notice"
    LAPSE = "lapse"


class OnUnratified(StrEnum):
    """What follows when an emergency change is not ratified in time; the milder is the default."""

    REMIND = "remind"
    LAPSE = "lapse"


class Timetable(StrEnum):
    STANDARD = "standard"
    EXPEDITED = "expedited"
    ID_UU30 = "id-uu30"


class StepKey(StrEnum):
    """What a step of a dispute is, whatever it is called.

    acknowledge: the other side confirms the notice; it is deemed to have when it is silent.
    negotiate: the sides negotiate, from the notice.
    executives: the highest tier talks alone.
    refer: the dispute is referred to mediation.
    mediator: the sides agree the mediator.
    convene: the first meeting, from the appointment of the mediator.
    meet: the longest a meeting lasts.
    settle: the settlement is written and signed.
    register: the signed settlement is registered.
    """

    ACKNOWLEDGE = "acknowledge"
    NEGOTIATE = "negotiate"
    EXECUTIVES = "executives"
    REFER = "refer"
    MEDIATOR = "mediator"
    CONVENE = "convene"
    MEET = "meet"
    SETTLE = "settle"
    REGISTER = "register"


class Cadence(StrEnum):
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Chair(StrEnum):
    CLIENT = "client"
    VENDOR = "vendor"
    ROTATES = "rotates"


class Direction(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"


class Interval(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class CreditModel(StrEnum):
    POINTS = "points"
    AT_RISK = "at_risk"
    LINEAR = "linear"


class Counts(StrEnum):
    """What a trigger counts.

    below_minimum: periods in which one KPI is under its minimum.
    at_cap: months whose credits reach their cap.
    points: points of all KPIs together, month by month.
    plan_failed: rectification plans that failed, month by month.
    """

    BELOW_MINIMUM = "below_minimum"
    AT_CAP = "at_cap"
    POINTS = "points"
    PLAN_FAILED = "plan_failed"
