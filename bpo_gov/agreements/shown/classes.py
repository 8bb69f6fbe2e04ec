"""The classes of change as a contract summary reads: what each allows, by which clause, and the priced list."""

from dataclasses import dataclass

from bpo_gov.agreements.framework import Framework
from bpo_gov.agreements.framework.choices import OnNoAnswer, OnUnratified, OnUnsigned
from bpo_gov.agreements.shown import words
from bpo_gov.kernel.words import Money, Say, say


@dataclass(frozen=True)
class Rule:
    """One rule in sentences, with its clause."""

    what: Say
    says: tuple[Say | str, ...]
    clause: str


@dataclass(frozen=True)
class Item:
    """One line of the priced list."""

    code: str
    name: str
    price: Say
    monthly: Money | None
    at_most: int
    within: Say
    clause: str


def rules(terms: Framework) -> list[Rule]:
    """What the agreement settles beyond the periods: questions, classes, and a note that is not signed."""
    found = (_information(terms), _operational(terms), _emergency(terms), _unsigned(terms))
    return [rule for rule in found if rule is not None]


def catalogue(terms: Framework) -> list[Item]:
    """The priced list."""
    currency, listed = terms.header.currency, terms.change_procedure.catalogue
    return [
        Item(
            item.code, item.name, say("%(price)s for one: %(unit)s", price=Money(item.price, currency), unit=item.unit),
            Money(item.monthly, currency) if item.monthly else None, item.at_most, words.period(item.deliver_within), item.clause,
        )
        for item in (listed.items if listed else ())
    ]  # fmt: skip


def _information(terms: Framework) -> Rule | None:
    rule = terms.change_procedure.information
    if rule is None:
        return None
    pauses = say("A question stops the clock of the side that asks, until the answer is there.")
    runs = say("A question does not stop the clock of the side that asks.")
    return Rule(say("Further information"), (pauses if rule.pauses else runs,), rule.clause)


def _operational(terms: Framework) -> Rule | None:
    rule = terms.change_procedure.operational
    if rule is None:
        return None
    after = {
        OnNoAnswer.WAITS: say("Without an answer the vendor waits."),
        OnNoAnswer.STANDS: say("Without an answer the change stands."),
    }[rule.silence]
    may = say("The client may object within %(period)s.", period=words.period(rule.object_within))
    return Rule(say("Operational change"), (may, after), rule.clause)


def _emergency(terms: Framework) -> Rule | None:
    rule = terms.change_procedure.emergency
    if rule is None:
        return None
    after = {
        OnUnratified.REMIND: say("If it is not ratified in time, both sides are told."),
        OnUnratified.LAPSE: say("If it is not ratified in time, it lapses and is undone."),
    }[rule.then]
    ratify = say("The client ratifies within %(period)s.", period=words.period(rule.ratify))
    cost = (say("It may cost at most %(most)s.", most=Money(rule.up_to, terms.header.currency)),) if rule.up_to else ()
    return Rule(say("Emergency change"), (rule.conditions, *cost, ratify, after), rule.clause)


def _unsigned(terms: Framework) -> Rule | None:
    rule = terms.change_procedure.unsigned
    if rule is None:
        return None
    then = {
        OnUnsigned.NOTICE: say(
            "The side that has signed may give notice; %(period)s later the way to a dispute opens.", period=words.period(rule.notice)
        ),
        OnUnsigned.LAPSE: say("The change lapses."),
    }[rule.then]  # fmt: skip
    return Rule(say("Note not signed in time"), (then,), rule.clause)
