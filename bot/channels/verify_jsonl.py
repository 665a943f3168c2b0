"""JSON lines as a way to the verdicts alone: what a message points to, held against the list."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr

from bot.channels.forward_line import ForwardLine, Written
from bot.channels.json_line import read_line
from bot.core.accounts.verdict import Verifier, worst
from bot.core.model import AccountFinding


class Line(BaseModel):
    """One line of input."""

    model_config = ConfigDict(extra="ignore")
    id: StrictStr | StrictInt
    text: Written = ""
    forward: ForwardLine | None = None


def verify_line(text: str, verifier: Verifier) -> dict[str, Any]:
    """The output for one line of input; a bad line gives its id, if it has one, and the error."""
    line = read_line(text, Line)
    if isinstance(line, dict):
        return line
    forward = line.forward.origin() if line.forward else None
    try:
        findings = verifier.judge(verifier.references(line.text, forward))
    except Exception as error:
        # one line must not end the run; the message could quote what the person wrote
        return {"id": line.id, "error": type(error).__name__}
    return {"id": line.id, "verdict": worst(findings), "items": [_item(finding) for finding in findings]}


def _item(finding: AccountFinding) -> dict[str, Any]:
    """`account` is the first official one that it is or resembles; `accounts` has all of them."""
    return {
        "text": finding.text,
        "platform": finding.platform,
        "identity": finding.identity,
        "verdict": finding.verdict,
        "account": next(iter(finding.accounts), None),
        "accounts": list(finding.accounts),
        "evidence": [asdict(evidence) for evidence in finding.evidence],
        "other": finding.other,
    }
