"""The test's handles on who and what there is: people, chats, files."""

from __future__ import annotations

from collections.abc import Sequence

from .errors import JsonDict
from .people import Group, User
from .state import Account, Chat, ChatType, Member, Status, World


class Scenery:
    """What a test puts into the world before, or while, the bot is in it."""

    world: World

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

    def file(
        self, file_id: str, content: bytes, *, name: str = "file", size: int | None = None, kind: str = ""
    ) -> None:
        """A file the bot can ask for; `size` overrides the size Telegram claims, `kind` see StoredFile."""
        self.world.files.put(name, content, file_id, size, kind)

    def raw_update(self, update: JsonDict) -> int:
        """Queues any dict as an update; a given update_id may repeat an earlier one. Returns the id."""
        return self.world.updates.add_raw(update)
