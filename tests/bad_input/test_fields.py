"""Every field of every form of change control, decisions, actions, escalations and disputes meets every hostile value: refused at its field, or stored exactly."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote_plus

import pytest
from werkzeug.test import TestResponse

from bpo_gov.action_items.forms import FORMS as OF_ITEMS
from bpo_gov.action_items.forms import Add
from bpo_gov.change_requests.forms import FORMS
from bpo_gov.credits.forms import FORMS as OF_CREDITS
from bpo_gov.decisions.forms import FORMS as OF_DECISIONS
from bpo_gov.decisions.forms import Propose
from bpo_gov.disputes.forms import FORMS as OF_DISPUTES
from bpo_gov.disputes.forms import Notify
from bpo_gov.escalations.forms import FORMS as OF_ESCALATIONS
from bpo_gov.escalations.forms import Raise
from bpo_gov.figure_imports.forms import FORMS as OF_IMPORTS
from bpo_gov.kpis.forms import FORMS as OF_FIGURES
from bpo_gov.meetings.forms import FORMS as OF_MEETINGS
from bpo_gov.meetings.when import Call
from bpo_gov.pulses.forms import FORMS as OF_PULSES
from bpo_gov.rectifications.forms import FORMS as OF_PLANS
from bpo_gov.rectifications.forms import Notify as NotifyFailing
from bpo_gov.reliefs.forms import FORMS as OF_RELIEFS
from bpo_gov.reliefs.forms import Notify as NotifyRelief
from bpo_gov.reports.forms import FORMS as OF_REPORTS
from bpo_gov.successions.forms import FORMS as OF_SUCCESSIONS
from bpo_gov.successions.forms import Announce
from bpo_gov.successions.forms import Request as AskFor
from tests.bad_input.doors import APART, CODES, DOORS, SEALED, Standing, stand
from tests.bad_input.ground import ON_SQLITE, Window, everything, undone
from tests.bad_input.hostile import NO, NOTHING, VALUES, Value
from tests.bad_input.page import seen
from tests.cast import Cast

Windows = Callable[[str], Window]
Doors = list[tuple[Standing, Window]]
WHOLE = (  # the others are forms of the same fields
    "new", "assess", "return", "escalation.raise", "escalation.propose", "dispute.notify", "dispute.hold", "dispute.offer", "dispute.ask_time",
    "dispute.write_terms", "decision.propose", "decision.review", "action_item.add", "action_item.move_day",
)  # fmt: skip
SHARE = {"edit": slice(0, None, 3), "rescope": slice(1, None, 3)}  # the same form as "new", which meets them all


@pytest.fixture
def doors(cast: Cast, window: Windows) -> Doors:
    """Each form with the browser of a person who may send it."""
    browsers = {name: window(name) for name in {door.by for door in DOORS.values()}}
    return [(at, browsers[at.door.by]) for at in stand(cast, *DOORS)]


def test_every_form_has_its_door() -> None:
    climbing = {f"escalation.{verb}": form for verb, form in {**OF_ESCALATIONS, "raise": Raise}.items()}
    disputing = {f"dispute.{verb}": form for verb, form in {**OF_DISPUTES, "notify": Notify}.items()}
    deciding = {f"decision.{verb}": form for verb, form in {**OF_DECISIONS, "propose": Propose}.items()}
    convening = {f"meeting.{verb}": form for verb, form in {**OF_MEETINGS, "call": Call}.items()}
    asking = {f"pulse.{verb}": form for verb, form in OF_PULSES.items()}
    measuring = {f"figure.{verb}": form for verb, form in OF_FIGURES.items()}
    importing = {f"figure_import.{verb}": form for verb, form in OF_IMPORTS.items()}
    charging = {f"credit_statement.{verb}": form for verb, form in OF_CREDITS.items()}
    relieving = {f"relief.{verb}": form for verb, form in {**OF_RELIEFS, "notify": NotifyRelief}.items()}
    righting = {f"rectification.{verb}": form for verb, form in {**OF_PLANS, "notify": NotifyFailing}.items()}
    reporting = {f"report.{verb}": form for verb, form in OF_REPORTS.items()}
    openings = {"announce": Announce, "request": AskFor}
    succeeding = {f"succession.{verb}": form for verb, form in {**OF_SUCCESSIONS, **openings}.items()}
    owing = {f"action_item.{verb}": form for verb, form in {**OF_ITEMS, "add": Add}.items()}
    forms = {
        **FORMS,
        **climbing,
        **disputing,
        **deciding,
        **owing,
        **convening,
        **measuring,
        **charging,
        **relieving,
        **righting,
        **reporting,
        **succeeding,
        **asking,
        **importing,
    }
    del forms[SEALED]
    assert set(forms) <= set(DOORS)
    for verb, form in forms.items():
        names = {name for part in form.__mro__ for name in vars(part)}
        mine = {name for name in names if hasattr(getattr(form, name), "field_class")} - {
            "version",
            "token",
            "mentions",
            "files",
        }
        fields = set(DOORS[verb].fields)
        assert mine - ({"change_class", "volume", *CODES, *APART} - fields) == fields


@ON_SQLITE
def test_what_cannot_be_stored_is_refused_at_its_field_and_kept_in_the_page(doors: Doors) -> None:
    before = everything()
    for at, browser in doors:
        for name, value in list(VALUES.items())[SHARE.get(at.verb, slice(None))]:
            wrong = {field for field in at.door.fields if _becomes(at, field, value) is NO}
            if not wrong:
                continue
            answer = _send(browser, at, dict.fromkeys(at.door.fields, value.typed))
            page, where = seen(answer.text), (at.verb, name)
            assert (where, answer.status_code) == (where, 422)
            assert (where, page.wrong, page.marked, page.summary) == (where, wrong, wrong, wrong)
            if value.line is not NOTHING:  # what nobody can see may go
                kept = {tuple(page.typed[field].split()) for field in at.door.fields}
                assert (where, kept) == (where, {tuple(value.typed.split())})
    assert everything() == before


def test_what_is_accepted_is_stored_exactly(doors: Doors) -> None:
    for at, browser in doors:
        for fields in _rounds(at) if at.verb in WHOLE else [_any(at, "lines"), _any(at, "a day")]:
            with undone():
                answer = _send(browser, at, {field: value.typed for field, value in fields.items()})
                where = (at.verb, fields)
                assert (where, answer.status_code) == (where, 303)
                found = at.stored()
                assert {field: found[field] for field in fields} == {
                    field: _becomes(at, field, value) for field, value in fields.items()
                }


@ON_SQLITE
def test_a_code_that_the_framework_does_not_have_is_refused(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "rescope")
    browser, before = window(at.door.by), everything()
    typed = [value.typed for value in VALUES.values()]
    for codes in [*([one] for one in typed[::4]), ["", "S-99"], ["S-99", ""], typed, ["normal "], ["NORMAL", "normal"]]:
        fields: dict[str, Any] = dict.fromkeys((*CODES, "change_class"), codes)
        answer = browser.post(at.address, at.door.good() | fields)
        page = seen(answer.text)
        assert (codes, answer.status_code) == (codes, 422)
        assert (codes, page.wrong, page.summary) == (codes, {*CODES, "change_class"}, {*CODES, "change_class"})
    assert everything() == before


@ON_SQLITE
def test_a_severity_or_a_matter_that_does_not_exist_is_refused(cast: Cast, window: Windows) -> None:
    at, notice, item = stand(cast, "escalation.raise", "dispute.notify", "action_item.add")
    browser, before = window(at.door.by), everything()
    for text in [*(value.typed for value in VALUES.values()), "normal ", "NORMAL", "Severity.NORMAL", "0"]:
        answer = browser.post(at.address, at.door.good() | {"severity": text})
        assert (text, answer.status_code, seen(answer.text).wrong) == (text, 422, {"severity"})
    labels = f"CR-0 CR--1 CR-1 E-1 DSP-1 DSP-01 CR-١ CR-1e0 CR-{2**63} CR -1 1 X-1 MATTER-1 - CR-1;-- % cr-".split()
    for one in (at, notice, item):
        browser = window(one.door.by)
        before = everything()
        for value in [*VALUES.values(), *map(Value, labels)]:
            with undone():
                answer = browser.post(one.address, one.door.good() | {"about": value.typed})
                if value.line is NOTHING:  # what nobody can see is nothing
                    assert (value, answer.status_code) == (value, 303)
                else:
                    assert (value, answer.status_code, seen(answer.text).wrong) == (value, 422, {"about"})
    assert everything() == before


@ON_SQLITE
def test_an_owner_or_a_number_of_days_that_cannot_be_is_refused(cast: Cast, window: Windows) -> None:
    new, hand = stand(cast, "action_item.add", "action_item.hand_over")
    carl, victor, before = window(new.door.by), window(hand.door.by), everything()
    names = ("cora", "carl", "olga")  # a viewer, the other side, a stranger
    for text in [
        *(one.typed for one in VALUES.values()),
        "Vendor",
        "neutral",
        "side ",
        "0",
        *(str(cast.users[name].id) for name in names),
    ]:
        answer = victor.post(hand.address, {"owner_id": text})
        assert (text, answer.status_code, seen(answer.text).wrong) == (text, 422, {"owner_id"})
        if text != str(cast.users["carl"].id):
            answer = carl.post(new.address, new.door.good() | {"owner": text})
            assert (text, answer.status_code, seen(answer.text).wrong) == (text, 422, {"owner"})
    for value in VALUES.values():
        if isinstance(value.days, int) and value.days > 0:
            continue
        answer = carl.post(new.address, new.door.good() | {"due_on": "", "days": value.typed})
        wrong = {"due_on"} if value.days is NOTHING else {"days"}
        assert (value, answer.status_code, seen(answer.text).wrong) == (value, 422, wrong)
    assert everything() == before


@ON_SQLITE
def test_what_is_missing_is_named(doors: Doors) -> None:
    before = everything()
    for at, browser in doors:
        for field in at.door.needed:
            sent = {name: text for name, text in at.door.good().items() if name != field}
            answer = browser.post(at.address, sent | {f"{field}[]": "x", f"{field}.0": "x", field.upper(): "x"})
            where = (at.verb, field)
            assert (where, answer.status_code, seen(answer.text).wrong) == (where, 422, {field})
        if at.door.needed:
            assert seen(browser.post(at.address, at.door.more).text).wrong == set(at.door.needed)
    assert everything() == before


@ON_SQLITE
def test_of_a_repeated_field_the_first_counts(doors: Doors) -> None:
    for at, browser in doors:
        good = at.door.good()
        with undone():
            twice = {name: [text, "<second>"] if name in at.door.fields else text for name, text in good.items()}
            assert (at.verb, browser.post(at.address, twice).status_code) == (at.verb, 303)
            found = at.stored()
            texts = {name: text for name, text in good.items() if at.door.fields.get(name) in ("line", "prose")}
            assert {name: found[name] for name in texts} == texts


@ON_SQLITE
def test_a_body_that_is_no_form_is_as_if_nothing_was_sent(cast: Cast, window: Windows) -> None:
    doors = [
        (at, window(at.door.by))
        for at in stand(
            cast,
            "new",
            "assess",
            "return",
            "accept",
            "say",
            "escalation.raise",
            "escalation.wait",
            "dispute.notify",
            "dispute.write_terms",
        )
    ]
    before = everything()
    for at, browser in doors:
        good = at.door.good()
        bodies: list[dict[str, Any]] = [{"json": body} for body in (good, [good], dict.fromkeys(good, 5), "x", None)]
        bodies += [{"data": b"{", "content_type": "application/json"}, {"data": b"\xff\xfe=\xff"}]
        bodies += [{"data": b"title=x&reason=x", "content_type": "text/plain"}]
        for body in bodies:
            with undone():
                answer = browser.send("POST", at.address, headers={"X-CSRFToken": browser.token}, **body)
            expected = 400 if at.verb == "say" else 422 if at.door.needed else 303
            assert (at.verb, body, answer.status_code) == (at.verb, body, expected)
    assert everything() == before


@ON_SQLITE
def test_a_file_in_place_of_words_is_as_if_nothing_was_sent(doors: Doors) -> None:
    before = everything()
    for at, browser in doors:
        files = {name: (BytesIO(b"x"), "evil.html") for name in at.door.fields}
        with undone():
            answer = browser.post(at.address, {**at.door.more, **files})
            if not at.door.needed:
                assert (answer.status_code, at.stored().get("remark", "")) == (303, "")
                continue
        assert (at.verb, answer.status_code, seen(answer.text).wrong) == (at.verb, 422, set(at.door.needed))
    assert everything() == before


@ON_SQLITE
def test_ten_megabytes_are_too_much(cast: Cast, window: Windows) -> None:
    verbs = (
        "new",
        "return",
        "say",
        "escalation.raise",
        "escalation.propose",
        "dispute.position",
        "dispute.write_terms",
    )
    browsers = [(at, window(at.door.by)) for at in stand(cast, *verbs)]
    before = everything()
    for at, browser in browsers:
        name = next(iter(at.door.fields))
        size = (
            17_000_000 if at.verb in ("say", "escalation.raise", "dispute.position") else 10_000_000
        )  # these take files
        file = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="x"\r\n\r\n{"x" * size}\r\n--b--'
        parts = '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\nx\r\n' * 1001 + "--b--"
        kind = "multipart/form-data; boundary=b"
        for answer in (
            browser.raw(at.address, f"{name}={'x' * 10_000_000}"),
            browser.send("POST", at.address, data=file.encode(), content_type=kind),
            browser.send("POST", at.address, data=parts.encode(), content_type=kind),
        ):
            assert (at.verb, answer.status_code) == (at.verb, 413)
            assert "This is too large: at most 4 MB, with files 16 MB." in answer.text
    assert everything() == before


def test_a_text_may_be_as_long_as_it_says(cast: Cast, window: Windows) -> None:
    at, note = stand(cast, "new", "note")
    browser, vera = window(at.door.by), window(note.door.by)
    for field, most in (("title", 200), ("reason", 8000), ("data_location", 200)):
        assert browser.post(at.address, at.door.good() | {field: "😀" * (most + 1)}).status_code == 422
        with undone():
            assert browser.post(at.address, at.door.good() | {field: "😀" * most}).status_code == 303
            assert at.stored()[field] == "😀" * most
    assert vera.post(note.address, {"text": "😀" * 20_001}).status_code == 422
    assert vera.post(note.address, {"text": "😀" * 20_000}).status_code == 303
    assert note.stored() == {"text": "😀" * 20_000}
    at, reply, notice, offer = stand(cast, "escalation.raise", "escalation.propose", "dispute.notify", "dispute.offer")
    for one, field, most in (
        (at, "title", 200), (at, "impact", 8000), (reply, "resolution", 8000), (notice, "title", 200), (notice, "why", 8000), (offer, "text", 8000),
    ):  # fmt: skip
        sender = window(one.door.by)
        assert sender.post(one.address, one.door.good() | {field: "😀" * (most + 1)}).status_code == 422
        with undone():
            assert sender.post(one.address, one.door.good() | {field: "😀" * most}).status_code == 303
            assert one.stored()[field] == "😀" * most


@ON_SQLITE
def test_a_day_lies_in_a_year_that_makes_sense(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "new")
    browser = window(at.door.by)
    for day in ("1989-12-31", "2101-01-01"):
        answer = browser.post(at.address, at.door.good() | {"required_by": day})
        assert (answer.status_code, seen(answer.text).wrong) == (422, {"required_by"})


def test_the_largest_figures_together_are_counted_exactly(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "rescope")
    most = {"one_off_cost": "1000000000000000", "monthly_cost": "1000000000000000", "months": "1200"}
    answer = window(at.door.by).post(at.address, at.door.good() | most)
    assert answer.status_code == 303
    assert at.stored()["value"] == 1_201_000_000_000_000_000
    assert "£1,201,000,000,000,000,000" in window("vera").get(answer.headers["Location"]).text


def _send(browser: Window, at: Standing, fields: dict[str, str]) -> TestResponse:
    """As a browser would, but with bytes that are no text where the value says so."""
    sent = at.door.good() | fields
    return browser.raw(at.address, "&".join(f"{name}={_encoded(text)}" for name, text in sent.items()))


def _encoded(text: str) -> str:
    return quote_plus(text).replace("%25ED%25A0%2580", "%ED%A0%80")


def _becomes(at: Standing, field: str, value: Value) -> Any:
    """What is stored of a value in a field, or NO."""
    kind = at.door.fields[field]
    found = value.becomes(kind)
    if found is NOTHING:
        return NO if field in at.door.needed else "" if kind in ("line", "prose") else None
    return found


def _any(at: Standing, name: str) -> dict[str, Value]:
    return {field: VALUES[name] for field in at.door.fields if _becomes(at, field, VALUES[name]) is not NO}


def _rounds(at: Standing) -> Iterator[dict[str, Value]]:
    """Ways to fill the form in, until each value has stood in a field of each kind that takes it."""
    taken: dict[str, list[Value]] = {}
    for field in at.door.fields:
        taken[field] = [value for value in VALUES.values() if _becomes(at, field, value) is not NO]
    kinds = list(at.door.fields.values())
    rounds = max(-(-len(taken[field]) // kinds.count(kind)) for field, kind in at.door.fields.items())
    for turn in range(rounds):
        yield {
            field: taken[field][(turn * kinds.count(kind) + kinds[:nth].count(kind)) % len(taken[field])]
            for nth, (field, kind) in enumerate(at.door.fields.items())
        }
