"""The chat on a web page, as a channel."""
