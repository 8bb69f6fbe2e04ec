"""A page as the tests of forms see it: what each field holds, which are wrong, and where the summary leads."""

import re
from dataclasses import dataclass, field
from html import unescape

TAG = re.compile(r"<(input|textarea|fieldset|div|p|li|a)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)


@dataclass
class Page:
    """One page; `typed` by name of field, `wrong` are the ids that carry an error, `marked` those with aria-invalid."""

    typed: dict[str, str] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)
    summary: set[str] = field(default_factory=set)


def seen(html: str) -> Page:
    """What a page shows of its form."""
    page, main = Page(), MAIN.search(html)
    assert main, html[:500]
    text, in_summary = main[0], '<div class="errors"'
    head = text.find(in_summary)
    for match in TAG.finditer(text):
        kind = match[1]
        attributes = {name: unescape(value) for name, value in ATTRIBUTE.findall(match[2])}
        if kind == "textarea" and "name" in attributes:
            inside = text[match.end() : text.index("</textarea>", match.end())]
            page.typed[attributes["name"]] = unescape(inside).removeprefix("\r\n")
        elif kind == "input" and attributes.get("type") in ("text", "date", "hidden"):
            page.typed[attributes["name"]] = attributes.get("value", "")
        if attributes.get("class") == "error":
            page.wrong.add(attributes["id"].removesuffix("-error"))
        if attributes.get("aria-invalid") == "true":
            page.marked.add(attributes["id"])
        if kind == "a" and attributes.get("href", "").startswith("#") and 0 <= head < match.start():
            page.summary.add(attributes["href"][1:].removesuffix("-0"))
    return page
