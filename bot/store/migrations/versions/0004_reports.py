"""Accounts that people reported, and what staff say of them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "impostors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lookup", sa.Text(), nullable=True),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_name", sa.Text(), nullable=True),
        sa.Column("first_reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["tickets.number"], name=op.f("fk_impostors_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impostors")),
        sa.UniqueConstraint("lookup", name=op.f("uq_impostors_lookup")),
    )
    op.create_index(op.f("ix_impostors_ticket_number"), "impostors", ["ticket_number"])
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("impostor_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=True),
        sa.Column("sealed_reference", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["impostor_id"], ["impostors.id"], name=op.f("fk_reports_impostor_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reports_person_id")),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name=op.f("fk_reports_ticket_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("impostor_id", "ticket_number", name=op.f("uq_reports_impostor_id")),
    )
    op.create_index(op.f("ix_reports_person_id"), "reports", ["person_id"])
    op.create_index(op.f("ix_reports_ticket_number"), "reports", ["ticket_number"])
