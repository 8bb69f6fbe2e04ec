"""From the text of a YAML file to plain lists, mappings and texts, with the line of each and what YAML may not do here.

Every scalar stays the text that was written; only null, true and false have a meaning of their own. So 9.10 stays
9.10, NO stays a country, and no number is ever a float. The text is read as a stream of events, never composed, so
that depth and size are known before anything is built.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import AliasEvent, DocumentStartEvent, MappingStartEvent, NodeEvent, ScalarEvent, SequenceStartEvent

from bpo_gov.agreements.framework.problems import BadFramework, Problem, path_of
from bpo_gov.agreements.framework.texts import clip
from bpo_gov.kernel.words import Say, say

MOST_DEPTH = 40
MOST_VALUES = 50_000

_STANDARD = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(_STANDARD + name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq"))
_MEANING = {"": None, "~": None, "null": None, "true": True, "false": False}

Steps = tuple[str | int, ...]


@dataclass
class _Open:
    """A list or mapping whose end has not been read."""

    steps: Steps
    value: list[Any] | dict[str, Any]
    key: str | None = None
    is_shadow: bool = False

    def place(self) -> Steps:
        """Where the next value goes."""
        return (*self.steps, len(self.value) if isinstance(self.value, list) else self.key or "")


@dataclass
class Tree:
    """The values of a file, the line of each path, what was wrong, and which paths therefore have no value."""

    value: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    _open: list[_Open] = field(default_factory=list)
    _values: int = 0
    _documents: int = 0

    def take(self, event: Any) -> None:
        """Build on with the next event; raises BadFramework where going on would be useless."""
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._give_up(event, say("The file holds more than one document; keep one and leave out the line ---."))
        elif isinstance(event, NodeEvent):
            self._bound(event)
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()

    def _bound(self, event: NodeEvent) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            self._give_up(event, say("The file holds more than %(most)s values.", most=MOST_VALUES))
        if len(self._open) >= MOST_DEPTH:
            self._give_up(event, say("The file is nested deeper than %(most)s levels.", most=MOST_DEPTH))

    def _node(self, event: NodeEvent) -> None:
        inside = self._open[-1] if self._open else None
        if inside and isinstance(inside.value, dict) and inside.key is None:
            self._name(inside, event)
            return
        steps = inside.place() if inside else ()
        self._refuse_tricks(event, steps)
        value = self._value(event)
        self._put(inside, steps, value, event)
        if isinstance(value, list | dict):
            self._open.append(_Open(steps, value))

    def _name(self, inside: _Open, event: NodeEvent) -> None:
        line = _line(event)
        if not isinstance(event, ScalarEvent) or not event.value:
            self._give_up(event, say("A name is needed before the colon; it must be plain text."))
            return
        steps = (*inside.steps, event.value)
        self._refuse_tricks(event, steps)
        path = path_of(steps)
        inside.key = event.value
        inside.is_shadow = event.value in inside.value
        if inside.is_shadow:
            first = self.lines.get(path, line)
            self._say(path, line, say("“%(name)s” is written twice; it already stands in line %(line)s.",
                                      name=clip(event.value), line=str(first)))  # fmt: skip
        self.lines.setdefault(path, line)

    def _value(self, event: NodeEvent) -> Any:
        if isinstance(event, SequenceStartEvent):
            return []
        if isinstance(event, MappingStartEvent):
            return {}
        if not isinstance(event, ScalarEvent):
            return None
        is_bare = event.implicit[0] and not event.style
        return _MEANING.get(event.value, event.value) if is_bare else event.value

    def _put(self, inside: _Open | None, steps: Steps, value: Any, event: NodeEvent) -> None:
        if inside is None:
            self.value = value
            return
        self.lines.setdefault(path_of(steps), _line(event))
        if isinstance(inside.value, list):
            inside.value.append(value)
        elif inside.key is not None and not inside.is_shadow:
            inside.value[inside.key] = value
        inside.key = None

    def _refuse_tricks(self, event: NodeEvent, steps: Steps) -> None:
        path, line = path_of(steps), _line(event)
        if isinstance(event, AliasEvent):
            self.broken.add(path)
            says = say("“*%(name)s” repeats another place; write the value out.", name=clip(event.anchor))
            self._say(path, line, says)
            return
        if event.anchor:
            self._say(
                path, line, say("“&%(name)s” marks a place to be repeated; leave it out.", name=clip(event.anchor))
            )
        tag = getattr(event, "tag", None)
        if tag is not None and tag not in _PLAIN_TAGS:
            self.broken.add(path)
            self._say(path, line, say("The tag “%(tag)s” is not allowed; write plain values only.", tag=clip(tag)))

    def _say(self, path: str, line: int, says: Say) -> None:
        self.problems.append(Problem(path, line, says))

    def _give_up(self, event: Any, says: Say) -> None:
        raise BadFramework([*self.problems, Problem("", _line(event), says)])


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
