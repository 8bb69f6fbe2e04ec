"""Brings the catalogues of sentences up to date: adds what is new, drops what is gone, keeps what is translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from polib import POEntry, POFile, pofile  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "bpo_gov" / "translations"
KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "_l": None, "pgettext": ((1, "c"), 2),
    "N_": None, "say": None, "say_n": (1, 2),
}  # fmt: skip
PLURALS = {"id": "nplurals=1; plural=0;"}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def extracted() -> dict[str, str | None]:
    """Every sentence of code and templates, in order, with its plural where it has one."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")  # type: ignore[no-untyped-call]
    found = extract_from_dir(str(ROOT), methods, options, KEYWORDS)
    messages: dict[str, str | None] = {}
    for _file, _line, message, _comments, context in found:
        if context is not None:
            raise ValueError(f"a context stands nowhere else yet, teach the tests first: {message}")
        one, many = (message[0], message[1]) if isinstance(message, tuple) else (message, None)
        messages[one] = many or messages.get(one)
    pairs: dict[str, str | None] = dict(
        pair for path in sorted((ROOT / "bpo_gov").rglob("*.py")) for pair in _pairs(path)
    )
    messages = {one: many for one, many in messages.items() if one not in pairs.values()} | pairs
    return dict(sorted(messages.items()))


def placeholders(text: str) -> set[str]:
    """The names that are filled in."""
    return set(PLACEHOLDER.findall(text))


def update(path: Path) -> POFile:
    """The catalogue as it should be: sorted, without places and dates, so that it changes only with the sentences."""
    kept = {(entry.msgid, entry.msgid_plural): entry for entry in pofile(str(path))} if path.exists() else {}
    fresh = POFile()
    fresh.header = "The sentences of bpo_gov. Write the translations here; `make catalogue` does the rest."
    fresh.metadata = {
        "Language": path.parts[-3],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[path.parts[-3]],
    }
    for one, many in extracted().items():
        fresh.append(_entry(one, many, kept.get((one, many or ""))))
    return fresh


def written(catalogue: POFile) -> str:
    """The text of a catalogue file."""
    return str(catalogue).rstrip("\n") + "\n"


def main() -> None:
    """Update every catalogue, and say how many sentences wait for a translation."""
    for language in PLURALS:
        path = FOLDER / language / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = update(path)
        text = written(catalogue)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        print(f"{language}: {len(catalogue)} sentences, {len(catalogue.untranslated_entries())} without a translation")


def _entry(one: str, many: str | None, before: POEntry | None) -> POEntry:
    """A sentence with the translation it had."""
    flags = ["python-format"] if placeholders(one + (many or "")) else []
    note = before.tcomment if before else ""
    if many is None:
        return POEntry(msgid=one, msgstr=before.msgstr if before else "", flags=flags, tcomment=note)
    forms = before.msgstr_plural if before else {0: ""}
    return POEntry(msgid=one, msgid_plural=many, msgstr_plural=dict(forms), flags=flags, tcomment=note)


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Singular and plural that stand in a table as (N_(one), N_(many)), both with %(n)s."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            texts = [_marked(part) for part in node.elts]
            if all(text and "n" in placeholders(text) for text in texts):
                yield str(texts[0]), str(texts[1])


def _marked(node: ast.expr) -> str | None:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"):
        return None
    first = node.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


if __name__ == "__main__":
    main()
