"""In plain words, why a part of a decision is what it is."""

from __future__ import annotations

from bot.core.handbook import FOR_STAFF, Handbook, Topic
from bot.core.language import detect
from bot.core.model import Answer, Append, Clarify, Escalate, Part, StartRequest
from bot.core.questions import ENOUGH

UNKNOWN = "und"
"""What a language is called that cannot be told."""


def reason(part: Part, topic: Topic | None, handbook: Handbook, text: str) -> str:
    """Why this was done with a text; `topic` is what the part was taken for, if for anything."""
    understood = part.understanding
    held_against = f"confidence {understood.confidence:.2f}, and {ENOUGH:.2f} is enough"
    if not any(character.isalnum() for character in text):
        return "asked for words: there is nothing to read in it"
    if isinstance(part, Clarify):
        likely = ", ".join(f"{s.intent}.{s.topic}" for s in understood.suggestions)
        return f"asked back, offering {likely}: confidence {understood.confidence:.2f} is below {ENOUGH:.2f}"
    if isinstance(part, StartRequest):
        return f"recorded as a demand ({understood.request}) and handed to staff: taken for {_named(topic)}"
    if isinstance(part, Escalate | Append):
        return f"handed to staff: {_why_staff(part, topic, handbook, text)}"
    if understood.accounts:
        verdicts = ", ".join(f"{a.text} is {a.verdict.replace('_', ' ')}" for a in understood.accounts)
        return f"answered: it names accounts: {verdicts}"
    if isinstance(part, Answer) and topic is not None:
        quoted = f", from section {understood.sections[0]}" if topic.sections else ""
        return f"answered{quoted}: taken for {_named(topic)}, {held_against}"
    return "answered with where the person's tickets stand" if topic is None else f"taken for {_named(topic)}"


def _why_staff(part: Part, topic: Topic | None, handbook: Handbook, text: str) -> str:
    if isinstance(part, Escalate) and part.urgent:
        return f"somebody may be in distress ({_named(topic)}), which is urgent and comes before all else"
    if topic is not None and topic.does in FOR_STAFF:
        return f"taken for {_named(topic)}, which is for staff"
    written = detect(text)
    if written is not None and written not in handbook.languages:
        known = "" if written == UNKNOWN else f" ({written})"
        return f"it is in another language{known} than {', '.join(handbook.languages)}"
    return "no topic is likely enough, or the likely one makes no sense at the beginning of a conversation"


def _named(topic: Topic | None) -> str:
    return f"{topic.key} (does: {topic.does})" if topic else "nothing known"
