"""Personal data: values kept for staff, files, demands that are done, what was erased"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("people", "tickets"):
        op.add_column(table, sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("requests") as batch_op:
        batch_op.add_column(sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("ticket_number", existing_type=sa.Integer(), nullable=True)
    op.create_index(op.f("ix_requests_ticket_number"), "requests", ["ticket_number"])
    _personal_values()
    _files()
    _forget_chats()


def _personal_values() -> None:
    op.create_table(
        "personal_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sealed_value", sa.LargeBinary(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_personal_values_person_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["tickets.number"], name=op.f("fk_personal_values_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_values")),
        sqlite_autoincrement=True,
    )
    for column in ("person_id", "ticket_number", "said_at"):
        op.create_index(op.f(f"ix_personal_values_{column}"), "personal_values", [column])


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sealed_file_id", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_content", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name=op.f("fk_files_ticket_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_files_ticket_number"), "files", ["ticket_number"])


def _forget_chats() -> None:
    """Of a handled update only its number is needed, so that it is not handled twice."""
    inbox = sa.table("inbox", sa.column("state"), sa.column("chat"))
    op.execute(inbox.update().where(inbox.c.state == "done").values(chat=""))
