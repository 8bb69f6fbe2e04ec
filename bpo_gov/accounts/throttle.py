"""Guessing slows down: failed tries are counted in the database, so that every process waits alike."""

import hashlib
import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, text

from bpo_gov.accounts.models import Attempt
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, is_postgresql

REMEMBERED = timedelta(hours=24)  # how long a failed try counts
FREE = {"address": 20, "forgot_address": 20}  # many people may sit behind one address
FREE_ELSE = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=30)
LOCK = 4202  # our family of advisory locks


def account(email: str, purpose: str = "account") -> str:
    """The key of an account, whether it exists or not. The address itself is not kept: people type passwords there."""
    return f"{purpose}:{hashlib.sha256(email.encode(errors='surrogatepass')).hexdigest()[:48]}"


def address(remote: str | None, purpose: str = "address") -> str:
    """The key of the network address that the connection came from; of IPv6 the 64 bits that one customer gets."""
    try:
        found = ipaddress.ip_address(remote or "")
    except ValueError:
        return f"{purpose}:unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return f"{purpose}:{ipaddress.ip_network((int(found), 64), strict=False)}"
    return f"{purpose}:{getattr(found, 'ipv4_mapped', None) or found}"


def wait(keys: Sequence[str]) -> timedelta:
    """How long to wait before the next try under any of the keys; zero when it may be made.

    Until the transaction ends nobody else can try under these keys, so the count is exact across processes.
    """
    _hold(keys)
    now = clock.now()
    return max(_left(key, now) for key in keys)


def failed(keys: Sequence[str]) -> None:
    """Count a failed try."""
    db.session.add_all([Attempt(key=key, at=clock.now()) for key in keys])


def clear(keys: Sequence[str]) -> None:
    """A try succeeded: begin again."""
    db.session.execute(delete(Attempt).where(Attempt.key.in_(keys)))


def waiting_time(failures: int, free: int) -> timedelta:
    """The wait after so many failures: none while they are free, then doubling from one minute to half an hour."""
    if failures < free:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(failures - free, 10)), LONGEST_WAIT)


def _left(key: str, now: datetime) -> timedelta:
    found = select(Attempt.at).where(Attempt.key == key, Attempt.at > now - REMEMBERED).order_by(Attempt.at.desc())
    failures = db.session.scalars(found).all()
    span = waiting_time(len(failures), FREE.get(key.partition(":")[0], FREE_ELSE))
    left: timedelta = failures[0] + span - now if failures else timedelta(0)
    return max(left, timedelta(0))


def _hold(keys: Sequence[str]) -> None:
    if not is_postgresql():
        return
    numbers = {int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], signed=True) for key in keys}
    for number in sorted(numbers):  # one order for all, so that two tries never wait for each other
        db.session.execute(text("select pg_advisory_xact_lock(:family, :number)"), {"family": LOCK, "number": number})
