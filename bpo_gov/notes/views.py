"""The doors of notes: the composer's, hung under any feature's matters, and the one through which files are handed over."""

from hashlib import sha256
from typing import Any
from urllib.parse import quote

from flask import Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import secure_filename

from bpo_gov.agreements.door import inside
from bpo_gov.kernel import access
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import plain
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.notes import queries, rules
from bpo_gov.web import app, here
from bpo_gov.web.moves import Door

blueprint = inside("files", "files", neutrals=("file",))
VERBS = {"both": "note", "own": "note_own"}
ALONE = "sandbox; default-src 'none'; frame-ancestors 'none'"


def install(door: Door) -> None:
    """Hang the composer's door, `/<number>/say`, beside a feature's moves; its table has the verbs `note` and `note_own`."""

    def say_note(number: int) -> Any:
        """A note from a page's composer: for both sides, or for the own side only."""
        return _say(door, number)

    name = door.blueprint.name
    door.blueprint.add_url_rule("/<int:number>/say", "say_note", say_note, methods=["POST"])
    app.TAKE_FILES.update({(f"{name}.say_note", ""), *((f"{name}.move", verb) for verb in VERBS.values())})


def _say(door: Door, number: int) -> Any:
    actor = here.actor()
    matter = door.load(number, actor, lock=True)
    verb = VERBS.get(request.form.get("reach", ""))
    if verb is None:
        abort(400)  # nobody guesses who may read somebody's words
    if refusal := door.flow.refusal(verb, matter, actor):
        raise refusal
    form = door.forms[verb]()
    form.prepare(matter, actor)
    if not form.validate():
        form.version.data = str(matter.version)
        return door.page(matter, door.flow.table[verb], form), 422
    if form.looked_at() in (None, matter.version) or not _is_last(door, matter, actor, verb, form.words()):
        door.flow.effects[verb](matter, actor, **form.words())
    flash(_("Note sent to both sides.") if verb == "note" else _("Note sent to your side only."), "ok")
    return redirect(url_for(f"{door.blueprint.name}.show", number=number), 303)


def _is_last(door: Door, matter: Matter, actor: Actor, verb: str, words: dict[str, Any]) -> bool:
    """Whether the last entry of the record is these very words and files of this person: a second click on send."""
    event, content = access.events_of(matter, actor)[-1]
    name = f"{door.flow.name}.{door.flow.table[verb].event}"
    same = rules.told(**words)
    if "files" in same:
        same["files"] = [file.told for file in same["files"]]
    return (event.actor_id, event.name, content.particulars) == (actor.user_id, name, plain(same))


@blueprint.get("/<int:file_id>")
def file(file_id: int) -> Response:
    """The bytes of a file that the reader may see, as they were attached; to be saved, never to be opened in the page."""
    found, data = queries.file(file_id, here.actor())
    if data is None:
        raise Refused(say("“%(name)s” was erased. Its digest stays in the record.", name=found.name))
    if sha256(data).hexdigest() != found.sha256:
        raise Refused(
            say("“%(name)s” is damaged: it is not what was attached, so it is not handed over.", name=found.name)
        )
    answer = Response(data, content_type=found.type)
    answer.headers["Content-Disposition"] = _saved_as(found.name)
    answer.headers["Content-Security-Policy"] = ALONE
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _saved_as(name: str) -> str:
    """To be saved under its name, in ASCII for browsers that know no better."""
    quoted = quote(name, safe="!#$&+-.^_`|~")
    if name.isascii() and quoted == name:
        return f"attachment; filename={name}"
    return f"attachment; filename={secure_filename(name) or 'file'}; filename*=UTF-8''{quoted}"
