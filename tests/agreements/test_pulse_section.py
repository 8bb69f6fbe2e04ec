"""The section of a framework on the pulse: bounds, what is left out, what a comparison says of it."""

from typing import Any

import pytest
import yaml

from bpo_gov.agreements import framework as frameworks
from bpo_gov.agreements.framework import BadFramework, compare, json_schema, read, write
from tests import cast as people


def written(**pulse: Any) -> str:
    data = people.terms()
    data["pulse"] = pulse
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def test_a_framework_that_was_signed_without_it_loads_as_before() -> None:
    data = people.terms()
    del data["pulse"]
    assert read(yaml.safe_dump(data, allow_unicode=True)).pulse is None


def test_days_and_questions_may_be_left_out() -> None:
    pulse = read(written()).pulse
    assert pulse is not None
    assert (pulse.days, pulse.questions) == (10, [])


@pytest.mark.parametrize(
    ("pulse", "path", "says"),
    [
        ({"days": 0}, "pulse.days", ""),
        ({"days": 61}, "pulse.days", "at most 60 working days"),
        ({"days": "soon"}, "pulse.days", ""),
        ({"questions": [f"Question {n}" for n in range(13)]}, "pulse.questions", "Ask at most 12 questions."),
        ({"questions": ["Is fair", "is  FAIR"]}, "pulse.questions", "stands twice"),
        ({"questions": [""]}, "pulse.questions[0]", "fill it in"),
        ({"questions": ["x" * 201]}, "pulse.questions[0]", "at most 200"),
        ({"score": 5}, "pulse.score", ""),
    ],
)
def test_what_is_wrong_is_named_by_its_field(pulse: dict[str, Any], path: str, says: str) -> None:
    with pytest.raises(BadFramework) as caught:
        read(written(**pulse))
    assert [problem.path for problem in caught.value.problems] == [path]
    assert says in str(caught.value.problems[0].message)


def test_it_is_written_back_and_compared_in_words() -> None:
    before, after = (
        read(written(days=10, questions=["Is fair"])),
        read(written(days=5, questions=["Is fair", "Is kind"])),
    )
    assert read(write(before)) == before
    paths = [difference.path for difference in compare(before, after)]
    assert ("pulse", "days") in paths
    assert any(path[:2] == ("pulse", "questions") for path in paths)


def test_the_schema_knows_it() -> None:
    assert set(json_schema()["$defs"]["Pulse"]["properties"]) == {"questions", "days"}
    assert frameworks.Pulse().days == 10
