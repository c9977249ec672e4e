"""Reports whose text was taken down, each with the decision."""

import sqlalchemy as sa
from alembic import op

from pledgebook.ledger.sqlite import append_only_triggers

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and its triggers."""
    op.create_table(
        "takedowns",
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.seq"), primary_key=True),
        sa.Column("decision", sa.Integer, sa.ForeignKey("decisions.seq"), nullable=False),
    )
    for statement in append_only_triggers("takedowns", ("report",)):
        op.execute(statement)
