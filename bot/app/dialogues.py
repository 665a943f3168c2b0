"""Dialogues as JSON lines, on databases in memory: nothing of them is left behind, no network is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app.basics import open_assistant, set_up_office
from bot.channels.jsonl import Dialogues, JsonlChannel
from bot.content.loader import load
from bot.service.hours import Hours
from bot.service.office import Office
from bot.settings import Settings
from bot.store.address import MEMORY
from bot.store.copying import copy_in_memory
from bot.store.opening import open_store


async def open_dialogues(settings: Settings, knowledge: Path, intents: Path) -> Dialogues:
    """Ready to answer line after line; the caller closes it."""
    handbook = load(knowledge, intents).handbook
    assistant = open_assistant(settings, handbook)
    empty = await open_store(MEMORY)

    async def new_office() -> Office:
        office = set_up_office(settings, await copy_in_memory(empty), assistant, None, JsonlChannel())
        return replace(office, hours=day_and_night(settings.zone))

    return Dialogues(new_office, then_close=empty)


def day_and_night(zone: ZoneInfo) -> Hours:
    """Never closed: what comes out is the same whenever it is run."""
    return Hours(zone, frozenset(range(7)), time.min, time.max)
