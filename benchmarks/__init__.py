"""Measurements of the running bot, each with the command that makes it."""
