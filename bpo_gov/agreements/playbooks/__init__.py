"""Starting points for a framework, one YAML file each: themselves valid frameworks, with placeholders to replace.

`name.yaml` is what is shipped now; `name-1.yaml` is the text of its version 1, kept so that an update can be shown.
"""

import re
from importlib.resources import files

EARLIER = re.compile(r"-[0-9]+\.yaml$")
VERSION = re.compile(r"^ {2}playbook_version: *([0-9]{1,4})\b", re.MULTILINE)


def names() -> list[str]:
    """The playbooks there are, by name."""
    found = (file.name for file in files(__name__).iterdir())
    return sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml") and not EARLIER.search(name))


def source(name: str) -> str:
    """The YAML text of a playbook; raises KeyError when there is none of that name."""
    if name not in names():
        raise KeyError(name)
    return files(__name__).joinpath(f"{name}.yaml").read_text("utf-8")


def version(name: str) -> int:
    """The version of a playbook that is shipped now; raises KeyError when there is none of that name."""
    found = VERSION.search(source(name))
    return int(found[1]) if found else 1


def earlier(name: str, number: int) -> str:
    """The text of a version of a playbook; raises KeyError where it was not kept."""
    if number == version(name):
        return source(name)
    kept = files(__name__).joinpath(f"{name}-{number}.yaml")
    if not kept.is_file():
        raise KeyError(f"{name} {number}")
    return kept.read_text("utf-8")
