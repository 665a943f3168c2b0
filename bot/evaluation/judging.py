"""What the bot made of a labelled message, and whether that is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.intents import NO_INTENT
from bot.core.model import Answer, Clarify, Decision, Language, Part, RequestKind, StartRequest
from bot.evaluation.labels import ESCALATE, Label

CLARIFY, NOTHING = "clarify", "nothing"
ANY_FIELD = "any"


@dataclass(frozen=True, slots=True)
class Got:
    """What was decided: the class of the first part, what it gave, and the classes of the others."""

    kind: str
    answered: bool
    language: Language
    confidence: float = 0.0
    sections: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    request: RequestKind | None = None
    others: tuple[str, ...] = ()


def got(decision: Decision) -> Got:
    """A decision as it is judged: the first part counts, for the label is that of the first question."""
    if not decision.parts:
        return Got(NOTHING, False, decision.language)
    first, *rest = decision.parts
    understood = first.understanding
    return Got(
        kind_of(first),
        _answers(first),
        decision.language,
        understood.confidence,
        understood.sections,
        understood.fields,
        understood.request,
        tuple(kind_of(part) for part in rest),
    )


def kind_of(part: Part) -> str:
    """The class of a part: its intent, or that it asks back, or goes to staff."""
    if isinstance(part, Clarify):
        return CLARIFY
    intent = part.understanding.intent
    return ESCALATE if intent == NO_INTENT and not _answers(part) else intent


def _answers(part: Part) -> bool:
    return isinstance(part, Answer | StartRequest)


@dataclass(frozen=True, slots=True)
class Judged:
    """A label and what was got for it."""

    label: Label
    got: Got

    @property
    def right_class(self) -> bool:
        return self.got.kind in self.label.accepted

    @property
    def right(self) -> bool:
        """Everything is right; where another intent was accepted, its details have no label."""
        if not self.right_class or self.got.kind != self.label.wanted:
            return self.right_class
        sections = not self.label.sections or self.right_section
        return sections and self._right_field and self.label.request in {None, self.got.request}

    @property
    def right_section(self) -> bool:
        """Answered with one of the labelled sections first."""
        return self.got.answered and bool(self.got.sections) and self.got.sections[0] in self.label.sections

    @property
    def _right_field(self) -> bool:
        fields, wanted = self.got.fields, self.label.field
        if wanted == ANY_FIELD and len(fields) > 1:
            return True
        return wanted is None or (bool(fields) and fields[0] in {wanted, *self.label.accept_fields})

    @property
    def wrongly_answered(self) -> bool:
        """Answered, and that is not what should be done with it."""
        return self.got.answered and not self.right_class

    @property
    def needlessly_handed_over(self) -> bool:
        return self.got.kind == ESCALATE and not self.right_class

    @property
    def right_language(self) -> bool:
        return self.got.language == self.label.lang

    @property
    def saw_the_others(self) -> bool:
        """Whether each further question of the message has a part of its own."""
        kinds = [self.got.kind, *self.got.others]
        if self.label.wanted in kinds:
            kinds.remove(self.label.wanted)
        return set(self.label.also) <= set(kinds)


def of_staff(judged: Iterable[Judged]) -> list[Judged]:
    """Those that only staff can answer, whoever judges."""
    return [one for one in judged if one.label.accepted == {ESCALATE}]
