"""Who agreed, on what, for how long and for how much."""

from pydantic import Field

from bpo_gov.agreements.framework.choices import Language
from bpo_gov.agreements.framework.parts import Many, Part, Some
from bpo_gov.agreements.framework.places import Country, Currency, Zone
from bpo_gov.agreements.framework.scalars import Amount, Day, FromZero, Months, Slug, Whole
from bpo_gov.agreements.framework.texts import Short


class Org(Part):
    """One of the two companies."""

    name: Short
    """Full legal name."""
    country: Country
    """Country of registration, ISO 3166-1, two capitals."""
    registration: Short | None = None
    """Number in the register of companies."""


class Extension(Part):
    """An option to make the term longer."""

    months: Months
    """How many months the option adds to the term."""
    notice_months: FromZero
    """How many months before the end the option must be used."""
    clause: Short
    """Clause that gives the option, for example 2.3 or 2.3(a)."""


class Header(Part):
    """The parties, the term and the value."""

    reference: Slug
    """Short name used in addresses: small letters, digits and single dashes, 3 to 40 signs."""
    title: Short
    """Name of the agreement as people say it."""
    client: Org
    """The company that outsources."""
    vendor: Org
    """The company that provides the services."""
    start: Day
    """First day of the term."""
    end: Day
    """Last day of the term, without extensions."""
    extensions: Many[Extension] = Field(default_factory=list)
    """Options to make the term longer, in the order in which they follow each other."""
    currency: Currency
    """Currency of every amount in this framework, ISO 4217, three capitals."""
    initial_value: Amount
    """Value of the whole agreement at signature."""
    annual_charges: Amount
    """Charges expected in one contract year."""
    governing_law: Short
    """Law that governs the agreement."""
    languages: Some[Language]
    """Languages of the agreement; the first one is the agreement's own."""
    time_zone: Zone
    """Time zone in which deadlines are told, a name of the IANA database."""
    playbook: Short | None = None
    """Playbook this framework started from."""
    playbook_version: Whole | None = None
    """Version of that playbook; without it the first."""
