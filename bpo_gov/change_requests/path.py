"""The stepper over a change: where it has been and when, where it is, what may come. Some classes skip steps."""

from dataclasses import dataclass
from datetime import datetime

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.web.words import local_day

S = State
DONE = (S.IMPLEMENTING, S.DELIVERED, S.CLOSED)
WHOLE = (S.SUBMITTED, S.ASSESSING, S.ASSESSED, S.APPROVED, S.AUTHORISED, *DONE)
PATHS = {  # some classes skip steps
    ChangeClass.OPERATIONAL: (S.SUBMITTED, S.AUTHORISED, *DONE), ChangeClass.CATALOGUE: (S.SUBMITTED, S.APPROVED, S.AUTHORISED, *DONE),
    ChangeClass.FAST_TRACK: WHOLE, ChangeClass.NORMAL: WHOLE, ChangeClass.EMERGENCY: DONE,
}  # fmt: skip
MOVED_TO = {
    "submitted": S.SUBMITTED, "rescoped": S.SUBMITTED, "taken": S.ASSESSING, "assessed": S.ASSESSED, "approved": S.APPROVED, "started": S.IMPLEMENTING,
    "delivered": S.DELIVERED, "accepted": S.CLOSED, "acknowledged": S.AUTHORISED, "stood": S.AUTHORISED,
}  # fmt: skip
Events = list[tuple[Event, EventContent]]


@dataclass(frozen=True)
class Step:
    label: Say
    status: str
    sub: Value


def steps(cr: ChangeRequest, events: Events, due: datetime | None) -> list[Step]:
    """The path of the matter, from the record."""
    at, whole = _times(cr, events), PATHS[cr.change_class]
    return _on_path(cr, at, whole, due) if S(cr.state) in whole else _off_path(cr, at, whole, events)


def _times(cr: ChangeRequest, events: Events) -> dict[State, datetime]:
    """When each state was reached last."""
    at: dict[State, datetime] = {}
    for event, _content in events:
        verb = event.name.rpartition(".")[2]
        if verb in MOVED_TO:
            at[MOVED_TO[verb]] = event.at
        elif verb == "signed" and cr.change_class is not ChangeClass.EMERGENCY:
            at[S.AUTHORISED] = event.at
    if cr.change_class is ChangeClass.EMERGENCY and S.SUBMITTED in at:  # worked on at once
        at.setdefault(S.IMPLEMENTING, at[S.SUBMITTED])
    return at


def _off_path(cr: ChangeRequest, at: dict[State, datetime], whole: tuple[State, ...], events: Events) -> list[Step]:
    done = [state for state in whole if state in at and state is not S.AUTHORISED]
    ended = next((event.at for event, _c in reversed(events)), None) if S(cr.state) in CHANGE_REQUEST.final else None
    path = [Step(CHANGE_REQUEST.word(state), "done", local_day(at[state])) for state in done]
    return [*path, Step(CHANGE_REQUEST.word(cr.state), "now", local_day(ended) if ended else None)]


def _on_path(
    cr: ChangeRequest, at: dict[State, datetime], whole: tuple[State, ...], due: datetime | None
) -> list[Step]:
    here = S(cr.state)
    place = whole.index(here)
    answer = []
    for index, state in enumerate(whole):
        status = "done" if index < place or here is S.CLOSED else "now" if index == place else "todo"
        sub: Value = local_day(at[state]) if state in at and index <= place else None
        if index == place and due and here is not S.CLOSED:
            sub = say("by %(due)s", due=due)
        elif index > place and state is S.AUTHORISED and cr.change_class is not ChangeClass.OPERATIONAL:
            sub = say("both sign")
        answer.append(Step(CHANGE_REQUEST.word(state), status, sub))
    return answer
