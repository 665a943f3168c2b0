"""Names of people in Japanese text."""
