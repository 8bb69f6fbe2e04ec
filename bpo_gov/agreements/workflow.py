"""The table of a framework version: proposed, signed by both, in force; and the people who belong to the agreement."""

from bpo_gov.agreements import queries
from bpo_gov.agreements.models import Framework, FrameworkState
from bpo_gov.kernel import signatures
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import NEW, STAY, Move, leads_to
from bpo_gov.kernel.parties import CLOCK, Actor, Role, either
from bpo_gov.kernel.words import N_, Say, say
from bpo_gov.kernel.workflow import Workflow

S = FrameworkState
OPEN = (S.PROPOSED, S.ACTIVE)


def nothing_waits(framework: Framework, actor: Actor) -> Say | None:
    """One proposal at a time: the sides sign or decline it before another text comes."""
    waiting = queries.proposed(framework.agreement_id)
    if waiting is None:
        return None
    return say("%(label)s is proposed and waits for signatures: sign it or decline it first.", label=waiting.label)


def may_sign(framework: Framework, actor: Actor) -> Say | None:
    """A person of the authority list of the version in force signs, once for each side."""
    terms = queries.ground_of(framework).terms
    if queries.authority_of(terms, actor) is None:
        clauses = sorted({line.clause for line in terms.authorities(actor.party)})
        return say("Only a person in the authority list may sign (clause %(clauses)s).", clauses=clauses)
    if actor.party not in signatures.missing(framework, framework.digest):
        return say("Your side has signed.")
    return None


@leads_to(S.ACTIVE)
def after_signing(framework: Framework) -> FrameworkState:
    """In force with the second signature."""
    return STAY if signatures.missing(framework, framework.digest) else S.ACTIVE  # type: ignore[return-value]


def its_day_has_come(framework: Framework, actor: Actor) -> Say | None:
    """A version takes effect on its day, not before."""
    if framework.effective_from > queries.today_of(framework):
        return say("It takes effect on %(day)s.", day=framework.effective_from)
    return None


def ball_of(framework: Framework) -> str | None:
    """The side whose signature is missing."""
    if framework.state != S.PROPOSED:
        return None
    missing = signatures.missing(framework, framework.digest)
    return "both" if len(missing) == 2 else missing[0].value if missing else None


STATE_WORDS = {
    S.PROPOSED: N_("Proposed"), S.ACTIVE: N_("In force"), S.DECLINED: N_("Declined"), S.SUPERSEDED: N_("Superseded"),
}  # fmt: skip
FINAL = (S.DECLINED, S.SUPERSEDED)
MEMBER, MANAGER = Role.MEMBER, Role.MANAGER

# fmt: off
FRAMEWORK = Workflow("framework", N_("Framework"), S, final=FINAL, state_words=STATE_WORDS, ball=ball_of, moves=[
    #    verb        from         to             who                         event      told         only when
    Move("propose",  NEW,         S.PROPOSED,    either(MANAGER) | CLOCK,    "proposed", Told.BOTH,   nothing_waits,
         label=N_("Propose a framework"), past=N_("proposed the framework")),
    Move("sign",     S.PROPOSED,  after_signing, either(MEMBER),             "signed",   Told.BOTH,   may_sign,
         label=N_("Sign the framework"), past=N_("signed the framework"), main=True),
    Move("decline",  S.PROPOSED,  S.DECLINED,    either(MANAGER),            "declined", Told.BOTH,
         label=N_("Decline"), past=N_("declined the framework"), hurts=True),
    Move("invite",   OPEN,        STAY,          either(MANAGER),            "invited",  Told.BOTH,
         label=N_("Invite a person"), past=N_("invited a person of their side"), quiet=True),
    Move("set_role", OPEN,        STAY,          either(MANAGER),            "role_set", Told.BOTH,
         label=N_("Change a role"), past=N_("changed the role of a person of their side"), quiet=True),
    Move("remove",   OPEN,        STAY,          either(MANAGER),            "removed",  Told.BOTH,
         label=N_("Remove a person"), past=N_("removed a person of their side"), quiet=True, hurts=True),
    Move("take_effect", S.ACTIVE, STAY,          CLOCK,                      "took_effect", Told.BOTH, its_day_has_come,
         past=N_("The day came: this version is in force"), quiet=True, restarts=True),
    Move("supersede", S.ACTIVE,   S.SUPERSEDED,  CLOCK,                      "superseded", Told.NOBODY,
         past=N_("A later version took its place"), quiet=True),
])
# fmt: on
