"""Text as the indexes see it: normalised, split into words, bigrams and readings."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import fugashi

from bot.core.word_lists import ENGLISH_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import snowballstemmer

LONGEST_ANALYSED = 1000
"""Characters of a text that are analysed: nobody's question needs more, and time stays bounded."""
LONGEST = 4096
"""Characters of a whole message."""

_USUAL = re.compile(r"[ -~、-〃ぁ-ゖァ-ー一-龠々〆！-～]*")
"""Text that has nothing in it to be taken out; nearly every message is."""
_BEFORE_FOLDING = str.maketrans(
    {"゛": "\u3099", "゜": "\u309a"} | dict.fromkeys("‘’‛´", "'") | dict.fromkeys("“”„", '"')
)
"""Voicing marks written apart, which NFKC would put after a space, and what stands for plain quotes."""
_UNSEEN = {"Cf", "Cc", "Co", "Cs", "Cn"}
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u20e3]")
"""How a character is to be drawn: as a picture, on a key, in a variant of a name's kanji."""
_REPEATED = re.compile(r"([^ー])\1{3,}", re.DOTALL)
_LONG_MARK = re.compile(r"(?<=[ぁ-ゖァ-ヺー])(?:[〜~\-―‐‑–—−─ｰ](?![a-z0-9])|ー)+")
_DRAWN_OUT = re.compile(
    "|".join(
        f"(?<=[{row}])(?:{small}+|[{small}{row[0]}]{{3,}})"
        for row, small in (
            ("あかがさざただなはばぱまやらわゃ", "ぁ"),
            ("いきぎしじちぢにひびぴみり", "ぃ"),
            ("うくぐすずつづぬふぶぷむゆるゅ", "ぅ"),
            ("えけげせぜてでねへべぺめれ", "ぇ"),
            ("おこごそぞとどのほぼぽもよろょ", "ぉ"),
        )
    )
    + r"|(?<=[ぁ-ゖ])[ーっッ]{1,8}(?![\wー])"
)
"""Small vowels after their own row (なぁぁ), vowels three times over, and a long mark or っ at the end."""
_STRETCHED = re.compile(r"(?<![\w.@/'-])(?![ivxlcdm]+\b)[a-z']*?([a-z])\1\1[a-z']*(?![\w@/-]|\.\w)")
"""A word in Latin letters with a letter three times over; "viii" is a number, and addresses stay."""
_SAME_LETTERS = re.compile(r"([a-z])\1\1+")
_SPACES = re.compile(r"\s+")
_SMILEY = re.compile(
    r"m?\((?=[^()]{0,12}[\^_;'`´・·ω°<>*~=])(?:[^()\w]|_|[^\W_](?![^\W_])){2,12}\)(?:[mvノ](?![a-z])|/)?"
    r"|(?<!\S)[:;=]'?-?[()dp|](?!\w)|<3|\^_*\^;*|\borz\b"
)
_ALREADY_PLAIN = re.compile(
    "(?!.*orz)(?:(?:[a-z0-9 ,']++[.?!]?)*+"
    "|(?:[a-vx-z0-9 、ぁ-ゖァ-ー一-\u7b10\u7b12-\u8348\u834a-龠々]++[。?!.]?)*+)"
)
"""Most messages: words and single stops; in Japanese none of w, 笑 and 草, which may be laughter."""
_PICTURES = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+")
_LAUGHTER = re.compile(r"\([笑爆汗泣涙]+\)|(?<=[ぁ-ゖァ-ー一-龠?!。])(?:w+|(?<=[ぁ-ゖー?!。])[笑草]+)(?!\w)")
_STOPS = re.compile(r"[!?。、.…]{2,}")
_LATIN_WORD = re.compile(r"[a-z][a-z0-9'’]*")
_WORD_CHARACTERS = re.compile(r"[^\W_]+")
_HIRAGANA_ONLY = re.compile(r"[ぁ-ゖー]+")
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])\s*|(?<=\.)\s+(?=[^\s\d])")  # "no. 12" goes on
_SENTENCES_AT_EACH_END = 12
_MARKS_KEPT = 2
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "連体詞", "接尾辞", "感動詞"}
_MOST_READINGS = 6
_PART_OF_SPEECH = 4
"""The column of UniDic's entries."""
LONG_VOWEL = re.compile(
    "ー|(?<=[アカガサザタダナハバパマヤラワャ])ア|(?<=[イキギシジチヂニヒビピミリ])イ|(?<=[ウクグスズツヅヌフブプムユルュ])ウ"
    "|(?<=[エケゲセゼテデネヘベペメレ])エ|(?<=[オコゴソゾトドノホボポモヨロョ])[ウオ]"
)
"""What makes a vowel long, in katakana."""
_SPOKEN_OTHERWISE = {"助詞", "感動詞"}
"""Particles and greetings: は is spoken わ in "電話は" and "こんにちは"."""
_TO_KATAKANA = {ord(h): chr(ord(h) + 0x60) for h in map(chr, range(0x3041, 0x3097))}


@lru_cache(maxsize=64)  # one message is looked at from many sides
def normalise(text: str, longest: int = LONGEST_ANALYSED) -> str:
    """NFKC and lower case; what cannot be seen goes, and what is drawn out or piled up is cut short."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST].translate(_BEFORE_FOLDING))[: 2 * LONGEST].lower()
    seen = folded if _USUAL.fullmatch(folded) else _seen(folded)
    short = _LONG_MARK.sub("ー", _REPEATED.sub(r"\1\1\1", seen))
    spoken = _STRETCHED.sub(_unstretched, _DRAWN_OUT.sub("", short))
    return _SPACES.sub(" ", spoken).strip()[:longest]


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Normalised text without pictures, smileys and laughter, which tell nothing of what is asked.

    Of several stops together one is left, the question mark before others.
    """
    if _ALREADY_PLAIN.fullmatch(text):
        return text
    bare = _LAUGHTER.sub("", _SMILEY.sub(" ", _PICTURES.sub(" ", text)))
    return _STOPS.sub(lambda stops: "?" if "?" in stops[0] else stops[0][0], bare).strip()


def _seen(text: str) -> str:
    """The text without what cannot be seen, and with few marks on each character."""
    kept = (
        c
        for c in _few_marks(_VARIANTS.sub("", text))
        if c.isspace() or unicodedata.category(c) not in _UNSEEN
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _unstretched(found: re.Match[str]) -> str:
    """ "heyyy" is "hey"; of a word that we do not know two letters stay, as in "good"."""
    once = _SAME_LETTERS.sub(r"\1", found[0])
    return once if once in ENGLISH_WORDS else _SAME_LETTERS.sub(r"\1\1", found[0])


def _few_marks(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_KEPT:
            yield character


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a message, in order, without empty and repeated ones; of many the first and last."""
    found = tuple(dict.fromkeys(s for part in _SENTENCE_END.split(text) if (s := part.strip())))
    most = 2 * _SENTENCES_AT_EACH_END
    return found if len(found) <= most else found[: most // 2] + found[-most // 2 :]


def words(text: str) -> list[str]:
    """Japanese content words as lemmas and Latin words as stems, of normalised text."""
    found = []
    for token in tagged(text):
        surface = token.surface
        if _LATIN_WORD.fullmatch(surface):
            found.append(_stem(surface))
        elif token.feature.pos1 in _CONTENT and _WORD_CHARACTERS.search(surface):
            # UniDic adds a gloss to the lemmas of loan words: "アカウント-account".
            found.append((token.feature.lemma or surface).partition("-")[0])
    return found


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters inside words; pairs of hiragana tell nothing and are left out."""
    return [
        pair
        for word in _WORD_CHARACTERS.findall(text)
        if not word.isascii()
        for pair in map("".join, pairwise(word))
        if not _HIRAGANA_ONLY.fullmatch(pair)
    ]


def reading(text: str) -> str:
    """How normalised text is spoken, in katakana; what is not Japanese stays as it is.

    Kanji, hiragana, half-width katakana and romaji turned into kana then all look the same. Long vowels
    count as short: they are what people spell differently.
    """
    return " ".join(
        token.surface if token.surface.isascii() else LONG_VOWEL.sub("", _spoken(token))
        for token in tagged(text)
    )


def _spoken(token: fugashi.UnidicNode) -> str:
    feature = token.feature
    kana = feature.pron if feature.pos1 in _SPOKEN_OTHERWISE else feature.kana
    spoken: str = (kana or token.surface).translate(_TO_KATAKANA)
    return spoken


def tagged(text: str) -> list[fugashi.UnidicNode]:
    """The words of a text as the dictionary cuts and tags them; to be read before the next call."""
    # half a surrogate pair is no text to the tagger: a question mark keeps its place
    nodes: list[fugashi.UnidicNode] = _tagger()(text.encode("utf-8", "replace").decode("utf-8"))
    return nodes


@lru_cache(maxsize=1 << 12)
def parts_of_speech(word: str) -> frozenset[str]:
    """What the dictionary has this one word down for, as in 名詞-固有名詞-人名-姓, wherever it stands."""
    entries = _tagger().nbest(word.encode("utf-8", "replace").decode("utf-8"), _MOST_READINGS).split("EOS\n")
    fields = (entry.split("\t") for entry in entries if entry.count("\n") == 1)
    return frozenset(field[_PART_OF_SPEECH] for field in fields if len(field) > _PART_OF_SPEECH)


def is_word(text: str) -> bool:
    """Whether a text is one word of the dictionary."""
    found = tagged(text)
    return len(found) == 1 and not found[0].is_unk


@cache
def _tagger() -> fugashi.Tagger:
    return fugashi.Tagger()


@cache
def _stemmer() -> snowballstemmer.stemmer:
    import snowballstemmer  # noqa: PLC0415  # loads thirty languages, and telling names needs none

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word.replace("’", "'").removesuffix("'s"))
    return stem
