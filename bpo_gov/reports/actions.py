"""What each verb of a report does; the engine does the rest."""

from collections.abc import Sequence

from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.kernel import calendars, clock
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import say
from bpo_gov.kpis.rules.periods import parse
from bpo_gov.notes import actions as notes
from bpo_gov.reports import queries, terms
from bpo_gov.reports.models import Report
from bpo_gov.reports.workflow import REPORT, S

flow = REPORT
note, note_own = notes.bind(flow)


@flow.opening("open")
def open_(actor: Actor, /, *, name: str, period: str) -> tuple[Report, Particulars]:
    """The report on a period, under the version of the framework that is in force today, for the side that owes it."""
    framework = agreements.active_framework(actor.agreement_id)
    found = terms.owed(framework.terms, name) if framework else None
    if framework is None or found is None:
        raise Refused(say("The framework does not ask for this report."))
    if queries.at(actor.agreement_id, period, name):
        raise Refused(say("The report on %(period)s is there already.", period=period))
    span = parse(period)
    one = Report(
        framework_id=framework.id, framework=framework, title=f"{name[:188]}, {period}", name=name, period=period, begins=span.start, ends=span.last,
        slot=queries.slot(actor.agreement_id, period, name), owed_at=terms.count(framework.terms, found, span.last).due, first_at=None, delivered_at=None,
        lead=None, is_late=False, link="", remark="", reason="", ended_at=None, by_silence=False,
    )  # fmt: skip
    one.raised_by = Party(found.from_)
    return one, {"period": period, "owed_by": one.raised_by, "due": one.owed_at}


@flow.action("deliver")
def deliver(
    one: Report, actor: Actor, /, *, remark: str = "", link: str = "", files: Sequence[File] = ()
) -> Particulars:
    """It is there, as files or at an address; late, if its time is over although the clock has not come round yet."""
    now, due = clock.now(), one.due_at or one.owed_at
    left = calendars.remaining(policies.counting(one.framework.terms), now, due, Unit.WORKING_DAY)
    one.lead = left if one.lead is None else min(one.lead, left)
    if one.state == S.DUE:
        one.owed_at, one.first_at = due, now  # the holidays may have been known better on the way
    one.is_late = one.is_late or now > due
    one.delivered_at, one.link, one.remark = now, link, remark
    told = {
        "text": remark,
        "link": link,
        "days_late": max(-left, 0),
        "days_early": max(left, 0),
        "again": one.state != S.DUE,
    }
    return told | ({"files": tuple(files)} if files else {})


@flow.action("accept")
def accept(one: Report, actor: Actor) -> Particulars:
    """It does."""
    one.ended_at = clock.now()
    return {}


@flow.action("send_back")
def send_back(one: Report, actor: Actor, /, *, reason: str) -> Particulars:
    """It does not do; another one is due."""
    one.reason = reason
    return {"reason": reason}


@flow.action("waive")
def waive(one: Report, actor: Actor, /, *, reason: str) -> Particulars:
    """The side that it is for does without it."""
    one.reason, one.ended_at = reason, clock.now()
    return {"reason": reason}


@flow.action("warn")
def warn(one: Report, actor: Actor) -> Particulars:
    """Three quarters of the time are gone."""
    return {"due": one.due_at}


@flow.action("late")
def late(one: Report, actor: Actor) -> Particulars:
    """Its time passed while it was owed."""
    one.is_late = True
    return {"due": one.due_at, "late": one.ower}


@flow.action("remind")
def remind(one: Report, actor: Actor) -> Particulars:
    """Silence accepts nothing."""
    return {"due": one.due_at, "late": one.reader}


@flow.action("deem")
def deem(one: Report, actor: Actor) -> Particulars:
    """Silence accepts it, where the framework says so."""
    one.by_silence, one.ended_at = True, clock.now()
    return {"due": one.due_at, "late": one.reader}
