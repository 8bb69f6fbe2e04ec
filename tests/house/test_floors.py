"""The floors hold, files stay small, every module says what it is for, and only the engine moves a matter."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_LINES = 250
PYTHON = sorted([*ROOT.glob("*.py"), *(ROOT / "bpo_gov").rglob("*.py"), *(ROOT / "tools").rglob("*.py")])
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "service",
    "process",
    "handle",
    "data",
    "misc",
}
ENGINE = "bpo_gov/kernel/workflow.py"
OF_THE_ENGINE = {"state", "ball", "version", "moved_at"}
OTHERS_OF_THAT_NAME: set[tuple[str, str]] = set()  # (file, line of code): a `state` that is not a matter's


def name(path: Path) -> str:
    """A path as a test names it."""
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    """The text of a file."""
    return path.read_text(encoding="utf-8")


def test_nobody_climbs_a_floor() -> None:
    program = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    found = subprocess.run(
        [sys.executable, "-c", program, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_file_is_read_in_one_sitting() -> None:
    assert [name(path) for path in (*PYTHON, *TEMPLATES) if len(read(path).splitlines()) > MOST_LINES] == []


def test_a_module_says_in_one_line_what_it_is_for() -> None:
    trees = {name(path): ast.parse(read(path)) for path in PYTHON if name(path) != "app.py"}
    assert [module for module, tree in trees.items() if not ast.get_docstring(tree)] == []
    assert [name(path) for path in PYTHON if path.stem in EMPTY_NAMES or path.parent.name in EMPTY_NAMES] == []


def test_only_the_engine_moves_a_matter() -> None:
    written = {
        (name(path), ast.unparse(node))
        for path in PYTHON
        if name(path) != ENGINE
        for node in _assignments(ast.parse(read(path)))
    }
    assert written == OTHERS_OF_THAT_NAME


def test_no_template_lies_about() -> None:
    """A template is a page, a component, a layout, a notice or a letter."""
    assert {path.suffix for path in TEMPLATES} <= {".html", ".txt"}


def _assignments(tree: ast.Module) -> Iterator[ast.AST]:
    """What writes an attribute that belongs to the engine."""
    for node in ast.walk(tree):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        )
        for target in targets:
            for part in ast.walk(target):
                if isinstance(part, ast.Attribute) and part.attr in OF_THE_ENGINE and isinstance(part.ctx, ast.Store):
                    yield node
