"""A second agreement of the cast with an envelope of its own."""

from typing import Any

import yaml

from bpo_gov.agreements import actions, queries
from bpo_gov.kernel.db import db
from tests import cast as people
from tests.cast import Cast

KEY = "acme-narrow"
SPLITTING = {"within": {"n": 10, "unit": "working_day"}, "clause": "9"}


def framed(limits: list[dict[str, Any]] | None = None, **envelope: Any) -> Cast:
    """The cast under a framework with these limits (else the usual ones), signed by both sides."""
    data = people.terms(reference=KEY)
    if limits is not None:
        titled = [{"title": f"Limit {limit['code']}", "clause": "9"} | limit for limit in limits]
        data["envelope"]["limits"] = titled
    data["envelope"] |= envelope
    actions.import_agreement(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    db.session.flush()
    found = Cast.load(KEY)
    for name in ("ana", "vera"):
        actions.sign(queries.load(1, found.actor(name), lock=True), found.actor(name))
    db.session.flush()
    return Cast.load(KEY)
