"""When a verb of a plan is allowed."""

from bpo_gov.kernel import clock
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say
from bpo_gov.rectifications.models import Rectification, State


def may_fail(one: Rectification, actor: Actor) -> Say | None:
    """It was reported as done, or a day of it has passed."""
    is_over = one.due_at is not None and one.due_at < clock.now()
    if one.state == State.REPORTED or is_over:
        return None
    return say("It is being carried out and no day of it has passed.")


def has_done_every_step(one: Rectification, actor: Actor) -> Say | None:
    """No step is left."""
    return say("A step is open still: report each one as done first.") if one.next_on else None


def has_steps_left(one: Rectification, actor: Actor) -> Say | None:
    """A step is not done yet."""
    return None if one.next_on else say("Every step is done: report the plan as done.")
