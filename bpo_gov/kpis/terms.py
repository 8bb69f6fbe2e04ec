"""What the agreement says about figures: its KPIs, and how long one may be contested."""

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Kpi
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period
from bpo_gov.kpis.models import Figure

CONTEST = "contest"


def kpi_of(terms: Terms, code: str) -> Kpi | None:
    """The KPI with that code."""
    return next((kpi for kpi in terms.kpis if kpi.code == code), None)


def period_of(matter: Matter, policy: str) -> Period | None:
    """How long the other side may contest a figure: the working days that its card names."""
    terms = policies.terms_of(matter)
    if terms is None or not isinstance(matter, Figure):
        return None
    clause = terms.credits.clause
    return Period(matter.kpi.contest_days, Unit.WORKING_DAY, policies.counting(terms), clause)
