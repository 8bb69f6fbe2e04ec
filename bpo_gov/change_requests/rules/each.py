"""The limit on one change alone: its value, or its first year where the limit is a share of the annual charges."""

from typing import cast

from bpo_gov.change_requests.rules.case import Case, Standing
from bpo_gov.change_requests.rules.effects import arithmetic_of_value, first_year
from bpo_gov.change_requests.rules.gauge import Gauge
from bpo_gov.change_requests.rules.limits import amount_of, is_of_first_year
from bpo_gov.change_requests.rules.prices import Price, price_of
from bpo_gov.change_requests.rules.terms import Each, Limit, Sum
from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict
from bpo_gov.kernel.words import N_, Money, Say, say

_WHOLE = N_("%(sum)s That is %(total)s of %(limit)s. Near begins at %(near)s, which is %(near_at)s.")
_FIRST_YEAR = N_(
    "In the first year: %(sum)s That is %(total)s of %(limit)s. Near begins at %(near)s, which is %(near_at)s."
)
_SAVING = N_("%(sum)s A saving takes nothing of %(limit)s.")
_SAVING_FIRST_YEAR = N_("In the first year: %(sum)s A saving takes nothing of %(limit)s.")
_AT_LEAST = N_("This change costs at least %(this)s; at most %(limit)s is allowed.")
_UNKNOWN = N_("What this change costs is not known yet; at most %(limit)s is allowed.")
_ROOM = N_("One change may take at most %(limit)s. Near begins at %(near)s, which is %(near_at)s.")


def judge_each(limit: Limit, case: Case) -> LimitVerdict | None:
    """One change against its own limit; what other changes use does not matter. None for a limit of another class."""
    if cast(Each, limit).change_class not in (None, case.change_class):
        return None
    yearly = is_of_first_year(limit)
    effects = first_year(case.effects) if yearly else case.effects
    price = price_of(effects, case.currency)
    amount = amount_of(cast(Sum, limit), case.framework.header)
    gauge = Gauge(amount, case.near, this=price.taken, at_least=price.at_least)
    text = _text(gauge, price, yearly=yearly)
    sentence = gauge.words(text, lambda amount: Money(amount, case.currency), sum=arithmetic_of_value(effects))
    return gauge.verdict(limit, case.currency, sentence, _remedy(gauge, case.currency, yearly=yearly), price.missing)


def room_each(limit: Limit, standing: Standing) -> LimitVerdict:
    """What one change may take."""
    gauge = Gauge(amount_of(cast(Sum, limit), standing.framework.header), standing.near)
    return gauge.verdict(limit, standing.currency, gauge.words(_ROOM, lambda amount: Money(amount, standing.currency)))


def _text(gauge: Gauge, price: Price, *, yearly: bool) -> str:
    if price.value is None:
        return _AT_LEAST if gauge.answer is Answer.OUTSIDE else _UNKNOWN
    if price.is_saving:
        return _SAVING_FIRST_YEAR if yearly else _SAVING
    return _FIRST_YEAR if yearly else _WHOLE


def _remedy(gauge: Gauge, currency: str, *, yearly: bool) -> Say | None:
    limit, over = Money(gauge.limit, currency), Money(gauge.over, currency)
    if gauge.answer is Answer.UNDECIDED or (gauge.answer is Answer.OUTSIDE and gauge.this is None):
        return say("It is inside at %(room)s or less.", room=limit)
    if gauge.answer is not Answer.OUTSIDE:
        return None
    if yearly:
        return say("Reduce the cost of the first year by %(over)s, to %(room)s or less.", over=over, room=limit)
    return say("Reduce the value by %(over)s, to %(room)s or less.", over=over, room=limit)
