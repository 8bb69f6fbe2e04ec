"""Commands of the host for letters that could not be delivered; what they say is not shown."""

import click
from flask.cli import with_appcontext

from bpo_gov.agreements import queries as agreements
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.notifications import dead, delivery


@click.group()
def mail() -> None:
    """Letters: which did not arrive, and sending them again."""


@mail.command("dead")
@with_appcontext
def show() -> None:
    """List the newest letters that were given up: number, agreement, matter, to whom, since when, why."""
    found = dead.letters_of_house()
    for one in found:
        click.echo(
            f"{one.id:>8}  {one.agreement}  {one.subject}  {one.email}  {one.told_at:%Y-%m-%d %H:%M} UTC  "
            f"{one.tries} tries  {one.error}"
        )
    if not found:
        click.echo("every letter arrived")


@mail.command()
@click.option("--agreement", "key", help="Only those of the agreement with this key.")
@with_appcontext
def resend(key: str | None) -> None:
    """Have letters that were given up sent again."""
    with unit_of_work():
        found = agreements.by_key(key) if key else None
        if key and found is None:
            raise click.ClickException(f"there is no agreement {key}")
        n = dead.resend_all(found.id if found else None)
    if n:
        delivery.send_due.later()
    click.echo(f"on their way again: {n}")
