"""Personal data in what people write: where it stands.

References to accounts (of a web address the host, the account's name and ids in the path), and numbers that
are something else by their shape or label (ISBN, DOI, meeting ids), are left alone.
"""

from __future__ import annotations

import re

from bot.core.accounts import references
from bot.core.personal_data import english_addresses, japanese_addresses, links, mails, numbers
from bot.core.personal_data.blanks import BLANK, blank, without
from bot.core.personal_data.detectors import Detectors, look_in_turn
from bot.core.personal_data.folding import folded
from bot.core.personal_data.names import finding as names
from bot.core.personal_data.spans import MASKS, Span

_MASK = re.compile("|".join(re.escape(mask) for mask in MASKS.values()))


def detect(text: str) -> tuple[Span, ...]:
    """The personal data in a text, in order and without overlaps."""
    unmasked = _MASK.sub(blank, text)
    plain = folded(unmasked)
    hidden = tuple(mails.find(plain))
    referred = references.written(without(unmasked, hidden))
    found = [Span(start, end, "mail") for start, end in hidden]
    found += [Span(r.start, r.end, "mail") for r in referred if r.kind == "mail"]
    for url in (r for r in referred if r.kind == "url"):
        inside = links.find(plain[url.start : url.end], url)
        found += [Span(url.start + s.start, url.start + s.end, s.kind) for s in inside]
    left = without(without(plain, hidden), ((r.start, r.end) for r in referred))
    in_figures = numbers.find(left)
    left = without(left, sorted((s.start, s.end) for s in in_figures))
    in_words, _ = look_in_turn(_IN_WORDS, left)
    return tuple(sorted((*found, *in_figures, *in_words)))


_IN_WORDS: Detectors = (
    ("address", japanese_addresses.find),
    ("address", english_addresses.find),
    # last: what is a name is told by the words around it, not by the digits
    ("name", lambda left: names.find(left.replace(BLANK, "\n"))),
)
