"""What the bot told a person before staff got the question: kept as what it was, worded when it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from bot.core.handbook import FOR_STAFF, Handbook
from bot.core.model import Escalate, Language, Say, StartRequest
from bot.core.quoting import quoted
from bot.service.office import Office


@dataclass(frozen=True, slots=True)
class Tried:
    """The sections that were quoted, and what the question was taken for; `verdict` on an account."""

    sections: tuple[str, ...] = ()
    topic: str = ""
    confidence: float = 0.0
    verdict: bool = False


_TRIED: TypeAdapter[Tried] = TypeAdapter(Tried)
VERDICT = Tried(verdict=True)


def of(part: Escalate | StartRequest) -> Tried:
    """What the bot made of a question: what goes to staff unanswered tells what was quoted before."""
    understood = part.understanding
    sections = quoted(part) if isinstance(part, StartRequest) else understood.sections
    return Tried(sections, understood.topic, round(understood.confidence, 2))


def dump(tried: Tried) -> str:
    return _TRIED.dump_json(tried).decode()


def load(kept: str) -> Tried | None:
    """None where only the sentence itself was kept, in staff's language."""
    try:
        return _TRIED.validate_json(kept)
    except ValidationError:
        return None


def worded(office: Office, kept: str, language: Language) -> str | None:
    """It in words of a language; None where only the sentence itself was kept, in staff's."""
    tried = load(kept)
    if tried is None:
        return None
    return office.say(_said(office.assistant.handbook, tried, language), language)


def for_staff(office: Office, kept: str) -> str:
    """It in words of the staff's chat."""
    told = worded(office, kept, office.staff_language)
    return kept if told is None else told


def _said(handbook: Handbook, tried: Tried, language: Language) -> Say:
    if tried.verdict:
        return Say("staff.tried.verdict")
    topic = next((t for t in handbook.topics if t.key == tried.topic), None)
    label = (topic.label or {}).get(language, topic.key) if topic else ""
    told = [_titled(handbook, section, language) for section in tried.sections]
    if not told and topic is not None and topic.does not in FOR_STAFF:
        told = [label]
    if told:
        return Say("staff.tried", {"told": handbook.wording[language]["history.list"].join(told)})
    if topic is None:
        return Say("staff.tried.nothing")
    return Say("staff.tried.topic", {"topic": label, "confidence": f"{tried.confidence:.0%}"})


def _titled(handbook: Handbook, section: str, language: Language) -> str:
    """A section by its number and title; one that is not published any more by its number."""
    found = next((one for one in handbook.sections if one.id == section), None)
    return f"{section} {found.title(language)}" if found else section
