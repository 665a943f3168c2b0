"""A text without the personal data in it, and the values that were taken out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.core.personal_data.detection import detect
from bot.core.personal_data.keeping import Kept, kept
from bot.core.personal_data.spans import MASKS, Kind, Span


@dataclass(frozen=True, slots=True)
class Value:
    """Personal data as somebody wrote it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with a mask for every value, these values, and where each stood in the text as it was."""

    text: str
    values: tuple[Value, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Each kind once, in the order in which they were found."""
        return tuple(dict.fromkeys(value.kind for value in self.values))


def mask(text: str, keep: Collection[str] = ()) -> Masked:
    """Take every value out, save those in `keep` (the organisation's own contacts).

    Values are compared by their digits, +81 and the trunk 0 being the same, or in lower case;
    addresses by place and number. `values` and `spans` are in the order of the text.
    """
    own, spans, masked = kept(frozenset(keep)), tuple[Span, ...](), text
    while more := _more(masked, spans, own):  # a mask may part what stood glued together, so look again
        spans = tuple(sorted((*spans, *more)))
        masked = _without(text, spans)
    return Masked(masked, tuple(Value(s.kind, text[s.start : s.end]) for s in spans), spans)


def redact(text: str, keep: Collection[str] = ()) -> str:
    """The text with a mask for every value, as `mask` finds them."""
    return mask(text, keep).text


def masked_kinds(text: str) -> tuple[Kind, ...]:
    """The kinds of which a mask stands in a redacted text."""
    return tuple(kind for kind, there in MASKS.items() if there in text)


def _without(text: str, spans: tuple[Span, ...]) -> str:
    parts, done = list[str](), 0
    for span in spans:
        parts += [text[done : span.start], MASKS[span.kind]]
        done = span.end
    return "".join([*parts, text[done:]])


def _more(masked: str, spans: tuple[Span, ...], own: Kept) -> list[Span]:
    """What is still found in a masked text, by its place in the text as it was."""
    found = (span for span in detect(masked) if not own.has(masked[span.start : span.end], span.kind))
    return [_moved(span, _offset(spans, span.start)) for span in found]


def _offset(spans: tuple[Span, ...], at: int) -> int:
    """How far a place in the masked text is from the same place in the text as it was."""
    offset = 0
    for span in spans:
        if span.start - offset >= at:
            break
        offset += (span.end - span.start) - len(MASKS[span.kind])
    return offset


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset, span.kind)
