"""What is done before a missed level costs anything: relief where the other side was the cause, and the plan to put it right."""

from bpo_gov.agreements.framework.choices import OnLate, OnReview
from bpo_gov.agreements.framework.parts import Part
from bpo_gov.agreements.framework.scalars import Whole
from bpo_gov.agreements.framework.texts import Short


class Relief(Part):
    """How a side claims relief that could not perform, but for a cause of the other side; the same for both."""

    clause: Short
    """Clause that gives relief."""
    notice: Whole = 15
    """Working days for the notice, from the day on which the side knew."""
    details: Whole = 10
    """Working days for the details, from the notice."""
    answer: Whole = 10
    """Working days for the answer of the other side, from the details."""
    on_late: OnLate = OnLate.FLAG
    """What follows when the notice or the details come late: that is flagged, or the claim lapses."""


class Rectification(Part):
    """How a failing is put right by a plan; the same for both sides."""

    clause: Short
    """Clause on rectification."""
    notify: Whole = 3
    """Working days for telling the other side of its failing, from the day on which it was known."""
    draft: Whole = 10
    """Working days for the draft of the plan, from the notice and again after each return; due even where blame is denied."""
    review: Whole = 10
    """Working days for the review of a draft, and of what was done."""
    silence: OnReview = OnReview.REMIND
    """What silence about a draft means: people are reminded, or it counts as approved."""
