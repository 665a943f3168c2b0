"""One spelling for the many ways in which a name is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_USUAL_KANJI = str.maketrans(
    "𠮷髙﨑濵濱德邊邉鄕寬曻桒栁國眞惠廣澤齋齊榮靜彌藏顯禮實櫻壽條黑瀨淺圓豐學團嶽顏增藝曾籐凜张刘陈杨赵吴孙马郑谢许韩冯邓瀧冨澁嶌峯埜萬",
    "吉高崎浜浜徳辺辺郷寛昇桑柳国真恵広沢斎斉栄静弥蔵顕礼実桜寿条黒瀬浅円豊学団岳顔増芸曽藤凛張劉陳楊趙呉孫馬鄭謝許韓馮鄧滝富渋島峰野万",
)
"""Forms that are met in names, as the dictionary has them."""
_LONG_MARK = re.compile(r"(?<=[ぁ-ゖァ-ヺー])-")
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_HEPBURN = {"sy": "sh", "si": "shi", "ty": "ch", "ti": "chi", "tu": "tsu", "zy": "j", "jy": "j", "zi": "ji"}
_OTHER_ROMAJI = re.compile("|".join(_HEPBURN))
_FU = re.compile(r"(?<![sc])hu")
_LONG_VOWEL = re.compile(r"o[uo]|uu|oh(?![aeiouy])")
_BEFORE_LABIAL = re.compile(r"m(?=[bmp])")


def japanese(text: str) -> str:
    """Usual kanji for their variants, and long marks where folding left hyphens; offsets stay."""
    return _LONG_MARK.sub("ー", text.translate(_USUAL_KANJI))


def hiragana(text: str) -> str:
    return text.translate(_TO_HIRAGANA)


@lru_cache(maxsize=1 << 10)
def latin_key(word: str) -> str:
    """Lower case without accents and apostrophes: O'Brien and Müller as the lists have them."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in parts if not unicodedata.combining(c) and c not in "'’")


@lru_cache(maxsize=1 << 10)
def roman_key(word: str) -> str:
    """One spelling of a Japanese word in Latin letters: satoh, satou and sato are "sato"."""
    hepburn = _FU.sub("fu", _OTHER_ROMAJI.sub(lambda found: _HEPBURN[found[0]], word))
    return _BEFORE_LABIAL.sub("n", _LONG_VOWEL.sub(lambda found: found[0][0], hepburn))
