"""Postal addresses in Japanese: a place, a block or house number, and the building behind it.

A place alone (東京都内, 会場は京都市です) is no address. The places need not fit each other: people err.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.buildings import end_of_building
from bot.core.personal_data.labels import NOT_COUNTED
from bot.core.personal_data.places import ADMINISTRATIVE, HIRAGANA_CITY, PREFECTURE

_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆"
_KATAKANA = "ァ-ヺｦ-ﾟ"
_LETTER = re.compile(
    rf"[{_IDEOGRAPHS}{_KATAKANA}ぁ-ん]|(?<=[{_KATAKANA}])-(?=[{_KATAKANA}{_IDEOGRAPHS}ぁ-ん])"
)

_N = r"[0-9]{1,5}(?![0-9])"
_KANJI_N = "[一二三四五六七八九十百〇]{1,4}"
_UNIT = r"(?:丁目|丁(?![一-龯])|番地(?:の(?=[0-9]))?|番町?|号|条[東西南北]?|線(?=[東西南北0-9])|地割)"
_KANJI_UNIT = "(?:丁目|番地|番|号)"
_BLOCK = re.compile(
    rf"(?<![0-9.])(?P<figures>{_N}(?: ?{_UNIT}(?:[ \-の]?{_N})?| ?[\-のノ] ?{_N}){{0,6}})"
    rf"|(?<![一二三四五六七八九十百〇])(?P<kanji>{_KANJI_N}{_KANJI_UNIT}(?:[ \-の]?(?:{_KANJI_N}"
    rf"|{_N})(?:{_KANJI_UNIT})?|-{_N}){{0,4}}"
    rf"|{_KANJI_N}(?:[\-のノ]{_KANJI_N}){{2,3}})"
)
_AFTER = re.compile(rf"{NOT_COUNTED}(?![/:,.][0-9]|[~〜])")
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:-|年)")
_HOUSE = re.compile(r"丁目|番地|[0-9]番|-|[のノ][0-9一二三]|[0-9]号|条|地割")
_NUMBERING = re.compile(r"[第約計全各毎Vv.]\Z")

_NUMBERED = re.compile("[0-9]|丁目|番地|[一二三四五六七八九十][のノ番\\-]")

_REACH = 45
_BLANKS_INSIDE = 4
_LINES_INSIDE = 1

_CITY = re.compile(rf"(?:{HIRAGANA_CITY}|[{_IDEOGRAPHS}ヶケノツ]{{1,8}}?)[{ADMINISTRATIVE}]")
_PREFECTURE = re.compile(PREFECTURE)
_LEAD = re.compile(
    "(?:(?:現|新|旧)?住所|自宅|宛先?|送付先|届け?先|勤務先|連絡先|所在地?|現在|実家|会社|本籍地?"
    "|在住|居住地?|私|僕|俺)+"
)
_LABEL = re.compile(
    r"(?:住所|自宅|宛先|送付先|届け?先|送り先|所在地|本籍地?|実家"
    r"|〒[0-9\- \0]{0,9})[ :=はがも、()\n\]】」』\-]{0,5}\Z"
)
_CODE_BEFORE = re.compile(r"(?<!\0)\0{7,10}[\s、,]{0,2}\Z")
_NO_PLACE = re.compile(
    "[をへ]|です|ます|から|まで|より|について|という|した|して|開催|での|には|では|とは|ので|ですが|さん|様"
)
_AFTER_CITY = re.compile(
    "[でにはをへともがや民]|役所|[町村]?立|長[はがの選]|[内外](?:[でにはのか]|会場|在住|各)|の(?![0-9一-龯])"
)
_TOWN_END = re.compile("[町村字郷丘台]$")


def find(text: str) -> Iterator[tuple[int, int]]:
    """Each address from its first place to its building and room, over at most three lines."""
    if not _NUMBERED.search(text):
        return
    done = 0
    for block in _BLOCK.finditer(text):
        if block.start() < done or not _AFTER.match(text, block.end()) or _DAY.match(block[0]):
            continue
        start = _start(text, block, done)
        if start is not None:
            done = end_of_building(text, block.end())
            yield start, done


def _start(text: str, block: re.Match[str], done: int) -> int | None:
    """Where the place before a block number begins; None when it is no place or no block number."""
    since = _start_of_run(text, block.start(), done)
    run = text[since : block.start()]
    if not run.strip() or _NUMBERING.search(run):
        return None
    before = text[max(0, since - 16) : since]
    labelled = _LABEL.search(before) is not None
    place = _place(run, labelled)
    if place is None:
        return None
    numbered = _HOUSE.search(block[0]) is not None
    told_before = labelled or _CODE_BEFORE.search(before) is not None
    certain = numbered or told_before or _TOWN_END.search(run.rstrip()) is not None
    return since + place if certain else None


def _start_of_run(text: str, end: int, done: int) -> int:
    """Back over letters, and a few blanks and a line break between them."""
    at, blanks, lines = end, _BLANKS_INSIDE, _LINES_INSIDE
    lowest = max(done, end - _REACH)
    while at > lowest:
        before = text[at - 1]
        if before == " " and blanks:
            blanks -= 1
        elif before == "\n" and lines:
            lines -= 1
        elif not _LETTER.match(text, at - 1):
            break
        at -= 1
    return at + len(text[at:end]) - len(text[at:end].lstrip())


def _place(run: str, labelled: bool) -> int | None:
    """The offset at which the place begins; with a label before it any town will do."""
    for prefecture in reversed(list(_PREFECTURE.finditer(run))):
        if _is_town(run[prefecture.end() :]):
            return prefecture.start()
    lead = _LEAD.match(run)
    offset = lead.end() if lead else 0
    for city in _CITY.finditer(run, offset):
        if _is_town(run[city.end() :]):
            return city.start()
    town = run[offset:].lstrip("はがも、 \n")
    return len(run) - len(town) if town and (labelled or lead) and _is_town(town) else None


def _is_town(rest: str) -> bool:
    """Whether what stands between a prefecture or city and the number is the name of a place."""
    return _AFTER_CITY.match(rest) is None and _NO_PLACE.search(rest) is None
