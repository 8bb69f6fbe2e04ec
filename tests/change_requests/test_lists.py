"""The list: every filter and every order, pages both ways, and files that hold what the page holds."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from bpo_gov.change_requests import actions, lists
from bpo_gov.change_requests.asked import Asked
from bpo_gov.change_requests.orders import SORTS
from bpo_gov.kernel import keyset
from tests import make
from tests.cast import KEY, Cast

LIST = f"/a/{KEY}/changes/"
LONDON = ZoneInfo("Europe/London")
SMALL: dict[str, Any] = {"monthly_cost": Decimal(0), "months": 0}


@pytest.fixture
def mixed(cast: Cast) -> Cast:
    """CR-1 to CR-9 in different states, of both sides, of values from 9 to 1000, two of them unknown."""
    made = (
        ("submitted", "carl", "Saturday helpdesk", "900", ("S-01",)), ("assessing", "carl", "bank codes", "1000", ()),
        ("assessed", "victor", "Zebra printers", "90", ("S-01",)), ("draft", "carl", "100 % more", "100", ()), ("draft", "victor", "Own of vendor", "9", ()),
        ("closed", "carl", "Élan", "10", ()), ("submitted", "victor", "Saturday helpdesk", None, ()), ("draft", "carl", "=1+1", None, ()),
        ("implementing", "carl", "under_score", "100", ()),
    )  # fmt: skip
    for state, by, title, cost, services in made:
        amount = None if cost is None else Decimal(cost)
        make.change_request(
            cast, state, by=by, title=title, one_off_cost=amount, services=services, figures=SMALL | {"one_off_cost": amount or Decimal(0)}, **SMALL,
        )  # fmt: skip
    return cast


def numbers(cast: Cast, name: str = "ana", **asked: Any) -> list[int]:
    """What the list holds, in its order."""
    defaults = {"view": "all", "sort": "number"}
    found = lists.page(cast.actor(name), Asked(**{**defaults, **asked}), LONDON)
    return [cr.number for cr in found.rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [1, 2, 3, 4, 6, 7, 8, 9]),
        ({"view": "open"}, [1, 2, 3, 4, 7, 8, 9]),
        ({"view": "ours"}, [3, 4, 8]),
        ({"view": "closed"}, [6]),
        ({"states": ("draft", "submitted")}, [1, 4, 7, 8]),
        ({"classes": ("emergency",)}, []),
        ({"classes": ("normal", "emergency")}, [1, 2, 3, 4, 6, 7, 8, 9]),
        ({"ball": "vendor"}, [1, 2, 7, 9]),
        ({"ball": "none"}, [6]),
        ({"side": "vendor"}, [3, 7]),
        ({"service": "S-01"}, [1, 3]),
        ({"value_from": Decimal(90)}, [1, 2, 3, 4, 9]),
        ({"value_from": Decimal(90), "value_to": Decimal("100.0000")}, [3, 4, 9]),
        ({"value_to": Decimal(10)}, [6]),
        ({"due": "late"}, []),
        ({"text": "SATURDAY"}, [1, 7]),
        ({"text": "%"}, [4]),
        ({"text": "_"}, [9]),
        ({"text": "helpdesk", "side": "client", "states": ("submitted",)}, [1]),
    ],
)
def test_filters_narrow_alone_and_together(mixed: Cast, asked: dict[str, Any], found: list[int]) -> None:
    assert numbers(mixed, **asked) == found


def test_due_dates_are_days_of_the_agreement(mixed: Cast) -> None:
    due = {cr.number: cr.due_at for cr in lists.page(mixed.actor("ana"), Asked("all"), LONDON).rows if cr.due_at}
    day = due[1].astimezone(LONDON).date()
    on_the_day = sorted(number for number, at in due.items() if at.astimezone(LONDON).date() == day)
    assert numbers(mixed, due_from=day, due_to=day) == on_the_day
    assert numbers(mixed, due="365") == sorted(due)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"sort": "value", "down": True}, [2, 1, 9, 4, 3, 6, 8, 7]),
        ({"sort": "value"}, [7, 8, 6, 3, 4, 9, 1, 2]),
        ({"sort": "number", "down": True}, [9, 8, 7, 6, 4, 3, 2, 1]),
        ({"sort": "state"}, [4, 8, 1, 7, 2, 3, 9, 6]),
    ],
)
def test_orders_stand_and_equals_stand_by_number(mixed: Cast, asked: dict[str, Any], found: list[int]) -> None:
    assert numbers(mixed, **asked) == found


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("size", [1, 3])
def test_pages_go_forward_and_back_over_the_same_rows(mixed: Cast, sort: str, down: bool, size: int) -> None:
    whole = numbers(mixed, sort=sort, down=down)
    asked, pages = Asked("all", sort=sort, down=down, size=size), []
    found = lists.page(mixed.actor("ana"), asked, LONDON)
    assert found.previous is None
    pages.append([cr.number for cr in found.rows])
    while found.next:
        found = lists.page(mixed.actor("ana"), asked.but(place=keyset.read(found.next, SORTS[sort])), LONDON)
        pages.append([cr.number for cr in found.rows])
    assert [number for page in pages for number in page] == whole
    back = [pages[-1]]
    while found.previous:
        place = keyset.read(found.previous, SORTS[sort], back=True)
        found = lists.page(mixed.actor("ana"), asked.but(place=place), LONDON)
        back.append([cr.number for cr in found.rows])
    assert back[::-1] == pages


def test_a_draft_of_the_other_side_is_in_no_list_and_no_file(mixed: Cast, as_: Callable[[str], FlaskClient]) -> None:
    assert 5 not in numbers(mixed)
    assert 5 in numbers(mixed, "vera")
    ana = as_("ana")
    for query in (
        "view=all",
        "view=all&state=draft",
        "view=all&title=Own",
        "view=all&ball=vendor",
        "view=all&value_to=9",
    ):
        assert "CR-5" not in ana.get(f"{LIST}list.csv?{query}").text
        assert "Own of vendor" not in ana.get(f"{LIST}?{query}").text


@pytest.mark.parametrize(
    "query", ["view=all", "view=all&sort=value", "view=all&state=submitted&size=1", "", "view=closed"]
)
def test_the_files_hold_the_rows_of_the_page(mixed: Cast, as_: Callable[[str], FlaskClient], query: str) -> None:
    ana = as_("ana")
    shown = re.findall(r'<td class="no">(CR-\d+)</td>', ana.get(f"{LIST}?{query.replace('&size=1', '')}").text)
    answer = ana.get(f"{LIST}list.csv?{query}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="acme-payroll-changes-2026-06-03.csv"'
    rows = list(csv.DictReader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"), newline="")))
    assert [row["No."] for row in rows] == shown
    book = load_workbook(BytesIO(ana.get(f"{LIST}list.xlsx?{query}").data)).worksheets[0]
    assert [row[0].value for row in book.iter_rows(min_row=2)] == shown


def test_a_row_of_a_file_says_all(mixed: Cast, as_: Callable[[str], FlaskClient]) -> None:
    text = as_("ana").get(f"{LIST}list.csv?view=all&sort=number&order=asc").get_data(as_text=True)
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))
    first = {
        name: rows[0][name]
        for name in ("Title", "State", "Waiting for", "Value", "Currency", "Class", "Raised by", "Services")
    }
    assert first == {
        "Title": "Saturday helpdesk", "State": "Submitted", "Waiting for": "Vendor", "Value": "900", "Currency": "GBP", "Class": "normal",
        "Raised by": "Client", "Services": "S-01",
    }  # fmt: skip
    assert rows[0]["Opened"] == "2026-06-03T10:00:00+01:00"
    assert [row["Title"] for row in rows if row["No."] == "CR-8"] == ["'=1+1"]


def test_the_form_reads_numbers_of_the_reader_and_the_address_is_everybodys(
    mixed: Cast, as_: Callable[[str], FlaskClient]
) -> None:
    ana = as_("ana")
    assert (
        ana.get(f"{LIST}?filter=1&view=all&value_from=1,000.50&title=&due_to=").location
        == f"{LIST}?view=all&value_from=1000.50"
    )
    ana.get("/language/id")
    assert ana.get(f"{LIST}?filter=1&view=all&value_from=1.000,50").location == f"{LIST}?view=all&value_from=1000.50"


def test_what_cannot_be_read_is_said_at_its_field_and_kept(mixed: Cast, as_: Callable[[str], FlaskClient]) -> None:
    answer = as_("ana").get(f"{LIST}?filter=1&value_from=9&value_to=1&due_from=soon&title=x%00")
    assert answer.status_code == 422
    for words in (
        "The end lies before the beginning.",
        "Write a date like 2027-01-04.",
        "This holds characters that cannot be read.",
        'value="9"',
    ):
        assert words in answer.text


def test_a_chip_takes_its_own_filter_away(mixed: Cast, as_: Callable[[str], FlaskClient]) -> None:
    text = as_("ana").get(f"{LIST}?view=all&state=draft&state=submitted&side=client").text
    chips = dict(re.findall(r'class="chip on" href="([^"]+)">([^<]+) <', text))
    assert {href.replace("&amp;", "&"): label for href, label in chips.items()} == {
        f"{LIST}?view=all&state=submitted&side=client": "State: Draft", f"{LIST}?view=all&state=draft&side=client": "State: Submitted",
        f"{LIST}?view=all&state=draft&state=submitted": "Raised by: Client",
    }  # fmt: skip


def test_a_value_that_is_assessed_moves_the_row(mixed: Cast) -> None:
    found = lists.picked(mixed.actor("ana"), [2])
    actions.assess(found[0], mixed.actor("victor"), **make.assessment(**SMALL, one_off_cost=Decimal(5)))
    assert numbers(mixed, value_to=Decimal(9)) == [2]
