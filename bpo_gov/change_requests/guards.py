"""When a move of change control may be made: one good case each, and the sentence for who must wait."""

from decimal import Decimal

from bpo_gov.agreements.framework import Authority, ChangeClass
from bpo_gov.agreements.framework.classes import CLASSES
from bpo_gov.change_requests import queries, rules
from bpo_gov.change_requests.models import ChangeRequest, State, SubjectKind
from bpo_gov.kernel import clock
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import N_, Money, Say, say

S = State
PRIVATE = queries.UNSHARED  # what was never submitted stays with the side that wrote it
NO_EFFECT = (None, 0, Decimal(0))


# -- classes: whether a row is for a change at all ---------------------------------------------------------------


def is_assessed_class(cr: ChangeRequest) -> bool:
    """Normal and fast-track changes are assessed before they are decided."""
    return cr.change_class in (ChangeClass.NORMAL, ChangeClass.FAST_TRACK)


def is_decided_class(cr: ChangeRequest) -> bool:
    """Normal, fast-track and catalogue changes are decided before they are made."""
    return is_assessed_class(cr) or cr.change_class is ChangeClass.CATALOGUE


def is_operational(cr: ChangeRequest) -> bool:
    """Operational changes are the vendor's own; the client may object."""
    return cr.change_class is ChangeClass.OPERATIONAL


def is_emergency(cr: ChangeRequest) -> bool:
    """Emergency changes are made first and ratified after."""
    return cr.change_class is ChangeClass.EMERGENCY


def is_special(cr: ChangeRequest) -> bool:
    """A change of another class than normal may be raised as a normal one instead."""
    return cr.change_class is not ChangeClass.NORMAL


def has_note(cr: ChangeRequest) -> bool:
    """A note is signed before the work begins, or after it where an emergency is ratified."""
    return S(cr.state) is S.APPROVED or is_emergency(cr)


# -- raising -----------------------------------------------------------------------------------------------------


def is_complete(cr: ChangeRequest, actor: Actor) -> Say | None:
    """A request says what and why, and fits its class."""
    missing = [
        word
        for word, text in ((N_("why it is needed"), cr.reason), (N_("what changes"), cr.description))
        if not text.strip()
    ]
    if missing:
        return say("Say first: %(missing)s.", missing=[Say(word) for word in missing])
    return fits_class(cr)


def fits_class(cr: ChangeRequest) -> Say | None:
    """Whether the request is one that its class is for."""
    procedure = cr.framework.terms.change_procedure
    if cr.change_class not in procedure.open_classes:
        return say("The framework has no changes of the class %(name)s.", name=Say(CLASSES[cr.change_class]))
    check = {
        ChangeClass.OPERATIONAL: _is_own_way, ChangeClass.CATALOGUE: _is_ordered, ChangeClass.FAST_TRACK: _is_on_track,
        ChangeClass.EMERGENCY: _is_urgent,
    }.get(cr.change_class)  # fmt: skip
    return check(cr) if check else None


def _is_own_way(cr: ChangeRequest) -> Say | None:
    if cr.raised_by is not Party.VENDOR:
        return say("An operational change is the vendor's own way of working: only the vendor raises one.")
    costs = (cr.one_off_cost, cr.monthly_cost, cr.term_days)
    if any(cost not in NO_EFFECT for cost in costs) or cr.codes(SubjectKind.CLAUSE) or cr.data_location:
        return say(
            "An operational change costs the client nothing, moves no date or data and touches no clause: raise this as a normal change."
        )
    return None


def _is_ordered(cr: ChangeRequest) -> Say | None:
    procedure = cr.framework.terms.change_procedure
    if not cr.lines:
        return say("Say how many of which item are ordered.")
    for line in cr.lines:
        item = procedure.item(line.code)
        if item is None:
            return say("The catalogue has no %(item)s any more.", item=line.name)
        if line.quantity > item.at_most:
            return say("One order may have at most %(most)s of %(item)s.", most=item.at_most, item=item.name)
    if any(line.monthly for line in cr.lines) and cr.months is None:
        return say("Say for how many months what is ordered goes on.")
    return None


def _is_on_track(cr: ChangeRequest) -> Say | None:
    """The count of fast-track changes is a limit of the envelope; over it the normal way is open."""
    full = next((one for one in queries.verdict(cr).limits if one.kind == "count" and one.answer == "outside"), None)
    if full is None:
        return None
    return say(
        "Not as a fast-track change (clause %(clause)s): %(sentence)s %(remedy)s",
        clause=full.clause, sentence=full.sentence, remedy=full.remedy,
    )  # fmt: skip


def _is_urgent(cr: ChangeRequest) -> Say | None:
    terms = cr.framework.terms
    rule = terms.change_procedure.emergency
    if rule is None or not cr.urgency.strip():
        return say("Say which condition of an emergency is met, and why it cannot wait.")
    if rule.up_to is None:
        return None
    if cr.value is None:
        return say(
            "Say what it costs at most: an emergency change may cost %(most)s.",
            most=Money(rule.up_to, terms.header.currency),
        )
    if cr.value > rule.up_to:
        return say(
            "An emergency change may cost at most %(most)s (clause %(clause)s); this one is worth %(value)s.",
            most=Money(rule.up_to, terms.header.currency), clause=rule.clause, value=Money(cr.value, terms.header.currency),
        )  # fmt: skip
    return None


def is_shared(cr: ChangeRequest, actor: Actor) -> Say | None:
    """Nobody writes to a side that does not see the matter."""
    if S(cr.state) in PRIVATE:
        return say("The other side does not see a draft: write to your own side.")
    return None


# -- questions ---------------------------------------------------------------------------------------------------


def may_ask(cr: ChangeRequest, actor: Actor) -> Say | None:
    """The side whose turn it is asks, one question at a time, within the time for it."""
    if cr.asked_of:
        return say("A question waits for its answer already.")
    if cr.ball != actor.party.value:
        return say("Further information is asked for by the side whose turn it is.")
    until = queries.ask_until(cr)
    if until is not None and clock.now() > until:
        return say("The time to ask ended on %(when)s; write a note instead.", when=until)
    return None


def is_asked(cr: ChangeRequest, actor: Actor) -> Say | None:
    """The side that was asked answers."""
    return None if cr.asked_of == actor.party.value else say("Your side was not asked anything.")


# -- authority ---------------------------------------------------------------------------------------------------


def authority_of(cr: ChangeRequest, actor: Actor) -> Authority | None:
    """The actor's line in the authority list of the version this change is governed by."""
    return next((line for line in cr.framework.terms.authorities(actor.party) if line.person == actor.email), None)


def within_limit(cr: ChangeRequest, actor: Actor, value: Decimal | None, term_days: int | None) -> Say | None:
    """Whether the actor's authority reaches a value and a move of the term; the refusal names the clause."""
    line = authority_of(cr, actor)
    if line is None:
        return say("You are not in the authority list of the framework.")
    currency = cr.framework.terms.header.currency
    if value is not None and value > line.up_to:
        return say(
            "Your authority ends at %(limit)s (clause %(clause)s); this change is worth %(value)s.",
            limit=Money(line.up_to, currency), clause=line.clause, value=Money(value, currency),
        )  # fmt: skip
    if term_days and term_days > line.term_months * 30:
        return say(
            "Your authority to move the term ends at %(months)s months (clause %(clause)s); this change moves it by %(days)s days.",
            months=line.term_months, clause=line.clause, days=term_days,
        )  # fmt: skip
    return None


def may_approve(cr: ChangeRequest, actor: Actor) -> Say | None:
    """Assessed, inside the envelope, and within the approver's authority."""
    if S(cr.state) is S.SUBMITTED and is_assessed_class(cr):
        return say("The vendor has not assessed it yet.")
    return _allowed(cr, actor)


def may_ratify(cr: ChangeRequest, actor: Actor) -> Say | None:
    """Once, inside the envelope, and within the authority of who ratifies."""
    return say("It is ratified already.") if cr.is_ratified else _allowed(cr, actor)


def is_not_ratified(cr: ChangeRequest, actor: Actor) -> Say | None:
    """What was ratified cannot be refused any more."""
    return say("It is ratified already.") if cr.is_ratified else None


def _allowed(cr: ChangeRequest, actor: Actor) -> Say | None:
    verdict = queries.verdict(cr)
    if verdict.answer in (rules.Answer.OUTSIDE, rules.Answer.UNDECIDED):
        return verdict.headline
    effects = queries.effects(cr)
    return within_limit(cr, actor, rules.value_of(effects), effects.term_days)
