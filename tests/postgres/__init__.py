"""A PostgreSQL server for the tests, without set-up."""
