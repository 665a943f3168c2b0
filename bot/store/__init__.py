"""SQLAlchemy tables, migrations and encryption; one file a table's worth of statements."""
