"""Whether a run of words is the name of a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese.parts import (
    FOREIGN,
    ONE_CHARACTER,
    UNIVERSITY,
    Likely,
    given,
    is_kana,
    is_strange,
    surname,
)
from bot.core.personal_data.names.japanese.tokens import PEOPLE, gap_before, joined
from bot.core.personal_data.names.spelling import hiragana
from bot.core.personal_data.names.words import words
from bot.core.text import parts_of_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.core.personal_data.names.japanese.tokens import Line

LONGEST = 12
"""Characters of a name with the space in it."""
MOST_WORDS = 7
_KANJI = re.compile("[々一-\u9fff㐀-\u4dbf]{1,4}")
_KATAKANA = re.compile("[ァ-ヺー]{2,8}")
_ROLES = frozenset(
    """
    会員 正会員 学生 学生会員 理事 会長 代表 担当 委員 教授 助教 講師 院生 部長 課長 主任 社長 所長 秘書
    総務 経理 広報 事務局 大学 学会 会社 本社 支社 氏名 名前 宛名 宛先 著者 講演 発表 写真 撮影 編集 監修
    住所 電話 国籍 性別 年齢 職業 所属 連絡先 件名 題名 旧姓 姓名 故 様 殿 父 母 妻 夫 娘 息子 長男 長女
    次男 次女 兄 弟 姉 妹
    """.split()  # noqa: SIM905  # so many words read better as text
)
"""What stands before a given name, or before a whole name, and is no surname."""
_UNNAMED = frozenset("者員方々長局係会学大社部課室官師士")
"""In what words for people without their names end."""
_NOBODY = frozenset("何神王上奥前皆客今所中新見長係私君僕俺方者") | {"本人", "担当", "学会", "会員", "事務"}
"""Before さん, 様 or です these are no names."""


def is_full_name(name: Line, least: int) -> bool:
    """Whether all of it reads as a surname and a given name, with so much speaking for both together.

    A space may stand between the parts, and nowhere else.
    """
    for split in _splits(name):
        family = surname(name[:split])
        if family and (own := given(name[split:])) and family + own >= least and not _is_university(name):
            return True
    return False


def _is_university(name: Line) -> bool:
    return name[-1].text == UNIVERSITY and name[-1].tag != "given" and not _gaps(name)


def is_expected_name(name: Line) -> bool:
    """Whether it is a name where one is to be expected: before さん, after 氏名."""
    text = joined(name)
    if text in _NOBODY:
        return False
    if len(name) == 1 and (name[0].tag in PEOPLE or _is_unknown_katakana(name)):
        return True
    return _is_surname_alone(name, text) or is_full_name(name, 2) or _half_known(name)


def is_surely_one(name: Line) -> bool:
    """Whether it is a name even where something else is as likely: before です, after 担当の."""
    if len(name) > 1:
        return (name[0].tag != "noun" or bool(_gaps(name))) and is_expected_name(name)
    word = name[0]
    long = len(word.text) > 1
    known = word.tag in {"surname", "given"} or (word.tag == "person" and is_kana(word.text))
    return (known and long) or word.text in ONE_CHARACTER


def is_listed_surname(name: Line) -> bool:
    """Whether it is on a list of surnames, also 南 and さとう."""
    text = joined(name)
    if _gaps(name) or text in _NOBODY:
        return False
    if is_kana(text):
        return hiragana(text) in words("surnames_kana")
    return text in words("surnames") or is_in_dictionary(name)


def is_in_dictionary(name: Line) -> bool:
    """Whether the dictionary has it as a surname, whatever it takes it for here."""
    return (
        len(name) == 1 and len(name[0].text) > 1 and "名詞-固有名詞-人名-姓" in parts_of_speech(name[0].text)
    )


def could_be_surname(name: Line) -> bool:
    """Whether it is in kanji, and no word for somebody who is not named."""
    return is_no_other(joined(name))


def is_no_other(text: str) -> bool:
    """Whether it is up to four kanji, and no word for somebody who is not named."""
    unnamed = text in _NOBODY or text in _ROLES or text[-1] in _UNNAMED
    return _KANJI.fullmatch(text) is not None and not unnamed


def parts_at_gap(name: Line) -> tuple[Line, Line] | None:
    """What stands before and after the one space in it."""
    gaps = _gaps(name)
    return (name[: gaps[0]], name[gaps[0] :]) if len(gaps) == 1 else None


def _is_surname_alone(name: Line, text: str) -> bool:
    if (len(text) == 1 and text not in ONE_CHARACTER) or is_kana(text) or _gaps(name):
        return False
    return surname(name) > Likely.NO or is_in_dictionary(name)


def _half_known(name: Line) -> bool:
    """Whether one part is known, and the other no word that we know, or set apart from it."""
    apart = bool(_gaps(name))
    for split in _splits(name):
        family, own = name[:split], name[split:]
        if surname(family) and (is_strange(own) or (apart and _is_in_katakana(own))):
            return True
        if apart and _is_foreign(family, own):
            return True
        if given(own) == Likely.YES and (is_strange(family) or (apart and could_be_surname(family))):
            return True
    return False


def _is_foreign(family: Line, own: Line) -> bool:
    """As 周 建国 or スミス 太郎 or マイケル 田中."""
    if joined(family) in FOREIGN and could_be_surname(own):
        return True
    known = all(word.tag in PEOPLE for word in family)
    return _is_in_katakana(family) and (
        (known and given(own) > Likely.NO) or given(own) == Likely.YES or surname(own) == Likely.YES
    )


def _is_unknown_katakana(name: Line) -> bool:
    return name[0].tag == "unknown" and _is_in_katakana(name)


def _is_in_katakana(own: Line) -> bool:
    return _KATAKANA.fullmatch(joined(own)) is not None and not (len(own) == 1 and own[0].tag == "noun")


def _splits(name: Line) -> Sequence[int]:
    gaps = _gaps(name)
    if not gaps:
        return range(1, len(name))
    return gaps if len(gaps) == 1 else ()


def _gaps(name: Line) -> list[int]:
    return [n for n in range(1, len(name)) if gap_before(name, n)]
