"""The negative control: an application as python-telegram-bot's own examples have it."""

from __future__ import annotations

import asyncio
import os
import signal
from itertools import count

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

THOUGHT = 0.05
"""Seconds an answer takes: what came meanwhile is in memory only, and Telegram has been told it arrived."""


def run_stock(telegram: str, token: str, deaths: tuple[tuple[str, int], ...]) -> None:
    """Echo every message, by polling; be killed while answering the n-th, as any process can be."""
    passed, deadly = count(1), {passing for _, passing in deaths}

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await asyncio.sleep(THOUGHT)
        if next(passed) in deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    application = (
        Application.builder()
        .token(token)
        .base_url(f"{telegram}/bot")
        .base_file_url(f"{telegram}/file/bot")
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()
