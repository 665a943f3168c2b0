"""What a line of JSON makes the bot send besides its reply: files, and messages taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from bot.service.ports import Delete, Outgoing, Post
from bot.service.work import Work


@dataclass(frozen=True)
class NotingWork(Work):
    """Work that remembers what it queues."""

    noted: list[Outgoing] = field(default_factory=list)

    async def send(
        self, outgoing: Outgoing, purpose: str, ticket: int | None = None, draft: int | None = None
    ) -> tuple[int, ...]:
        ids = await super().send(outgoing, purpose, ticket, draft)
        self.noted.append(outgoing)
        return ids

    def extras(self, chat: str) -> dict[str, Any]:
        """Fields of the output, each only when there is something for this chat to show."""
        mine = [outgoing for outgoing in self.noted if outgoing.chat == chat]
        posts = [one for one in mine if isinstance(one, Post)]
        files = [asdict(post.document) for post in posts if post.document]
        files += [{"name": post.upload.name} for post in posts if post.upload]
        deleted = sum(len(one.message_ids) for one in mine if isinstance(one, Delete))
        return {**({"files": files} if files else {}), **({"deleted": deleted} if deleted else {})}
