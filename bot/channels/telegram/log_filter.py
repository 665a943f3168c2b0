"""Keeps the bot's token, which stands in every address of the Bot API, out of the logs."""

from __future__ import annotations

import logging
from urllib.parse import quote

PLACEHOLDER = "<token>"
_FORMATTER = logging.Formatter()


def quiet_http_logs() -> None:
    """Silence the lines in which the libraries write the address or the content of every request."""
    for name in ("aiohttp", "telegram", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)


def hide(text: str, token: str) -> str:
    """The text without the token, as it is or as it stands in an address."""
    for form in {token, quote(token, safe="")}:
        text = text.replace(form, PLACEHOLDER)
    return text


class TokenFilter(logging.Filter):
    """For handlers: on a logger it would miss the records of the loggers below."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        self._clean_message(record)
        self._clean_traceback(record)
        if record.stack_info:
            record.stack_info = hide(record.stack_info, self._token)
        return True

    def _clean_message(self, record: logging.LogRecord) -> None:
        try:
            message = record.getMessage()
        except (TypeError, ValueError, KeyError):  # arguments that do not fit must not hide the line
            message = f"{record.msg} {record.args}"
        cleaned = hide(message, self._token)
        if cleaned != message:
            record.msg, record.args = cleaned, None

    def _clean_traceback(self, record: logging.LogRecord) -> None:
        """A handler could format exc_info anew, so it goes where its text named the token."""
        if record.exc_info and not record.exc_text:
            record.exc_text = _FORMATTER.formatException(record.exc_info)
        if record.exc_text:
            cleaned = hide(record.exc_text, self._token)
            if cleaned != record.exc_text:
                record.exc_text, record.exc_info = cleaned, None
