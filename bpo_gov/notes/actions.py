"""The verbs `note` and `note_own` of any table of moves that has them."""

from collections.abc import Callable, Sequence
from typing import Any

from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.notes import rules


def bind(flow: Workflow) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Bind both verbs of a table to their deeds; these are returned: `note, note_own = notes.bind(flow)`."""

    @flow.action("note")
    def note(
        matter: Matter, actor: Actor, /, *, text: str, mentions: Sequence[int] = (), files: Sequence[File] = ()
    ) -> Particulars:
        """Words for both sides."""
        return rules.told(text, mentions, files)

    @flow.action("note_own")
    def note_own(
        matter: Matter, actor: Actor, /, *, text: str, mentions: Sequence[int] = (), files: Sequence[File] = ()
    ) -> Particulars:
        """Words for the own side only."""
        return rules.told(text, mentions, files)

    return note, note_own
