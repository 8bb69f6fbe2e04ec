"""Relationships as the executive page shows them: the health in a word, where it goes, the worst KPI and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.dashboards.executive.reads import Kept
from bpo_gov.kernel.sentences import unpack
from bpo_gov.kernel.words import N_, Percent, Say, Value, say, say_n
from bpo_gov.kpis.pages import worth
from bpo_gov.kpis.rules.health import Trend, Verdict, Word
from bpo_gov.relationships.models import Relationship

WORDS: Mapping[Word, tuple[str, str]] = {
    Word.FAILING: (N_("Failing"), "bad"), Word.WATCH: (N_("Watch"), "near"), Word.HEALTHY: (N_("Healthy"), "ok"), Word.NO_DATA: (N_("No data"), "idle"),
}  # fmt: skip
TRENDS = {
    Trend.BETTER: ("up", (N_("better for %(n)s period"), N_("better for %(n)s periods"))),
    Trend.WORSE: ("down", (N_("worse for %(n)s period"), N_("worse for %(n)s periods"))),
    Trend.STEADY: ("flat", (N_("steady for %(n)s period"), N_("steady for %(n)s periods"))),
}
VERDICTS: Mapping[str, tuple[str, str]] = {
    Verdict.SEVERE: (N_("under its minimum"), "bad"), Verdict.SHORT: (N_("short of its target"), "near"), Verdict.CONTESTED: (N_("contested"), "near"),
    Verdict.SIGNAL: (N_("signal to the bad side"), "near"), Verdict.GOOD: (N_("at its target"), "ok"), Verdict.NONE: (N_("no figure"), "idle"),
}  # fmt: skip
FEW = 2  # relationships, with which there is room for more
ASKING = (Verdict.SEVERE, Verdict.SHORT, Verdict.CONTESTED, Verdict.SIGNAL)


@dataclass(frozen=True)
class Row:
    """A relationship as a line of the table, as components/health.html draws it."""

    title: str
    href: str
    other: tuple[str, str]
    word: str
    tone: str
    trend: tuple[str, Value]
    kpi: tuple[Value, str | None]
    why: Value
    envelope: tuple[Percent | None, str]
    open: tuple[int, str]
    late: Value


def word_of(row: Any) -> tuple[str, str]:
    """The health word, and its tone."""
    word, tone = WORDS[row.word]
    return _(word), tone


def rows(found: Iterable[Kept], open_: Mapping[int, tuple[int, int]]) -> list[Row]:
    """Relationships as lines."""
    return [_row(one, *open_.get(one.row.agreement_id, (0, 0))) for one in found]


def _row(one: Kept, open_: int, late: int) -> Row:
    word, tone = word_of(one.row)
    percent = one.row.envelope_percent
    kpi, why = worst(one)
    return Row(
        one.title, url_for("overview.show", key=one.key), one.other, word, tone, trend(one.row), kpi, why,
        (None if percent is None else Percent(percent), url_for("envelope.show", key=one.key)), (open_, url_for("overview.show", key=one.key, _anchor="open")),
        say_n("%(n)s late", "%(n)s late", late) if late else say("none late"),
    )  # fmt: skip


def trend(row: Relationship) -> tuple[str, Value]:
    """Where it goes: the arrow, and the words; without figures, when the first one is due."""
    if row.trend is Trend.UNKNOWN:
        due = row.due_on
        return "", say("next figure due %(day)s", day=due) if due and row.word is Word.NO_DATA else say(
            "no direction yet"
        )
    arrow, words = TRENDS[row.trend]
    return arrow, say_n(*words, row.periods)


def worst(one: Kept) -> tuple[tuple[Value, str | None], Value]:
    """The KPI that decides: its figure against the level it missed, with its page; and why."""
    if not one.row.in_force:
        return (say("The framework is not in force yet"), url_for("framework.current", key=one.key)), say(
            "not counted as good or bad"
        )
    why = unpack(one.row.reason)
    if not one.row.inputs:
        return (say("no KPI"), url_for("framework.current", key=one.key)), why
    kpi = one.row.inputs[0]
    href = url_for("kpis.show", key=one.key, code=kpi["code"])
    if kpi["value"] is None:
        return (say("%(name)s: no figure yet", name=kpi["name"]), href), why
    is_severe = kpi["verdict"] == Verdict.SEVERE
    level = amount(kpi, "minimum" if is_severe else "target")
    text = N_("%(name)s %(value)s, minimum %(level)s") if is_severe else N_("%(name)s %(value)s, target %(level)s")
    return (Say(text, {"name": kpi["name"], "value": amount(kpi, "value"), "level": level}), href), why


def amount(kpi: Mapping[str, Any], name: str) -> str:
    """A figure of a kept KPI with its unit."""
    return worth(None if kpi[name] is None else Decimal(kpi[name]), kpi["unit"])


@dataclass(frozen=True)
class Other:
    """A KPI that is not at its target beside the worst one of its relationship."""

    name: str
    agreement: str
    href: str
    value: Value
    word: str
    tone: str


def others(found: Sequence[Kept]) -> list[Other]:
    """Where there are few relationships: their further KPIs that are not at their target, worst first."""
    if len(found) > FEW:
        return []
    return [_other(one, kpi) for one in found for kpi in one.row.inputs[1:] if kpi["verdict"] in ASKING][
        : FEW * (FEW + 1 - len(found))
    ]


def _other(one: Kept, kpi: Mapping[str, Any]) -> Other:
    word, tone = VERDICTS[kpi["verdict"]]
    level = say("%(value)s, target %(level)s", value=amount(kpi, "value"), level=amount(kpi, "target"))
    return Other(kpi["name"], one.title, url_for("kpis.show", key=one.key, code=kpi["code"]), level, _(word), tone)
