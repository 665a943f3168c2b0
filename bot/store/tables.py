"""The tables. Columns named sealed_* hold encrypted text; save evidence they are blanked when all is done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes, kept in UTC: SQLite forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # the type's interface
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # the type's interface
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


LONGEST_NUMBER = 9
"""Digits of the numbers of rows: more than there will ever be, and less than a database can hold."""
PENDING = text("state = 'pending'")
FOR_LEADS = text("for_leads = 1")
"""As SQLite writes it, which uses the index only where the query says it in these words."""


def _taken_up() -> tuple[Column[Any], ...]:
    """The columns of work that is taken up, perhaps several times: `attempts` counts how often."""
    return (
        Column("state", Text, nullable=False, index=True),
        Column("attempts", Integer, nullable=False),
        Column("leased_by", BigInteger),
        Column("leased_until", UtcDateTime),
        Column("error", Text),
    )


inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("chat", Text, nullable=False),
    Column("sealed_payload", LargeBinary),
    *_taken_up(),
    Column("not_before", UtcDateTime),
    Column("received_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime, index=True),
    UniqueConstraint("channel", "update_id"),
    Index("ix_inbox_waiting", "chat", "update_id", sqlite_where=PENDING, postgresql_where=PENDING),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("language", Text),
    Column("language_chosen", Boolean, nullable=False),
    Column("sealed_turn", LargeBinary),
    Column("blocked_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("erased_at", UtcDateTime),
    UniqueConstraint("channel", "address"),
)

tickets = Table(
    "tickets",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("chat", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("question_message_id", Integer),
    Column("tried", Text, nullable=False),
    Column("claimed_by", Text),
    Column("claimed_name", Text),
    Column("answered", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("erased_at", UtcDateTime),
    Column("for_leads", Boolean, nullable=False, server_default=false()),
    Column("search_text", Text, nullable=False, server_default=text("''")),
    Column("reminded_at", UtcDateTime),
    Column("closing_warned_at", UtcDateTime),
    Index("ix_tickets_for_leads", "state", sqlite_where=FOR_LEADS, postgresql_where=text("for_leads")),
    sqlite_autoincrement=True,
)

ticket_events = Table(
    "ticket_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_number", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Index("ix_ticket_events_actor", "actor", "at"),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_number", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("staff_id", Text, nullable=False),
    Column("sealed_text", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("ticket_number", ForeignKey("tickets.number"), index=True),
    Column("kind", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
)

personal_values = Table(
    "personal_values",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("ticket_number", ForeignKey("tickets.number"), index=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("sealed_value", LargeBinary, nullable=False),
    Column("said_at", UtcDateTime, nullable=False, index=True),
    sqlite_autoincrement=True,  # the button of a value that is gone must never show another
)

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_number", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("sealed_file_id", LargeBinary),
    Column("sealed_content", LargeBinary),
    Column("sealed_name", LargeBinary),
    Column("media_type", Text),
    Column("draft_id", ForeignKey("drafts.id"), index=True),
    Column("sent_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,  # each is fetched by a job of its number, done once
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("ticket_number", ForeignKey("tickets.number"), index=True),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("intent", Text),
    Column("chat", Text, nullable=False),
    Column("message_id", Integer),
    Column("delivery_id", Integer),
    Column("at", UtcDateTime, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("intent", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("ticket_number", ForeignKey("tickets.number")),
    Column("handbook", Text, nullable=False),
)

impostors = Table(
    "impostors",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("lookup", Text, unique=True),
    Column("ticket_number", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("verdict", Text),
    Column("decided_at", UtcDateTime),
    Column("decided_by", Text),
    Column("decided_name", Text),
    Column("warned_at", UtcDateTime),
    Column("warned_by", Text),
    Column("first_reported_at", UtcDateTime, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("impostor_id", ForeignKey("impostors.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("ticket_number", ForeignKey("tickets.number"), index=True),
    Column("sealed_reference", LargeBinary, nullable=False),
    Column("told", Text),
    Column("reported_at", UtcDateTime, nullable=False),
    UniqueConstraint("impostor_id", "ticket_number"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_number", ForeignKey("tickets.number"), nullable=False),
    Column("ticket_version", Integer, nullable=False),
    Column("staff_id", Text, nullable=False),
    Column("at_desk", Boolean, nullable=False, server_default=false()),
    Column("sealed_text", LargeBinary),
    Column("state", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_drafts_ticket_number", "ticket_number"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("purpose", Text, nullable=False),
    Column("ticket_number", ForeignKey("tickets.number"), index=True),
    Column("draft_id", ForeignKey("drafts.id")),
    Column("sealed_payload", LargeBinary),
    *_taken_up(),
    Column("possible_duplicate", Boolean, nullable=False),
    Column("not_before", UtcDateTime),
    Column("message_id", Integer),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime, index=True),
    Index("ix_outbox_waiting", "chat", "id", sqlite_where=PENDING, postgresql_where=PENDING),
    Index("ix_outbox_message", "chat", "message_id"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    *_taken_up(),
    Column("due_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
)

staff = Table(
    "staff",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("staff_id", Text, nullable=False, index=True),
    Column("browser", Text, nullable=False),
    Column("language", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("member_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ended_why", Text),
    sqlite_autoincrement=True,
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code_hash", Text, nullable=False, unique=True),
    Column("browser_hash", Text, nullable=False),
    Column("browser", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("staff_id", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

desk_events = Table(
    "desk_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)

web_messages = Table(
    "web_messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("sealed_content", LargeBinary, nullable=False),
    Column("sealed_file", LargeBinary),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("changed_at", UtcDateTime, nullable=False),
    Index("ix_web_messages_chat", "chat", "id"),
    sqlite_autoincrement=True,  # an update of the inbox has the number of its message
)

facts = Table(
    "facts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
