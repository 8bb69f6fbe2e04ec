"""What the moves of a log do, and the log brought in case by case: killed anywhere, it goes on where it stopped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bpo_gov.agreements.models import Framework
from bpo_gov.escalations import ladder
from bpo_gov.escalations.history.mapping import Map
from bpo_gov.escalations.history.reading import Case, Line
from bpo_gov.escalations.models import Escalation, Source, State
from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor, Party, Role
from bpo_gov.kernel.words import say

BATCH = 400  # lines in one transaction
flow = ESCALATION


@dataclass
class Done:
    """What has been done so far."""

    cases: int = 0
    lines: int = 0
    here: int = 0  # cases that were here already, with the same lines
    grown: int = 0  # cases that were here and have new lines
    contradicted: tuple[str, ...] = ()


def importer(agreement_id: int) -> Actor:
    """The import as an actor."""
    return Actor(None, agreement_id, Party.SYSTEM, Role.VIEWER, name="import")


@flow.opening("replay_open")
def replay_open(
    actor: Actor, /, *, framework: Framework, map: Map, ref: str, title: str, log: str
) -> tuple[Escalation, Particulars]:
    """A case of the log; its first line follows as a move."""
    one = Escalation(
        framework_id=framework.id, framework=framework, title=title, severity=map.severity, level=ladder.first(framework.terms).level, impact="",
        wanted="", resolution="", waits_for=None, asked="", is_spent=False, raised_by=map.raised_by,
        source=Source(
            agreement_id=actor.agreement_id, external_ref=ref, events=0, digest="", holder=None, stage=State.RAISED.value
        ),
    )  # fmt: skip
    return one, {"external_ref": ref, "log": log, "ball": None}


@flow.action("replay")
def replay(one: Escalation, actor: Actor, /, *, line: Line) -> Particulars:
    """One line of the log."""
    source = one.source
    if source is None:
        raise Refused(say("This does not come from a log."))
    source.stage, source.holder = line.state.value, line.holder
    source.events, source.digest = source.events + 1, line.mark(source.digest)
    return {"status": line.status, "substatus": line.substatus, "owner": line.owner, "holder": line.holder}


def bring_in(framework: Framework, kept: Map, cases: Iterator[Case], log: str) -> Iterator[Done]:
    """Every case of a log, a batch of lines in each transaction; after each batch, what has been done."""
    done, agreement_id, framework_id = Done(), framework.agreement_id, framework.id
    for batch in _batches(cases):
        with unit_of_work():
            actor, version = importer(agreement_id), db.session.get_one(Framework, framework_id)
            ledger.lock(agreement_id)
            known = _known(agreement_id, [case.ref for case in batch])
            for case in batch:
                _bring_in(actor, version, kept, case, known.get(case.ref), log, done)
        db.session.remove()
        yield done


def _batches(cases: Iterator[Case]) -> Iterator[list[Case]]:
    batch, size = list[Case](), 0
    for case in cases:
        batch.append(case)
        size += len(case.lines)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _known(agreement_id: int, refs: Sequence[str]) -> dict[str, Escalation]:
    query = select(Escalation).join(Source, Source.escalation_id == Escalation.id)
    query = query.where(Source.agreement_id == agreement_id, Source.external_ref.in_(refs))
    query = query.options(joinedload(Escalation.source), joinedload(Escalation.framework))
    found = db.session.execute(query.execution_options(populate_existing=True)).scalars()
    return {one.source.external_ref: one for one in found if one.source}


def _bring_in(
    actor: Actor, framework: Framework, kept: Map, case: Case, one: Escalation | None, log: str, done: Done
) -> None:
    done.cases += 1
    lines = case.lines
    if one is None:
        with clock.at(lines[0].at):
            one = replay_open(actor, framework=framework, map=kept, ref=case.ref, title=case.title, log=log)
    elif one.source is not None:
        seen = one.source.events
        if _mark(lines[:seen]) != one.source.digest:
            done.contradicted += (f"line {lines[0].number}: case {case.ref} is here with other lines",)
            return
        done.here, done.grown = done.here + (seen == len(lines)), done.grown + (seen < len(lines))
        lines = lines[seen:]
    for line in lines:
        with clock.at(line.at):
            replay(one, actor, line=line)
        done.lines += 1


def _mark(lines: Sequence[Line]) -> str:
    mark = ""
    for line in lines:
        mark = line.mark(mark)
    return mark
