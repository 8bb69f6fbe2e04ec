"""Every component alone: sound HTML, links that lead somewhere, words that are escaped, and what each must say."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest

from bpo_gov.kernel.words import Money
from tests.web.drawing import DRAWN, STATIC, TEMPLATES, draw, every, tree
from tests.web.given import ACTOR, CLOCK, HOSTILE, MOVES, count, limit, sheet

COMPONENTS = TEMPLATES / "components"


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.stem)
def test_a_component_file_holds_one_macro_of_its_name_and_says_its_parameters(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\{%-? macro (\w+)\(", text) == [path.stem]
    assert text.startswith(f"{{# {path.stem}(")
    assert "| safe" not in text.replace("|safe", "| safe") or path.stem == "chart"
    assert path.stem in DRAWN, "draw it in samples()"


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_a_component_is_sound_html_without_inline_style_or_script(name: str) -> None:
    for element in every(tree(DRAWN[name])):
        assert not [key for key in element.attrib if key == "style" or key.startswith("on")]
        assert element.tag != "script" or element.get("type") == "application/json"
        if element.tag == "form" and element.get("method") == "post":
            assert element.find(".//input[@name='csrf_token']") is not None
    assert "<script>alert" not in DRAWN[name]


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_what_a_component_points_to_is_there(name: str) -> None:
    elements = list(every(tree(DRAWN[name])))
    ids = [element.get("id") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in elements:
        pointed = [
            word
            for key in ("aria-labelledby", "aria-describedby", "aria-controls", "for")
            for word in element.get(key, "").split()
        ]
        assert set(pointed) <= set(ids), (element.tag, pointed)
        if element.tag == "a" and element.get("href", "").startswith("#"):
            assert element.get("href", "")[1:] in ids
        if element.tag in ("input", "textarea", "select") and element.get("type") not in ("hidden", "submit"):
            wrapped = any(
                label.find(f".//{element.tag}[@name='{element.get('name')}']") is not None
                for label in elements
                if label.tag == "label"
            )
            assert (
                element.get("aria-label") or wrapped or any(each.get("for") == element.get("id") for each in elements)
            )


def test_every_sign_that_is_drawn_is_in_the_sprite() -> None:
    sprite = (STATIC / "icons.svg").read_text(encoding="utf-8")
    drawn = {name for text in DRAWN.values() for name in re.findall(r"icons\.svg#([\w-]+)", text)}
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]
    named = {name for text in texts for name in re.findall(r"\b(?:icon|sign)\('([\w-]+)'", text)}
    chosen = [call for text in texts for call in re.findall(r"\bicon\((\{.*?\)\))", text)]  # one of several, by a word
    named |= {name for call in chosen for name in re.findall(r": '([\w-]+)'", call.partition("}")[0])}
    named |= {name for call in chosen for name in re.findall(r", '([\w-]+)'\)\)", call)}
    assert [name for name in sorted(drawn | named) if f'id="{name}"' not in sprite] == []


def words(fragment: str) -> str:
    """What a person reads, in one line."""
    return " ".join(" ".join(tree(fragment).itertext()).split())


def test_a_verb_without_words_posts_at_once_with_token_and_version() -> None:
    form = tree(draw("buttons", MOVES, ACTOR, 7)).find(".//form")
    assert form is not None
    assert (form.get("action"), form.get("method")) == ("/m/approve", "post")
    assert {field.get("name"): field.get("value") for field in form.iter("input")} == {
        "csrf_token": "token",
        "version": "7",
    }


def test_a_verb_that_needs_words_or_hurts_is_a_link_to_its_page() -> None:
    links = {link.get("href"): link.get("data-confirm") for link in tree(draw("buttons", MOVES, ACTOR, 7)).iter("a")}
    assert links == {"/m/return": None, "/m/withdraw": ""}


def test_what_may_not_be_done_now_is_quiet_and_says_why() -> None:
    drawn = draw("buttons", MOVES, ACTOR, 7)
    assert "Authorise after approval" in words(drawn)
    assert "/m/authorise" not in drawn
    assert "Nothing now." in words(draw("buttons", MOVES[3:], ACTOR))


def test_a_count_of_days_stands_under_its_weekdays_across_the_turn_of_the_year() -> None:
    days = [item for item in tree(draw("deadline", CLOCK)).iter("li") if (item.get("class") or "").startswith("d")]
    assert [item.get("class") for item in days[:4]] == ["d3", "d4", "d5 skip-day", "d6 skip-day"]
    assert days[9].get("class") == "d5 skip-day new-month"
    assert [" ".join("".join(item.itertext()).split()) for item in (days[0], days[1], days[-1])] == [
        "23 Dec start",
        "24 1",
        "5 7 due",
    ]


def test_every_reason_for_a_skipped_day_is_told_in_words() -> None:
    said = words(draw("deadline", CLOCK))
    assert "Christmas Day Fri 25 Dec Weekend 4 days New Year Fri 01 Jan" in said
    assert "Provisional" in said


def test_a_count_of_calendar_days_skips_nothing_and_says_nothing_of_skipping() -> None:
    days = tuple(
        Thing(day=item.day, counted=n, skipped=None)
        for n, item in enumerate(count(date(2026, 1, 30), date(2026, 2, 2), {}))
    )
    drawn = draw("deadline", Thing(tone="", left="l", due=None, title="t", rule="r", provisional=False, days=days))
    assert "not counted" not in words(drawn)
    assert "30 Jan start 31 1 1 Feb 2 2 3 due" in words(drawn)


def test_a_bar_over_its_limit_is_drawn_over_it_and_still_fits() -> None:
    boxes = tree(draw("bar", 60, 0, 140, "b")).iter("{http://www.w3.org/2000/svg}rect")
    spans = {box.get("class"): (box.get("x"), box.get("width")) for box in boxes}
    assert spans["g-track"] == ("0", "48.08%")
    assert spans["g-held"] == ("0.00%", "28.85%")
    assert spans["g-this"] == ("28.85%", "19.23%")
    assert spans["g-over"] == ("48.08%", "48.08%")


@pytest.mark.parametrize(
    ("answer", "said"),
    [("inside", "Inside, 83%"), ("near", "Near, 83%"), ("outside", "Outside, 83%"), ("undecided", "Undecided")],
)
def test_a_gauge_says_its_answer_in_a_word_and_a_number(answer: str, said: str) -> None:
    assert said in words(draw("gauge", limit(answer=answer)))


def test_a_limit_that_is_not_a_quantity_has_words_and_no_bar() -> None:
    drawn = draw(
        "gauge",
        limit(
            answer="outside", held=None, reserved=None, this=None, limit=None, percent_before=None, percent_after=None
        ),
        big=True,
    )
    assert "Outside" in words(drawn)
    assert "g-track" not in drawn


def test_the_parts_of_an_envelope_add_up() -> None:
    assert (
        words(draw("parts", limit()))
        == "Held 55 GBP Reserved 11 GBP This change 17 GBP Free after it 17 GBP Limit 100 GBP"
    )
    assert "Over the limit 13 GBP" in words(draw("parts", limit(this=Decimal(47))))
    money = {part: Money(Decimal(1), "GBP") for part in ("held", "reserved", "this", "limit")}
    assert words(draw("parts", limit(**money, unit="", free=None))).endswith("Limit GBP 1")


def test_a_wrong_field_says_so_to_everyone() -> None:
    drawn = tree(draw("field", sheet().title))
    field = drawn.find(".//input")
    assert field is not None
    assert (field.get("aria-invalid"), field.get("aria-describedby")) == ("true", "title-error title-help")
    assert "Error: Say what changes" in words(draw("field", sheet().title))


def test_the_summary_counts_the_errors_and_leads_to_the_first_choice_of_a_list() -> None:
    drawn = draw("errors", sheet())
    assert words(drawn).startswith("3 answers need another look")
    assert [link.get("href") for link in tree(drawn).iter("a")] == ["#title", "#kind-0", "#people-0-name"]


def test_a_chart_cannot_break_out_of_its_script() -> None:
    for figure in ({"text": HOSTILE}, '{"text": "<script>alert(1)</script>"}'):
        drawn = draw("chart", figure, "Finding", "In words", "c1")
        assert drawn.count("</script>") == 1
