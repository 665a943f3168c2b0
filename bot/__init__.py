"""Madoguchi: the window where people ask."""

VERSION = "0.1.0"
"""As in pyproject.toml, which an installation by `make run` does not carry."""
