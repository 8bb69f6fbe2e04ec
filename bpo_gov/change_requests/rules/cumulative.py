"""The limit on the sum of changes: over the life of the agreement, in a contract year, or in the months up to a day."""

from datetime import timedelta
from typing import cast

from bpo_gov.change_requests.rules.case import Case, Standing
from bpo_gov.change_requests.rules.gauge import Gauge
from bpo_gov.change_requests.rules.limits import amount_of
from bpo_gov.change_requests.rules.money import ZERO, less
from bpo_gov.change_requests.rules.prices import Price, price_of
from bpo_gov.change_requests.rules.terms import Cumulative, Limit
from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict
from bpo_gov.change_requests.rules.windows import window_of
from bpo_gov.kernel.words import N_, Money, Say, say, say_n

_PLAIN = N_(
    "%(held)s held + %(reserved)s reserved + %(this)s this change = %(total)s of %(limit)s. "
    "Near begins at %(near)s, which is %(near_at)s."
)
_SAVING = N_(
    "%(held)s held + %(reserved)s reserved + %(this)s this change = %(total)s of %(limit)s. "
    "This change is a saving: it counts as zero and frees no room for others. "
    "Near begins at %(near)s, which is %(near_at)s."
)
_AT_LEAST = N_(
    "%(held)s held + %(reserved)s reserved + at least %(this)s this change = at least %(total)s of %(limit)s. "
    "Near begins at %(near)s, which is %(near_at)s."
)
_UNKNOWN = N_(
    "%(held)s held + %(reserved)s reserved, and what this change adds is not known yet, of %(limit)s. "
    "Near begins at %(near)s, which is %(near_at)s."
)
_ROOM = N_(
    "%(held)s held + %(reserved)s reserved = %(total)s of %(limit)s; %(free)s is free. "
    "Near begins at %(near)s, which is %(near_at)s."
)


def judge_cumulative(limit: Limit, case: Case) -> LimitVerdict:
    """The value of this change on top of what others hold and reserve."""
    price, used = price_of(case.effects, case.currency), case.used_of(limit)
    amount = amount_of(cast(Cumulative, limit), case.framework.header)
    gauge = Gauge(amount, case.near, used.held, used.reserved, price.taken, price.at_least)
    sentence = gauge.words(_text(gauge, price), lambda amount: Money(amount, case.currency))
    return gauge.verdict(limit, case.currency, sentence, _remedy(cast(Cumulative, limit), gauge, case), price.missing)


def room_cumulative(limit: Limit, standing: Standing) -> LimitVerdict:
    """What others hold and reserve, and what is free."""
    used = standing.used_of(limit)
    amount = amount_of(cast(Cumulative, limit), standing.framework.header)
    gauge = Gauge(amount, standing.near, used.held, used.reserved)
    return gauge.verdict(limit, standing.currency, gauge.words(_ROOM, lambda amount: Money(amount, standing.currency)))


def _text(gauge: Gauge, price: Price) -> str:
    if price.value is None:
        return _AT_LEAST if gauge.answer is Answer.OUTSIDE else _UNKNOWN
    return _SAVING if price.is_saving else _PLAIN


def _remedy(limit: Cumulative, gauge: Gauge, case: Case) -> Say | None:
    if gauge.answer not in (Answer.OUTSIDE, Answer.UNDECIDED):
        return None
    room, without_reserved = Money(gauge.room, case.currency), Money(less(gauge.limit, gauge.held), case.currency)
    if gauge.answer is Answer.UNDECIDED or (gauge.this is None and gauge.room > 0):
        return say("It is inside at %(room)s or less.", room=room)
    if gauge.room > 0:
        over = Money(gauge.over, case.currency)
        return say("Reduce the value by %(over)s, to %(room)s or less.", over=over, room=room)
    if gauge.reserved > 0 and without_reserved.amount > ZERO:
        return say(
            "No room is left while %(reserved)s is reserved. Without that, %(room)s or less is inside.",
            reserved=Money(gauge.reserved, case.currency),
            room=without_reserved,
        )
    return _when_full(limit, case)


def _when_full(limit: Cumulative, case: Case) -> Say:
    if limit.over == "contract_year":
        next_year = window_of(limit, case.on, case.framework)[1] + timedelta(days=1)
        return say("No room is left in this contract year. The next one begins on %(day)s.", day=next_year)
    if limit.over == "rolling":
        return say_n(
            "No room is left until approved changes are more than %(n)s month old.",
            "No room is left until approved changes are more than %(n)s months old.",
            limit.months or 0,
        )
    return say("No room is left: approved changes take the whole limit. Only an amendment of the agreement adds room.")
