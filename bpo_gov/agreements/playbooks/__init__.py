"""Starting points for a framework, one YAML file each: themselves valid frameworks, with placeholders to replace."""

from importlib.resources import files


def names() -> list[str]:
    """The playbooks there are, by name."""
    found = (file.name for file in files(__name__).iterdir())
    return sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml"))


def source(name: str) -> str:
    """The YAML text of a playbook; raises KeyError when there is none of that name."""
    if name not in names():
        raise KeyError(name)
    return files(__name__).joinpath(f"{name}.yaml").read_text("utf-8")
