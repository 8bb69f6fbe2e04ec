"""The lists behind the executive page: relationships with their inputs and files, and the matters that a number was counted from."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.dashboards import pages
from bpo_gov.dashboards.executive import reads, relations, sets
from bpo_gov.dashboards.executive.reach import Reach
from bpo_gov.dashboards.executive.risks import Risk
from bpo_gov.dashboards.queries import today
from bpo_gov.kernel import clock
from bpo_gov.kernel.words import Money, Percent
from bpo_gov.kpis.rules.health import STEADY, Word
from bpo_gov.relationships.rules import year_to_date
from bpo_gov.web import tables
from bpo_gov.web.words import tell, zone_here

PAGE = 25
INPUTS = 10
MOST = 10_000  # relationships of a file
BATCH = 500
LARGEST = 2**31 - 1


def page(reach: Reach) -> str:
    """Relationships worst first, a page at a time, under a filter by the health word."""
    word = _word()
    found, following = _some(reach, PAGE, word)
    rows = relations.rows(found, reads.open_in(reach, [one.row.agreement_id for one in found]))
    return render_template(
        "executive/relationships.html", rows=rows, money=[_money(one) for one in found], word=word, words=_words(), next=following, now=clock.now(),
        many=reach.count, first="after" not in request.args, tail=f"?word={word}" if word else "",
    )  # fmt: skip


def inputs(reach: Reach) -> str:
    """Every KPI of every relationship as it was judged, a page of relationships at a time."""
    word = _word()
    found, following = _some(reach, INPUTS, word)
    each = [
        (one, relations.word_of(one.row), relations.trend(one.row), relations.worst(one)[1], _kpis(one))
        for one in found
    ]
    return render_template(
        "executive/health.html",
        each=each,
        word=word,
        words=_words(),
        next=following,
        now=clock.now(),
        steady=STEADY,
        cut=cut,
    )


def matters(reach: Reach, name: str) -> str:
    """The matters of a named set, newest first."""
    before = request.args.get("before", "")
    found = reads.in_set(reach, name, int(before) if _is_key(before) else None)
    rows = [(pages.row_of(line.matter, line.actor, line.key, None, None), line) for line in found[: reads.PAGE]]
    following = url_for(".matters", name=name, before=rows[-1][1].matter.id) if len(found) > reads.PAGE else None
    return render_template(
        "executive/matters.html", rows=rows, one=sets.SETS[name], next=following, first=not before, now=clock.now()
    )


def risks(found: Sequence[Risk]) -> str:
    """Risks, a page at a time; their places are counted, as they are reckoned anew each time."""
    after = request.args.get("after", "")
    start = min(int(after), len(found)) if _is_key(after) else 0
    end = start + reads.PAGE
    following = url_for(".all_risks", after=end) if end < len(found) else None
    return render_template(
        "executive/risks.html", risks=found[start:end], many=len(found), start=start, next=following, now=clock.now()
    )


def file(reach: Reach, kind: str) -> Response:
    """All relationships under the filter, with what is kept of them."""
    heads = [
        _("Relationship"), _("Client"), _("Vendor"), _("Health"), _("Score"), _("Under the minimum"), _("Short of the target"), _("Contested"), _("Worst KPI"),
        _("Why"), _("Envelope, percent"), _("Currency"), _("Charges, each year"), _("Charges, contract year to date"), _("Last day"), _("Open"), _("Late"),
        _("Counted at"),
    ]  # fmt: skip
    name = f"relationships-{clock.now().astimezone(zone_here()):%Y-%m-%d}"
    return tables.answer(kind, name, heads, _lines(reach, _word()), MOST)


def _lines(reach: Reach, word: str) -> Iterator[list[tables.Cell]]:
    after: tuple[int, int] | None = None
    while True:
        found = reads.relationships(reach, BATCH, word=word, after=after)
        open_ = reads.open_in(reach, [one.row.agreement_id for one in found])
        for one in found[:BATCH]:
            row, money = one.row, _money(one)
            all_, late = open_.get(row.agreement_id, (0, 0))
            yield [
                one.title, one.client, one.vendor, relations.word_of(row)[0], row.score, row.severe, row.short, row.contested, row.worst_code,
                tell(relations.worst(one)[1]), row.envelope_percent, row.currency, row.annual_charges, money.amount if money else None, row.ends_on, all_, late,
                row.at.astimezone(zone_here()),
            ]  # fmt: skip
        if len(found) <= BATCH:
            return
        after = found[BATCH - 1].row.rank, found[BATCH - 1].row.agreement_id


def _some(reach: Reach, size: int, word: str) -> tuple[list[reads.Kept], str | None]:
    """A page of relationships, and the address of the next one."""
    found = reads.relationships(reach, size, word=word, after=_place(request.args.get("after", "")))
    if len(found) <= size:
        return found, None
    last = found[size - 1].row
    words: dict[str, Any] = {"word": word} if word else {}
    return found[:size], url_for(str(request.endpoint), after=f"{last.rank}.{last.agreement_id}", **words)


def _place(text: str) -> tuple[int, int] | None:
    rank, _dot, agreement_id = text.partition(".")
    return (int(rank), int(agreement_id)) if _is_key(rank) and _is_key(agreement_id) else None


def _is_key(text: str) -> bool:
    """Whether a text from the address is a number that a database can be asked for."""
    return len(text) <= len(str(LARGEST)) and text.isascii() and text.isdigit() and int(text) <= LARGEST


def _word() -> str:
    word = request.args.get("word", "")
    return word if word in list(Word) else ""


def _words() -> list[tuple[str, str]]:
    return [(word.value, _(relations.WORDS[word][0])) for word in relations.WORDS]


def _money(one: reads.Kept) -> Money | None:
    row = one.row
    if not row.in_force or row.starts_on is None or row.ends_on is None:
        return None
    spent = year_to_date(row.annual_charges, row.starts_on, row.ends_on, today(zone_here()))
    return Money(spent, row.currency)


def cut(value: Decimal) -> Decimal:
    """To two decimals, never rounded up: what is missed by a hair is not shown as reached."""
    return value.quantize(Decimal("0.01"), ROUND_DOWN)


def _kpis(one: reads.Kept) -> list[dict[str, Any]]:
    """The inputs of a relationship as cells, with the pages of the KPI and of the figure."""
    return [
        kpi
        | {name: relations.amount(kpi, name) for name in ("value", "target", "minimum")}
        | {
            "href": url_for("kpis.show", key=one.key, code=kpi["code"]), "attained": None if kpi["attained"] is None else Percent(cut(Decimal(kpi["attained"]))),
            "weight": Percent(Decimal(kpi["weight"])), "said": _(relations.VERDICTS[kpi["verdict"]][0]), "tone": relations.VERDICTS[kpi["verdict"]][1],
            "figure": kpi["number"] and url_for("figures.show", key=one.key, number=kpi["number"]),
            "contested_figure": kpi["contested_number"] and url_for("figures.show", key=one.key, number=kpi["contested_number"]),
        }
        for kpi in one.row.inputs
    ]  # fmt: skip
