"""What the record says of sealed offers: the rounds and how they ended, and never a figure that did not meet."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from bpo_gov.disputes.sealed.models import Result
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.words import Money, Value, say

PAYS = {
    Party.CLIENT: say("The client pays, the vendor claims."),
    Party.VENDOR: say("The vendor pays, the client claims."),
}
DEALS = {
    ("en", Party.CLIENT): "By sealed offers, round %(round)s: the client pays the vendor %(amount)s.",
    ("en", Party.VENDOR): "By sealed offers, round %(round)s: the vendor pays the client %(amount)s.",
    ("id", Party.CLIENT): "Dengan tawaran tersegel, putaran %(round)s: klien membayar penyedia layanan %(amount)s.",
    ("id", Party.VENDOR): "Dengan tawaran tersegel, putaran %(round)s: penyedia layanan membayar klien %(amount)s.",
}  # fmt: skip
OPEN: Value = say("opens when both are in")


def asked(told: Mapping[str, Any]) -> Value:
    """Sealed offers, and for what; who answered the question is told nothing but that it was about them."""
    if not told.get("subject"):
        return say("Sealed offers")
    return [say("Sealed offers for this:"), str(told["subject"]), PAYS[Party(told["payer"])]]


def _sealed(told: Mapping[str, Any]) -> Value:
    sealed = say("Round %(n)s. Commit: %(commit)s.", n=told["round"], commit=told["commit"][:16])
    if not told.get("result"):
        return sealed
    return [sealed, result(Result(told["result"]), told.get("midpoint"), str(told.get("currency", "")))]


def result(of: Result, midpoint: str | Decimal | None, currency: str) -> Value:
    """How a round ended."""
    match of:
        case Result.DEAL:
            return say("A deal at %(amount)s.", amount=Money(Decimal(midpoint or 0), currency))
        case Result.NONE:
            return say("No deal. Both figures are destroyed.")
    return say("Void: it does not count. What was sealed is destroyed.")


def deal(language: str, turn: int, payer: Party, amount: Money) -> str:
    """The sentence of a settlement by sealed offers; it is signed, so it stands in the agreement's own language."""
    return DEALS[language, payer] % {"round": turn, "amount": amount}


WORDED: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {
    **dict.fromkeys(("sealed_asked", "sealed_agreed"), asked), "sealed": _sealed,
}  # fmt: skip
