"""The token does not reach a log."""

from __future__ import annotations

import io
import logging

import pytest

from bot.channels.telegram.log_filter import TokenFilter

TOKEN = "123456:AAH-secret"


class Log:
    """A logger, and what its handler wrote."""

    def __init__(self) -> None:
        self._stream = io.StringIO()
        handler = logging.StreamHandler(self._stream)
        handler.addFilter(TokenFilter(TOKEN))
        self.logger = logging.Logger("test", logging.DEBUG)
        self.logger.addHandler(handler)

    @property
    def text(self) -> str:
        return self._stream.getvalue()


@pytest.fixture
def log() -> Log:
    return Log()


def test_a_line_without_the_token_is_untouched(log: Log) -> None:
    log.logger.info("saved %d of %s", 3, "updates")
    assert log.text == "saved 3 of updates\n"


@pytest.mark.parametrize("form", [TOKEN, "123456%3AAAH-secret"])
def test_the_token_is_replaced_in_message_and_arguments(log: Log, form: str) -> None:
    log.logger.info(f"POST /bot{form}/getMe")
    log.logger.info("POST %s", f"/bot{form}/getMe")
    assert log.text == "POST /bot<token>/getMe\n" * 2


def test_the_token_is_replaced_in_a_traceback_and_its_causes(log: Log) -> None:
    try:
        try:
            raise ConnectionError(f"no route to /bot{TOKEN}/getMe")
        except ConnectionError as cause:
            raise RuntimeError(f"gave up on {TOKEN}") from cause
    except RuntimeError:
        log.logger.exception("failed")
    assert "RuntimeError: gave up on <token>" in log.text
    assert "ConnectionError: no route to /bot<token>/getMe" in log.text
    assert TOKEN not in log.text


def test_the_token_is_replaced_in_a_stack(log: Log) -> None:
    log.logger.info("here", stack_info=True)
    assert "Stack (most recent call last)" in log.text
    assert TOKEN not in log.text


def test_a_line_whose_arguments_do_not_fit_is_written_without_the_token(log: Log) -> None:
    log.logger.info("%d updates", TOKEN)
    assert log.text == "%d updates ('<token>',)\n"
