"""The book: reports, claims, clues and decisions, append-only."""

from pledgebook.ledger.book import Book as Book
from pledgebook.ledger.book import open_book as open_book
from pledgebook.ledger.codec import decode as decode
from pledgebook.ledger.codec import encode as encode
from pledgebook.ledger.derived import DerivedStore as DerivedStore
from pledgebook.ledger.derived import Mark as Mark
from pledgebook.ledger.derived import mark_of as mark_of
from pledgebook.ledger.doctor import Check as Check
from pledgebook.ledger.doctor import Health as Health
from pledgebook.ledger.doctor import doctor as doctor
from pledgebook.ledger.interface import Entry as Entry
from pledgebook.ledger.interface import Ledger as Ledger
from pledgebook.ledger.interface import Refusal as Refusal
from pledgebook.ledger.search import Hits as Hits
from pledgebook.ledger.search import SearchIndex as SearchIndex
