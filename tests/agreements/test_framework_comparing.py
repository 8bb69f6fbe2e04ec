"""Two frameworks are compared by what they say, and a difference finds its place in a third one."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_gov.agreements import playbooks
from bpo_gov.agreements.framework import Framework, compare, data_of, fit, read, take, write_data
from bpo_gov.agreements.framework.comparing import Difference, Kind
from bpo_gov.agreements.framework.merging import Fit
from bpo_gov.agreements.shown import differences
from tests.agreements.framework_cases import good

GOOD = read(playbooks.source("uk-services"))


def changed(change: Any) -> Framework:
    data = data_of(GOOD)
    change(data)
    return Framework.model_validate(deepcopy(data))


def told(found: list[Difference]) -> list[tuple[str, str, Any, Any]]:
    return [("/".join(one.path), one.kind.value, one.old, one.new) for one in found]


def test_the_same_framework_has_no_difference():
    assert compare(GOOD, read(playbooks.source("uk-services"))) == []


def test_a_figure_in_a_limit_is_found_by_the_code_of_the_limit():
    def change(data):
        data["envelope"]["limits"].reverse()
        next(one for one in data["envelope"]["limits"] if one["code"] == "b")["percent"] = Decimal(12)

    assert told(compare(GOOD, changed(change))) == [
        ("envelope/limits/b/percent", "changed", Decimal(10), Decimal(12)),
    ]


def test_a_new_clause_one_that_fell_away_and_one_that_was_left_alone():
    def change(data):
        data["clauses"] = [one for one in data["clauses"] if one["number"] != "14.1"]
        data["clauses"].insert(0, {**data["clauses"][0], "number": "9.3"})

    found = compare(GOOD, changed(change))
    assert [(one.path, one.kind, one.after) for one in found] == [
        (("clauses", "14.1"), Kind.REMOVED, None),
        (("clauses", "9.3"), Kind.ADDED, None),
    ]


def test_a_period_is_one_length_and_a_whole_track_may_go():
    def change(data):
        data["change_procedure"]["normal"]["assess"]["n"] = 8
        del data["change_procedure"]["fast_track"]

    shorter, gone = compare(GOOD, changed(change))
    assert (shorter.pattern, shorter.old["n"], shorter.new["n"]) == ("change_procedure.normal.assess", 10, 8)
    assert (gone.pattern, gone.kind) == ("change_procedure.fast_track", Kind.REMOVED)


def test_the_order_counts_only_where_it_says_something():
    def change(data):
        data["disputes"]["steps"].reverse()
        data["kpis"].reverse()

    (moved,) = compare(GOOD, changed(change))
    assert (moved.pattern, moved.kind) == ("disputes.steps", Kind.MOVED)


def test_a_step_of_a_dispute_is_found_by_its_kind_whatever_it_is_called():
    def change(data):
        data["disputes"]["steps"][1]["name"] = "Talk"

    assert told(compare(GOOD, changed(change))) == [
        ("disputes/steps/negotiate/name", "changed", "Negotiate, from the notice", "Talk")
    ]


def test_the_expedited_timetable_comes_and_goes_as_a_whole():
    without = changed(lambda data: data["disputes"].pop("expedited"))
    (gone,), (new,) = compare(GOOD, without), compare(without, GOOD)
    assert (gone.pattern, gone.kind, new.kind) == ("disputes.expedited", Kind.REMOVED, Kind.ADDED)
    assert fit(new, data_of(without)) is Fit.CLEAN
    assert Framework.model_validate(take(data_of(without), [new])) == GOOD
    assert Framework.model_validate(take(data_of(GOOD), [gone])) == without
    (one,) = compare(GOOD, changed(lambda data: data["disputes"]["expedited"][0]["within"].update(n=8)))
    assert fit(one, data_of(without)) is Fit.GONE


def test_timetables_are_compared_in_words():
    def change(data):
        data["disputes"]["steps"].reverse()
        data["disputes"]["steps"][0]["within"]["n"] = 12
        del data["disputes"]["expedited"]

    other = changed(change)
    (section,) = differences.sections(compare(GOOD, other), GOOD, other)
    length, order, gone = section.shown
    assert f"{length.about} / {length.sentence}" == (
        "Step: Settlement written and signed / Within: 10 working days becomes 12 working days."
    )
    assert str(order.sentence) == "Steps: the order is another."
    assert "".join(piece.text for piece in order.old).startswith("confirmation of the notice; negotiation; referral")
    assert str(gone.sentence) == "Expedited timetable falls away."
    assert "".join(piece.text for piece in gone.old).startswith(
        "Kind of step: negotiation\nName: Negotiate, from the notice\nWithin: 10 working days\n"
    )


def test_a_limit_of_another_kind_is_another_limit():
    def change(data):
        limits = data["envelope"]["limits"]
        limits[4] = {"kind": "count", "code": "e", "title": "Few", "clause": "9.2(e)", "at_most": 3, "months": 6}

    (one,) = compare(GOOD, changed(change))
    assert (one.path, one.kind) == (("envelope", "limits", "e"), Kind.CHANGED)


def test_a_person_named_twice_in_the_authority_list_keeps_both_lines():
    def change(data):
        data["authority"].append({**data["authority"][0], "up_to": Decimal(5)})

    (one,) = compare(GOOD, changed(change))
    assert one.path == ("authority", "contract.manager@client.example.com (2)")


def test_a_difference_meets_a_third_text_in_four_ways():
    def update(data):
        limits = data["envelope"]["limits"]
        limits[0]["percent"], limits[1]["percent"], limits[4]["days"] = Decimal(3), Decimal(12), 25
        limits[3]["percent"] = Decimal(15)

    def own(data):
        limits = data["envelope"]["limits"]
        limits[1]["percent"], limits[3]["percent"] = Decimal(11), Decimal(15)
        del limits[4]

    differences = compare(GOOD, changed(update))
    data = data_of(changed(own))
    fits = {one.path[2]: fit(one, data) for one in differences}
    assert fits == {"a": Fit.CLEAN, "b": Fit.MEETS, "d": Fit.THERE, "e": Fit.GONE}
    result = {one["code"]: one for one in take(data, differences)["envelope"]["limits"]}
    assert (result["a"]["percent"], result["b"]["percent"], result["d"]["percent"]) == (3, 12, 15)
    assert "e" not in result
    assert data["envelope"]["limits"][0]["percent"] == Decimal(2)


@st.composite
def spoilt(draw: st.DrawFn) -> Framework:
    """The good framework with things left out, moved, doubled and figures changed; not all of it fits together."""
    data = data_of(GOOD)
    places = [
        data["services"], data["locations"], data["clauses"], data["people"], data["envelope"]["limits"],
        data["disputes"]["steps"], data["disputes"]["expedited"], data["escalation"]["levels"], data["kpis"], data["reports"], data["header"]["extensions"],
    ]  # fmt: skip
    for things in places:
        kept = draw(st.lists(st.sampled_from(range(len(things))), min_size=1, max_size=len(things) + 1))
        things[:] = [deepcopy(things[nth]) for nth in kept]
        for thing in things:
            for name, value in thing.items():
                if isinstance(value, Decimal) and draw(st.booleans()):
                    thing[name] = draw(st.sampled_from([Decimal(1), Decimal(2), Decimal(3)]))
    if draw(st.booleans()):
        data["change_procedure"].pop("fast_track", None)
    if draw(st.booleans()):
        del data["disputes"]["expedited"]
    if draw(st.booleans()):
        data["calendars"]["client"]["closed_days"] = []
    return Framework.model_validate(data)


@settings(max_examples=60)
@given(spoilt(), spoilt())
def test_all_differences_taken_together_make_the_other_framework(one: Framework, other: Framework):
    differences = compare(one, other)
    made = Framework.model_validate(take(data_of(one), differences))
    assert compare(made, other) == []
    assert all(fit(difference, data_of(other)) is Fit.THERE for difference in differences)
    assert compare(one, one) == []


def test_what_is_written_back_says_the_same():
    assert compare(read(write_data(data_of(GOOD))), GOOD) == []
    assert good() == good()
