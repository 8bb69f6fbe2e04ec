"""What credits say beside a KPI: what a miss costs, what was ring-fenced, the nearest trigger; and what cures it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import CreditModel, Kpi
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Framework
from bpo_gov.agreements.shown import words as framework_words
from bpo_gov.credits import kept, months, queries, watching
from bpo_gov.credits.models import Statement
from bpo_gov.credits.months import Ground
from bpo_gov.credits.rules.lines import Entry, Standing, charges_of
from bpo_gov.credits.rules.reckoning import Given
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import Money, Percent, Value, say
from bpo_gov.kpis.pages import worth
from bpo_gov.kpis.rules.exact import money, percent
from bpo_gov.kpis.rules.periods import Length, distance, parse, period_of
from bpo_gov.kpis.rules.scores import Direction, reaches
from bpo_gov.kpis.sections import Section


def of(actor: Actor, framework: Framework, kpi: Kpi) -> list[Section]:
    """What cures a miss and what it costs, from one reading of the months."""
    known = months.ground(actor.agreement_id, agreements.today_of(framework) - queries.FAR_BACK, kpi.code)
    return [*_cures(known, framework, kpi), _costs(known, framework, kpi)]


def _costs(known: Ground, framework: Framework, kpi: Kpi) -> Section:
    """What a miss of the KPI costs, what it has cost in the last month, and how near a trigger is."""
    none = [(_("Credits"), say("none hang on this KPI"))]
    facts = [*_price(framework.terms, kpi), *_stated(known, kpi)] if kpi.credit_share else none
    return Section("costs", _("What it costs"), [*facts, *_trigger(known, framework, kpi)])


def _cures(known: Ground, framework: Framework, kpi: Kpi) -> list[Section]:
    """What ends the doubling, and what comes back above which level; nothing while nothing is to be cured."""
    mine = sorted((one for one in known.entries(Party(kpi.measures)) if one.kpi.code == kpi.code and one.standing is Standing.SETTLED),
                  key=lambda one: one.period)  # fmt: skip
    found = [*_doubling(framework.terms, kpi, mine), *_comes_back(known, framework, kpi)]
    return [Section("cures", _("What cures it"), [], found)] if found else []


def _price(terms: Terms, kpi: Kpi) -> list[tuple[Any, ...]]:
    rule, currency = terms.credits, terms.header.currency
    charges = charges_of(Length(kpi.period.value), terms.header.annual_charges, None, currency)
    whole = Money(charges, currency)
    if rule.model is CreditModel.POINTS:
        if rule.percent_of_point is None:
            return [(_("Each point"), say("the framework names no price"))]
        price = Money(money(percent(charges, rule.percent_of_point), currency), currency)
        return [
            (
                _("Each point"),
                say(
                    "%(percent)s of %(whole)s = %(price)s",
                    percent=Percent(rule.percent_of_point),
                    whole=whole,
                    price=price,
                ),
            )
        ]
    if rule.model is CreditModel.AT_RISK:
        pool = percent(charges, rule.at_risk_percent or Decimal(0), rule.allocation or Decimal(100), kpi.credit_share)
        return [(_("Under the minimum"), Money(money(pool, currency), currency))]
    unit = percent(charges, kpi.credit_share, rule.percent_of_unit or Decimal(1))
    return [(_("Each unit short"), Money(money(unit, currency), currency))]


def _stated(known: Ground, kpi: Kpi) -> list[tuple[Any, ...]]:
    newest = _newest(known, kpi)
    if newest is None:
        return []
    lines = [line for line in newest.lines if line["code"] == kpi.code]
    settled = sum((Decimal(line["allowed"]) for line in lines if line["standing"] == "settled"), Decimal(0))
    fenced = sum((Decimal(line["amount"]) for line in lines if line["standing"] == "contested"), Decimal(0))
    found: list[tuple[Any, ...]] = [
        (
            say("Stated, %(period)s", period=newest.period),
            say("%(amount)s, %(label)s", amount=Money(settled, newest.currency), label=newest.label),
        )
    ]
    return [*found, (_("Ring-fenced"), Money(fenced, newest.currency))] if fenced else found


def _newest(known: Ground, kpi: Kpi) -> Statement | None:
    mine = [
        one
        for one in known.statements
        if one.owed_by == kpi.measures and any(line["code"] == kpi.code for line in one.lines)
    ]
    return mine[-1] if mine else None


def _trigger(known: Ground, framework: Framework, kpi: Kpi) -> list[tuple[Any, ...]]:
    today = agreements.today_of(framework)
    ways = [way for watch in watching.of_kpi(known, today, kpi.code, Party(kpi.measures)) for way in watch.ways]
    if not ways:
        return []
    nearest = min(ways, key=lambda one: one.watched.distance)
    return [
        (_("Trigger"), say("%(way)s: %(used)s so far", way=framework_words.way(nearest.way), used=nearest.watched.used))
    ]  # fmt: skip


def _doubling(terms: Terms, kpi: Kpi, mine: Sequence[Entry]) -> list[Value]:
    """A failure after a failure counts twice, until one period reaches the first band."""
    if terms.credits.model is not CreditModel.POINTS or not kpi.bands or not mine or not kpi.credit_share:
        return []
    last, direction = mine[-1], Direction(kpi.direction.value)
    if last.is_excused or last.value is None or reaches(last.value, kpi.bands[0], direction):
        return []
    level = worth(kpi.bands[0], kpi.unit)
    better = say("One period at %(level)s or more ends the doubling.", level=level)
    return [
        better
        if direction is Direction.HIGHER
        else say("One period at %(level)s or less ends the doubling.", level=level)
    ]


def _comes_back(known: Ground, framework: Framework, kpi: Kpi) -> list[Value]:
    """What the next period would earn back, and above which level."""
    rule, level = framework.terms.credits.earn_back, kpi.earn_back_level
    if rule is None or level is None:
        return []
    current = period_of(Length(kpi.period.value), agreements.today_of(framework))
    given = kept.given([one for one in known.statements if one.owed_by == kpi.measures])
    amount = sum(
        (one.allowed for one in given if _may(one, kpi) and distance(parse(one.period), current) <= rule.within),
        Decimal(0),
    )
    if not amount:
        return []
    currency = framework.terms.header.currency
    back = Money(money(percent(amount, rule.percent), currency), currency)
    said = worth(level, kpi.unit)
    if kpi.direction.value == Direction.HIGHER.value:
        return [say("Above %(level)s in %(period)s, %(back)s comes back.", level=said, period=current.label, back=back)]
    return [say("Below %(level)s in %(period)s, %(back)s comes back.", level=said, period=current.label, back=back)]


def _may(one: Given, kpi: Kpi) -> bool:
    return one.code == kpi.code and not one.came_back and parse(one.period).length.value == kpi.period.value
