"""Who may do what, drawn from the tables that judge every move: rows of each kind, and a matrix by side and role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bpo_gov.agreements import clocks, policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.moves import ANY, NEW, STAY, Move
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role, clock_of, role_word
from bpo_gov.kernel.words import N_, Say, Value, say
from bpo_gov.kernel.workflow import WORKFLOWS, Workflow

TOLD = {
    Told.OWN: N_("own side"),
    Told.ROOM: N_("without prejudice: managers of both sides"),
    Told.CHAMBER: N_("without prejudice: managers of the own side"),
    Told.OTHER: N_("the other side"),
    Told.BOTH: N_("both sides"),
    Told.BALL: N_("the side whose turn it is"),
    Told.NOBODY: N_("nobody"),
}


class May(StrEnum):
    """What the test of a row says of a side and role."""

    YES = "yes"
    OWN = "own"  # in what the own side raised
    OTHER = "other"  # in what the other side raised
    NO = "no"


@dataclass(frozen=True)
class Row:
    """One verb: from where to where, who may make it, who is told, which clocks begin; a guard asks more."""

    verb: str
    label: Say
    from_: Value
    to: Value
    who: Say
    told: Say
    deadlines: tuple[Say, ...]
    asks_more: bool
    cells: tuple[May, ...]


@dataclass(frozen=True)
class Kind:
    """One kind of matter with its table."""

    name: str
    title: Say
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Seat:
    """One column of the matrix."""

    party: Party
    role: Role
    word: Say


def seats() -> list[Seat]:
    """The columns of the matrix: every role of the client, then of the vendor."""
    return [Seat(party, role, role_word(role)) for party in SIDES for role in Role]


def kinds(terms: Terms | None) -> list[Kind]:
    """Every kind of matter of this house; `terms` give the deadlines their length."""
    return [
        Kind(flow.name, Say(flow.title), tuple(_row(flow, move, terms) for move in flow.table.values()))
        for flow in sorted(WORKFLOWS.values(), key=lambda flow: flow.name)
    ]


def may(move: Move, party: Party, role: Role) -> May:
    """What a row's own test answers for a side and role, asked of a matter raised by each side."""
    actor = Actor(0, 0, party, role)
    own, other = (move.who(Matter(agreement_id=0, raised_by=side), actor) for side in (party, party.other))
    match own, other:
        case True, True:
            return May.YES
        case True, False:
            return May.OWN
        case False, True:
            return May.OTHER
    return May.NO


def _clock(move: Move) -> May:
    return May.YES if move.who(Matter(agreement_id=0, raised_by=Party.CLIENT), clock_of(0)) else May.NO


def _row(flow: Workflow, move: Move, terms: Terms | None) -> Row:
    cells = (*(may(move, seat.party, seat.role) for seat in seats()), _clock(move))
    return Row(
        move.verb, Say(move.label or move.past or move.verb), _from(flow, move), _to(flow, move), move.who.says,
        Say(TOLD[move.told]), tuple(_deadlines(flow, move, terms)), move.when is not None, cells,
    )  # fmt: skip


def _from(flow: Workflow, move: Move) -> Value:
    if move.from_ is NEW:
        return say("nothing yet")
    if move.from_ is ANY:
        return say("any state")
    states: Sequence[StrEnum] = move.from_ if isinstance(move.from_, tuple) else (move.from_,)
    return [flow.word(state) for state in states]


def _to(flow: Workflow, move: Move) -> Value:
    if move.to is STAY:
        return say("stays")
    return flow.word(move.to) if isinstance(move.to, StrEnum) else say("stays until both sides have done it")


def _deadlines(flow: Workflow, move: Move, terms: Terms | None) -> Iterable[Say]:
    """The deadlines that begin where the move leads: those of the new state that did not run in every state before."""
    if not move.ends:
        return
    before: Sequence[StrEnum] = (
        () if move.from_ in (NEW, ANY) else move.from_ if isinstance(move.from_, tuple) else (move.from_,)
    )
    for deadline in flow.deadlines:
        runs_on = bool(before) and set(before) <= set(deadline.states) and not move.restarts
        if not set(move.ends) & set(deadline.states) or runs_on:
            continue
        what = Say(clocks.POLICIES[deadline.policy]) if deadline.policy in clocks.POLICIES else Say(deadline.policy)
        length = policies.period_in(terms, deadline.policy) if terms else None
        if length is None:
            yield what
        else:
            yield say("%(what)s: %(period)s", what=what, period=clocks.period(length.n, length.unit))
