"""How a change, an escalation and a dispute go, step by step and in what time."""

from bpo_gov.agreements.framework.calendars import Period
from bpo_gov.agreements.framework.choices import ChangeClass, OnSilence, StepKey, Timetable
from bpo_gov.agreements.framework.classes import Catalogue, CatalogueItem, Emergency, Information, Operational, Unsigned
from bpo_gov.agreements.framework.parts import Part, Some
from bpo_gov.agreements.framework.scalars import Whole
from bpo_gov.agreements.framework.texts import Short


class Periods(Part):
    """Time for each step of a change."""

    assess: Period
    """For the impact assessment, from submission."""
    inform: Period
    """For asking for further information, and again for the answer."""
    decide: Period
    """For the decision, from the assessment."""
    sign: Period
    """For both to sign the authorisation note."""
    accept: Period
    """For accepting what was delivered."""


class Silence(Part):
    """What happens when nobody answers an assessment."""

    after: Period
    """How long silence may last."""
    then: OnSilence
    """What follows: the change lapses, people are reminded, or it is escalated."""


class ChangeProcedure(Part):
    """How a change is asked for, assessed, decided and signed."""

    clause: Short
    """Clause that sets the procedure."""
    normal: Periods
    """Times of a normal change."""
    fast_track: Periods | None = None
    """Times of a fast-track change; if left out there is no fast track."""
    silence: Silence
    """What silence means."""
    classes: Some[ChangeClass]
    """Classes of change that the agreement knows."""
    information: Information | None = None
    """Asking for further information; if left out the clock pauses meanwhile."""
    operational: Operational | None = None
    """Operational changes; if left out there are none."""
    catalogue: Catalogue | None = None
    """The priced list; if left out nothing can be ordered."""
    emergency: Emergency | None = None
    """Emergency changes; if left out there are none."""
    unsigned: Unsigned | None = None
    """A note not signed in time; if left out both sides are only told."""

    @property
    def open_classes(self) -> tuple[ChangeClass, ...]:
        """The classes a request may have: those named whose terms stand here, in their usual order."""
        terms = {
            ChangeClass.OPERATIONAL: self.operational, ChangeClass.CATALOGUE: self.catalogue,
            ChangeClass.FAST_TRACK: self.fast_track, ChangeClass.NORMAL: self.normal,
            ChangeClass.EMERGENCY: self.emergency,
        }  # fmt: skip
        return tuple(one for one in ChangeClass if one in self.classes and terms[one] is not None)

    @property
    def pauses(self) -> bool:
        """Whether a question stops the clock of the side that asks it."""
        return self.information is None or self.information.pauses

    def item(self, code: str) -> CatalogueItem | None:
        """The item of the catalogue with that code."""
        items = self.catalogue.items if self.catalogue else ()
        return next((item for item in items if item.code == code), None)


class Level(Part):
    """One step of the ladder."""

    level: Whole
    """Its number, from 1 upwards."""
    client: Short
    """Title of the client's person at this level."""
    vendor: Short
    """Title of the vendor's person at this level."""
    respond: Period
    """Time to answer."""
    resolve: Period
    """Time to resolve."""


class Ladder(Part):
    """Who deals with a problem, level by level."""

    clause: Short
    """Clause that sets the ladder."""
    levels: Some[Level]
    """The levels, lowest first."""


class Step(Part):
    """One step of a dispute."""

    key: StepKey
    """What kind of step it is; each kind stands once in a timetable, negotiate and settle always."""
    name: Short
    """What is to be done."""
    within: Period
    """Time for it."""
    clause: Short | None = None
    """Clause that sets it."""


class Disputes(Part):
    """How a dispute goes from notice to settlement, and where it ends otherwise."""

    clause: Short
    """Clause on disputes."""
    timetable: Timetable
    """Kind of timetable: standard, expedited or id-uu30."""
    steps: Some[Step]
    """The steps in their order."""
    expedited: Some[Step] | None = None
    """Steps of the expedited timetable, which either side may propose and both must agree to; if left out there is none."""
    mediation_body: Short
    """Body that appoints a mediator when the parties do not agree on one."""
    final: Short
    """Court or seat of arbitration that decides in the end."""

    def step(self, key: StepKey, *, expedited: bool = False) -> Step | None:
        """The step of that kind; of the expedited timetable when asked and there is one."""
        steps = self.expedited if expedited and self.expedited else self.steps
        return next((step for step in steps if step.key is key), None)
