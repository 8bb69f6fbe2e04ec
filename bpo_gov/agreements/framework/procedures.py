"""How a change, an escalation and a dispute go, step by step and in what time."""

from bpo_gov.agreements.framework.calendars import Period
from bpo_gov.agreements.framework.choices import ChangeClass, OnSilence, Timetable
from bpo_gov.agreements.framework.parts import Part, Some
from bpo_gov.agreements.framework.scalars import Whole
from bpo_gov.agreements.framework.texts import Short


class Periods(Part):
    """Time for each step of a change."""

    assess: Period
    """For the impact assessment, from submission."""
    inform: Period
    """For asking further information."""
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
    mediation_body: Short
    """Body that appoints a mediator when the parties do not agree on one."""
    final: Short
    """Court or seat of arbitration that decides in the end."""
