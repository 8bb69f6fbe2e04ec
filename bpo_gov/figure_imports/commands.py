"""The command line of figures: bring a call log in, print its table, write the figures of an agreement."""

import csv
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Agreement, Framework
from bpo_gov.figure_imports import bringing, queries
from bpo_gov.figure_imports.rules import files, guesses, logs
from bpo_gov.figure_imports.rules.choices import COLUMNS, Chosen, Sort, Style
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.parties import Actor, Party, Role
from bpo_gov.kpis import queries as figures
from bpo_gov.kpis.rules.cells import Below, First
from bpo_gov.kpis.rules.measures import Measure
from bpo_gov.kpis.rules.periods import Length
from bpo_gov.kpis.rules.refusals import Refused
from bpo_gov.web import tables

FIGURE_HEADS = ("kpi", "period_start", "period_end", "value", "numerator", "denominator", "state")
TABLE_HEADS = ("measure", "period", "period_start", "period_end", "value", "numerator", "denominator")


@click.group()
def kpi() -> None:
    """Figures of KPIs, and call logs that they are counted from."""


@kpi.command("import-calls")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agreement", "reference", required=True, help="the agreement's reference")
@click.option("--as", "email", help="who brings it in, by e-mail; else the manager of the side that measures")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEAD",
    help=f"a column by its head: {', '.join(COLUMNS[Sort.CALLS])}",
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="KPI=MEASURE",
    help=f"what feeds a KPI: {', '.join(Measure)}, or nothing",
)
@click.option(
    "--first", type=click.Choice([one.value for one in First]), help="what stands first in a day like 02/03/2026"
)
@click.option(
    "--numbers",
    "style",
    type=click.Choice([one.value for one in Style]),
    default=Style.POINT.value,
    show_default=True,
    help="how numbers are written",
)
@click.option("--below-one", type=click.Choice([one.value for one in Below]), help="what a length of time below one is")
@click.option("--within", type=click.IntRange(1, 86_400), help="seconds in which a call is answered in time")
@click.option("--worst", type=int, default=1, show_default=True, help="worst mark of satisfaction")
@click.option("--best", type=int, default=5, show_default=True, help="best mark of satisfaction")
@click.option("--sheet", default="", metavar="NAME", help="of a workbook; without it, the first one")
@click.option(
    "--table", "as_table", is_flag=True, help="print all measures by week and by month as CSV, and store nothing"
)
@with_appcontext
def import_calls(
    file: Path, reference: str, email: str | None, columns: tuple[str, ...], measures: tuple[str, ...], first: str | None, style: str,
    below_one: str | None, within: int | None, worst: int, best: int, sheet: str, as_table: bool,
) -> None:  # fmt: skip
    """Count the figures of a call log and submit them, all or none; what is here already stays as it is.

    The columns and the KPIs that it feeds are guessed by their names, or said. When any row is wrong nothing is stored.
    """
    if worst >= best:
        raise click.ClickException("the best mark is above the worst one")
    agreement, framework = _agreement(reference)
    opened, heads, sheet = _opened(file, sheet)
    chosen = Chosen(
        bringing.said_of(guesses.columns(heads, Sort.CALLS), columns, list(COLUMNS[Sort.CALLS]), "a column"), {}, Style(style), First(first) if first else None,
        Below(below_one) if below_one else None, within=within or 30, worst=worst, best=best, sheet=sheet,
    )  # fmt: skip
    if as_table:
        _print_table(opened, replace(chosen), framework.terms)
        return
    feeds = bringing.feeds_of(framework.terms, measures)
    member = bringing.member_of(agreement, framework.terms, feeds, email)
    actor = agreements.actor_of(member)
    named = guesses.within(one.name for one in framework.terms.kpis if one.code in feeds)
    chosen = replace(chosen, feeds=feeds, within=within or named or 30)
    bringing.bring_in(actor, opened, heads, chosen, framework)


@kpi.command("figures")
@click.option("--agreement", "reference", required=True, help="the agreement's reference")
@with_appcontext
def figures_(reference: str) -> None:
    """Write every figure that holds, as CSV; period_end is its last day, an empty value is no data."""
    agreement, framework = _agreement(reference)
    everyone = Actor(None, agreement.id, Party.SYSTEM, Role.VIEWER)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(FIGURE_HEADS)
    for code in sorted({one.code for one in framework.terms.kpis} | set(queries.codes(agreement.id))):
        for one in figures.of_kpi(everyone, code):
            last = one.ends - timedelta(days=1)
            row: list[tables.Cell] = [
                one.code,
                one.begins,
                last,
                one.counted,
                one.numerator,
                one.denominator,
                one.state,
            ]
            writer.writerow([tables.written(cell) for cell in row])


def _print_table(file: File, chosen: Chosen, terms: Terms) -> None:
    """All measures by week and by month."""
    frame = queries.frame(terms, Party.CLIENT)
    counted = logs.count(
        files.table(file.name, file.data, chosen.style.decimal, chosen.sheet),
        chosen,
        frame,
        (Length.WEEK, Length.MONTH),
    )
    if counted.faults:
        bringing.say_faults(counted.faults, counted.more_faults)
        raise click.ClickException(f"{len(counted.faults) + counted.more_faults} wrong")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(TABLE_HEADS)
    for one in counted.figures:
        span, value = one.period, logs.worth(one)
        writer.writerow([one.measure, span.label, span.start, span.last, "" if value is None else f"{value.normalize():f}", one.numerator, one.denominator])  # fmt: skip


def _agreement(reference: str) -> tuple[Agreement, Framework]:
    found = agreements.by_key(reference)
    if found is None:
        raise click.ClickException(f"there is no agreement {reference}")
    framework = agreements.active_framework(found.id)
    if framework is None:
        raise click.ClickException(f"the framework of {reference} is not in force: both sides must sign it first")
    return found, framework


def _opened(path: Path, sheet: str) -> tuple[File, list[str], str]:
    with path.open("rb") as opened:
        data = opened.read(files.MOST_BYTES + 1)
    try:
        file = files.file_of(path.name, data)
        title = files.sheet_of(file.name, file.data, sheet)
        return file, files.heads(file.name, file.data, title), title
    except Refused as refused:
        raise click.ClickException(str(refused.message)) from None
