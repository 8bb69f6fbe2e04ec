"""The engine of moves: one table says which verb, from where to where, by whom, when, and who is told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm.attributes import set_committed_value

from bpo_gov.kernel import attachments, clock, ledger, recounts, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import BpoError, Denied, Refused, Stale
from bpo_gov.kernel.ledger import Particulars, Told
from bpo_gov.kernel.matters import FAR, Matter, next_number
from bpo_gov.kernel.moves import NEW, STAY, Choice, Deadline, Move
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import Say, say

P = ParamSpec("P")
M = TypeVar("M", bound=Matter)
Effect = Callable[Concatenate[M, Actor, P], Particulars | None]


WORKFLOWS: dict[str, "Workflow"] = {}


@dataclass
class Workflow:
    """The table of one kind of matter, and the only way to change one."""

    name: str
    title: str
    states: type[StrEnum]
    moves: Iterable[Move]
    state_words: Mapping[Any, str]
    private: tuple[StrEnum, ...] = ()
    final: tuple[StrEnum, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    ball: Callable[[Any], str | None] = lambda matter: None
    goes: Callable[[Any, str], None] = lambda matter, state: None  # what else comes of a matter that goes to a state
    table: dict[str, Move] = field(init=False)
    effects: dict[str, Callable[..., Any]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        rows = [*self.moves, *([recounts.move_of(self.deadlines)] if self.deadlines else [])]
        self.table = {row.verb: row for row in rows}
        if len(self.table) != len(rows):
            raise ValueError(f"{self.name}: a verb stands twice in the table")
        if len({row.event for row in rows}) != len(rows):
            raise ValueError(f"{self.name}: an event stands twice in the table")
        if len({row.policy for row in self.deadlines}) != len(self.deadlines):
            raise ValueError(f"{self.name}: a deadline stands twice in the table")
        WORKFLOWS[self.name] = self
        if self.deadlines:
            self.action(recounts.VERB)(recounts.recount)

    # -- questions -----------------------------------------------------------------------------------------------

    def refusal(self, verb: str, matter: Matter, actor: Actor) -> BpoError | None:
        """Why the actor may not make this move now: Denied (never), Refused (not now), or None."""
        move = self.table[verb]
        if matter.agreement_id != actor.agreement_id or not move.who(matter, actor):
            return Denied(say("Only this may be done by: %(who)s.", who=move.who.says))
        if not move.starts_in(matter.state):
            return Refused(say("Not while it is: %(state)s.", state=self.word(matter.state)))
        if not move.is_for(matter):
            return Refused(say("This is not done with a matter of this class."))
        reason = move.when(matter, actor) if move.when else None
        return Refused(reason) if reason else None

    def available(self, matter: Matter, actor: Actor) -> list[Choice]:
        """The moves a page draws: allowed ones, and those the actor may make but not now."""
        choices = []
        for verb, move in self.table.items():
            if move.quiet or move.from_ is NEW or not move.who(matter, actor) or not move.is_for(matter):
                continue
            choice = Choice(move, self.refusal(verb, matter, actor))
            if choice.allowed or not move.shy:
                choices.append(choice)
        return choices

    def word(self, state: str) -> Say:
        """The word people read for a state."""
        return Say(self.state_words[self.states(state)])

    # -- deeds ---------------------------------------------------------------------------------------------------

    def action(self, verb: str) -> Callable[[Effect[M, P]], Callable[Concatenate[M, Actor, P], M]]:
        """Bind the effect of a verb; what it returns is what the ledger remembers."""
        move = self.table[verb]

        def bind(effect: Effect[M, P]) -> Callable[Concatenate[M, Actor, P], M]:
            @wraps(effect)
            def make(matter: M, actor: Actor, /, *args: P.args, **words: P.kwargs) -> M:
                ledger.lock(matter.agreement_id)
                if refusal := self.refusal(verb, matter, actor):
                    raise refusal
                seen, before, held = matter.version, matter.state, matter.ball
                particulars = dict(effect(matter, actor, *args, **words) or {})
                self._settle(matter, move, before, seen)
                if move.told is Told.BALL or matter.ball != held:  # whose turn it is now belongs to the record
                    particulars.setdefault("ball", matter.ball)
                self._record(actor, move, matter, particulars)
                return matter

            self.effects[verb] = make
            return make

        return bind

    def opening(
        self, verb: str
    ) -> Callable[[Callable[Concatenate[Actor, P], M | tuple[M, Particulars]]], Callable[Concatenate[Actor, P], M]]:
        """Bind the verb that opens a matter: the effect builds it, the engine numbers, files and records it.

        The effect returns the matter, or the matter and what the ledger remembers beside its title. What the clock
        opens may name the side it is raised for.

        A matter whose one-time token was used before is returned as it is: a double click opens once.
        """
        move = self.table[verb]

        def bind(
            effect: Callable[Concatenate[Actor, P], M | tuple[M, Particulars]],
        ) -> Callable[Concatenate[Actor, P], M]:
            @wraps(effect)
            def make(actor: Actor, /, *args: P.args, **words: P.kwargs) -> M:
                ledger.lock(actor.agreement_id)
                with db.session.no_autoflush:
                    made = effect(actor, *args, **words)
                    matter, more = made if isinstance(made, tuple) else (made, {})
                    matter.agreement_id, matter.raised_by_id = actor.agreement_id, actor.user_id
                    if actor.party is not Party.SYSTEM or matter.raised_by is None:
                        matter.raised_by = actor.party
                    if matter.opened_with and (twin := _opened_with(type(matter), matter.opened_with, actor)):
                        return twin
                    if not move.who(matter, actor):
                        raise Denied(say("Only this may be done by: %(who)s.", who=move.who.says))
                    if reason := move.when(matter, actor) if move.when else None:
                        raise Refused(reason)
                    matter.number = next_number(matter.agreement_id, self.name)
                    matter.created_at = matter.moved_at = clock.now()
                    matter.state, matter.version = str(move.to), 1
                    matter.ball = None
                    matter.due_at = None
                db.session.add(matter)
                db.session.flush()
                matter.ball = self.ball(matter)
                matter.due_at = self._retime(matter, before=None, restarts=True)
                db.session.flush()
                self._record(actor, move, matter, {"title": matter.title, "ball": matter.ball, **more})
                return matter

            self.effects[verb] = make
            return make

        return bind

    def _record(self, actor: Actor, move: Move, matter: Matter, particulars: dict[str, Any]) -> None:
        """One entry of the record; it keeps the digests of files, the table beside it the files."""
        files = particulars.pop("files", ())
        if files:
            particulars["files"] = [file.told for file in files]
        entry = ledger.record(actor, f"{self.name}.{move.event}", matter, particulars, move.told)
        attachments.keep(entry, files)

    def _settle(self, matter: Matter, move: Move, before: str, seen: int) -> None:
        """State, version, ball and deadline by one guarded update: exactly one of two racing moves wins."""
        to = move.to if isinstance(move.to, StrEnum) else move.to(matter)
        after = before if to is STAY else str(to)
        self.goes(matter, after)
        db.session.flush()
        settled: dict[str, Any] = {"state": after, "version": seen + 1, "moved_at": clock.now()}
        _set(matter, settled)
        if to is not STAY or move.restarts or move.retimes:
            settled["due_at"] = self._retime(matter, before, restarts=move.restarts)
            settled["due_key"] = settled["due_at"] or FAR
        settled["ball"] = None if self.states(after) in self.final else self.ball(matter)
        won = db.session.execute(
            update(Matter)
            .where(Matter.id == matter.id, Matter.version == seen, Matter.state == before)
            .values(settled)
            .execution_options(synchronize_session=False)
        )
        if won.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result counts its rows
            db.session.expire(matter, list(settled))
            raise Stale(say("It has been moved meanwhile. Look again before you go on."))
        _set(matter, settled)
        db.session.flush()

    def _retime(self, matter: Matter, before: str | None, *, restarts: bool) -> datetime | None:
        """Bring each deadline to what it must be: off, running or paused; one that spans both runs on. The first due."""
        may_run = not self.deadlines or any(before in deadline.states for deadline in self.deadlines)
        live = timers.live(matter) if may_run and before is not None else []
        running = {timer.policy: timer for timer in live if not timer.is_warning}
        on = [deadline for deadline in self.deadlines if deadline.is_on(matter)]
        lasting = (
            [] if restarts else [row for row in on if before in row.states and (not row.runs or row.policy in running)]
        )
        ruled = {row.policy for row in self.deadlines}  # others were named by a deed, and end by one
        for policy in (running.keys() & ruled) - {row.policy for row in lasting}:
            timers.stop(live, policy)
            del running[policy]
        db.session.flush()  # the old end before the new begin: at most one of a policy may be pending
        for deadline in on:
            if deadline not in lasting:
                timer = timers.start(matter, deadline.policy, deadline.then, warn=deadline.warn)
                running |= {deadline.policy: timer} if timer else {}
            if timer := running.get(deadline.policy):
                timers.pause(timer) if deadline.stands_still(matter) else timers.resume(timer)
        return timers.first_due(running.values())


def _set(matter: Matter, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        set_committed_value(matter, name, value)


def _opened_with(model: type[M], token: str, actor: Actor) -> M | None:
    query = select(model).where(
        Matter.opened_with == token, Matter.agreement_id == actor.agreement_id, Matter.raised_by_id == actor.user_id
    )
    return db.session.execute(query).scalar_one_or_none()
