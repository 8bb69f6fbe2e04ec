"""The page of a deadline, for both parties of its agreement: how it was counted, day by day."""

import csv
import io

from flask import Response, render_template, url_for

from bpo_gov.agreements import deadlines
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.shown import deadline as shown
from bpo_gov.kernel import clock
from bpo_gov.web import here

blueprint = inside("deadlines", "deadlines", neutrals=("show", "steps"))
PAGES: dict[str, str] = {}  # kind of matter -> the endpoint of its page; wiring fills it
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would compute what begins so


@blueprint.get("/<int:timer_id>")
def show(timer_id: int) -> str:
    """What runs, by which clause, from when, every day with its number or why it is skipped, and what has changed."""
    found = deadlines.load(timer_id, here.actor())
    return render_template(
        "agreements/deadline.html", found=found, timer=found.timer, matter=found.matter, now=clock.now(),
        matter_href=url_for(PAGES[found.matter.kind], number=found.matter.number), shown=shown, steps=shown.steps(found.count, shown.warned_on(found)),
    )  # fmt: skip


@blueprint.get("/<int:timer_id>.csv")
def steps(timer_id: int) -> Response:
    """The days of the count as a file."""
    found = deadlines.load(timer_id, here.actor())
    text = io.StringIO()
    for line in shown.lines(found.count):
        csv.writer(text).writerow([f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in line])
    answer = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    answer.headers.set(
        "Content-Disposition", "attachment", filename=f"{found.matter.label}-{found.timer.policy}-{timer_id}.csv"
    )
    return answer
