"""The library's HTTP, on aiohttp: the library's own takes several times the CPU."""

from __future__ import annotations

import json
from contextlib import suppress
from io import BytesIO
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

READ_SECONDS: Final = 30.0
WRITE_SECONDS: Final = 20.0
CONNECT_SECONDS: Final = 10.0
POOL_SECONDS: Final = 10.0
CONNECTIONS: Final = 16

_BEFORE_SENDING: Final = (
    aiohttp.ClientConnectorError,  # refused, no such name, no trust in the certificate
    aiohttp.ConnectionTimeoutError,  # also: none of our connections became free
    aiohttp.ClientHttpProxyError,  # the proxy opened no tunnel
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


class NotSent(NetworkError):
    """The call did not leave the house: certainly nothing came of it."""


class Request(BaseRequest):
    """One session for all calls, the long polls among them.

    Errors name only their kind: aiohttp's quote the address, in which the token stands.
    """

    __slots__ = ("_server", "_session")

    def __init__(self, server: str) -> None:
        self._server = server
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=_proxy_to(self._server),
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body. NotSent, TimedOut or another NetworkError; timeouts are in seconds."""
        within = _timeout(read_timeout, write_timeout, connect_timeout, pool_timeout)
        status, body = await self._send(url, method, request_data, within)
        if status >= 300:
            self._check_refusal(status, body)
        return status, body

    async def download(self, url: str, at_most: int) -> bytes | None:
        """A file; None when it has more than `at_most` bytes. The errors are those of do_request."""
        status, content = await self._send(url, "GET", None, _timeout(None, None, None, None), at_most)
        if status != 200:
            raise NetworkError(f"HTTP {status} with no file")
        return content if len(content) <= at_most else None

    async def _send(
        self,
        url: str,
        method: str,
        data: RequestData | None,
        within: aiohttp.ClientTimeout,
        at_most: int | None = None,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("there is no session")
        try:
            async with self._session.request(
                method, url, data=_form(data), timeout=within, allow_redirects=False
            ) as answer:
                return answer.status, await _body(answer, at_most)
        except _BEFORE_SENDING as error:
            raise NotSent(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except Exception as error:  # whatever it is, the library would quote it in full
            raise NetworkError(type(error).__name__) from None

    @classmethod
    def _check_refusal(cls, status: int, body: bytes) -> None:
        """The library would take any 403 for a blocked bot and any 404 for a wrong token, a proxy's too."""
        try:
            cls.parse_json_payload(body)
        except TelegramError:
            raise NetworkError(f"HTTP {status} with no answer of the Bot API") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer's JSON object. TelegramError when it is none, or lacks what it promises.

        The library's would log an answer it cannot read in full, and answers hold what people wrote.
        """
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or (answer.get("ok") and "result" not in answer):
            raise TelegramError("the answer was not one of the Bot API")
        return answer


def _proxy_to(server: str) -> str | None:
    """The environment's proxy. aiohttp's trust_env would look it up before every call, in two threads."""
    with suppress(ValueError):  # a malformed address; the first call tells
        address = urlsplit(server)
        if not proxy_bypass(address.netloc):
            return getproxies().get(address.scheme)
    return None


def _timeout(read: object, write: object, connect: object, pool: object) -> aiohttp.ClientTimeout:
    read_seconds, connect_seconds = _seconds(read, READ_SECONDS), _seconds(connect, CONNECT_SECONDS)
    connected = connect_seconds + _seconds(pool, POOL_SECONDS)
    return aiohttp.ClientTimeout(
        total=connected + _seconds(write, WRITE_SECONDS) + read_seconds,
        connect=connected,
        sock_connect=connect_seconds,
        sock_read=read_seconds,
    )


def _seconds(given: object, default: float) -> float:
    """The default also for None, the library's word for "no limit": nothing here waits for ever."""
    return float(given) if isinstance(given, int | float) else default


async def _body(answer: aiohttp.ClientResponse, at_most: int | None) -> bytes:
    """All of it, or, where it is longer than `at_most`, so much that this can be seen."""
    if at_most is None:
        return await answer.read()
    body = bytearray()
    async for chunk in answer.content.iter_any():
        body += chunk
        if len(body) > at_most:
            break
    return bytes(body)


def _form(data: RequestData | None) -> aiohttp.FormData | None:
    """URL-encoded fields, or multipart where there are files."""
    if data is None:
        return None
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)  # quoted, a file would be named %E4%BC
    for name, (filename, content, mime_type) in data.multipart_data.items():
        file = BytesIO(content) if isinstance(content, bytes) else content  # long bytes make aiohttp warn
        form.add_field(name, file, filename=filename, content_type=mime_type)
    return form
