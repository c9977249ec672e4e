"""The tables of the book as it is now. How it came to be so stands in ``migrations/``.

Times are ISO 8601 in UTC with microseconds, so that they sort as text. Columns called
``whole`` hold the value in full as JSON; the columns beside them are there to be
searched and read by eye, with U+FFFD for what a database cannot hold.
"""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

SCHEMA_VERSION = 2
"""Number of the newest migration. A book with a higher one was made by a newer Pledgebook."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("outlet", Text),
    Column("url", Text),
    Column("title", Text),
    Column("published", Text),
    Column("text", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("learnt", Text, nullable=False),
    Column("whole", LargeBinary),
)
"""One row a text. ``whole`` is empty unless the other columns cannot hold the report as it is."""

readings = Table(
    "readings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("reports.seq"), nullable=False),
    Column("extractor", Text, nullable=False),
    Column("learnt", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("furniture", LargeBinary, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    UniqueConstraint("report", "extractor"),
)
"""One row a report and extractor; ``claims`` counts the rows that belong to it."""

claims = Table(
    "claims",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey("readings.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text),
    Column("addressee", Text),
    Column("speaker", Text),
    Column("outlet", Text),
    Column("due", Text),
    Column("said", Text),
    Column("published", Text),
    Column("learnt", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("whole", LargeBinary, nullable=False),
    UniqueConstraint("reading", "position"),
    Index("claims_by_id", "id"),
    Index("claims_by_actor", "actor", "action", "stance"),
)
"""One row a claim, with its three times: ``said``, ``published``, ``learnt``."""

clues = Table(
    "clues",
    metadata,
    Column("reading", Integer, ForeignKey("readings.seq"), primary_key=True),
    Column("whole", LargeBinary, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("whole", LargeBinary, nullable=False),
)

refusals = Table(
    "refusals",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("whole", LargeBinary, nullable=False),
)

takedowns = Table(
    "takedowns",
    metadata,
    Column("report", Integer, ForeignKey("reports.seq"), primary_key=True),
    Column("decision", Integer, ForeignKey("decisions.seq"), nullable=False),
)
"""One row a report whose text was taken down, with the decision to do so."""
