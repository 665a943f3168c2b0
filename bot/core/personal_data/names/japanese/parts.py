"""Whether words can be a surname, or a given name: how much speaks for it."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese.tokens import LETTERS, PEOPLE, joined
from bot.core.personal_data.names.spelling import hiragana
from bot.core.personal_data.names.words import words

if TYPE_CHECKING:
    from bot.core.personal_data.names.japanese.tokens import Line, Tag, Token


class Likely(IntEnum):
    """How much speaks for a name."""

    NO = 0
    PERHAPS = 1
    YES = 2


_NAME = re.compile(f"[{LETTERS}]{{1,6}}")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
_STRANGE = re.compile(
    r"[々一-\u9fff㐀-\u4dbf]{1,3}|[ぁ-ゖ]{1,3}[子代美江枝恵香奈穂乃世絵花]|[志美千真知由亜麻史][ぁ-ゖ]{1,2}"
)
FOREIGN = frozenset(
    "王李張劉陳楊黄趙呉周徐孫馬朱胡郭羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董潘袁蔡蒋余杜葉程魏蘇呂丁沈盧姚金朴崔尹姜申安"
)
"""The commonest surnames of China and Korea, one character each."""
ONE_CHARACTER = frozenset("林森原関辻堀岡谷菅橘柳牧秦楠梶榊塙桂柴佃巽榎李杉沢堤岸星")
"""Surnames of one character that are hardly anything else before さん."""
_AFTER_SURNAMES = frozenset(
    {"より", "から", "まで", "など", "ほか", "だけ", "こと", "ため", "とき", "ところ", "さん", "です"}
)
"""These are on the list of given names, too."""
UNIVERSITY = "大"
_OF_THINGS = frozenset(
    "市区町村県府都道郡駅局部課係室社会所館店院校園寺城橋港線号賞杯展誌紙版山岳川島湖湾氏家流派式型"
)
"""What names of bodies, places and things end in; some are given names on the list, too."""


def can_begin(word: Token) -> bool:
    """Whether a surname may begin with this word, which is quickly told."""
    first = hiragana(word.text[0])
    return (
        word.tag == "surname"
        or words("surnames").has_beginning(first)
        or words("surnames_kana").has_beginning(first)
        or first in FOREIGN
    )


def surname(part: Line) -> Likely:
    if len(part) == 1:
        return Likely.YES if part[0].tag == "surname" else _surname(part[0].text, part[0].tag)
    return _surname(joined(part), None)


def given(part: Line) -> Likely:
    if all(word.tag == "given" for word in part):
        return Likely.YES
    return _given(joined(part), part[0].tag if len(part) == 1 else None)


@lru_cache(maxsize=1 << 10)
def _surname(text: str, tag: Tag | None) -> Likely:
    """`tag` is what the dictionary takes the text for where it is one word."""
    if not _NAME.fullmatch(text):
        return Likely.NO
    if is_kana(text):
        listed = len(text) > 1 and hiragana(text) in words("surnames_kana")
        return Likely.PERHAPS if listed else Likely.NO
    if text in words("surnames"):
        return Likely.PERHAPS if len(text) == 1 or tag in {"place", "noun"} else Likely.YES
    return Likely.PERHAPS if text in FOREIGN else Likely.NO


@lru_cache(maxsize=1 << 10)
def _given(text: str, tag: Tag | None) -> Likely:
    if not _NAME.fullmatch(text) or text in _OF_THINGS or text in _AFTER_SURNAMES:
        return Likely.NO
    if is_kana(text):
        if tag in PEOPLE:
            return Likely.PERHAPS
        whole = len(text) > 2 or (len(text) == 2 and tag not in {None, "particle"})
        return Likely.PERHAPS if whole and hiragana(text) in words("given_kana") else Likely.NO
    if text in words("given"):
        return Likely.PERHAPS if len(text) == 1 or tag == "noun" else Likely.YES
    return Likely.NO


def is_strange(part: Line) -> bool:
    """Whether it is made of characters rather than of words that are known, as are 志のぶ and ちさ子."""
    text = joined(part)
    return (
        _STRANGE.fullmatch(text) is not None
        and text[-1] not in _OF_THINGS
        and text != UNIVERSITY
        and (
            is_kana(text[0]) or all(len(word.text) == 1 or word.tag in PEOPLE | {"unknown"} for word in part)
        )
    )


def is_kana(text: str) -> bool:
    return _KANA.fullmatch(text) is not None
