"""Anything to a report: files, folders, addresses; with language told and furniture marked."""

from pledgebook.ingest.furniture import mark_furniture as mark_furniture
from pledgebook.ingest.language import language_of as language_of
from pledgebook.ingest.reading import MAX_BYTES as MAX_BYTES
from pledgebook.ingest.reading import read_source as read_source
from pledgebook.ingest.source import ENDINGS as ENDINGS
from pledgebook.ingest.source import Skipped as Skipped
from pledgebook.ingest.source import Source as Source
from pledgebook.ingest.source import find_sources as find_sources
