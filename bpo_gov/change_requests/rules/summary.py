"""The two lines above the gauges: can it be done, and how many limits say what."""

from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict
from bpo_gov.kernel.words import N_, Say, Value, say, say_n

_FIRST = (
    N_("One"), N_("Two"), N_("Three"), N_("Four"), N_("Five"), N_("Six"),
    N_("Seven"), N_("Eight"), N_("Nine"), N_("Ten"), N_("Eleven"), N_("Twelve"),
)  # fmt: skip
_INNER = (
    N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"),
    N_("seven"), N_("eight"), N_("nine"), N_("ten"), N_("eleven"), N_("twelve"),
)  # fmt: skip
_COUNTS = {
    Answer.INSIDE: N_("%(count)s inside"),
    Answer.NEAR: N_("%(count)s near"),
    Answer.OUTSIDE: N_("%(count)s outside"),
    Answer.UNDECIDED: N_("%(count)s undecided"),
}
_HEADLINES = {
    Answer.INSIDE: N_("Inside the limits. It can be done."),
    Answer.NEAR: N_("Near the limit. It can be done."),
    Answer.OUTSIDE: N_("Outside the limits. Make it smaller, or amend the agreement."),
    Answer.UNDECIDED: N_("Not decided yet. A fact is missing."),
}


def headline_of(answer: Answer) -> Say:
    """Can it be done?"""
    return Say(_HEADLINES[answer])


def summary_of(limits: tuple[LimitVerdict, ...]) -> Say:
    """How many limits were checked with what answer; protected clauses are told apart."""
    checked = [limit for limit in limits if limit.kind != "protected"]
    protected = _protected([limit for limit in limits if limit.kind == "protected"])
    if not checked:
        return protected or say("No limit applies to this change.")
    if protected is None:
        return _counted(checked)
    return say("%(limits)s %(protected)s", limits=_counted(checked), protected=protected)


def _counted(limits: list[LimitVerdict]) -> Say:
    answers = [limit.answer for limit in limits]
    said: list[Value] = [
        Say(text, {"count": _number(answers.count(answer), _INNER)})
        for answer, text in _COUNTS.items()
        if answer in answers
    ]
    return say_n(
        "%(count)s limit checked: %(answers)s.",
        "%(count)s limits checked: %(answers)s.",
        len(limits),
        count=_number(len(limits), _FIRST),
        answers=said,
    )


def _protected(limits: list[LimitVerdict]) -> Say | None:
    answers = {limit.answer for limit in limits}
    if Answer.OUTSIDE in answers:
        return say("Something protected is touched.")
    if Answer.UNDECIDED in answers:
        return say("Whether something protected is touched is not known yet.")
    return say("Nothing protected is touched.") if answers else None


def _number(n: int, words: tuple[str, ...]) -> Say | int:
    return Say(words[n - 1]) if n <= len(words) else n
