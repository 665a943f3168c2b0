"""Which language a message is written in."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import jaconv
from py3langid import langid

from bot.core.text import LONG_VOWEL, is_word, normalise, plain
from bot.core.word_lists import ENGLISH_GRAMMAR, ENGLISH_LINKS, ENGLISH_WORDS, FOREIGN_WORDS, ROMAJI_WORDS

_ADDRESSES = re.compile(r"https?://\S+|[^\s@]{1,64}@\S+|[@#]\w+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_HAN = re.compile(r"[㐀-鿿々\uf900-\ufaff\U00020000-\U0003ffff]")
_RARE = "\uf900"
"""From here on characters are variants, as names have them."""
_CHINESE = re.compile(
    r"[你您妳嗎們這哪怎麼网]|請問|如何|什麼|可以|我想|為何|謝謝|網站|號碼|帳號|官方|聯絡|傳真|多少"
)
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
_JAPANESE_SAID = re.compile(
    r"(?:[はがをにでともへのかねよなてただ]|です|ます|せん|さい|たい|して|けど|から)\s*(?:[。?!]|$)"
)
"""A Japanese particle or ending where something ends: there a sentence of that language was said."""
_LATIN_WORD = re.compile(r"[a-zà-ɏḁ-ỿ']+")
_LONG_VOWELS = str.maketrans(
    {
        "ā": "aa",
        "â": "aa",
        "ī": "ii",
        "î": "ii",
        "ū": "uu",
        "û": "uu",
        "ē": "ee",
        "ê": "ee",
        "ō": "ou",
        "ô": "ou",
    }
)
_ROMAJI_WORD = re.compile(
    r"(?:(?:[kgsztdnhbpmrwfjv]|ch|sh|ts|[kgsztdnhbpmrj]y|y)?[aiueo]|n'?(?![aiueoy])|n'(?=[aiueoy])|m(?=[bmp])"
    r"|(?P<long>[kstpgdbjz])(?=(?P=long))|[tc](?=ch))+"
)
_ROMAJI_ENDING = re.compile(r"\w*(?:desu|masu|masen|mashita|kudasai)(?:ka|ne|yo|ga|kedo)?")
_ROMAJI_PART = re.compile(rf"{_LATIN_WORD.pattern}(?:(?<=[aiueo])-[a-z']*)*")
"""A word, with hyphens for long vowels ("me-ru") if it has any."""
_DOUBLE_N = re.compile(r"(?<!n)nn(?=[aiueoy])")
"""In "konnichiwa" the second n begins a syllable, which jaconv does not see."""
_LONG_O = re.compile(r"(?<=[こごそぞとどのほぼぽもよろょ])お")
_ELISION = re.compile(r"(?:[cldjs]|qu|dell|all)'[a-zà-ɏ]{3,}")
_OTHER_SCRIPTS = re.compile(r"[^\W\d_a-zà-ɏḁ-ỿぁ-ヿ㐀-鿿々〆\uf900-\ufaff\U00020000-\U0003ffff]")
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
_GRAMMAR = (("ja", ROMAJI_WORDS), ("en", ENGLISH_GRAMMAR), ("und", FOREIGN_WORDS))
_SURE = 0.8
_QUARTER, _THIRD = 0.25, 0.33
_FEW_WORDS = 2
_LONG = 5


def detect(text: str, vocabulary: frozenset[str] = frozenset()) -> str | None:
    """The language code of a message, "und" for one we cannot name, None when there is too little to tell.

    `vocabulary` are further words known to be English. Of a message in two languages, the one whose
    grammar carries the question counts.
    """
    bare = _bare(text)
    latin = _latin_words(bare)
    if bare.isascii():
        return _of_latin(latin, vocabulary) if latin else None
    if len(_OTHER_SCRIPTS.findall(bare)) > len(_KANA.findall(bare)) + len(latin):
        return "und"
    if _KANA.search(bare):
        return "en" if len(latin) > 1 and _asks_in_english(bare) else "ja"
    if _HAN.search(bare):
        return "en" if len(latin) > 1 and _is_english_around(bare) else _of_han(bare)
    return _of_latin(latin, vocabulary) if latin else None


def romaji_to_kana(text: str) -> str | None:
    """Japanese written in Latin letters, as kana; None when the text is not that.

    English words in it stay as they are.
    """
    bare = _bare(text)
    latin = _latin_words(bare)
    if not latin or _KANA.search(bare) or _HAN.search(bare) or not _is_romaji(latin):
        return None
    return _ROMAJI_PART.sub(_kana, bare)


@lru_cache(maxsize=64)  # its language is asked for, and whether it is romaji
def _bare(text: str) -> str:
    return plain(_ADDRESSES.sub(" ", normalise(text)))


def _kana(word: re.Match[str]) -> str:
    letters = word[0].translate(_LONG_VOWELS)
    if _is_english(letters) or not _is_syllabic(letters.replace("-", "")):
        return word[0]
    return _spelt(letters)


@lru_cache(maxsize=1 << 12)
def _spelt(letters: str) -> str:
    """A word in hiragana, unless only another spelling is in the dictionary: "fakkusu" is ファックス."""
    hiragana: str = jaconv.alphabet2kana(_DOUBLE_N.sub("n'n", letters))
    katakana: str = jaconv.hira2kata(hiragana)
    spellings = (hiragana, _LONG_O.sub("う", hiragana), katakana, LONG_VOWEL.sub("ー", katakana))
    return next((s for s in spellings if is_word(s)), hiragana)


def _is_english(word: str) -> bool:
    return word in ENGLISH_WORDS and word not in ROMAJI_WORDS


def _latin_words(bare: str) -> list[str]:
    if bare.isascii() and "-" not in bare:
        return _LATIN_WORD.findall(bare)
    return [part.replace("-", "").translate(_LONG_VOWELS) for part in _ROMAJI_PART.findall(bare)]


def _is_romaji(latin: list[str], vocabulary: frozenset[str] = frozenset()) -> bool:
    """Whether particles and endings of Japanese outnumber other grammar, and all but English is syllables."""
    kinds = [_kind(w) for w in latin]
    particles, others = kinds.count("ja"), kinds.count("en") + kinds.count("und")
    if particles <= others and (particles or others):
        return False
    own = [w for w in latin if not _is_english(w) and (w in ROMAJI_WORDS or w not in vocabulary)]
    syllabic = sum(map(_is_syllabic, own))
    if particles:
        return syllabic > len(own) / 2
    if latin[0] in FOREIGN_WORDS:  # no particle begins a sentence: "no entiendo"
        return False
    joined = len(own) == len(latin) or not ROMAJI_WORDS.isdisjoint(latin)  # "fax no bangou"
    return joined and syllabic == len(own) and sum(map(len, own)) >= _LONG


@lru_cache(maxsize=1 << 12)
def _kind(word: str) -> str:
    """The language whose grammar a word is part of; of none when there are several or it is no such word."""
    in_lists = [code for code, words in _GRAMMAR if word in words]
    if in_lists:
        return in_lists[0] if len(in_lists) == 1 and (word not in ENGLISH_WORDS or in_lists == ["en"]) else ""
    if _ROMAJI_ENDING.fullmatch(word):
        return "ja"
    return "und" if _ELISION.match(word) or not word.isascii() else ""


@lru_cache(maxsize=1 << 12)
def _is_syllabic(word: str) -> bool:
    return _ROMAJI_WORD.fullmatch(word) is not None


def _asks_in_english(bare: str) -> bool:
    """Whether Japanese in kana only stands in an English sentence, as a word asked about does."""
    outside = _QUOTED.sub(" ", bare)
    grammar = sum(w in ENGLISH_GRAMMAR and len(w) > 1 for w in _LATIN_WORD.findall(outside))
    return grammar > 1 and not _JAPANESE_SAID.search(outside)


def _is_english_around(bare: str) -> bool:
    """Whether a sentence or, without one, the last word, which is the head of a name, is English."""
    latin = list(_LATIN_WORD.finditer(bare))
    said = {w[0] for w in latin if len(w[0]) > 1}
    return bool(said & (ENGLISH_GRAMMAR - ENGLISH_LINKS)) or not _HAN.search(bare, latin[-1].end())


def _of_han(bare: str) -> str:
    """Han without kana is Japanese unless a character or a word in it is Chinese only.

    A model for languages takes the names of things, such as 年会費支払方法, for Chinese.
    """
    simplified = any(_encoded(c) is None for c in _HAN.findall(bare) if c < _RARE)
    return "und" if simplified or _CHINESE.search(bare) else "ja"


def _encoded(character: str) -> bytes | None:
    """The character in the usual encoding of Japanese, None when that has not got it."""
    try:
        return character.encode("cp932")
    except UnicodeEncodeError:
        return None


def _of_latin(latin: list[str], vocabulary: frozenset[str]) -> str | None:
    if _is_romaji(latin, vocabulary):
        return "ja"
    kinds = [_kind(w) for w in latin]
    foreign, grammar = kinds.count("und"), kinds.count("en")
    known = sum(w in ENGLISH_WORDS or w in vocabulary for w in latin)
    if foreign > grammar and foreign / len(latin) >= _QUARTER:
        return "und"
    if (known - foreign) / len(latin) >= _THIRD or grammar > foreign:
        return "en"
    code, sureness = _identifier(_LATIN_LANGUAGES).classify(" ".join(latin))
    if code == "en":
        return "en" if len(latin) > 1 or known else None
    return "und" if sureness > _SURE and len(latin) > _FEW_WORDS and not known else None


@cache
def _identifier(languages: tuple[str, ...]) -> langid.LanguageIdentifier:
    model = Path(langid.__file__).parent / langid.MODEL_FILE
    identifier = langid.LanguageIdentifier.from_model_file(model, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier
