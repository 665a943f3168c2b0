"""The HTTP side: who may call, what befalls the call, and its answer."""

from __future__ import annotations

from typing import NamedTuple

from aiohttp import web

from .errors import ApiError, JsonDict
from .faults import Fault, Faults
from .limits import Limits
from .methods import call
from .parameters import read_params
from .state import World
from .troubles import Troubles

MAX_REQUEST = 60 * 1024 * 1024
SHUTDOWN_SECONDS = 0.1


class Call(NamedTuple):
    method: str
    params: JsonDict


class Front:
    """Serves the world on loopback; `calls` stays empty without `record_calls`."""

    def __init__(self, world: World, token: str, speed: float, *, record_calls: bool) -> None:
        self.calls: list[Call] = []
        self.faults = Faults()
        self.troubles = Troubles(1 / speed)
        self.limits: Limits | None = None
        self._world = world
        self.token = token
        self._record_calls = record_calls
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)

    async def open(self, port: int) -> str:
        """Starts serving; the URL. Raises OSError if the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def close(self) -> None:
        await self._runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=MAX_REQUEST)
        application.router.add_route("*", "/bot{token}/{method}", self._on_call)
        application.router.add_get("/file/bot{token}/{path:.+}", self._on_download)
        return application

    async def _on_call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _refusal(ApiError(401, "Unauthorized"))
        method, params = request.match_info["method"], await read_params(request)
        if self._record_calls:
            self.calls.append(Call(method, params))
        fault = self.faults.take(method, params) or self.troubles.take(method)
        if fault and fault.kind == "refuse":
            return _hang_up(request)
        answer = await self._act(method, params, fault)
        self._world.changed.fire()
        return _hang_up(request) if fault and fault.kind == "drop" else answer

    async def _act(self, method: str, params: JsonDict, fault: Fault | None) -> web.Response:
        try:
            if fault and fault.error and fault.kind == "fail":
                raise fault.error
            if self.limits:
                self.limits.check(self._world, method, params)
            result = await call(self._world, method, params)
            if fault and fault.error:
                raise fault.error
            return web.json_response({"ok": True, "result": result})
        except ApiError as error:
            return _refusal(error)

    async def _on_download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _refusal(ApiError(401, "Unauthorized"))
        stored = self._world.files.at(request.match_info["path"])
        return web.Response(body=stored.content) if stored else _refusal(ApiError(404, "Not Found"))


def _refusal(error: ApiError) -> web.Response:
    return web.json_response(error.to_dict(), status=error.status)


def _hang_up(request: web.Request) -> web.Response:
    """Closes the connection; the response only satisfies the framework and reaches no one."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()
