"""The composition root: from settings to running parts."""
