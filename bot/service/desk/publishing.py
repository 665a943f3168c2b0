"""Warnings about accounts: published by a lead, in the words that people are told."""

from __future__ import annotations

from bot.service.ports import StaffMember
from bot.service.work import Work
from bot.store import desk_events, impostors

WARNED = "warned"
TAKEN_BACK = "warning_taken_back"
"""The events of the desk, with the number of the case."""


async def publish(work: Work, staff: StaffMember, impostor_id: int) -> bool:
    """Warn of an account; False when that is done already, or staff have not said that it is not ours."""
    done = await impostors.warn(work.tx, impostor_id, work.at, staff.id)
    return await _recorded(work, staff, WARNED, impostor_id, done)


async def take_back(work: Work, staff: StaffMember, impostor_id: int) -> bool:
    """Take a warning back; False when there is none."""
    done = await impostors.unwarn(work.tx, impostor_id)
    return await _recorded(work, staff, TAKEN_BACK, impostor_id, done)


async def _recorded(work: Work, staff: StaffMember, type_: str, impostor_id: int, done: bool) -> bool:
    if done:
        await desk_events.add(work.tx, staff.id, type_, str(impostor_id), work.at)
    return done
