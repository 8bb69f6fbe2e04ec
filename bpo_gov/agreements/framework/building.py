"""From plain lists, mappings and texts to a framework, or to every problem at once."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from bpo_gov.agreements.framework.checks import cross_checks
from bpo_gov.agreements.framework.choices import CountingUnit
from bpo_gov.agreements.framework.document import Document
from bpo_gov.agreements.framework.faults import faults
from bpo_gov.agreements.framework.problems import BadFramework, Problem
from bpo_gov.agreements.framework.terms import Framework
from bpo_gov.agreements.framework.tree import Tree
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.words import Say


def build(data: Mapping[str, Any], tree: Tree | None = None) -> Framework:
    """The framework in plain data, such as `plain` gives; raises BadFramework with every problem at once.

    `tree` is where the data came from: it gives the lines, and the problems that YAML itself had.
    """
    origin = tree or Tree(data)
    document = Document(data)
    found: list[tuple[str, Say]] = []
    framework = None
    try:
        framework = Framework.model_validate(data, context={"unit": _agreed_unit(document)})
    except ValidationError as error:
        found += faults(error, data)
    # The cross checks look at what can be read even where other fields are wrong, so that nothing comes later.
    seen = {path for path, _ in found}
    found += [(path, says) for path, says in cross_checks(document) if path not in seen]
    problems = [Problem(path, _line(origin, path), says) for path, says in found if not _is_broken(origin, path)]
    if framework is None or problems or origin.problems:
        raise BadFramework([*origin.problems, *problems])
    return framework


def _agreed_unit(document: Document) -> CountingUnit:
    given = document.at("calendars.counting.unit")
    if given == Unit.CALENDAR_DAY:
        return Unit.CALENDAR_DAY
    return Unit.WORKING_HOUR if given == Unit.WORKING_HOUR else Unit.WORKING_DAY


def _line(tree: Tree, path: str) -> int | None:
    """The line of a path, or of the nearest thing around it."""
    while path:
        if path in tree.lines:
            return tree.lines[path]
        path = _around(path)
    return 1 if tree.lines else None


def _is_broken(tree: Tree, path: str) -> bool:
    while path:
        if path in tree.broken:
            return True
        path = _around(path)
    return False


def _around(path: str) -> str:
    return path[: max(path.rfind("."), path.rfind("["), 0)]
