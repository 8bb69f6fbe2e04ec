"""What is provided, where, by which key people and for what charge; the principles and the clauses."""

from pydantic import Field

from bpo_gov.agreements.framework.choices import Per, Side, Topic
from bpo_gov.agreements.framework.parts import Many, Part, Some
from bpo_gov.agreements.framework.places import Country
from bpo_gov.agreements.framework.scalars import Amount, ClauseNumber, Code, Whole, YesNo
from bpo_gov.agreements.framework.texts import Long, Short


class KeyPerson(Part):
    """A person whose change needs the other side's consent."""

    name: Short
    """Name, or the post while nobody is named."""
    position: Short
    """What the person does in this service."""
    qualification: Short
    """Knowledge or certificate the person must have."""
    side: Side
    """Side the person belongs to."""


class Charges(Part):
    """How a service is paid."""

    basis: Long
    """Pricing basis in words."""
    amount: Amount | None = None
    """Price in the agreement's currency; leave it out where it is not fixed."""
    per: Per
    """What the amount is paid for: a month, a year, a unit, or once."""
    unit: Short | None = None
    """Name of the unit, where the charge is per unit."""


class Service(Part):
    """One outsourced service."""

    code: Code
    """Short code, for example S-01."""
    name: Short
    """Name of the service."""
    description: Long
    """What is done, from where to where."""
    category: Short
    """Kind of service, used to group."""
    minimum_standard: Long
    """What must hold at all times, in words."""
    locations: Some[Code]
    """Codes of the locations it is provided from."""
    key_personnel: Many[KeyPerson] = Field(default_factory=list)
    """People whose change needs consent."""
    charges: Charges
    """How it is paid."""


class Location(Part):
    """A place services are provided from."""

    code: Code
    """Short code, for example L-1."""
    name: Short
    """Name of the place."""
    address: Short
    """Postal address on one line."""
    country: Country
    """Country of the place; it matters where data may be kept."""


class Principle(Part):
    """A shared goal, shown beside every change and dispute."""

    number: Whole
    """Its number."""
    text: Long
    """The goal in plain words."""


class Clause(Part):
    """A clause of the signed agreement, in summary."""

    number: ClauseNumber
    """Number in the agreement, for example 9.2."""
    heading: Short
    """Its heading."""
    topic: Topic
    """What it is about."""
    summary: Long
    """What it says, in plain words."""
    protected: YesNo = False
    """True if no change may touch it without amending the agreement."""
