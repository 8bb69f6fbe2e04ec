"""What a dispute asks for beside words: rows of promises, which promise, which step, yes or no; hostile values in each."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bpo_gov.disputes.fields import PARTS, ROWS
from bpo_gov.disputes.models import Dispute, Remedy
from bpo_gov.kernel.db import unit_of_work
from tests.bad_input.doors import TERMS, Standing, stand
from tests.bad_input.ground import ON_SQLITE, Window, connection, everything, undone
from tests.bad_input.hostile import NO, NOTHING, VALUES, Value
from tests.bad_input.page import seen
from tests.cast import Cast
from tests.house import disputing

Windows = Callable[..., Window]
KIND_OR_SIDE = [
    "CREDIT",
    "RemedyKind.CREDIT",
    "gift",
    "credit\0",
    "VENDOR",
    "neutral",
    "system",
    "both",
    "Party.VENDOR",
    "0",
]


def _promises(at: Standing) -> list[dict[str, Any]]:
    """The promises that are stored of a dispute, in their order."""
    query = select(*(Remedy.__table__.c[part] for part in PARTS)).join(
        Dispute.__table__, Dispute.__table__.c.id == Remedy.__table__.c.dispute_id
    )
    last = select(Dispute.__table__.c.id).order_by(Dispute.__table__.c.id.desc()).limit(1).scalar_subquery()
    rows = connection().execute(query.where(Dispute.__table__.c.id == last).order_by(Remedy.__table__.c.id))
    return [dict(row) for row in rows.mappings()]


def _becomes(part: str, value: Value) -> Any:
    """What a part of a promise of money makes of a value, or NO: everything in it is needed, and an amount is more than nothing."""
    what = value.becomes("prose" if value.line is NO else "line")  # longer than a line, and on one line
    found: Any = {"what": what, "amount": value.amount, "due_on": value.day}.get(part, NO)
    return NO if found is NOTHING or (isinstance(found, Decimal) and found <= 0) else found


@ON_SQLITE
def test_a_part_of_a_promise_that_cannot_be_is_refused_at_its_row(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "dispute.write_terms")
    browser, before = window(at.door.by), everything()
    for part in PARTS:
        more = [Value(text) for text in KIND_OR_SIDE] if part in ("kind", "owes") else []
        for value in [*VALUES.values(), *more]:
            if _becomes(part, value) is not NO:
                continue
            answer = browser.post(at.address, at.door.good() | {f"promises-0-{part}": value.typed})
            assert (part, value, answer.status_code, seen(answer.text).wrong) == (part, value, 422, {"promises"})
            assert "Promise 1: " in answer.text
    for what in ("x" * 501, "a\0b"):
        answer = browser.post(at.address, at.door.good() | {f"promises-{ROWS - 1}-what": what})
        assert (what, answer.status_code, seen(answer.text).wrong) == (what, 422, {"promises"})
        assert f"Promise {ROWS}: " in answer.text
    assert everything() == before


def test_a_part_of_a_promise_that_can_be_is_stored_exactly(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "dispute.change_terms")
    browser = window(at.door.by)
    good = {
        "kind": "credit", "owes": "vendor", "what": "A credit.", "amount": Decimal(4000), "due_on": date(2026, 8, 1),
    }  # fmt: skip
    for part in ("what", "amount", "due_on"):
        for value in [*VALUES.values(), Value("😀" * 500)]:
            if (stored := _becomes(part, value)) is NO:
                continue
            with undone():
                answer = browser.post(at.address, at.door.good() | {f"promises-0-{part}": value.typed})
                assert (part, value, answer.status_code) == (part, value, 303)
                assert _promises(at) == [good | {part: stored}]
                assert browser.get(at.place).status_code == 200


@ON_SQLITE
def test_a_promise_without_money_needs_no_amount_and_rows_beyond_the_last_are_none(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "dispute.write_terms")
    browser = window(at.door.by)
    row = {"kind": "apology", "owes": "client", "what": "A letter.", "amount": "", "due_on": "2026-08-01"}
    sent = {f"promises-{n}-{part}": text for n in range(ROWS + 3) for part, text in row.items()}
    crooked = (
        "promises",
        "promises-0",
        "promises--1-what",
        "promises-0-id",
        "promises-0-done_at",
        "promises-00-what",
        "promises-x-what",
    )
    with undone():
        assert browser.post(at.address, {"terms": "Both."} | sent | dict.fromkeys(crooked, "7")).status_code == 303
        assert len(_promises(at)) == ROWS
        assert {one["amount"] for one in _promises(at)} == {None}
    before = everything()
    for fields in (
        {},
        {"promises": "x"},
        dict.fromkeys(crooked, "7"),
        {f"promises-{ROWS}-{part}": text for part, text in row.items()},
    ):
        answer = browser.post(at.address, {"terms": "Both."} | fields)
        assert (fields, answer.status_code, seen(answer.text).wrong) == (fields, 422, {"promises"})
    assert everything() == before


@ON_SQLITE
def test_invisible_words_are_no_promise(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "dispute.write_terms")
    browser, before = window(at.door.by), everything()
    for name in ("spaces", "no-break spaces", "zero width only", "fillers only", "tags only"):
        for row in (
            TERMS,
            {"promises-0-kind": "action", "promises-0-owes": "client", "promises-0-due_on": "2026-08-01"},
        ):
            answer = browser.post(at.address, {"terms": "Both."} | row | {"promises-0-what": VALUES[name].typed})
            assert (name, answer.status_code, seen(answer.text).wrong) == (name, 422, {"promises"})
    assert everything() == before


@ON_SQLITE
def test_a_promise_of_somebody_else_or_of_nobody_is_refused(cast: Cast, window: Windows) -> None:
    with unit_of_work():
        others = [disputing.settled(cast), disputing.settled(cast, owes="client")]
        theirs = [str(one.remedies[0].id) for one in others]
    perform, confirm = stand(cast, "dispute.perform", "dispute.confirm")
    for at in (perform, confirm):
        browser, before = window(at.door.by), everything()
        mine = at.door.more["promise"]
        crooked = [
            f"{mine} ",
            f" {mine}",
            f"0{mine}",
            f"{mine}.0",
            f"+{mine}",
            f"-{mine}",
            f"{mine}\0",
            "0",
            "١",
            str(2**63),
            "9" * 4000,
        ]
        for text in [*theirs, *crooked, *(value.typed for value in VALUES.values())]:
            answer = browser.post(at.address, at.door.good() | {"promise": text})
            assert (at.verb, text, answer.status_code, seen(answer.text).wrong) == (at.verb, text, 422, {"promise"})
        without = {name: text for name, text in at.door.good().items() if name != "promise"}
        for fields in (without, without | {"promise[]": mine}, without | {"PROMISE": mine}):
            assert (at.verb, seen(browser.post(at.address, fields).text).wrong) == (at.verb, {"promise"})
        assert everything() == before
        with undone():
            twice: dict[str, Any] = {"promise": [mine, *theirs]}
            assert browser.post(at.address, at.door.good() | twice).status_code == 303


@ON_SQLITE
def test_a_step_that_the_timetable_does_not_have_is_refused(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "dispute.ask_time")
    browser, before = window(at.door.by), everything()
    crooked = [
        "register",
        "executives",
        "NEGOTIATE",
        "negotiate ",
        "StepKey.NEGOTIATE",
        "warn:negotiate",
        "0",
        "respond",
    ]
    for text in [*crooked, *(value.typed for value in VALUES.values())]:
        answer = browser.post(at.address, at.door.good() | {"step": text})
        assert (text, answer.status_code, seen(answer.text).wrong) == (text, 422, {"step"})
        assert "Choose one from the list." in answer.text
    without = {name: text for name, text in at.door.good().items() if name != "step"}
    assert seen(browser.post(at.address, without).text).wrong == {"step"}
    assert everything() == before


def test_yes_or_no_is_yes_or_no_whatever_is_sent(cast: Cast, window: Windows) -> None:
    notice, session = stand(cast, "dispute.notify", "dispute.hold")
    for at, name, kept in (
        (notice, "urgent", "is_urgent"), (session, "client_authority", "client_authority"), (session, "vendor_authority", "vendor_authority"),
    ):  # fmt: skip
        browser = window(at.door.by)
        good = {field: text for field, text in at.door.good().items() if field != name}
        sent: list[dict[str, Any]] = [{name: value.typed} for value in VALUES.values()]
        for fields in [*sent, {}, {name: "false"}, {name: ["", "y"]}, {name: "True"}, {f"is_{name}": "y"}]:
            with undone():
                assert (at.verb, fields, browser.post(at.address, good | fields).status_code) == (at.verb, fields, 303)
                said = fields.get(name, "")
                expected = (said[0] if isinstance(said, list) else said) not in ("", "false")
                assert (fields, at.stored()[kept]) == (fields, expected)


@ON_SQLITE
def test_days_more_are_counted_and_days_of_a_session_have_been(cast: Cast, window: Windows) -> None:
    more, session = stand(cast, "dispute.ask_time", "dispute.hold")
    for at, field, texts in (
        (more, "days", ("0", "366", "1.5", "-1", "1e2", "365.5", "1 0")), (session, "held_on", ("2026-06-04", "2100-12-31", "1989-12-31")),
    ):  # fmt: skip
        browser, before = window(at.door.by), everything()
        for text in texts:
            answer = browser.post(at.address, at.door.good() | {field: text})
            assert (text, answer.status_code, seen(answer.text).wrong) == (text, 422, {field})
        assert everything() == before
