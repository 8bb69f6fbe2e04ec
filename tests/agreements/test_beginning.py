"""An agreement begins on a page: looked at first, then confirmed; what is wrong is shown with the text kept."""

import json
import re
from base64 import b64encode
from html import unescape
from io import BytesIO

import pytest

from bpo_gov.agreements import playbooks, queries
from bpo_gov.agreements.framework import read
from tests.agreements.test_pages import words
from tests.agreements.texts import rows, text
from tests.conftest import post, token_of


def kept(answer):
    """The text in the field, as it was handed over."""
    found = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", answer.text, re.DOTALL)
    return unescape(found.group(1)) if found else None


def exact(answer):
    """What the preview would import."""
    found = re.search(r'name="exact"[^>]*value="([^"]*)"', answer.text)
    return found.group(1) if found else None


def test_the_page_is_for_managers(as_, client):
    assert as_("ana").get("/agreements/new").status_code == 200
    assert as_("vera").get("/agreements/new").status_code == 200
    for name in ("carl", "cora", "victor"):
        assert as_(name).get("/agreements/new").status_code == 403
        assert post(as_(name), "/agreements/new", text=text()).status_code == 403
    assert client.get("/agreements/new").status_code == 302


def test_all_problems_are_shown_with_line_and_path_and_the_text_is_kept(as_):
    def spoil(data):
        data["header"]["end"] = "2020-01-01"
        data["services"][1]["locations"][0] = "L-77"
        data["clauses"][0]["topic"] = "weather"

    source, ana = text(spoil), as_("ana")
    before = rows()
    answer = post(ana, "/agreements/new", text=source)
    assert answer.status_code == 422
    assert kept(answer) == source
    said = words(answer)
    assert "3 problems in the text; nothing is stored" in said
    assert "services[1].locations[0]" in said
    assert "The end must come after the start, 1 Feb 2025." in said
    assert "<title>Error: New agreement" in answer.text
    lines = [int(n) for n in re.findall(r'<tr><th scope="row" class="num">(\d+)</th>', answer.text)]
    assert [source.splitlines()[n - 1].strip() for n in lines] == ["end: '2020-01-01'", "- L-77", "topic: weather"]
    assert rows() == before


def test_problems_are_told_in_the_language_of_the_reader(as_):
    ana = as_("ana")
    ana.get("/language/id")
    answer = post(ana, "/agreements/new", text="header: 1")
    assert answer.status_code == 422
    assert '<html lang="id"' in answer.text


@pytest.mark.parametrize("source", [b"", b"   \n", b"\xff\xfe", b"\x00", b"[1, 2]", b"a: b: c"])
def test_what_is_no_framework_is_refused_kindly(as_, source):
    ana = as_("ana")
    fields = {"csrf_token": token_of(ana), "file": (BytesIO(source), "framework.yaml")}
    before = rows()
    answer = ana.post("/agreements/new", data=fields, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert rows() == before


def test_a_text_that_is_far_too_large_is_refused_in_words(as_):
    answer = post(as_("ana"), "/agreements/new", text="x" * 1_000_001)
    assert answer.status_code == 422
    assert "The file is larger than 1 MB" in words(answer)


def test_a_good_text_is_previewed_and_only_then_imported(as_, cast):
    ana, before = as_("ana"), rows()
    source = b"\xef\xbb\xbf" + text().encode().replace(b"\n", b"\r\n")
    fields = {"csrf_token": token_of(ana), "file": (BytesIO(source), "framework.yaml")}
    page = ana.post("/agreements/new", data=fields, content_type="multipart/form-data")
    assert page.status_code == 200
    assert rows() == before
    said = words(page)
    assert "New agreement: Second agreement" in said
    assert "Address /a/second/" in said
    assert "Vera vera@vendor.example.com account director manager known here as Vera" in said
    assert exact(page) == b64encode(source).decode()
    answer = post(ana, "/agreements/new", exact=exact(page))
    assert (answer.status_code, answer.location) == (303, "/a/second/framework")
    assert "Second agreement has begun." in words(ana.get(answer.location))
    found = queries.export("second")
    assert found is not None
    assert found.encode() == source


def test_the_text_of_the_field_loses_the_line_ends_of_the_browser(as_):
    page = post(as_("ana"), "/agreements/new", text=text().replace("\n", "\r\n"))
    assert exact(page) == b64encode(text().encode()).decode()


def test_what_was_looked_at_can_be_changed(as_):
    ana, before = as_("ana"), rows()
    page = post(ana, "/agreements/new", text=text())
    answer = post(ana, "/agreements/new", exact=exact(page), change="1")
    assert answer.status_code == 200
    assert kept(answer) == text()
    assert rows() == before


def test_a_second_confirmation_says_that_it_is_there_and_keeps_the_text(as_):
    ana, sent = as_("ana"), b64encode(text().encode()).decode()
    assert post(ana, "/agreements/new", exact=sent).status_code == 303
    before = rows()
    for fields in ({"exact": sent}, {"text": text()}):
        answer = post(ana, "/agreements/new", **fields)
        assert answer.status_code == 409
        assert "This framework is there already, unchanged: second." in words(answer)
        assert kept(answer) == text()
    assert rows() == before


def test_what_is_confirmed_is_examined_again(as_):
    ana, before = as_("ana"), rows()
    spoilt = b64encode(text(end="2020-01-01").encode()).decode()
    assert post(ana, "/agreements/new", exact=spoilt).status_code == 422
    for odd in ("", "%%%", "AAA"):
        assert post(ana, "/agreements/new", exact=odd).status_code in (400, 409, 422)
    assert rows() == before


def test_a_stranger_to_both_companies_cannot_begin_it(as_):
    olga = as_("olga")
    before = rows()
    for fields in ({"text": text()}, {"exact": b64encode(text().encode()).decode()}):
        answer = post(olga, "/agreements/new", **fields)
        assert answer.status_code == 422
        assert "You are not among the people of this framework: olga@other.example.com." in words(answer)
    assert rows() == before


@pytest.mark.parametrize("name", playbooks.names())
def test_a_playbook_is_downloaded_and_fills_the_field(as_, name):
    ana = as_("ana")
    answer = ana.get(f"/playbooks/{name}.yaml")
    assert answer.data == playbooks.source(name).encode()
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}.yaml"
    assert kept(ana.get(f"/agreements/new?playbook={name}")) == playbooks.source(name)


def test_a_playbook_that_is_not_there_is_not_found(as_):
    ana = as_("ana")
    for page in ("/playbooks/none.yaml", "/playbooks/__init__.yaml", "/agreements/new?playbook=../models"):
        assert ana.get(page).status_code == 404


def test_the_schema_is_public_and_stands_at_its_own_address(client):
    answer = client.get("/schema/framework-1.json")
    assert answer.status_code == 200
    assert answer.mimetype == "application/schema+json"
    assert json.loads(answer.data)["$id"] == "/schema/framework-1.json"
    assert "public" in answer.headers["Cache-Control"]


def test_the_text_of_the_cast_is_good():
    assert read(text()).header.reference == "second"
