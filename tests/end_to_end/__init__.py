"""The whole application on a loopback Telegram: nothing between a person and staff is replaced."""
