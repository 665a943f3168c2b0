"""The loopback server: HTTP on one side, the test's handles on the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from .errors import JsonDict
from .front import Call, Front
from .mischief import Mischief
from .push import Delivery
from .scenery import Scenery
from .state import Account, Answer, Message, World
from .updates import Found
from .uploads import Upload


class TelegramServer(Scenery, Mischief):
    """`async with TelegramServer() as server:` serves a fresh Telegram at server.url.

    Clients use f"{server.url}/bot" as base URL and f"{server.url}/file/bot" for files. With `speed` 20 a
    minute of the rate limits takes 3 seconds. Updates are pushed to webhooks on loopback only, whose
    plain http Telegram would not allow.
    """

    def __init__(
        self,
        token: str = "123456:TEST",  # noqa: S107 - no real one
        username: str = "test_bot",
        *,
        port: int = 0,
        speed: float = 1.0,
        limited: bool = False,
        allow_http_webhook: bool = False,
        record_calls: bool = True,
    ) -> None:
        self.url = ""
        self.speed = speed
        self.world = World(Account(int(token.partition(":")[0]), "Test Bot", username, is_bot=True))
        self.world.allow_http_webhook = allow_http_webhook
        self.front = Front(self.world, token, speed, record_calls=record_calls)
        self._port = port
        if limited:
            self.limit()

    async def __aenter__(self) -> Self:
        self.url = await self.front.open(self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.world.push.close()
        await self.front.close()

    @property
    def token(self) -> str:
        """What a caller must show; a test may revoke it by setting another."""
        return self.front.token

    @token.setter
    def token(self, token: str) -> None:
        self.front.token = token

    # What happened

    @property
    def calls(self) -> list[Call]:
        """Every call in order, unless `record_calls` was off."""
        return self.front.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Every attempt to push an update to the webhook, in the order they ended."""
        return self.world.push.deliveries

    @property
    def answers(self) -> list[Answer]:
        """The callback queries the bot answered, in order."""
        return self.world.answers

    @property
    def query_lifetime(self) -> float:
        """Seconds after which a callback query is too old to answer."""
        return self.world.query_lifetime

    @query_lifetime.setter
    def query_lifetime(self, seconds: float) -> None:
        self.world.query_lifetime = seconds

    def messages(self, chat_id: int) -> list[Message]:
        """The chat's messages in order, the bot's and the users', without the deleted ones."""
        return list(self.world.chats[chat_id].messages.values())

    def file_of(self, message: Message) -> Upload:
        """The file a message carries, with its name and its bytes. LookupError when it carries none."""
        for content in message.content.values():
            told = content[-1] if isinstance(content, list) else content
            stored = self.world.files.get(told.get("file_id")) if isinstance(told, dict) else None
            if stored is not None:
                return Upload(stored.name, stored.content)
        raise LookupError(f"message {message.id} carries no file")

    def calls_of(self, method: str) -> list[JsonDict]:
        """The parameters of every call of this method."""
        return [params for name, params in self.calls if name == method]

    def wait_for_message(
        self,
        chat_id: int,
        predicate: Callable[[Message], bool] | None = None,
        *,
        containing: str = "",
        after: int = 0,
        timeout: float = 5,
    ) -> Awaitable[Message]:
        """The first message of the bot that fits, with an id above `after`; an edit can make one fit.

        Raises TimeoutError, telling what the chat holds instead.
        """

        def fits(message: Message) -> bool:
            is_candidate = message.from_bot and message.id > after and containing in message.text
            return is_candidate and (predicate is None or predicate(message))

        def look() -> Message | None:
            return next(filter(fits, self.messages(chat_id)), None)

        def explain() -> str:
            held = [(message.id, message.text, message.buttons) for message in self.messages(chat_id)]
            return f"chat {chat_id} holds {held}"

        return self._wait(look, explain, timeout)

    def wait_for_answer(self, query_id: str, timeout: float = 5) -> Awaitable[Answer]:
        """The bot's answer to this callback query. Raises TimeoutError."""

        def look() -> Answer | None:
            return next((answer for answer in self.answers if answer.id == query_id), None)

        return self._wait(look, lambda: f"query {query_id} is not among {self.answers}", timeout)

    def wait_until(self, condition: Callable[[], Found], timeout: float = 5) -> Awaitable[Found]:
        """The condition's first truthy value, tried again after every call. Raises TimeoutError."""
        return self._wait(condition, lambda: f"it never came; last calls {self.calls[-5:]}", timeout)

    async def _wait(
        self, look: Callable[[], Found | None], explain: Callable[[], str], seconds: float
    ) -> Found:
        found = await self.world.changed.first(look, seconds)
        if not found:
            raise TimeoutError(explain())
        return found
