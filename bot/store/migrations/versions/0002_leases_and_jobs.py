"""Leases, jobs, updates by their number"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PENDING = sa.text("state = 'pending'")


def upgrade() -> None:
    _inbox()
    _outbox()
    _jobs()


def _inbox() -> None:
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.add_column(sa.Column("channel", sa.Text(), nullable=False, server_default="telegram"))
        batch_op.add_column(sa.Column("update_id", sa.BigInteger(), nullable=True))
        _add_leases(batch_op)
    _split_keys()
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.alter_column("channel", existing_type=sa.Text(), nullable=False, server_default=None)
        batch_op.alter_column("update_id", existing_type=sa.BigInteger(), nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_inbox_update_key"), type_="unique")
        batch_op.drop_column("update_key")
        batch_op.create_unique_constraint(batch_op.f("uq_inbox_channel"), ["channel", "update_id"])
    op.create_index(op.f("ix_inbox_done_at"), "inbox", ["done_at"])
    _index_waiting("inbox", "update_id")


def _split_keys() -> None:
    """Keys were written "telegram:123"."""
    inbox = sa.table("inbox", *map(sa.column, ("id", "update_key", "channel", "update_id")))
    rows = op.get_bind().execute(sa.select(inbox.c.id, inbox.c.update_key)).all()
    for row_id, key in rows:
        channel, _, number = key.partition(":")
        change = inbox.update().where(inbox.c.id == row_id).values(channel=channel, update_id=int(number))
        op.execute(change)


def _outbox() -> None:
    with op.batch_alter_table("outbox") as batch_op:
        _add_leases(batch_op)
        batch_op.add_column(
            sa.Column("possible_duplicate", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.alter_column("possible_duplicate", existing_type=sa.Boolean(), server_default=None)
    op.create_index(op.f("ix_outbox_sent_at"), "outbox", ["sent_at"])
    op.create_index("ix_outbox_message", "outbox", ["chat", "message_id"])
    _index_waiting("outbox", "id")


def _add_leases(batch_op: BatchOperations) -> None:
    batch_op.add_column(sa.Column("leased_by", sa.BigInteger(), nullable=True))
    batch_op.add_column(sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True))


def _index_waiting(table: str, order: str) -> None:
    """Of each chat the first that waits is looked up all the time."""
    op.create_index(
        f"ix_{table}_waiting", table, ["chat", order], sqlite_where=PENDING, postgresql_where=PENDING
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_by", sa.BigInteger(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("key", name=op.f("uq_jobs_key")),
    )
    op.create_index(op.f("ix_jobs_state"), "jobs", ["state"])
