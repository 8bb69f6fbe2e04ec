"""The map of a log: which column is what, how its times are written, and what each status means."""

from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bpo_gov.escalations.models import Severity, State
from bpo_gov.kernel.openings import zone_named
from bpo_gov.kernel.parties import SIDES, Party

SHIPPED = "incident-log"
Holder = Literal["client", "vendor", "other", "nobody"]
Word = Annotated[str, Field(min_length=1, max_length=200)]


class BadMap(ValueError):  # noqa: N818 - reads as what it says
    """A map that cannot be used, with every problem found."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Part):
    """The heads of the log's columns; those without a name are not there."""

    case: Word
    time: Word
    status: Word
    substatus: Word | None = None
    owner: Word | None = None
    title: Word | None = None


class Rule(_Part):
    """What a status means."""

    status: str = "*"
    substatus: str = "*"
    state: State
    holder: Holder


class Map(_Part):
    """How one kind of log is read."""

    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    encoding: str = "utf-8-sig"
    columns: Columns
    time: str = "iso"
    """`iso`, or the form of a time as Python's strptime has it."""
    zone: str = "UTC"
    title: Annotated[str, Field(max_length=150)] = "{case}"
    severity: Severity = Severity.NORMAL
    raised_by: Party = Party.CLIENT
    rules: Annotated[list[Rule], Field(min_length=1, max_length=200)]

    @field_validator("zone")
    @classmethod
    def _known(cls, value: str) -> str:
        zone_named(value)
        return value

    @field_validator("encoding")
    @classmethod
    def _readable(cls, value: str) -> str:
        try:
            "".encode(value)
        except LookupError:
            raise ValueError(f"there is no encoding {value!r}") from None
        return value

    @field_validator("raised_by")
    @classmethod
    def _a_side(cls, value: Party) -> Party:
        if value not in SIDES:
            raise ValueError("client or vendor")
        return value

    @field_validator("title")
    @classmethod
    def _filled(cls, value: str) -> str:
        try:
            value.format(case="x", title="x")
        except (KeyError, IndexError, ValueError):
            raise ValueError("only {case} and {title} stand for something") from None
        return value

    def moment(self, text: str) -> datetime:
        """The instant of a line, in UTC; one that the clocks jump over or double is read as its zone says. Raises ValueError."""
        found = datetime.fromisoformat(text) if self.time == "iso" else datetime.strptime(text, self.time)  # noqa: DTZ007 - the zone comes next
        return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(self.zone))).astimezone(UTC)


@lru_cache(maxsize=4096)
def meaning(kept: tuple[Rule, ...], status: str, substatus: str) -> Rule | None:
    """The first rule that fits a pair of words; None where none does."""
    return next(
        (rule for rule in kept if fnmatchcase(status, rule.status) and fnmatchcase(substatus, rule.substatus)), None
    )


def read(name: str) -> Map:
    """The map in a file, or one that is shipped under a name. Raises BadMap with all that is wrong with it."""
    path = Path(name)
    shipped = files(__package__).joinpath(f"maps/{name}.yaml")
    if not path.is_file() and not shipped.is_file():
        raise BadMap([f"there is no map {name}"])
    try:
        data = yaml.safe_load(path.read_text("utf-8-sig") if path.is_file() else shipped.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadMap([f"it is no YAML: {' '.join(str(error).split())[:200]}"]) from None
    if not isinstance(data, dict):
        raise BadMap(["a map is a mapping of names"])
    try:
        return Map.model_validate(data)
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, one['loc'])) or '-'}: {one['msg']}" for one in error.errors()]
        raise BadMap(lines) from None
