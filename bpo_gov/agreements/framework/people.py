"""The people of both sides, and who of them may bind their side."""

from bpo_gov.agreements.framework.choices import Side, Standing
from bpo_gov.agreements.framework.parts import Part
from bpo_gov.agreements.framework.scalars import Amount, Months
from bpo_gov.agreements.framework.texts import Email, Short
from bpo_gov.kernel.parties import Role


class Person(Part):
    """A person of one side."""

    name: Short
    """Name as others see it."""
    email: Email
    """E-mail address; it is also how the rest of the framework names the person."""
    side: Side
    """Side the person belongs to."""
    title: Short
    """Title the contract knows, for example contract manager; ladders and forums name titles."""
    role: Standing
    """What the person may do here: viewer, member, manager or executive."""

    @property
    def rank(self) -> Role:
        """The ordered role of the kernel."""
        return self.role.role


class Authority(Part):
    """What a person may bind their side to."""

    side: Side
    """Side that is bound."""
    person: Email
    """E-mail address of one of the people."""
    up_to: Amount
    """Highest value the person may sign for, in the agreement's currency."""
    term_months: Months
    """Longest commitment the person may sign for, in months."""
    clause: Short
    """Clause that gives the authority."""
