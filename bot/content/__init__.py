"""Reads knowledge/ and intents.yaml into one Handbook; everything wrong is named by file and line."""
