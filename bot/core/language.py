"""Which language a message is written in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import jaconv
from py3langid import langid

from bot.core.text import normalise
from bot.core.word_lists import ENGLISH_WORDS, ROMAJI_WORDS

_ADDRESSES = re.compile(r"https?://\S+|\S+@\S+|[@#]\w+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_HAN = re.compile(r"[㐀-鿿々]")
_CHINESE = re.compile(r"[你您妳嗎們這哪怎麼]|請問|如何|什麼|可以|我想|為何")
_LATIN_WORD = re.compile(r"[a-zà-ɏ'’]+")
_ROMAJI_WORD = re.compile(
    r"(?:(?:[kgsztdnhbpmrwfj]|ch|sh|ts|[kgnhbpmrj]y|y)?[aiueo]|n(?![aiueoy])|(?P<long>[kstp])(?=(?P=long)))+"
)
_DOUBLE_N = re.compile(r"(?<!n)nn(?=[aiueoy])")
"""In "konnichiwa" the second n begins a syllable, which jaconv does not see."""
_OTHER_SCRIPTS = re.compile(r"[ᄀ-ᇿ㄰-㆏가-힣Ѐ-ӿ؀-ۿऀ-ॿ฀-๿֐-׿Ͱ-Ͽ]")
_LATIN_LANGUAGES = (
    "en",
    "fr",
    "de",
    "es",
    "pt",
    "it",
    "nl",
    "id",
    "ms",
    "vi",
    "tl",
    "tr",
    "pl",
    "sv",
    "fi",
    "cs",
    "ro",
    "hu",
)
_SURE = 0.8
_FEW_WORDS = 2


def detect(text: str, vocabulary: frozenset[str] = frozenset()) -> str | None:
    """The language code of a message, "und" for one we cannot name, None when there is too little to tell.

    `vocabulary` are further words known to be English. Of a message in two languages, the one that
    carries the question counts: kana are the grammar of Japanese, so they decide.
    """
    bare = _ADDRESSES.sub(" ", normalise(text))
    latin = _LATIN_WORD.findall(bare)
    if len(_OTHER_SCRIPTS.findall(bare)) > len(_KANA.findall(bare)) + len(latin):
        return "und"
    if _KANA.search(bare):
        return "ja"
    if _HAN.search(bare):
        return "en" if len(latin) >= _FEW_WORDS else _of_han(bare)
    return _of_latin(latin, vocabulary) if latin else None


def romaji_to_kana(text: str) -> str | None:
    """Japanese written in Latin letters, as kana; None when the text is not that."""
    bare = _ADDRESSES.sub(" ", normalise(text))
    latin = _LATIN_WORD.findall(bare)
    if not latin or _KANA.search(bare) or _HAN.search(bare) or not _is_romaji(latin):
        return None
    kana: str = jaconv.alphabet2kana(_DOUBLE_N.sub("n'n", bare))
    return kana


def _is_romaji(latin: list[str]) -> bool:
    syllabic = [w for w in latin if _ROMAJI_WORD.fullmatch(w)]
    english = [w for w in latin if w in ENGLISH_WORDS and w not in ROMAJI_WORDS]
    letters = sum(map(len, syllabic)) / sum(map(len, latin))
    particles = any(w in ROMAJI_WORDS for w in latin)
    long = any(len(w) >= 5 for w in syllabic)
    return (
        not english
        and not ENGLISH_WORDS.issuperset(latin)
        and letters > 0.7
        and (particles or (long and letters == 1.0))
    )


def _of_han(bare: str) -> str:
    """Han without kana is Japanese unless a character or a word in it is Chinese only.

    A model for languages takes the names of things, such as 年会費支払方法, for Chinese.
    """
    simplified = any(_encoded(c) is None for c in _HAN.findall(bare))
    return "und" if simplified or _CHINESE.search(bare) else "ja"


def _encoded(character: str) -> bytes | None:
    """The character in the usual encoding of Japanese, None when that has not got it."""
    try:
        return character.encode("cp932")
    except UnicodeEncodeError:
        return None


def _of_latin(latin: list[str], vocabulary: frozenset[str]) -> str | None:
    known = sum(w in ENGLISH_WORDS or w in vocabulary for w in latin)
    if known / len(latin) >= 0.5:
        return "en"
    if _is_romaji(latin):
        return "ja"
    code, sureness = _identifier(_LATIN_LANGUAGES).classify(" ".join(latin))
    if code == "en":
        return "en" if len(latin) > 1 or known else None
    return "und" if sureness > _SURE and known / len(latin) < 0.34 else None


@cache
def _identifier(languages: tuple[str, ...]) -> langid.LanguageIdentifier:
    model = Path(langid.__file__).parent / langid.MODEL_FILE
    identifier = langid.LanguageIdentifier.from_model_file(model, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier
