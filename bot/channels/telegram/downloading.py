"""Files that people sent, by the id under which Telegram keeps them."""

from __future__ import annotations

from bot.channels.telegram.client import Client
from bot.channels.telegram.errors import port_errors
from bot.service.ports import Undeliverable


async def download(client: Client, file_id: str, at_most: int) -> bytes | None:
    """The file; None when Telegram does not give it out, or it has more than `at_most` bytes.

    Raises TryLater, which does not name the address: the token stands in it.
    """
    try:
        with port_errors(client.token):
            file = await client.get_file(file_id)
            if file.file_path is None or (file.file_size or 0) > at_most:
                return None
            return await client.download(file.file_path, at_most)
    except Undeliverable:
        return None
