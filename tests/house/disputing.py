"""Every state a dispute can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bpo_gov.disputes import actions
from bpo_gov.disputes.models import Dispute
from bpo_gov.kernel import clock
from bpo_gov.kernel.parties import clock_of
from tests.cast import Cast
from tests.conftest import NOW

RAISERS = {"client": "ana", "vendor": "vera"}
OTHERS = {"client": "vera", "vendor": "ana"}
MAKERS = {  # who may make a verb, and in which situation
    "acknowledge": ("victor", "noticed"),
    "position": ("carl", "negotiating"),
    "write_facts": ("carl", "negotiating"),
    "agree_facts": ("carl", "negotiating, facts to agree to"),
    "step_up": ("ana", "negotiating"),
    "end_talks": ("ana", "negotiating on the highest tier"),
    "refer": ("ana", "negotiating"),
    "name_mediator": ("ana", "choosing"),
    "agree_mediator": ("vera", "choosing, a name proposed"),
    "appoint": ("ana", "choosing, left to the body"),
    "share_summary": ("ana", "preparing"),
    "confide": ("ana", "preparing"),
    "hold": ("ana", "preparing"),
    "end_mediation": ("ana", "meeting"),
    "offer": ("ana", "negotiating"),
    "write_terms": ("ana", "negotiating"),
    "change_terms": ("vera", "settling"),
    "sign": ("ana", "settling"),
    "drop_terms": ("ana", "settling"),
    "register": ("ana", "settled, to be registered"),
    "perform": ("vera", "settled"),
    "confirm": ("ana", "settled, a promise done"),
    "breach": ("ana", "settled, a promise past its day"),
    "ask_time": ("ana", "negotiating"),
    "ask_pause": ("ana", "negotiating"),
    "ask_expedited": ("ana", "negotiating"),
    "ask_expert": ("ana", "negotiating"),
    "agree": ("vera", "negotiating, more time asked"),
    "agree_expert": ("vera", "negotiating, an expert proposed"),
    "decline": ("vera", "negotiating, more time asked"),
    "take_back": ("ana", "negotiating, more time asked"),
    "resume": ("ana", "negotiating, suspended"),
    "ask_sealed": ("ana", "preparing"),
    "agree_sealed": ("vera", "preparing, sealed offers asked"),
    "seal": ("vera", "preparing, a figure sealed"),
    "change_subject": ("vera", "preparing, a figure sealed"),
    "end_sealed": ("ana", "preparing, a figure sealed"),
    "urge": ("carl", "negotiating"),
    "determine": ("ana", "determining"),
    "leave": ("ana", "unsettled"),
    "withdraw": ("ana", "negotiating"),
    "note": ("carl", "negotiating"),
    "note_own": ("carl", "negotiating"),
}
WREN = "wren@neutral.example.com"  # of those tests that seat their own
Situation = Callable[[Cast, str], Dispute]


def words(**more: Any) -> dict[str, Any]:
    """What a notice says."""
    return {
        "title": "Charges for the second run of March", "particulars": "The payroll was calculated twice.", "why": "Who pays for the second run.",
        "relief": "No charge for it.", "amount": Decimal(9000),
    } | more  # fmt: skip


def promise(**more: Any) -> Any:
    """One promise of a settlement: the vendor credits 4,000 within a month."""
    return {
        "kind": "credit", "owes": "vendor", "what": "A credit on the next invoice.", "amount": Decimal(4000),
        "due_on": (NOW + timedelta(days=30)).date(),
    } | more  # fmt: skip


def dispute(cast: Cast, state: str = "noticed", side: str = "client", **more: Any) -> Dispute:
    """A dispute that real moves have brought to a state of the path through mediation."""
    mine, theirs = cast.actor(RAISERS[side]), cast.actor(OTHERS[side])
    one = actions.notify(mine, **words(**more))
    steps: dict[str, Callable[[], Any]] = {
        "noticed": lambda: None, "negotiating": lambda: actions.acknowledge(one, theirs),
        "referring": lambda: actions.talks_over(one, clock_of(cast.agreement.id)), "choosing": lambda: actions.refer(one, mine),
        "preparing": lambda: _agree_mediator(one, mine, theirs), "meeting": lambda: _hold(one, mine),
        "unsettled": lambda: actions.end_mediation(one, mine, reason="Too far apart."),
    }  # fmt: skip
    for name, step in steps.items():
        step()
        if name == state:
            return one
    raise LookupError(state)


def settling(cast: Cast, side: str = "client", *, by: str = "ana", **more: Any) -> Dispute:
    """A dispute whose terms are written and not signed."""
    one = dispute(cast, "negotiating", side)
    return actions.write_terms(one, cast.actor(by), terms="The vendor bears half of it.", promises=[promise(**more)])


def settled(cast: Cast, side: str = "client", **more: Any) -> Dispute:
    """A dispute that both have settled."""
    return _signed(settling(cast, side, **more), cast)


def _signed(one: Dispute, cast: Cast) -> Dispute:
    actions.sign(one, cast.actor("ana"))
    return actions.sign(one, cast.actor("vera"))


def _agree_mediator(one: Dispute, mine: Any, theirs: Any) -> None:
    actions.name_mediator(one, mine, name="Ms Wren", email=_wren(one), reason="She knows payroll.")
    actions.agree_mediator(one, theirs)


def _wren(one: Dispute) -> str:
    """Another mediator for each dispute: nobody sits at two of an agreement."""
    return f"wren{one.number}@neutral.example.com"


def _hold(one: Dispute, mine: Any) -> None:
    actions.hold(
        one, mine, held_on=clock.now().date(), client_people="Ana", vendor_people="Vera", client_authority=True, vendor_authority=False, result="Adjourned.",
    )  # fmt: skip


def _stands_in(state: str) -> Situation:
    return lambda cast, side: dispute(cast, state, side)


def _asks(what: str, **asked: Any) -> Situation:
    def ask(cast: Cast, side: str) -> Dispute:
        one = dispute(cast, "negotiating", side)
        getattr(actions, what)(one, cast.actor("ana"), **asked)
        return one

    return ask


def _to_be_registered(cast: Cast, side: str) -> Dispute:
    """On the expedited timetable, which asks for it."""
    one = _asks("ask_expedited", reason="It is small.")(cast, side)
    actions.agree(one, cast.actor("vera"))
    actions.write_terms(one, cast.actor("ana"), terms="The vendor bears half of it.", promises=[promise()])
    return _signed(one, cast)


def _done(cast: Cast, side: str) -> Dispute:
    one = settled(cast, side)
    return actions.perform(one, cast.actor("vera"), promise=one.remedies[0].id, report="On invoice 7.")


def _performed(cast: Cast, side: str) -> Dispute:
    one = _done(cast, side)
    return actions.confirm(one, cast.actor("ana"), promise=one.remedies[0].id)


def _late(cast: Cast, side: str) -> Dispute:
    return settled(cast, side, due_on=(NOW - timedelta(days=2)).date())


def _broken(cast: Cast, side: str) -> Dispute:
    return actions.breach(_late(cast, side), cast.actor("ana"), reason="Nothing came.")


def _determining(cast: Cast, side: str) -> Dispute:
    one = _asks("ask_expert", name="Prof. Reed", question="Who caused it?")(cast, side)
    return actions.agree_expert(one, cast.actor("vera"))


def _determined(cast: Cast, side: str) -> Dispute:
    return actions.determine(_determining(cast, side), cast.actor("ana"), decision="Both did.")


def _external(cast: Cast, side: str) -> Dispute:
    return actions.leave(
        dispute(cast, "unsettled", side), cast.actor("ana"), forum="The court", reason="No settlement."
    )


def _withdrawn(cast: Cast, side: str) -> Dispute:
    return actions.withdraw(dispute(cast, "noticed", side), cast.actor(RAISERS[side]), reason="Paid.")


def _suspended(cast: Cast, side: str) -> Dispute:
    return actions.agree(_asks("ask_pause", reason="The audit first.")(cast, side), cast.actor("vera"))


def _with_facts(cast: Cast, side: str) -> Dispute:
    one = dispute(cast, "negotiating", side)
    actions.position(one, cast.actor("ana"), facts="The table was old.", wants="No charge.")
    return actions.write_facts(one, cast.actor("vera"), text="It was calculated twice.")


def _at_the_top(cast: Cast, side: str) -> Dispute:
    one = dispute(cast, "negotiating", side)
    for _ in one.framework.terms.escalation.levels[1:]:
        actions.step_up(one, cast.actor("ana"), reason="No result.")
    return one


def _named(cast: Cast, side: str) -> Dispute:
    one = dispute(cast, "choosing", side)
    return actions.name_mediator(one, cast.actor("ana"), name="Ms Wren", email=_wren(one), reason="Known.")


def _to_body(cast: Cast, side: str) -> Dispute:
    return actions.to_body(dispute(cast, "choosing", side), clock_of(cast.agreement.id))


def _way_open(cast: Cast, side: str) -> Dispute:
    return actions.open_final(dispute(cast, "referring", side), clock_of(cast.agreement.id))


def _offered(cast: Cast, side: str) -> Dispute:
    one = dispute(cast, "preparing", side)
    actions.share_summary(one, cast.actor("ana"), text="Our case.")
    return actions.offer(one, cast.actor("vera"), text="Half of it.", amount=Decimal(4500))


def sealing(cast: Cast, state: str = "preparing", side: str = "client", *, payer: str = "client") -> Dispute:
    """A dispute in which both have agreed to sealed offers: the first round is open."""
    one = dispute(cast, state, side)
    actions.ask_sealed(one, cast.actor("ana"), payer=payer, subject="The second run of March.")
    return actions.agree_sealed(one, cast.actor("vera"))


def seal(cast: Cast, one: Dispute, **figures: Any) -> Dispute:
    """What each of these people seals, one after the other."""
    for name, figure in figures.items():
        actions.seal(one, cast.actor(name), amount=Decimal(figure))
    return one


def _asked_sealed(cast: Cast, side: str) -> Dispute:
    one = dispute(cast, "preparing", side)
    return actions.ask_sealed(one, cast.actor("ana"), payer="client", subject="The second run of March.")


SITUATIONS: dict[str, Situation] = {
    **{s: _stands_in(s) for s in ("noticed", "negotiating", "referring", "choosing", "preparing", "meeting", "unsettled")},
    "settling": settling,
    "settled": settled,
    "performed": _performed,
    "breached": _broken,
    "determining": _determining,
    "determined": _determined,
    "external": _external,
    "withdrawn": _withdrawn,
    "negotiating, facts to agree to": _with_facts,
    "negotiating on the highest tier": _at_the_top,
    "negotiating, more time asked": _asks("ask_time", step="negotiate", days=4, reason="Holidays."),
    "negotiating, the expedited timetable asked": _asks("ask_expedited", reason="It is small."),
    "negotiating, an expert proposed": _asks("ask_expert", name="Prof. Reed", question="Who caused it?"),
    "negotiating, suspended": _suspended,
    "choosing, a name proposed": _named,
    "choosing, left to the body": _to_body,
    "referring, the way to court open": _way_open,
    "preparing, offered": _offered,
    "preparing, sealed offers asked": _asked_sealed,
    "preparing, a figure sealed": lambda cast, side: seal(cast, sealing(cast, side=side), ana=500),
    "preparing, one round without a deal": lambda cast, side: seal(cast, sealing(cast, side=side), ana=500, vera=700),
    "settling by sealed offers": lambda cast, side: seal(cast, sealing(cast, side=side), vera=500, ana=700),
    "settled, to be registered": _to_be_registered,
    "settled, a promise done": _done,
    "settled, a promise past its day": _late,
}  # fmt: skip
