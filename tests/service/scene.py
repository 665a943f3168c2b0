"""An office at work on a real database, with one person and the staff in front of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text as sql

from bot.core.assistant import Assistant
from bot.core.model import Attachment, Command, ForwardOrigin, Message
from bot.core.practice import Practice
from bot.service.held_data.records import kinds
from bot.service.hours import Hours
from bot.service.inbox.intake import Intake
from bot.service.inbox.worker import Worker
from bot.service.office import Office
from bot.service.ports import (
    Channels,
    Inbound,
    Key,
    Limits,
    Outgoing,
    Post,
    StaffAction,
    StaffMember,
    UserMessage,
)
from bot.service.running import Runner
from bot.service.tickets import cards
from bot.store import outbox, tickets
from bot.store.address import is_sqlite
from bot.store.engine import Transaction
from bot.store.tables import metadata
from bot.store.tickets import Ticket
from tests.databases import connected
from tests.service.channel import Clock, RecordingChannel, Shown, texts

STAFF_CHAT = "-100"
NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
"""A Wednesday in Tokyo, 12:00: the office is open."""
HOURS = Hours(ZoneInfo("Asia/Tokyo"), frozenset(range(5)), time(10), time(17))
PRACTICE = Practice(hosting={"ja": "日本", "en": "Japan"}, records=kinds(metadata.tables))
SATO, TANAKA = StaffMember("sato", "佐藤"), StaffMember("tanaka", "田中")


@dataclass
class Scene:
    """Drives the real intake, worker and delivery; only the network is left out."""

    office: Office
    channel: RecordingChannel
    clock: Clock
    intake: Intake = field(init=False)
    runner: Runner = field(init=False)
    worker: Worker = field(init=False)

    def __post_init__(self) -> None:
        self.intake = Intake(self.office.store, self.channel.name, self.clock)
        self.runner = Runner(self.office)
        self.worker = Worker(self.office)

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        return self.office.store.transaction()

    async def save(self, inbound: Inbound, chat: str = "hanako") -> None:
        """Take an update in, without handling it."""
        await self.intake.save([self.channel.update(inbound, chat)])

    async def receive(self, inbound: Inbound, chat: str = "hanako") -> list[Outgoing]:
        """Take an update in, handle it and deliver what follows; gives what was delivered."""
        before = len(self.channel.delivered)
        await self.save(inbound, chat)
        await self.runner.drain()
        return self.channel.delivered[before:]

    async def wait_out(self, retries: int) -> None:
        """Let time pass until what failed has been tried again so many times."""
        for _ in range(retries):
            self.clock.forward(timedelta(minutes=1))
            await self.runner.drain()

    # --- the person ---------------------------------------------------------------------------

    def written(  # noqa: PLR0913  # what a message can be made of
        self,
        text: str = "",
        *,
        who: str = "hanako",
        client: str | None = None,
        command: Command | None = None,
        attachment: Attachment | None = None,
        forward: ForwardOrigin | None = None,
        edit_of: int | None = None,
        reply_to: int | None = None,
        group: str | None = None,
        message_id: int | None = None,
    ) -> UserMessage:
        """A message by a person, in their private chat unless a group is named."""
        said = Message(text, self.clock(), client, command, forward, attachment, edited=edit_of is not None)
        number = edit_of or message_id or self.channel.new_id()
        return UserMessage(who, group or who, said, number, reply_to, group is not None)

    async def user(self, text: str, who: str = "hanako", message_id: int | None = None) -> list[str]:
        """The person writes; gives the texts they get."""
        sent = await self.receive(self.written(text, who=who, message_id=message_id), who)
        return texts(sent, who)

    async def command(self, text: str, who: str = "hanako") -> list[str]:
        sent = await self.receive(self.written(who=who, command=Command.parse(text)), who)
        return texts(sent, who)

    # --- staff --------------------------------------------------------------------------------

    def pressed(self, where: Shown, key: Key, by: StaffMember = SATO, chat: str = STAFF_CHAT) -> StaffAction:
        callback = f"press-{self.channel.new_id()}"
        return StaffAction(by, chat, where.message_id, command=Command.parse(key.command), callback=callback)

    async def staff_press(self, command: str, by: StaffMember = SATO) -> list[str]:
        """Staff press the button that stands for a command, on the newest message that shows it."""
        where, key = self.button(STAFF_CHAT, command)
        sent = await self.receive(self.pressed(where, key, by), STAFF_CHAT)
        return texts(sent, STAFF_CHAT)

    async def staff_reply(self, number: int, text: str, by: StaffMember = SATO) -> list[str]:
        """Staff reply to the card of a ticket."""
        card = await self.card(number)
        reply = StaffAction(by, STAFF_CHAT, self.channel.new_id(), text, reply_to=card.message_id)
        sent = await self.receive(reply, STAFF_CHAT)
        return texts(sent, STAFF_CHAT)

    def button(self, chat: str, command: str) -> tuple[Shown, Key]:
        """The newest button in a chat that stands for a command, and the message it is under."""
        for shown in reversed(self.channel.screens.get(chat, {}).values()):
            for key in shown.buttons:
                if key.command == command:
                    return shown, key
        raise AssertionError(f"no button for {command!r} is shown in {chat}")

    async def card(self, number: int) -> Shown:
        """The newest card of a ticket, as it stands."""
        async with self.transaction() as tx:
            where = await outbox.delivered(tx, number, cards.CARD)
        assert where, f"there is no card of ticket {number}"
        return self.channel.screens[STAFF_CHAT][where[-1][1]]

    async def newest_card(self) -> int:
        """The ticket whose card was posted last."""
        rows = await self.rows(
            "SELECT ticket_number FROM outbox WHERE purpose = 'card' AND message_id IS NOT NULL ORDER BY id"
        )
        assert rows, "there is no card in the staff chat"
        return int(str(rows[-1][0]))

    def staff_posts(self) -> list[Post]:
        return self.channel.posts(STAFF_CHAT)

    # --- what is in the database --------------------------------------------------------------

    async def ticket(self, number: int) -> Ticket:
        async with self.transaction() as tx:
            return await tickets.get(tx, number)

    async def events(self, number: int) -> list[str]:
        async with self.transaction() as tx:
            return [kind for kind, _, _ in await tickets.events(tx, number)]

    async def execute(self, statement: str, **values: object) -> None:
        """Change the database behind the office's back."""
        async with self.transaction() as tx:
            await tx.connection.execute(sql(statement), values)

    async def sabotage(self, what: str, when: str = "1 = 1") -> None:
        """Have a statement ("INSERT ON messages") fail from now on, by a fault of ours."""
        if self.is_sqlite:
            await self.execute(
                f"CREATE TRIGGER broken BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, 'broken'); END"
            )
        else:
            refuse = "'BEGIN RAISE check_violation; END'"
            await self.execute(f"CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS {refuse}")
            await self.execute(
                f"CREATE TRIGGER broken BEFORE {what} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION broken()"
            )

    async def repair(self) -> None:
        """Take the sabotage back."""
        await self.execute("DROP TRIGGER broken" if self.is_sqlite else "DROP FUNCTION broken CASCADE")

    @property
    def is_sqlite(self) -> bool:
        return is_sqlite(self.office.store.engine.url)

    async def rows(self, query: str) -> Sequence[tuple[object, ...]]:
        """What stands in the tables, by plain SQL."""
        async with self.transaction() as tx:
            return [tuple(row) for row in await tx.connection.execute(sql(query))]


def open_scene(
    url: str,
    assistant: Assistant,
    *,
    staff_chat: str | None = STAFF_CHAT,
    limits: Limits | None = None,
    beside: Scene | None = None,
) -> Scene:
    """An office on a database; whoever opens it closes its store.

    `beside` another scene it is one more process: the same people, the same time.
    """
    channel = beside.channel if beside else RecordingChannel(limits=limits)
    clock = beside.clock if beside else Clock(NOON)
    office = Office(connected(url), assistant, Channels(channel), clock, HOURS, staff_chat, practice=PRACTICE)
    return Scene(office, channel, clock)
