"""The loopback Bot API server is itself tested: what it accepts and refuses is what Telegram does."""
