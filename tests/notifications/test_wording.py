"""Every event of every table has its notice, and each reads well."""

from datetime import date, datetime, timedelta
from itertools import chain, product
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from flask_babel import force_locale

from bpo_gov.kernel.ledger import Event, Told
from bpo_gov.kernel.moves import Move
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications import wording
from bpo_gov.notifications.notice import Notice
from bpo_gov.notifications.wording import FOLDERS
from tests.conftest import NOW

DUE = NOW + timedelta(days=10)
ROWS = [(kind, move) for kind in ("change_request", "framework") for move in WORKFLOWS[kind].table.values()]
WHO = (Party.CLIENT, Party.VENDOR, Party.SYSTEM)
FULL = {
    "reason": "Because.", "recommendation": "Do it.", "value": "17000", "statement": "Amend it.", "report": "Done.",
    "effective_on": "2026-09-01", "remark": "Thank you.", "text": "A note.", "late": "vendor", "waits_for": ["vendor"],
    "due": DUE.isoformat(), "role": "manager", "person": "Vera", "title": "account director",
}  # fmt: skip


def notice(name: str, particulars: dict[str, Any], *, party: Party = Party.CLIENT, moved_at: datetime = NOW) -> Notice:
    """A notice of an event that never happened."""
    event = Event(name=name, subject="CR-12", party=party, told=Told.BOTH, seq=41, hash="ab" * 32, at=NOW)
    matter = SimpleNamespace(
        kind=name.partition(".")[0], title="Saturday helpdesk", number=12, due_at=DUE, moved_at=moved_at
    )
    agreement = SimpleNamespace(key="acme", title="Acme Payroll", zone="Europe/London", currency="GBP")
    person = ("", "", None) if party is Party.SYSTEM else ("Ana", "contract manager", 3)
    return Notice(event, particulars, cast(Any, matter), cast(Any, agreement), *person)


@pytest.mark.parametrize(("kind", "move"), ROWS, ids=lambda value: value.event if isinstance(value, Move) else value)
def test_every_row_of_the_tables_has_a_notice_with_a_headline_and_sentences(app: Flask, kind: str, move: Move) -> None:
    assert kind in FOLDERS
    for party, particulars, moved_at, language in product(WHO, ({}, FULL), (NOW, DUE), ("en", "id")):
        told = notice(f"{kind}.{move.event}", particulars, party=party, moved_at=moved_at)
        with app.test_request_context(), force_locale(language):
            subject, paragraphs = wording.text(told)
            headline = wording.headline(told)
        assert subject == f"CR-12 {headline}"
        assert headline.startswith("Saturday helpdesk")
        assert "there is news" not in headline
        assert 1 <= len(paragraphs) <= 5
        assert not any(sign in line for line in (subject, *paragraphs) for sign in ("%(", "()", "None", "  "))


@pytest.mark.parametrize(("kind", "move"), ROWS, ids=lambda value: value.event if isinstance(value, Move) else value)
def test_no_word_of_what_one_side_alone_sees_leaves_the_app(app: Flask, kind: str, move: Move) -> None:
    """Each row of the tables, with a canary in every particular and in the title."""
    canary = "canary4f1d9c"
    written = dict.fromkeys(("reason", "recommendation", "statement", "report", "remark", "text", "person"), canary)
    told = notice(f"{kind}.{move.event}", FULL | written, party=Party.CLIENT)
    told.matter.title = canary
    private = WORKFLOWS[kind].private
    for reach, state in product((move.told, Told.OWN), (*private, "somewhere else")):
        told.event.told, told.matter.state = reach, state
        with app.test_request_context(), force_locale("en"):
            said = "".join(chain.from_iterable(wording.outside(told)))
        assert (canary in said) is (reach is not Told.OWN and state not in private)


def test_an_event_without_a_notice_of_its_own_is_told_in_general_words(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert wording.text(notice("gift.given", {})) == (
            "CR-12 Saturday helpdesk: there is news",
            ["In the record, for the client: given."],
        )


def test_an_assessment_names_the_deadline_the_value_and_the_recommendation(app: Flask) -> None:
    told = notice("change_request.assessed", {"recommendation": "Do it\nsoon.", "value": "17000"}, party=Party.VENDOR)
    with app.test_request_context(), force_locale("en"):
        assert wording.text(told) == (
            "CR-12 Saturday helpdesk: the vendor gave the assessment",
            [
                "Ana (contract manager) gave the impact assessment for the vendor.",
                "It recommends: Do it soon.",
                "The change is worth £17,000.",
                "The client decides by Sat 13 Jun 10:00 BST.",
            ],
        )


def test_a_deadline_of_a_later_stage_is_not_told_with_an_earlier_event(app: Flask) -> None:
    told = notice("change_request.assessed", {}, moved_at=NOW + timedelta(hours=1))
    with app.test_request_context(), force_locale("en"):
        assert wording.text(told)[1][-1] == "The client decides next."


def test_the_address_of_a_matter_is_made_of_key_kind_and_number(app: Flask) -> None:
    assert wording.address(notice("change_request.noted", {})) == "/a/acme/changes/12"
    assert wording.address(notice("gift.given", {})) == "/a/acme"


def test_dates_of_the_record_are_told_as_days(app: Flask) -> None:
    told = notice("change_request.approved", {"effective_on": date(2026, 9, 1).isoformat()})
    with app.test_request_context(), force_locale("en"):
        assert "The change takes effect on 1 Sep 2026." in wording.text(told)[1]
