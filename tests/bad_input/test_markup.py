"""What people type is shown as they typed it: on every page, in every headline and letter, never as markup or code."""

from collections.abc import Callable
from datetime import timedelta

import html5lib
import pytest
from markupsafe import escape
from sqlalchemy import select

from bpo_gov.disputes.models import Remedy
from bpo_gov.kernel import clock, post
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications import choices, delivery, relay
from bpo_gov.notifications.choices import Choice
from bpo_gov.notifications.models import NewsMail, TurnMail
from tests import cast as people
from tests.bad_input.ground import DISPUTES, FOLDER, ITEMS, LADDER, ON_SQLITE, Window
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import climbing

Windows = Callable[[str], Window]
PAYLOADS = {
    "markup": "</title></textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "code": "{{7*7}} {% set x=1 %} {# ${7*7} %s %(x)s %(title)s %(n)d 100% %% {0} {title!r} &lt;b&gt; &amp;amp; <!-- ]]>",
}
EACH = pytest.mark.parametrize("typed", PAYLOADS.values(), ids=PAYLOADS)
FIGURES = {"one_off_cost": "100", "monthly_cost": "0", "months": "0", "effort_days": "1", "term_days": "0"}
PLACES = [
    f"{FOLDER}/",
    f"{FOLDER}/?view=all",
    "/",
    "/inbox",
    "/inbox?view=all",
    "/agreements",
    f"/a/{people.KEY}/",
    "/mail",
]


@ON_SQLITE
@EACH
def test_words_stay_words(cast: Cast, window: Windows, typed: str) -> None:
    browsers = {name: window(name) for name, *_rest in people.PEOPLE}
    sent = {letter.name for letter in post.letters_to(people.email("vera"))}
    with unit_of_work():  # news by mail at once, not in tomorrow's digest
        every = {kind: Choice(TurnMail.AT_ONCE, NewsMail.AT_ONCE) for kind in WORKFLOWS}
        choices.keep(cast.users["vera"].id, every)
    _walk_to_the_end(browsers, typed)
    _walk_aside(browsers, typed)
    relay.tell()
    delivery.send_due()
    for name in ("ana", "vera"):
        for address in (f"{FOLDER}/1", f"{FOLDER}/2", f"{FOLDER}/?view=all", "/inbox?view=all"):
            assert str(escape(typed)) in browsers[name].get(address).text
        for address in (f"{FOLDER}/1", f"{FOLDER}/2", f"{FOLDER}/3", f"{FOLDER}/3/note", *PLACES):
            _is_harmless(browsers[name].get(address).text, typed)
    found = browsers["vera"].send("GET", "/search", query_string={"q": typed}).text
    assert found.count(str(escape(typed))) >= 3
    _is_harmless(found, typed)
    letters = [
        letter
        for letter in post.letters_to(people.email("vera"))
        if letter.name not in sent and letter.subject.startswith("CR-")
    ]
    assert len(letters) >= 10
    assert {letter.subject for letter in letters if typed not in letter.subject or "49" in letter.subject} == set()
    assert len([letter for letter in letters if typed in " ".join(letter.text.split())]) >= 5
    for letter in (letters[0], letters[-1]):
        page = browsers["vera"].get(f"/mail/{letter.name}").text
        assert str(escape(typed)) in page
        _is_harmless(page, typed)


@ON_SQLITE
@EACH
def test_words_of_an_escalation_stay_words(cast: Cast, window: Windows, typed: str) -> None:
    browsers = {name: window(name) for name, *_rest in people.PEOPLE}
    sent = {letter.name for letter in post.letters_to(people.email("vera"))}
    with unit_of_work():
        every = {kind: Choice(TurnMail.AT_ONCE, NewsMail.AT_ONCE) for kind in WORKFLOWS}
        choices.keep(cast.users["vera"].id, every)
    steps = [
        ("carl", "say", {"text": typed, "reach": "both"}), ("vera", "say", {"text": typed, "reach": "own"}), ("victor", "acknowledge", {}),
        ("victor", "wait", {"need": typed}), ("carl", "answer", {"answer": typed}), ("victor", "propose", {"resolution": typed}),
        ("carl", "refuse", {"reason": typed}), ("vera", "climb", {"reason": typed}), ("victor", "acknowledge", {}),
        ("victor", "propose", {"resolution": typed}), ("carl", "confirm", {}), ("carl", "reopen", {"reason": typed}),
        ("ana", "to_dispute", {"reason": typed, "relief": typed}),
        ("vera", "end_dispute", {"reason": typed}), ("victor", "wait", {"need": typed}),
    ]  # fmt: skip
    with clock.at(NOW - timedelta(hours=3)), unit_of_work():  # so that the charts have something to show
        climbing.escalation(cast, title=typed, impact=typed, wanted=typed)
    warning = {
        "title": typed,
        "severity": "high",
        "impact": typed,
        "wanted": typed,
        "early": "y",
        "review_on": "2026-12-01",
    }
    assert browsers["carl"].post(f"{LADDER}/", warning).location == f"{LADDER}/2"
    _step(browsers, 1, steps, LADDER)
    _step(browsers, 2, [("carl", "promote", {"reason": typed}), ("carl", "withdraw", {"reason": typed})], LADDER)
    relay.tell()
    delivery.send_due()
    places = [f"{LADDER}/1", f"{LADDER}/2", f"{LADDER}/?view=all", f"{LADDER}/clocks"]
    for name in ("ana", "vera"):
        for address in (*places, "/inbox?view=all"):
            assert (name, address, str(escape(typed)) in browsers[name].get(address).text) == (name, address, True)
        for address in (*places, f"{LADDER}/1/note", *PLACES):
            _is_harmless(browsers[name].get(address).text, typed)
    letters = [
        one for one in post.letters_to(people.email("vera")) if one.name not in sent and one.subject.startswith("E-")
    ]
    assert len(letters) >= 5
    assert {letter.subject for letter in letters if typed not in letter.subject or "49" in letter.subject} == set()
    for letter in (letters[0], letters[-1]):
        _is_harmless(browsers["vera"].get(f"/mail/{letter.name}").text, typed)


@ON_SQLITE
@EACH
def test_words_of_an_action_stay_words(cast: Cast, window: Windows, typed: str) -> None:
    browsers = {name: window(name) for name, *_rest in people.PEOPLE}
    sent = {letter.name for letter in post.letters_to(people.email("vera"))}
    with unit_of_work():
        every = {kind: Choice(TurnMail.AT_ONCE, NewsMail.AT_ONCE) for kind in WORKFLOWS}
        choices.keep(cast.users["vera"].id, every)
        about = climbing.escalation(cast)
    fields = {
        "title": typed,
        "details": typed,
        "owner": str(cast.users["victor"].id),
        "due_on": "2026-12-01",
        "about": about.label,
    }
    assert browsers["carl"].post(f"{ITEMS}/", fields).location == f"{ITEMS}/1"
    steps = [
        ("ana", "move_day", {"due_on": "2026-12-02", "reason": typed}), ("victor", "done", {"report": typed}), ("carl", "reopen", {"reason": typed}),
        ("victor", "hand_over", {"owner_id": str(cast.users["vera"].id)}), ("carl", "say", {"text": typed, "reach": "both"}),
        ("ana", "drop", {"reason": typed}),
    ]  # fmt: skip
    _step(browsers, 1, steps, ITEMS)
    assert browsers["carl"].post(f"{ITEMS}/", fields).location == f"{ITEMS}/2"
    relay.tell()
    delivery.send_due()
    places = [f"{ITEMS}/1", f"{ITEMS}/2", f"{ITEMS}/?view=all", f"{LADDER}/{about.number}"]
    for name in ("ana", "victor"):
        for address in (*places, "/inbox?view=all"):
            assert (name, address, str(escape(typed)) in browsers[name].get(address).text) == (name, address, True)
        for address in (*places, f"{ITEMS}/2/note", *PLACES):
            _is_harmless(browsers[name].get(address).text, typed)
    letters = [
        one for one in post.letters_to(people.email("vera")) if one.name not in sent and one.subject.startswith("A-")
    ]
    assert len(letters) >= 4
    assert {letter.subject for letter in letters if typed not in letter.subject or "49" in letter.subject} == set()
    _is_harmless(browsers["vera"].get(f"/mail/{letters[0].name}").text, typed)


@ON_SQLITE
@EACH
def test_words_of_a_dispute_stay_words(cast: Cast, window: Windows, typed: str) -> None:
    browsers = {name: window(name) for name, *_rest in people.PEOPLE}
    sent = {letter.name for letter in post.letters_to(people.email("vera"))}
    with unit_of_work():
        every = {kind: Choice(TurnMail.AT_ONCE, NewsMail.AT_ONCE) for kind in WORKFLOWS}
        choices.keep(cast.users["vera"].id, every)
    _dispute_to_the_end(browsers, typed)
    _disputes_aside(browsers, typed)
    relay.tell()
    delivery.send_due()
    places = [f"{DISPUTES}/{number}" for number in range(1, 7)] + [f"{DISPUTES}/?view=all"]
    for name in ("ana", "vera", "carl"):
        for address in (*places, "/inbox?view=all"):
            assert (name, address, str(escape(typed)) in browsers[name].get(address).text) == (name, address, True)
        for address in (*places, f"{DISPUTES}/1/note", *PLACES):
            _is_harmless(browsers[name].get(address).text, typed)
    for place in ("5/change_terms", "4/position", "4/write_facts"):  # forms that repeat what was written before
        page = browsers["vera"].get(f"{DISPUTES}/{place}").text
        assert str(escape(typed)) in page
        _is_harmless(page, typed)
    letters = [
        one for one in post.letters_to(people.email("vera")) if one.name not in sent and one.subject.startswith("DSP-")
    ]
    assert len(letters) >= 10
    assert {letter.subject for letter in letters if "49" in letter.subject} == set()
    open_ = [letter for letter in letters if typed in letter.subject]
    assert len(open_) >= 5
    assert len([letter for letter in letters if typed in " ".join(letter.text.split())]) >= 5
    for letter in (letters[0], letters[-1]):
        _is_harmless(browsers["vera"].get(f"/mail/{letter.name}").text, typed)


@ON_SQLITE
@EACH
def test_a_page_that_refuses_repeats_words_as_words(cast: Cast, window: Windows, typed: str) -> None:
    carl = window("carl")
    answer = carl.post(
        f"{FOLDER}/", {"title": typed, "reason": typed, "one_off_cost": typed, "required_by": typed, "token": typed}
    )
    assert answer.status_code == 422
    assert answer.text.count(str(escape(typed))) >= 5
    _is_harmless(answer.text, typed)
    _is_harmless(carl.send("GET", "/search", query_string={"q": typed}).text, typed)
    _is_harmless(carl.send("GET", f"{FOLDER}/1/{typed.replace('/', '')}").text, typed)


def _notify(browsers: dict[str, Window], typed: str, number: int) -> None:
    fields = {
        "title": typed,
        "particulars": f"{number} {typed}",
        "why": typed,
        "relief": typed,
        "amount": "9,000",
        "urgent": typed,
    }
    assert browsers["ana"].post(f"{DISPUTES}/", fields).location == f"{DISPUTES}/{number}"


def _terms(typed: str) -> dict[str, str]:
    rows = {
        f"promises-{n}-{part}": text
        for n, owes in enumerate(("vendor", "client"))
        for part, text in {"kind": "action", "owes": owes, "what": typed, "amount": "", "due_on": "2026-08-01"}.items()
    }
    return {"terms": typed} | rows


def _dispute_to_the_end(browsers: dict[str, Window], typed: str) -> None:
    """DSP-1, with everything that can be said on the way, signed by both and performed."""
    session = {
        "held_on": "2026-06-01",
        "client_people": typed,
        "vendor_people": typed,
        "client_authority": typed,
        "result": typed,
    }
    more = {"step": "negotiate", "days": "4", "reason": typed}
    named, asked = (
        {"name": typed, "email": "one@neutral.example.com", "reason": typed},
        {"name": typed, "question": typed},
    )
    steps = [
        ("carl", "say", {"text": typed, "reach": "both"}), ("vera", "say", {"text": typed, "reach": "own"}), ("victor", "acknowledge", {}),
        ("carl", "position", {"facts": typed, "wants": typed}), ("victor", "position", {"facts": typed, "wants": typed}),
        ("carl", "write_facts", {"text": typed}), ("victor", "agree_facts", {}), ("victor", "urge", {"reason": typed}),
        ("ana", "ask_time", more), ("vera", "decline", {"reason": typed}), ("vera", "ask_time", more), ("ana", "agree", {}),
        ("ana", "ask_pause", {"reason": typed}), ("vera", "agree", {}), ("vera", "resume", {"reason": typed}),
        ("ana", "ask_expedited", {"reason": typed}), ("vera", "agree", {}), ("vera", "ask_expert", asked), ("vera", "take_back", {}),
        ("ana", "step_up", {"reason": typed}), ("vera", "offer", {"text": typed, "amount": "100"}), ("ana", "refer", {}),
        ("ana", "name_mediator", named), ("vera", "decline", {"reason": typed}), ("vera", "name_mediator", named), ("ana", "agree_mediator", {}),
        ("ana", "share_summary", {"text": typed}), ("vera", "hold", session), ("ana", "write_terms", _terms(typed)),
        ("vera", "drop_terms", {"reason": typed}), ("vera", "write_terms", _terms(typed)), ("ana", "change_terms", _terms(typed)),
        ("ana", "sign", {}), ("vera", "sign", {}), ("victor", "register", {"reference": typed}),
    ]  # fmt: skip
    _notify(browsers, typed, 1)
    _step(browsers, 1, steps, DISPUTES)
    credit, letter = db.session.scalars(select(Remedy.id).order_by(Remedy.id)).all()
    steps = [
        ("victor", "perform", {"promise": str(credit), "report": typed}), ("carl", "confirm", {"promise": str(credit)}),
        ("carl", "perform", {"promise": str(letter), "report": typed}), ("victor", "confirm", {"promise": str(letter)}),
    ]  # fmt: skip
    _step(browsers, 1, steps, DISPUTES)


def _disputes_aside(browsers: dict[str, Window], typed: str) -> None:
    """More: one to court, one to an expert, one in talks, one whose terms wait for signatures, one withdrawn."""
    to_mediation: list[tuple[str, str, dict[str, str]]] = [("victor", "acknowledge", {}), ("ana", "refer", {})]
    asked = {"name": typed, "question": typed}
    _notify(browsers, typed, 2)
    steps: list[tuple[str, str, dict[str, str]]] = [
        *to_mediation, ("ana", "name_mediator", {"name": typed, "email": "two@neutral.example.com", "reason": typed}), ("vera", "agree_mediator", {}),
        ("vera", "end_mediation", {"reason": typed}), ("ana", "leave", {"forum": typed, "reason": typed}),
    ]  # fmt: skip
    _step(browsers, 2, steps, DISPUTES)
    _notify(browsers, typed, 3)
    steps = [
        *to_mediation,
        ("ana", "ask_expert", asked),
        ("vera", "agree_expert", {}),
        ("vera", "determine", {"decision": typed}),
    ]
    _step(browsers, 3, steps, DISPUTES)
    _notify(browsers, typed, 4)
    steps = [
        ("victor", "acknowledge", {}),
        ("vera", "position", {"facts": typed, "wants": typed}),
        ("vera", "write_facts", {"text": typed}),
    ]
    _step(browsers, 4, steps, DISPUTES)
    _notify(browsers, typed, 5)
    _step(browsers, 5, [("victor", "acknowledge", {}), ("ana", "write_terms", _terms(typed))], DISPUTES)
    _notify(browsers, typed, 6)
    _step(browsers, 6, [("ana", "withdraw", {"reason": typed})], DISPUTES)


def _walk_to_the_end(browsers: dict[str, Window], typed: str) -> None:
    """CR-1, opened, noted, assessed, approved, signed, delivered, sent back, delivered, accepted."""
    request = dict.fromkeys(
        ("title", "reason", "description", "alternatives", "benefits", "disadvantages", "data_location"), typed
    )
    texts = (
        "recommendation",
        "scope",
        "service_levels",
        "milestones",
        "pricing_basis",
        "resources",
        "risk",
        "proposed_text",
    )
    assessed = dict.fromkeys((*texts, "interfaces", "timetable", "tests"), typed) | FIGURES
    steps = [
        ("carl", "say", {"text": typed, "reach": "both"}), ("vera", "say", {"text": typed, "reach": "own"}),
        ("victor", "take", {}), ("victor", "assess", assessed),
        ("edda", "approve", {"description": typed, "adjustments": typed, "effective_on": "2026-12-01"}),
        ("edda", "sign", {}), ("vera", "sign", {}), ("victor", "start", {}), ("victor", "deliver", {"report": typed}),
        ("carl", "rework", {"reason": typed}), ("victor", "deliver", {"report": typed}), ("ana", "accept", {"remark": typed}),
    ]  # fmt: skip
    _open(browsers, request | FIGURES)
    _step(browsers, 1, steps)


def _walk_aside(browsers: dict[str, Window], typed: str) -> None:
    """Two more: one to the contract owners, one rejected."""
    request = {"title": typed, "reason": typed, "description": f"Another. {typed}"} | FIGURES
    large = request | {"one_off_cost": "900000"}
    number = _open(browsers, large)
    steps = [
        ("victor", "return", {"reason": typed}), ("carl", "rescope", large), ("ana", "propose_amendment", {"statement": typed}),
        ("vera", "decline_amendment", {"reason": typed}), ("ana", "propose_amendment", {"statement": typed}),
        ("vera", "agree_amendment", {}),
    ]  # fmt: skip
    _step(browsers, number, steps)
    number = _open(browsers, request | {"description": f"A third. {typed}"})
    _step(browsers, number, [("carl", "withdraw", {"reason": typed})])


def _open(browsers: dict[str, Window], fields: dict[str, str]) -> int:
    answer = browsers["carl"].post(f"{FOLDER}/", fields | {"submit_now": "1"})
    assert answer.status_code == 303
    return int(answer.location.rpartition("/")[2])


def _step(
    browsers: dict[str, Window], number: int, steps: list[tuple[str, str, dict[str, str]]], folder: str = FOLDER
) -> None:
    for name, verb, fields in steps:
        answer = browsers[name].post(f"{folder}/{number}/{verb}", fields)
        assert (verb, answer.status_code) == (verb, 303)


def _is_harmless(html: str, typed: str) -> None:
    """Nothing that was typed stands in a page as markup, and no text became something else."""
    if str(escape(typed)) != typed:
        assert typed not in html
    if "<script" in typed:
        page = html5lib.parse(html, namespaceHTMLElements=False)
        assert [
            one for one in page.iter("script") if not one.get("src") and one.get("type") != "application/json"
        ] == []
        assert [one for one in page.iter() for name in one.attrib if str(name).startswith("on")] == []
        assert [one for one in page.iter("img") if one.get("src") == "x"] == []
