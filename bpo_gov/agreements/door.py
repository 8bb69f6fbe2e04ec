"""The door of an agreement: who this person is here, or nothing at all."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, g, request
from flask.sansio.app import App
from flask.sansio.blueprints import BlueprintSetupState

from bpo_gov.agreements import belonging, queries
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.words import say
from bpo_gov.web import here


def inside(name: str, path: str, neutrals: Collection[str] = ()) -> Blueprint:
    """A blueprint under `/a/<key>/<path>`: its pages are reached by members only, and its links need no key.

    `neutrals` names the pages that a neutral reaches as well, each for the one matter of the seat.
    """
    open_to = {f"{name}.{page}" for page in neutrals}
    blueprint = Blueprint(name, name, url_prefix=f"/a/<key>/{path}" if path else "/a/<key>")

    @blueprint.url_value_preprocessor
    def take_key(endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.agreement_key = (values or {}).pop("key", None)

    @blueprint.before_request
    def enter() -> None:
        reader = here.reader()
        found = belonging.membership_of(reader.id, g.agreement_key) if reader else None
        if found is None or (found.party is Party.NEUTRAL and request.endpoint not in open_to):
            raise NotFound(say("There is nothing here, or you may not see it."))
        here.enter(queries.actor_of(found), found.agreement)

    @blueprint.record_once
    def links_know_the_key(state: BlueprintSetupState) -> None:
        _default_key(state.app)

    return blueprint


def _default_key(app: App) -> None:
    if app.extensions.setdefault("agreement_links", False):
        return
    app.extensions["agreement_links"] = True

    @app.url_defaults
    def add_key(endpoint: str, values: dict[str, Any]) -> None:
        key = g.get("agreement_key")
        if key and "key" not in values and app.url_map.is_endpoint_expecting(endpoint, "key"):
            values["key"] = key
