"""The pages of reports: by name and by side, one report, what is delivered over a form; both sides, and nobody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bpo_gov.dashboards.executive import reach, reads, risks
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.parties import Party, clock_of
from bpo_gov.meetings import actions as meetings
from bpo_gov.reports import actions, queries, rounds
from tests.cast import KEY, Cast
from tests.house import deciding
from tests.house.convening import words as meeting_words
from tests.house.reporting import LINK, NAMES, SITUATIONS, WHY, report

PLACE = f"/a/{KEY}/reports"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def test_from_the_round_to_the_accepted_report(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        report(cast, period="2026-05")
    page = as_("victor").get(f"{PLACE}/1").text
    assert "Nothing yet. It covers 1 May 2026 to 31 May 2026." in page
    assert f'href="{PLACE}/1/deliver"' in page
    assert f"{PLACE}/1/deliver" not in as_("carl").get(f"{PLACE}/1").text
    beside = as_("victor").get(f"{PLACE}/1/deliver").text
    assert "What is owed" in beside
    answer = post_as(
        "victor", f"{PLACE}/1/deliver", files=(BytesIO(PDF), "May.pdf"), link=LINK, remark="With **data**."
    )
    assert answer.status_code == 303
    for name in ("carl", "victor", "cora"):
        page = as_(name).get(f"{PLACE}/1").text
        assert all(
            words in page for words in (f'href="{LINK}"', "May.pdf", "<strong>data</strong>", "2 working days early")
        )
    assert post_as("carl", f"{PLACE}/1/send_back", reason=WHY).status_code == 303
    page = as_("victor").get(f"{PLACE}/1").text
    assert page.count(WHY) == 2
    assert WHY in as_("victor").get(f"{PLACE}/1/deliver").text
    assert post_as("victor", f"{PLACE}/1/deliver", link=LINK).status_code == 303
    assert post_as("carl", f"{PLACE}/1/accept").status_code == 303
    assert "Accepted" in as_("vera").get(f"{PLACE}/1").text


@pytest.mark.parametrize(
    ("sent", "says", "field"),
    [
        ({}, "Attach the report, or give the address where it stands.", "files"),
        ({"link": "reports.example.com"}, "Write an address that begins with https:// or http://.", "link"),
        ({"link": "javascript:alert(1)"}, "Write an address that begins", "link"),
        ({"link": "https://"}, "Write an address that begins", "link"),
        ({"link": "https://[x"}, "Write an address that begins", "link"),
        ({"link": "https://a b.example"}, "Write an address that begins", "link"),
        ({"link": "https://a.example/" + "x" * 500}, "Use at most 500 characters.", "link"),
        ({"files": (b"MZ", "report.exe")}, "cannot be attached", "files"),
        ({"files": (b"", "report.pdf")}, "is empty", "files"),
        ({"link": LINK, "remark": "x" * 8001}, "Use at most 8000 characters.", "remark"),
    ],
)  # fmt: skip
def test_what_cannot_be_delivered_is_said_at_its_field(
    cast: Cast, post_as: Post, sent: dict[str, Any], says: str, field: str
) -> None:
    with unit_of_work():
        report(cast, period="2026-05")
    if "files" in sent:
        sent = sent | {"files": (BytesIO(sent["files"][0]), sent["files"][1])}
    answer = post_as("victor", f"{PLACE}/1/deliver", **{"remark": "As every month."} | sent)
    assert (answer.status_code, says in answer.text, f'id="{field}-error"' in answer.text) == (422, True, True)
    assert "As every month." in answer.text or field == "remark"
    assert queries.load(1, cast.actor("ana")).state == "due"


def test_the_other_side_a_viewer_and_an_outsider_deliver_nothing(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        one = report(cast, period="2026-05")
    for name in ("carl", "cora"):
        assert post_as(name, f"{PLACE}/1/deliver", link=LINK).status_code == 403
    assert post_as("ana", f"{PLACE}/1/waive", reason="").status_code == 422
    assert post_as("carl", f"{PLACE}/1/waive", reason="No.").status_code == 403
    for end in ("", "1", "1/deliver", "list.csv", "in-time.csv"):
        assert as_("olga").get(f"{PLACE}/{end}").status_code == 404
    assert post_as("olga", f"{PLACE}/1/deliver", link=LINK).status_code == 404
    with pytest.raises(NotFound):
        queries.load(1, replace(cast.actor("ana"), party=Party.NEUTRAL, only=one.id + 1))


def test_every_situation_has_its_page_for_both_sides(cast: Cast, as_: As) -> None:
    with unit_of_work():
        numbers = {
            (name, side): make(cast, side).number for name, make in SITUATIONS.items() for side in ("client", "vendor")
        }
    for name in ("carl", "victor", "cora"):
        browser = as_(name)
        for situation, number in numbers.items():
            assert (situation, browser.get(f"{PLACE}/{number}").status_code) == (situation, 200)
    lines = as_("ana").get(f"{PLACE}/list.csv?view=all").get_data(as_text=True).splitlines()
    assert len(lines) == 1 + len(numbers)
    found = as_("ana").get(f"{PLACE}/?view=all&late=yes&owed=client").text
    assert f">RPT-{numbers['due, late', 'client']}<" in found
    assert f">RPT-{numbers['due, late', 'vendor']}<" not in found.partition('class="matters')[2]
    assert as_("ana").get(f"{PLACE}/list.xlsx?view=all").status_code == 200


def test_the_list_begins_with_what_is_due_next_and_how_much_came_in_time(cast: Cast, as_: As) -> None:
    with unit_of_work():
        report(cast, "accepted", period="2026-05")
        report(cast, "accepted", period="2026-04")  # NOW is after its day
        report(cast, "waived", period="2026-03")  # counts nowhere
    assert len(rounds.open_all()) == 3
    for name in ("ana", "vera"):
        page = as_(name).get(f"{PLACE}/").text
        assert all(
            words in page
            for words in (
                NAMES["vendor"],
                NAMES["client"],
                "1 of 2",
                "only stated, not watched",
                "due in 24 working days",
            )
        )
        assert "1 of 2 reports of both sides came in time" in page
    csv = as_("ana").get(f"{PLACE}/in-time.csv").get_data(as_text=True).splitlines()
    assert len(csv) == 3
    assert csv[1].startswith("RPT-1,Monthly service report,2026-05,Vendor")
    assert ",2," in csv[1]
    indonesian = as_("ana").get(f"{PLACE}/", headers={"Accept-Language": "id"}).text
    assert all(words in indonesian for words in ("Tepat waktu, menurut pihak", "hanya disebut, tidak dipantau"))


def test_earlier_reports_of_the_name_stand_beside_one(cast: Cast, as_: As) -> None:
    with unit_of_work():
        report(cast, "accepted", period="2026-04")
        report(cast, "waived", period="2026-03")
        report(cast, "accepted", "client", period="2026-04")
        report(cast, period="2026-05")
    page = as_("carl").get(f"{PLACE}/4").text.partition("Earlier reports of this name")[2]
    assert all(words in page for words in (">RPT-1</a> 2026-04", "working days late", ">RPT-2</a> 2026-03"))
    assert ">RPT-3</a>" not in page


def test_the_agenda_says_why_a_report_stands_on_it(cast: Cast, as_: As) -> None:
    with unit_of_work():
        due = report(cast, period="2026-05")
        back = report(cast, "returned", period="2026-04")
        there = report(cast, "delivered", "client", period="2026-05")
        late = actions.late(report(cast, "due", "client", period="2026-04"), clock_of(cast.agreement.id))
        later = report(cast, period="2026-06")
        one = meetings.call(cast.actor("carl"), **meeting_words())
        reasons = {item.about_id: item.reason for item in one.items}
    assert {reasons[due.id], reasons[back.id], reasons[there.id], reasons[late.id]} == {
        "report", "report_back", "report_there", "report_late",
    }  # fmt: skip
    assert later.id not in reasons or reasons[later.id] == "report"
    page = as_("vera").get(f"/a/{KEY}/meetings/{one.number}").text
    assert "a report that was sent back" in page
    assert "a report that is late" in page


def test_late_reports_are_risks_of_the_side_that_owes_them(app: Flask, cast: Cast, as_: As) -> None:
    with unit_of_work():
        for side in ("client", "vendor", "vendor"):
            report(cast, period="2026-04" if side == "client" else "", side=side)
        report(cast, "waived", period="2025-12")
    with clock.at(datetime(2026, 6, 5, 17, tzinfo=UTC)):
        mine = reach.of(cast.users["ana"])
        late = reads.late_reports(mine)
        assert late == {"client": 1, "vendor": 2}
        assert {side: reads.how_many(mine, f"reports-{side}") for side in late} == late
        with app.test_request_context():
            found = [str(one.title) for one in risks._reports(late)]
        assert found == ["1 report of Client is late", "2 reports of Vendor are late"]
        page = as_("ana").get("/executive/matters/reports-vendor").text
        assert page.count("Monthly service report, 2026-0") >= 2
        assert "executive/matters/reports-vendor" in as_("ana").get("/executive").text


def test_a_decision_and_an_escalation_can_be_about_a_report(cast: Cast, as_: As) -> None:
    with unit_of_work():
        one = report(cast, period="2026-05")
        decision = deciding.decision(cast, "agreed", about=one)
    page = as_("carl").get(f"{PLACE}/1").text
    assert decision.label in page
    assert f"/a/{KEY}/escalations/new?about=RPT-1" in page
    assert as_("carl").get(f"/a/{KEY}/escalations/new?about=RPT-1").status_code == 200
    assert "RPT-1" in as_("carl").get("/search?q=Monthly+service").text


def test_list_and_page_take_as_many_statements_for_many_as_for_one(app: Flask, cast: Cast, as_: As) -> None:
    def statements() -> list[int]:
        counts = []
        for place in (f"{PLACE}/?view=all", f"{PLACE}/1", f"{PLACE}/in-time.csv"):
            seen: list[str] = []
            listen = lambda *given, seen=seen: seen.append(given[2])  # noqa: E731 - the very same function is taken off again
            browser = as_("carl")
            event.listen(db.engine, "before_cursor_execute", listen)
            browser.get(place)
            event.remove(db.engine, "before_cursor_execute", listen)
            counts.append(len(seen))
        return counts

    with unit_of_work():
        report(cast, "delivered", period="2026-05")
        report(cast, "delivered")
    one = statements()
    with unit_of_work():
        for _n in range(8):
            report(cast, "accepted")
            report(cast, "delivered", "client")
    assert statements() == one
