"""The subjects that no change may touch: clauses marked as protected, and clauses of a protected topic."""

import re
from collections.abc import Sequence
from typing import cast

from bpo_gov.change_requests.rules.case import Case, Standing
from bpo_gov.change_requests.rules.terms import Clause, Framework, Limit, Protected
from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict
from bpo_gov.kernel.words import Say, say, say_n


def judge_protected(limit: Limit, case: Case) -> LimitVerdict:
    """Outside when a protected clause is touched, undecided when a touched clause is not in the framework."""
    topics = cast(Protected, limit).topics
    touched = touched_clauses(case.effects.clauses, case.framework)
    protected = [clause for clause in touched if clause.protected or clause.topic in topics]
    missing = tuple(
        say("Clause %(clause)s is not in the framework.", clause=number)
        for number in case.effects.clauses
        if _parts(number) and not touched_clauses((number,), case.framework)
    )
    if protected:
        return _outside(limit.code, limit.title, limit.clause, protected, missing)
    answer = Answer.UNDECIDED if missing else Answer.INSIDE
    remedy = say("Name the clause as the framework numbers it, or leave it out.") if missing else None
    return _verdict(limit.code, limit.title, limit.clause, answer, _untouched(touched), remedy, missing)


def judge_unlisted(case: Case) -> LimitVerdict | None:
    """A clause marked as protected stays so in an envelope without such a limit; None when none is touched."""
    touched = touched_clauses(case.effects.clauses, case.framework)
    protected = [clause for clause in touched if clause.protected]
    return _outside("protected", _named(protected[0]), protected[0].number, protected, ()) if protected else None


def room_protected(limit: Limit, standing: Standing) -> LimitVerdict:
    """Which clauses are protected."""
    topics = cast(Protected, limit).topics
    protected = [clause for clause in standing.framework.clauses if clause.protected or clause.topic in topics]
    sentence = _are_protected(protected) if protected else say("No clause is protected.")
    return _verdict(limit.code, limit.title, limit.clause, Answer.INSIDE, sentence)


def touched_clauses(numbers: Sequence[str], framework: Framework) -> list[Clause]:
    """The clauses of the framework that the numbers name: the clause itself, one it belongs to, or one within it."""
    return [clause for clause in framework.clauses if any(_overlap(number, clause.number) for number in numbers)]


def _overlap(one: str, other: str) -> bool:
    mine, yours = _parts(one), _parts(other)
    shorter = min(len(mine), len(yours))
    return shorter > 0 and mine[:shorter] == yours[:shorter]


def _parts(number: str) -> list[str]:
    """The steps of a clause number: 9.2(a) is 9, 2, a."""
    return re.findall(r"\w+", number.casefold())


def _outside(code: str, title: str, clause: str, protected: Sequence[Clause], missing: tuple[Say, ...]) -> LimitVerdict:
    remedy = say_n(
        "Leave this clause as it is; to change it, the agreement itself must be amended.",
        "Leave these clauses as they are; to change them, the agreement itself must be amended.",
        len(protected),
    )
    return _verdict(code, title, clause, Answer.OUTSIDE, _are_protected(protected), remedy, missing)


def _verdict(
    code: str,
    title: str,
    clause: str,
    answer: Answer,
    sentence: Say,
    remedy: Say | None = None,
    missing: tuple[Say, ...] = (),
) -> LimitVerdict:
    return LimitVerdict(
        code, "protected", title, clause, answer, None, None, None, None, None, None, sentence, remedy, "", missing
    )


def _are_protected(clauses: Sequence[Clause]) -> Say:
    named = [_named(clause) for clause in clauses]
    return say_n("%(clauses)s is protected.", "%(clauses)s are protected.", len(named), clauses=named)


def _untouched(touched: Sequence[Clause]) -> Say:
    if not touched:
        return say("No clause is touched.")
    return say("Clauses touched, not protected: %(clauses)s.", clauses=[_named(clause) for clause in touched])


def _named(clause: Clause) -> str:
    return f"{clause.number} {clause.heading}"
