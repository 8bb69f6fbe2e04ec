"""Whether this process lives, and whether it is ready to serve."""

from typing import Any

from flask import Blueprint
from sqlalchemy import text

from bpo_gov.kernel.db import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
def alive() -> dict[str, str]:
    """The process answers; it asks nothing of others."""
    return {"state": "alive"}


@blueprint.get("/healthz")
@blueprint.get("/readyz")
def ready() -> tuple[dict[str, Any], int]:
    """The database answers. A missing Redis only delays notices, so it does not count."""
    try:
        db.session.execute(text("select 1"))
    except Exception:  # whatever is wrong with the database, the answer is: not ready
        return {"state": "the database does not answer"}, 503
    return {"state": "ready"}, 200
