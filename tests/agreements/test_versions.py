"""A later version: proposed by either side, signed by both under the version in force, in force from its day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bpo_gov.accounts.models import User
from bpo_gov.accounts.queries import owed_letters
from bpo_gov.agreements import actions, queries
from bpo_gov.agreements.framework import BadFramework
from bpo_gov.agreements.models import Agreement
from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event
from bpo_gov.notifications import sweep
from tests.agreements.texts import rows, text
from tests.conftest import NOW

KEY = "acme-payroll"


def next_text(change=None, **header):
    """The text of the cast's framework, changed."""
    return text(change, **{"reference": KEY, "title": "Acme Payroll", **header})


def wider(data):
    data["envelope"]["limits"][0]["percent"] = "12"


def signed(cast, framework, *names):
    for name in names or ("ana", "vera"):
        actions.sign(framework, cast.actor(name))
    return framework


def states(cast):
    return {one.number: one.state for one in queries.versions(cast.actor("ana"))}


def in_force(cast):
    found = queries.active_framework(cast.agreement.id)
    return found.number if found else None


@pytest.mark.parametrize("name", ["ana", "vera"])
def test_a_manager_of_either_side_proposes_and_the_one_in_force_stays(cast, name):
    with pytest.raises(Denied):
        actions.propose_version(cast.actor("carl"), next_text(wider))
    version = actions.propose_version(cast.actor(name), next_text(wider))
    assert (version.number, version.state, version.ball) == (2, "proposed", "both")
    assert (in_force(cast), getattr(queries.current(cast.agreement.id), "number", None)) == (1, 1)


def test_with_both_signatures_it_takes_the_place_of_the_one_before(cast):
    version = signed(cast, actions.propose_version(cast.actor("vera"), next_text(wider)))
    assert states(cast) == {1: "superseded", 2: "active"}
    assert (version.effective_from, in_force(cast)) == (date(2026, 6, 3), 2)
    names = db.session.scalars(select(Event.name).where(Event.agreement_id == cast.agreement.id).order_by(Event.seq))
    assert list(names)[-3:] == ["framework.signed", "framework.superseded", "framework.signed"]
    assert ledger.verify(cast.agreement.id) is None


def test_from_a_later_day_on_the_clock_puts_it_in_force(cast):
    version = signed(cast, actions.propose_version(cast.actor("ana"), next_text(wider), date(2026, 7, 1)))
    db.session.commit()
    midnight = datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/London"))
    assert (states(cast), in_force(cast)) == ({1: "active", 2: "active"}, 1)
    assert version.due_at == midnight.astimezone(UTC)
    with clock.at(midnight - timedelta(seconds=1)):
        sweep.fire_due()
        assert in_force(cast) == 1
    with clock.at(midnight):
        assert in_force(cast) == 2  # the day counts, whether or not the clock has been there
        sweep.fire_due()
        sweep.fire_due()
    db.session.expire_all()
    assert states(cast) == {1: "superseded", 2: "active"}
    assert queries.load(2, cast.actor("ana")).due_at is None
    names = db.session.scalars(select(Event.name).where(Event.agreement_id == cast.agreement.id).order_by(Event.seq))
    assert list(names)[-2:] == ["framework.superseded", "framework.took_effect"]


def test_a_day_that_has_passed_before_the_second_signature_gives_way_to_it(cast):
    version = actions.propose_version(cast.actor("ana"), next_text(wider), date(2026, 6, 10))
    signed(cast, version, "ana")
    with clock.at(NOW + timedelta(days=30)):
        signed(cast, version, "vera")
        assert (version.effective_from, in_force(cast)) == (date(2026, 7, 3), 2)


def test_a_day_in_the_past_is_refused(cast):
    with pytest.raises(Refused, match="on 03 Jun 2026 at the earliest"):
        actions.propose_version(cast.actor("ana"), next_text(wider), date(2026, 6, 2))


def test_it_is_signed_by_the_authority_list_in_force_and_not_by_its_own(cast):
    def carl_may(data):
        data["authority"].append(
            {"side": "client", "person": "carl@client.example.com", "up_to": "10", "term_months": 1, "clause": "3.5"}
        )
        data["authority"] = [one for one in data["authority"] if one["person"] != "ana@client.example.com"]

    version = actions.propose_version(cast.actor("vera"), next_text(carl_may))
    with pytest.raises(Refused, match=r"Only a person in the authority list may sign \(clause 3.1, 3.2\)"):
        actions.sign(version, cast.actor("carl"))
    signed(cast, version, "ana", "vera")
    third = actions.propose_version(cast.actor("vera"), next_text(carl_may, title="Third"))
    with pytest.raises(Refused, match="Only a person in the authority list"):
        actions.sign(third, cast.actor("ana"))
    signed(cast, third, "carl")


def test_one_proposal_at_a_time_and_a_declined_one_blocks_nothing(cast):
    version = actions.propose_version(cast.actor("ana"), next_text(wider))
    with pytest.raises(Refused, match="FW-2 is proposed and waits for signatures"):
        actions.propose_version(cast.actor("vera"), next_text(wider, title="Other"))
    actions.decline(version, cast.actor("vera"), reason="Too wide.")
    again = actions.propose_version(cast.actor("ana"), next_text(wider))
    assert (again.number, again.digest == version.digest) == (3, True)


def test_the_text_in_force_is_no_new_version(cast):
    source = queries.export(KEY) or ""
    before = rows()
    with pytest.raises(Refused, match="there already, unchanged: acme-payroll"):
        actions.propose_version(cast.actor("ana"), source)
    assert rows() == before


def test_a_first_version_that_was_declined_is_followed_by_another(cast):
    actions.import_agreement(text())
    second = type(cast).load("second")
    actions.decline(queries.load(1, second.actor("vera"), lock=True), second.actor("vera"), reason="No.")
    version = actions.propose_version(second.actor("ana"), text(wider))
    assert (version.number, version.effective_from) == (2, date(2025, 2, 1))
    signed(second, version)
    assert queries.active_framework(second.agreement.id) is version


def test_what_stays_is_said_at_its_line_all_at_once(cast):
    before = rows()
    with pytest.raises(BadFramework) as caught:
        actions.propose_version(
            cast.actor("ana"),
            next_text(currency="EUR", start="2025-03-01", vendor={"name": "Somebody else", "country": "GB"}),
        )
    found = {problem.path: (problem.line, str(problem.message)) for problem in caught.value.problems}
    assert set(found) == {"header.currency", "header.start", "header.vendor.name"}
    assert all(line for line, _ in found.values())
    assert found["header.vendor.name"][1] == "The parties stay who they are: Northgate Services."
    with pytest.raises(BadFramework, match="The reference stays what it is"):
        actions.propose_version(cast.actor("ana"), next_text(reference="other-name"))
    assert rows() == before


def test_people_join_with_the_second_signature_and_nobody_is_thrown_out(cast):
    def people(data):
        data["people"] = [one for one in data["people"] if one["name"] != "Cora"]
        data["people"].append(
            {"name": "Nia", "email": "nia@vendor.example.com", "side": "vendor", "title": "analyst", "role": "member"}
        )

    def here():
        return {one.user.email.partition("@")[0] for one in queries.members(cast.agreement.id)}

    version = actions.propose_version(cast.actor("ana"), next_text(people))
    signed(cast, version, "ana")
    assert "nia" not in here()
    signed(cast, version, "vera")
    assert here() == {"ana", "carl", "edda", "cora", "vera", "victor", "nia"}
    assert owed_letters() == [db.session.scalars(select(User.id).where(User.email == "nia@vendor.example.com")).one()]


def test_the_agreement_goes_by_the_title_of_the_version_in_force(cast):
    signed(cast, actions.propose_version(cast.actor("ana"), next_text(title="Payroll and pensions")))
    assert db.session.get_one(Agreement, cast.agreement.id).title == "Payroll and pensions"
