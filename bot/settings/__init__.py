"""Settings from the environment and .env: what an operator can set, read once by app and cli."""

from bot.settings.doubts import doubts, unguarded
from bot.settings.loading import load_settings
from bot.settings.model import TELEGRAM_API, Settings

__all__ = ["TELEGRAM_API", "Settings", "doubts", "load_settings", "unguarded"]
