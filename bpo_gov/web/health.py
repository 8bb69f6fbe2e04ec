"""Whether this process lives, and whether it is ready to serve."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint
from sqlalchemy import text

from bpo_gov.kernel.db import db

blueprint = Blueprint("health", __name__)
SILENCE: list[Callable[[], Any]] = []  # tells which parts of the machinery are silent, and since when


@blueprint.get("/livez")
def alive() -> dict[str, str]:
    """The process answers; it asks nothing of others."""
    return {"state": "alive"}


@blueprint.get("/healthz")
@blueprint.get("/readyz")
def ready() -> tuple[dict[str, Any], int]:
    """The database answers. A missing Redis or worker only delays notices: pages are served, and the answer says so."""
    try:
        db.session.execute(text("select 1"))
        silence = SILENCE[0]() if SILENCE else None
    except Exception:  # whatever is wrong with the database, the answer is: not ready
        return {"state": "the database does not answer"}, 503
    if silence is not None:
        return {"state": "notices and deadlines are delayed", "silent": silence.parts}, 200
    return {"state": "ready"}, 200
