"""A browser at the door of the desk, and who may let it in from their Telegram account."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model import Command, Say
from bot.service.ports import StaffAction, TryLater
from bot.service.sign_in import signing_in
from bot.service.sign_in.sign_in_chat import MOST_WRONG, WITHIN
from bot.service.sign_in.signing_in import CODE_LASTS, Standing, code_of, new_token, read_code
from bot.store import desk_events, sessions
from tests.conftest import OpenOffice
from tests.service.channel import MEMBERSHIP, texts
from tests.service.scene import SATO, STAFF_CHAT, Scene

BROWSER = "Firefox, Windows"


class Browser:
    """One that shows a code."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.token = new_token()
        self.code = ""

    async def show(self) -> str:
        async with self.scene.transaction() as tx:
            self.code = await signing_in.begin(tx, BROWSER, self.token, self.scene.clock())
        return self.code

    async def standing(self) -> Standing:
        async with self.scene.transaction() as tx:
            return await signing_in.standing(tx, self.token, self.scene.clock())

    async def redeem(self) -> str | None:
        async with self.scene.transaction() as tx:
            return await signing_in.redeem(tx, self.token, "ja", self.scene.clock())


async def browser(scene: Scene) -> Browser:
    shown = Browser(scene)
    await shown.show()
    return shown


async def says(scene: Scene, text: str, who: str = "sato", group: str | None = None) -> list[str]:
    """Somebody writes a command of the door; what they read then."""
    inbound = scene.written(who=who, command=Command.parse(text), group=group)
    sent = await scene.receive(replace(inbound, name="佐藤"), group or who)
    return texts(sent, group or who)


async def presses(scene: Scene, command: str, who: str = "sato") -> list[str]:
    """Somebody presses a button under what the bot wrote to them."""
    where, key = scene.button(who, command)
    pressed = scene.written(who=who, command=Command.parse(key.command), message_id=where.message_id)
    return texts(await scene.receive(replace(pressed, callback="press", name="佐藤"), who), who)


def sentence(what: str, **values: str) -> Say:
    return Say(f"signin.chat.{what}", values)


async def events(scene: Scene) -> list[tuple[str, str]]:
    async with scene.transaction() as tx:
        return [(e.staff_id, e.type) for e in await desk_events.listed(tx, 50)]


async def test_a_member_of_staff_lets_one_browser_in_once(office: OpenOffice) -> None:
    scene = await office()
    mine, other = await browser(scene), await browser(scene)
    (question,) = await says(scene, f"/desk {mine.code}")
    assert BROWSER in question
    assert "目の前の画面" in question
    assert await mine.redeem() is None
    (done,) = await presses(scene, "desk_yes 1")
    assert BROWSER in done
    assert [shown.buttons for shown in scene.channel.screens["sato"].values()] == [()]
    assert await says(scene, "/desk_yes 1") == [done], "a second press is told what came of the first"
    assert (await mine.standing(), await other.standing()) == ("confirmed", "waiting")
    token = await mine.redeem()
    assert token is not None
    assert (await mine.redeem(), await other.redeem()) == (None, None)
    async with scene.transaction() as tx:
        session = await sessions.find(tx, token, scene.clock())
    assert session is not None
    assert (session.staff_id, session.name, session.browser) == ("sato", "佐藤", BROWSER)
    assert await events(scene) == [("sato", "signed_in")]
    assert await scene.rows("SELECT * FROM messages") == []
    assert await scene.rows("SELECT * FROM people") == [], "staff do not become people who ask"


async def test_outsiders_and_those_who_left_meanwhile_open_nothing(office: OpenOffice) -> None:
    scene = await office()
    shown = await browser(scene)
    refusal = [scene.office.say(sentence("not_member"))]
    assert await says(scene, f"/desk {shown.code}", "hanako") == refusal
    assert await says(scene, "/desk", "hanako") == refusal
    assert await shown.standing() == "waiting"
    await says(scene, f"/desk {shown.code}")
    assert await says(scene, "/desk_yes 1", "tanaka") == [scene.office.say(sentence("late"))]
    scene.channel.members.remove("sato")
    assert await presses(scene, "desk_yes 1") == refusal
    assert await shown.redeem() is None
    assert await events(scene) == []


async def test_a_wrong_a_late_and_a_used_code_open_nothing(office: OpenOffice) -> None:
    scene = await office()
    shown, wrong = await browser(scene), [scene.office.say(sentence("wrong_code"))]
    assert await says(scene, "/desk ZZZZ-ZZZZ") == wrong
    await says(scene, f"/desk {shown.code}")
    scene.clock.forward(CODE_LASTS)
    assert await presses(scene, "desk_yes 1") == [scene.office.say(sentence("late"))]
    assert await says(scene, f"/desk {shown.code}") == wrong
    assert await shown.standing() == "over"
    assert await shown.redeem() is None


async def test_after_some_wrong_codes_the_right_one_has_to_wait_too(office: OpenOffice) -> None:
    scene = await office()
    for _ in range(MOST_WRONG):
        await says(scene, "/desk こんにちは")
    shown = await browser(scene)
    wait = scene.office.say(sentence("wait", minutes="10"))
    assert await says(scene, f"/desk {shown.code}") == [wait]
    (question,) = await says(scene, f"/desk {shown.code}", "tanaka")
    assert question != wait
    scene.clock.forward(WITHIN)
    shown = await browser(scene)
    assert wait not in await says(scene, f"/desk {shown.code}")
    assert await shown.standing() == "asked"


async def test_a_no_is_final(office: OpenOffice) -> None:
    scene = await office()
    shown = await browser(scene)
    await says(scene, f"/desk {shown.code}")
    (refused,) = await presses(scene, "desk_no 1")
    assert await says(scene, "/desk_yes 1") == [refused]
    assert await shown.standing() == "refused"
    assert await shown.redeem() is None
    assert await events(scene) == [("sato", "sign_in_refused")]


async def test_in_a_group_the_code_is_asked_for_in_private(office: OpenOffice) -> None:
    scene = await office()
    shown, private = await browser(scene), [scene.office.say(sentence("private"))]
    assert await says(scene, f"/desk {shown.code}", group="-77") == private
    command = Command("desk", shown.code)
    written = StaffAction(SATO, STAFF_CHAT, 5, f"/{command}", command=command)
    assert texts(await scene.receive(written, STAFF_CHAT), STAFF_CHAT) == private
    assert await shown.standing() == "waiting"


async def test_a_code_waits_until_the_channel_can_tell_who_is_staff(office: OpenOffice) -> None:
    scene = await office()
    shown = await browser(scene)
    scene.channel.faults[MEMBERSHIP] = [TryLater("down")]
    assert await says(scene, f"/desk {shown.code}") == []
    await scene.wait_out(1)
    assert await shown.standing() == "asked"


def test_a_code_is_read_as_people_write_it() -> None:
    token = next(t for t in map(str, range(1000)) if "0" in code_of(t) and "1" in code_of(t))
    code = code_of(token)
    wide = code.translate({ord(c): ord(c) + 0xFEE0 for c in code})
    letters = code.replace("0", "O").replace("1", "l")
    for written in (code, f" {code} ", code.lower(), code.replace("-", " "), wide, letters):
        assert read_code(written) == code


def test_what_is_no_code_is_not_taken_for_one() -> None:
    assert [read_code(text) for text in ("", "ABCD-EFG", "ABCD-EFGHJ", "ABCD-EFGU", "数字を送ります")] == [
        None
    ] * 5
