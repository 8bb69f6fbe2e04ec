"""Templates: strict, whole, nothing unused, nothing inline; and every page that comes of them is sound HTML."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import html5lib
import pytest
from flask import Flask
from jinja2 import Environment, StrictUndefined, nodes
from werkzeug.test import TestResponse

from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.wiring import ROOT
from tests.cast import Cast
from tests.house.conftest import Browser
from tests.house.pages import Look, furnish, looks, refused

FOLDER = ROOT / "templates"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.*"))
PAGES = [name for name in NAMES if name.endswith(".html")]
MAY_TRUST = {"components/chart.html"}  # what a figure is made of goes into the page as it is
MAILED = {"notifications/letter.html"}  # read in mail programs, which know styles only in the tag
SAFE = ("safe", "mark_safe", "Markup")
ON_SQLITE = pytest.mark.parametrize("application", ["sqlite"], indirect=True)
NO_REQUEST = re.compile(r'<(?:script|link|img|iframe|source|video|audio)\b[^>]*?\b(?:src|href)="(?:[a-z]+:)?//')


@pytest.fixture
def jinja(application: Flask) -> Environment:
    return application.jinja_env


def test_every_template_compiles_and_nothing_is_undefined_in_silence(jinja: Environment) -> None:
    assert jinja.undefined is StrictUndefined
    assert [name for name in NAMES if jinja.get_template(name).name != name] == []


def test_every_import_is_used_and_is_of_a_component_of_that_name(jinja: Environment) -> None:
    wrong = []
    for name in NAMES:
        tree = _parsed(jinja, name)
        used = {found.name for found in tree.find_all(nodes.Name) if found.ctx == "load"}
        for found in tree.find_all(nodes.FromImport):
            given = [one if isinstance(one, tuple) else (one, one) for one in found.names]
            template = found.template.value if isinstance(found.template, nodes.Const) else ""
            wrong += [(name, alias) for _macro, alias in given if alias not in used]
            wrong += [(name, macro) for macro, _alias in given if template != f"components/{macro}.html"]
    assert wrong == []


def test_nothing_is_trusted_but_figures(jinja: Environment) -> None:
    trusting = {
        name
        for name in NAMES
        for found in _parsed(jinja, name).find_all((nodes.Filter, nodes.Name, nodes.ScopedEvalContextModifier))
        if getattr(found, "name", "autoescape") in (*SAFE, "autoescape")
    }
    assert trusting <= MAY_TRUST


@pytest.mark.parametrize("name", [name for name in PAGES if name not in MAILED])
def test_no_style_and_no_script_stands_in_a_template(name: str) -> None:
    text = re.sub(r"\{#.*?#\}", "", (FOLDER / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    tags = re.findall(r"<[a-z][^>]*>", text, flags=re.DOTALL)
    assert [tag for tag in tags if re.search(r"\s(style|on[a-z]+)\s*=", tag)] == []
    scripts = [tag for tag in tags if tag.startswith("<script")]
    assert [tag for tag in scripts if " src=" not in tag and 'type="application/json"' not in tag] == []
    assert NO_REQUEST.findall(text) == []


def test_every_template_is_used(jinja: Environment) -> None:
    """A page by a view or a verb, a part by a page; notices and letters by name. Components are drawn in tests/web."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bpo_gov").rglob("*.py"))
    named = {
        str(found.value)
        for name in NAMES
        for found in _parsed(jinja, name).find_all(nodes.Const)
        if found.value in NAMES
    }
    verbs = {verb for flow in WORKFLOWS.values() for verb in flow.table}
    by_name = re.compile(
        rf".+/(notices|letters)/\w+\.txt|errors/\d+\.html|components/\w+\.html|\w+/({'|'.join(verbs)})\.html"
    )
    lost = [name for name in NAMES if name not in named and f'"{name}"' not in code]
    assert [name for name in lost if not by_name.fullmatch(name)] == []


@ON_SQLITE
def test_every_page_is_sound(app: Flask, cast: Cast, browser: Callable[..., Browser]) -> None:
    numbers, faults, shapes = furnish(cast), list[str](), set[str]()
    seen = list(looks(app, cast, numbers))
    for language in ("en", "id"):
        windows = {
            name: browser(name, language=language)
            for name in (None, "ana", "carl", "edda", "cora", "vera", "victor", "olga")
        }
        for look in seen:
            faults += _faults_of(look, windows[look.name].get(look.address), language, shapes)
        windows[None].look_for_token("/sign-in")
        for look in refused(numbers):
            faults += _faults_of(look, windows[look.name].post(look.address), language, shapes)
    assert faults == []


def _parsed(jinja: Environment, name: str) -> nodes.Template:
    return jinja.parse((FOLDER / name).read_text(encoding="utf-8"), name)


def _faults_of(look: Look, answer: TestResponse, language: str, shapes: set[str]) -> list[str]:
    """What is wrong with an answer; pages of one shape differ in words alone and are parsed once, as the parser is slow."""
    if answer.status_code != look.status:
        return [f"{look.name} at {look.address}: status {answer.status_code}"]
    text = answer.get_data(as_text=True)
    found, shape = list(_said_wrongly(text, language)), _shape(text)
    if shape not in shapes:
        shapes.add(shape)
        found += _faults(text)
    return [f"{look.name} at {look.address}: {fault}" for fault in found]


def _shape(text: str) -> str:
    """The tags with the names of their attributes, and where words stand between them."""
    tags = re.sub(r' aria-current="[a-z]+"', "", text)  # the language that is chosen
    tags = re.sub(r' (?!id=|type=|name=|method=)([a-z-]+)="[^"]+"', r" \1", tags)
    return re.sub(r">[^<]*[^<\s][^<]*<", ">t<", tags)


def _said_wrongly(text: str, language: str) -> Iterator[str]:
    """Another language, or marks that are shown as words."""
    if f'<html lang="{language}"' not in text:
        yield f"the language is not {language}"
    if shown := re.search(r"&lt;[a-z/](?:(?!&gt;).)*&gt;", text):
        yield f"marks are shown as words: {shown[0]}"


def _faults(text: str) -> Iterator[str]:
    """What is wrong with a page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(text)
    yield from (f"line {place[0]}: {code} {words}" for place, code, words in parser.errors)
    if not (page.findtext("head/title") or "").removesuffix("· bpo_gov").strip():
        yield "no title"
    heads = [" ".join("".join(head.itertext()).split()) for head in page.iter("h1")]
    if len(heads) != 1 or not heads[0]:
        yield f"main headings: {heads}"
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    yield from (f"the id {one} stands twice" for one in sorted({one for one in ids if ids.count(one) > 1}))
    for element in page.iter():
        yield from _wrong_with(element)


def _wrong_with(element: Any) -> Iterator[str]:
    """A form that posts without a token; style and script that stand in the page."""
    if element.tag == "form" and (element.get("method") or "get").lower() == "post":
        tokens = [one.get("value") for one in element.iter("input") if one.get("name") == "csrf_token"]
        if not any(tokens):
            yield f"a form to {element.get('action')} without a token"
    if element.tag == "script" and element.get("src") is None and element.get("type") != "application/json":
        yield "a script stands in the page"
    yield from (f"{element.tag} has {name}" for name in map(str, element.attrib) if name == "style" or name[:2] == "on")
