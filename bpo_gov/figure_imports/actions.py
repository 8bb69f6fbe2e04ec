"""What each verb of an import does; the figures themselves come in by the moves of figures, all or none."""

from collections.abc import Callable, Mapping

from bpo_gov.agreements import queries as agreements
from bpo_gov.figure_imports import queries
from bpo_gov.figure_imports.models import FigureImport, FigureImportChoice, FigureImportReading, FigureImportRow
from bpo_gov.figure_imports.reading import Found
from bpo_gov.figure_imports.rules import sentences
from bpo_gov.figure_imports.rules.choices import Chosen, Sort, Style
from bpo_gov.figure_imports.rules.plans import Outcome, Plan
from bpo_gov.figure_imports.workflow import FIGURE_IMPORT
from bpo_gov.kernel import ledger
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.db import after_commit, db
from bpo_gov.kernel.errors import Refused, Stale
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor, Party, Role
from bpo_gov.kernel.words import Say, say
from bpo_gov.kpis import actions as figures
from bpo_gov.kpis.models import COUNTS
from bpo_gov.kpis.models import State as FigureState
from bpo_gov.kpis.rules.cells import Below, First
from bpo_gov.kpis.rules.refusals import Fault
from bpo_gov.notes import actions as notes

flow = FIGURE_IMPORT
note, note_own = notes.bind(flow)
RING: list[Callable[[int], object]] = []  # rung for a file that waits to be read; wiring fills it


def reader(agreement_id: int) -> Actor:
    """Whoever reads a file, as an actor."""
    return Actor(None, agreement_id, Party.SYSTEM, Role.VIEWER, name="import")


@flow.opening("upload")
def upload(
    actor: Actor, /, *, sort: Sort, file: File, heads: list[str], chosen: Chosen, token: str | None = None
) -> tuple[FigureImport, Particulars]:
    """A file of a side that measures; it is read in the background, and nothing of it counts before it is brought in."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    if not any(kpi.measured_by == actor.party.value for kpi in framework.terms.kpis):
        raise Refused(say("Your side measures no KPI."))
    one = FigureImport(
        framework_id=framework.id, framework=framework, title=file.name, sort=sort, name=file.name, size=len(file.data), sha256=file.sha256,
        heads=heads, chosen=chosen.kept(), edition=1, rows=0, fresh=0, changed=0, same=0, left_out=0, wrong=0, opened_with=token, raised_by=actor.party,
        reading=FigureImportReading(tries=0, done=0, total=0, beat_at=None),
    )  # fmt: skip
    _ring(one)
    return one, {"sort": sort, "sha256": file.sha256, "files": (file,)}


@flow.action("read")
def read(one: FigureImport, actor: Actor, /, *, found: Found) -> Particulars:
    """The file has been read, and each of its figures has its outcome."""
    _keep(one, found)
    return {"rows": one.rows, **_counts(one)}


@flow.action("refuse")
def refuse(one: FigureImport, actor: Actor, /, *, found: Found) -> Particulars:
    """The file has been read, and something in it is wrong."""
    _keep(one, found)
    return {"rows": one.rows, "wrong": one.wrong}


@flow.action("choose")
def choose(
    one: FigureImport, actor: Actor, /, *, columns: Mapping[str, str], feeds: Mapping[str, str] | None = None, style: Style = Style.POINT,
    first: First | None = None, below_one: Below | None = None, blanks: bool = False, within: int = 30, worst: int = 1, best: int = 5,
) -> Particulars:  # fmt: skip
    """It is read again by other columns, or with another meaning of what stands in them; the next file is read so too."""
    chosen = Chosen(
        dict(columns), dict(feeds or {}), style, first, below_one, blanks, within, worst, best, one.choice.sheet
    )
    one.chosen, one.edition = chosen.kept(), one.edition + 1
    one.rows = one.fresh = one.changed = one.same = one.left_out = one.wrong = 0
    queries.forget(one)
    _remember(one)
    reading = queries.reading_of(one)
    reading.tries, reading.done, reading.total, reading.beat_at = 0, 0, 0, None
    _ring(one)
    return {"columns": dict(columns), "feeds": dict(feeds or {})}


@flow.action("bring_in")
def bring_in(one: FigureImport, actor: Actor, /, *, reason: str = "") -> Particulars:
    """Every new figure is submitted and every changed one corrected; if one cannot be, none is."""
    with ledger.summed_up():  # the other side is told once of all of them
        for row in queries.rows(one, one.fresh + one.changed, queries.TO_COME):
            _take_over(one, row, actor, reason or one.origin)
    _remember(one)
    told = {"name": one.name, "sha256": one.sha256, "rows": one.rows, **_counts(one), "reason": reason}
    return {**told, "ball": actor.party.other}  # whose turn it is with the figures


@flow.action("drop")
def drop(one: FigureImport, actor: Actor) -> Particulars:
    """Nothing comes of it. The file is erased; its digest stays."""
    queries.erase(one)
    return {"sha256": one.sha256}


def _take_over(one: FigureImport, row: FigureImportRow, actor: Actor, reason: str) -> None:
    source = "; ".join(part for part in (row.source, one.origin) if part)
    if row.outcome is Outcome.CHANGED:
        _correct(row, actor, source, reason)
        return
    _submit(row, actor, source)


def _submit(row: FigureImportRow, actor: Actor, source: str) -> None:
    figures.submit(
        actor, code=row.code, period=row.period, value=row.value, numerator=row.numerator, denominator=row.denominator, source=source,
    )  # fmt: skip


def _correct(row: FigureImportRow, actor: Actor, source: str, reason: str) -> None:
    """Another figure in the place of one that still stands as it was shown; what nobody has answered yet is taken back first."""
    one = queries.figure(row.figure_id or 0, actor)
    if one is None or one.state not in (*COUNTS, FigureState.PROVISIONAL) or one.counted != row.before:
        raise Stale(
            say("A figure has been moved since the file was read: %(code)s, %(period)s. Have it read again.", code=row.code, period=row.period)
        )  # fmt: skip
    if one.state == FigureState.PROVISIONAL:
        figures.withdraw(one, actor, reason=reason)
        db.session.flush()  # its period is free from here on
        _submit(row, actor, source)
        return
    figures.correct(
        one, actor, value=row.value, numerator=row.numerator, denominator=row.denominator, reason=reason, source=source
    )


def _counts(one: FigureImport) -> dict[str, int]:
    return {"new": one.fresh, "changed": one.changed, "same": one.same, "left_out": one.left_out}


def _keep(one: FigureImport, found: Found) -> None:
    """What was read takes the place of what was read before."""
    if found.edition != one.edition:
        raise Stale(say("It has been moved meanwhile. Look again before you go on."))
    queries.forget(one)
    one.rows, one.wrong = found.rows, found.wrong
    one.fresh, one.changed, one.same, one.left_out = (
        found.count(outcome) for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.LEFT_OUT)
    )
    db.session.add_all([_wrong(one, fault) for fault in found.faults])
    db.session.flush()  # wrong rows first
    db.session.add_all([_idle(one, code, says) for code, says in found.left_out])
    db.session.flush()
    db.session.add_all([_row(one, plan) for plan in found.plans])
    db.session.flush()


def _wrong(one: FigureImport, fault: Fault) -> FigureImportRow:
    return FigureImportRow(
        import_id=one.id, outcome=Outcome.ERROR, line=fault.row, column=sentences.clean(fault.column)[:200], code="", period="", value=None,
        numerator=None, denominator=None, source="", figure_id=None, before=None, reason=fault.code, says=sentences.kept(fault.message),
    )  # fmt: skip


def _idle(one: FigureImport, code: str, says: Say) -> FigureImportRow:
    """A KPI that the file does not feed, although it was to."""
    return FigureImportRow(
        import_id=one.id, outcome=Outcome.LEFT_OUT, line=0, column="", code=code[:60], period="", value=None, numerator=None, denominator=None,
        source="", figure_id=None, before=None, reason="not_fed", says=sentences.kept(says),
    )  # fmt: skip


def _row(one: FigureImport, plan: Plan) -> FigureImportRow:
    line = plan.line
    return FigureImportRow(
        import_id=one.id, outcome=plan.outcome, line=line.number, column="", code=line.code, period=line.period.label, value=line.value,
        numerator=line.numerator, denominator=line.denominator, source=line.source, figure_id=plan.figure_id, before=plan.before, reason=plan.code,
        says=sentences.kept(plan.says) if plan.says else None,
    )  # fmt: skip


def _remember(one: FigureImport) -> None:
    """What was chosen is offered with the next file of this sort."""
    row = queries.choice_of(one.agreement_id, Party(one.raised_by), one.sort)
    if row is None:
        row = FigureImportChoice(
            agreement_id=one.agreement_id, party=Party(one.raised_by), sort=one.sort, chosen=one.chosen
        )
        db.session.add(row)
    row.chosen = one.chosen


def _ring(one: FigureImport) -> None:
    """Somebody reads it once this is committed; who is not heard is made good by the next round of the clock."""

    def begin() -> None:
        for ring in RING:
            ring(one.id)

    after_commit(begin)
