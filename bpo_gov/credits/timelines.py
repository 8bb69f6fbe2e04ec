"""The record of a statement as its page tells it: what stands under each entry."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bpo_gov.credits.workflow import STATEMENT
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Money, Value, say
from bpo_gov.notes import shown, timeline

CLOCK_SAYS = ("due_soon", "overdue", "claim_late", "lapsed")
Told = Mapping[str, Any]


def of(
    events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files, currency: str
) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it; amounts are in the currency of the agreement."""

    def because(verb: str, told: Told) -> Value:
        if verb in CLOCK_SAYS:
            return timeline.due(told)
        if verb == "recounted":
            return timeline.recounted(told)
        return WORDED[verb](told, currency) if verb in WORDED else ""

    return timeline.timeline(STATEMENT, events, people, files, because)


def _money(told: Told, name: str, currency: str) -> Value:
    found = told.get(name)
    return None if found is None else Money(abs(Decimal(str(found))), currency)


def _drawn(told: Told, currency: str) -> Value:
    lines: list[Value] = [
        say("By the levels %(gross)s, under the caps %(net)s, due %(amount)s.", gross=_money(told, "gross", currency), net=_money(told, "net", currency),
            amount=_money(told, "amount", currency)),
    ]  # fmt: skip
    if Decimal(str(told["before"])):
        lines.append(say("Earlier statements of this month said %(before)s.", before=_money(told, "before", currency)))
    if Decimal(str(told["earned"])):
        lines.append(say("%(earned)s came back.", earned=_money(told, "earned", currency)))
    if Decimal(str(told["ring_fenced"])):
        lines.append(say("%(amount)s is contested and stands beside it.", amount=_money(told, "ring_fenced", currency)))
    return lines


def _claimed(told: Told, currency: str) -> Value:
    lines: list[Value] = [
        say(
            "%(amount)s, by charges of %(charges)s.",
            amount=_money(told, "amount", currency),
            charges=_money(told, "charges", currency),
        )
    ]
    if told.get("due_before") is not None:
        lines.append(say("Before it was %(before)s.", before=_money(told, "due_before", currency)))
    return [*lines, str(told["reason"])] if told.get("reason") else lines


def _objected(told: Told, currency: str) -> Value:
    own = (
        say("By its own count: %(value)s.", value=_money(told, "amount", currency))
        if told.get("amount") is not None
        else ""
    )
    return [str(told["reason"]), own] if own else str(told["reason"])


def _settled(told: Told, currency: str) -> Value:
    lines: list[Value] = [
        say(
            "It counts as %(amount)s; stated was %(stated)s.",
            amount=_money(told, "amount", currency),
            stated=_money(told, "stated", currency),
        )
    ]
    return [*lines, say("By decision %(label)s.", label=str(told["decision"]))] if told.get("decision") else lines


def _applied(told: Told, currency: str) -> Value:
    return say(
        "%(amount)s on %(document)s of %(day)s.", amount=_money(told, "amount", currency), document=str(told["document"]),
        day=date.fromisoformat(str(told["on"])),
    )  # fmt: skip


def _amount(told: Told, currency: str) -> Value:
    amount = say("%(amount)s.", amount=_money(told, "amount", currency))
    return [amount, str(told["reason"])] if told.get("reason") else amount


WORDED: Mapping[str, Callable[[Told, str], Value]] = {
    "drawn": _drawn, "claimed": _claimed, "confirmed": _amount, "objected": _objected, "settled": _settled, "determined": _settled, "applied": _applied,
    "waived": _amount,
}  # fmt: skip
