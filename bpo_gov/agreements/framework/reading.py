"""Reading a framework from YAML: what the bytes must be, then the tree, then the framework."""

import re

import yaml

from bpo_gov.agreements.framework import places_of_steps
from bpo_gov.agreements.framework.building import build
from bpo_gov.agreements.framework.problems import BadFramework, Problem
from bpo_gov.agreements.framework.terms import Framework
from bpo_gov.agreements.framework.tree import Tree
from bpo_gov.kernel.words import N_, say

# Used for its events only, nothing is constructed; libyaml is ten times as fast where the wheel has it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MOST_BYTES = 1_000_000

_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TOO_LARGE = N_("The file is larger than 1 MB; a framework is far smaller.")

# What the parser says, and what a person can do about it.
_ADVICE = (
    ("mapping values are not allowed", N_(
        "Line %(line)s, column %(column)s: a colon stands where none may; put text that holds a colon in quotes, "
        "or correct the indentation.")),
    ("could not find expected ':'", N_("Line %(line)s, column %(column)s: a name must be followed by a colon.")),
    ("cannot start any token", N_(
        "Line %(line)s, column %(column)s: a tab or one of the signs @ ` %% stands at the beginning; use spaces, or "
        "put the text in quotes.")),
    ("unexpected end of stream", N_("Line %(line)s, column %(column)s: the file ends inside a text in quotes.")),
    ("unexpected document", N_("Line %(line)s, column %(column)s: a text in quotes is not closed.")),
    ("expected ',' or ", N_(
        "Line %(line)s, column %(column)s: a comma is missing, or a list in brackets is not closed.")),
    ("escape", N_(
        "Line %(line)s, column %(column)s: a backslash in double quotes begins an unknown sign; use single quotes.")),
    ("tag", N_("Line %(line)s, column %(column)s: a tag stands here; write plain values only.")),
    ("expected <block end>", N_("Line %(line)s, column %(column)s: the indentation does not fit the lines above.")),
    ("did not find expected", N_("Line %(line)s, column %(column)s: the indentation does not fit the lines above.")),
)  # fmt: skip
_NO_ADVICE = N_("Line %(line)s, column %(column)s cannot be read; look at the quotes, colons and indentation near it.")


def read(source: bytes | str) -> Framework:
    """The framework in a YAML text of at most 1 MB in UTF-8; raises BadFramework with every problem at once."""
    tree = tree_of(_text_of(source))
    if tree.value is None and not tree.problems:
        raise _whole_file(None, N_("The file is empty."))
    if not isinstance(tree.value, dict):
        raise BadFramework([*tree.problems, *_whole_file(
            1, N_("The file must begin with the names of its sections, such as header:, not with a list or a text.")
        ).problems])  # fmt: skip
    places_of_steps.fill(tree.value)
    return build(tree.value, tree)


def tree_of(text: str) -> Tree:
    """The values and lines of a YAML text; raises BadFramework where it is not YAML."""
    tree = Tree()
    loader = _Loader(text)
    try:
        while loader.check_event():
            tree.take(loader.get_event())
    except yaml.YAMLError as error:
        raise BadFramework([*tree.problems, _unread(error)]) from None
    finally:
        loader.dispose()
    return tree


def _text_of(source: bytes | str) -> str:
    if len(source) > MOST_BYTES:
        raise _whole_file(None, _TOO_LARGE)
    if isinstance(source, bytes):
        try:
            text = source.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = source.count(b"\n", 0, error.start) + 1
            raise _whole_file(line, N_("The file is not text in UTF-8; save it as UTF-8.")) from None
    else:
        text = source.removeprefix("\ufeff")
    if signs := list(_UNREADABLE.finditer(text)):
        raise BadFramework(_forbidden(text, match) for match in signs[:20])
    if len(text.encode()) > MOST_BYTES:
        raise _whole_file(None, _TOO_LARGE)
    return text


def _forbidden(text: str, match: re.Match[str]) -> Problem:
    line = text.count("\n", 0, match.start()) + 1
    sign = f"U+{ord(match.group()):04X}"
    return Problem(
        "", line, say("Line %(line)s holds a sign that cannot be kept: %(sign)s.", line=str(line), sign=sign)
    )


def _unread(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or "")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    advice = next((advice for part, advice in _ADVICE if part in said), _NO_ADVICE)
    return Problem("", line, say(advice, line=str(line), column=str(column)))


def _whole_file(line: int | None, text: str) -> BadFramework:
    return BadFramework([Problem("", line, say(text))])
