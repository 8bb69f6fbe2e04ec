"""What each verb of a round does; the engine does the rest. Of an answer the record keeps only that there is one."""

from decimal import Decimal

from sqlalchemy import delete

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.kernel.words import Say, say
from bpo_gov.kpis.rules import pulse as rule
from bpo_gov.notes import actions as notes
from bpo_gov.pulses import queries, terms
from bpo_gov.pulses.models import Answer, Median, Pulse
from bpo_gov.pulses.workflow import PULSE

flow = PULSE
note, note_own = notes.bind(flow)


@flow.opening("open")
def open_(actor: Actor, /, *, quarter: str, token: str | None = None) -> tuple[Pulse, Particulars]:
    """A round about a quarter, with the questions of the framework in force today."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    if reason := why_not(framework.terms, actor, quarter):
        raise Refused(reason)
    questions, is_usual = terms.questions(framework.terms)
    one = Pulse(
        framework_id=framework.id, framework=framework, title=quarter, quarter=quarter, slot=queries.slot(actor.agreement_id, quarter),
        questions=questions, is_usual=is_usual, ending=None, waits_for="both", client_raters=0, vendor_raters=0, ended_at=None, opened_with=token,
        raised_by=actor.party,
    )  # fmt: skip
    return one, {"quarter": quarter, "questions": len(questions)}


@flow.action("answer")
def answer(one: Pulse, actor: Actor, /, *, scores: queries.Scores) -> Particulars:
    """One answer for each person; a later one takes the place of the one before. The record keeps nothing of the scores."""
    for (question, about), score in scores.items():
        if question not in range(len(one.questions)):
            raise Refused(say("That is not asked in this round."))
        rule.Answer(str(question), actor.user_id or 0, actor.party, about, score)  # refuses what is no score
    if not scores:
        raise Refused(say("Score at least one question."))
    db.session.execute(delete(Answer).where(Answer.pulse_id == one.id, Answer.user_id == actor.user_id))
    db.session.add_all(
        Answer(pulse_id=one.id, user_id=actor.user_id, side=actor.party, question=question, seen=about, score=score)
        for (question, about), score in scores.items()
    )
    db.session.flush()
    found, able = queries.raters(one), queries.able(one.agreement_id)
    one.client_raters, one.vendor_raters = len(found[Party.CLIENT]), len(found[Party.VENDOR])
    missing = [side.value for side in SIDES if able[side] - found[side]]
    one.waits_for = "both" if len(missing) > 1 else missing[0] if missing else None
    return {}


@flow.action("propose_end")
def propose_end(one: Pulse, actor: Actor) -> Particulars:
    """Everybody who will answer has done so."""
    one.ending = actor.party.value
    return {}


@flow.action("agree_end")
def agree_end(one: Pulse, actor: Actor) -> Particulars:
    """Both managers close it before its time is over."""
    return _counted(one)


@flow.action("close")
def close(one: Pulse, actor: Actor) -> Particulars:
    """The time to answer is over."""
    return _counted(one) | {"due": one.due_at}


@flow.action("withdraw")
def withdraw(one: Pulse, actor: Actor, /, *, reason: str) -> Particulars:
    """It was opened by mistake: its answers are gone, and the quarter is free again."""
    db.session.execute(delete(Answer).where(Answer.pulse_id == one.id))
    one.slot, one.ended_at = None, clock.now()
    return {"reason": reason}


@flow.action("warn")
def warn(one: Pulse, actor: Actor) -> Particulars:
    """Three quarters of the time to answer are over."""
    return {"due": one.due_at}


def why_not(agreed: Terms, actor: Actor, quarter: str) -> Say | None:
    """Why there can be no round about a quarter; None where there can."""
    if reason := terms.why_not(agreed, quarter, queries.today(agreed)):
        return reason
    there = queries.taken(actor.agreement_id, [quarter]).get(quarter)
    return say("There is a round about this quarter already: %(label)s.", label=there.label) if there else None


def _counted(one: Pulse) -> dict[str, int]:
    """Medians take the place of the answers, which are gone from here on. Too few raters of a side give none."""
    keys = [str(n) for n in range(len(one.questions))]
    answers = [rule.Answer(str(a.question), a.user_id, a.side, a.seen, a.score) for a in queries.all_of(one)]
    for gap in rule.gaps(answers, keys):
        for by, rated in ((gap.about, gap.own), (gap.about.other, gap.other)):
            median: Decimal | None = rated.median
            db.session.add(Median(pulse_id=one.id, question=int(gap.question), seen=gap.about, side=by, median=median))
    db.session.flush()
    db.session.execute(delete(Answer).where(Answer.pulse_id == one.id))
    one.ended_at = clock.now()
    return {"client": one.client_raters, "vendor": one.vendor_raters}
