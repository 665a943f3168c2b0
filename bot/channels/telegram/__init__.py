"""Telegram. The library's types stop in this package."""

import os

# RetryAfter reads its own deprecated attribute; this is the library's switch to what that will become.
os.environ["PTB_TIMEDELTA"] = "1"
