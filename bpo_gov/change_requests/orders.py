"""The orders in which a list of change requests can be read."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import case, func

from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.kernel import keyset
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.matters import Matter

_RANKS = {state.value: rank for rank, state in enumerate(State)}
SORTS = {
    "due": Sort(Matter.due_key, "due_key", datetime),
    "number": Sort(Matter.number, "number", int, down=True),
    "title": Sort(Matter.title, "title", str, key=func.lower),
    "moved": Sort(Matter.moved_at, "moved_at", datetime, down=True),
    "state": Sort(Matter.state, "state", str, key=lambda column: case(_RANKS, value=column, else_=len(_RANKS))),
    "value": Sort(ChangeRequest.value, "value", Decimal, down=True, unknown="first", key=keyset.in_order),
}
