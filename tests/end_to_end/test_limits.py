"""Telegram's rate limits: the bot keeps within them, and staff still hear of everybody."""

from __future__ import annotations

import time

import pytest

from bot.channels.telegram.channel import LIMITS
from bot.service.ports import Limits
from tests.end_to_end.madoguchi import STAFF_CHAT, TALK_EN, Madoguchi, from_bot
from tests.telegram_server import Group, Message, TelegramServer, User

SPEED = 10.0
"""A minute takes six seconds."""
HURRIED = Limits(
    a_second=LIMITS.a_second,  # of a whole second: fewer than would be allowed
    seconds_between=LIMITS.seconds_between / SPEED,
    group_a_minute=LIMITS.group_a_minute,
    minute=LIMITS.minute / SPEED,
)
PATIENCE = 60.0
TICKETS = 100
URGENT = {40, 90}
CRISIS = "I want to die."
PHONE, PHONE_NUMBER = "What is your phone number?", "03-3373-9576"


@pytest.fixture
async def hurried(stopped: Madoguchi, telegram: TelegramServer) -> Madoguchi:
    """The application and its Telegram, both faster than time."""
    telegram.speed = SPEED
    telegram.limit()
    stopped.limits = HURRIED
    await stopped.start()
    return stopped


@pytest.fixture
async def paced(stopped: Madoguchi, telegram: TelegramServer) -> Madoguchi:
    """The application and its Telegram with the limits as they are."""
    telegram.limit()
    stopped.limits = LIMITS
    await stopped.start()
    return stopped


def people(telegram: TelegramServer, count: int) -> list[User]:
    return [telegram.user(1000 + n, f"User {n}", language_code="en") for n in range(count)]


def named(telegram: TelegramServer, command: str) -> dict[int, Message]:
    """The tickets that a button with this command names in the staff chat, and the message it is under."""
    found: dict[int, Message] = {}
    for message in from_bot(telegram, STAFF_CHAT):
        for _, data in (button for row in message.buttons for button in row):
            verb, _, number = data.partition(" ")
            if verb == command:
                found[int(number)] = message
    return found


async def test_of_a_hundred_enquiries_in_a_minute_each_is_acknowledged_and_before_staff_once(
    hurried: Madoguchi, telegram: TelegramServer, staff_group: Group, sato: User
) -> None:
    began = time.monotonic()
    asking = people(telegram, TICKETS)
    for number, user in enumerate(asking, 1):
        user.says(CRISIS if number in URGENT else TALK_EN)
    for user in asking:
        await hurried.reply(user, "no. ")
    await telegram.wait_until(
        lambda: len(named(telegram, "claim") | named(telegram, "show")) == TICKETS, timeout=PATIENCE
    )
    carded, listed = named(telegram, "claim"), named(telegram, "show")
    print(f"{len(carded)} cards, {len(listed)} in a digest, after {time.monotonic() - began:.1f} s")
    assert carded.keys().isdisjoint(listed)
    assert sum(hurried.ja("staff.card.urgent") in card.text for card in carded.values()) == len(URGENT)

    number, digest = next(iter(listed.items()))
    sato.says("お返事です。", chat=staff_group, reply_to=digest.id)
    await hurried.in_office(hurried.ja("staff.not_a_card"))
    await hurried.press(sato, digest, f"show {number}")
    await hurried.answer(sato, await hurried.card(number), "お答えします。")
    await telegram.wait_until(
        lambda: any(from_bot(telegram, u.id, "お答えします。") for u in asking), PATIENCE
    )
    assert telegram.too_many == 0


async def test_forty_people_at_once_are_answered_at_thirty_a_second_and_one_person_at_one_a_second(
    paced: Madoguchi, telegram: TelegramServer
) -> None:
    asking = people(telegram, 40)
    began = time.monotonic()
    for user in (*asking, asking[0], asking[0]):
        user.says(PHONE)
    for user in asking:
        await paced.reply(user, PHONE_NUMBER)
    print(f"forty replies after {time.monotonic() - began:.1f} s")
    await telegram.wait_until(lambda: len(from_bot(telegram, asking[0].id)) == 3, timeout=PATIENCE)
    assert time.monotonic() - began > 2 * 0.95
    assert telegram.too_many == 0
