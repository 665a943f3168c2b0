"""People who report accounts, and what they and staff see of it."""

from __future__ import annotations

from bot.core.model import Command
from bot.service.ports import StaffAction
from tests.service.scene import SATO, STAFF_CHAT, Scene

LINK, SHOWN = "https://x.com/isj_imaging_0fficial", "x[.]com/isj_imaging_0fficial"
NOT_OURS, OURS = "本学会のものではありません", "本学会のものです"


async def asks(scene: Scene, who: str = "hanako", link: str = LINK, english: bool = False) -> str:
    """Somebody asks about an account; gives the command of the button under the verdict."""
    await scene.user(f"Is {link} your account?" if english else f"{link} は公式ですか", who)
    screen = reversed(scene.channel.screens[who].values())
    return next(key.command for shown in screen for key in shown.buttons if key.command.startswith("report"))


async def reports(scene: Scene, who: str = "hanako", link: str = LINK, english: bool = False) -> str:
    """Somebody reports an account; gives what they are told."""
    return "\n".join(await scene.command(await asks(scene, who, link, english), who))


async def told(scene: Scene, *people: str) -> dict[str, int]:
    """How many messages each has got so far."""
    return {who: len(scene.channel.posts(who)) for who in people}


def last(scene: Scene, who: str) -> str:
    return scene.channel.posts(who)[-1].text


def labels(scene: Scene, number: int) -> list[str]:
    """The buttons of the newest card that shows a ticket's actions or its case."""
    shown = [
        s for s in scene.channel.screens[STAFF_CHAT].values() if f"受付番号{number}　アカウント" in s.text
    ]
    return [key.label for key in shown[-1].buttons]


def newest(scene: Scene, who: str) -> tuple[str, str]:
    screen = reversed(scene.channel.screens[who].values())
    return next((k.label, k.command) for s in screen for k in s.buttons if k.command.startswith("report"))


def press(scene: Scene, command: str) -> StaffAction:
    """A press on a button that is there no more."""
    number = scene.channel.new_id()
    return StaffAction(SATO, STAFF_CHAT, number, command=Command.parse(command), callback=f"press-{number}")


def answer_to(scene: Scene, who: str) -> int:
    return list(scene.channel.screens[who])[-1]
