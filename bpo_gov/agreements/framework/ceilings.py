"""No authority above the framework: nobody may sign for more than the framework lets change in all."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from bpo_gov.agreements.framework.document import Document, Item
from bpo_gov.agreements.framework.terms import end_after, part_of
from bpo_gov.kernel.words import Money, Say, Value, say

Found = Iterator[tuple[str, Say]]

_DAY = timedelta(days=1)


def above_the_framework(document: Document) -> Found:
    """Authorities for more money, or for a longer time, than the framework itself has."""
    ceiling, last = money_ceiling(document), _maximum_end(document)
    start = document.item("header").day("start")
    for path, authority in document.items("authority[]"):
        up_to, months = authority.number("up_to"), authority.whole("term_months")
        if ceiling is not None and up_to is not None and up_to > ceiling:
            yield (
                f"{path}.up_to",
                say(
                    "This authority goes above the framework, which lets changes of %(ceiling)s happen in all.",
                    ceiling=_money(ceiling, document),
                ),
            )
        if start and last and months and 0 < months <= 10_000 and end_after(start - _DAY, months) > last:
            yield (
                f"{path}.term_months",
                say(
                    "This authority reaches beyond the longest term of the framework, which ends on %(end)s.", end=last
                ),
            )


def money_ceiling(document: Document) -> Decimal | None:
    """The largest cumulative limit in money; without one the initial value; None where that is no right amount."""
    header = document.item("header")
    cumulative = [limit for _, limit in document.items("envelope.limits[]") if limit.text("kind") == "cumulative"]
    amounts = [_amount(limit, header) for limit in cumulative] or [header.amount("initial_value")]
    return max((amount for amount in amounts if amount is not None), default=None)


def _amount(limit: Item, header: Item) -> Decimal | None:
    if (amount := limit.amount("amount")) is not None:
        return amount
    base, percent = limit.text("of"), limit.number("percent")
    value = header.amount(base) if base in ("initial_value", "annual_charges") else None
    return None if value is None or percent is None else part_of(value, percent)


def _maximum_end(document: Document) -> date | None:
    start, end = document.item("header").day("start"), document.item("header").day("end")
    if start and end and end <= start:
        return None  # already said; what follows from it need not be said as well
    months = [extension.whole("months") or 0 for _, extension in document.items("header.extensions[]")]
    return end and end_after(end, max(0, min(sum(months), 100_000)))


def _money(amount: Decimal, document: Document) -> Value:
    currency = document.item("header").text("currency")
    return Money(amount, currency) if currency else amount
