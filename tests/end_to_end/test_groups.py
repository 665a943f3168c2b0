"""Groups: others', where the bot keeps quiet, and the staff's, which may change under it."""

from __future__ import annotations

import asyncio

import pytest

from bot.app.basics import now, open_database
from bot.errors import SettingsError
from bot.service.readiness import why_not_ready
from tests.end_to_end.madoguchi import DEADLINE, STAFF_CHAT, TALK_EN, TALK_JA, Madoguchi, from_bot
from tests.telegram_server import Group, TelegramServer, User

SMALL, GROWN = -500, -1005005005
PHONE_JA, PHONE_EN = "電話番号を教えてください", "What is your phone number?"
SATO = "佐藤 一郎"


async def not_ready(app: Madoguchi) -> str | None:
    """What `python -m bot ready` would say."""
    store = await open_database(app.settings())
    try:
        return await why_not_ready(store, now())
    finally:
        await store.close()


# --- other groups ---------------------------------------------------------------------------------


async def test_in_another_group_only_what_mentions_the_bot_is_answered(
    app: Madoguchi, telegram: TelegramServer, ann: User, hanako: User
) -> None:
    club = telegram.supergroup(-1009, "Club", [ann, hanako])
    ann.says(PHONE_EN, chat=club)
    hanako.says("/help", chat=club)
    asked = ann.says(f"@madoguchi_bot {PHONE_EN}", chat=club)
    await telegram.wait_until(lambda: from_bot(telegram, club.id))
    hanako.says(f"{PHONE_JA} @madoguchi_bot", chat=club)
    await telegram.wait_until(lambda: len(from_bot(telegram, club.id)) == 2)
    en, ja = from_bot(telegram, club.id)
    assert "03-3373-9576" in en.text
    assert en.reply_to == asked
    assert app.ja("contact.phone") in ja.text


async def test_a_matter_for_staff_in_another_group_is_asked_for_in_private(
    app: Madoguchi, telegram: TelegramServer, ann: User
) -> None:
    club = telegram.supergroup(-1009, "Club", [ann])
    ann.says(f"@madoguchi_bot {TALK_EN}", chat=club)
    await telegram.wait_until(lambda: from_bot(telegram, club.id))
    [reply] = from_bot(telegram, club.id)
    assert reply.text == app.en("group.private", username="@madoguchi_bot")
    await app.hand_over(ann, TALK_EN)
    assert len(from_bot(telegram, STAFF_CHAT)) == 1


# --- the staff group becomes a supergroup ---------------------------------------------------------


@pytest.fixture
def small_group(telegram: TelegramServer, sato: User, suzuki: User) -> Group:
    """A basic group, which Telegram turns into a supergroup on many occasions."""
    return telegram.group(SMALL, "事務局", [suzuki], creator=sato)


@pytest.fixture
async def small_office(stopped: Madoguchi, small_group: Group) -> Madoguchi:
    """The application with a basic group as staff group."""
    stopped.staff_chat = SMALL
    await stopped.start(staff_chat_id=str(SMALL))
    return stopped


async def test_work_goes_on_in_the_supergroup_that_the_staff_group_became(
    small_office: Madoguchi, small_group: Group, hanako: User, ann: User, sato: User
) -> None:
    app = small_office
    await app.hand_over(hanako)
    small_group.migrate(GROWN)
    app.staff_chat = GROWN
    queue = await app.in_office(app.ja("staff.queue", count=1))
    await app.press(sato, queue, "1")
    again = await app.card(1)
    await app.answer(sato, again, "お答えします。")
    await app.reply(hanako, "お答えします。")
    _, card = await app.hand_over(ann, TALK_EN)
    said = await app.press(sato, card, "claim 2")
    assert said.text == app.ja("staff.done.claimed", number=2)
    await app.card(2, app.ja("staff.state.claimed", name=SATO))
    assert "STAFF_CHAT_ID" in app.log


async def test_a_card_left_in_the_old_group_still_works(
    small_office: Madoguchi, telegram: TelegramServer, small_group: Group, hanako: User, sato: User
) -> None:
    app = small_office
    _, card = await app.hand_over(hanako)
    small_group.migrate(GROWN)
    app.staff_chat = GROWN
    queue = await app.in_office(app.ja("staff.queue", count=1))
    said = await app.press(sato, card, "claim 1")
    assert said.text == app.ja("staff.done.claimed", number=1)
    await app.press(sato, queue, "1")
    await app.card(1, app.ja("staff.state.claimed", name=SATO))
    assert len(from_bot(telegram, GROWN)) == 2


async def test_a_press_that_waited_while_the_group_grew_holds_up_nobody(
    small_office: Madoguchi, small_group: Group, hanako: User, ann: User, sato: User
) -> None:
    app = small_office
    _, card = await app.hand_over(hanako)
    query = sato.presses(card, "claim 1")
    small_group.migrate(GROWN)
    await app.ask(ann, PHONE_EN, "03-3373-9576")
    await app.telegram.wait_for_answer(query)


async def test_a_group_that_grew_while_the_bot_was_away_is_followed_at_start(
    small_office: Madoguchi, small_group: Group, hanako: User
) -> None:
    app = small_office
    await app.stop()
    small_group.migrate(GROWN)
    await app.start(staff_chat_id=str(SMALL))
    app.staff_chat = GROWN
    await app.hand_over(hanako)
    await app.stop()
    await app.start(staff_chat_id=str(SMALL))
    await app.hand_over(hanako, f"別件です。{TALK_JA}")


# --- the bot loses the staff group ----------------------------------------------------------------


async def test_out_of_the_staff_group_the_bot_says_so_and_keeps_the_cards_until_it_is_back(
    app: Madoguchi, telegram: TelegramServer, staff_group: Group, hanako: User, ann: User
) -> None:
    staff_group.kick_bot()
    for user, text in ((hanako, TALK_JA), (ann, TALK_EN)):
        await app.ask(user, text)
    await app.logs("the bot was removed from the staff group", "not ready: no access to the staff group")
    assert await not_ready(app)
    assert from_bot(telegram, STAFF_CHAT) == []
    staff_group.set_status(telegram.bot, "member")
    first, second = await app.card(1), await app.card(2)
    assert first.id < second.id
    await app.logs("the bot is in the staff group again")
    assert await not_ready(app) is None


async def test_a_removal_that_nobody_announced_is_found_out_on_delivery(
    app: Madoguchi, telegram: TelegramServer, staff_group: Group, hanako: User
) -> None:
    telegram.fail_next("sendMessage", 403, "Forbidden: bot was kicked", chat_id=STAFF_CHAT)
    await app.ask(hanako, TALK_JA)
    async with asyncio.timeout(DEADLINE):
        while (why := await not_ready(app)) is None:
            pass
    assert "bot was kicked" in why
    staff_group.set_status(telegram.bot, "administrator")
    await app.card(1)


async def test_a_press_that_waited_while_the_bot_was_removed_holds_up_nobody(
    app: Madoguchi, staff_group: Group, hanako: User, ann: User, sato: User
) -> None:
    _, card = await app.hand_over(hanako)
    sato.presses(card, "claim 1")
    staff_group.kick_bot()
    await app.ask(ann, PHONE_EN, "03-3373-9576")


async def test_starting_out_of_the_staff_group_is_refused_and_coming_back_delivers_what_waited(
    app: Madoguchi, telegram: TelegramServer, staff_group: Group, hanako: User
) -> None:
    staff_group.kick_bot()
    await app.ask(hanako, TALK_JA)
    await app.stop()
    with pytest.raises(SettingsError, match=r"STAFF_CHAT_ID: .*kicked"):
        await app.start()
    staff_group.set_status(telegram.bot, "member")
    await app.start()
    await app.card(1)
    assert await not_ready(app) is None
