"""What nobody needs any more is thrown away: old tries, sign-ins that ended, links that were used."""

from datetime import timedelta

from sqlalchemy import delete

from bpo_gov.accounts.models import Attempt, PasswordLink, SignIn
from bpo_gov.accounts.throttle import REMEMBERED
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.queue import job

LOOKED_BACK = timedelta(days=30)  # how long it can still be asked what happened


@job("default")
def forget() -> None:
    """Delete the rows that decide nothing any more; may be repeated."""
    now = clock.now()
    with unit_of_work():
        db.session.execute(delete(Attempt).where(Attempt.at < now - REMEMBERED))
        db.session.execute(delete(SignIn).where(SignIn.created_at < now - LOOKED_BACK))
        db.session.execute(delete(PasswordLink).where(PasswordLink.expires_at < now - LOOKED_BACK))
