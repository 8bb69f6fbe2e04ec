"""What each verb of a decision does; the engine does the rest."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.decisions import guards, queries
from bpo_gov.decisions.models import Decision, Source, State
from bpo_gov.decisions.workflow import DECISION
from bpo_gov.kernel import signatures
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars, canonical, plain
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, clock_of
from bpo_gov.kernel.signatures import Signature
from bpo_gov.kernel.words import say
from bpo_gov.notes import actions as notes

flow = DECISION
note, note_own = notes.bind(flow)
WORDS = ("title", "text", "context", "options", "rationale", "amount", "effective_on", "review_on")


@flow.opening("propose")
def propose(
    actor: Actor, /, *, title: str, text: str = "", context: str = "", options: str = "", rationale: str = "", amount: Decimal | None = None,
    effective_on: date, review_on: date | None = None, supersedes: Decision | None = None, about: Matter | None = None,
    files: Sequence[File] = (), token: str | None = None,
) -> tuple[Decision, Particulars]:  # fmt: skip
    """Under the version of the framework that is in force today; who may bind the own side agrees by proposing."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    one = Decision(
        framework_id=framework.id,
        framework=framework,
        opened_with=token,
        source=None,
        is_for_review=False,
        superseded_by=None,
        signatures=[],
        title=title,
    )
    if supersedes is not None and supersedes.state != State.AGREED:
        raise Refused(say("%(label)s does not hold: only an agreed decision can be replaced.", label=supersedes.label))
    one.about_id, one.supersedes = about.id if about else None, supersedes
    words = {
        "title": title, "text": text, "context": context, "options": options, "rationale": rationale, "amount": amount,
        "effective_on": effective_on, "review_on": review_on,
    }  # fmt: skip
    told = _word(one, words)
    return one, {**told, **_sign(one, actor), "about": about.label if about else None, "files": files}


def record(
    actor: Actor, /, *, about: Matter, title: str, text: str, amount: Decimal | None, effective_on: date, signatures: Sequence[Signature], source: Source,
) -> Decision:  # fmt: skip
    """What both sides decided with another matter: it holds at once, in the place of what was recorded about that matter before.

    `signatures` are one of each side, as they were given there. Raises ValueError where a side has given none.
    """
    before = queries.recorded_about(about)
    words = {
        "title": title, "text": text, "context": "", "options": "", "rationale": "", "amount": amount, "effective_on": effective_on, "review_on": None,
    }  # fmt: skip
    one = _record(actor, about, source, before, words, signatures)
    if before is not None:
        _replace(before, one)
    return one


@flow.opening("record")
def _record(
    actor: Actor,
    /,
    about: Matter,
    source: Source,
    before: Decision | None,
    words: dict[str, Any],
    given: Sequence[Signature],
) -> tuple[Decision, Particulars]:
    framework = policies.framework_of(about)
    if framework is None or sorted(one.party for one in given) != sorted(SIDES):
        raise ValueError("both sides decide, under a framework")
    one = Decision(
        framework_id=framework.id, framework=framework, source=source, is_for_review=False, superseded_by=None, signatures=[], title=words["title"],
    )  # fmt: skip
    one.about_id, one.supersedes = about.id, before
    told = _word(one, words)
    one.signatures.extend(signatures.copied(key, one.digest) for key in given)
    signed = [
        {"party": key.party, "name": key.name, "title": key.title, "clause": key.clause, "at": key.at} for key in given
    ]
    return one, {**told, "about": about.label, "source": source, "signed": signed}


@flow.action("reword")
def reword(
    one: Decision, actor: Actor, /, *, title: str, text: str, context: str, options: str, rationale: str, amount: Decimal | None,
    effective_on: date, review_on: date | None,
) -> Particulars:  # fmt: skip
    """Other words, another digest: who may bind the own side agrees to them by writing them."""
    words = {
        "title": title, "text": text, "context": context, "options": options, "rationale": rationale, "amount": amount,
        "effective_on": effective_on, "review_on": review_on,
    }  # fmt: skip
    return {**_word(one, words), **_sign(one, actor)}


def _word(one: Decision, words: dict[str, Any]) -> dict[str, Any]:
    """Its words, and the digest under which both sides sign; what it replaces belongs to them."""
    for name, value in words.items():
        setattr(one, name, value)
    label = one.supersedes.label if one.supersedes else None
    one.digest = sha256(canonical(plain({**words, "supersedes": label}))).hexdigest()
    return {
        **{name: words[name] for name in WORDS[1:] if words[name] not in ("", None)},
        "supersedes": label,
        "digest": one.digest,
    }


def _sign(one: Decision, actor: Actor) -> dict[str, Any]:
    """The signature of who writes the words, where the authority reaches; else somebody of the side agrees later."""
    if guards.authority_reaches(one, actor) or actor.party in signatures.under(one, one.digest):
        return {}
    return _put(one, actor)


def _put(one: Decision, actor: Actor) -> dict[str, Any]:
    line = guards.line_of(one, actor)
    clause = line.clause if line else None
    one.signatures.append(signatures.made(actor, one.digest, clause))
    return {"clause": clause, "limit": line.up_to if line else None, "signed": actor.party}


@flow.action("agree")
def agree(one: Decision, actor: Actor) -> Particulars:
    """One side's signature; with the second the decision holds, and what it replaces does no longer."""
    told = _put(one, actor)
    db.session.flush()
    left = signatures.missing(one, one.digest)
    if not left and one.supersedes is not None:
        _replace(one.supersedes, one)
    return {**told, "digest": one.digest, "waits_for": [side.value for side in left]}


def _replace(old: Decision, by: Decision) -> None:
    old.superseded_by, old.superseded_by_id = by, by.id
    supersede(old, clock_of(by.agreement_id))


@flow.action("supersede")
def supersede(one: Decision, actor: Actor) -> Particulars:
    """Nothing but another agreed decision does this."""
    by = one.superseded_by
    if by is None:
        raise Refused(say("Only another agreed decision takes the place of one."))
    one.is_for_review = False
    return {"by": by.label, "title": by.title}


@flow.action("decline")
def decline(one: Decision, actor: Actor, /, *, reason: str) -> Particulars:
    """The own side does not want it, and says why."""
    return {"reason": reason}


@flow.action("withdraw")
def withdraw(one: Decision, actor: Actor, /, *, reason: str) -> Particulars:
    """The side that proposed it wants it no longer."""
    return {"reason": reason}


@flow.action("dissent")
def dissent(one: Decision, actor: Actor, /, *, text: str) -> Particulars:
    """Somebody does not share it; it stands beside the decision and changes nothing."""
    return {"text": text}


@flow.action("review")
def review(one: Decision, actor: Actor, /, *, result: str, review_on: date | None) -> Particulars:
    """It holds on, until the next day on which both look at it again."""
    one.is_for_review, one.review_on = False, review_on
    return {"result": result, "review_on": review_on}


@flow.action("come_up")
def come_up(one: Decision, actor: Actor) -> Particulars:
    """Both are to look at it again."""
    one.is_for_review = True
    return {"due": one.due_at}


@flow.action("warn")
def warn(one: Decision, actor: Actor) -> Particulars:
    """Three quarters of the time to answer are over."""
    return {"due": one.due_at}


@flow.action("overdue")
def overdue(one: Decision, actor: Actor) -> Particulars:
    """Nobody answered in time."""
    return {"due": one.due_at, "late": one.ball}
