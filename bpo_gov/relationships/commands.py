"""The command line of health: count every relationship anew, or say whether what is kept is what is counted."""

import sys

import click
from flask.cli import with_appcontext

from bpo_gov.relationships import keeping, queries


@click.group()
def health() -> None:
    """The health of the relationships."""


@health.command("rebuild")
@click.option("--check", is_flag=True, help="Change nothing; fail where what is kept is not what is counted.")
@with_appcontext
def rebuild(check: bool) -> None:
    """Count how every agreement stands, and keep it."""
    if not check:
        click.echo(f"health: {keeping.rebuild()} agreements counted")
        return
    found = keeping.differences()
    for agreement_id, name, kept, counted in found:
        click.echo(f"{queries.agreement(agreement_id).key}: {name} is kept as {kept}, counted as {counted}")
    if not found:
        click.echo("health: what is kept is what is counted")
    sys.exit(1 if found else 0)
