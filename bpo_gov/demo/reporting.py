"""The reports of all relationships, month by month: most in time, one late, one sent back, one accepted by silence."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bpo_gov.demo.english import AMELIA, JACK, PRIYA, RUTH
from bpo_gov.demo.indonesian import DEWI, FAJAR, SARI
from bpo_gov.demo.measuring import After
from bpo_gov.demo.steps import Step
from bpo_gov.kernel.parties import Actor
from bpo_gov.kpis.rules.periods import Length
from bpo_gov.notes import rules
from bpo_gov.reports import queries

KIND = "report"
EARLIEST = 275  # days before the end: both sides have signed by then
MONTHS = 9
NOTHING_SAID = ""


@dataclass(frozen=True)
class Begin:
    """The day on which a month begins, or on which the story does."""

    back: int

    def day(self, end: datetime) -> int:
        """As days before the end."""
        return min(After(self.back + 1, 0).day(end), EARLIEST)


@dataclass(frozen=True)
class Of:
    """The report of a name on the month or the quarter so many back."""

    name: str
    back: int
    length: Length = Length.MONTH


@dataclass(frozen=True)
class Told:
    """How a report comes month by month: who delivers it on which day after the month, who accepts it."""

    name: str
    by: str
    reader: str
    days: tuple[int, ...]  # after the month is over, the last month first
    file: str = ""
    address: str = ""
    remark: str = NOTHING_SAID
    by_silence: tuple[int, ...] = ()  # months back
    length: Length = Length.MONTH
    sent_back: tuple[int, str, str] | None = None  # months back, why, and what was said with the next one

    def life(self) -> list[Step]:
        """All that happens with it."""
        return [step for back in range(len(self.days)) for step in self._month(back)]

    def _month(self, back: int) -> list[Step]:
        of, days = Of(self.name, back, self.length), self.days[back]

        def step(after: int, who: str, verb: str, **words: Any) -> Step:
            return Step(
                After(back, days + after, self.length),
                10,
                who,
                verb,
                f"{KIND} {self.name} {back}",
                {"of": of, **words},
                KIND,
            )

        told = [step(0, self.by, "deliver", **self._words(self.remark))]
        if self.sent_back and self.sent_back[0] == back:
            _back, why, again = self.sent_back
            told += [
                step(3, self.reader, "send_back", reason=why),
                step(6, self.by, "deliver", **self._words(again)),
                step(9, self.reader, "accept"),
            ]
        elif back not in self.by_silence:
            told.append(step(4, self.reader, "accept"))
        return told

    def _words(self, remark: str) -> dict[str, Any]:
        return {"remark": remark, "link": self.address, "file": self.file}


def told(actor: Actor, words: dict[str, Any], end: date) -> tuple[int, dict[str, Any]]:
    """The number of the report that the clock opened, and its words with the file that they name."""
    of = words.pop("of")
    period = After(of.back, 0, of.length).span(end).label
    found = queries.at(actor.agreement_id, period, of.name)
    if found is None:
        raise AssertionError(f"{of.name} on {period} is not there")
    if "file" in words:
        name = words.pop("file")
        words["files"] = (rules.file_of(f"{name}-{period}.csv", f"period,{period}\nreport,{of.name}\n".encode()),)
        words["link"] = f"{words['link']}/{period}" if words["link"] else ""
    return found.number, words


def _begun(back: int) -> Step:
    return Step(Begin(back), 6, "", "round", f"{KIND}s {back}", {}, KIND)


ENGLISH = [
    *(_begun(back) for back in range(-1, MONTHS)),
    *Told(
        "Monthly service report", JACK, PRIYA, (2, 3, 2, 2, 13, 3, 1, 2, 3), "service-report", "https://reports.northgate.example/service",
        sent_back=(2, "The calls of the second line are missing from week two on.", "With the second line, from the first day of the month on."),
    ).life(),
    *Told("Charges and changes statement", RUTH, PRIYA, (7, 6, 7, 5, 7, 6, 5, 7, 6), "charges").life(),
    *Told(
        "Volume forecast for the next six months", PRIYA, JACK, (8, 7, 19, 8, 6, 8, 7, 8, 8), "volumes", remark="By line and by week.",
        by_silence=(0, 4),
    ).life(),
]  # fmt: skip
OFFICE = [
    *Told("The month on one page", RUTH, AMELIA, (9, 8, 9, 15, 9, 8, 9, 7, 8), "month", remark="What came in, what went out, what went wrong.").life(),
    *Told(
        "What the client plans", AMELIA, RUTH, (6, 8, 7), "plans", remark="As far as it is known.", length=Length.QUARTER
    ).life(),
]  # fmt: skip
INDONESIAN = [
    *Told("Laporan layanan bulanan", FAJAR, DEWI, (2, 3, 1, 2, 12, 2, 3, 1, 2), "laporan-layanan", remark="Dengan data mentah panggilan.").life(),
    *Told("Rekapitulasi biaya dan perubahan", FAJAR, SARI, (5, 6, 5, 6, 5, 6, 5, 6, 5), "rekapitulasi").life(),
    *Told(
        "Perkiraan volume enam bulan ke depan", DEWI, FAJAR, (7, 8, 7, 6, 7, 8, 7, 8, 7), "perkiraan-volume",
        sent_back=(1, "Volume bulan Ramadan belum dihitung.", "Dengan volume bulan Ramadan."),
    ).life(),
]  # fmt: skip
