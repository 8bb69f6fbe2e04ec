"""The limits of the envelope as sentences: what may change without negotiating anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import (
    BandLimit,
    Base,
    CountLimit,
    CumulativeLimit,
    EachLimit,
    EffortLimit,
    Framework,
    FrozenLimit,
    Limit,
    Over,
    ProtectedLimit,
    TermLimit,
)
from bpo_gov.agreements.framework.classes import CLASSES
from bpo_gov.agreements.shown import words
from bpo_gov.kernel.words import N_, Money, Percent, Say, Value, say, say_n

EACH: Mapping[Base | None, str] = {
    None: N_("One change costs at most %(amount)s."),
    Base.INITIAL_VALUE: N_("One change costs at most %(percent)s of the initial value: %(amount)s."),
    Base.ANNUAL_CHARGES: N_("One change costs at most %(percent)s of the annual charges: %(amount)s."),
}
TOGETHER: Mapping[Base | None, str] = {
    None: N_("All changes together cost at most %(amount)s."),
    Base.INITIAL_VALUE: N_("All changes together cost at most %(percent)s of the initial value: %(amount)s."),
    Base.ANNUAL_CHARGES: N_("All changes together cost at most %(percent)s of the annual charges: %(amount)s."),
}


@dataclass(frozen=True)
class ShownLimit:
    """A limit with what it says."""

    code: str
    title: str | Say
    clause: str
    sentences: tuple[Say, ...]


def limits(terms: Framework) -> list[ShownLimit]:
    """Every limit of the envelope, in the order of the agreement."""
    shown = [
        ShownLimit(limit.code, limit.title, limit.clause, tuple(_sentences(limit, terms)))
        for limit in terms.envelope.limits
    ]
    return [*shown, *_splitting(terms)]


def _splitting(terms: Framework) -> list[ShownLimit]:
    splitting = terms.envelope.splitting
    if splitting is None:
        return []
    sentence = say(
        "Changes of one side and one subject within %(within)s that pass a limit only together are marked: "
        "a warning, never a refusal.",
        within=clocks.period(splitting.within.n, splitting.within.unit),
    )
    return [ShownLimit("", say("One change in parts"), splitting.clause, (sentence,))]


def _sentences(limit: Limit, terms: Framework) -> list[Say]:  # noqa: C901 - one short line for each kind
    match limit:
        case EachLimit():
            return [_sum(EACH, limit, terms), *_only(limit)]
        case CumulativeLimit():
            return [_sum(TOGETHER, limit, terms), _over(limit)]
        case CountLimit():
            return [_count(limit)]
        case TermLimit():
            return [_term(limit, terms)]
        case EffortLimit():
            return [_effort(limit)]
        case BandLimit():
            return [_band(limit)]
        case ProtectedLimit():
            return _protected(limit, terms)
        case FrozenLimit():
            return [
                say("From %(from_)s to %(to)s nothing changes: %(reason)s.", from_=p.from_, to=p.to, reason=p.reason)
                for p in limit.periods
            ]


def _sum(texts: Mapping[Base | None, str], limit: EachLimit | CumulativeLimit, terms: Framework) -> Say:
    amount: Value = Money(terms.limit_amount(limit) or Decimal(0), terms.header.currency)
    if limit.percent is None:
        return say(texts[None], amount=amount)
    return say(texts[limit.of], amount=amount, percent=Percent(limit.percent))


def _only(limit: EachLimit) -> list[Say]:
    if limit.change_class is None:
        return []
    return [say("It limits changes of this class only: %(class_)s.", class_=Say(CLASSES[limit.change_class]))]


def _over(limit: CumulativeLimit) -> Say:
    match limit.over:
        case Over.LIFE:
            return say("They add up over the life of the agreement.")
        case Over.CONTRACT_YEAR:
            return say("They add up over each contract year.")
        case Over.ROLLING:
            return say_n(
                "They add up over any month.", "They add up over any %(n)s months in a row.", limit.months or 1
            )


def _count(limit: CountLimit) -> Say:
    if limit.change_class is None:
        return say("At most %(most)s changes in any %(months)s months.", most=limit.at_most, months=limit.months)
    return say(
        "At most %(most)s changes of this class in any %(months)s months: %(class_)s.",
        most=limit.at_most,
        months=limit.months,
        class_=Say(CLASSES[limit.change_class]),
    )


def _term(limit: TermLimit, terms: Framework) -> Say:
    days = terms.limit_days(limit) or 0
    if limit.percent is None:
        return say_n(
            "All changes together move the end by at most %(n)s day.",
            "All changes together move the end by at most %(n)s days.",
            days,
        )
    return say(
        "All changes together move the end by at most %(percent)s of the longest term of %(term)s days: %(days)s days.",
        percent=Percent(limit.percent),
        term=terms.maximum_term_days,
        days=days,
    )


def _effort(limit: EffortLimit) -> Say:
    return say_n(
        "One change takes at most %(n)s working day of effort.",
        "One change takes at most %(n)s working days of effort.",
        limit.days,
    )


def _band(limit: BandLimit) -> Say:
    width = abs(limit.baseline) * limit.percent / 100
    return say(
        "%(measure)s: stays within %(percent)s of the baseline of %(baseline)s, from %(least)s to %(most)s.",
        measure=limit.measure,
        percent=Percent(limit.percent),
        baseline=limit.baseline,
        least=limit.baseline - width,
        most=limit.baseline + width,
    )


def _protected(limit: ProtectedLimit, terms: Framework) -> list[Say]:
    said = []
    if limit.topics:
        said.append(
            say("No change touches these subjects: %(topics)s.", topics=[words.topic(key) for key in limit.topics])
        )
    if marked := [clause.number for clause in terms.clauses if clause.protected]:
        said.append(say("No change touches the clauses marked protected: %(clauses)s.", clauses=marked))
    return said or [say("No subject is named.")]
