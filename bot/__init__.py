"""Madoguchi: the window where people ask."""
