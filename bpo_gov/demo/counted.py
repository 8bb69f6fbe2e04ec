"""The other figures of both relationships: payslips, invoices, inputs of the client, and what callers said; by month and by quarter."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Final

from bpo_gov.demo.english import JACK, PRIYA
from bpo_gov.demo.indonesian import DEWI, FAJAR
from bpo_gov.demo.measuring import After
from bpo_gov.demo.steps import Step
from bpo_gov.kpis.rules.periods import Length

LEVELS: Final = {"target": "3.4", "minimum": "3.2", "bands": "[3.4, 3.35, 3.3, 3.2]"}  # what callers of this desk give
PAYSLIPS: Final = ((1986, 1984), (1990, 1987), (1979, 1977), (1972, 1969), (1968, 1966), (1960, 1957))
INVOICES: Final = ((842, 836), (815, 808), (901, 893), (788, 784), (764, 759), (733, 727))
INPUTS: Final = ((60, 59), (61, 57), (58, 57), (60, 59), (59, 58), (60, 60))  # the client's own: one month fell short
PAID: Final = ((41, 41), (38, 38))
ANSWERS: Final = ((958, 3268), (1051, 3591))  # of three weeks of a real call log: how many, and the sum of them
HUNDREDTH: Final = Decimal("0.01")


def _life(
    code: str, length: Length, back: int, counts: tuple[int, int], by: str, other: str, source: str
) -> list[Step]:
    whole, part = map(Decimal, counts)
    share = (part / whole if part > whole else part * 100 / whole).quantize(HUNDREDTH, rounding=ROUND_DOWN)
    words = {
        "code": code,
        length.value: back,
        "value": share,
        "numerator": part,
        "denominator": whole,
        "source": source,
    }
    name = f"{code} {length.value} {back}"
    return [
        Step(After(back, 4, length), 11, by, "submit", name, words, "figure"),
        Step(After(back, 8, length), 11, other, "accept", name, {}, "figure"),
    ]


def _lives(
    code: str, length: Length, first: int, each: Sequence[tuple[int, int]], by: str, other: str, source: str
) -> list[Step]:
    return [
        step
        for back, counts in enumerate(each, start=first)
        for step in _life(code, length, back, counts, by, other, source)
    ]


MONTH, QUARTER = Length.MONTH, Length.QUARTER
ENGLISH: Final = [
    *_lives("KPI-04", MONTH, 2, PAYSLIPS, JACK, PRIYA, "Payroll system and correction log"),
    *_lives("KPI-05", MONTH, 0, INVOICES, JACK, PRIYA, "Workflow of the accounts payable system"),
    *_lives("KPI-06", QUARTER, 0, ANSWERS, PRIYA, JACK, "Survey after contact"),
    *_lives("KPI-07", QUARTER, 0, PAID, JACK, PRIYA, "Receivables ledger"),
    *_lives("KPI-08", MONTH, 1, INPUTS, JACK, PRIYA, "Intake log"),
]
INDONESIAN: Final = [
    *_lives("KPI-01", MONTH, 0, PAYSLIPS, FAJAR, DEWI, "Sistem penggajian dan catatan koreksi"),
    *_lives("KPI-05", MONTH, 0, INVOICES, FAJAR, DEWI, "Alur kerja sistem utang usaha"),
    *_lives("KPI-06", QUARTER, 0, ANSWERS, DEWI, FAJAR, "Survei setelah layanan"),
    *_lives("KPI-07", QUARTER, 0, PAID, FAJAR, DEWI, "Buku piutang penyedia"),
    *_lives("KPI-08", MONTH, 0, INPUTS, FAJAR, DEWI, "Catatan penerimaan data"),
]
