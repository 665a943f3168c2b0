"""Characters that look alike: every text becomes a skeleton, equal for texts a reader could confuse.

Unicode's table of confusables, digits read as letters, and what Unicode leaves out of Japanese: kanji and
kana that differ by a stroke, old forms, small kana, voicing marks, the two kana scripts. A skeleton says
that two texts resemble each other; it never makes them equal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from confusable_homoglyphs.confusables import confusables_data
from rapidfuzz.distance import OSA

from bot.core.accounts.likeness.japanese_doubles import ALIKE, OLD_FORMS

_DIGITS = str.maketrans("01345789|!$€iq", "oleastbgllselg")
_LETTER_PAIRS = (("vv", "w"), ("rn", "m"), ("nn", "m"), ("lc", "k"), ("cl", "d"), ("rl", "n"))
"""Two letters that read as one, "i" being "l" by then."""

_BIG_KANA = str.maketrans(
    "ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ",
    "アイウエオツヤユヨワカケクシストヌハヒフヘホムラリルレロ",
)
_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_LATIN = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?(?:SUBSCRIPT SMALL )?LETTER "
    r"(?:(?:SMALL|CAPITAL|DOTLESS|LONG|OPEN|TURNED|REVERSED|BARRED|INSULAR|SCRIPT|SIDEWAYS|CLOSED|SHARP) )*"
    r"([A-Z])(?: WITH .*| BAR| ROTUNDA)?"
)
"""How Unicode names a letter with something added: dots, strokes, tails, or cut as a small capital."""
_OTHER_LATIN = {"ə": "e", "ɘ": "e", "ŋ": "n", "Ŋ": "n", "ƨ": "s", "ʒ": "z", "þ": "p", "ß": "b"}
_GLANCE = str.maketrans("cevy", "oouu")
_GLANCE_PAIRS = (("lo", "k"), ("lh", "h"), ("lb", "b"), ("ln", "m"))
_GLANCE_LENGTH = 8
_HIDDEN = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180e")
"""Characters that Unicode calls letters or symbols, and that leave no ink."""


def is_hidden(char: str) -> bool:
    """Whether a character leaves no ink and takes no part in the text: zero-width, direction, fillers."""
    return char in _HIDDEN or (unicodedata.category(char) in {"Cf", "Cc", "Cn", "Co"} and not char.isspace())


def visible(text: str) -> str:
    """The text without hidden characters."""
    return text if text.isascii() else "".join(c for c in text if not is_hidden(c))


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """What the text looks like at a glance, letters and digits alone. Only for comparing skeletons."""
    seen = text if text.isascii() else _unadorned(text)
    read = seen.lower().translate(_DIGITS)
    for pair, letter in _LETTER_PAIRS:
        read = read.replace(pair, letter)
    return "".join(c for c in read if c.isalnum())


def _unadorned(text: str) -> str:
    """Without hidden characters, marks, kana differences; every other character as its plainest double."""
    table = _doubles()
    latin = "".join(table.get(c) or _latin(c) for c in visible(text))
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.category(c).startswith("M")
    )
    kana = bare.translate(_KATAKANA).translate(_BIG_KANA)
    return "".join(table.get(c, c) for c in kana).replace("一", "")


def _latin(char: str) -> str:
    """A letter without what was added to it: "ꞑ", "ⱨ", "ꜱ" are n, h, s."""
    if char in _OTHER_LATIN:
        return _OTHER_LATIN[char]
    if char.isascii() or not (named := _LATIN.fullmatch(unicodedata.name(char, ""))):
        return char
    return named[1].lower()


def distance(ours: str, theirs: str, at_most: int) -> int:
    """How many letters apart two spellings are, as written or as seen, whichever is less.

    Inserting, leaving out, replacing and swapping two neighbours count one each (optimal string alignment);
    anything beyond `at_most` is `at_most` + 1, and so is a part left out or added at either end: that is
    another word, no slip.
    """
    shorter, longer = sorted((squeezed(ours), squeezed(theirs)), key=len)
    if len(longer) - len(shorter) > 1 and (longer.startswith(shorter) or longer.endswith(shorter)):
        return at_most + 1
    written = OSA.distance(ours.lower(), theirs.lower(), score_cutoff=at_most)
    return min(written, OSA.distance(skeleton(ours), skeleton(theirs), score_cutoff=at_most))


def same_look(ours: str, theirs: str) -> bool:
    """Whether one could be read for the other; long ones at a glance, in which more letters look alike."""
    mine, other = skeleton(ours), skeleton(theirs)
    return mine == other or (len(mine) >= _GLANCE_LENGTH and _glance(mine) == _glance(other))


def contains_look(whole: str, part: str) -> bool:
    """Whether `part` stands in `whole`, as written or as seen, separators aside."""
    return squeezed(part) in squeezed(whole) or skeleton(part) in skeleton(whole)


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """The letters and digits alone, in small letters."""
    return "".join(c for c in text.lower() if c.isalnum())


def _glance(look: str) -> str:
    seen = look.translate(_GLANCE)
    for pair, letter in _GLANCE_PAIRS:
        seen = seen.replace(pair, letter)
    return seen


@lru_cache(maxsize=1)
def _doubles() -> dict[str, str]:
    """Each confusable character and its plainest double: ASCII first, then the first of a Japanese group."""
    table = {}
    for char, doubles in confusables_data.items():
        plain = next((d["c"] for d in doubles if d["c"].isascii() and d["c"].isalnum()), None)
        if plain and not char.isascii() and len(char) == 1:
            table[char] = plain
    table.update({pair[0]: pair[1] for pair in OLD_FORMS})
    for group in ALIKE:
        table.update(dict.fromkeys(group[1:], table.get(group[0], group[0])))
    return {char: table.get(double, double) for char, double in table.items() if char != double}
