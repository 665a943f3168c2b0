"""What follows the number in a Japanese address: a building, its room, a floor."""

from __future__ import annotations

import re

from bot.core.personal_data.folding import folded
from bot.core.personal_data.labels import NOT_COUNTED

_NAME = r"[\u3400-\u9fff\uf900-\ufaff々ァ-ヺｦ-ﾟぁ-んA-Za-z○◯〇●△□×・'&\-]"
_WORDS = folded(
    "ハイツ|コーポ|メゾン|マンション|アパート|ハイム|ハウス|レジデンス|パレス|タワー|コート|ヴィラ"
    "|ビラ|シャトー|シャトレ"
    "|ドミトリー|ドミール|フラット|カーサ|グラン|プラザ|ガーデン|テラス|ヒルズ|ビルディング|ビル"
    "|団地|公団|住宅|宿舎|会館"
    "|レオパレス|エステート|プレイス|パーク|スクエア|ルーム|センター|キャンパス"
)
_SHORT_WORDS = "荘|寮|棟|館"
_ROOM = (
    r"(?:[A-Za-z]{0,2}-?[0-9]{1,5}(?:-[0-9]{1,4})?(?:号室|号館|号棟|号|室|棟|階|F(?![a-z]))?"
    r"|[A-Z]棟)(?![0-9])" + NOT_COUNTED
)
_ROOMS = rf"(?: ?{_ROOM}){{1,4}}"
_MARKED_ROOM = r"(?:[A-Za-z]{0,2}-?[0-9]{1,5}(?:号室|号館|号棟|室|階|F(?![a-z]))|[A-Z]棟)"
_BUILDING = re.compile(
    rf"(?:[ ,、]{{0,2}}\n?[ ]?(?:{_NAME}{{0,14}}?(?:{_WORDS}){_NAME}{{0,8}}?(?:{_ROOMS}|(?!{_NAME}))"
    rf"|{_NAME}{{1,14}}?(?:{_SHORT_WORDS})(?:{_ROOMS}|(?=[\s,、。()\0]|\Z))"
    rf"|{_NAME}{{1,10}}?様方"
    rf"|(?:{_NAME}{{2,14}} )?{_MARKED_ROOM}(?: ?{_MARKED_ROOM}){{0,2}}"
    r"|[A-Z]{1,2}[0-9]{0,3}-[0-9]{1,4}(?![0-9]))"
    rf"|[ ,、]{{0,2}}{_NAME}{{2,12}}(?<![はがをにでとも])[0-9]{{2,4}}(?:号室|号|室|階)?(?![0-9]){NOT_COUNTED}"
    rf"|[ ,、]{{0,2}}(?=[^ 0-9\n\0]{{0,14}}[ァ-ヺ])[ァ-ヺ一-龯ヶ々・\-]{{2,14}} [0-9]{{3,4}}(?:号室"
    rf"|号|室)?(?![0-9]){NOT_COUNTED}"
    rf"|-[A-Z]{{0,2}}-?[0-9]{{1,4}}(?:号室|号|室)?|[A-Z](?![A-Za-z]))"
)


def end_of_building(text: str, after: int) -> int:
    """Where the address ends whose block number ends here."""
    building = _BUILDING.match(text, after)
    if building is None:
        return after
    further = _BUILDING.match(text, building.end())  # 工学部1号館 305室
    return (further or building).end()
