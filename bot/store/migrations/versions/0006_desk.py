"""The desk on the web: sessions, sign-ins, notes, drafts and files of staff; the web chat"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _tickets()
    _answers()
    _staff()
    _web_messages()
    op.add_column("impostors", sa.Column("warned_at", _AT, nullable=True))
    op.add_column("impostors", sa.Column("warned_by", sa.Text(), nullable=True))


def _tickets() -> None:
    op.add_column("tickets", sa.Column("for_leads", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "tickets", sa.Column("search_text", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    for name in ("reminded_at", "closing_warned_at"):
        op.add_column("tickets", sa.Column(name, _AT, nullable=True))
    op.create_index(op.f("ix_ticket_events_at"), "ticket_events", ["at"])
    op.create_index("ix_ticket_events_actor", "ticket_events", ["actor", "at"])
    op.create_index(
        "ix_tickets_for_leads",
        "tickets",
        ["state"],
        sqlite_where=sa.text("for_leads = 1"),
        postgresql_where=sa.text("for_leads"),
    )
    tickets = sa.table("tickets", sa.column("question"), sa.column("search_text"))
    op.execute(tickets.update().values(search_text=sa.func.lower(tickets.c.question)))
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name=op.f("fk_notes_ticket_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_ticket_number"), "notes", ["ticket_number"])


def _answers() -> None:
    op.add_column("drafts", sa.Column("at_desk", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_drafts_ticket_number", "drafts", ["ticket_number"])
    op.add_column("messages", sa.Column("delivery_id", sa.Integer(), nullable=True))
    with op.batch_alter_table("files", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("sealed_name", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("media_type", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("draft_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_files_draft_id"), "drafts", ["draft_id"], ["id"])
    op.create_index(op.f("ix_files_draft_id"), "files", ["draft_id"])


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seen_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        *(
            sa.Column(name, _AT, nullable=False)
            for name in ("created_at", "seen_at", "member_at", "expires_at")
        ),
        sa.Column("ended_at", _AT, nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_sessions_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_staff_sessions_staff_id"), "staff_sessions", ["staff_id"])
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(n, sa.Text(), nullable=False) for n in ("code_hash", "browser_hash", "browser", "state")),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_sign_ins_code_hash")),
    )
    op.create_table(
        "desk_events",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("staff_id", "type", "detail")),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_events")),
    )
    op.create_index(op.f("ix_desk_events_at"), "desk_events", ["at"])


def _web_messages() -> None:
    op.create_table(
        "web_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("sealed_content", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_file", sa.LargeBinary(), nullable=True),
        sa.Column("at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_messages")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_web_messages_at"), "web_messages", ["at"])
    op.create_index("ix_web_messages_chat", "web_messages", ["chat", "id"])
