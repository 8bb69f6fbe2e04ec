"""The Indonesian catalogue is whole: nothing missing, empty, left over or unsure, and every value finds its place."""

import re
from pathlib import Path

import pytest
from polib import POEntry, POFile, pofile  # type: ignore[import-untyped]

from tools import catalogue

PATH = catalogue.FOLDER / "id" / "LC_MESSAGES" / "messages.po"


@pytest.fixture(scope="module")
def kept() -> POFile:
    return pofile(str(PATH))


def test_the_file_is_as_the_tool_writes_it() -> None:
    """Nothing is missing and nothing is left over; `make catalogue` puts it right."""
    assert PATH.read_text(encoding="utf-8") == catalogue.written(catalogue.update(PATH))


def test_no_sentence_waits_for_its_translation(kept: POFile) -> None:
    assert [entry.msgid for entry in kept if not all(_said(entry))] == []
    assert [entry.msgid for entry in kept if entry.fuzzy or entry.obsolete] == []


def test_every_value_finds_its_place(kept: POFile) -> None:
    wrong = [
        (entry.msgid, text)
        for entry in kept
        for text in _said(entry)
        if text and catalogue.placeholders(text) != catalogue.placeholders(entry.msgid_plural or entry.msgid)
    ]
    assert wrong == []


def test_every_sentence_can_be_filled_in(kept: POFile) -> None:
    """A stray % would break the page, in either language."""
    for entry in kept:
        names = catalogue.placeholders(entry.msgid + entry.msgid_plural)
        for text in [entry.msgid, entry.msgid_plural, *_said(entry)] if names else []:
            assert "%(" not in text % dict.fromkeys(names, "x"), text


def test_a_translation_begins_and_ends_as_its_source(kept: POFile) -> None:
    def end(text: str) -> str:
        return text[-1] if text[-1] in ".:?!" else ""

    wrong = [
        (entry.msgid, text)
        for entry in kept
        for text in _said(entry)
        if text and (text != text.strip() or end(text) != end(entry.msgid))
    ]
    assert wrong == []


def test_no_sentence_is_glued_or_broken() -> None:
    """Whole sentences in one piece: nothing begins or ends with a space, no line is broken."""
    found = [text for pair in catalogue.extracted().items() for text in pair if text]
    assert [text for text in found if text != text.strip() or "\n" in text or "  " in text] == []


def test_a_translation_keeps_the_marks_of_its_source(kept: POFile) -> None:
    def marks(text: str) -> list[str]:
        return sorted(re.findall(r"<[^<>]+>", text))

    assert [
        entry.msgid for entry in kept if any(text and marks(text) != marks(entry.msgid) for text in _said(entry))
    ] == []


def test_only_the_names_of_values_stand_in_a_sentence() -> None:
    """`%(name)s` and nothing else after a percent sign; a real one is written %%, as `100%%`."""
    rest = {text: catalogue.PLACEHOLDER.sub("", text).replace("%%", "") for text in catalogue.extracted()}
    assert [text for text, left in rest.items() if "%" in left and catalogue.placeholders(text)] == []


def _said(entry: POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_the_tool_keeps_what_is_translated_and_drops_what_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "id" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Language: id\\n"\n\n# as in the statute\nmsgid "Approve"\nmsgstr "Setujui"\n\n'
        'msgid "Nobody says this any more"\nmsgstr "Tidak ada"\n\n'
        'msgid "%(n)s working day"\nmsgid_plural "%(n)s working days"\nmsgstr[0] "%(n)s hari kerja"\n',
        encoding="utf-8",
    )
    fresh = {entry.msgid: entry for entry in catalogue.update(path)}
    assert (fresh["Approve"].msgstr, fresh["Approve"].tcomment) == ("Setujui", "as in the statute")
    assert fresh["%(n)s working day"].msgstr_plural == {0: "%(n)s hari kerja"}
    assert "Nobody says this any more" not in fresh
    assert (fresh["Reject"].msgstr, list(fresh) == sorted(fresh)) == ("", True)
