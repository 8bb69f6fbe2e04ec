"""What names a figure, there already or not: F-12, or the code of a KPI and a period of it."""

from collections.abc import Sequence
from datetime import date

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel import access
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import Say, say
from bpo_gov.kpis import queries, terms
from bpo_gov.kpis.models import Figure
from bpo_gov.kpis.rules import periods

Slot = tuple[str, str]  # code and period
MOST = 40


def read_all(text: str, actor: Actor, agreed: Terms, side: Party) -> tuple[Slot, ...]:
    """The figures that a line names, comma by comma, each once; all must measure that side. Raises Refused."""
    found = [read(part, actor, agreed, side) for part in text.split(",") if part.strip()]
    if len(found) > MOST:
        raise Refused(say("Name at most %(most)s figures.", most=MOST))
    return tuple(dict.fromkeys(found))


def read(text: str, actor: Actor, agreed: Terms, side: Party) -> Slot:
    """The figure that a text names, of a KPI that measures that side. Raises Refused."""
    words = text.split()
    if len(words) == 1 and isinstance(found := access.named(words[0], actor), Figure):
        words = [found.code, found.period]
    if len(words) != 2:
        raise Refused(
            say("“%(text)s” is no figure here. Write F-12, or code and period: KPI-01 2026-02.", text=text.strip()[:40])
        )
    code, period = words[0], words[1].upper()
    if reason := why_not(agreed, side, code, period):
        raise Refused(reason)
    return code, period


def why_not(agreed: Terms, side: Party, code: str, period: str) -> Say | None:
    """Why there is no figure of that code and period for that side; None where there may be one."""
    kpi = terms.kpi_of(agreed, code)
    if kpi is None:
        return say("The framework in force has no KPI %(code)s.", code=code[:20])
    if Party(kpi.measures) is not side:
        return say("%(code)s does not measure that side.", code=code)
    try:
        span = periods.parse(period)
    except ValueError:
        return say("“%(period)s” is no period. Write 2026-02, 2026-W05 or 2026-Q1.", period=period[:20])
    if span.length.value != kpi.period.value:
        return say(
            "%(code)s is measured by another length of period: %(length)s.", code=code, length=Say(queries.LENGTHS[kpi.period.value])
        )  # fmt: skip
    if span.end <= agreed.header.start or span.start > agreed.maximum_end:
        return say("%(period)s is outside the term of the agreement.", period=period)
    return None


def has_begun(period: str, today: date) -> bool:
    """Whether a period has begun by a day."""
    return periods.parse(period).start <= today


def written(slots: Sequence[Slot]) -> str:
    """The figures as they are typed."""
    return ", ".join(f"{code} {period}" for code, period in slots)
