"""What goes out: posts, edits, deletions, and the answers to pressed buttons."""

from __future__ import annotations

from typing import Final

from telegram import Bot, LinkPreviewOptions
from telegram.error import BadRequest

from bot.channels.telegram import utf16
from bot.channels.telegram.client import Client
from bot.channels.telegram.deleting import delete
from bot.channels.telegram.errors import port_errors, says
from bot.channels.telegram.files import CAPTION_LIMIT, SentFile, send_document, send_file, send_upload
from bot.channels.telegram.parameters import keyboard, reply_to
from bot.service.ports import Delete, Edit, Outgoing, Post, Toast

TOAST_LIMIT: Final = 200
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


async def deliver(bot: Client, outgoing: Outgoing) -> int | None:
    """Send, and give the id of the new message: with a file, of the one that carries the keys.

    Raises TryLater, Undeliverable, Unreachable or Moved; none of them names the token.
    """
    with port_errors(bot.token):
        match outgoing:
            case Post():
                return await _post(bot, outgoing)
            case Edit():
                await _edit(bot, outgoing)
            case Toast():
                await _toast(bot, outgoing)
            case Delete():
                await delete(bot, outgoing)
    return None


async def _post(bot: Client, post: Post) -> int:
    sent = await _send_its_file(bot, post)
    if sent.rest or sent.message_id is None:
        return await _send_text(bot, post, sent.rest)
    return sent.message_id


async def _send_its_file(bot: Client, post: Post) -> SentFile:
    if post.document is not None:
        return await send_document(bot, post, post.document)
    if post.upload is not None:
        return await send_upload(bot, post, post.upload)
    if post.attachment is not None and post.attachment.file_id is not None:
        return await send_file(bot, post, post.attachment.kind, post.attachment.file_id)
    return SentFile(None, post.text)


async def _send_text(bot: Client, post: Post, text: str) -> int:
    return await bot.post_message(
        chat_id=post.chat,
        text=text,
        link_preview_options=_NO_PREVIEW,
        reply_parameters=reply_to(post.reply_to),
        disable_notification=post.silent,
        reply_markup=keyboard(post.keys),
    )


async def _edit(bot: Bot, edit: Edit) -> None:
    try:
        await bot.edit_message_text(
            edit.text,
            edit.chat,
            edit.message_id,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard(edit.keys),
        )
    except BadRequest as refusal:
        if says(refusal, "no text in the message"):  # it was sent with an attachment
            await _edit_caption(bot, edit)
        elif not says(refusal, "message is not modified"):
            raise


async def _edit_caption(bot: Bot, edit: Edit) -> None:
    caption = utf16.shorten(edit.text, CAPTION_LIMIT)
    try:
        await bot.edit_message_caption(
            edit.chat, edit.message_id, caption=caption, reply_markup=keyboard(edit.keys)
        )
    except BadRequest as refusal:
        if not says(refusal, "message is not modified"):
            raise


async def _toast(bot: Bot, toast: Toast) -> None:
    text = utf16.shorten(toast.text, TOAST_LIMIT)
    try:
        await bot.answer_callback_query(toast.callback, text or None, show_alert=toast.alert)
    except BadRequest as refusal:
        if not says(refusal, "query is too old", "query id is invalid", "query_id_invalid"):
            raise
