"""Which column is probably what, by its head, and which KPI is probably fed by which measure, in English and Indonesian."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bpo_gov.figure_imports.rules.choices import Sort
from bpo_gov.kpis.rules.measures import Measure

_HEADS: Final[Mapping[Sort, Mapping[str, tuple[str, ...]]]] = {  # each field: the surest first
    Sort.FIGURES: {
        "starts": (r"(period|periode) (start|begin|mulai|awal)\w*", r"(start|begin|from|first day|dari|mulai|awal|tanggal mulai|hari pertama)( date)?"),
        "ends": (r"(period|periode) (end|akhir|selesai)\w*", r"(end|until|to|last day|sampai|hingga|akhir|tanggal selesai|hari terakhir)( date)?"),
        "kpi": (r"kpi", r"(kpi )?(code|kode)( kpi)?", r"(kpi )?(indicator|indikator|measure|metric)( kpi)?"),
        "period": (r"(reporting )?(period|periode)", r"month|week|quarter|bulan|minggu|triwulan|kuartal", r"(date|tanggal|tgl)"),
        "value": (r"value|nilai", r"figure|angka", r"actual|result|realisasi|capaian|hasil"),
        "numerator": (r"numerator|pembilang",),
        "denominator": (r"denominator|penyebut",),
        "source": (r"(data )?(source|sumber)( data)?",),
    },
    Sort.CALLS: {
        "ref": (r"(call|contact|case|ticket) ?(id|no|number|ref\w*)", r"(id|no|nomor) (panggilan|telepon|kontak)", r"id|ref|reference|nomor"),
        "day": (r"(call )?(date|day)( of( the)? call)?", r"(tanggal|tgl|hari)( panggilan| telepon)?", r"datum", r"(date ?time|timestamp|waktu panggilan)"),
        "speed": (r".*speed of answer.*|asa", r".*(kecepatan menjawab|waktu tunggu|lama (menunggu|tunggu)).*", r".*(wait|queue|ring).*(time|seconds|sec|duration)?.*"),
        "answered": (r"answered( y n| yes no)?", r".*\banswered\b.*", r"(terjawab|dijawab).*|.*\bterjawab\b.*"),
        "resolved": (r"resolved( y n| yes no)?", r".*\b(resolved|resolution|fcr)\b.*", r".*(terselesaikan|selesai|tuntas).*"),
        "talk": (r".*talk.*", r".*(durasi|waktu|lama) bicara.*", r".*(call|handle|handling) ?(duration|time).*", r"duration|durasi.*"),
        "satisfaction": (r".*(satisfaction|csat).*", r".*kepuasan.*", r".*rating.*|penilaian|skor"),
    },
}  # fmt: skip
_SECONDS: Final = frozenset({"s", "sec", "secs", "second", "seconds", "detik", "dtk"})
_SHARES: Final = (
    (Measure.ANSWERED_WITHIN, r"(within|in under|dalam) \d+ (s|sec|detik)|service level"),
    (Measure.ABANDONMENT_RATE, r"abandon|hang ?up|hung up|ditinggal|terputus|tidak (ter|di)jawab"),
    (Measure.FIRST_CONTACT_RESOLUTION, r"first[- ](contact|call)|(kontak|panggilan|telepon) pertama|resolved at once"),
    (
        Measure.ANSWER_RATE,
        r"(calls?|phone).*answered|answer(ed)? rate|answered calls|(telepon|panggilan).*(ter|di)jawab",
    ),
)
_TIMES: Final = (
    (Measure.TALK_TIME, r"talk|handl|bicara"),
    (Measure.SPEED_OF_ANSWER, r"speed of answer|\basa\b|wait|kecepatan menjawab|waktu tunggu"),
)
_SATISFIED: Final = r"satisf|csat|kepuasan"


def columns(heads: Sequence[str], sort: Sort) -> dict[str, str]:
    """A head for each field where one looks like it; no head is taken twice."""
    plain = {head: _plain(head) for head in heads}
    found: dict[str, str] = {}
    deepest = max(len(patterns) for patterns in _HEADS[sort].values())
    for depth in range(deepest):
        for name, patterns in _HEADS[sort].items():
            if name in found or depth >= len(patterns):
                continue
            free = [head for head in heads if head not in found.values() and re.fullmatch(patterns[depth], plain[head])]
            if free:
                found[name] = free[0]
    return {name: found[name] for name in _HEADS[sort] if name in found}


def remembered(kept: Mapping[str, str], heads: Sequence[str]) -> dict[str, str] | None:
    """The columns that were chosen last time, in the writing of this file; None unless all of them are here."""
    by_plain = {head.casefold(): head for head in heads}
    if not kept or any(head.casefold() not in by_plain for head in kept.values()):
        return None
    return {name: by_plain[head.casefold()] for name, head in kept.items()}


def feeds(cards: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The measure that feeds each KPI whose name says so, by its code; cards: code, name, unit."""
    found = {code: measure_of(name, unit) for code, name, unit in cards}
    return {code: measure.value for code, measure in found.items() if measure is not None}


def measure_of(name: str, unit: str) -> Measure | None:
    """The measure that the name of a KPI means."""
    plain = name.casefold()
    if unit == "%":
        return next((measure for measure, pattern in _SHARES if re.search(pattern, plain)), None)
    if unit.casefold() in _SECONDS:
        return next((measure for measure, pattern in _TIMES if re.search(pattern, plain)), None)
    return Measure.SATISFACTION if re.search(_SATISFIED, plain) else None


def fits(measure: Measure, unit: str) -> bool:
    """Whether a KPI of that unit can be fed by a measure: percent, seconds, or points of a scale."""
    if measure is Measure.SATISFACTION:
        return unit != "%" and unit.casefold() not in _SECONDS
    return unit == "%" if measure.is_share else unit.casefold() in _SECONDS


def within(names: Iterable[str]) -> int | None:
    """The seconds that the name of a KPI names: answered within 20 seconds."""
    for name in names:
        if found := re.search(r"(?:within|in under|dalam) (\d{1,4}) (?:s|sec|detik)", name.casefold()):
            return int(found[1]) or None
    return None


def _plain(head: str) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", head.casefold()).split())
