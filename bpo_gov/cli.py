"""The command line: serve and its parts, setup, demo, doctor, docs; features bring their own groups."""

import json
import logging
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from bpo_gov.accounts.commands import person
from bpo_gov.agreements.commands import agreement
from bpo_gov.agreements.holiday_commands import holidays
from bpo_gov.change_requests.envelope.commands import envelope
from bpo_gov.escalations.history.commands import escalation
from bpo_gov.figure_imports.commands import kpi
from bpo_gov.kernel import queue
from bpo_gov.kernel.db import db
from bpo_gov.notifications.commands import mail
from bpo_gov.relationships.commands import health
from bpo_gov.web import catalogues

BEAT = 5.0  # seconds between two rounds of the clock


def install(app: Flask) -> None:
    """Add every command to `flask`."""
    for command in (
        serve,
        setup,
        worker,
        clock,
        tick,
        demo,
        doctor,
        docs,
        person,
        agreement,
        holidays,
        record,
        mail,
        envelope,
        escalation,
        health,
        kpi,
    ):
        app.cli.add_command(command)


@click.command()
def serve() -> None:
    """Run web, workers and clock (and Valkey, where no REDIS_URL is given) in the foreground."""
    from bpo_gov.serving import supervisor
    from bpo_gov.wiring import QUEUES

    sys.exit(supervisor.serve(current_app.extensions["settings"], QUEUES, welcome=_welcome))


def _welcome() -> list[str]:
    from bpo_gov.demo import people

    return people.sign_in_lines()


@click.command()
@click.option("--demo/--no-demo", "with_demo", default=True, help="Fill an empty database with the demo.")
def setup(with_demo: bool) -> None:
    """Bring the database up to date, compile the catalogues, and fill an empty one with the demo."""
    from flask_migrate import upgrade

    logging.getLogger("alembic").setLevel(logging.WARNING)
    upgrade()
    catalogues.compile_stale()
    click.echo("database: up to date")
    _fill_holidays()
    if with_demo and not current_app.extensions["settings"].production:
        from bpo_gov.demo import story

        click.echo("demo: told" if story.tell_if_empty() else "demo: data is there already, kept")
    _count_relationships()


def _fill_holidays() -> None:
    from bpo_gov.agreements import holidays as of_agreements
    from bpo_gov.kernel.db import unit_of_work

    with unit_of_work():
        n = of_agreements.fill_for_all()
    click.echo(f"holidays: {n} dates filled in" if n else "holidays: up to date")


def _count_relationships() -> None:
    from bpo_gov.relationships import keeping

    n = keeping.catch_up()
    click.echo(f"health: {n} agreements counted" if n else "health: up to date")


@holidays.command("recount")
@with_appcontext
def recount() -> None:
    """Count provisional deadlines anew by the table as it is now; each change is on the record with both values."""
    from bpo_gov.notifications import recounts

    changed = recounts.recount_all()
    click.echo(f"counted anew: {', '.join(changed) or 'nothing'}")


@click.command()
@click.argument("name", type=click.Choice(["default", "mail"]))
@click.option("--burst", is_flag=True, help="End when the queue is empty.")
def worker(name: str, burst: bool) -> None:
    """Run one worker on one queue."""
    queue.work(name, burst=burst)


@click.command()
def clock() -> None:
    """Ask every few seconds what is due, and ring for it."""
    from bpo_gov.notifications import heartbeats

    rung: dict[str, float] = {}
    while True:
        _ring(rung)
        heartbeats.beat("clock")
        time.sleep(BEAT)


@click.command()
def tick() -> None:
    """Do one round of the periodic work here and now, without a worker."""
    from bpo_gov.wiring import PERIODIC

    for work, _seconds in PERIODIC:
        work()


def _ring(rung: dict[str, float]) -> None:
    from bpo_gov.wiring import PERIODIC

    for work, seconds in PERIODIC:
        present = time.monotonic()
        if present - rung.get(work.name, -seconds) >= seconds and work.later():
            rung[work.name] = present


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the people of the demo as JSON.")
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day the story ends; default: today."
)
def demo(as_json: bool, until: datetime | None) -> None:
    """Tell the demo into an empty database, or print its people."""
    from bpo_gov.demo import people, story

    if as_json:
        click.echo(json.dumps(people.listed(), indent=2, ensure_ascii=False))
        return
    told = story.tell_if_empty(until.date() if until else None)
    click.echo("demo: told" if told else "demo: data is there already, kept")


@click.command()
def doctor() -> None:
    """One table: what is set up, what is wrong, what to do."""
    from bpo_gov.serving import doctor as room

    checks = room.examine(current_app.extensions["settings"], revisions=_revisions, heartbeats=_heartbeats)
    width = max(len(check.name) for check in checks)
    found = max(len(check.found) for check in checks)
    for check in checks:
        click.echo(f"{check.state:<4}  {check.name:<{width}}  {check.found:<{found}}  {check.advice}".rstrip())
    sys.exit(1 if any(check.state == "bad" for check in checks) else 0)


def _revisions() -> tuple[str | None, str | None]:
    """Where the database stands, and the newest migration."""
    from alembic.migration import MigrationContext

    newest = (Path(current_app.root_path) / "migrations" / ".current-head").read_text().strip()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision(), newest


def _heartbeats() -> dict[str, timedelta | None]:
    """How long ago each part was last alive."""
    from bpo_gov.notifications import heartbeats

    return heartbeats.ages()


@click.command()
@click.option("--check", is_flag=True, help="Fail when a generated page is out of date.")
def docs(check: bool) -> None:
    """Write docs/moves.md from the tables."""
    from bpo_gov import tables

    stale = tables.write(Path(current_app.root_path) / "docs", check=check)
    for name in stale:
        click.echo(f"{name}: {'out of date' if check else 'written'}")
    sys.exit(1 if check and stale else 0)


@click.group()
def record() -> None:
    """The record of an agreement."""


@record.command("verify")
@click.argument("key")
@with_appcontext
def record_verify(key: str) -> None:
    """Walk the chain of an agreement and name the first entry that does not hold."""
    from bpo_gov.agreements import queries as agreements
    from bpo_gov.kernel import ledger

    found: Any = agreements.by_key(key)
    if found is None:
        raise click.ClickException(f"there is no agreement {key}")
    broken = ledger.verify(found.id)
    click.echo(f"{key}: intact" if broken is None else f"{key}: entry {broken} does not hold")
    sys.exit(0 if broken is None else 1)
