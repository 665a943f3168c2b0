"""What the output for a line holds besides the reply."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.jsonl import JsonlChannel
from bot.channels.noting import NotingWork
from bot.service.office import Office
from bot.service.ports import Channels, Delete, Document, Outgoing, Post, Upload
from bot.store.address import MEMORY
from bot.store.opening import open_store
from bot.store.outbox import waiting
from tests.faults.fixed import fixed_assistant
from tests.service.scene import HOURS, NOON


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ([Post("user", "会費は？")], {}),
        (
            [Post("user", "こちらです。", document=Document("a.html", "記録"))],
            {"files": [{"name": "a.html", "text": "記録"}]},
        ),
        ([Post("user", "", upload=Upload(1, "1-1.pdf", "document"))], {"files": [{"name": "1-1.pdf"}]}),
        ([Delete("user", (1, 2)), Delete("user", (3,))], {"deleted": 3}),
        ([Delete("staff", (1,)), Post("staff", "", document=Document("b.html", "x"))], {}),
    ],
)
async def test_files_and_deletions_are_fields_of_their_own_where_there_are_any(
    sent: list[Outgoing], fields: dict[str, Any]
) -> None:
    store = await open_store(MEMORY)
    office = Office(store, fixed_assistant(), Channels(JsonlChannel()), lambda: NOON, HOURS, None)
    async with store.transaction() as tx:
        work = NotingWork(tx, office, NOON, "line:1")
        for outgoing in sent:
            await work.send(outgoing, "reply")
        assert work.extras("user") == fields
        queued = await waiting(tx, "user", ["reply"])
    assert len(queued) == sum(outgoing.chat == "user" for outgoing in sent)
    await store.close()
