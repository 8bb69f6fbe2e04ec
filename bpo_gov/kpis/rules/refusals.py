"""Why a typed figure or a row of a file is refused: a code for programs and a sentence for people."""

from dataclasses import dataclass

from bpo_gov.kernel.words import Say


class Refused(ValueError):  # noqa: N818 - a refusal, as people say it
    """A text that is not taken; nothing is guessed."""

    def __init__(self, code: str, message: Say) -> None:
        super().__init__(str(message))
        self.code, self.message = code, message


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row of a file: its number as an editor shows it (the head is line 1), column, code, sentence."""

    row: int
    column: str
    code: str
    message: Say
