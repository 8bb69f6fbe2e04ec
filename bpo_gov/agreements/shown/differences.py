"""What is different between two versions, in sentences, with the words that changed marked on both sides."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from bpo_gov.agreements.framework import Difference, Framework, Kind, data_of
from bpo_gov.agreements.framework.keys import Key, Path, is_list_of_things, keyed
from bpo_gov.agreements.shown import fields, values
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.web.words import tell

LONG = 60  # characters: what is longer is shown beside, not within the sentence
MOST = 4000
_WIDER = ("percent", "amount", "at_most", "days")


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and whether the other text has them not."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Shown:
    """One difference: about what, the sentence, and the two sides of it; `effect` says what it does to the envelope."""

    number: int
    about: Say | None
    sentence: Say
    kind: str
    old: Sequence[Piece] = ()
    new: Sequence[Piece] = ()
    effect: Say | None = None


@dataclass(frozen=True)
class Section:
    """The differences of one section of the framework."""

    name: str
    title: Say
    shown: list[Shown] = field(default_factory=list)


def sections(found: Iterable[Difference], old: Framework, new: Framework) -> list[Section]:
    """The differences by section, in the order of a framework, each in words."""
    both, currency = (data_of(old), data_of(new)), new.header.currency
    numbered = enumerate(found)
    return [
        Section(name, fields.section(name), [shown(nth, one, both, currency) for nth, one in group])
        for name, group in groupby(numbered, lambda pair: pair[1].section)
    ]


def shown(number: int, one: Difference, both: Sequence[Mapping[str, Any]], currency: str) -> Shown:
    """One difference in words; `both` are the data it was found in, which know what the things are called."""
    things, rest = _things(one.path, both)
    what = _joined(fields.trail(rest)) if rest else None
    about = _joined(things) if things else None
    match one.kind:
        case Kind.ADDED:
            return Shown(
                number, about, say("%(what)s is new.", what=what or about), one.kind, (), _written(one.new, currency)
            )
        case Kind.REMOVED:
            sentence = say("%(what)s falls away.", what=what or about)
            return Shown(number, about, sentence, one.kind, _written(one.old, currency), ())
        case Kind.MOVED:
            sentence = say("%(what)s: the order is another.", what=what or about)
            was, is_ = (
                "; ".join(tell(values.told(one.path[-1], key, currency)) for key in keys) for keys in (one.old, one.new)
            )
            return Shown(number, about, sentence, one.kind, *_marked(was, is_))
    return _changed(number, one, about, what, currency)


def _changed(number: int, one: Difference, about: Say | None, what: Say | None, currency: str) -> Shown:
    if what is None:  # a limit of another kind
        sentence = say("%(what)s is written anew.", what=about)
        return Shown(number, about, sentence, one.kind, _written(one.old, currency), _written(one.new, currency))
    name = one.path[-1]
    old, new = (values.told(name, value, currency) for value in (one.old, one.new))
    was, is_ = (tell(value) if value is not None else tell(say("not stated")) for value in (old, new))
    if len(was) > LONG or len(is_) > LONG:
        sentence = say("%(what)s is worded anew.", what=what)
    else:
        sentence = say("%(what)s: %(old)s becomes %(new)s.", what=what, old=was, new=is_)
    return Shown(number, about, sentence, one.kind, *_marked(was, is_), effect=_effect(one))


def _effect(one: Difference) -> Say | None:
    if one.pattern not in {f"envelope.limits.{name}" for name in _WIDER} or None in (one.old, one.new):
        return None
    return say("The envelope becomes wider.") if one.new > one.old else say("The envelope becomes narrower.")


def _things(path: Path, both: Sequence[Mapping[str, Any]]) -> tuple[list[Say], Path]:
    """What people call the things on the way, and the names of fields after the last of them."""
    said: list[Say] = []
    last = 1  # the section has a title of its own
    for nth, step in enumerate(path):
        if isinstance(step, Key):
            around = path[:nth]
            pattern = ".".join(one for one in around if not isinstance(one, Key))
            item: Mapping[str, Any] = next((found for data in both if (found := _item(data, path[: nth + 1]))), {})
            said.append(fields.thing(pattern, step, item))
            last = nth + 1
    rest = path[last:]
    return said, rest if rest or said else path


def _item(data: Any, path: Path) -> Any:
    here: Any = data
    for nth, step in enumerate(path):
        here = keyed(path[:nth], here or []).get(step) if isinstance(step, Key) else (here or {}).get(step)
    return here


def _joined(parts: Sequence[Say]) -> Say:
    answer = parts[0]
    for part in parts[1:]:
        answer = say("%(one)s, %(other)s", one=answer, other=part)
    return answer


def _written(value: Any, currency: str) -> list[Piece]:
    if is_list_of_things(value):
        return [Piece("\n\n".join(piece.text for item in value for piece in _written(item, currency)), True)]
    if not isinstance(value, Mapping):
        return [Piece(tell(value), True)]
    lines = [f"{tell(name)}: {tell(said)}" for name, said in values.lines(value, currency)]
    return [Piece("\n".join(lines), True)]


def _marked(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces; what the other one does not have is marked."""
    if max(len(old), len(new)) > MOST:
        return [Piece(old, True)], [Piece(new, True)]
    was, is_ = (re.findall(r"\s+|[^\s]+", text) for text in (old, new))
    found = SequenceMatcher(None, was, is_, autojunk=False).get_opcodes()
    before = ((was[a:b], tag != "equal") for tag, a, b, _, _ in found)
    after = ((is_[c:d], tag != "equal") for tag, _, _, c, d in found)
    return list(_pieces(before)), list(_pieces(after))


def _pieces(runs: Iterable[tuple[Sequence[str], bool]]) -> Iterator[Piece]:
    return (Piece("".join(run), marked) for run, marked in runs if run)


def counted(found: Sequence[Difference]) -> Value:
    """How many there are, by what happens."""
    n = {kind: sum(1 for one in found if one.kind is kind) for kind in Kind}
    return say(
        "%(changed)s changed, %(added)s new, %(removed)s fallen away.",
        changed=n[Kind.CHANGED] + n[Kind.MOVED], added=n[Kind.ADDED], removed=n[Kind.REMOVED],
    )  # fmt: skip
