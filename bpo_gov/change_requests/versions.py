"""Rows and guards of the two keys by which an open change request moves to the version of the framework in force."""

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Framework, FrameworkState
from bpo_gov.change_requests.models import Adoption, ChangeRequest, State, SubjectKind
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import STAY, Move
from bpo_gov.kernel.parties import Actor, Party, Role, either
from bpo_gov.kernel.words import N_, Say, say

S = State
ADOPTABLE = (
    S.SUBMITTED, S.ASSESSING, S.ASSESSED, S.RETURNED, S.APPROVED, S.AUTHORISED, S.IMPLEMENTING, S.DELIVERED,
)  # fmt: skip


def newer(cr: ChangeRequest) -> Framework | None:
    """The version in force, where it is not the one that governs the change; asks nothing while that one is in force."""
    if cr.framework.state != FrameworkState.SUPERSEDED:
        return None
    found = agreements.active_framework(cr.agreement_id)
    return found if found is not None and found.id != cr.framework_id else None


def proposal_of(cr: ChangeRequest) -> Adoption | None:
    """What one side proposed and the other has not answered."""
    return db.session.get(Adoption, cr.id)


def is_behind(cr: ChangeRequest, actor: Actor) -> Say | None:
    """Only a later version that knows all the change touches can be taken over."""
    version = newer(cr)
    if version is None:
        return say("It is governed by the version in force.")
    if proposal_of(cr) is not None:
        return say("It is proposed already: the other side answers.")
    return _does_not_know(cr, version)


def is_proposed_by_other(cr: ChangeRequest, actor: Actor) -> Say | None:
    """The other side's proposal waits, and the version it names is the one in force."""
    version = newer(cr)
    proposal = proposal_of(cr) if version else None
    if version is None or proposal is None:
        return say("No other version has been proposed for it.")
    if Party(proposal.proposed_by) is actor.party:
        return say("Your side proposed it; the other side answers.")
    if proposal.framework_id != version.id:
        return say("Another version is in force meanwhile: decline this and propose that one.")
    return _does_not_know(cr, version)


def may_be_declined(cr: ChangeRequest, actor: Actor) -> Say | None:
    """Either side may end a proposal: the other one answers, the own one takes it back."""
    return None if newer(cr) and proposal_of(cr) else say("No other version has been proposed for it.")


def _does_not_know(cr: ChangeRequest, version: Framework) -> Say | None:
    terms = version.terms
    known = {
        SubjectKind.SERVICE: {one.code for one in terms.services},
        SubjectKind.LOCATION: {one.code for one in terms.locations},
        SubjectKind.CLAUSE: {one.number for one in terms.clauses},
    }
    missing = [code for kind, codes in known.items() for code in cr.codes(kind) if code not in codes]
    if missing:
        return say("%(label)s does not know what this change touches: %(codes)s.", label=version.label, codes=missing)
    if cr.change_class not in terms.change_procedure.classes:
        return say("%(label)s has no such class of change.", label=version.label)
    return None


# fmt: off
ROWS = (
    Move("propose_version", ADOPTABLE, STAY, either(Role.MANAGER), "version_proposed", Told.OTHER, is_behind,
         label=N_("Propose the version in force"), past=N_("proposed to go on under the framework in force"), shy=True),
    Move("adopt_version",   ADOPTABLE, STAY, either(Role.MANAGER), "version_adopted",  Told.BOTH,  is_proposed_by_other,
         label=N_("Agree to the version in force"), past=N_("agreed: the change goes on under the framework in force"), shy=True),
    Move("decline_version", ADOPTABLE, STAY, either(Role.MANAGER), "version_declined", Told.OTHER, may_be_declined,
         label=N_("Keep the version it has"), past=N_("kept the version of the framework it was opened under"), shy=True),
)
# fmt: on
