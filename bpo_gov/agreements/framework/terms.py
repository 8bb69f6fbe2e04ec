"""The whole framework: every section, and the questions others ask of it."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, localcontext
from itertools import chain

from pydantic import Field

from bpo_gov.agreements.framework.calendars import Calendars
from bpo_gov.agreements.framework.choices import Base
from bpo_gov.agreements.framework.cures import Rectification, Relief
from bpo_gov.agreements.framework.envelope import CumulativeLimit, EachLimit, Envelope, Limit, TermLimit
from bpo_gov.agreements.framework.forums import Forum, Governance, Report, Trigger
from bpo_gov.agreements.framework.header import Header
from bpo_gov.agreements.framework.key_people import KeyPeople
from bpo_gov.agreements.framework.measures import Credits, Kpi
from bpo_gov.agreements.framework.opening import counting_of
from bpo_gov.agreements.framework.parts import Many, Part, Some
from bpo_gov.agreements.framework.people import Authority, Person
from bpo_gov.agreements.framework.procedures import ChangeProcedure, Disputes, Ladder
from bpo_gov.agreements.framework.pulses import Pulse
from bpo_gov.agreements.framework.services import Clause, Location, Principle, Service
from bpo_gov.kernel.calendars import Counting
from bpo_gov.kernel.holidays import Book, Place
from bpo_gov.kernel.parties import Party

_DAY = timedelta(days=1)
_REFERENCE = 60
_EXACT = Context(prec=60)


class Framework(Part):
    """The terms that both sides signed, as data."""

    header: Header
    """Parties, term and value."""
    services: Some[Service]
    """What is provided."""
    locations: Some[Location]
    """Where it is provided from."""
    principles: Many[Principle] = Field(default_factory=list)
    """Shared goals."""
    clauses: Some[Clause]
    """The clauses others refer to."""
    calendars: Calendars
    """When the sides work and how days are counted."""
    people: Some[Person]
    """People of both sides."""
    authority: Some[Authority]
    """Who may bind a side, and how far."""
    envelope: Envelope
    """How far things may change."""
    change_procedure: ChangeProcedure
    """How a change goes."""
    escalation: Ladder
    """The ladder of levels a problem climbs."""
    disputes: Disputes
    """How a dispute goes."""
    forums: Many[Forum] = Field(default_factory=list)
    """Regular meetings."""
    governance: Governance | None = None
    """Times of decisions and minutes; if left out, ten working days for the one and five for the other."""
    kpis: Many[Kpi] = Field(default_factory=list)
    """What is measured."""
    credits: Credits
    """What a missed level costs."""
    relief: Relief | None = None
    """Relief where the other side was the cause; if left out 15, 10 and 10 working days, and a late claim is flagged only."""
    rectification: Rectification | None = None
    """Plans that put a failing right; if left out 3, 10 and 10 working days, and silence approves nothing."""
    key_people: KeyPeople | None = None
    """How a key person changes; if left out, changes of key people are not followed here."""
    pulse: Pulse | None = None
    """How both sides score the relationship; if left out, five usual questions, open for ten working days."""
    reports: Many[Report] = Field(default_factory=list)
    """Reports due."""
    termination_triggers: Many[Trigger] = Field(default_factory=list)
    """Triggers to watch."""

    @property
    def language(self) -> str:
        """The agreement's own language: the first one named."""
        return self.header.languages[0].value

    @property
    def maximum_end(self) -> date:
        """Last day of the term with every extension used."""
        return end_after(self.header.end, sum(extension.months for extension in self.header.extensions))

    @property
    def maximum_term_days(self) -> int:
        """Days from the start to the maximum end, both included."""
        return (self.maximum_end - self.header.start).days + 1

    def person(self, email: str) -> Person | None:
        """The person with that e-mail address, in whatever case."""
        return next((person for person in self.people if person.email == email.strip().lower()), None)

    def authorities(self, side: Party) -> list[Authority]:
        """Who may bind a side, highest value first."""
        mine = [authority for authority in self.authority if authority.side == side]
        return sorted(mine, key=lambda authority: -authority.up_to)

    def service(self, code: str) -> Service | None:
        """The service with that code."""
        return next((service for service in self.services if service.code == code), None)

    def clause(self, number: str) -> Clause | None:
        """The clause that a reference names or lies in: 9.2(a) lies in 9.2."""
        found = clause_named(number, [clause.number for clause in self.clauses])
        return next((clause for clause in self.clauses if clause.number == found), None)

    def limit_amount(self, limit: Limit) -> Decimal | None:
        """What a limit on money comes to; None for other kinds.

        A percentage is taken of its base and rounded to 2 decimals, half to even; a fixed amount stays as it is.
        """
        if not isinstance(limit, EachLimit | CumulativeLimit):
            return None
        if limit.amount is not None or limit.percent is None or limit.of is None:
            return limit.amount
        header = self.header
        return part_of(header.initial_value if limit.of is Base.INITIAL_VALUE else header.annual_charges, limit.percent)

    def limit_days(self, limit: Limit) -> int | None:
        """By how many days a term limit lets the end move; None for other kinds. A begun day is not allowed."""
        if not isinstance(limit, TermLimit):
            return None
        if limit.days is not None or limit.percent is None:
            return limit.days
        with localcontext(_EXACT):
            return int((self.maximum_term_days * limit.percent / 100).to_integral_value(ROUND_FLOOR))

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the two sides keep their holidays."""
        both = (self.calendars.client, self.calendars.vendor)
        return tuple(dict.fromkeys((calendar.country, calendar.subdivision or "") for calendar in both))

    @property
    def years(self) -> range:
        """The years whose holidays may matter: from the one before the start to two after the maximum end."""
        return range(self.header.start.year - 1, self.maximum_end.year + 3)

    def counting(self, book: Book) -> Counting:
        """The agreement's counting with the holidays of that book."""
        return counting_of(self.calendars, self.header.time_zone, book)


def end_after(end: date, months: int) -> date:
    """The last day of a term that ends on `end` and becomes so many months longer, at most the year 9999.

    Counted from the day after, so that the end of a month stays the end of a month.
    """
    after = end + _DAY
    years, month = divmod(after.month - 1 + months, 12)
    year = after.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(after.day, monthrange(year, month + 1)[1])) - _DAY


def part_of(base: Decimal, percent: Decimal) -> Decimal:
    """So many percent of a base, rounded to 2 decimals, half to even."""
    with localcontext(_EXACT):
        return (base * percent / 100).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def clause_named(reference: str, numbers: Sequence[str]) -> str | None:
    """The longest of the numbers that a reference begins with, ending where a part of the number ends."""
    given = reference.strip()[:_REFERENCE]
    heads = chain([given], (given[:at] for at in range(len(given) - 1, 0, -1) if not given[at].isalnum()))
    return next((head for head in heads if head in numbers), None)
