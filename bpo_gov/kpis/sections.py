"""What other features say beside a KPI: each maker gives sections of the side column, or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bpo_gov.agreements.framework import Kpi
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Value


@dataclass(frozen=True)
class Section:
    """A section of the side column: its id on the page, its title, facts as `components/facts.html` takes them, sentences above them."""

    id: str
    title: Value
    facts: list[tuple[Any, ...]]
    texts: Sequence[Value] = ()


Maker = Callable[[Actor, Framework, Kpi], Sequence[Section]]
MAKERS: list[Maker] = []  # filled by the wiring


def of(actor: Actor, framework: Framework, kpi: Kpi) -> list[Section]:
    """The sections in the order of the wiring."""
    return [section for make in MAKERS for section in make(actor, framework, kpi)]
