"""What people see of an agreement, through the door."""

import re
from html import unescape

import pytest
from sqlalchemy import event

from bpo_gov.accounts import actions as accounts
from bpo_gov.agreements import actions, playbooks, policies, queries
from bpo_gov.agreements.framework import write
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import db
from bpo_gov.kernel.parties import Role
from tests.agreements.texts import text
from tests.cast import PASSWORD, Cast
from tests.conftest import post

PAGES = ("framework", "framework/1", "people", "who-may-do-what")
INSIDE = (*PAGES, "framework.yaml", "framework/1.yaml", "people/invite", "framework/1/sign", "framework/9", "nowhere")


def words(answer):
    """The text of a page as a person reads it."""
    body = re.sub(r"<(script|style).*?</\1>", " ", answer.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize("name", ["ana", "cora", "vera", "victor"])
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_member_of_both_sides_reads_every_page(as_, name, page, language):
    browser = as_(name)
    browser.get(f"/language/{language}")
    answer = browser.get(f"/a/acme-payroll/{page}")
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert "&lt;span" not in answer.text


@pytest.mark.parametrize("key", ["acme-payroll", "no-such-key"])
def test_an_outsider_finds_nothing_and_cannot_tell_what_is_there(as_, key):
    browser = as_("olga")
    for page in INSIDE:
        answer = browser.get(f"/a/{key}/{page}")
        assert answer.status_code == 404
        assert "Acme" not in answer.text
    assert post(browser, f"/a/{key}/framework/1/decline", reason="x").status_code == 404
    assert post(browser, f"/a/{key}/people/remove", user_id="1").status_code == 404


def test_who_left_is_an_outsider(as_, cast):
    framework = queries.load(1, cast.actor("ana"), lock=True)
    browser = as_("carl")
    assert browser.get("/a/acme-payroll/framework").status_code == 200
    actions.remove(framework, cast.actor("ana"), user_id=cast.users["carl"].id)
    assert browser.get("/a/acme-payroll/framework").status_code == 404


def test_nobody_is_signed_in_nobody_sees(client):
    for page in PAGES:
        answer = client.get(f"/a/acme-payroll/{page}")
        assert answer.status_code == 302
        assert answer.location.startswith("/sign-in")


def test_the_framework_reads_like_a_contract_summary(as_):
    said = words(as_("victor").get("/a/acme-payroll/framework"))
    for sentence in (
        "FW-1 Acme Payroll", "In force since 3 Jun 2026", "Initial value £1,000,000", "Last day 31 Jan 2029",
        "One change costs at most 10% of the annual charges: £100,000.",
        "All changes together cost at most 10% of the initial value: £100,000. They add up over the life of the agreement.",
        "A working day on which either side is closed does not count.",
        "Edda operations director £100,000 3 months 3.2",
        "When nobody decides within 20 working days after the assessment, the request lapses.",
        "S-02 Accounts payable", "£3.85 for each unit: posted invoice", "10.1 Ownership and intellectual property protected",
        "Settlement written and signed 10 working days 17.1(f)", "Expedited timetable Either side may propose it; it counts when both agree.",
        "Settlement written and signed 5 working days 17.1(f)", "Ana signed Wed 3 Jun 10:00 BST", "account director, up to £60,000 (clause 3.3)",
    ):  # fmt: skip
        assert sentence in said


@pytest.mark.parametrize("name", playbooks.names())
def test_every_playbook_can_be_shown(as_, cast, name):
    def seat(source):
        for person in re.findall(r"email: (\S+)", source):
            side = "client" if "klien" in person or "client" in person else "vendor"
            source = source.replace(person, f"{person.partition('@')[0]}@{side}.shown.example.com")
        return source

    made = actions.import_agreement(seat(playbooks.source(name)))
    user = queries.members(made.id)[0].user
    accounts.set_password(user, PASSWORD)
    db.session.flush()
    browser = as_("olga")
    post(browser, "/sign-out")
    post(browser, "/sign-in", email=user.email, password=PASSWORD)
    for page in PAGES:
        for language in ("en", "id"):
            browser.get(f"/language/{language}")
            answer = browser.get(f"/a/{made.key}/{page}")
            assert answer.status_code == 200


def test_a_hostile_framework_stays_text(as_, cast):
    def spoil(data):
        data["clauses"][0]["summary"] = "<script>alert(1)</script> %(n)s %s {{ 7 * 7 }}"
        data["principles"][0]["text"] = "<b>100%</b>"

    actions.import_agreement(text(spoil, title="<i>Second</i> 100%"))
    answer = as_("ana").get("/a/second/framework")
    assert "<script>alert" not in answer.text
    assert "<i>Second" not in answer.text
    assert "<script>alert(1)</script> %(n)s %s {{ 7 * 7 }}" in words(answer)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_the_same_number_of_queries_however_much_there_is(as_, cast, page):
    browser = as_("ana")

    def count():
        seen = []

        def note(*args):
            seen.append(args[2])

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert browser.get(f"/a/acme-payroll/{page}").status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    policies.counting(queries.load(1, cast.actor("ana")).terms)  # the calendars of a text are read once, and kept
    db.session.commit()
    few = count()
    framework = queries.load(1, cast.actor("ana"), lock=True)
    for n in range(12):
        address = f"n{n}@client.example.com"
        actions.invite(framework, cast.actor("ana"), email=address, name=f"N{n}", title="analyst", role=Role.MEMBER)
    db.session.commit()
    assert count() == few
    assert few <= 20


def test_the_text_comes_back_as_it_is(as_, cast):
    source = text() + "# the end\n"
    actions.import_agreement(source)
    for page in ("framework.yaml", "framework/1.yaml"):
        answer = as_("vera").get(f"/a/second/{page}")
        assert answer.data == source.encode()
        assert answer.headers["Content-Disposition"] == "attachment; filename=second-1.yaml"
        assert answer.mimetype == "application/yaml"


def test_a_framework_is_signed_through_the_door(as_, cast):
    actions.import_agreement(text())
    ana = as_("ana")
    assert "/a/second/framework/1/sign" in ana.get("/a/second/framework").text
    page = ana.get("/a/second/framework/1/sign")
    second = Cast.load("second")
    version = queries.load(1, second.actor("ana"))
    assert version.digest in page.text
    assert "clause 3.1" in words(page)
    answer = post(ana, "/a/second/framework/1/sign", version=version.version)
    assert (answer.status_code, answer.location) == (303, "/a/second/framework/1")
    assert "Waiting for: Vendor" in words(ana.get("/a/second/framework"))
    assert post(as_("vera"), "/a/second/framework/1/sign").status_code == 303
    assert "In force since 3 Jun 2026" in words(ana.get("/a/second/framework"))


def test_who_may_not_sign_is_told_the_clause(as_, cast):
    actions.import_agreement(text())
    carl = as_("carl")
    page = carl.get("/a/second/framework")
    assert "Only a person in the authority list may sign (clause 3.1, 3.2)." in words(page)
    assert 'data-verb="sign"' not in page.text
    answer = post(carl, "/a/second/framework/1/sign")
    assert answer.status_code == 409
    assert "Only a person in the authority list may sign (clause 3.1, 3.2)." in words(answer)
    assert "Sign the framework" not in words(as_("cora").get("/a/second/framework"))
    assert post(as_("cora"), "/a/second/framework/1/sign").status_code == 403


def test_a_framework_is_declined_with_a_reason(as_, cast):
    actions.import_agreement(text())
    vera = as_("vera")
    assert post(vera, "/a/second/framework/1/decline", reason=" ").status_code == 422
    assert post(vera, "/a/second/framework/1/decline", reason="Clause 9 is wrong.").status_code == 303
    said = words(as_("ana").get("/a/second/framework"))
    assert "Declined" in said
    assert "Clause 9 is wrong." in said


def test_people_shows_both_sides_and_changes_only_the_own(as_):
    ana = as_("ana").get("/a/acme-payroll/people")
    said = words(ana)
    assert "Edda edda@client.example.com operations director executive £100,000 clause 3.2" in said
    assert "Vera vera@vendor.example.com account director manager £60,000 clause 3.3" in said
    assert "Carl carl@client.example.com service owner member none" in said
    changes = 'action="/a/acme-payroll/people/set_role"'
    assert ana.text.count(changes) == 2  # carl's and cora's; edda stands above, and ana is me
    for name in ("carl", "cora", "victor"):
        other = as_(name).get("/a/acme-payroll/people")
        assert "people/set_role" not in other.text
        assert "people/invite" not in other.text


def test_a_place_is_given_changed_and_taken_on_the_people_page(as_, cast):
    ana, carl = as_("ana"), cast.users["carl"].id
    given = {"email": "Nia@Client.example.com", "name": "Nia", "title": "analyst", "role": "2"}
    assert ana.get("/a/acme-payroll/people/invite").status_code == 200
    answer = post(ana, "/a/acme-payroll/people/invite", **given)
    assert (answer.status_code, answer.location) == (303, "/a/acme-payroll/people")
    said = words(ana.get("/a/acme-payroll/people"))
    assert "Nia nia@client.example.com analyst member has not set a password yet" in said
    assert post(ana, "/a/acme-payroll/people/set_role", user_id=carl, role="3").status_code == 303
    assert "Carl carl@client.example.com service owner manager" in words(ana.get("/a/acme-payroll/people"))
    page = ana.get(f"/a/acme-payroll/people/remove?user_id={carl}")
    assert f'<option selected value="{carl}">' in page.text
    assert post(ana, "/a/acme-payroll/people/remove", user_id=carl).status_code == 303
    assert "carl@" not in words(ana.get("/a/acme-payroll/people"))


@pytest.mark.parametrize(
    ("verb", "fields", "status", "says"),
    [
        ("invite", {"email": "nia@client.example.com", "name": "Nia", "title": "x", "role": "9"}, 422, "Choose from the list."),
        ("invite", {"email": "", "name": "Nia", "title": "x", "role": "2"}, 422, "Fill this in."),
        ("invite", {"email": "nia@client.example.com", "name": "Nia", "title": "x", "role": "4"}, 422, "Choose from the list."),
        ("invite", {"email": "nowhere", "name": "Nia", "title": "x", "role": "2"}, 409, "is not an e-mail address"),
        ("invite", {"email": "vera@vendor.example.com", "name": "V", "title": "x", "role": "2"}, 409, "another organisation"),
        ("set_role", {"user_id": "999999", "role": "2"}, 422, "Choose from the list."),
        ("set_role", {"user_id": "x", "role": "2"}, 422, "Choose from the list."),
        ("remove", {}, 422, "Choose from the list."),
    ],
)  # fmt: skip
def test_a_place_that_cannot_be_changed_keeps_what_was_typed(as_, cast, verb, fields, status, says):
    ana = as_("ana")
    before = len(queries.members(cast.agreement.id))
    answer = post(ana, f"/a/acme-payroll/people/{verb}", **fields)
    assert answer.status_code == status
    assert says in words(answer)
    if fields.get("name"):
        assert f'value="{fields["name"]}"' in answer.text
    assert len(queries.members(cast.agreement.id)) == before


def test_a_member_may_not_touch_places_and_other_verbs_have_no_address(as_, cast):
    assert post(as_("victor"), "/a/acme-payroll/people/remove", user_id=cast.users["vera"].id).status_code == 403
    assert as_("victor").get("/a/acme-payroll/people/invite").status_code == 403
    for verb in ("sign", "decline", "propose", "x"):
        assert as_("ana").get(f"/a/acme-payroll/people/{verb}").status_code == 404


def test_the_address_of_every_move_answers_with_words(as_, cast):
    """Every verb has a form for its words, so no address of a move breaks."""
    answers = {"invite": 422, "set_role": 422, "remove": 422, "sign": 409, "decline": 409, "propose": 404}
    for verb, status in answers.items():
        assert post(as_("ana"), f"/a/acme-payroll/framework/1/{verb}").status_code == status


def test_who_may_do_what_is_drawn_from_the_tables(as_):
    page = as_("cora").get("/a/acme-payroll/who-may-do-what")
    said = words(page)
    assert "Change request" in said
    assert "Approve" in said
    assert "client's manager" in said
    assert "Assessment: 10 working days" in said
    assert "Signatures: 10 working days" in said
    assert "member of the side that raised it" in said


def test_a_version_written_anew_is_shown_alike(as_, cast):
    version = queries.active_framework(cast.agreement.id)
    assert isinstance(version, Framework)
    actions.import_agreement(write(version.terms).replace("reference: acme-payroll", "reference: again"))
    assert as_("ana").get("/a/again/framework").status_code == 200
