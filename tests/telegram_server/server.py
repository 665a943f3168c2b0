"""The loopback server: HTTP on one side, the test's handles on the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import NamedTuple, Self

from aiohttp import web

from .errors import ApiError, JsonDict, too_many_requests
from .faults import Fault, Faults
from .methods import call
from .parameters import read_params
from .people import Group, User
from .state import Account, Answer, Chat, ChatType, Member, Message, Status, World
from .updates import Found

MAX_REQUEST = 60 * 1024 * 1024
SHUTDOWN_SECONDS = 0.1


class Call(NamedTuple):
    method: str
    params: JsonDict


class TelegramServer:
    """`async with TelegramServer() as server:` serves a fresh Telegram at server.url.

    Clients use f"{server.url}/bot" as base URL and f"{server.url}/file/bot" for files.
    """

    def __init__(self, token: str = "123456:TEST", username: str = "test_bot") -> None:  # noqa: S107 - fake
        self.token = token
        self.calls: list[Call] = []
        self.url = ""
        self.world = World(Account(int(token.partition(":")[0]), "Test Bot", username, is_bot=True))
        self._faults = Faults()
        self._runner = web.AppRunner(self._application(), shutdown_timeout=SHUTDOWN_SECONDS)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    # Who is there

    @property
    def bot(self) -> Account:
        return self.world.bot

    def user(
        self,
        id: int,
        first_name: str,
        *,
        username: str | None = None,
        language_code: str | None = None,
        last_name: str | None = None,
        started: bool = False,
    ) -> User:
        """A new person with a private chat; the bot can write there once they wrote (or `started`)."""
        user = User(id, first_name, username, language_code, last_name, started=started, world=self.world)
        both = {one.id: Member(one, "member") for one in (user, self.bot)}
        self.world.users[id] = user
        self.world.chats[id] = Chat(id, "private", username=username, person=user, members=both)
        return user

    def group(
        self,
        id: int,
        title: str,
        members: Sequence[Account] = (),
        *,
        creator: Account | None = None,
        administrators: Sequence[Account] = (),
        bot_status: Status = "member",
    ) -> Group:
        """A new basic group with these members; nothing is queued about it."""
        group = self._new_group(id, "group", title, None, bot_status)
        statuses: list[tuple[Status, Sequence[Account]]] = [
            ("member", members),
            ("administrator", administrators),
            ("creator", [creator] if creator else []),
        ]
        for status, accounts in statuses:
            group.members |= {account.id: Member(account, status) for account in accounts}
        return group

    def supergroup(
        self,
        id: int,
        title: str,
        members: Sequence[Account] = (),
        *,
        creator: Account | None = None,
        administrators: Sequence[Account] = (),
        bot_status: Status = "member",
        username: str | None = None,
    ) -> Group:
        """A new supergroup, otherwise like a group."""
        group = self.group(
            id, title, members, creator=creator, administrators=administrators, bot_status=bot_status
        )
        group.type, group.username = "supergroup", username
        return group

    def channel(
        self, id: int, title: str, *, username: str | None = None, bot_status: Status = "administrator"
    ) -> Group:
        return self._new_group(id, "channel", title, username, bot_status)

    def _new_group(
        self, id: int, type: ChatType, title: str, username: str | None, bot_status: Status
    ) -> Group:
        bot = {self.bot.id: Member(self.bot, bot_status)}
        group = Group(id, type, title, username, members=bot, world=self.world)
        self.world.chats[id] = group
        return group

    def file(self, file_id: str, content: bytes, *, name: str = "file", size: int | None = None) -> None:
        """A file the bot can ask for; `size` overrides the size Telegram claims."""
        self.world.files.put(name, content, file_id, size)

    # What happened

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
        return list(self.world.chats[chat_id].messages)

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

    # What goes wrong

    def fail_next(
        self,
        method: str,
        status: int,
        description: str = "",
        *,
        retry_after: int | None = None,
        times: int = 1,
        chat_id: int | None = None,
    ) -> None:
        """The next calls (to this chat) answer an error and do nothing; retry_after words a 429."""
        error = ApiError(status, description)
        if retry_after is not None:
            error = too_many_requests(retry_after)
        self._faults.add(Fault("fail", method, times, chat_id, error))

    def refuse_next(self, method: str, *, times: int = 1, chat_id: int | None = None) -> None:
        """The next calls end without an answer and did nothing."""
        self._faults.add(Fault("refuse", method, times, chat_id))

    def drop_next(self, method: str, *, times: int = 1, chat_id: int | None = None) -> None:
        """The next calls end without an answer though they did what they were asked to."""
        self._faults.add(Fault("drop", method, times, chat_id))

    def raw_update(self, update: JsonDict) -> int:
        """Queues any dict as an update; a given update_id may repeat an earlier one. Returns the id."""
        return self.world.updates.add_raw(update)

    # HTTP

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=MAX_REQUEST)
        application.router.add_route("*", "/bot{token}/{method}", self._on_call)
        application.router.add_get("/file/bot{token}/{path:.+}", self._on_download)
        return application

    async def _on_call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _refusal(ApiError(401, "Unauthorized"))
        method, params = request.match_info["method"], await read_params(request)
        self.calls.append(Call(method, params))
        fault = self._faults.take(method, params)
        if fault and fault.kind == "refuse":
            return _hang_up(request)
        answer = await self._act(method, params, fault)
        self.world.changed.fire()
        return _hang_up(request) if fault and fault.kind == "drop" else answer

    async def _act(self, method: str, params: JsonDict, fault: Fault | None) -> web.Response:
        try:
            if fault and fault.error:
                raise fault.error
            return web.json_response({"ok": True, "result": await call(self.world, method, params)})
        except ApiError as error:
            return _refusal(error)

    async def _on_download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _refusal(ApiError(401, "Unauthorized"))
        stored = self.world.files.at(request.match_info["path"])
        return web.Response(body=stored.content) if stored else _refusal(ApiError(404, "Not Found"))


def _refusal(error: ApiError) -> web.Response:
    return web.json_response(error.to_dict(), status=error.status)


def _hang_up(request: web.Request) -> web.Response:
    """Closes the connection; the response only satisfies the framework and reaches no one."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()
