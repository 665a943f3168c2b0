"""Whether a message is for this bot: commands with a bot's name, mentions, replies."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, MessageEntity

from bot.channels.telegram import utf16
from bot.channels.telegram.content import entities_of, reply_of, words_of
from bot.core.model import Command

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """Who we are on Telegram; the username without "@"."""

    id: int
    username: str

    def is_named(self, name: str) -> bool:
        return name.removeprefix("@").lower() == self.username.lower()


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """A command at the start of a message: "/word", the bot it names if any, and where that name stands."""

    word: str
    bot: str
    name_span: Span

    def read(self, text: str) -> Command:
        """The command in `text`, the message's text after the bot's name was cut out of it."""
        return Command.parse(f"{self.word} {text.removeprefix(self.word)}")


def typed_command(message: Message) -> TypedCommand | None:
    """What the person typed themselves: a forwarded command is something to look at, not to do."""
    if message.forward_origin:
        return None
    for entity in entities_of(message):
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            word, _, name = _shown(message, entity).partition("@")
            return TypedCommand(word, name, (len(word), entity.length))
    return None


def for_another_bot(command: TypedCommand | None, bot: BotIdentity) -> bool:
    return command is not None and command.bot != "" and not bot.is_named(command.bot)


def mentions(message: Message, bot: BotIdentity) -> list[Span]:
    """Where the message names this bot, other than behind a command at its start."""
    return [
        (entity.offset, entity.offset + entity.length)
        for entity in entities_of(message)
        if _is_mention(message, entity, bot)
    ]


def _is_mention(message: Message, entity: MessageEntity, bot: BotIdentity) -> bool:
    if entity.type == MessageEntity.MENTION:
        return bot.is_named(_shown(message, entity))
    return entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == bot.id


def answers(message: Message, bot: BotIdentity) -> bool:
    """Whether the message is a reply to one of this bot's."""
    answered = message.reply_to_message
    return (
        reply_of(message) is not None
        and answered is not None
        and answered.from_user is not None
        and answered.from_user.id == bot.id
    )


def _shown(message: Message, entity: MessageEntity) -> str:
    return utf16.part(words_of(message), entity.offset, entity.offset + entity.length)
