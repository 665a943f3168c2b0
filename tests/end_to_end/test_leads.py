"""Confidential enquiries on Telegram: to those who lead, in private, and back from there."""

from __future__ import annotations

from tests.end_to_end.madoguchi import STAFF_CHAT, Madoguchi, from_bot, labels
from tests.telegram_server import Group, Message, TelegramServer, User

HARASSMENT = "職員からのハラスメントについて相談したいです"


async def confided(app: Madoguchi, sato: User, hanako: User) -> Message:
    """The card of a confidential enquiry in the private chat of 佐藤, who leads and has started the bot."""
    await app.ask(sato, "/start", app.ja("start"))
    await app.ask(hanako, HARASSMENT, "受付番号1")
    return await app.reply(sato, app.ja("staff.card", number=1), HARASSMENT)


async def test_somebody_who_leads_answers_in_private_what_the_group_never_sees(
    stopped: Madoguchi, telegram: TelegramServer, staff_group: Group, hanako: User, sato: User, suzuki: User
) -> None:
    app = stopped
    await app.start(lead_ids=(str(sato.id),))
    card = await confided(app, sato, hanako)
    assert (await app.press(sato, card, "claim 1")).text == app.ja("staff.done.claimed", number=1)
    await app.reply(sato, app.ja("staff.card", number=1), app.ja("staff.state.claimed", name="佐藤 一郎"))
    asked = suzuki.says("/queue", chat=staff_group)
    await app.in_office(app.ja("staff.queue.empty"), app.ja("staff.queue.confidential", count=1), after=asked)
    draft = sato.says("責任者がお答えします。", reply_to=card.id)
    preview = await app.reply(sato, app.ja("staff.preview", number=1), after=draft)
    await app.press(sato, preview, app.ja("button.staff.send"))
    await app.reply(hanako, "責任者がお答えします。")
    suzuki.says("/show 1", chat=staff_group)
    await app.in_office(app.ja("staff.unknown_ticket", number=1))
    assert from_bot(telegram, STAFF_CHAT, HARASSMENT) == []


async def test_who_left_the_group_does_nothing_in_private_and_who_never_wrote_is_not_reached(
    stopped: Madoguchi, telegram: TelegramServer, staff_group: Group, hanako: User, sato: User, suzuki: User
) -> None:
    app = stopped
    await app.start(lead_ids=(str(sato.id), str(suzuki.id)))
    card = await confided(app, sato, hanako)
    await app.logs("one of LEAD_IDS cannot be reached")
    assert from_bot(telegram, STAFF_CHAT) == []
    staff_group.remove(sato)
    said = await app.press(sato, card, "close 1")
    assert said.text == app.ja("staff.not_member")
    assert "close 1" in [key for row in card.buttons for _, key in row]
    assert labels(card)
