"""A bare template environment, and every component drawn once in it from plain values."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bpo_gov.kernel.words import Money, spell
from bpo_gov.web.markup import written
from tests.web.given import ACTOR, AT, BALL, CLOCK, COMPOSER, EVENT, HOSTILE, MOVES, NOTE, STATE, limit, sheet

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "bpo_gov" / "static"
NAMES = {"client": "Client", "vendor": "Vendor", "neutral": "Neutral", "system": "Clock", "both": "Both sides"}


def short(value: date, *, year: bool = True) -> str:
    return f"{value:%d %b %Y}" if year else f"{value:%a %d %b}"


def bare() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # the extension brings it
    env.globals.update(
        tell=lambda value: value if isinstance(value, str) else spell(value),
        moment=lambda value: f"{value:%a %d %b %H:%M}",
        day=short,
        written=written,
        asset=lambda name: f"/assets/x/{name}",
        nonce=lambda: "n",
        lang=lambda: "en",
        here_in=lambda code: f"/language/{code}",
        csrf_token=lambda: "token",
        side_name=lambda party: NAMES[str(party)],
    )
    return env


ENV = bare()
PROMISES = Thing(
    id="promises", name="promises", label=Thing(text="Promises"), description="help", errors=[HOSTILE], currency="GBP",
    kinds=[("credit", "Credit")], rows=[{"kind": "credit", "owes": "vendor", "what": HOSTILE, "amount": "1", "due_on": "2026-08-01"}],
)  # fmt: skip


def draw(name: str, *args: Any, inside: str = "", **kwargs: Any) -> str:
    """One component, as a page would draw it; `inside` is the caller's block."""
    call = f"{name}(*args, **kwargs)"
    opening = "call(party)" if name == "face" else "call"
    body = f"{{% {opening} {call} %}}{inside}{{% endcall %}}" if inside else f"{{{{ {call} }}}}"
    source = f'{{% from "components/{name}.html" import {name} %}}{body}'
    return ENV.from_string(source).render(args=args, kwargs=kwargs).strip()


def samples() -> dict[str, str]:
    """Each component once, in the element it stands in."""
    form = sheet()
    cells = [Thing(tone=tone, text="98.2") for tone in ("ok", "near", "bad", "contested", "none")]
    rows = [
        Thing(line=2, cells=["KPI-01", HOSTILE], errors=[]),
        Thing(line=3, cells=["KPI-99", "1"], errors=["No such KPI"]),
    ]
    health = Thing(
        title="Payroll",
        href="/a",
        other=("vendor", "V"),
        tone="bad",
        word="Failing",
        trend=("down", "worse"),
        kpi=("K", "/k"),
        why="w",
        envelope=(Decimal(41), "/e"),
        open=(9, "/o"),
        late="2 late",
    )
    matter = Thing(number="CR-1", title=HOSTILE, href="/1", ball=BALL, clock=CLOCK, state=STATE)
    notice = Thing(href="/", title=HOSTILE, number="CR-1", because="b", at="08:00", agreement="A", read=False)
    row = draw("matter_row", matter, pick=True, value=5, unit=("Rp", "m"))
    item = Thing(
        number="A-7", title=HOSTILE, href="/7", side="vendor", owner=HOSTILE, has_left=True, end="late", tone="bad"
    )
    bar = Thing(party="client", on_time=80, late=20, words="4 of 5 done in time", more="nothing open")
    return {
        "actions": draw("actions", [item], "/new"),
        "punctuality": draw("punctuality", [bar], [("client", 4, 1, 0, 0)]),
        "address": f'<a href="{draw("address", "inbox")}">Inbox</a>',
        "icon": draw("icon", "gear"),
        "shape": draw("shape", "both"),
        "side": draw("side", "client"),
        "person": draw("person", HOSTILE, "vendor", "lead"),
        "ball": draw("ball", BALL),
        "clock": draw("clock", CLOCK),
        "state": draw("state", "Assessed", "gear", "near"),
        "risk_rows": draw("risk_rows", [Thing(title=HOSTILE, sub="s", href="/r", word="High", tone="bad")]),
        "say": draw("say", "Near", "near"),
        "chip": draw("chip", HOSTILE, "gear"),
        "count": draw("count", 4, now=True, words="unread"),
        "brand": draw("brand", "/"),
        "swatch": draw("swatch", "g-held"),
        "crumbs": draw("crumbs", [("All", "/"), (HOSTILE, None)], {"previous": ("CR-1", "/1")}),
        "page_header": draw(
            "page_header", "CR-12", HOSTILE, [("All", "/"), ("CR-12", None)], aside="2 open", lede="l", inside="chips"
        ),
        "section": draw("section", "s1", "Part", "meta", sub=True, inside="<p>in</p>"),
        "bar": draw("bar", 55, 11, 17, "83 percent", big=True),
        "stepper": draw(
            "stepper",
            [
                Thing(label="A", status="done", sub="1 Oct"),
                Thing(label="B", status="now"),
                Thing(label="C", status="todo"),
            ],
        ),
        "buttons": draw("buttons", MOVES, ACTOR, 7),
        "facts": draw("facts", [("Value", Money(Decimal(5), "GBP"), "strong"), (HOSTILE, None)]),
        "mini": draw("mini", 120),
        "parts": draw("parts", limit()),
        "gauge": draw("gauge", limit(), big=True),
        "deadline": draw("deadline", CLOCK),
        "verdict": draw("verdict", Thing(answer="OUTSIDE", sentence="s")),
        "spark": draw("spark", [1, 5, 3]),
        "face": draw(
            "face",
            [Thing(party="client", title="Request"), Thing(party="vendor", title="Answer", meta="m")],
            inside="<p>{{ party }}</p>",
        ),
        "signatures": draw(
            "signatures",
            [
                Thing(
                    party="client",
                    name="Ana",
                    title="Director",
                    limit=Money(Decimal(5), "GBP"),
                    clause="3.1",
                    at=AT,
                    waiting=None,
                )
            ],
        ),
        "seal": draw("seal", 4097, "9f", "0c", "both zones"),
        "note": draw("note", NOTE),
        "files": draw("files", NOTE.files),
        "timeline": draw("timeline", [EVENT]),
        "composer": draw("composer", COMPOSER),
        "views": draw(
            "views",
            [
                Thing(label="Open", href="/", current=True, count=0, icon="bookmark"),
                Thing(label="All", href="/", current=False),
            ],
        ),
        "filter_chip": draw("filter_chip", "State: open", "/", True),
        "filter_menu": draw("filter_menu", "Side", [("Client", "/c")]),
        "sort_header": f"<table><thead><tr>{draw('sort_header', 'Clock', '/', 'ascending')}</tr></thead></table>",
        "matter_row": f"<table><tbody>{row}</tbody></table>",
        "matters": draw(
            "matters",
            "Changes",
            [Thing(label="No."), Thing(label="Title", href="/t", sort="descending", num=True)],
            "/bulk",
            [("remind", "Remind")],
            inside=row,
        ),
        "pagination": draw("pagination", "/p", "/n", "6 rows"),
        "row": f"<ul>{draw('row', '/r', HOSTILE, 'CR-9', 'sub', 'closed', 'today')}</ul>",
        "inbox_row": f"<ul>{draw('inbox_row', notice)}</ul>",
        "table": draw(
            "table",
            "Figures",
            ["Period", ("Right", "num")],
            [["Oct", 11195], ["Sep", None]],
            foot=["Year", 7],
            wide=True,
        ),
        "tile": f"<dl>{draw('tile', 'Open', 10, '1 late', '/o', [1, 2, 3])}</dl>",
        "splits": draw(
            "splits",
            [
                Thing(
                    title=HOSTILE,
                    clause="9",
                    sentence=HOSTILE,
                    others=[Thing(label="CR-1", title=HOSTILE, days_apart=2, why="w")],
                )
            ],
        ),
        "callout": draw("callout", "flag", HOSTILE, "near", inside="<p>in</p>"),
        "order_of": draw(
            "order_of",
            Thing(
                id="o",
                name="o",
                label=Thing(text=HOSTILE),
                errors=[HOSTILE],
                description="d",
                offered=[Thing(code="C-1", name=HOSTILE, at_most=3, price=5, monthly=None, shown="1")],
            ),
        ),
        "empty": draw("empty", "None yet", "Why", "For example", ("New", "/new")),
        "flash": draw("flash", [("ok", "Done."), ("bad", HOSTILE)]),
        "downloads": draw("downloads", [("CSV", "/c"), ("XLSX", "/x", "38 kB")]),
        "chart": draw(
            "chart",
            {"data": [HOSTILE]},
            "Finding",
            "In words",
            "c1",
            draw("table", "T", ["A"], [["1"]]),
            [("CSV", "/c")],
            "low",
        ),
        "progress": draw("progress", 3, 9, "Importing", "You may leave."),
        "preview": draw("preview", "Upload", ["KPI", "Figure"], rows),
        "related": draw(
            "related", [Thing(number="D-1", title=HOSTILE, href="/d", state="Agreed")], (("Decide", "/new"),)
        ),
        "promises_of": draw("promises_of", PROMISES),
        "steps_of": draw(
            "steps_of",
            Thing(
                id="s",
                name="s",
                label=Thing(text=HOSTILE),
                errors=[HOSTILE],
                description="d",
                rows=[Thing(what=HOSTILE, owner="1", due_on="2026-12-01")],
                owners=[("1", HOSTILE)],
            ),
        ),
        "privileged": draw("privileged", "so", "Sealed offers", "m", inside="<p>in</p>"),
        "health": draw("health", "Relationships", [health]),
        "heat": draw("heat", "KPIs", ["KPI", *"abcde"], [Thing(label="Paid", href="/k", party="vendor", cells=cells)]),
        "path": draw(
            "path",
            [Thing(label="Notice", by="by 31 Aug", status="now", client=("1 Sep", "answered"), vendor=None)],
            "Path",
        ),
        "field": "".join(
            draw("field", one, unit="GBP" if one.name == "cost" else None, hints={"fast": "Soon"}) for one in form
        ),
        "errors": draw("errors", form) + draw("form_of", form, "/new", "Send"),
        "form_of": draw("form_of", form, "/new", "Send", "/", draft=True, more=[("d", "1", "Draft")]),
    }


DRAWN = samples()


def tree(fragment: str) -> Element:
    """The fragment as a strict parser reads it; it raises on anything that is not sound."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(fragment)


def every(element: Element) -> Iterator[Element]:
    return iter(list(element.iter()))
