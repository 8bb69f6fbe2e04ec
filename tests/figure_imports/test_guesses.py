"""Heads and names in two languages say what they are, and what says nothing is left to people."""

from decimal import Decimal

import pytest

from bpo_gov.figure_imports.rules import guesses, plans, sentences
from bpo_gov.figure_imports.rules.choices import Chosen, Sort
from bpo_gov.figure_imports.rules.lines import Frame, Line
from bpo_gov.figure_imports.rules.plans import Outcome, Standing
from bpo_gov.kernel.words import Say, say
from bpo_gov.kpis.rules import periods
from tests.figure_imports.sheets import BEGAN, CARDS, TODAY

REAL = [
    "Call Id",
    "Agent",
    "DATE",
    "Time",
    "Topic",
    "Answered (Y/N)",
    "Resolved",
    "Speed of answer in seconds",
    "AvgTalkDuration",
    "Satisfaction rating",
]
INDONESIAN = [
    "Nomor Panggilan",
    "Petugas",
    "Tanggal",
    "Jam",
    "Topik",
    "Terjawab",
    "Selesai",
    "Waktu tunggu",
    "Durasi bicara",
    "Kepuasan",
]
FIELDS = ("day", "answered", "resolved", "speed", "talk", "satisfaction", "ref")


@pytest.mark.parametrize("heads", [REAL, INDONESIAN])
def test_the_columns_of_a_call_log_are_guessed_in_two_languages(heads: list[str]) -> None:
    found = guesses.columns(heads, Sort.CALLS)
    assert [found[name] for name in FIELDS] == [heads[at] for at in (2, 5, 6, 7, 8, 9, 0)]


@pytest.mark.parametrize(
    "heads",
    [
        ["KPI", "Period", "Value", "Numerator", "Denominator", "Source"],
        ["Kode KPI", "Periode", "Nilai", "Pembilang", "Penyebut", "Sumber"],
        ["Indicator", "Month", "Actual", "numerator", "denominator", "Data source"],
    ],
)
def test_the_columns_of_figures_are_guessed_in_two_languages(heads: list[str]) -> None:
    found = guesses.columns(heads, Sort.FIGURES)
    assert [found[name] for name in ("kpi", "period", "value", "numerator", "denominator", "source")] == heads


def test_what_the_command_writes_can_be_read_again() -> None:
    heads = ["kpi", "period_start", "period_end", "value", "numerator", "denominator", "state"]
    assert set(guesses.columns(heads, Sort.FIGURES)) == {"kpi", "starts", "ends", "value", "numerator", "denominator"}


def test_what_says_nothing_is_not_guessed() -> None:
    assert guesses.columns(["A", "B", "Agent", "Topic"], Sort.CALLS) == {}


@pytest.mark.parametrize(
    ("name", "unit", "measure"),
    [
        ("Calls answered", "%", "answer_rate"), ("Telepon terjawab", "%", "answer_rate"), ("Calls answered within 30 seconds", "%", "answered_within"),
        ("Calls abandoned", "%", "abandonment_rate"), ("Resolved at first contact", "%", "first_contact_resolution"),
        ("Average speed of answer", "seconds", "average_speed_of_answer"), ("Rata-rata kecepatan menjawab", "detik", "average_speed_of_answer"),
        ("Average talk time", "seconds", "average_talk_time"), ("Customer satisfaction", "points of 5", "satisfaction"),
        ("Kepuasan pelanggan", "nilai dari 5", "satisfaction"), ("Payroll accuracy", "%", None), ("Average speed of answer", "minutes", None),
    ],
)  # fmt: skip
def test_the_name_and_the_unit_of_a_kpi_say_what_feeds_it(name: str, unit: str, measure: str | None) -> None:
    assert guesses.measure_of(name, unit) == measure


def test_seconds_of_a_name_are_the_ones_it_is_counted_by() -> None:
    assert guesses.within(["Calls answered", "Calls answered within 20 seconds"]) == 20


def test_columns_of_the_last_time_count_where_all_are_there() -> None:
    assert guesses.remembered({"kpi": "CODE", "value": "figure"}, ["Code", "Figure", "More"]) == {"kpi": "Code", "value": "Figure"}  # fmt: skip
    assert guesses.remembered({"kpi": "CODE", "value": "figure"}, ["Code"]) is None


def test_a_choice_is_kept_and_read_again() -> None:
    chosen = Chosen({"kpi": "A"}, {"KPI-01": "answer_rate"}, blanks=True, within=20)
    assert Chosen.of(chosen.kept()) == chosen


def test_a_sentence_is_kept_without_what_no_database_keeps() -> None:
    words = say("“%(text)s” is later than %(latest)s.", text="a\0b\ud800", latest=TODAY)
    kept = sentences.kept(say("%(a)s %(b)s %(c)s", a=words, b=["x", 1], c=None))
    assert str(sentences.read(kept)).startswith("“a\ufffdb\ufffd” is later than 03 Jun 2026. x, 1")


def test_each_line_has_its_outcome() -> None:
    frame = Frame(CARDS, TODAY, BEGAN)

    def outcome(value: str | None, there: Standing | None, period: str = "2026-04", parts: str = "", *, again: bool = False) -> Outcome:  # fmt: skip
        numbers = [Decimal(text) for text in parts.split("/")] if parts else [None, None]
        line = Line(2, "KPI-01", periods.parse(period), None if value is None else Decimal(value), *numbers)
        return plans.plan(line, there, frame, again=again).outcome

    def there(*, gives_way: bool, value: str = "96.5", counted: str = "96.5") -> Standing:
        return Standing(
            1, "F-1", Say("Accepted"), Decimal(value), Decimal(counted), Decimal(965), Decimal(1000), gives_way
        )

    assert outcome("96.5", None) is Outcome.NEW
    assert outcome("96.5", there(gives_way=False)) is Outcome.SAME
    assert outcome("96.5", there(gives_way=True, counted="95")) is Outcome.SAME  # as it was submitted
    assert outcome("95", there(gives_way=True, counted="95")) is Outcome.SAME  # as it counts
    assert outcome("96.5", there(gives_way=True), parts="193/200") is Outcome.CHANGED
    assert outcome("97", there(gives_way=True)) is Outcome.CHANGED
    assert outcome("97", there(gives_way=False)) is Outcome.ERROR
    assert outcome("97", there(gives_way=False), again=True) is Outcome.SAME
    assert outcome(None, there(gives_way=True)) is Outcome.CHANGED
    assert outcome("97", None, "2026-06") is Outcome.LEFT_OUT
