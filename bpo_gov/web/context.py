"""What every template may use: words, assets, who reads, and the frame's navigation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import gettext as _

from bpo_gov.kernel import tallies
from bpo_gov.kernel.parties import SIDES as SIDES_OF_IT
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.words import N_
from bpo_gov.web import assets, headers, here, markup, words
from bpo_gov.web.forms import Confirm

SIDES = {
    "client": N_("Client"),
    "vendor": N_("Vendor"),
    "neutral": N_("Neutral"),
    "both": N_("Both sides"),
    "system": N_("Clock"),
}


@dataclass(frozen=True)
class RailEntry:
    """One line of an agreement's navigation; where it is the list of a kind of matter, how many are open stands beside it."""

    key: str
    icon: str
    label: str
    endpoint: str
    kind: str = ""


RAIL: list[RailEntry] = []
SILENCE: list[Callable[[], Any]] = []  # tells which parts of the machinery are silent, and since when
UNREAD: list[Callable[[int], int]] = []
SWITCHER: list[Callable[[int], list[tuple[str, str]]]] = []


def side_name(party: str | Party) -> str:
    """The word for a side in the reader's language."""
    return str(_(SIDES[str(party)]))


def here_in(language: str) -> str:
    """Where the language link leads."""
    return url_for("accounts.language", code=language, next=request.full_path if request.method == "GET" else "/")


def _rail() -> list[tuple[str, str, str, str, int | None]]:
    counts = tallies.open_by_kind(here.actor(), tuple(entry.kind for entry in RAIL if entry.kind))
    return [(e.key, e.icon, _(e.label), url_for(e.endpoint), counts.get(e.kind)) for e in RAIL]


def install(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.globals.update(
        tell=words.tell, brief=words.brief, moment=words.moment, moment_long=words.moment_long, day=words.day, number=words.number, asset=assets.asset,
        nonce=headers.nonce, written=markup.written, side_name=side_name, here_in=here_in, lang=words.lang,
    )  # fmt: skip

    @app.context_processor
    def frame() -> dict[str, Any]:
        reader, agreement = here.reader(), here.agreement()
        inside = agreement is not None and reader is not None
        return {
            "reader": reader,
            "actor": here.actor() if inside else None,
            "agreement": agreement,
            "theme": str(reader.theme) if reader else "auto",
            "rail": _rail() if inside and here.actor().party in SIDES_OF_IT else [],
            "agreements": SWITCHER[0](reader.id) if reader and SWITCHER else [],
            "unread": UNREAD[0](reader.id) if reader and UNREAD else 0,
            "silence": SILENCE[0]() if reader and SILENCE else None,
            "confirm_form": Confirm,
        }
