"""Sealed offers: a deal in the middle where the figures meet, and where they do not nobody ever learns one."""

import logging
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from bpo_gov.disputes import actions, queries
from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.sealed import closing, vault
from bpo_gov.disputes.sealed.models import Offer
from bpo_gov.disputes.sealed.pages import shown
from bpo_gov.kernel import clock, queue
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event, EventContent, verify
from bpo_gov.notifications import relay
from tests import cast as people
from tests.cast import KEY, Cast
from tests.conftest import NOW
from tests.house.disputing import dispute, promise, seal, sealing

PLACE = f"/a/{KEY}/disputes"
NAMES = [name for name, *_rest in people.PEOPLE]
CENTS = st.decimals(min_value=0, max_value=10**9, places=2)
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


@pytest.fixture(autouse=True)
def folder(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """A vault of the test's own."""
    vault.keep_in(tmp_path / "seals")
    yield tmp_path / "seals"
    vault.keep_in(app.extensions["settings"].seals_dir)


def keys(folder: Path) -> list[Path]:
    """The keys that lie in the vault."""
    return sorted(folder.glob("*"))


def told(one: Dispute) -> list[tuple[str, Any]]:
    """What the record has of the dispute."""
    query = select(Event.name, EventContent.particulars).join(EventContent).where(Event.matter_id == one.id)
    return [(name.partition(".")[2], found) for name, found in db.session.execute(query.order_by(Event.seq))]


def again(one: Dispute, cast: Cast) -> Dispute:
    """The dispute as the database has it now."""
    db.session.expire_all()
    return queries.load(one.number, cast.actor("ana"))


def results(one: Dispute) -> list[tuple[int, str | None]]:
    """Each round with how it ended."""
    assert one.sealing is not None
    return [(turn.round, turn.result) for turn in one.sealing.rounds]


def stored(one: Dispute) -> list[Offer]:
    """What is stored of each figure that was sealed."""
    assert one.sealing is not None
    return [offer for turn in one.sealing.rounds for offer in turn.offers]


def everything() -> str:
    """Every row of every table."""
    rows = (row for table in db.metadata.sorted_tables for row in db.session.execute(select(table)))
    return "\n".join(str(tuple(row)) for row in rows)


# -- the rule ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("payer", "claimant", "met"), [("120", "100", "110"), ("100", "100", "100"), ("80", "100", None)])  # fmt: skip
@pytest.mark.parametrize("side", ["client", "vendor"])
@pytest.mark.parametrize("first", [0, 1])
def test_the_figures_meet_in_the_middle_or_not_at_all(
    cast: Cast, payer: str, claimant: str, met: str | None, side: str, first: int
) -> None:
    one = sealing(cast, payer=side)
    figures = {"ana": payer, "vera": claimant} if side == "client" else {"ana": claimant, "vera": payer}
    seal(cast, one, **dict(sorted(figures.items(), reverse=bool(first))))
    assert one.sealing is not None
    turn = one.sealing.rounds[0]
    assert turn.midpoint == (met and Decimal(met))
    assert turn.result == ("deal" if met else "none")
    assert one.state == ("settling" if met else "preparing")
    assert told(one)[-1][1].get("midpoint") == met
    assert [offer.data for offer in turn.offers] == [None, None]
    assert verify(cast.agreement.id) is None


@given(payer=CENTS, claimant=CENTS)
@example(Decimal("0.01"), Decimal("0.00"))
@example(Decimal("100.01"), Decimal("100.00"))
def test_the_midpoint_lies_between_both_and_a_half_is_rounded_up(payer: Decimal, claimant: Decimal) -> None:
    met = closing.midpoint(payer, claimant)
    if payer < claimant:
        assert met is None
        return
    assert met is not None
    assert claimant <= met <= payer
    assert met.as_tuple().exponent == -2
    cents = int(payer * 100) + int(claimant * 100)
    assert int(met * 100) == (cents + 1) // 2
    assert met == (Decimal(cents) / 200).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_a_deal_is_a_settlement_that_both_sign(cast: Cast) -> None:
    one = seal(cast, sealing(cast, payer="vendor"), ana="100.00", vera="120.01")
    assert one.state == "settling"
    assert "the vendor pays the client GBP 110.01" in one.terms
    (paid,) = one.remedies
    assert (paid.kind, paid.owes, paid.what, paid.amount) == (
        "payment",
        "vendor",
        "The second run of March.",
        Decimal("110.01"),
    )
    assert paid.due_on == (NOW + timedelta(days=30)).date()
    for name in ("vera", "ana"):
        actions.sign(one, cast.actor(name))
    assert one.state == "settled"


def test_a_deal_that_is_dropped_opens_no_further_round(cast: Cast) -> None:
    one = seal(cast, sealing(cast), ana=700, vera=500)
    actions.drop_terms(one, cast.actor("ana"), reason="Another way.")
    assert one.state == "preparing"
    with pytest.raises(Refused):
        actions.ask_sealed(one, cast.actor("ana"), payer="client", subject="Again.")
    with pytest.raises(Refused):
        seal(cast, one, ana=800)


def test_there_are_three_rounds_and_no_more(cast: Cast) -> None:
    one = sealing(cast)
    for _ in range(3):
        seal(cast, one, ana=80, vera=100)
    assert results(one) == [(1, "none"), (2, "none"), (3, "none")]
    with pytest.raises(Refused):
        seal(cast, one, ana=100)
    with pytest.raises(Refused):
        actions.ask_sealed(one, cast.actor("vera"), payer="client", subject="A fourth.")


def test_rounds_that_were_not_used_are_left_after_an_end(cast: Cast) -> None:
    one = seal(cast, sealing(cast), ana=80, vera=100)
    actions.end_sealed(seal(cast, one, vera=90), cast.actor("ana"), reason="Not now.")
    actions.ask_sealed(one, cast.actor("vera"), payer="vendor", subject="Another thing.")
    actions.agree_sealed(one, cast.actor("ana"))
    for _ in range(2):
        seal(cast, one, vera=80, ana=100)
    assert results(one) == [(1, "none"), (2, "void"), (2, "none"), (3, "none")]
    with pytest.raises(Refused):
        seal(cast, one, ana=100)


def test_it_begins_with_the_second_tier_and_both_must_want_it(cast: Cast) -> None:
    one, ana, vera = dispute(cast, "negotiating"), cast.actor("ana"), cast.actor("vera")
    asked = {"payer": "client", "subject": "The second run."}
    with pytest.raises(Refused, match="second tier"):
        actions.ask_sealed(one, ana, **asked)
    actions.step_up(one, ana, reason="No result.")
    with pytest.raises(Denied):
        actions.ask_sealed(one, cast.actor("carl"), **asked)
    actions.ask_sealed(one, ana, **asked)
    for refused in (
        lambda: actions.agree_sealed(one, cast.actor("edda")),
        lambda: actions.agree(one, vera),
        lambda: seal(cast, one, ana=100),
    ):
        with pytest.raises(Refused):
            refused()
    actions.decline(one, vera, reason="No.")
    assert one.sealing is None
    actions.ask_sealed(one, vera, **asked)
    actions.agree_sealed(one, ana)
    seal(cast, one, ana=100)


def test_each_side_seals_once_in_a_round_and_within_authority(cast: Cast) -> None:
    one = sealing(cast)
    with pytest.raises(Refused, match=r"GBP 50,000 \(clause 3.1\)"):
        seal(cast, one, ana="50000.01")
    with pytest.raises(Denied):
        seal(cast, one, victor=1)
    seal(cast, one, ana=50000)
    for name in ("ana", "edda"):
        with pytest.raises(Refused, match="has sealed"):
            seal(cast, one, **{name: 1})


# -- nobody learns a figure ----------------------------------------------------------------------------------------


def test_no_table_log_or_page_holds_a_figure_before_both_are_in_nor_after_no_deal(
    cast: Cast, as_: As, post_as: Post, caplog: pytest.LogCaptureFixture, folder: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    with unit_of_work():
        number = sealing(cast, payer="vendor").number
    with queue.silence():
        assert post_as("edda", f"{PLACE}/{number}/seal", amount="73,519.37").status_code == 303
        relay.tell()
        seen = [everything(), caplog.text]
        assert post_as("vera", f"{PLACE}/{number}/seal", amount="58,264.91").status_code == 303
        relay.tell()
    seen += [everything(), caplog.text, *(as_(name).get(f"{PLACE}/{number}").text for name in NAMES)]
    assert [figure for figure in ("73519", "73,519", "58264", "58,264") for text in seen if figure in text] == []
    assert keys(folder) == []
    one = queries.load(number, cast.actor("ana"))
    assert [(offer.data, offer.nonce, offer.key_name) for offer in stored(one)] == [(None, None, None)] * 2
    assert all(offer.destroyed_at == NOW for offer in stored(one))
    (first, second) = [particulars for name, particulars in told(one) if name == "sealed"]
    assert set(first) - {"ball"} == {"round", "commit"}
    assert set(second) - {"ball"} == {"round", "commit", "result"}


def test_the_key_lies_in_a_file_of_its_own_and_not_in_the_database(cast: Cast, folder: Path) -> None:
    one = seal(cast, sealing(cast), ana=500)
    (key,) = keys(folder)
    assert key.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(key.read_bytes()) == 32
    assert str(key.read_bytes()) not in everything()
    (offer,) = stored(one)
    assert offer.key_name == key.name


def test_a_row_is_as_long_for_a_small_figure_as_for_a_large_one(app: Flask) -> None:
    small, large = (vault.seal(Decimal(figure), "x") for figure in ("1.00", "999999999.99"))
    assert [len(part) for part in small] == [len(part) for part in large]
    assert vault.unseal(small, "x") == 1
    assert vault.unseal(large, "x") == Decimal("999999999.99")


def test_the_same_figure_twice_shows_no_likeness(app: Flask) -> None:
    one, other = vault.seal(Decimal(100), "x"), vault.seal(Decimal("100.00"), "x")
    assert not {*one} & {*other}


@pytest.mark.parametrize("part", ["data", "nonce", "commit", "about", "key"])
def test_what_was_altered_does_not_open(app: Flask, folder: Path, part: str) -> None:
    sealed = vault.seal(Decimal(100), "round 1 client")
    altered = {
        "data": sealed._replace(data=sealed.data[:-1] + bytes([sealed.data[-1] ^ 1])), "nonce": sealed._replace(nonce=bytes(12)),
        "commit": sealed._replace(commit="0" * 64),
    }.get(part, sealed)  # fmt: skip
    if part == "key":
        vault.destroy(sealed.key_name)
    with pytest.raises(vault.Broken):
        vault.unseal(altered, "round 1 vendor" if part == "about" else "round 1 client")


def test_a_round_with_an_altered_figure_is_void_and_both_seal_again(cast: Cast, folder: Path) -> None:
    with unit_of_work():
        one = seal(cast, sealing(cast), ana=500)
        (offer,) = stored(one)
        assert offer.data is not None
        offer.data = bytes(len(offer.data))
        seal(cast, one, vera=100)
        assert told(one)[-1][1]["result"] == "void"
    one = again(one, cast)
    assert (results(one), one.state) == ([(1, "void"), (1, None)], "preparing")
    assert keys(folder) == []
    seal(cast, one, ana=500, vera=100)
    assert one.state == "settling"


@pytest.mark.parametrize("name", ["carl", "cora", "victor"])
def test_who_may_not_bind_a_side_sees_nothing_of_it(cast: Cast, as_: As, name: str) -> None:
    with unit_of_work():
        asked = dispute(cast, "preparing")
        actions.ask_sealed(asked, cast.actor("ana"), payer="client", subject="For the canary.")
        running = seal(cast, sealing(cast), ana=500)
        assert shown(running, cast.actor(name)) is None
        numbers = [asked.number, running.number]
    for number in numbers:
        text = as_(name).get(f"{PLACE}/{number}").text
        for word in ("ealed", "For the canary.", "The second run of March.", "lock-fill"):
            assert word not in text
        answers = {
            as_(name).get(f"{PLACE}/{number}/{verb}").status_code for verb in ("seal", "agree_sealed", "end_sealed")
        }
        assert answers == {403}
        assert as_("olga").get(f"{PLACE}/{number}").status_code == 404
        assert "The second run of March." in as_("vera").get(f"{PLACE}/{numbers[1]}").text
    assert "For the canary." in as_("edda").get(f"{PLACE}/{numbers[0]}").text
    assert "For the canary." in as_("vera").get(f"{PLACE}/{numbers[0]}/agree_sealed").text


# -- destroyed -----------------------------------------------------------------------------------------------------


def _withdraw(one: Dispute, cast: Cast) -> None:
    actions.withdraw(one, cast.actor("ana"), reason="Paid.")


def _leave(one: Dispute, cast: Cast) -> None:
    actions.leave(one, cast.actor("ana"), forum="The court", reason="No settlement.")


def _write_terms(one: Dispute, cast: Cast) -> None:
    actions.write_terms(one, cast.actor("vera"), terms="Half of it.", promises=[promise()])


def _to_expert(one: Dispute, cast: Cast) -> None:
    actions.ask_expert(one, cast.actor("ana"), name="Prof. Reed", question="Who caused it?")
    actions.agree_expert(one, cast.actor("vera"))


def _end(one: Dispute, cast: Cast) -> None:
    actions.end_sealed(one, cast.actor("vera"), reason="No.")


@pytest.mark.parametrize("deed", [_withdraw, _leave, _write_terms, _to_expert, _end])
def test_what_is_sealed_is_destroyed_with_the_talks(cast: Cast, folder: Path, deed: Callable[..., None]) -> None:
    with unit_of_work():
        one = seal(cast, sealing(cast, "unsettled"), ana=500)
    assert len(keys(folder)) == 1
    with unit_of_work():
        deed(again(one, cast), cast)
        assert len(keys(folder)) == 1  # nothing is lost before the commit
    one = again(one, cast)
    assert keys(folder) == []
    assert one.sealing is not None
    assert (one.sealing.standing, results(one)) == ("ended", [(1, "void")])
    assert [offer.data for offer in stored(one)] == [None]


def test_other_words_for_the_figure_make_the_round_void_and_it_does_not_count(cast: Cast, folder: Path) -> None:
    with unit_of_work():
        one = seal(cast, sealing(cast), vera=500)
    with unit_of_work():
        one = actions.change_subject(again(one, cast), cast.actor("ana"), subject="Both runs of March.")
    assert keys(folder) == []
    one = again(one, cast)
    assert results(one) == [(1, "void"), (1, None)]
    seal(cast, one, vera=500, ana=600)
    assert results(one) == [(1, "void"), (1, "deal")]
    assert one.remedies[0].what == "Both runs of March."


def _undone(deed: Callable[[], object]) -> None:
    """A deed whose unit of work breaks at its end."""

    def breaks() -> None:
        with unit_of_work():
            deed()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        breaks()


def test_a_deed_that_is_rolled_back_loses_nothing(cast: Cast, folder: Path) -> None:
    with unit_of_work():
        one = seal(cast, sealing(cast), ana=500)
    _undone(lambda: _withdraw(again(one, cast), cast))
    with unit_of_work():
        one = seal(cast, again(one, cast), vera=400)
    assert again(one, cast).remedies[0].amount == 450


def test_a_seal_that_is_rolled_back_leaves_no_key_after_the_tidy(cast: Cast, folder: Path) -> None:
    with unit_of_work():
        one = seal(cast, sealing(cast), ana=500)
    kept = keys(folder)
    _undone(lambda: seal(cast, again(one, cast), vera=700))
    (left,) = set(keys(folder)) - set(kept)
    for age, there in ((timedelta(minutes=59), [*kept, left]), (timedelta(minutes=61), kept)):
        for path in keys(folder):
            os.utime(path, times=((clock.now() - age).timestamp(),) * 2)
        closing.tidy()
        assert keys(folder) == sorted(there)
    seal(cast, again(one, cast), vera=400)


def test_a_key_that_could_not_be_removed_goes_with_the_next_tidy(cast: Cast, folder: Path) -> None:
    with unit_of_work():
        one = seal(cast, sealing(cast), ana=500)
    folder.rename(folder.with_name("away"))
    folder.write_text("in the way")  # the directory cannot be read
    with unit_of_work():
        _withdraw(again(one, cast), cast)
    folder.unlink()
    folder.with_name("away").rename(folder)
    os.utime(keys(folder)[0], times=((NOW - timedelta(hours=2)).timestamp(),) * 2)
    closing.tidy()
    assert keys(folder) == []


# -- pages ---------------------------------------------------------------------------------------------------------


def test_both_seal_by_the_pages_and_read_the_rule_before(cast: Cast, as_: As, post_as: Post) -> None:
    rule = "there is a deal at the midpoint, rounded to the hundredth with a half rounded up"
    with unit_of_work():
        number = dispute(cast, "preparing").number
    place = f"{PLACE}/{number}"
    assert rule in as_("ana").get(f"{place}/ask_sealed").text
    assert post_as("ana", f"{place}/ask_sealed", payer="client", subject="The second run.").status_code == 303
    page = as_("vera").get(f"{place}/agree_sealed").text
    assert rule in page
    assert "The second run." in page
    assert post_as("vera", f"{place}/agree_sealed").status_code == 303
    assert rule in as_("vera").get(place).text
    form = as_("vera").get(f"{place}/seal").text
    assert ">GBP</span>" in form
    assert "data-draft" not in form  # what is typed is kept nowhere, the tab included
    assert post_as("vera", f"{place}/seal", amount="500").status_code == 303
    assert "sealed 3 Jun" in as_("ana").get(place).text
    assert f'href="{place}/seal">Seal a figure</a>' in as_("edda").get(place).text
    assert f'href="{place}/seal">Seal a figure</a>' not in as_("vera").get(place).text
    again_ = post_as("vera", f"{place}/seal", amount="400")
    assert again_.status_code == 409
    assert "Your side has sealed its figure of this round." in again_.text
    assert post_as("ana", f"{place}/seal", amount="700").status_code == 303
    page = as_("edda").get(place).text
    assert "A deal at £600." in page
    assert "Settlement to be signed" in page


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("", "Fill this in."), ("much", "Write a number like"), ("-1", "This must be at least 0."), ("IDR 500", "Write a number like"), ("£500", "Write a number like"),
        ("500 USD", "Write a number like"), ("٥٠٠", "Write a number like"), ("1e3", "Write a number like"), ("NaN", "Write a number like"),
        ("1.005", "Use at most 2 decimals."), ("9" * 17, "This number is too large."),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_said_at_its_field_and_nothing_is_sealed(
    cast: Cast, post_as: Post, folder: Path, amount: str, says: str
) -> None:
    with unit_of_work():
        number = sealing(cast).number
    answer = post_as("ana", f"{PLACE}/{number}/seal", amount=amount)
    assert answer.status_code == 422
    assert says in answer.text
    assert keys(folder) == []


def test_a_figure_beyond_the_authority_is_refused_and_nothing_is_sealed(
    cast: Cast, as_: As, post_as: Post, folder: Path
) -> None:
    with unit_of_work():
        number = sealing(cast).number
    answer = post_as("vera", f"{PLACE}/{number}/seal", amount="60,000.01")
    assert answer.status_code == 409
    assert "Your authority ends at £60,000" in answer.text
    assert keys(folder) == []
    assert "sealed 3 Jun" not in as_("ana").get(f"{PLACE}/{number}").text


def test_a_figure_cannot_be_sealed_where_no_round_runs(cast: Cast, post_as: Post) -> None:
    with unit_of_work():
        number = dispute(cast, "preparing").number
    assert post_as("ana", f"{PLACE}/{number}/seal", amount="1").status_code == 409


def test_the_payer_is_one_of_both_sides(cast: Cast, post_as: Post) -> None:
    with unit_of_work():
        number = dispute(cast, "preparing").number
    for payer in ("", "neutral", "system", "nobody"):
        assert post_as("ana", f"{PLACE}/{number}/ask_sealed", payer=payer, subject="It.").status_code == 422
