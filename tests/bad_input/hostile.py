"""Hostile values, each with what a field of each kind makes of it: the value that is stored, or NO."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from tests.conftest import NOW


class _No:
    def __repr__(self) -> str:
        return "NO"


NO: Final = _No()
SAME: Final = object()


@dataclass(frozen=True)
class Value:
    """What is typed, and what becomes of it in a line, prose, an amount, effort, months, days of the term or more, a date."""

    typed: str
    line: Any = SAME
    prose: Any = SAME
    amount: Any = NO
    effort: Any = NO
    months: Any = NO
    days: Any = NO
    more: Any = NO
    day: Any = NO

    @property
    def sum(self) -> Any:
        """An amount that is none of a saving."""
        return NO if isinstance(self.amount, Decimal) and self.amount < 0 else self.amount

    @property
    def past(self) -> Any:
        """A day that is not to come."""
        return NO if isinstance(self.day, date) and self.day > NOW.date() else self.day

    @property
    def coming(self) -> Any:
        """A day that is not over."""
        return NO if isinstance(self.day, date) and self.day < NOW.date() else self.day

    @property
    def later(self) -> Any:
        """A day that is to come."""
        return NO if isinstance(self.day, date) and self.day <= NOW.date() else self.day

    def becomes(self, kind: str) -> Any:
        found = getattr(self, kind)
        return self.typed if found is SAME else found


def refused(typed: str) -> Value:
    """What no field takes."""
    return Value(typed, NO, NO)


NOTHING = "nothing"  # an optional field is empty afterwards; one that is needed is refused
UNSEEN = {"line": NOTHING, "prose": NOTHING}
BLANK = UNSEEN | dict.fromkeys(("amount", "effort", "months", "days", "more", "day"), NOTHING)
ZERO = dict.fromkeys(("amount", "effort", "months", "days"), Decimal(0))

VALUES = {
    "empty": Value("", **BLANK),
    "spaces": Value("  \t ", **BLANK),
    "no-break spaces": Value("\u00a0\u3000\u2009", **BLANK),
    "zero width only": Value("\u200b\u2060\ufeff\u200d", **UNSEEN),
    "fillers only": Value("\u3164\u115f\u2800", **UNSEEN),
    "tags only": Value("\U000e0041\U000e007f", **UNSEEN),
    "over-long": refused("x" * 20_001),
    "NUL": refused("a\0b"),
    "escape": refused("a\x1b[2Jb"),
    "C1 control": refused("a\x9bb"),
    "bidi override": refused("a\u202egpj.exe"),
    "bidi isolate": refused("a\u2066b"),
    "replacement": refused("a\ufffdb"),
    "non-character": refused("a\uffffb"),
    "lone surrogate": Value("a%ED%A0%80b"),  # its bytes are sent as they are; no text can hold what they mean
    "lines": Value("a\r\nb\n\nc", "a b c", "a\nb\n\nc"),
    "zero width inside": Value("a\u200b\u200db"),
    "emoji": Value("👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ✓"),
    "right to left": Value("שלום عليكم"),
    "decomposed": Value("e\u0301 Å"),
    "four bytes": Value("𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠜎"),
    "script": Value("</textarea><script>alert(1)</script>"),
    "attribute": Value("\" onfocus=alert(1) autofocus x='"),
    "template": Value("{{7*7}} {% raw %} ${7*7} #{7*7}"),
    "format": Value("%s %(x)s %d %n 100% {0} {x!r}"),
    "formula": Value("=HYPERLINK(1)"),
    "sql": Value("'; DROP TABLE matters; --"),
    "path": Value("../../../etc/passwd"),
    "null": Value("null"),
    "None": Value("None"),
    "json": Value('{"$gt": ""}'),
    "nan": Value("nan"),
    "inf": Value("inf"),
    "minus infinity": Value("-Infinity"),
    "sNaN": Value("sNaN"),
    "1e400": Value("1e400"),
    "1e5": Value("1e5"),
    "1_000": Value("1_000"),
    "0x10": Value("0x10"),
    "plus": Value("+5"),
    "Arabic digits": Value("١٢٣"),
    "full-width digits": Value("１２３"),
    "Unicode minus": Value("\u22125"),
    "space as group": Value("1 000"),
    "two points": Value("1.0.0"),
    "2^63": Value(str(2**63)),
    "17 digits": Value("1" * 17),
    "300 digits": Value("1" * 300, NO),
    "wrong mark": Value("1.000,50"),
    "comma for point": Value("1000,5"),
    "group of zero": Value("0,001"),
    "three decimals": Value("1.005"),
    "reversed day": Value("31-12-2026"),
    "day 0000": Value("0000-00-00"),
    "day 9999": Value("9999-12-31"),
    "no such day": Value("2026-02-30"),
    "day with time": Value("2026-06-03T00:00"),
    "Arabic day": Value("٢٠٢٦-٠٦-٠٣"),
    "words": Value("tomorrow"),
    "minus zero": Value("-0", **ZERO),
    "negative": Value("-5", amount=Decimal(-5), days=-5),  # a saving; an earlier end
    "grouped": Value("1,000.50", amount=Decimal("1000.50")),
    "one decimal": Value("0.5", amount=Decimal("0.5"), effort=Decimal("0.5")),
    "too many months": Value("1,201", amount=Decimal(1201), effort=Decimal(1201), days=1201),
    "too many days": Value("36601", amount=Decimal(36601), effort=Decimal(36601)),
    "the largest": Value("1000000000000000", amount=Decimal(10) ** 15, effort=Decimal(10) ** 15),
    "a year": Value("365", amount=Decimal(365), effort=Decimal(365), months=365, days=365, more=365),
    "a leap year": Value("366", amount=Decimal(366), effort=Decimal(366), months=366, days=366),
    "a day": Value("2026-12-31", day=date(2026, 12, 31)),
    "a day that was": Value("2026-06-03", day=date(2026, 6, 3)),
}
