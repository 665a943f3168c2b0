"""Numbers of things in addresses: `{number:short}`; what is longer than any of ours is no address."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor

from bot.store.tables import LONGEST_NUMBER


class _Short(Convertor[int]):
    regex = f"[0-9]{{1,{LONGEST_NUMBER}}}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


SHORT = "short"
register_url_convertor(SHORT, _Short())
