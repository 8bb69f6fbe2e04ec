"""`flask person`: people from the command line, first of all the first ones."""

import sys

import click
from flask.cli import with_appcontext

from bpo_gov.accounts import actions, links, queries
from bpo_gov.accounts.models import User
from bpo_gov.kernel import post
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.errors import BpoError


@click.group()
def person() -> None:
    """People and their organisations."""


@person.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--organisation", required=True, help="The company's name; it is added when there is none of that name.")
@click.option("--country", required=True, help="The company's country, two letters.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of the input.")
@with_appcontext
def add(email: str, name: str, organisation: str, country: str, password_stdin: bool) -> None:
    """Add a person, and their organisation where it is new."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    try:
        with unit_of_work():
            company = queries.organisation_by_name(organisation) or actions.add_organisation(organisation, country)
            made = actions.add_person(email, name, company)
            if password is not None:
                actions.set_password(made, password)
            words = f"{made.name} <{made.email}> of {company.name}: added"
    except BpoError as error:
        raise click.ClickException(str(error)) from error
    click.echo(words if password_stdin else f"{words}; invite them with: flask person invite {email}")


@person.command("invite")
@click.argument("email")
@with_appcontext
def invite(email: str) -> None:
    """Send a person a link to set a password, and print it."""
    try:
        with unit_of_work():
            found = _known(email)
            actions.invite(found)
            url = links.url_of(actions.make_link(found))
            letter = links.letter(found, url)
    except BpoError as error:
        raise click.ClickException(str(error)) from error
    click.echo(url)
    try:
        post.send(letter)
    except OSError as error:
        why = f"the letter could not be sent ({type(error).__name__}); hand the link over yourself"
        raise click.ClickException(why) from error


def _known(email: str) -> User:
    found = queries.user_by_email(email)
    if found is None:
        raise click.ClickException(f"there is nobody with the address {email}")
    return found
