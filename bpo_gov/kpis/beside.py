"""What was asked for a figure elsewhere: claims for relief and plans to put it right, for the pages of KPIs; wiring says who knows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bpo_gov.agreements.standing import Shown
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Value


@dataclass(frozen=True)
class Cure:
    """One claim or plan as a line: of which period, and how it stands."""

    number: str
    title: str
    href: str
    state: Shown
    says: Value


Asked = Callable[[Actor, str, str], Sequence[Cure]]
ASKED: list[Asked] = []
RELIEF, PLAN = KINDS = ("relief", "rectification")  # of matter, as the floors above name them


def cures(actor: Actor, code: str, period: str = "") -> list[Cure]:
    """What was asked for a KPI, or for one period of it, the newest first of each kind; one query a kind."""
    return [cure for asked in ASKED for cure in asked(actor, code, period)]
