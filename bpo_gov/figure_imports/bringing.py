"""A call log brought in by the command line: what feeds which KPI, who brings it, the preview, and the import in one transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import click

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Agreement, Framework, Membership
from bpo_gov.figure_imports import actions, queries, reading
from bpo_gov.figure_imports.reading import Found, Task
from bpo_gov.figure_imports.rules import guesses
from bpo_gov.figure_imports.rules.choices import Chosen, Sort
from bpo_gov.figure_imports.rules.plans import Outcome
from bpo_gov.kernel import queue
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import BpoError
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.kpis.rules.calls import MOST_FAULTS
from bpo_gov.kpis.rules.measures import Measure
from bpo_gov.kpis.rules.refusals import Fault


def bring_in(actor: Actor, file: File, heads: list[str], chosen: Chosen, framework: Framework) -> None:
    """The preview, and then the import, in one transaction; it is undone where anything is wrong or nothing is new."""
    task = Task(
        actor.agreement_id, actor.party, Sort.CALLS, file.name, file.sha256, file.data, chosen, queries.frame(framework.terms, actor.party)
    )  # fmt: skip
    said = reading.read(task)
    found = reading.found(task, said)
    for code, why in found.left_out:
        click.echo(f"{code} is left out: {why}", err=True)
    idle = [measure for measure in Measure if measure.value not in chosen.feeds.values()]
    if idle:
        click.echo(f"no KPI takes {', '.join(idle)}: left out", err=True)
    for plan in found.plans:
        if plan.outcome is Outcome.LEFT_OUT:
            click.echo(f"{plan.line.code} is left out: {plan.says}", err=True)
    _say_wrong(found)
    counts = Counter(plan.outcome for plan in found.plans)
    words = ((Outcome.NEW, "new"), (Outcome.CHANGED, "changed"), (Outcome.SAME, "the same"), (Outcome.LEFT_OUT, "left out"))  # fmt: skip
    click.echo(f"{file.name}: {found.rows} rows; figures: {', '.join(f'{counts[key]} {word}' for key, word in words)}")
    before = queries.imported_before(actor.agreement_id, actor.party, file.sha256)
    if not counts[Outcome.NEW] and not counts[Outcome.CHANGED]:
        click.echo(f"nothing has changed{f': this file was imported as {before.label}' if before else ''}")
        return
    db.session.rollback()  # what only read must not grow into what writes: somebody may have written meanwhile
    try:
        with queue.silence(), unit_of_work():
            one = actions.upload(actor, sort=Sort.CALLS, file=file, heads=heads, chosen=chosen)
            actions.read(one, actions.reader(actor.agreement_id), found=reading.found(task, said))
            actions.bring_in(one, actor, reason=f"flask kpi import-calls {file.name}" if counts[Outcome.CHANGED] else "")  # fmt: skip
            label = one.label
    except BpoError as error:
        raise click.ClickException(f"{error} Nothing is stored.") from None
    click.echo(f"imported as {label} by {actor.name}; SHA-256 {file.sha256}")


def _say_wrong(found: Found) -> None:
    """Every wrong row, and then the end."""
    say_faults(found.faults, found.more)
    for plan in found.plans:
        if plan.outcome is Outcome.ERROR:
            click.echo(f"{plan.line.code}, {plan.line.period.label}: {plan.code}: {plan.says}", err=True)
    if found.wrong:
        raise click.ClickException(f"{found.wrong} wrong; nothing is stored")


def say_faults(faults: Iterable[Fault], more: int) -> None:
    for fault in faults:
        column = f", column {fault.column}" if fault.column else ""
        click.echo(f"row {fault.row}{column}: {fault.code}: {fault.message}", err=True)
    if more:
        click.echo(f"and {more} more; the first {MOST_FAULTS} are named", err=True)


def said_of(guessed: Mapping[str, str], said: Iterable[str], known: list[str], what: str) -> dict[str, str]:
    """What was guessed, and what was said in its place; said to be nothing it is left out."""
    found = dict(guessed)
    for text in said:
        name, sign, value = text.partition("=")
        if not sign or name.strip() not in known:
            raise click.ClickException(
                f"{text!r} names {what} as NAME=VALUE, and the name is one of {', '.join(known)}"
            )
        found[name.strip()] = " ".join(value.split())
    return {name: value for name, value in found.items() if value}


def feeds_of(terms: Terms, said: tuple[str, ...]) -> dict[str, str]:
    """What feeds each KPI; one that the framework does not have is named and left out."""
    codes = {one.code for one in terms.kpis}
    strange = [text for text in said if text.partition("=")[0].strip() not in codes]
    for text in strange:
        click.echo(f"{text.partition('=')[0]} is left out: the framework in force has no such KPI", err=True)
    good = [text for text in said if text not in strange]
    guessed = guesses.feeds((one.code, one.name, one.unit) for one in terms.kpis)
    feeds = said_of(guessed, good, sorted(codes), "a KPI")
    if wrong := [name for name in feeds.values() if name not in set(Measure)]:
        raise click.ClickException(f"{', '.join(wrong)}: a measure is one of {', '.join(Measure)}")
    if not feeds:
        raise click.ClickException("no KPI takes a measure of a call log: say which with --measure KPI=MEASURE")
    return feeds


def member_of(agreement: Agreement, terms: Terms, feeds: Mapping[str, str], email: str | None) -> Membership:
    """Who brings it in: the one that is named, else the manager of the side that measures what the log feeds."""
    members = agreements.members(agreement.id)
    if email is not None:
        found = next((one for one in members if one.user.email == email.strip().lower()), None)
        if found is None:
            raise click.ClickException(f"{email} does not belong to {agreement.key}")
        return found
    fed: Counter[Any] = Counter(one.measured_by.value for one in terms.kpis if one.code in feeds)
    sides = [side for side in SIDES if fed[side.value] and fed[side.value] == max(fed.values())]
    if len(sides) != 1:
        raise click.ClickException("both sides measure what this log feeds: say who brings it in with --as EMAIL")
    able = [one for one in members if one.party is sides[0] and one.rank >= Role.MEMBER]
    ranked = sorted(able, key=lambda one: (one.rank is not Role.MANAGER, -one.rank))
    if not ranked:
        raise click.ClickException(f"nobody of the {sides[0]} may bring it in")
    return ranked[0]
