"""The tests mirror bot/."""
