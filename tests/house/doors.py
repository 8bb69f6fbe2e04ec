"""Every route of the application with an address to try it at, and whom it lets in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from bpo_gov.accounts import auth
from bpo_gov.kernel.db import db
from tests.cast import KEY

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
GIVEN: dict[str, Any] = {
    "key": KEY,
    "item": 1,
    "number": 1,
    "verb": "note",
    "digest": "0",
    "name": "app.css",
    "code": "id",
    "token": "nobody-was-sent-this",
    "sign_in_id": 1,
    "notification_id": 1,
    "file_id": 1,
    "user_id": 1,
    "timer_id": 1,
    "view_id": 1,
    "run_id": 1,
    "kind": "csv",
}

OF_ITS_OWN: dict[str, dict[str, str]] = {  # values that only one route takes
    "agreements.playbook": {"name": "uk-services"},
    "executive.matters": {"name": "disputes"},
    "framework.move": {"verb": "sign"},
    "framework.place": {"verb": "invite"},
    "versions.compared": {"before": "1", "after": "1"},
}


@dataclass(frozen=True)
class Door:
    """One route: whom it lets in (public, person, agreement), its methods, and an address."""

    access: str
    methods: tuple[str, ...]
    rule: str
    endpoint: str
    address: str

    @property
    def is_unsafe(self) -> bool:
        return bool(UNSAFE & set(self.methods))

    def __str__(self) -> str:
        return f"{self.access:<10}{' '.join(self.methods):<10}{self.rule:<55}{self.endpoint}".rstrip()


def doors(app: Flask) -> list[Door]:
    """Every route, in the order of the stored list."""
    return sorted(_doors(app), key=lambda door: (door.access, door.rule, door.methods))


def everything() -> dict[str, list[str]]:
    """Every row of every table."""
    rows = {table.name: sorted(map(repr, db.session.execute(select(table)))) for table in db.metadata.sorted_tables}
    db.session.rollback()
    return rows


def _doors(app: Flask) -> Iterator[Door]:
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            methods = tuple(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
            values = GIVEN | OF_ITS_OWN.get(rule.endpoint, {})
            built = rule.build({name: values[name] for name in rule.arguments}, append_unknown=False)
            assert built is not None, rule
            yield Door(_access(rule.rule, rule.endpoint), methods, rule.rule, rule.endpoint, built[1])


def _access(rule: str, endpoint: str) -> str:
    if rule.startswith("/a/<key>"):
        return "agreement"
    return "public" if auth.is_public(endpoint) else "person"
