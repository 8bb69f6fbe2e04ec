"""What sets the classes of change apart: what each allows, in what time, and what follows when nobody answers."""

from collections.abc import Mapping
from decimal import Decimal

from bpo_gov.agreements.framework.calendars import Period
from bpo_gov.agreements.framework.choices import ChangeClass, OnNoAnswer, OnUnratified, OnUnsigned
from bpo_gov.agreements.framework.parts import Part, Some
from bpo_gov.agreements.framework.scalars import Amount, Code, Whole, YesNo
from bpo_gov.agreements.framework.texts import Long, Short
from bpo_gov.kernel.words import N_

CLASSES: Mapping[str, str] = {
    ChangeClass.OPERATIONAL: N_("operational"),
    ChangeClass.CATALOGUE: N_("from the catalogue"),
    ChangeClass.FAST_TRACK: N_("fast track"),
    ChangeClass.NORMAL: N_("normal"),
    ChangeClass.EMERGENCY: N_("emergency"),
}


class Information(Part):
    """Asking for further information."""

    clause: Short
    """Clause that says so."""
    pauses: YesNo = True
    """True if the clock of the side that asks stands still until it has the answer."""


class Operational(Part):
    """Changes of the vendor's own way of working, without cost or risk to the client."""

    clause: Short
    """Clause that allows them."""
    object_within: Period
    """How long the client may object."""
    silence: OnNoAnswer = OnNoAnswer.WAITS
    """What silence means: the vendor waits for an answer, or the change stands."""


class CatalogueItem(Part):
    """One thing that can be ordered at a price agreed in advance."""

    code: Code
    """Short code, unique in the catalogue, for example C-01."""
    name: Short
    """What is ordered."""
    service: Code
    """Code of the service it belongs to."""
    unit: Short
    """What one of it is, for example one person."""
    price: Amount
    """Price of one, paid once."""
    monthly: Amount = Decimal(0)
    """Price of one for each month, if it goes on."""
    at_most: Whole
    """How many one order may have."""
    deliver_within: Period
    """Standard time to deliver, from both signatures."""
    clause: Short
    """Clause or schedule that sets the price."""


class Catalogue(Part):
    """The priced list."""

    clause: Short
    """Clause that allows to order from it."""
    items: Some[CatalogueItem]
    """What can be ordered."""


class Emergency(Part):
    """Changes that are made first and ratified after."""

    clause: Short
    """Clause that allows them."""
    conditions: Long
    """When a change may be made before it is approved."""
    up_to: Amount | None = None
    """The most it may cost; without it the envelope alone decides."""
    ratify: Period
    """How long the client has to ratify it."""
    then: OnUnratified = OnUnratified.REMIND
    """What follows when it is not ratified in time: people are reminded, or the change lapses and is undone."""


class Unsigned(Part):
    """An authorisation note that is not signed in time."""

    clause: Short
    """Clause that says so."""
    then: OnUnsigned = OnUnsigned.NOTICE
    """What follows: the side that has signed may give notice, or the change lapses."""
    notice: Period
    """How long after the notice the way to a dispute opens."""
