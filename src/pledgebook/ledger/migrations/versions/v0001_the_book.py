"""The book: reports, readings, claims, clues, decisions, refusals; none of them to be rewritten."""

import sqlalchemy as sa
from alembic import op

from pledgebook.ledger.sqlite import append_only_triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, their indexes and the triggers that forbid to change them."""
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        sa.Column("outlet", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("learnt", sa.Text, nullable=False),
        sa.Column("whole", sa.LargeBinary),
    )
    op.create_table(
        "readings",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.seq"), nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("learnt", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("furniture", sa.LargeBinary, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("refused", sa.Integer, nullable=False),
        sa.UniqueConstraint("report", "extractor"),
    )
    op.create_table(
        "claims",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.seq"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("stance", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("target", sa.Text),
        sa.Column("addressee", sa.Text),
        sa.Column("speaker", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("due", sa.Text),
        sa.Column("said", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("learnt", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("whole", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("reading", "position"),
    )
    op.create_index("claims_by_id", "claims", ["id"])
    op.create_index("claims_by_actor", "claims", ["actor", "action", "stance"])
    op.create_table(
        "clues",
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.seq"), primary_key=True),
        sa.Column("whole", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("whole", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "refusals",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("whole", sa.LargeBinary, nullable=False),
    )
    keys = {
        "meta": ("key",),
        "reports": ("seq", "id", "digest"),
        "readings": ("seq",),
        "claims": ("seq",),
        "clues": ("reading",),
        "decisions": ("seq", "id"),
        "refusals": ("seq",),
    }
    for table, columns in keys.items():
        for statement in append_only_triggers(table, columns):
            op.execute(statement)
