"""The command line of escalation history: bring a log in, say how long each side held what, explain the map."""

import csv
import sys
import time
from pathlib import Path
from typing import IO

import click
from flask.cli import with_appcontext

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Agreement, Framework
from bpo_gov.escalations.history import actions, mapping, spans
from bpo_gov.escalations.history.actions import Done
from bpo_gov.escalations.history.mapping import BadMap, Map
from bpo_gov.escalations.history.reading import Log

EVERY = 5.0  # seconds between two lines of progress


@click.group()
def escalation() -> None:
    """Escalations, and history that is brought in from a log."""


@escalation.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agreement", "reference", required=True, help="the agreement's reference")
@click.option(
    "--map", "name", default=mapping.SHIPPED, show_default=True, help="a map file, or the name of one that is shipped"
)
@click.option("--skip-wrong", is_flag=True, help="leave out cases with wrong lines instead of storing nothing")
@with_appcontext
def import_(file: Path, reference: str, name: str, skip_wrong: bool) -> None:
    """Bring a log of cases in as escalation history, with the log's own times.

    Without --skip-wrong nothing is stored when any line is wrong. It can be stopped and started again: what is here stays,
    and only what is missing comes in.
    """
    framework, kept = _framework(reference), _map(name)
    with Log(file, kept) as log:
        _say_wrong(log)
        if (log.wrong and not skip_wrong) or not log.lines:
            raise click.ClickException(f"{len(log.wrong) + log.more_wrong} wrong lines; nothing is stored")
        done = _bring_in(framework, kept, log, skip_wrong=skip_wrong)
        click.echo(
            f"{done.cases} cases, {done.lines} lines brought in; {done.here} cases were here already, {done.grown} have grown"
        )
        for line in done.contradicted:
            click.echo(line, err=True)
        left_out = log.bad_cases() if log.wrong else 0
        if left_out or done.contradicted:
            raise click.ClickException(
                f"{left_out} cases with wrong lines and {len(done.contradicted)} that contradict what is here are left out"
            )


@escalation.command("times")
@click.option("--agreement", "reference", required=True, help="the agreement's reference")
@click.option(
    "--out", type=click.File("w", encoding="utf-8", lazy=False), default="-", help="a file; the screen without it"
)
@with_appcontext
def times(reference: str, out: IO[str]) -> None:
    """Write how many seconds each side held every case of the logs, as CSV: elapsed, not working time."""
    agreement = _agreement(reference)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["external_ref", "client_seconds", "vendor_seconds", "other_seconds"])
    for one in spans.spans(agreement.id):
        writer.writerow([one.external_ref, one.of("client"), one.of("vendor"), one.of("other")])


@escalation.command("map")
@click.argument("name", default=mapping.SHIPPED)
def map_(name: str) -> None:
    """Check a map and print how it reads; without a name, the one that is shipped."""
    kept = _map(name)
    click.echo(f"columns: {', '.join(f'{key} = {head}' for key, head in kept.columns.model_dump().items() if head)}")
    click.echo(f"times: {kept.time}, {kept.zone}; raised by the {kept.raised_by}, severity {kept.severity}")
    for rule in kept.rules:
        click.echo(f"{rule.status} / {rule.substatus}: {rule.state}, with {rule.holder}")


def _agreement(reference: str) -> Agreement:
    found = agreements.by_key(reference)
    if found is None:
        raise click.ClickException(f"there is no agreement {reference}")
    return found


def _framework(reference: str) -> Framework:
    framework = agreements.active_framework(_agreement(reference).id)
    if framework is None:
        raise click.ClickException(f"the framework of {reference} is not in force: both sides must sign it first")
    return framework


def _map(name: str) -> Map:
    try:
        return mapping.read(name)
    except BadMap as bad:
        for problem in bad.problems:
            click.echo(f"{name}: {problem}", err=True)
        raise click.ClickException("the map cannot be used; nothing is stored") from None


def _say_wrong(log: Log) -> None:
    for line in log.wrong:
        click.echo(line, err=True)
    if log.more_wrong:
        click.echo(f"and {log.more_wrong} more", err=True)


def _bring_in(framework: Framework, kept: Map, log: Log, *, skip_wrong: bool) -> Done:
    done, began, told = Done(), time.monotonic(), 0.0
    for done in actions.bring_in(framework, kept, log.each(but_bad=skip_wrong), log.digest):
        passed = time.monotonic() - began
        if passed - told >= (0.5 if sys.stderr.isatty() else EVERY):
            told = passed
            left = passed / done.cases * (log.cases - done.cases)
            line = (
                f"{done.cases} of {log.cases} cases, {done.lines / passed:.0f} lines a second, about {left:.0f} s left"
            )
            click.echo(f"\r{line}  " if sys.stderr.isatty() else line, err=True, nl=not sys.stderr.isatty())
    return done
