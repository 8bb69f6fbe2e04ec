"""A call log and its figures: counted once more in other words, in every dialect, with each wrong row named."""

import csv
import io
import random
import time
import tracemalloc
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from bpo_gov.kpis.rules.calls import MOST_FAULTS, Columns, Counted, Terms, count
from bpo_gov.kpis.rules.cells import First, Reading
from bpo_gov.kpis.rules.dialects import Dialect, dialect_of, rows
from bpo_gov.kpis.rules.periods import Length

REAL = Path(__file__).parents[3] / "shared" / "data" / "call-log-2021q1.csv"  # beside the project, where there is one
HEADS = (
    "Call Id", "Agent", "DATE", "Time", "Topic", "Answered (Y/N)", "Resolved", "Speed of answer in seconds", "AvgTalkDuration", "Satisfaction rating",
)  # fmt: skip
ID, DAY, ANSWERED, RESOLVED, SPEED, TALK, RATING = (HEADS[i] for i in (0, 2, 5, 6, 7, 8, 9))
COLUMNS = Columns(DAY, ANSWERED, RESOLVED, SPEED, TALK, RATING, ID)


def synthetic(n: int = 2000, seed: int = 7) -> list[list[str]]:
    """A log of the shape of the real one: n calls over a quarter, a fifth of them abandoned."""
    chance, found = random.Random(seed), [list(HEADS)]
    for i in range(n):
        on = date(2021, 1, 1) + timedelta(days=i * 90 // n)
        if chance.random() < 0.2:
            rest = ["N", "N", "", "", ""]
        else:
            talk = chance.randint(30, 420)
            rest = [
                "Y",
                chance.choice("YYYN"),
                str(chance.randint(10, 125)),
                str(timedelta(seconds=talk)).zfill(8),
                str(chance.randint(1, 5)),
            ]
        found.append(
            [f"ID{i:06}", chance.choice(("Zoë", "Bob")), on.isoformat(), "09:12:58", "Contract; or else", *rest]
        )
    return found  # fmt: skip


def written(table: list[list[str]], encoding: str = "utf-8", delimiter: str = ";", end: str = "\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(table)
    return text.getvalue().encode(encoding)


def of(
    raw: bytes, columns: Columns = COLUMNS, reading: Reading | None = None, terms: Terms | None = None, **more
) -> Counted:
    file = io.BytesIO(raw)
    return count(rows(file, dialect_of(file)), columns, reading or Reading(), terms, **more)


def figures(counted: Counted) -> dict[tuple[str, str], tuple[Fraction, int]]:
    assert counted.faults == []
    return {
        (figure.measure.value, figure.period.label): (Fraction(figure.numerator), figure.denominator)
        for figure in counted.figures
    }


def by_the_oracle(raw: bytes, within: int) -> dict[tuple[str, str], tuple[Fraction, int]]:
    """The figures of a plain log, counted column by column for each label with dictionaries."""
    calls = list(csv.DictReader(io.StringIO(raw.decode()), delimiter=";"))
    found: dict[tuple[str, str], tuple[Fraction, int]] = {}
    for form in ("%G-W%V", "%Y-%m"):
        lists = defaultdict(list)
        for call in calls:
            lists[datetime.strptime(call[DAY], "%Y-%m-%d").strftime(form)].append(call)  # noqa: DTZ007
        for label, mine in lists.items():
            answers = Counter(call[ANSWERED] for call in mine)
            talks = [datetime.strptime(call[TALK], "%H:%M:%S") - datetime(1900, 1, 1) for call in mine if call[TALK]]  # noqa: DTZ001, DTZ007
            waits = [int(call[SPEED]) for call in mine if call[SPEED]]
            ratings = [int(call[RATING]) for call in mine if call[RATING]]
            found |= {
                ("answer_rate", label): (Fraction(answers["Y"]), len(mine)),
                ("abandonment_rate", label): (Fraction(answers["N"]), len(mine)),
                ("average_speed_of_answer", label): (Fraction(sum(waits)), len(waits)),
                ("answered_within", label): (Fraction(sum(wait <= within for wait in waits)), len(mine)),
                ("average_talk_time", label): (Fraction(int(sum(talks, timedelta()).total_seconds())), len(talks)),
                ("first_contact_resolution", label): (Fraction(sum(c[RESOLVED] == "Y" for c in mine)), answers["Y"]),
                ("satisfaction", label): (Fraction(sum(ratings)), len(ratings)),
            }
    return found


def test_a_synthetic_log_counts_as_it_is_counted_in_other_words() -> None:
    raw = written(synthetic())
    counted = of(raw)
    assert counted.rows == 2000
    assert figures(counted) == by_the_oracle(raw, 30)
    assert figures(of(raw, terms=Terms(within=60))) == by_the_oracle(raw, 60)


@pytest.mark.skipif(not REAL.exists(), reason="the real call log is not on this machine")
def test_the_real_log_counts_as_it_is_counted_in_other_words() -> None:
    raw = REAL.read_bytes()
    counted = of(raw)
    assert (counted.rows, len(counted.figures)) == (5000, 7 * (14 + 3))
    assert figures(counted) == by_the_oracle(raw, 30)
    quarter = {f.measure.value: f for f in of(raw, lengths=[Length.QUARTER]).figures}
    assert (quarter["answer_rate"].numerator, quarter["answer_rate"].value) == (Decimal(4054), Decimal("81.08"))
    assert quarter["first_contact_resolution"].numerator == 3646
    assert quarter["abandonment_rate"].value == Decimal("18.920000")


def test_a_small_log_has_the_figures_one_can_count_by_hand() -> None:
    table = [
        list(HEADS),
        ["1", "", "2021-01-31", "", "", "Y", "Y", "30", "00:01:00", "5"],
        ["2", "", "2021-01-31", "", "", "Y", "N", "31", "00:02:00", ""],
        ["3", "", "2021-02-01", "", "", "N", "N", "", "", ""],
    ]
    found = {(f.measure.value, f.period.label): f.value for f in of(written(table)).figures}
    assert found["answer_rate", "2021-01"] == 100
    assert found["answer_rate", "2021-02"] == 0
    assert found["abandonment_rate", "2021-W05"] == 100
    assert found["average_speed_of_answer", "2021-W04"] == Decimal("30.5")
    assert found["answered_within", "2021-W04"] == 50
    assert found["average_talk_time", "2021-01"] == 90
    assert found["first_contact_resolution", "2021-01"] == 50
    assert found["satisfaction", "2021-01"] == 5
    assert found["average_talk_time", "2021-02"] is None


def test_a_period_without_calls_has_no_data() -> None:
    head, *calls = synthetic(90)
    found = [f for f in of(written([head, calls[0], calls[-1]])).figures if f.period.label == "2021-02"]
    assert {(f.numerator, f.denominator, f.value) for f in found} == {(Decimal(0), 0, None)}


def test_a_log_with_fewer_columns_has_fewer_figures() -> None:
    found = of(written(synthetic(50)), Columns(DAY, ANSWERED))
    assert {f.measure.value for f in found.figures} == {"answer_rate", "abandonment_rate"}


BASE = synthetic(300)


def changed(column: str, to) -> list[list[str]]:
    place = HEADS.index(column)
    return [BASE[0], *([*row[:place], to(row[place]) if row[place] else "", *row[place + 1 :]] for row in BASE[1:])]


def slashed(form: str):
    return lambda text: date.fromisoformat(text).strftime(form)


def serial(text: str) -> str:
    hours, minutes, rest = map(int, text.split(":"))
    return f"{(hours * 3600 + minutes * 60 + rest) / 86_400:.15g}"


SERIAL_DAYS = changed(DAY, lambda text: str((date.fromisoformat(text) - date(1899, 12, 30)).days))


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        (written(BASE, delimiter=","), Reading()),
        (written(BASE, delimiter="\t", end="\r\n"), Reading()),
        (written(BASE, "utf-8-sig"), Reading()),
        (written(BASE, "utf-16"), Reading()),
        (written(BASE, "cp1252"), Reading()),
        (written(changed(DAY, slashed("%d/%m/%Y"))), Reading(First.DAY)),
        (written(changed(DAY, slashed("%d.%m.%y"))), Reading(First.DAY)),
        (written(changed(DAY, slashed("%m/%d/%Y"))), Reading(First.MONTH)),
        (written(SERIAL_DAYS), Reading()),
        (written(changed(TALK, serial)), Reading()),
        (written(changed(TALK, lambda text: serial(text).replace(".", ","))), Reading(decimal=",")),
        (written(changed(TALK, lambda text: f"12:{text[3:]} AM")), Reading()),
        (written(changed(RATING, lambda text: text + ",0")), Reading(decimal=",")),
        (written([[*row, "", "", ""] for row in BASE]), Reading()),
        (written([[*row, *("" for _ in range(3) if i)] for i, row in enumerate(BASE)]), Reading()),
        (written([row if row[-1] else row[:7] for row in BASE]), Reading()),
        (written([row if row[-1] else [*row[:7], "0", "00:00:00", "-"] for row in BASE]), Reading()),
        (b"sep=;\r\n" + written(BASE), Reading()),
    ],
)  # fmt: skip
def test_every_dialect_gives_the_same_figures(raw: bytes, reading: Reading) -> None:
    assert figures(of(raw, reading=reading)) == figures(of(written(BASE)))


def wrong(*rows_of: list[str], reading: Reading | None = None, **more) -> list[tuple[int, str, str]]:
    counted = of(written([list(HEADS), *rows_of]), reading=reading, **more)
    assert counted.figures == []
    assert all(str(fault.message) for fault in counted.faults)
    return [(fault.row, fault.column, fault.code) for fault in counted.faults]


GOOD = ["1", "Bob", "2021-01-31", "09:00:00", "x", "Y", "Y", "30", "00:01:00", "5"]


def but(**changes: str) -> list[str]:
    places = {"ref": 0, "day": 2, "answered": 5, "resolved": 6, "speed": 7, "talk": 8, "rating": 9}
    row = list(GOOD)
    for name, text in changes.items():
        row[places[name]] = text
    return row


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (but(day=""), DAY, "missing"),
        (but(day="02/03/2021"), DAY, "ambiguous_date"),
        (but(day="2021-02-30"), DAY, "not_a_date"),
        (but(answered="perhaps"), ANSWERED, "not_yes_or_no"),
        (but(answered=""), ANSWERED, "missing"),
        (but(speed=""), SPEED, "missing"),
        (but(speed="NaN"), SPEED, "not_a_length"),
        (but(speed="1_000"), SPEED, "not_a_length"),
        (but(speed="٣٠"), SPEED, "not_a_length"),
        (but(talk="=1+1"), TALK, "not_a_length"),
        (but(rating="6"), RATING, "out_of_range"),
        (but(rating="inf"), RATING, "not_a_number"),
        (but(resolved=""), RESOLVED, "missing"),
        (but(ref=""), ID, "missing"),
        (but(answered="N", resolved="N"), SPEED, "not_answered"),
        (but(answered="N", speed="", talk="", rating=""), RESOLVED, "not_answered"),
        ([*GOOD, "more"], "", "too_many_cells"),
    ],
)
def test_a_wrong_row_is_named_by_row_column_and_reason(row, column, code) -> None:
    assert wrong(but(ref="0"), row, but(ref="2")) == [(3, column, code)]


def test_a_call_stands_once_in_a_log() -> None:
    assert wrong(GOOD, GOOD) == [(3, ID, "twice")]


def test_a_day_in_the_future_is_refused() -> None:
    assert wrong(GOOD, reading=Reading(latest=date(2021, 1, 30))) == [(2, DAY, "future_date")]


def test_an_unclosed_quote_is_a_fault_of_its_row_and_the_others_are_read() -> None:
    raw = written([list(HEADS), GOOD, but(ref="2"), but(ref="3"), but(ref="4", day="x")]).replace(b"2;Bob", b'2;"Bob')
    assert [(fault.row, fault.code) for fault in of(raw).faults] == [(3, "unclosed_quote"), (5, "not_a_date")]


def test_a_head_without_the_column_is_refused_at_once() -> None:
    counted = of(written(BASE), Columns("Datum", ANSWERED, speed="Wait"))
    assert [(f.row, f.column, f.code) for f in counted.faults] == [(1, "Datum", "no_column"), (1, "Wait", "no_column")]
    twice = of(b"DATE;date;Answered (Y/N)\n", Columns("Date", ANSWERED))
    assert [fault.code for fault in twice.faults] == ["column_twice"]
    assert [fault.code for fault in of(b"").faults] == ["empty"]


def test_a_head_alone_has_no_figures_and_no_faults() -> None:
    assert of(written([list(HEADS)])) == Counted()


def test_a_million_wrong_rows_are_counted_and_the_first_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = of(written([list(HEADS), *([["x"] * 10] * (MOST_FAULTS + 5))]))
    assert (len(counted.faults), counted.more_faults) == (MOST_FAULTS, 5)
    monkeypatch.setattr("bpo_gov.kpis.rules.calls.MOST_ROWS", 2)
    assert wrong(GOOD, but(ref="2"), but(ref="3"), but(ref="4")) == [(4, "", "too_many_rows")]


def test_a_hundred_thousand_calls_are_read_fast_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(written(synthetic(100_000)))
    told: list[int] = []
    begin = time.perf_counter()
    with path.open("rb") as file:
        counted = count(rows(file, Dialect("utf-8", ";")), COLUMNS, Reading(), progress=told.append)
    assert time.perf_counter() - begin < 30
    assert (counted.rows, counted.faults, told[-1], len(told)) == (100_000, [], 100_000, 100)
    path.write_bytes(written(synthetic(20_000)))  # to follow every allocation takes long
    tracemalloc.start()
    with path.open("rb") as file:
        count(rows(file, Dialect("utf-8", ";")), Columns(DAY, ANSWERED, RESOLVED, SPEED, TALK, RATING), Reading())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000
