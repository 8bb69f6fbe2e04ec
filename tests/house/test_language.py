"""A language in which every sentence stands in brackets: whatever a page says outside of them nobody can translate."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from babel import Locale
from flask import Flask
from flask_babel import get_babel

from bpo_gov.accounts import models as accounts
from bpo_gov.accounts.forms import ZONES
from bpo_gov.agreements import playbooks
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.web import catalogues
from tests import cast as people
from tests import make
from tests.cast import Cast
from tests.house.conftest import Browser
from tests.house.pages import READERS, furnish, looks, refused
from tools import catalogue

OPEN, SHUT, BREAK = "⟦", "⟧", "\n"
SILENT = {"script", "style", "code", "kbd", "svg", "textarea"}  # not words, or not for people
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-confirm", "data-words", "data-print")
OURS = {"bpo_gov", "bpo_gov@localhost", "Bahasa Indonesia", "English", "EN", "ID", "YAML", *ZONES, *playbooks.names()}
FILES = {
    "report.pdf",
    "PDF",
    "figures.csv",
    "Kode",
    "Nilai",
    "Periode",
    "Sumber",
    "SHA",
    "TSV",
    "TXT",
}  # of a file that is handed over
UNITS = {"seconds"}  # in which the framework of the cast measures
CODES = {"CSV", "JSON", "json", "KB", "XLSX", "GBP", "IDR", "Rp", "UTC", "GMT", "BST", "WIB"}
SAID = (
    "The volume has doubled.", "Say for whom.", "Not this year.", "No longer needed.", "Open since Saturday.", "Done.", "Saved.",
    "How many people?", "Not signed.", "Please sign.", "Payslips would be lost.",
    "Calls wait nine minutes", "One in five callers hangs up.", "Two minutes at most.", "Ten more people from Monday.", "The list of callers.",
    "Nothing moves.", "Settled by telephone.",
    "Charges for the second run of March", "The payroll was calculated twice.", "Who pays for the second run.", "No charge for it.", "No charge.",
    "A credit on the next invoice.", "The vendor bears half of it.", "Too far apart.", "She knows payroll.", "Ms Wren", "Adjourned.", "Known.",
    "The table was old.", "It was calculated twice.", "Holidays.", "It is small.", "The audit first.", "Prof. Reed", "Who caused it?", "Both did.",
    "The court", "No settlement.", "No result.", "Nothing came.", "On invoice 7.", "Our case.", "Half of it.", "Paid.", "The second run of March.",
    "The absence file closes on the 20th", "The absence file closes on the 22nd", "The absence file of a month closes on the 20th at 17:00.",
    "Too early in the month.", "Asked too early.", "Calls that hung up are left out.",
    "The repeat is not one.", "It was our holiday.", "Counted again.", "The wrong month.",
    "The portal was closed", "Nobody could reach it.", "It was closed for two days.", "The log shows it.", "Night team at work", "It was closed at night only.",
    "One of two days.", "It did not matter.", "One call in five was lost.", "It was our own fault.", "The night team was short.", "Two more people at night.",
    "Hire two people", "Train them", "Who trains them?", "Both work since Monday.", "Seen on Tuesday night.", "Calls are lost as before.", "Both signed.",
    "The repeat is not one.", "It was our holiday.", "Counted again.", "The wrong month.", "Too early.",
    "The repeat is not one.", "It was our holiday.", "Counted again.", "The wrong month.", "Payroll system",
    "She told us on Monday.", "Six years in the same work.", "Mira Stone", "Noor Haddad", "Three runs had to be repeated.", "The runs failed for another cause.",
    "No experience with our system.", "Files and keys.", "She stays after all.",
    "Saturday helpdesk", "Four agents, from January on.", "Five agents, from January on.", "We said five agents.", "A holiday of the vendor.", "Room 4",
    "Send the list of shops", "Sent on Tuesday.", "Nobody needs it.", "All of them.", "Two shops are missing.",
    "As every month.", "The month was closed.", "The figures of the second week are missing.", "With the data.",
    "A signature.", "Two minutes.", "By sealed offers, round 1: the client pays the vendor GBP 600.",
)  # fmt: skip
ADDRESS = re.compile(r"https?://\S+")
NUMBERS = re.compile(
    r"\b(?:A|CR|CN|CS|D|DSP|E|F|FW|IMP|KPI|MTG|P|R|RP|RPT|SU)-\d+\b|\b[0-9a-f]{16,64}\b|[£€$]|\d(?:\s(?:rb|jt)\b)?"
)  # thousands and millions as Babel shortens them
ONCE = re.compile(r'(?:nonce|value)="[\w.-]{20,}"')
WORD = re.compile(r"[^\W\d_]{2,}")
ON_SQLITE = pytest.mark.parametrize("application", ["sqlite"], indirect=True)


@pytest.fixture
def bracketed(application: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Indonesian, for the length of a test, is English in brackets: only what is extracted is found in it."""
    path = tmp_path / "id" / "LC_MESSAGES" / "messages.po"
    made = catalogue.update(path)
    for entry in made:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: f"{OPEN}{entry.msgid_plural}{SHUT}"}
        else:
            entry.msgstr = f"{OPEN}{entry.msgid}{SHUT}"
    path.parent.mkdir(parents=True)
    path.write_text(catalogue.written(made), encoding="utf-8")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    assert catalogues.compile_stale() == ["id"]
    babel = get_babel(application)
    monkeypatch.setattr(babel, "translation_directories", [str(tmp_path)])
    babel.instance.domain_instance.cache.clear()
    yield
    babel.instance.domain_instance.cache.clear()


@ON_SQLITE
def test_every_word_of_every_page_can_be_translated(
    app: Flask, cast: Cast, bracketed: None, browser: Callable[..., Browser]
) -> None:
    with unit_of_work():
        for name in READERS:
            cast.users[name].locale = accounts.Locale.INDONESIAN  # for their letters
    numbers, known = furnish(cast), _data()
    seen = looks(app, cast, numbers)
    windows = {name: browser(name, language="id") for name in {look.name for look in seen}}
    windows[None].look_for_token("/sign-in")
    answers = [(look, windows[look.name].get(look.address)) for look in seen]
    answers += [(look, windows[look.name].post(look.address)) for look in refused(numbers)]
    said, parts = dict[str, str](), set[str]()
    for look, answer in answers:
        for part in set(_parts(answer.get_data(as_text=True))) - parts:
            parts.add(part)
            for line in _lines(part):
                said.setdefault(line.strip(), f"{look.name} at {look.address}")
    left = {line: where for line, where in said.items() if WORD.search(line) and WORD.search(_outside(line, known))}
    assert left == {}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("⟦Waiting for: ⟦Client⟧⟧, Ana · ⟦Open⟧", []),
        ("CR-12 £5.000 Sel, 26 Nov 17.00 GMT", []),
        ("Saturday helpdesk, Sat 26 Nov", ["Sat"]),
        ("the helpdesk", ["the", "helpdesk"]),
    ],
)
def test_what_is_in_brackets_is_taken_away_and_data_and_dates(text: str, left: list[str]) -> None:
    assert WORD.findall(_outside(_unbracketed(text), ("Saturday helpdesk", "Ana"))) == left


def _parts(page: str) -> Iterator[str]:
    """What stands in the frame and what in it, without what is new in every answer: the parser is slow, and most frames are alike."""
    page = ONCE.sub("", page)
    before, begin, rest = page.partition("<main")
    content, end, after = rest.partition("</main>")
    yield before + after
    yield begin + content + end


def _lines(page: str) -> Iterator[str]:
    """What a person reads or hears of a page outside of brackets: texts, and the attributes that are read out."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    yield from _unbracketed(BREAK.join(_told(tree))).split(BREAK)
    for element in tree.iter():
        yield from (_unbracketed(element.attrib[name]) for name in SPOKEN if element.get(name))


def _told(element: Any) -> Iterator[str]:
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "script"
    if name in SILENT or element.get("hreflang"):
        return
    yield " ".join((element.text or "").split())
    for child in element:
        yield from _told(child)
        yield " ".join((child.tail or "").split())


def _unbracketed(words: str) -> str:
    """A sentence may go on over several elements, and sentences stand in sentences."""
    count = 1
    while count:
        words, count = re.subn(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", " ", words)
    return words


def _outside(words: str, known: tuple[str, ...]) -> str:
    """What is left of a text without names, data, dates and codes."""
    for text in (text for text in known if " " in text):
        words = words.replace(text, " ")
    words = _NAMES.sub(" ", ADDRESS.sub(" ", words))
    for text in (text for text in known if " " not in text):
        words = words.replace(text, " ")
    return NUMBERS.sub(" ", words)


def _names() -> set[str]:
    """Words that are the same in every language, and those that Babel knows: days, months, a country, a language."""
    locale = Locale.parse("id")
    tables = [table for kind in (locale.days, locale.months) for table in kind["format"].values()]
    dates = {name for table in tables for name in table.values()}
    dates |= {
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    }  # of a count of days: one text, taken apart
    return OURS | FILES | CODES | UNITS | dates | {locale.territories["GB"], locale.languages["en"]}


_NAMES = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_names(), key=len, reverse=True)))})(?!\w)")


def _data() -> tuple[str, ...]:
    """What people wrote: in the framework, in the requests, and about themselves. A word of code is no data."""
    written = {" ".join(text.split()) for text in _texts([people.terms(), people.request(), make.assessment()])}
    written |= {email.lower() for email in written if "@" in email} | {
        title for *_, title, _limit, _clause in people.PEOPLE
    }
    written |= {people.KEY, people.email(people.OUTSIDER), "Olga", "Elsewhere", "Open on Saturday.", *SAID}
    return tuple(
        sorted((text for text in written if re.search(r"[A-Z@ -]", text) or text == "auditor"), key=len, reverse=True)
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
