"""The terms of one version, arranged as a contract summary reads: facts, groups and tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from bpo_gov.agreements.framework import Charges, Claim, Clause, EarnBack, Framework, Kpi, PartyCalendar, Per, Topic
from bpo_gov.agreements.shown import words
from bpo_gov.kernel.parties import SIDES, Party
from bpo_gov.kernel.words import N_, Money, Percent, Say, Value, say, say_n

STEPS = (
    ("assess", N_("Assess the impact, from the request")),
    ("inform", N_("Ask for further information, and again answer")),
    ("decide", N_("Decide, from the assessment")),
    ("sign", N_("Sign the authorisation note, both sides")),
    ("accept", N_("Accept what was delivered")),
)
Facts = list[tuple[str, Value]]


@dataclass(frozen=True)
class Binding:
    """A line of the authority list with the person it names."""

    party: Party
    name: str
    title: str
    up_to: Money
    months: Say
    clause: str


@dataclass(frozen=True)
class StepRow:
    """One step of change control: its time in a normal and in a fast-track change, with the clauses."""

    what: Say
    normal: Say
    clause: str | None
    fast: Say | None
    fast_clause: str | None


def facts(terms: Framework) -> Facts:
    """The head of the agreement: what, from when to when, for how much."""
    header = terms.header
    longest = terms.maximum_end if header.extensions else None
    return [
        (_("Reference"), header.reference),
        (_("First day"), header.start),
        (_("Last day"), header.end),
        (_("Last day with every extension"), longest),
        (_("Initial value"), Money(header.initial_value, header.currency)),
        (_("Charges, each year"), Money(header.annual_charges, header.currency)),
        (_("Governing law"), header.governing_law),
        (_("Languages"), [words.language(code) for code in header.languages]),
        (_("Time zone of deadlines"), header.time_zone),
        (_("Began from the playbook"), header.playbook),
    ]


def extensions(terms: Framework) -> list[tuple[Say, str]]:
    """Each option to extend in words, with its clause."""
    return [
        (
            say(
                "%(longer)s longer, with %(notice)s of notice.",
                longer=_months(option.months),
                notice=_months(option.notice_months),
            ),
            option.clause,
        )
        for option in terms.header.extensions
    ]


def price(charges: Charges, currency: str) -> Say | None:
    """The price of a service, or None where it is not fixed."""
    if charges.amount is None:
        return None
    amount = Money(charges.amount, currency)
    match charges.per:
        case Per.MONTH:
            return say("%(amount)s a month", amount=amount)
        case Per.YEAR:
            return say("%(amount)s a year", amount=amount)
        case Per.UNIT:
            return say("%(amount)s for each unit: %(unit)s", amount=amount, unit=charges.unit)
        case Per.ONCE:
            return say("%(amount)s, once", amount=amount)


def clauses(terms: Framework) -> list[tuple[Say, list[Clause]]]:
    """The clauses by topic, topics in their usual order, clauses in that of the agreement."""
    groups = [(topic, [clause for clause in terms.clauses if clause.topic is topic]) for topic in Topic]
    return [(words.topic(topic), found) for topic, found in groups if found]


def office(calendar: PartyCalendar) -> Facts:
    """When one side works."""
    country = words.country(calendar.country)
    holidays: Value = country
    if calendar.subdivision:
        holidays = say("%(country)s, %(part)s", country=country, part=calendar.subdivision)
    joint = say("counts as closed") if calendar.cuti_bersama else say("does not count as closed")
    answer: Facts = [
        (_("Working days"), words.weekdays(calendar.working_days)),
        (
            _("Hours"),
            say("%(opens)s to %(closes)s", opens=f"{calendar.opens:%H:%M}", closes=f"{calendar.closes:%H:%M}"),
        ),
        (_("Time zone"), calendar.time_zone),
        (_("Public holidays of"), holidays),
        (_("Closed besides"), list(calendar.closed_days) or None),
    ]
    return [*answer, (_("Decreed joint leave"), joint)] if calendar.country == "ID" else answer


def counting(terms: Framework) -> list[Say]:
    """How days are counted, as sentences."""
    rule = terms.calendars.counting
    receipt = say("The day of receipt counts.") if rule.day_of_receipt else say("The day of receipt does not count.")
    late = say(
        "What arrives after %(hour)s (%(zone)s) counts as received on the next day; a period ends at that hour.",
        hour=f"{rule.cut_off:%H:%M}",
        zone=terms.header.time_zone,
    )
    return [Say(words.COUNTED_IN[rule.unit]), Say(words.SKIPPED[rule.rule]), receipt, late]


def authority(terms: Framework) -> list[Binding]:
    """Who may bind a side, client first, the highest value first."""
    answer = []
    for party in SIDES:
        for line in terms.authorities(party):
            person = terms.person(line.person)
            name, title = (person.name, person.title) if person else (line.person, "")
            up_to = Money(line.up_to, terms.header.currency)
            answer.append(Binding(party, name, title, up_to, _months(line.term_months), line.clause))
    return answer


def steps(terms: Framework) -> list[StepRow]:
    """The times of change control."""
    procedure = terms.change_procedure
    answer = []
    for key, text in STEPS:
        normal = getattr(procedure.normal, key)
        fast = getattr(procedure.fast_track, key) if procedure.fast_track else None
        answer.append(
            StepRow(
                Say(text),
                words.period(normal),
                normal.clause or procedure.clause,
                words.period(fast) if fast else None,
                (fast.clause or procedure.clause) if fast else None,
            )
        )
    return answer


def silence(terms: Framework) -> Say:
    """What it means when nobody answers an assessment."""
    rule = terms.change_procedure.silence
    return say(
        "When nobody decides within %(period)s after the assessment, %(then)s.",
        period=words.period(rule.after),
        then=Say(words.SILENCES[rule.then]),
    )


def measured(terms: Framework) -> list[tuple[Party, list[Kpi]]]:
    """The KPIs by the side whose performance they are."""
    groups = [(party, [kpi for kpi in terms.kpis if kpi.measures == party]) for party in SIDES]
    return [(party, found) for party, found in groups if found]


def credit_facts(terms: Framework) -> Facts:
    """How a missed level turns into money."""
    rule = terms.credits
    return [
        (_("Model"), words.model(rule.model)),
        (_("At most, of the charges of a period"), Percent(rule.cap_percent)),
        (_("Share of the charges at risk"), _percent(rule.at_risk_percent)),
        (_("Pool, of what is at risk"), _percent(rule.allocation)),
        (_("What one point costs, of the charges"), _percent(rule.percent_of_point)),
        (_("What one unit costs, of the charges"), _percent(rule.percent_of_unit)),
        (_("At most in a contract year, of the annual charges"), _percent(rule.year_cap_percent)),
        (_("How a credit comes back"), _earn_back(rule.earn_back)),
        (_("Claiming a credit"), _claim(rule.claim)),
        (_("Clause"), rule.clause),
    ]


def contents(terms: Framework) -> Sequence[tuple[str, str]]:
    """The parts of the page that have something to say: anchor and title."""
    return [
        ("signatures", _("Signatures")),
        ("agreement", _("Parties, term and value")),
        *([("principles", _("What we both signed up to"))] if terms.principles else []),
        ("services", _("Services")),
        ("locations", _("Places")),
        ("authority", _("Who may bind a side")),
        ("clauses", _("Clauses")),
        ("calendars", _("Calendars and counting")),
        ("envelope", _("What may change without renegotiation")),
        ("procedure", _("How a change goes")),
        ("escalation", _("How a problem climbs")),
        ("disputes", _("How a dispute goes")),
        *([("forums", _("Where we meet"))] if terms.forums or terms.governance else []),
        *([("kpis", _("What is measured"))] if terms.kpis else []),
        ("credits", _("What a missed level costs")),
        ("cures", _("Relief, and plans that put a failing right")),
        *([("key-people", _("How a key person changes"))] if terms.key_people else []),
        *([("pulse", _("How the relationship is asked about"))] if terms.pulse else []),
        *([("reports", _("Reports due"))] if terms.reports else []),
        *([("triggers", _("What would give a right to terminate"))] if terms.termination_triggers else []),
        ("record", _("Timeline")),
    ]


def _percent(value: Decimal | None) -> Percent | None:
    return None if value is None else Percent(value)


def _earn_back(rule: EarnBack | None) -> Say | None:
    if rule is None:
        return None
    return say_n(
        "%(percent)s of it, when the next period beats the level of the KPI",
        "%(percent)s of it, when one of the next %(n)s periods beats the level of the KPI",
        rule.within, percent=Percent(rule.percent),
    )  # fmt: skip


def _claim(rule: Claim | None) -> Say | None:
    if rule is None:
        return None
    text = N_("within %(claim)s, answered within %(reply)s; later it is late")
    lapses = N_("within %(claim)s, answered within %(reply)s; later it lapses")
    return Say(lapses if rule.lapses else text, {"claim": words.period(rule.within), "reply": words.period(rule.reply)})


def _months(n: int) -> Say:
    return say_n("%(n)s month", "%(n)s months", n)
