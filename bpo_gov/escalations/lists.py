"""The list of escalations: what may narrow it, and its orders."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, false, or_

from bpo_gov.escalations.forms import SEVERITIES
from bpo_gov.escalations.models import Escalation, Severity, State
from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.kernel import clock, listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, SIDE, Filter, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_

KIND = ESCALATION.name
AGES = {
    "1": N_("up to a day"),
    "7": N_("up to a week"),
    "30": N_("up to 30 days"),
    "90": N_("up to 90 days"),
    "more": N_("more than 90 days"),
}
LEVELS = {
    "0": N_("Early warning"),
    "1": N_("Level 1"),
    "2": N_("Level 2"),
    "3": N_("Level 3"),
    "4": N_("Level 4 and above"),
}
BOUNDS = (1, 7, 30, 90)  # days
_RANKS = {severity.value: rank for rank, severity in enumerate(Severity)}


def _aged(words: Sequence[str]) -> ColumnElement[bool]:
    now = clock.now()
    if words[0] == "more":
        return Matter.created_at < now - timedelta(days=BOUNDS[-1])
    most = int(words[0])
    least = BOUNDS[BOUNDS.index(most) - 1] if most > BOUNDS[0] else 0
    young = Matter.created_at >= now - timedelta(days=most)
    return and_(young, Matter.created_at < now - timedelta(days=least)) if least else young


def _on_level(words: Sequence[str]) -> ColumnElement[bool]:
    return or_(false(), *(Escalation.level >= 4 if word == "4" else Escalation.level == int(word) for word in words))


LIST = Listing(
    Escalation, KIND,
    listing.sorts([state.value for state in State]) | {
        "level": Sort(Escalation.level, "level", int, down=True),
        "severity": Sort(Escalation.severity, "severity", str, key=lambda column: case(_RANKS, value=column, else_=9)),
        "age": Sort(Matter.created_at, "created_at", datetime),
    },
    listing.ORDER_WORDS | {"title": N_("Title"), "level": N_("Level"), "severity": N_("Severity"), "age": N_("Age")},
    (
        listing.states(KIND),
        Filter("level", N_("Level"), N_("Level: %(word)s"), LEVELS, _on_level, many=True),
        Filter("severity", N_("Severity"), N_("Severity: %(word)s"), {str(key): words[0] for key, words in SEVERITIES.items()},
               Escalation.severity.in_, many=True),
        BALL, SIDE,
        Filter("age", N_("Age"), N_("Age: %(word)s"), AGES, _aged),
    ),
    columns=("number", "title", "due", "state", "level", "severity"),
)  # fmt: skip
