"""When a verb of an import is allowed."""

from bpo_gov.figure_imports.models import FigureImport
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say


def brings_something(one: FigureImport, actor: Actor) -> Say | None:
    """A figure of it is new, or would take the place of another one."""
    if one.fresh or one.changed:
        return None
    return say("Nothing in this file is new: it would change no figure.")
