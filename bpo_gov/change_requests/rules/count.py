"""The limit on how many changes of one class, or of all, may be made in any so many months."""

from decimal import Decimal
from typing import cast

from bpo_gov.change_requests.rules.case import Case, Standing
from bpo_gov.change_requests.rules.gauge import Gauge
from bpo_gov.change_requests.rules.terms import Count, Limit
from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict
from bpo_gov.kernel.words import Say, say, say_n

NORMAL = "normal"


def judge_count(limit: Limit, case: Case) -> LimitVerdict | None:
    """One change more, if it is of the class that the limit counts; None if the limit does not count it."""
    count = cast(Count, limit)
    if count.change_class not in (None, case.change_class):
        return None
    gauge = _gauge(count, case, Decimal(1))
    sentence = say_n(
        "%(held)s held + %(reserved)s reserved + %(this)s this change = %(total)s of %(limit)s in any month.",
        "%(held)s held + %(reserved)s reserved + %(this)s this change = %(total)s of %(limit)s in any %(n)s months.",
        count.months,
        **_counts(gauge),
    )
    return gauge.verdict(limit, "changes", sentence, _remedy(count) if gauge.answer is Answer.OUTSIDE else None)


def room_count(limit: Limit, standing: Standing) -> LimitVerdict:
    """How many changes the window holds, and how many more it may."""
    count = cast(Count, limit)
    gauge = _gauge(count, standing, Decimal(0))
    sentence = say_n(
        "%(held)s held + %(reserved)s reserved = %(total)s of %(limit)s in any month.",
        "%(held)s held + %(reserved)s reserved = %(total)s of %(limit)s in any %(n)s months.",
        count.months,
        **_counts(gauge),
    )
    return gauge.verdict(limit, "changes", sentence)


def _gauge(limit: Count, standing: Standing, this: Decimal) -> Gauge:
    used = standing.used_of(limit)
    held, reserved = Decimal(used.held_count), Decimal(used.reserved_count)
    return Gauge(Decimal(limit.at_most), standing.near, held, reserved, this)


def _counts(gauge: Gauge) -> dict[str, int]:
    return {
        "held": int(gauge.held),
        "reserved": int(gauge.reserved),
        "this": int(gauge.adds),
        "total": int(gauge.after),
        "limit": int(gauge.limit),
    }


def _remedy(limit: Count) -> Say:
    """Another class is not counted here, and with time the window empties; neither helps where nothing is allowed."""
    may_be_normal = limit.change_class not in (None, NORMAL)
    if limit.at_most == 0 and may_be_normal:
        return say("Raise it as a normal change.")
    if limit.at_most == 0:
        return say("Only an amendment of the agreement allows it.")
    if may_be_normal:
        return say_n(
            "Raise it as a normal change, or wait until an earlier one is more than %(n)s month old.",
            "Raise it as a normal change, or wait until an earlier one is more than %(n)s months old.",
            limit.months,
        )
    return say_n(
        "Wait until an earlier change is more than %(n)s month old.",
        "Wait until an earlier change is more than %(n)s months old.",
        limit.months,
    )
