"""What a change reserves and holds of the envelope, added to and taken out of the kept sums of its day, and its history."""

from bpo_gov.change_requests import entries, queries, rules, sums
from bpo_gov.change_requests.models import ChangeRequest


def reserve(cr: ChangeRequest) -> None:
    """What lies outside the envelope reserves nothing: one oversized request must not block all others."""
    cr.value = rules.value_of(queries.effects(cr))
    if queries.verdict(cr).answer is rules.Answer.OUTSIDE:
        return
    cr.reserved_on = queries.today(cr)
    keep(cr, +1)


def hold(cr: ChangeRequest) -> None:
    """What is decided holds from today what it only reserved before."""
    free(cr)
    cr.held_on = queries.today(cr)
    keep(cr, +1)


def free(cr: ChangeRequest) -> None:
    """Give back what the change reserves or holds."""
    if cr.reserved_on is not None or cr.held_on is not None:
        keep(cr, -1)
    cr.reserved_on = cr.held_on = None


def keep(cr: ChangeRequest, sign_: int) -> None:
    """Add the change to the kept sums of its day, or take it out again, and write the entry of it."""
    day = cr.held_on or cr.reserved_on
    if day is None:
        raise ValueError("a change is kept under a day")
    taken, times = ("held", "held_count") if cr.held_on else ("reserved", "reserved_count")
    amounts = {measure: {taken: sign_ * amount, times: sign_} for measure, amount in queries.amounts(cr).items()}
    sums.add(cr.agreement_id, cr.change_class, day, amounts)
    entries.append(cr, day, queries.amounts(cr), sign_)
