"""The one field of an answer: for each question a score of the other side and one of the own, from 1 to 10, or that one cannot say."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, ValidationError

from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.kpis.rules.pulse import BEST, WORST
from bpo_gov.pulses import queries, terms
from bpo_gov.pulses.models import Pulse
from bpo_gov.web.words import tell

NONE = "none"
CHOICES = [str(score) for score in range(WORST, BEST + 1)]


@dataclass(frozen=True)
class Place:
    """Where one score is typed: the name of its input, the side it is about, what stands there, and whether that cannot be."""

    name: str
    about: str
    typed: str
    wrong: bool


@dataclass(frozen=True)
class Row:
    """A question with its two places, the other side's first."""

    question: str
    places: list[Place]


class ScoresField(Field):  # type: ignore[misc]  # WTForms has no types
    """Inputs `scores-<question>-<side>`; `data`: (question, side) -> score, as the action takes it."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.questions: list[str] = []
        self.typed: dict[tuple[int, Party], str] = {}
        self.sides: tuple[Party, ...] = SIDES
        self.sent: Any = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.sent = formdata
        self.data: dict[tuple[int, Party], int] = {}

    def offer(self, one: Pulse, actor: Actor) -> None:
        """The questions of the round, with what the reader has answered so far; never what anybody else has."""
        self.questions = [tell(question) for question in terms.asked(one)]
        self.sides = (actor.party.other, actor.party) if actor.party in SIDES else SIDES
        so_far = queries.mine(one, actor) if not self.sent else {}
        for place in range(len(self.questions)):
            for about in self.sides:
                known = str(so_far[place, about]) if (place, about) in so_far else NONE if so_far else ""
                self.typed[place, about] = str(self.sent.get(self._name(place, about), "")) if self.sent else known

    def pre_validate(self, form: Any) -> None:
        """Every place says a score, or that one cannot say; and not all of them the latter."""
        wrong = [key for key, typed in self.typed.items() if typed not in (*CHOICES, NONE)]
        if wrong:
            raise ValidationError(_("Score every question for both sides from 1 to 10, or choose “cannot say”."))
        self.data = {key: int(typed) for key, typed in self.typed.items() if typed != NONE}
        if not self.data:
            raise ValidationError(_("Score at least one question."))

    @property
    def rows(self) -> list[Row]:
        """Each question with its places."""
        return [
            Row(question, [self._place(place, about) for about in self.sides])
            for place, question in enumerate(self.questions)
        ]

    def _place(self, place: int, about: Party) -> Place:
        typed = self.typed[place, about]
        return Place(self._name(place, about), about.value, typed, bool(self.errors) and typed not in (*CHOICES, NONE))

    def _name(self, place: int, about: Party) -> str:
        return f"{self.name}-{place}-{about.value}"
