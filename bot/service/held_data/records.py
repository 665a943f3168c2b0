"""Which kind of record each column of the database belongs to: what people are told of what is kept.

A column that stands here nowhere fails a test, so that nothing is kept that nobody is told of.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.practice import RecordKind

_WORK = "state attempts leased_by leased_until error"

RECORDS: Mapping[RecordKind, Mapping[str, str]] = {
    "person": {
        "people": "id channel address language language_chosen sealed_turn blocked_at created_at erased_at"
    },
    "conversation": {
        "messages": "id person_id ticket_number author text intent chat message_id delivery_id at"
    },
    "enquiries": {
        "tickets": "number person_id chat state kind urgent language question question_message_id tried "
        "claimed_by claimed_name answered version created_at updated_at erased_at for_leads "
        "search_text reminded_at closing_warned_at",
        "ticket_events": "id ticket_number type actor detail at",
        "drafts": "id ticket_number ticket_version staff_id at_desk sealed_text state created_at",
        "notes": "id ticket_number staff_id sealed_text at",
    },
    "values": {"personal_values": "id person_id ticket_number kind state sealed_value said_at"},
    "files": {
        "files": "id ticket_number kind state sealed_file_id sealed_content sealed_name media_type draft_id "
        "sent_at"
    },
    "requests": {"requests": "id person_id ticket_number kind asked_at due_at done_at"},
    "reports": {
        "impostors": "id lookup ticket_number verdict decided_at decided_by decided_name warned_at warned_by "
        "first_reported_at",
        "reports": "id impostor_id person_id ticket_number sealed_reference told reported_at",
    },
    "feedback": {
        "feedback": "id at language text intent topic confidence sections helpful ticket_number handbook"
    },
    "deliveries": {
        "outbox": f"id channel chat key purpose ticket_number draft_id sealed_payload {_WORK} "
        "possible_duplicate not_before message_id created_at sent_at"
    },
    "updates": {"inbox": f"id channel update_id chat sealed_payload {_WORK} not_before received_at done_at"},
    "web_chat": {"web_messages": "id chat author sealed_content sealed_file at changed_at"},
    "technical": {"jobs": f"id name key {_WORK} due_at created_at done_at", "facts": "name value"},
    "staff": {
        "staff": "id name seen_at",
        "staff_sessions": "id token_hash staff_id browser language created_at seen_at member_at expires_at "
        "ended_at ended_why",
        "sign_ins": "id code_hash browser_hash browser state staff_id created_at expires_at",
        "desk_events": "id staff_id type detail at",
    },
}


def kinds(tables: Mapping[str, object]) -> tuple[RecordKind, ...]:
    """The kinds of record that these tables hold, in order; LookupError for a table that stands nowhere."""
    unknown = tables.keys() - {name for held in RECORDS.values() for name in held}
    if unknown:
        raise LookupError(f"records.py says nothing of {', '.join(sorted(unknown))}")
    return tuple(kind for kind, held in RECORDS.items() if held.keys() & tables.keys())
