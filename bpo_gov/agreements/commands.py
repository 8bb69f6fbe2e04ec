"""The command line of agreements: import a framework, give it back, list what is there."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from bpo_gov.agreements import actions, queries
from bpo_gov.agreements.framework import BadFramework
from bpo_gov.agreements.models import Agreement
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import Refused


@click.group()
def agreement() -> None:
    """Agreements and their frameworks."""


@agreement.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def import_(file: Path) -> None:
    """Begin an agreement from a framework file; every error is named and nothing is stored unless all is well."""
    try:
        with unit_of_work():
            made = actions.import_agreement(file.read_bytes().decode("utf-8", "surrogateescape"))
            line = f"{made.key}: {made.title}, {made.client_name} and {made.vendor_name}; version 1 waits for both signatures"
    except BadFramework as bad:
        for problem in bad.problems:
            where = f"line {problem.line}" if problem.line else ""
            click.echo(f"{where:<10} {problem.path or '-':<40} {problem.message}", err=True)
        click.echo(f"{len(bad.problems)} problems; nothing is stored", err=True)
        sys.exit(1)
    except Refused as refused:
        click.echo(f"{refused.says}; nothing is stored", err=True)
        sys.exit(1)
    click.echo(line)


@agreement.command("export")
@click.argument("reference")
@with_appcontext
def export(reference: str) -> None:
    """Print the framework in force, byte for byte as it was imported."""
    source = queries.export(reference)
    if source is None:
        click.echo(f"there is no agreement {reference}", err=True)
        sys.exit(1)
    sys.stdout.buffer.write(source.encode())


@agreement.command("list")
@with_appcontext
def list_() -> None:
    """Every agreement of this host by reference and title."""
    for row in db.session.execute(select(Agreement.key, Agreement.title).order_by(Agreement.key)):
        click.echo(f"{row.key:<40} {row.title}")
