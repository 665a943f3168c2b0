"""What is said of what was sent besides words, or without any."""

from __future__ import annotations

from dataclasses import replace

from bot.core.answers import ASK_STAFF
from bot.core.model import Answer, Attachment, Message, Part, Say, Scan, Understanding


def without_words(attachment: Attachment, scan: Scan | None) -> Part:
    """Ask for words, or for a picture that can be read; offer staff."""
    buttons = () if attachment.kind == "sticker" else (ASK_STAFF,)
    kind = "photo" if attachment.is_picture else attachment.kind
    what = Say(f"attachment.{kind}") if scan is None else _seen(scan)
    return Answer(Understanding("smalltalk", confidence=1.0), (what,), buttons)


def beside_words(message: Message, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Where only the words beside a picture were answered, say so, and offer to pass both on."""
    if not _is_picture(message) or not all(isinstance(part, Answer) for part in parts):
        return parts
    if message.scan and message.scan.codes and not message.scan.unreadable:
        return parts
    last = parts[-1]
    unread = message.scan is not None and message.scan.unreadable
    said = Say("scan.unreadable" if unread else "attachment.photo_with_text")
    offered = any(button.command == ASK_STAFF.command for part in parts for button in part.buttons)
    buttons = last.buttons if offered else (*last.buttons, ASK_STAFF)
    return (*parts[:-1], replace(last, says=(*last.says, said), buttons=buttons))


def _seen(scan: Scan) -> Say:
    return Say("scan.unreadable" if scan.unreadable else "scan.no_code")


def _is_picture(message: Message) -> bool:
    return message.scan is not None or (message.attachment is not None and message.attachment.is_picture)
