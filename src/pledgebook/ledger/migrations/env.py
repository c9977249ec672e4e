"""Runs the steps on the connection that ``pledgebook.ledger.schema`` hands over, in its transaction."""

from alembic import context


def run() -> None:
    """Run them."""
    context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # the name under which Alembic loads this file
    run()
