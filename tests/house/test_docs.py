"""The pages about the house are true: what is generated is fresh, what is listed is there, what is linked exists."""

import re
from pathlib import Path

import pytest
from flask import Flask

from bpo_gov import tables
from bpo_gov.wiring import ROOT
from config import SETTINGS

DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "adr").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
HEADS = ["## Context", "## Decision", "## Consequences"]
IN_CODE = re.compile(r"`((?:kernel|web|accounts|agreements|change_requests|notifications|dashboards|tests)/[\w/.]+)`")


def named(path: Path) -> str:
    """A path as a test names it."""
    return path.relative_to(ROOT).as_posix()


def test_the_generated_pages_are_fresh(application: Flask) -> None:
    """`make docs` writes them."""
    assert tables.write(DOCS, check=True) == []


def test_a_stale_page_is_named_and_written_anew(application: Flask, tmp_path: Path) -> None:
    assert tables.write(tmp_path, check=True) == ["moves.md"]
    assert not (tmp_path / "moves.md").exists()
    assert tables.write(tmp_path, check=False) == ["moves.md"]
    assert tables.write(tmp_path, check=True) == []


def test_every_setting_stands_in_the_readme() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (.+) \| (.+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert rows == [(row.name, row.default, row.meaning) for row in SETTINGS]


def test_every_decision_is_on_the_map_with_its_title() -> None:
    listed = re.findall(r"^- \[(.+)\]\((adr/.+)\)$", (DOCS / "map.md").read_text(encoding="utf-8"), re.MULTILINE)
    titles = [path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for path in DECISIONS]
    assert listed == [(title, f"adr/{path.name}") for title, path in zip(titles, DECISIONS, strict=True)]
    assert [path.name[:4] for path in DECISIONS] == [f"{n:04}" for n in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=named)
def test_a_decision_says_why_what_and_what_follows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]} ")
    assert re.search(r"^\*\*Status\*\*: (accepted|replaced by \d{4})", text, re.MULTILINE)
    assert [line for line in text.splitlines() if line.startswith("## ")] == HEADS


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_what_a_page_points_to_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []
    places = {place for place in IN_CODE.findall(text) if "<" not in place}
    assert [place for place in places if not any((root / place).exists() for root in (ROOT, ROOT / "bpo_gov"))] == []


def test_every_test_of_the_house_is_on_the_map() -> None:
    text = (DOCS / "map.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(Path(__file__).parent.glob("test_*.py")) if path.name not in text] == []


def test_every_feature_is_on_the_map_and_in_the_readme() -> None:
    rooms = {path.parent.name for path in (ROOT / "bpo_gov").glob("*/__init__.py")}
    for page in ("README.md", "docs/map.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert {room for room in rooms if f"  {room}/" not in text} == set(), page


def test_every_command_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    said = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    targets = set(re.findall(r"(?:`|^)make ([a-z]+)", said, re.MULTILINE))
    assert {target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)} == set()
