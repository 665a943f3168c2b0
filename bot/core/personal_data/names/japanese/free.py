"""Surnames that nothing announces: 佐藤が伺います."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.core.personal_data.names.japanese import cues
from bot.core.personal_data.names.japanese.anywhere import ends_there
from bot.core.personal_data.names.japanese.persons import is_listed_surname
from bot.core.personal_data.names.japanese.tokens import NOUNS, gap_before
from bot.core.personal_data.names.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.personal_data.names.japanese.tokens import Line, Token

_PLACES_AND_FIRMS = frozenset(
    """
    青山 田端 大崎 三田 市川 本郷 高田 大久保 桜井 大村 長岡 上田 飯田 諏訪 三島 岡崎 桑名 米沢 鶴岡 小山
    桐生 太田 高岡 小松 石川 福島 千葉 山口 宮崎 長野 松本 金沢 松山 川口 大塚 中野 板橋 神田 上野 藤沢
    鎌倉 平塚 福井 明石 羽田 大森 大井 梅田 戸塚 鶴見 国分 三宅 葛西 根津 根岸 神谷 豊田 島津 武田 本田
    松下 久保田 鹿島 大林 村田
    """.split()  # noqa: SIM905  # so many words read better as text
)
"""Surnames that are as often something else."""
_NEAR = 16
_COULD_BE = frozenset({"surname", "place", "noun"})


def free_surnames(line: Line, text: str) -> Iterator[Line]:
    """What the dictionary takes for a surname, and the list has, with no noun glued to it."""
    for at, word in enumerate(line):
        if word.tag in _COULD_BE and _is_free(line, at):
            name = line[at : at + 1]
            of_somebody = cues.OF_SOMEBODY.match(text, word.end) is not None
            if (word.tag == "surname" and _is_of_a_person(word, text)) or (
                of_somebody and len(word.text) > 1 and is_listed_surname(name)
            ):
                yield name


def _is_of_a_person(word: Token, text: str) -> bool:
    if text.startswith("@", word.end) or cues.OF_SOMEBODY.match(text, word.end):
        return True
    return (
        len(word.text) > 1
        and (word.text in words("surnames") or cues.DOES.match(text, word.end) is not None)
        and word.text not in _PLACES_AND_FIRMS
        and not cues.OF_A_THING.match(text, word.end)
        and not cues.NAME_OF_A_THING.search(text[max(0, word.start - _NEAR) : word.start])
    )


def _is_free(line: Line, at: int) -> bool:
    begins = at == 0 or line[at - 1].tag not in NOUNS or gap_before(line, at)
    return begins and ends_there(line, at + 1)
