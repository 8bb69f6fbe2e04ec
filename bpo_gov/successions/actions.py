"""What each verb of a change of a key person does; the engine does the rest. Who was proposed is never changed, only answered."""

from collections.abc import Sequence
from datetime import date

from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.kernel import clock
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.calendars import as_json
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.notes import actions as notes
from bpo_gov.successions import queries, rules, terms
from bpo_gov.successions.models import Answer, Candidate, Succession, Why
from bpo_gov.successions.workflow import SUCCESSION

flow = SUCCESSION
note, note_own = notes.bind(flow)


@flow.opening("announce")
def announce(
    actor: Actor, /, *, post: str, cause: Why, last_on: date, said: str = "", token: str | None = None
) -> tuple[Succession, Particulars]:
    """A person of the own side does not stay; what comes too late for the notice is flagged and never refused."""
    one = _opened(actor, post, token, is_own=True)
    one.cause, one.said = cause, said
    return one, {**_told(one), "cause": cause, "said": said, **_announced(one, last_on)}


@flow.opening("request")
def request(actor: Actor, /, *, post: str, request: str, token: str | None = None) -> tuple[Succession, Particulars]:
    """A person of the other side is to be replaced; that side announces the change, or declines."""
    one = _opened(actor, post, token, is_own=False)
    one.cause, one.request = Why.ASKED, request
    return one, {**_told(one), "reason": request}


@flow.action("agree")
def agree(one: Succession, actor: Actor, /, *, last_on: date, said: str = "") -> Particulars:
    """The side whose person it is replaces it."""
    one.said = said
    _note_delay(one)
    return {"said": said, **_announced(one, last_on)}


@flow.action("decline")
def decline(one: Succession, actor: Actor, /, *, reason: str) -> Particulars:
    """The person stays where it is."""
    one.refusal = reason
    return {"reason": reason}


@flow.action("propose")
def propose(
    one: Succession, actor: Actor, /, *, successor: str, meets: str, first_on: date, files: Sequence[File] = ()
) -> Particulars:
    """Somebody for the post, with how the qualification is met and from which day."""
    _note_delay(one)
    return {**_proposed(one, actor, successor, meets, first_on), "files": files}


@flow.action("propose_other")
def propose_other(
    one: Succession, actor: Actor, /, *, successor: str, meets: str, first_on: date, files: Sequence[File] = ()
) -> Particulars:
    """The one who was proposed does not come after all; the other side is asked anew."""
    _answered(one, Answer.REPLACED)
    return {**_proposed(one, actor, successor, meets, first_on), "files": files}


@flow.action("consent")
def consent(one: Succession, actor: Actor) -> Particulars:
    """The other side agrees to the successor."""
    return _answered(one, Answer.CONSENTED)


@flow.action("object")
def object_(one: Succession, actor: Actor, /, *, reason: str) -> Particulars:
    """The other side does not agree to this one; another is due."""
    return {**_answered(one, Answer.OBJECTED, reason), "reason": reason}


@flow.action("in_place")
def in_place(one: Succession, actor: Actor, /, *, taken_on: date, handed: str = "") -> Particulars:
    """The successor holds the post from a day that has come."""
    today = terms.today(one.framework.terms)
    if taken_on > today:
        raise Refused(say("This day is still to come."))
    if one.announced_at is None or taken_on < _day(one):
        raise Refused(say("This day is before the change was announced."))
    one.is_late = one.is_late or (one.in_place_by is not None and one.in_place_by < taken_on)
    one.taken_on, one.handed = taken_on, handed
    return {"taken_on": taken_on, "successor": one.successor, "handed": handed}


@flow.action("withdraw")
def withdraw(one: Succession, actor: Actor, /, *, reason: str) -> Particulars:
    """Nothing changes: the person stays."""
    return {"reason": reason}


@flow.action("warn")
def warn(one: Succession, actor: Actor) -> Particulars:
    """Three quarters of the time are gone."""
    return {"due": one.due_at}


@flow.action("overdue")
def overdue(one: Succession, actor: Actor) -> Particulars:
    """The side whose person it is did not do its part in time."""
    one.is_late = True
    return {"due": one.due_at, "late": one.owner}


@flow.action("remind")
def remind(one: Succession, actor: Actor) -> Particulars:
    """Silence is no consent."""
    return {"due": one.due_at, "late": one.owner.other}


@flow.action("deem")
def deem(one: Succession, actor: Actor) -> Particulars:
    """Silence is consent, where the framework says so."""
    return {**_answered(one, Answer.SILENCE), "due": one.due_at, "late": one.owner.other}


def _opened(actor: Actor, key: str, token: str | None, *, is_own: bool) -> Succession:
    """A change of a post of the framework in force that has none open, with who holds it now."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    if framework.terms.key_people is None:
        raise Refused(say("The framework says nothing about changes of key people."))
    found = next((one for one in terms.named(framework.terms) if one.post.key == key), None)
    if found is None:
        raise Refused(say("There is no such post in the framework in force."))
    post = found.post
    if is_own and post.side is not actor.party:
        raise Refused(say("This post is of the other side: ask for a replacement instead."))
    if not is_own and post.side is actor.party:
        raise Refused(say("This post is of your own side: announce the change instead."))
    if there := queries.at(actor.agreement_id, post):
        raise Refused(say("A change of this post is open already: %(label)s.", label=there.label))
    holder = queries.holders(actor, queries.told(actor)).get(post)
    return Succession(
        framework_id=framework.id, framework=framework, title=f"{post.position}, {found.service}"[:200], service=post.service, position=post.position,
        of_side=post.side, place=post.place, slot=queries.slot(actor.agreement_id, post), holder=holder.name if holder else found.name,
        asked_for=found.asked_for, cause=Why.LEAVES, request="", said="", refusal="", announced_at=None, last_on=None, notice_count=None, notice_late=0,
        is_late=False, successor="", first_on=None, taken_on=None, handed="", opened_with=token, raised_by=actor.party, candidates=[],
    )  # fmt: skip


def _told(one: Succession) -> Particulars:
    return {"service": one.service, "position": one.position, "of": one.of_side, "holder": one.holder}


def _announced(one: Succession, last_on: date) -> Particulars:
    """From now on a successor is due; the notice is counted as the calendars are now."""
    agreed, now = one.framework.terms, clock.now()
    if last_on < agreed.header.start:
        raise Refused(say("This day is before the agreement began."))
    notice = rules.noticed(policies.counting(agreed), now, last_on, terms.section_of(one).notice)
    one.announced_at, one.last_on, one.notice_late = now, last_on, notice.short
    one.notice_count = as_json(notice.count)
    return {"last_on": last_on, "due": notice.count.due, "late": notice.short}


def _proposed(one: Succession, actor: Actor, successor: str, meets: str, first_on: date) -> Particulars:
    agreed = one.framework.terms
    if first_on < agreed.header.start:
        raise Refused(say("This day is before the agreement began."))
    overlap = rules.working_days(policies.counting(agreed), first_on, one.last_on) if one.last_on else 0
    made = Candidate(
        edition=len(one.candidates) + 1, name=successor, meets=meets, first_on=first_on, overlap=overlap, by=actor.title or actor.name, at=clock.now(),
        outcome=Answer.OPEN, reason="",
    )  # fmt: skip
    one.candidates.append(made)
    one.successor, one.first_on = successor, first_on
    return {"edition": made.edition, "successor": successor, "meets": meets, "first_on": first_on, "overlap": overlap}


def _answered(one: Succession, outcome: Answer, reason: str = "") -> Particulars:
    last = one.candidates[-1]
    last.outcome, last.reason, last.answered_at = outcome, reason, clock.now()
    return {"edition": last.edition, "successor": last.name}


def _note_delay(one: Succession) -> None:
    one.is_late = one.is_late or (one.due_at is not None and clock.now() > one.due_at)


def _day(one: Succession) -> date:
    return policies.counting(one.framework.terms).local_date(one.announced_at or one.created_at)
