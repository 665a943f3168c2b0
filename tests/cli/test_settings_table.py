from __future__ import annotations

from tests.cli.running import Run


def test_settings_are_printed_as_they_are_set_and_secrets_only_as_set(run: Run) -> None:
    _, printed, _ = run("settings", SMTP_PASSWORD="s3cret", BUSINESS_DAYS="mon,wed")
    assert "| `SMTP_PASSWORD` | set |" in printed
    assert "s3cret" not in printed
    assert "| `BUSINESS_DAYS` | mon,wed |" in printed
    _, defaults, _ = run("settings", "--defaults", BUSINESS_DAYS="mon,wed")
    assert "| `BUSINESS_DAYS` | mon-fri |" in defaults
