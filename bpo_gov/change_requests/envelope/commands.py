"""The command line of the envelope: whether the kept sums are what the changes and the history say."""

import sys
from typing import Any

import click
from flask.cli import with_appcontext

from bpo_gov.agreements import queries as agreements
from bpo_gov.change_requests.envelope import history


@click.group()
def envelope() -> None:
    """The envelope of an agreement."""


@envelope.command("check")
@click.argument("key")
@with_appcontext
def check(key: str) -> None:
    """Compute what is held and reserved anew, from the changes and from the history, and compare it with the kept sums."""
    found: Any = agreements.by_key(key)
    if found is None:
        raise click.ClickException(f"there is no agreement {key}")
    lines = history.differences(found.id)
    for line in lines:
        click.echo(f"{key}: {line}")
    if not lines:
        click.echo(f"{key}: the kept sums are right")
    sys.exit(1 if lines else 0)
