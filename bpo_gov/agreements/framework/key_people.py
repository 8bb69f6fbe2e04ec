"""How a key person is succeeded: announced early, agreed with the other side, handed over."""

from bpo_gov.agreements.framework.choices import OnConsent
from bpo_gov.agreements.framework.parts import Part
from bpo_gov.agreements.framework.scalars import Span
from bpo_gov.agreements.framework.texts import Short


class KeyPeople(Part):
    """How a key person changes; the same for both sides."""

    clause: Short
    """Clause on key people."""
    notice: Span = 20
    """Working days before the last day of a person by which the change is announced; a later one is flagged."""
    successor: Span = 10
    """Working days for proposing a successor, from the announcement and again after each objection."""
    answer: Span = 5
    """Working days for the answer of the other side to a proposed successor, and for that to a request to replace a person."""
    silence: OnConsent = OnConsent.REMIND
    """What silence about a proposed successor means: people are reminded, or it counts as consent."""
    handover: Span = 5
    """Working days on which both the person and the successor are there."""
