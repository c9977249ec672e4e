"""The desk at which requests are answered: the book, the arrangement, what was seen of the book last."""

import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock, RLock, Thread

from pledgebook.errors import PledgebookError
from pledgebook.ledger import Book, SearchIndex
from pledgebook.model import Arrangement, Decision, Ledgered
from pledgebook.pipeline import Extractor, Extractors
from pledgebook.web.asking import Question
from pledgebook.web.sight import Sight, look

_SIGHTS = 12
_AT_ONCE = 1.5
"""Up to so many seconds a grown book is worked out while the reader waits; a larger one behind the reader's back."""


def _utc() -> datetime:
    return datetime.now(UTC)


class Desk:
    """One book with all that its pages need. Safe to use from several threads."""

    def __init__(
        self,
        book: Book,
        arrangement: Arrangement | Callable[[Ledgered], Arrangement] | None,
        *,
        extractor: Callable[[], Extractor | Extractors],
        title: str = "",
        reviewer: str = "reviewer",
        read_only: bool = False,
        now: Callable[[], datetime] = _utc,
    ) -> None:
        """Lay out the book.

        Args:
            book: The book, open.
            arrangement: What its pledges are measured by, or what chooses it by what the book says; None for none.
            extractor: Makes what reads claims, when the first report is imported.
            title: Name of the book on its pages; its file's name unless said.
            reviewer: Who decides, where the browser has not said.
            read_only: Whether every write is refused.
            now: Tells the time.
        """
        self.book = book
        self._arrangement = arrangement
        self._fitting: tuple[int, Arrangement] | None = None
        self.extractor = extractor
        self.title = title or book.path.stem
        self.reviewer = reviewer
        self.read_only = read_only
        self.now = now
        self.search = SearchIndex.beside(book, in_memory=read_only)
        self.writing = Lock()
        self._sights: OrderedDict[Question, Sight] = OrderedDict()
        self._decisions: tuple[int, tuple[Decision, ...]] = (-1, ())
        self._lock = RLock()
        self._looking: set[Question] = set()
        self._turns: dict[Question, Lock] = {}

    def sight(self, question: Question) -> Sight:
        """What a question shows of the book now; of a large book that grows, what it showed a moment ago."""
        held = self._held(question)
        if held is not None:
            return held
        with self._lock:
            turn = self._turns.setdefault(question, Lock())
        with turn:
            held = self._held(question)
            if held is not None:
                return held
            return self._keep(question, look(self.book, question, time.monotonic))

    def look_ahead(self) -> None:
        """Work out, behind the first reader's back, what the first page will ask for."""

        def work() -> None:
            with suppress(PledgebookError):  # the page itself will say what is wrong
                seen = self.sight(Question())
                _ = (seen.overview, seen.shelf, seen.pledges, seen.changes)
                if self.arrangement is not None:
                    seen.standpoint(self.arrangement)

        Thread(target=work, name="look ahead", daemon=True).start()

    def _held(self, question: Question) -> Sight | None:
        """A sight that will do: of the book as it is now, or an older one of a book that takes long."""
        length = self.book.length()
        with self._lock:
            held = self._sights.get(question)
            if held is None or (held.length != length and held.seconds <= _AT_ONCE):
                return None
            self._sights.move_to_end(question)
            if held.length == length:
                return held
            self._look_later(question)
            return held if held.growing else self._keep(question, replace(held, growing=True))

    @property
    def arrangement(self) -> Arrangement | None:
        """What the book's pledges are measured by."""
        if not callable(self._arrangement):
            return self._arrangement
        sight = self.sight(Question())
        if self._fitting is None or self._fitting[0] != sight.length:
            self._fitting = (sight.length, self._arrangement(sight.ledgered))
        return self._fitting[1]

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, oldest first."""
        length = self.book.length()
        with self._lock:
            if self._decisions[0] != length:
                self._decisions = (length, tuple(self.book.decisions()))
            return self._decisions[1]

    def _keep(self, question: Question, sight: Sight) -> Sight:
        with self._lock:
            self._sights[question] = sight
            self._sights.move_to_end(question)
            while len(self._sights) > _SIGHTS:
                gone, _ = self._sights.popitem(last=False)
                self._turns.pop(gone, None)
        return sight

    def _look_later(self, question: Question) -> None:
        if question in self._looking:
            return
        self._looking.add(question)

        def work() -> None:
            try:
                seen = look(self.book, question, time.monotonic)
                self._keep(question, seen)
            finally:
                with self._lock:
                    self._looking.discard(question)

        Thread(target=work, name="look", daemon=True).start()

    def close(self) -> None:
        """Let go of the book and its index."""
        self.search.close()
        self.book.close()
