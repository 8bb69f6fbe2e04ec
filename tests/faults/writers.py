"""People at work: new change requests, submissions and notes, each sent again until the house has acknowledged it."""

import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from bpo_gov.demo.people import PASSWORD, UK
from tests.faults.browser import Answer, Browser, GivenUp, Lost, form_with

PEOPLE = ("priya@acme.example", "leo@acme.example", "amelia@acme.example", "daniel@acme.example")
SEEN = (302, 303)


class Kind(StrEnum):
    DRAFT = "draft"
    SUBMIT = "submit"
    AT_ONCE = "at_once"
    NOTE = "note"
    NOTE_OWN = "note_own"


@dataclass
class Write:
    """One deed of one person. `words` are its own or of the request it submits; `sent` is when it was last tried."""

    kind: Kind
    words: str
    number: int = 0
    tries: int = 0
    sent: float = 0.0
    acknowledged: float = 0.0  # when, by the wall clock
    refused: str = ""


@dataclass
class Book:
    """What all writers have sent, and the requests they have open; one lock for both. `pace` is writes a second."""

    pace: float
    writes: list[Write] = field(default_factory=list)
    drafts: list[Write] = field(default_factory=list)
    submitted: list[Write] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    began: float = field(default_factory=time.monotonic)

    @property
    def acknowledged(self) -> int:
        with self.lock:
            return sum(bool(write.acknowledged) for write in self.writes)

    @property
    def is_ahead(self) -> bool:
        """Whether more is written than the pace asks for by now."""
        return self.acknowledged > self.pace * (time.monotonic() - self.began)

    @property
    def longest_pause(self) -> float:
        """Seconds between two acknowledgements."""
        with self.lock:
            times = sorted(write.acknowledged for write in self.writes if write.acknowledged)
        return max((later - earlier for earlier, later in pairwise(times)), default=0.0)

    def begin(self, write: Write) -> Write:
        with self.lock:
            self.writes.append(write)
        return write

    def take_draft(self) -> Write | None:
        with self.lock:
            return self.drafts.pop(0) if self.drafts else None

    def pick_submitted(self, rng: random.Random) -> Write | None:
        with self.lock:
            return rng.choice(self.submitted) if self.submitted else None

    def file(self, where: list[Write], write: Write) -> None:
        with self.lock:
            where.append(write)


class Writer(threading.Thread):
    """One signed-in member of the client who writes at the book's pace until `over` is set."""

    def __init__(self, port: int, email: str, book: Book, over: threading.Event, seed: str) -> None:
        super().__init__(name=email)
        self.email, self.book, self.over = email, book, over
        self.browser, self.rng, self.failed = Browser(port, over), random.Random(seed), ""

    def run(self) -> None:
        try:
            self.browser.sign_in(self.email, PASSWORD)
            while not self.over.wait(self.rng.uniform(0, 0.05)):
                if not self.book.is_ahead:
                    self._one()
        except GivenUp:
            return
        except Exception as wrong:
            self.failed = f"{type(wrong).__name__}: {wrong}"
            raise

    def _one(self) -> None:
        dice, about = self.rng.random(), self.book.pick_submitted(self.rng)
        if about is None or dice < 0.18:
            self._open(Kind.DRAFT if dice < 0.13 else Kind.AT_ONCE)
        elif dice < 0.36 and (draft := self.book.take_draft()) is not None:
            self._submit(draft)
        else:
            self._note(about.number, Kind.NOTE if dice < 0.9 else Kind.NOTE_OWN)

    def _open(self, kind: Kind) -> None:
        """The form's one-time token goes with every try."""
        form = form_with('name="title"', self.browser.get(f"/a/{UK}/changes/new"))
        write = self.book.begin(Write(kind, f"Fault {self.rng.randbytes(8).hex()}"))
        fields = {**form.hidden, "title": write.words, "change_class": "normal", "reason": "R", "description": "D"}
        if kind is Kind.AT_ONCE:
            fields["submit_now"] = "1"
        if self._send(write, form.action, fields):
            self.book.file(self.book.drafts if kind is Kind.DRAFT else self.book.submitted, write)

    def _submit(self, draft: Write) -> None:
        """The version that was looked at goes with every try: once it is submitted, the house refuses a second time."""
        form = form_with("/submit", self._look(draft.number))
        write = self.book.begin(Write(Kind.SUBMIT, draft.words, draft.number))
        if self._send(write, form.action, form.hidden):
            self.book.file(self.book.submitted, write)

    def _note(self, number: int, kind: Kind) -> None:
        """A note has no token yet: before it is sent again, the page is looked at."""
        form = form_with('name="text"', self._look(number))
        write = self.book.begin(Write(kind, f"note {self.rng.randbytes(8).hex()}", number))
        reach = "own" if kind is Kind.NOTE_OWN else "both"
        fields = {**form.hidden, "text": write.words, "reach": reach}
        self._send(write, form.action, fields, lambda: write.words in self._look(number).text)

    def _look(self, number: int) -> Answer:
        return self.browser.get(f"/a/{UK}/changes/{number}")

    def _send(
        self, write: Write, path: str, fields: dict[str, str], is_there: Callable[[], bool] = lambda: False
    ) -> bool:
        """Send until it is acknowledged, or refused; whether it is done."""
        while True:
            write.tries, write.sent = write.tries + 1, time.time()
            try:
                answer = self.browser.post(path, fields)
            except Lost:
                self.browser.pause()
                if is_there():
                    write.acknowledged = time.time()
                    return True
                continue
            if answer.status in SEEN and "/sign-in" not in answer.location:
                write.acknowledged = time.time()
                if found := re.search(r"/changes/(\d+)", answer.location):
                    write.number = int(found.group(1))
                return True
            if write.kind is Kind.SUBMIT and answer.status == 409 and write.tries > 1:
                write.acknowledged = (
                    time.time()
                )  # "not while it is submitted": an earlier try was kept; the record will tell
                return True
            write.refused = f"{answer.status} {answer.location} {_sentence(answer)}"
            self.browser.pause()
            return False


def _sentence(answer: Answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2])[:600].split())[:200]
