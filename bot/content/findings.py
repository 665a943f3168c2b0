"""What reading the content brings to light, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.errors import ContentError

Severity = Literal["missing", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Nothing fatal: "missing" must be filled in before going live, "warning" should be looked at."""

    severity: Severity
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Place:
    """A key in a file. Line 0 means the file as a whole."""

    file: str
    line: int = 0
    key: str = ""

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    def describe(self, what: str) -> str:
        return f"{self.key}: {what}" if self.key else what


class Report:
    """Collects while the content is read, so that one run names everything."""

    def __init__(self) -> None:
        self._errors: list[str] = []
        self._findings: list[Finding] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self._findings)

    def error(self, place: Place, what: str) -> None:
        """Something that makes the content unusable."""
        self._errors.append(f"{place.where}: {place.describe(what)}")

    def missing(self, place: Place, what: str) -> None:
        """Something to fill in before going live."""
        self._findings.append(Finding("missing", place.where, place.describe(what)))

    def warning(self, place: Place, what: str) -> None:
        """Something to look at."""
        self._findings.append(Finding("warning", place.where, place.describe(what)))

    def raise_errors(self) -> None:
        """Raise one ContentError with every error so far, one a line; do nothing when there is none."""
        if self._errors:
            raise ContentError("\n".join(dict.fromkeys(self._errors)))
