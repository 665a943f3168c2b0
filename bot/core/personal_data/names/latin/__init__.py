"""Names of people in Latin letters."""
