"""Every state a change of a key person can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable
from datetime import date
from typing import Any

from bpo_gov.agreements import queries as agreements
from bpo_gov.kernel.db import db
from bpo_gov.kernel.parties import Party, clock_of
from bpo_gov.successions import actions, queries, terms
from bpo_gov.successions.models import Succession, Why
from bpo_gov.successions.rules import Post
from tests.cast import Cast

MEMBERS = {"client": "carl", "vendor": "victor"}
BINDERS = {"client": "ana", "vendor": "vera"}
OTHERS = {"client": "vendor", "vendor": "client"}
MAKERS = {  # who may make a verb of a change that the client announced, and in which situation
    "agree": ("ana", "requested, by the vendor"),
    "decline": ("ana", "requested, by the vendor"),
    "propose": ("carl", "announced"),
    "propose_other": ("carl", "proposed"),
    "consent": ("vera", "proposed"),
    "object": ("vera", "proposed"),
    "in_place": ("carl", "consented"),
    "withdraw": ("ana", "announced"),
    "note": ("carl", "announced"),
    "note_own": ("carl", "announced"),
}
OF_CLIENT = Post("S-03", "Delivers and signs off the monthly inputs", Party.CLIENT)  # the last one of each side
OF_VENDOR = Post("S-05", "Computes the KPIs and explains them", Party.VENDOR)
LAST, FIRST, TAKEN = date(2026, 7, 31), date(2026, 7, 20), date(2026, 6, 3)
Situation = Callable[[Cast, str], Succession]


def posts(cast: Cast, side: str) -> list[Post]:
    """The posts of a side."""
    framework = agreements.active_framework(cast.agreement.id)
    assert framework is not None
    return [each.post for each in terms.named(framework.terms) if each.post.side is Party(side)]


def post(cast: Cast, side: str) -> Post:
    """A post of a side that has no change open; where each has one the first lets go of it, so that a house can be furnished with all."""
    found = posts(cast, side)[:-1]  # the last one is for tests that name it
    for one in found:
        if queries.at(cast.agreement.id, one) is None:
            return one
    there = queries.at(cast.agreement.id, found[0])
    assert there is not None
    there.slot = None
    db.session.flush()
    return found[0]


def words(cast: Cast, side: str = "client", **more: Any) -> dict[str, Any]:
    """What an announcement says."""
    return {"post": post(cast, side).key, "cause": Why.LEAVES, "last_on": LAST, "said": "She told us on Monday."} | more


def proposal(**more: Any) -> dict[str, Any]:
    """What a proposal says."""
    return {"successor": "Mira Stone", "meets": "Six years in the same work.", "first_on": FIRST} | more


def change(cast: Cast, state: str = "announced", side: str = "client", **more: Any) -> Succession:
    """A change that real moves have brought to a state; `more` are words of its announcement."""
    one = actions.announce(cast.actor(MEMBERS[side]), **words(cast, side, **more))
    for step in WAYS[state]:
        step(cast, one, side)
    return one


def asked_for(cast: Cast, side: str, state: str = "requested") -> Succession:
    """A replacement of a person of that side, as the other side asked for it."""
    one = actions.request(
        cast.actor(BINDERS[OTHERS[side]]), post=post(cast, side).key, request="Three runs had to be repeated."
    )
    if state == "declined":
        actions.decline(one, cast.actor(BINDERS[side]), reason="The runs failed for another cause.")
    if state == "announced":
        actions.agree(one, cast.actor(BINDERS[side]), last_on=LAST, said="")
    return one


Walk = Callable[[Cast, Succession, str], object]
_PROPOSE: Walk = lambda cast, one, side: actions.propose(one, cast.actor(MEMBERS[side]), **proposal())  # noqa: E731
_CONSENT: Walk = lambda cast, one, side: actions.consent(one, cast.actor(BINDERS[OTHERS[side]]))  # noqa: E731
_OBJECT: Walk = lambda cast, one, side: actions.object_(  # noqa: E731
    one, cast.actor(BINDERS[OTHERS[side]]), reason="No experience with our system."
)
WAYS: dict[str, tuple[Walk, ...]] = {
    "announced": (),
    "proposed": (_PROPOSE,),
    "objected": (_PROPOSE, _OBJECT),
    "consented": (_PROPOSE, _CONSENT),
    "in_place": (
        _PROPOSE, _CONSENT, lambda cast, one, side: actions.in_place(one, cast.actor(MEMBERS[side]), taken_on=TAKEN, handed="Files and keys.")
    ),
    "withdrawn": (lambda cast, one, side: actions.withdraw(one, cast.actor(BINDERS[side]), reason="She stays after all."),),
}  # fmt: skip


def _stands_in(state: str) -> Situation:
    return lambda cast, side: change(cast, state, side)


def _requested(cast: Cast, side: str) -> Succession:
    return asked_for(cast, OTHERS[side])


def _late(cast: Cast, side: str) -> Succession:
    return change(cast, "announced", side, last_on=date(2026, 6, 10))


def _overdue(cast: Cast, side: str) -> Succession:
    return actions.overdue(change(cast, "announced", side), clock_of(cast.agreement.id))


def _reminded(cast: Cast, side: str) -> Succession:
    return actions.remind(change(cast, "proposed", side), clock_of(cast.agreement.id))


def _deemed(cast: Cast, side: str) -> Succession:
    return actions.deem(change(cast, "proposed", side), clock_of(cast.agreement.id))


def _again(cast: Cast, side: str) -> Succession:
    one = change(cast, "objected", side)
    return actions.propose(one, cast.actor(MEMBERS[side]), **proposal(successor="Noor Haddad"))


def _other(cast: Cast, side: str) -> Succession:
    one = change(cast, "consented", side)
    return actions.propose_other(one, cast.actor(MEMBERS[side]), **proposal(successor="Noor Haddad"))


def _gone(cast: Cast, side: str) -> Succession:
    return change(cast, "announced", side, last_on=date(2026, 6, 1))


SITUATIONS: dict[str, Situation] = {
    **{state: _stands_in(state) for state in WAYS},
    "requested": _requested,
    "requested, by the vendor": lambda cast, side: asked_for(cast, side),
    "declined": lambda cast, side: asked_for(cast, OTHERS[side], "declined"),
    "announced, as the other side asked": lambda cast, side: asked_for(cast, OTHERS[side], "announced"),
    "announced, late": _late,
    "announced, the post is empty": _gone,
    "announced, the successor overdue": _overdue,
    "proposed, nobody answers": _reminded,
    "proposed, after an objection": _again,
    "proposed, somebody else": _other,
    "consented, by silence": _deemed,
}
