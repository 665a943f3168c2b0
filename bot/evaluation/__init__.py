"""Measures what the bot does, and explains it to whoever edits the content."""
