"""A good framework to spoil, and what reading says about the spoilt one."""

import json
from copy import deepcopy
from typing import Any

from bpo_gov.agreements import playbooks
from bpo_gov.agreements.framework import BadFramework, Problem, plain, read

UK = playbooks.source("uk-services")
_GOOD = plain(read(UK))


def good() -> dict[str, Any]:
    """The plain data of the UK playbook, to be changed at will."""
    return deepcopy(_GOOD)


def problems(source: bytes | str | dict[str, Any]) -> list[Problem]:
    """What reading finds wrong; data is handed over as JSON, which is YAML too."""
    text = json.dumps(source) if isinstance(source, dict) else source
    try:
        read(text)
    except BadFramework as bad:
        return bad.problems
    return []


def said(source: bytes | str | dict[str, Any]) -> dict[str, str]:
    """Path and sentence of each problem."""
    return {problem.path: str(problem.message) for problem in problems(source)}
