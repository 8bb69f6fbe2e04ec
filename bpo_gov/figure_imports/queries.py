"""Reads of imports: one with its rows, its file, what was chosen last, and the figures that it is laid beside."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.figure_imports.models import FigureImport, FigureImportChoice, FigureImportReading, FigureImportRow, State
from bpo_gov.figure_imports.rules.choices import Chosen, Sort
from bpo_gov.figure_imports.rules.lines import Card, Frame, Line
from bpo_gov.figure_imports.rules.plans import Outcome, Standing
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.attachments import Attachment, AttachmentContent
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import Say
from bpo_gov.kpis import queries as figures
from bpo_gov.kpis.models import Figure
from bpo_gov.kpis.models import State as FigureState
from bpo_gov.kpis.rules.periods import Length
from bpo_gov.kpis.workflow import FIGURE

KIND = "figure_import"
PARTS = (joinedload(FigureImport.framework),)
SHOWN = 300  # rows on a page; all that are named are in the file beside it
TOGETHER = 500  # figures that are looked up at once
TO_COME = (Outcome.NEW, Outcome.CHANGED)


def load(number: int, actor: Actor, *, lock: bool = False) -> FigureImport:
    """One import with its framework. Raises NotFound."""
    return access.get(FigureImport, number, actor, lock=lock, options=PARTS)


def rows(one: FigureImport, most: int = SHOWN, outcomes: Sequence[Outcome] = ()) -> Sequence[FigureImportRow]:
    """The rows of an import in their order, wrong ones first."""
    query = select(FigureImportRow).where(FigureImportRow.import_id == one.id)
    if outcomes:
        query = query.where(FigureImportRow.outcome.in_(outcomes))
    first = FigureImportRow.outcome != Outcome.ERROR
    return list(db.session.scalars(query.order_by(first, FigureImportRow.id).limit(most)))


def reading_of(one: FigureImport) -> FigureImportReading:
    """How far its reading is."""
    return db.session.get_one(FigureImportReading, one.id, populate_existing=True)


def content_of(one: FigureImport) -> bytes | None:
    """The bytes of its file; None where they are erased."""
    query = (
        select(AttachmentContent.data)
        .join(Attachment, Attachment.id == AttachmentContent.attachment_id)
        .join(Event, Event.id == Attachment.event_id)
        .where(Event.matter_id == one.id, Event.name == "figure_import.uploaded")
    )
    return db.session.execute(query).scalar_one_or_none()


def erase(one: FigureImport) -> None:
    """The bytes of its file and what was read of them go; the digest stays in the record."""
    mine = (
        select(Attachment.id)
        .join(Event, Event.id == Attachment.event_id)
        .where(Event.matter_id == one.id, Event.name == "figure_import.uploaded")
    )
    db.session.execute(delete(AttachmentContent).where(AttachmentContent.attachment_id.in_(mine)))
    forget(one)


def forget(one: FigureImport) -> None:
    """What was read of its file goes."""
    db.session.execute(delete(FigureImportRow).where(FigureImportRow.import_id == one.id))


def imported_before(agreement_id: int, party: Party, sha256: str) -> FigureImport | None:
    """The last import of these very bytes that the side has brought in."""
    query = select(FigureImport).where(
        FigureImport.sha256 == sha256, Matter.agreement_id == agreement_id, Matter.raised_by == party, Matter.state == State.IMPORTED
    )  # fmt: skip
    return db.session.scalars(query.order_by(Matter.number.desc()).limit(1)).first()


def brought_in_so(agreement_id: int, party: Party, sha256: str, sort: Sort, chosen: Chosen) -> bool:
    """Whether these very bytes were read the very same way and brought in."""
    query = select(FigureImport.chosen).where(
        FigureImport.sha256 == sha256, FigureImport.sort == sort, Matter.agreement_id == agreement_id, Matter.raised_by == party,
        Matter.state == State.IMPORTED,
    )  # fmt: skip
    return any(Chosen.of(kept) == chosen for kept in db.session.scalars(query))


def chosen_last(agreement_id: int, party: Party, sort: Sort) -> Chosen | None:
    """What the side chose last for files of a sort."""
    found = choice_of(agreement_id, party, sort)
    return Chosen.of(found.chosen) if found else None


def choice_of(agreement_id: int, party: Party, sort: Sort) -> FigureImportChoice | None:
    """The row that remembers what the side chose last."""
    query = select(FigureImportChoice).where(
        FigureImportChoice.agreement_id == agreement_id, FigureImportChoice.party == party, FigureImportChoice.sort == sort,
    )  # fmt: skip
    return db.session.execute(query).scalar_one_or_none()


def frame(terms: Terms, party: Party) -> Frame:
    """What bounds the figures of a side today."""
    cards = {
        kpi.code: Card(kpi.code, kpi.name, kpi.unit, Length(kpi.period.value), kpi.measured_by == party.value)
        for kpi in terms.kpis
    }
    return Frame(cards, policies.counting(terms).local_date(clock.now()), terms.header.start)


def standing(agreement_id: int, lines: Iterable[Line]) -> Mapping[tuple[str, str], Standing]:
    """The figures that hold the periods of these lines, by KPI and period."""
    slots = [figures.slot(agreement_id, line.code, line.period.label) for line in lines]
    found: dict[tuple[str, str], Standing] = {}
    for begin in range(0, len(slots), TOGETHER):
        query = select(Figure).where(Figure.slot.in_(slots[begin : begin + TOGETHER]))
        for one in db.session.scalars(query):
            found[one.code, one.period] = Standing(
                one.id, one.label, Say(FIGURE.state_words[one.state]), one.value, one.counted, one.numerator, one.denominator,
                one.state != FigureState.CONTESTED,
            )  # fmt: skip
    return found


def figure(figure_id: int, actor: Actor) -> Figure | None:
    """A figure with all that its moves read."""
    query = access.listing(Figure, actor).where(Figure.id == figure_id).options(*figures.PARTS)
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()


def codes(agreement_id: int) -> Sequence[str]:
    """The KPIs that have figures, whether the framework in force has them or not."""
    query = select(Figure.code).where(Matter.agreement_id == agreement_id, Matter.kind == figures.KIND).distinct()
    return list(db.session.scalars(query))
