"""How a round closes: both figures are opened and compared once, or never; either way both are destroyed."""

import logging
from collections.abc import Collection
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select

from bpo_gov.disputes.models import TALKS, Dispute, State
from bpo_gov.disputes.sealed import vault
from bpo_gov.disputes.sealed.models import MOST, Offer, Result, Round, Sealing, Standing
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import after_commit, db, unit_of_work
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.queue import job

log = logging.getLogger(__name__)
UNCERTAIN = timedelta(hours=1)  # so long a key may lie before its row is seen


def midpoint(payer: Decimal, claimant: Decimal) -> Decimal | None:
    """The figure in the middle, to the hundredth, a half rounded up; None where the claimant wants more than the payer pays."""
    if payer < claimant:
        return None
    return ((payer + claimant) / 2).quantize(Decimal("0.01"), ROUND_HALF_UP)


def about(turn: Round, party: Party) -> str:
    """The place that a figure is sealed for."""
    return f"round {turn.id} {party.value}"


def begin(sealing: Sealing) -> None:
    """Open the round whose turn it is."""
    sealing.standing = Standing.RUNNING
    sealing.rounds.append(Round(round=sealing.round, offers=[]))
    db.session.flush()


def compare(sealing: Sealing, turn: Round) -> Round:
    """Open both figures, keep the midpoint where they meet, destroy both. What cannot be opened makes the round void."""
    try:
        figures = {one.party: vault.unseal(_stored(one), about(turn, one.party)) for one in turn.offers}
    except vault.Broken as wrong:
        log.warning("a figure of round %s could not be opened (%s): the round is void", turn.id, wrong)
        void(turn)
        begin(sealing)
        return turn
    met = midpoint(figures[sealing.payer], figures[sealing.payer.other])
    _close(turn, Result.NONE if met is None else Result.DEAL, met)
    if met is not None:
        sealing.standing = Standing.AGREED
    elif sealing.round < MOST:
        sealing.round += 1
        begin(sealing)
    else:
        sealing.standing = Standing.ENDED
    return turn


def void(turn: Round) -> None:
    """The round does not count; what was sealed in it is destroyed unopened."""
    _close(turn, Result.VOID, None)


def end(sealing: Sealing | None) -> None:
    """No further round; what is sealed is destroyed unopened."""
    if sealing is None or not sealing.is_running:
        return
    if turn := sealing.running:
        void(turn)
    sealing.standing = Standing.ENDED


def end_with_the_talks(one: Dispute, state: str) -> None:
    """Whatever leads out of the talks ends the sealed offers."""
    if State(state) not in TALKS:
        end(one.sealing)


def _close(turn: Round, result: Result, met: Decimal | None) -> None:
    turn.result, turn.midpoint, turn.closed_at = result, met, clock.now()
    keys = {one.key_name for one in turn.offers if one.key_name}
    for one in turn.offers:
        one.key_name = one.nonce = one.data = None
        one.destroyed_at = clock.now()
    if keys:
        after_commit(lambda: _destroy(keys))


def _stored(one: Offer) -> vault.Sealed:
    if one.key_name is None or one.nonce is None or one.data is None:
        raise vault.Broken("destroyed")
    return vault.Sealed(one.key_name, one.nonce, one.data, one.commit)


def _destroy(keys: Collection[str]) -> None:
    """Destroy those keys that no row refers to: only what is committed counts."""
    if not keys:
        return
    with unit_of_work():
        needed = set(db.session.scalars(select(Offer.key_name).where(Offer.key_name.in_(keys))))
    for name in set(keys) - needed:
        vault.destroy(name)


@job("default")
def tidy() -> None:
    """Destroy the keys that no figure needs any more, or never did; may be repeated."""
    _destroy(vault.older_than(UNCERTAIN))
