"""Telegram as a channel: translation, sending, polling, commands."""
