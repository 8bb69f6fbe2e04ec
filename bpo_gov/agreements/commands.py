"""The command line of agreements: import a framework, give it back, list what is there."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from bpo_gov.agreements import actions, queries
from bpo_gov.agreements.framework import BadFramework, Problem, compare
from bpo_gov.agreements.models import Agreement, Framework
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import BpoError

MOST = 1_000_001  # bytes; reading refuses what is larger than 1 MB


@click.group()
def agreement() -> None:
    """Agreements and their frameworks."""


@agreement.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def import_(file: Path) -> None:
    """Begin an agreement from a framework file, or propose it as the next version where there is one already.

    Every problem is named, and nothing is stored unless all is well.
    """
    with file.open("rb") as opened:
        source = opened.read(MOST)
    try:
        with unit_of_work():
            made = actions.take_in(source)
            lines = _created(made) if isinstance(made, Agreement) else _proposed(made)
    except BadFramework as bad:
        for problem in bad.problems:
            click.echo(_line(problem), err=True)
        n = len(bad.problems)
        raise click.ClickException(f"{n} {'problem' if n == 1 else 'problems'}; nothing is stored") from None
    except BpoError as error:
        raise click.ClickException(f"{error} Nothing is stored.") from None
    for line in lines:
        click.echo(line)


@agreement.command("export")
@click.argument("reference")
@with_appcontext
def export(reference: str) -> None:
    """Print the framework in force (else the one proposed), byte for byte as it was imported."""
    source = queries.export(reference)
    if source is None:
        raise click.ClickException(f"there is no agreement {reference}")
    sys.stdout.buffer.write(source.encode())
    sys.stdout.buffer.flush()


@agreement.command("list")
@with_appcontext
def list_() -> None:
    """Every agreement of this host by reference and title."""
    for row in db.session.execute(select(Agreement.key, Agreement.title).order_by(Agreement.key)):
        click.echo(f"{row.key:<40} {row.title}")


def _line(problem: Problem) -> str:
    where = f"line {problem.line}" if problem.line else "file"
    return f"{where:<10}{problem.path or '-'}  {problem.message}"


def _created(made: Agreement) -> list[str]:
    people = queries.members(made.id)
    silent = [member.user.email for member in people if member.user.password_hash is None]
    answer = [
        f"{made.key}: {made.title}",
        f"  client {made.client_name}, vendor {made.vendor_name}, {len(people)} people",
        "  version 1 is proposed; it is in force when both sides have signed",
    ]
    if silent:
        answer.append("  these have no password yet; invite them with: flask person invite EMAIL")
        answer += [f"    {email}" for email in silent]
    return answer


def _proposed(version: Framework) -> list[str]:
    differences = compare(queries.ground_of(version).terms, version.terms)
    word = "difference" if len(differences) == 1 else "differences"
    return [
        f"{version.terms.header.reference}: version {version.number} is proposed",
        f"  {len(differences)} {word} from the version before; both sides read and sign it",
    ]
