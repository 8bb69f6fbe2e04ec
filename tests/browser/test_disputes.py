"""Disputes in a real browser: both sides take one through each timetable, and what is without prejudice stays among managers."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bpo_gov.demo.people import ID
from bpo_gov.kernel import clock
from tests.browser.conftest import Person
from tests.browser.test_escalations import head, may, turn
from tests.browser.test_main_job import AGREEMENT, told

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]
SAMUDRA = f"/a/{ID}"
FILE = "The file without prejudice"
SESSION = {
    "client_people": "Amelia Hart, contract manager", "vendor_people": "Ruth Adeyemi, account manager", "result": "We stand 900 apart.",
}  # fmt: skip


def give_notice(one: Person, title: str, amount: str, place: str = AGREEMENT) -> str:
    """Give notice of a dispute about money; the address of its page."""
    page = one.open(f"{place}/disputes/new")
    words = {
        "title": title, "particulars": "It was calculated twice.", "why": "Who pays for the second run.", "relief": "No charge for it.", "amount": amount,
    }  # fmt: skip
    for name, text in words.items():
        page.fill(f"main [name={name}]", text)
    page.click("text=Send to the other side")
    page.wait_for_url(re.compile(r"/disputes/\d+$"))
    assert one.state == "Notice given"
    return page.url.removeprefix(one.base)


def make(one: Person, path: str, label: str, words: Mapping[str, str], choose: str = "") -> None:
    """Make a move whose page asks for more than words: boxes, a list, a choice."""
    page = one.open(path)
    page.locator(".moves .can").get_by_text(label, exact=True).click()
    page.wait_for_selector("main .form-end")
    for name, text in words.items():
        field = page.locator(f"main [name='{name}']")
        if field.evaluate("it => it.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    if choose:
        page.locator("main label.choice").filter(has_text=choose).locator("input").check()
    page.click("main form[method=post] .form-end button[type=submit] >> nth=0")
    page.wait_for_selector(".flash.ok")


def do(one: Person, path: str, label: str, **words: str) -> None:
    """Make a move from the page as it stands now."""
    one.open(path)
    one.move(label, **words)


def promises(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    """The fields of the promises of a settlement, each due in a month: where it is later, it may be tomorrow already."""
    due = (clock.now().astimezone(ZoneInfo("Asia/Jakarta")) + timedelta(days=30)).date().isoformat()
    return {
        f"promises-{n}-{part}": text
        for n, row in enumerate(rows)
        for part, text in zip(("kind", "owes", "what", "amount", "due_on"), (*row, due), strict=True)
    }


def both(path: str, *people: Person) -> None:
    """Each of them reads that it is the turn of both sides."""
    for one in people:
        assert "Your turn: both sides" in head(one, path)


def way(one: Person, path: str) -> dict[str, tuple[str, str]]:
    """The map on the page: each stop with where it stands (done, now, next) and its words."""
    stops = one.open(path).locator("ol.path > li").all()
    return {
        stop.locator(".node strong").inner_text(): (stop.get_attribute("class") or "", stop.inner_text())
        for stop in stops
    }


def stands_at(path: str, here: str, *people: Person) -> None:
    """On each page the map stands at this stop: all before it are done, none after it."""
    for one in people:
        stops = way(one, path)
        assert here in stops, stops
        place = list(stops).index(here)
        assert [status for status, _words in stops.values()] == [
            *["done"] * place, "now", *["next"] * (len(stops) - place - 1),
        ], stops  # fmt: skip
        assert one.page.locator("ol.path [aria-current=step] .node strong").inner_text() == here


def ahead(path: str, says: str, *people: Person) -> None:
    """Each page says what happens if nobody acts; "" where nothing does."""
    for one in people:
        text = one.open(path).get_by_role("region", name="The path").inner_text()
        assert says in text if says else "If nobody acts" not in text, text


def left(path: str, n: int, unit: str, *people: Person) -> None:
    """The head of each page says how long the step may still take; what comes after the day's cut-off counts from the next."""
    for one in people:
        found = re.search(r"due in ([0-9]+) (working day|day)s?\b", head(one, path))
        assert found, head(one, path)
        assert (int(found[1]) - n in (0, 1), found[2]) == (True, unit), found[0]


def room(path: str, words: str, managers: tuple[Person, ...], members: tuple[Person, ...], where: str = FILE) -> None:
    """What is without prejudice stands on a manager's page, and nothing of it on a member's."""
    for one in managers:
        assert words in one.open(path).get_by_role("region", name=where).inner_text()
    for one in members:
        page = one.open(path)
        assert page.get_by_role("region", name=FILE).count() == page.get_by_role("region", name=where).count() == 0
        assert words not in page.content()


def sits(mediator: Person, path: str, shared: str) -> None:
    """The mediator reads this dispute with what is shared there, and finds nothing else of the agreement."""
    place = path.partition("/disputes/")[0]
    page = mediator.open(path)
    assert shared in page.get_by_role("region", name=FILE).inner_text()
    for other in ("/", "/changes/", "/disputes/", "/disputes/1", "/decisions/", "/meetings/"):
        answer = page.goto(f"{mediator.base}{place}{other}")
        assert (other, answer and answer.status) == (other, 404)
    mediator.faults[:] = [fault for fault in mediator.faults if "404" not in fault]


def in_paper(path: str, people: tuple[Person, ...], *words: str) -> None:
    """Each reads all of these in the issue paper."""
    for one in people:
        paper = one.open(path).get_by_role("region", name="Issue paper").inner_text()
        assert [text for text in words if text not in paper] == []


def settled(path: str, people: tuple[Person, ...], terms: str, standing: str, times: int) -> None:
    """Each reads the terms that both have signed, and so many promises that stand like this."""
    for one in people:
        settlement = one.open(path).get_by_role("region", name="Settlement", exact=True).inner_text()
        assert terms in settlement
        assert settlement.count(standing) == times


def performed(path: str, people: tuple[Person, ...]) -> None:
    """Everybody sees that nothing is left to do."""
    for one in people:
        assert "turn" not in head(one, path)
        assert one.state == "Settled and performed"
        assert {status for status, _words in way(one, path).values()} == {"done"}


def story(path: str, people: tuple[Person, ...], *words: str) -> None:
    """Each timeline tells these in this order."""
    for one in people:
        told_of = one.open(path).get_by_role("region", name="Timeline").inner_text()
        places = [told_of.find(text) for text in words]
        assert min(places) >= 0, dict(zip(words, places, strict=True))
        assert places == sorted(places)


def test_a_dispute_goes_from_notice_to_the_last_promise_kept(person: Enter) -> None:
    amelia, priya, ruth, jack = (
        person(f"{name}.example") for name in ("amelia@acme", "priya@acme", "ruth@northgate", "jack@northgate")
    )
    managers, members, everybody = (amelia, ruth), (priya, jack), (amelia, priya, ruth, jack)
    path = give_notice(amelia, "Charges for the second run of May", "9,000")
    told(jack, "Charges for the second run of May")
    turn(path, jack, priya, "Vendor")
    stands_at(path, "Acknowledgement", *everybody)
    ahead(path, "If nobody acts, the notice counts as acknowledged on", *everybody)
    assert "Withdraw" in may(amelia)
    assert "Acknowledge the notice" not in may(amelia)

    do(jack, path, "Acknowledge the notice")
    both(path, *everybody)
    stands_at(path, "Negotiation, tier 1", *everybody)
    ahead(path, "If nobody acts, the negotiation is over on", *everybody)
    do(priya, path, "State your position", facts="The table was last year's.", wants="No charge.")
    do(jack, path, "State your position", facts="The file held 412 people without a status.", wants="Payment.")
    do(jack, path, "Write what both agree happened", text="It was calculated twice on 27 May.")
    assert "Agree to the neutral statement" not in may(jack)
    do(priya, path, "Agree to the neutral statement")
    in_paper(
        path, everybody, "The table was last year's.", "No charge.", "The file held 412 people without a status.", "Payment.",
        "It was calculated twice on 27 May.", "Agreed by both sides.",
    )  # fmt: skip
    stops = way(ruth, path)["Negotiation, tier 1"][1]
    assert stops.count("stated its position") == 2

    do(amelia, path, "No result: to the next tier", reason="Each of us thinks the other one caused it.")
    stands_at(path, "Negotiation, tier 2", *everybody)
    do(ruth, path, "No result: to the next tier", reason="The directors do not agree on who pays.")
    stands_at(path, "Negotiation, tier 3", *everybody)
    for one in everybody:
        assert one.open(path).locator(".ladder [aria-current=step]").inner_text().startswith("Tier 3")

    do(ruth, path, "Refer to mediation")
    assert ruth.state == "Choosing a mediator"
    stands_at(path, "Mediator", *everybody)
    ahead(path, "If nobody acts, Centre for Effective Dispute Resolution, London appoints from", *everybody)
    do(amelia, path, "Propose a mediator", name="Ms Wren", email="bambang@samudra.example", reason="She knows payroll.")
    turn(path, ruth, priya, "Vendor")
    assert "Ms Wren" in jack.open(path).get_by_role("region", name="What is asked").inner_text()
    do(ruth, path, "Agree to the mediator")
    assert ruth.state == "Mediation, preparing"
    stands_at(path, "Mediation", *everybody)
    ahead(path, "If nobody acts, both sides are told on", *everybody)

    do(amelia, path, "Share a case summary", text="The tables are the vendor's task.")
    wren = person("bambang@samudra.example")
    sits(wren, path, "The tables are the vendor's task.")
    make(wren, path, "Enter a session", SESSION | {"held_on": clock.now().date().isoformat()})
    ruth.open(path)
    assert ruth.state == "Mediation, sessions"
    both(path, *everybody)
    for words in ("The tables are the vendor's task.", "We stand 900 apart."):
        room(path, words, managers, members)

    terms = {"terms": "Each side bears half of the second run."} | promises(
        ("credit", "vendor", "A credit of half the second run.", "4,500"), ("apology", "client", "A letter to the two who were blamed.", "")
    )  # fmt: skip
    make(amelia, path, "Write the settlement", terms)
    assert amelia.state == "Settlement to be signed"
    stands_at(path, "Settlement signed", *everybody)
    ahead(path, "If nobody acts, both sides are told on", *everybody)
    both(path, *everybody)
    for words in (terms["terms"], terms["promises-0-what"]):
        room(path, words, managers, members, where="Settlement to be signed")
    do(amelia, path, "Sign the settlement")
    turn(path, ruth, amelia, "Vendor")
    do(ruth, path, "Sign the settlement")
    assert ruth.state == "Settled"
    stands_at(path, "Performed", *everybody)
    ahead(path, "If nobody acts, both sides are told on", *everybody)  # that a promise is late
    settled(path, everybody, terms["terms"], "to be done", 2)  # what both have signed is without prejudice no longer
    both(path, *everybody)

    make(jack, path, "Report a promise as done", {"report": "On invoice 7."}, choose="A credit of half")
    turn(path, priya, ruth, "Client")
    make(priya, path, "Report a promise as done", {"report": "Sent by post."}, choose="A letter")
    both(path, *everybody)  # each has something to confirm
    make(priya, path, "Confirm a promise as kept", {}, choose="A credit of half")
    assert priya.state == "Settled"
    turn(path, jack, amelia, "Vendor")
    make(jack, path, "Confirm a promise as kept", {}, choose="A letter")
    performed(path, everybody)
    settled(path, everybody, terms["terms"], "kept, confirmed", 2)
    story(
        path, everybody,
        "gave notice of a dispute", "acknowledged the notice", "The table was last year's.", "412 people", "agreed to the neutral statement",
        "Each of us thinks", "The directors do not agree", "referred it to mediation", "proposed a mediator", "agreed to the mediator",
        "signed the settlement", "On invoice 7.", "Sent by post.", "confirmed a promise as kept",
    )  # fmt: skip
    room(path, "We stand 900 apart.", managers, members)


def due(one: Person, path: str, stop: str) -> str:
    """By when the map says that a stop ends."""
    one.open(path)
    node = one.page.locator("ol.path > li").filter(has_text=stop).first
    return node.locator(".node small").inner_text()


def test_both_agree_to_the_expedited_timetable_and_every_date_moves(person: Enter) -> None:
    amelia, priya, ruth, jack = (
        person(f"{name}.example") for name in ("amelia@acme", "priya@acme", "ruth@northgate", "jack@northgate")
    )
    everybody = (amelia, priya, ruth, jack)
    path = give_notice(ruth, "Interest on the invoice of April", "700")
    turn(path, priya, jack, "Client")
    do(priya, path, "Acknowledge the notice")
    for one in everybody:
        assert "Timetable: standard, clause 17.1" in head(one, path)
    legs = ("Negotiation, tier 1", "Mediator", "Mediation", "Settlement signed")
    before = {leg: due(priya, path, leg) for leg in legs}
    assert "Ask for the expedited timetable" not in may(priya)
    do(amelia, path, "Ask for the expedited timetable", reason="It is a small amount.")
    turn(path, ruth, priya, "Vendor")
    asked = jack.open(path).get_by_role("region", name="What is asked").inner_text()
    assert "The expedited timetable, from the day both agree" in asked
    assert "It is a small amount." in asked
    assert "Agree to it" not in may(jack)
    assert {leg: due(priya, path, leg) for leg in legs} == before  # a question moves nothing
    do(ruth, path, "Agree to it")
    both(path, *everybody)
    for one in everybody:
        assert "Timetable: expedited, clause 17.1" in head(one, path)
        assert one.page.get_by_role("region", name="What is asked").count() == 0
    left(path, 10, "working day", *everybody)
    after = {leg: due(jack, path, leg) for leg in legs}
    assert {leg for leg in legs if after[leg] == before[leg]} == set()
    assert {leg: due(priya, path, leg) for leg in legs} == after

    do(amelia, path, "Refer to mediation")
    left(path, 5, "working day", *everybody)
    ahead(path, "appoints from", *everybody)
    do(ruth, path, "Propose a mediator", name="Mr Crane", email="crane@mediators.example", reason="He is near.")
    turn(path, amelia, jack, "Client")
    do(amelia, path, "Decline it", reason="He has worked for you.")
    both(path, *everybody)
    do(
        amelia,
        path,
        "Propose a mediator",
        name="Ms Lark",
        email="hendra@samudra.example",
        reason="She knows neither of us.",
    )
    do(ruth, path, "Agree to the mediator")
    left(path, 20, "working day", *everybody)
    do(ruth, path, "Share a case summary", text="The list came late.")
    lark = person("hendra@samudra.example")
    sits(lark, path, "The list came late.")
    make(lark, path, "Enter a session", SESSION | {"held_on": clock.now().date().isoformat()})
    left(path, 1, "working day", *everybody)
    do(ruth, path, "End the mediation", reason="Too far apart.")
    assert ruth.state == "Mediation without result"
    do(amelia, path, "Take it to court or arbitration", reason="There is no settlement.")
    for one in everybody:
        assert "turn" not in head(one, path)
        assert one.state == "Before court or arbitration"
        assert list(way(one, path))[-1] == "Before court or arbitration"
    room(path, "We stand 900 apart.", (amelia, ruth), (priya, jack))


def test_the_indonesian_timetable_ends_with_the_registration_of_the_settlement(person: Enter) -> None:
    sari, dewi, rina, fajar = (
        person(f"{name}.example") for name in ("sari@samudra", "dewi@samudra", "rina@prima", "fajar@prima")
    )
    everybody = (sari, dewi, rina, fajar)
    path = give_notice(sari, "Potongan tagihan bulan ini", "38,000,000", SAMUDRA)
    turn(path, fajar, dewi, "Vendor")
    for one in everybody:
        assert "Timetable: UU 30/1999, in calendar days, clause 19" in head(one, path)
    left(path, 14, "day", *everybody)
    stands_at(path, "Acknowledgement", *everybody)
    assert "Referral" not in way(dewi, path)  # this timetable has no such step
    ahead(path, "If nobody acts, the negotiation is over on", *everybody)
    do(fajar, path, "Acknowledge the notice")
    stands_at(path, "Negotiation, tier 1", *everybody)
    do(dewi, path, "State your position", facts="Log tidak lengkap.", wants="Hitung ulang.")
    do(fajar, path, "State your position", facts="91 persen dijawab.", wants="Pembayaran penuh.")
    assert "Ask for the expedited timetable" not in may(sari)  # the framework has none
    do(rina, path, "Refer to mediation")
    stands_at(path, "Mediator", *everybody)
    ahead(path, "If nobody acts, Pusat Mediasi Nasional (PMN), Jakarta appoints from", *everybody)
    do(
        rina,
        path,
        "Propose a mediator",
        name="Ibu Ratih",
        email="leo@acme.example",
        reason="Dikenal kedua pihak.",
    )
    turn(path, sari, fajar, "Client")
    do(sari, path, "Agree to the mediator")
    left(path, 7, "day", *everybody)
    do(sari, path, "Share a case summary", text="Angka dihitung dari log yang sama.")
    room(path, "Angka dihitung dari log yang sama.", (sari, rina), (dewi, fajar))
    do(rina, path, "Share a case summary", text="Log sudah lengkap.")
    ratih = person("leo@acme.example")
    sits(ratih, path, "Log sudah lengkap.")
    make(ratih, path, "Enter a session", SESSION | {"held_on": clock.now().date().isoformat()})
    stands_at(path, "Mediation", *everybody)
    ahead(path, "", *everybody)  # the agreement says only when it begins
    terms = {"terms": "Setengah potongan dibayar."} | promises(
        ("payment", "client", "Pembayaran setengah potongan.", "19,000,000")
    )
    make(sari, path, "Write the settlement", terms)
    left(path, 30, "day", *everybody)
    do(sari, path, "Sign the settlement")
    turn(path, rina, dewi, "Vendor")
    do(rina, path, "Sign the settlement")
    left(path, 30, "day", *everybody)
    assert [one.state for one in everybody] == ["Settled"] * len(everybody)
    ahead(path, "If nobody acts, both sides are told on", *everybody)
    turn(path, sari, fajar, "Client")
    do(fajar, path, "Enter the registration", reference="PN Jakarta Selatan 77/2026")
    for one in everybody:
        one.open(path)
        assert "PN Jakarta Selatan 77/2026" in one.page.locator(".timeline").last.inner_text()
        assert "Enter the registration" not in may(one)
    left(path, 30, "day", *everybody)  # the promise
    ahead(path, "If nobody acts, both sides are told on", *everybody)
    make(dewi, path, "Report a promise as done", {"report": "Dibayar hari ini."}, choose="Pembayaran setengah")
    turn(path, fajar, sari, "Vendor")
    make(fajar, path, "Confirm a promise as kept", {}, choose="Pembayaran setengah")
    performed(path, everybody)


def test_going_back_and_sending_a_notice_again_gives_one(person: Enter) -> None:
    amelia = person("amelia@acme.example", java_script_enabled=False)
    page = amelia.open(f"{AGREEMENT}/disputes/new")
    for name in ("title", "particulars", "why", "relief"):
        page.fill(f"main [name={name}]", "Once only")
    page.click("text=Send to the other side")
    first = page.url
    page.go_back()
    page.click("text=Send to the other side")
    assert page.url == first
