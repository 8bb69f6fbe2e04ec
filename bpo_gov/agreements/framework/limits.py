"""What must hold inside one limit of the envelope."""

from collections.abc import Iterator

from bpo_gov.agreements.framework.document import Document, Item
from bpo_gov.kernel.words import Say, say

Found = Iterator[tuple[str, Say]]


def limits(document: Document) -> Found:
    """Limits that say too little or too much to be computed."""
    for path, limit in document.items("envelope.limits[]"):
        kind = limit.text("kind")
        if kind in ("each", "cumulative"):
            yield from _sum(path, limit)
        if kind == "cumulative":
            yield from _window(path, limit)
        if kind == "term":
            yield from _term(path, limit)
    for path, period in document.items("envelope.limits[].periods[]"):
        first, last = period.day("from"), period.day("to")
        if first and last and last < first:
            yield f"{path}.to", say("The last day must not come before the first, %(first)s.", first=first)


def _sum(path: str, limit: Item) -> Found:
    percent, base, amount = limit.has("percent"), limit.has("of"), limit.has("amount")
    if amount and (percent or base):
        yield f"{path}.amount", say("Give either an amount or a percentage, not both.")
    elif percent and not base:
        yield f"{path}.of", say("Say what the percentage is taken of: initial_value or annual_charges.")
    elif not percent and not amount:
        yield path, say("This limit needs an amount, or a percentage and what it is taken of.")


def _window(path: str, limit: Item) -> Found:
    over, months = limit.text("over"), limit.has("months")
    if over == "rolling" and not months:
        yield f"{path}.months", say("A rolling limit needs its number of months.")
    if over in ("life", "contract_year") and months:
        yield f"{path}.months", say("Only a rolling limit has months; leave them out.")


def _term(path: str, limit: Item) -> Found:
    percent, days = limit.has("percent"), limit.has("days")
    if percent and days:
        yield f"{path}.days", say("Give either days or a percentage, not both.")
    if not percent and not days:
        yield path, say("This limit needs a percentage of the term, or a number of days.")
