"""The error a Bot API method answers with."""

from __future__ import annotations

from typing import Any

JsonDict = dict[str, Any]

OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"


class ApiError(Exception):
    """A refused call: HTTP status, Telegram's description, and its machine-readable parameters."""

    def __init__(self, status: int, description: str, parameters: JsonDict | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def to_dict(self) -> JsonDict:
        body: JsonDict = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str, parameters: JsonDict | None = None) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}", parameters)


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: float) -> ApiError:
    """Telegram names whole seconds; only a server that runs faster than time names parts of one."""
    if float(retry_after).is_integer():
        retry_after = int(retry_after)
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
