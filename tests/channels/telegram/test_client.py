"""Answers that are none of the Bot API's."""

from __future__ import annotations

import pytest
from telegram.error import TelegramError

from bot.channels.telegram.client import Request


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"<html>Bad Gateway</html>",
        '{"ok": true, "result": [{"text": "内緒'.encode(),
        b"[]",
        b'{"ok": true}',
    ],
)
def test_an_unreadable_answer_is_an_error_and_its_content_is_not_logged(
    payload: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(TelegramError) as caught:
        Request.parse_json_payload(payload)
    assert "内緒" not in caught.value.message
    assert caplog.records == []


def test_an_answer_of_the_bot_api_is_read() -> None:
    assert Request.parse_json_payload(b'{"ok": true, "result": 1}') == {"ok": True, "result": 1}
    refusal = b'{"ok": false, "error_code": 400, "description": "Bad Request"}'
    assert Request.parse_json_payload(refusal)["error_code"] == 400
