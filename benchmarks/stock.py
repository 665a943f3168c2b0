"""The yardstick: python-telegram-bot's echo bot, as its own examples write it: python -m benchmarks.stock

By webhook it is their customwebhookbot.py (Starlette and uvicorn before the application's queue), by polling
their echobot.py. Nothing is kept: what it has not answered when it ends is lost.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

Stock = Application[Any, Any, Any, Any, Any, Any]


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def build(options: argparse.Namespace) -> Stock:
    builder: Any = ApplicationBuilder().token(options.token).base_url(f"{options.url}/bot")
    builder = builder.concurrent_updates(options.concurrent)
    application: Stock = (builder.updater(None) if options.port else builder).build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    return application


async def serve(application: Stock, port: int) -> None:
    """Their customwebhookbot.py, without its log of every request."""

    async def telegram(request: Request) -> Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return Response()

    web = Starlette(routes=[Route("/telegram", telegram, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(web, host="127.0.0.1", port=port, access_log=False))
    await application.bot.set_webhook(f"http://127.0.0.1:{port}/telegram", allowed_updates=Update.ALL_TYPES)
    async with application:
        await application.start()
        await server.serve()
        await application.stop()


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stock", description=__doc__)
    parser.add_argument("--url", required=True, help="the Bot API")
    parser.add_argument("--token", required=True)
    parser.add_argument("--port", type=int, help="listen there for a webhook instead of polling")
    parser.add_argument("--concurrent", type=int, default=1, help="updates handled at the same time")
    return parser.parse_args(arguments)


def main() -> None:
    options = parse()
    application = build(options)
    if options.port:
        asyncio.run(serve(application, options.port))
    else:
        application.run_polling()


if __name__ == "__main__":
    main()
