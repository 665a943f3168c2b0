"""Plays the conversations in tests/dialogues/."""
