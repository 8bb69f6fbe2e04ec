"""The path of a dispute as a map: what each side did and when, by when each step ends, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bpo_gov.agreements.framework.choices import StepKey
from bpo_gov.disputes import timetable
from bpo_gov.disputes.models import Dispute, State
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel import clock
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import SIDES
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import N_, Say, Value, say
from bpo_gov.web.words import local_day

S, K = State, StepKey
Act = tuple[Value, Value] | None
Events = Sequence[tuple[Event, EventContent]]


@dataclass(frozen=True)
class Stop:
    """One stop of the map: above the line the client's act, below it the vendor's."""

    label: Value
    by: Value
    status: str
    client: Act
    vendor: Act


@dataclass(frozen=True)
class _Leg:
    """A part of the way: the states it covers, the steps of the timetable that end it, the entries that belong to it."""

    label: str
    states: tuple[State, ...]
    keys: tuple[StepKey, ...]
    acts: dict[str, str]


LEGS = (
    _Leg(N_("Notice"), (), (), {"noticed": N_("gave notice")}),
    _Leg(N_("Acknowledgement"), (S.NOTICED,), (K.ACKNOWLEDGE,), {"acknowledged": N_("acknowledged"), "deemed": N_("deemed")}),
    _Leg(N_("Negotiation"), (S.NEGOTIATING,), (K.EXECUTIVES, K.NEGOTIATE), {
        "position_stated": N_("stated its position"), "stepped_up": N_("to the next tier"), "talks_ended": N_("ended it"), "offered": N_("made an offer")}),
    _Leg(N_("Referral"), (S.REFERRING,), (K.REFER,), {"referred": N_("referred it")}),
    _Leg(N_("Mediator"), (S.CHOOSING,), (K.MEDIATOR,), {
        "mediator_named": N_("proposed a name"), "mediator_agreed": N_("agreed to the name"), "appointed": N_("entered the appointment")}),
    _Leg(N_("Mediation"), (S.PREPARING, S.MEETING, S.UNSETTLED), (K.MEET, K.CONVENE), {
        "summary_shared": N_("shared a summary"), "session_held": N_("entered a session"), "mediation_ended": N_("ended it")}),
    _Leg(N_("Settlement signed"), (S.SETTLING,), (K.SETTLE,), {"signed": N_("signed")}),
    _Leg(N_("Performed"), (S.SETTLED,), (K.REGISTER,), {"promise_done": N_("reported a promise"), "promise_kept": N_("confirmed a promise")}),
)  # fmt: skip
OTHER_ENDS = (S.DETERMINING, S.DETERMINED, S.EXTERNAL, S.WITHDRAWN, S.BREACHED)


def stops(one: Dispute, events: Events, timers: Sequence[Timer]) -> list[Stop]:
    """The map, from notice to performance; another end stands as the last stop where the dispute took it."""
    acts, due, planned = _acts(events), _due(timers), _planned(one, timers)
    here = S(one.state)
    place = _place(one, acts)
    answer = []
    for index, leg in enumerate(LEGS):
        if index > place and (here in OTHER_ENDS or not _ahead(one, leg)):
            continue
        if index < place and index and not any(verb in acts for verb in leg.acts):
            continue  # skipped
        done = index < place or here is S.PERFORMED
        status = "done" if done else "now" if index == place and here not in OTHER_ENDS else "next"
        by = next((due[key.value] for key in leg.keys if key.value in due), None)
        if K.REGISTER in leg.keys:
            by = due.get(timetable.PROMISE, by)
        by = by or next((planned[key] for key in leg.keys if key in planned), None)
        told = dict[str, Act]((side.value, _last(acts, leg, side.value)) for side in SIDES)
        answer.append(
            Stop(
                _label(one, leg),
                say("by %(due)s", due=local_day(by)) if by else None,
                status,
                told["client"],
                told["vendor"],
            )
        )
    if here in OTHER_ENDS:
        label = DISPUTE.word(here)
        status = "now" if here is S.DETERMINING else "done"
        answer.append(Stop(label, say("since %(day)s", day=local_day(one.moved_at)), status, None, None))
    return answer


def ahead(one: Dispute, timers: Sequence[Timer]) -> Value:
    """What happens next if nobody acts."""
    if one.is_suspended:
        return say("Both sides let it rest: every clock stands still until one of them goes on.")
    running = [t for t in timers if t.ended_at is None and t.phase == "pending" and not t.is_warning]
    found: list[Value] = []
    for timer in sorted(running, key=lambda timer: timer.due_at):
        match timer.verb:
            case "deem":
                found.append(say("If nobody acts, the notice counts as acknowledged on %(due)s.", due=timer.due_at))
            case "talks_over":
                found.append(say("If nobody acts, the negotiation is over on %(due)s and either side may refer it.", due=timer.due_at))  # fmt: skip
            case "open_final":
                found.append(say("If nobody acts, the way to %(final)s is open on %(due)s.", final=one.framework.terms.disputes.final, due=timer.due_at))  # fmt: skip
            case "to_body":
                found.append(say("If nobody acts, %(body)s appoints from %(due)s on.", body=one.framework.terms.disputes.mediation_body, due=timer.due_at))  # fmt: skip
            case _:
                found.append(say("If nobody acts, both sides are told on %(due)s that it is late.", due=timer.due_at))
    return found or None


def _acts(events: Events) -> dict[str, dict[str, datetime]]:
    """When each side did what last."""
    found: dict[str, dict[str, datetime]] = {}
    for event, _content in events:
        found.setdefault(event.name.rpartition(".")[2], {})[event.party.value] = event.at
    return found


def _due(timers: Sequence[Timer]) -> dict[str, datetime]:
    return {timer.policy: timer.due_at for timer in timers}


def _planned(one: Dispute, timers: Sequence[Timer]) -> dict[StepKey, datetime]:
    """When the steps to come would end, counted from the end of the one that runs."""
    running = [timer for timer in timers if timer.ended_at is None and timer.policy != timetable.PROMISE]
    if not running or S(one.state) in (*OTHER_ENDS, S.PERFORMED):
        return {}
    last = max(running, key=lambda timer: (timetable.ORDER.index(StepKey(timer.policy)), timer.due_at))
    begin = max(last.due_at, clock.now())
    return {step.key: step.by for step in timetable.plan(one, StepKey(last.policy), begin)}


def _place(one: Dispute, acts: dict[str, dict[str, datetime]]) -> int:
    here = S(one.state)
    if here is S.PERFORMED:
        return len(LEGS) - 1
    for index, leg in enumerate(LEGS):
        if here in leg.states:
            return index
    return max(index for index, leg in enumerate(LEGS) if any(verb in acts for verb in leg.acts)) + 1


def _ahead(one: Dispute, leg: _Leg) -> bool:
    """Whether a leg that is not reached stands on the timetable; settlement and performance always do."""
    settles = K.SETTLE in leg.keys or K.REGISTER in leg.keys
    return settles or any(timetable.step(one, key) is not None for key in leg.keys)


def _last(acts: dict[str, dict[str, datetime]], leg: _Leg, side: str) -> Act:
    found = [(at, word) for verb, word in leg.acts.items() for party, at in acts.get(verb, {}).items() if party == side]
    if not found:
        return None
    at, word = max(found, key=lambda pair: pair[0])
    return local_day(at), Say(word)


def _label(one: Dispute, leg: _Leg) -> Value:
    if K.NEGOTIATE in leg.keys and S(one.state) is S.NEGOTIATING:
        return say("Negotiation, tier %(n)s", n=one.tier)
    return Say(leg.label)
