"""One change in parts: changes of one subject and one side, shortly after each other, that pass a limit only together."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from bpo_gov.change_requests.rules.effects import Effects, first_year
from bpo_gov.change_requests.rules.limits import amount_of, is_of_first_year
from bpo_gov.change_requests.rules.money import ZERO, less, total
from bpo_gov.change_requests.rules.prices import price_of
from bpo_gov.change_requests.rules.terms import Cumulative, Effort, Framework, Limit, Sum
from bpo_gov.change_requests.rules.verdict import NOTHING_USED, Split, SplitPart, Used
from bpo_gov.change_requests.rules.windows import window_of
from bpo_gov.kernel.words import N_, Money, Say, Value, say

ALIKE = (3, 4)  # titles are alike when three of four words are the same

_TOGETHER = {
    "each": N_("%(this)s here + %(others)s = %(total)s; one change may take at most %(limit)s."),
    "effort": N_("Working days: %(this)s here + %(others)s = %(total)s; one change may take at most %(limit)s."),
    "cumulative": N_(
        "%(base)s of all other changes + %(this)s here + %(others)s = %(total)s, more than %(limit)s; each alone would fit."
    ),
}


@dataclass(frozen=True)
class Part:
    """One change as the rule sees it. `raised_on`: the day it was submitted; `counted_on`: the day its value is kept
    under, None when it takes nothing of a sum."""

    label: str
    title: str
    raised_on: date
    change_class: str
    effects: Effects
    counted_on: date | None = None


def splits(
    framework: Framework, this: Part, others: Sequence[Part], used: Mapping[str, Used], on: date
) -> tuple[Split, ...]:
    """A warning for each limit that this change and its like pass together though each alone is inside.

    `others` are standing changes of the same side within the time that the framework names, `used` what all other
    changes take of each limit on the day `on`, the others included. Alike are two changes that touch a service or a
    clause in common, or whose titles share three of four words, numbers aside.
    """
    near = [(other, why) for other in others if (why := _alike(this, other)) is not None]
    found = (_split(limit, framework, this, near, used, on) for limit in framework.envelope.limits)
    return tuple(split for split in found if split is not None)


def _split(
    limit: Limit, framework: Framework, this: Part, near: Sequence[tuple[Part, Say]], used: Mapping[str, Used], on: date
) -> Split | None:
    if limit.kind not in _TOGETHER or not near or not _covers(limit, this):
        return None
    most = (
        Decimal(cast(Effort, limit).days) if limit.kind == "effort" else amount_of(cast(Sum, limit), framework.header)
    )
    mine, base = _taken(limit, framework, this), ZERO
    parts = [(other, why, _taken(limit, framework, other)) for other, why in near if _covers(limit, other)]
    if limit.kind == "cumulative":
        parts = [part for part in parts if _is_counted(cast(Cumulative, limit), framework, part[0], on)]
        before = used.get(limit.code, NOTHING_USED)
        base = less(total(before.held, before.reserved), *(amount for _, _, amount in parts))
    parts = [part for part in parts if part[2] > 0 and total(base, part[2]) <= most]
    sum_ = total(base, mine, *(amount for _, _, amount in parts))
    if not parts or mine <= 0 or total(base, mine) > most or sum_ <= most:
        return None
    spoken = _spoken(limit, framework)
    named: list[Value] = [
        say("%(amount)s in %(label)s", amount=spoken(amount), label=other.label) for other, _, amount in parts
    ]
    sentence = Say(
        _TOGETHER[limit.kind],
        {"this": spoken(mine), "others": named, "total": spoken(sum_), "limit": spoken(most), "base": spoken(base)},
    )
    others = tuple(
        SplitPart(other.label, other.title, abs((this.raised_on - other.raised_on).days), why)
        for other, why, _ in parts
    )
    return Split(limit.code, limit.title, limit.clause, sentence, others)


def _covers(limit: Limit, part: Part) -> bool:
    return getattr(limit, "change_class", None) in (None, part.change_class)


def _taken(limit: Limit, framework: Framework, part: Part) -> Decimal:
    """What a change takes of the limit, as far as it is known."""
    if limit.kind == "effort":
        return max(ZERO, part.effects.effort_days or ZERO)
    price = price_of(first_year(part.effects) if is_of_first_year(limit) else part.effects, framework.header.currency)
    return price.at_least if price.taken is None else price.taken


def _is_counted(limit: Cumulative, framework: Framework, part: Part, on: date) -> bool:
    first, last = window_of(limit, on, framework)
    return part.counted_on is not None and first <= part.counted_on <= last


def _spoken(limit: Limit, framework: Framework) -> Callable[[Decimal], Value]:
    if limit.kind == "effort":
        return lambda days: days
    return lambda amount: Money(amount, framework.header.currency)


def _alike(one: Part, other: Part) -> Say | None:
    """What two changes have in common, in words; None when they are about different things."""
    return next(_in_common(one, other), None)


def _in_common(one: Part, other: Part) -> Iterator[Say]:
    for text, mine, theirs in (
        (N_("the same services: %(codes)s"), one.effects.services, other.effects.services),
        (N_("the same clauses: %(codes)s"), one.effects.clauses, other.effects.clauses),
    ):
        if shared := [code for code in mine if code in theirs]:
            yield Say(text, {"codes": shared})
    mine_words, their_words = _words(one.title), _words(other.title)
    longer = max(len(mine_words), len(their_words))
    if longer and len(mine_words & their_words) * ALIKE[1] >= longer * ALIKE[0]:
        yield say("nearly the same title")


def _words(title: str) -> set[str]:
    return {word for word in re.findall(r"\w+", title.casefold()) if not word.isnumeric()}
