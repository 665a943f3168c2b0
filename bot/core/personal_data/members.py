"""Membership numbers, and other numbers by which an organisation knows one person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.labels import FAR, IS, NEAR, NOT_COUNTED

_NUMBERED = r"(?:番号|(?i:id|no\.?|#|number)(?![a-z])|コ-ド|ナンバ-)(?:番号|(?i:no\.?))?"
_JAPANESE = (
    "(?:会員(?:カ-ド|証|登録|管理)?|学籍|学生証?|社員証?|職員証?|従業員|教員|教職員|お?客様?|顧客|利用者|患者"
    "|診察券|受験票?|研究者|個人識別|身分証|在留カ-ド|(?:運転)?免許証?|パスポ-ト|旅券|被?保険者?証?|基礎年金)"
    rf"[ の・]?{_NUMBERED}(?: ?\([^()\n\0]{{1,12}}\))?"
)
_ENGLISH = (
    r"(?i:(?<![a-z])(?:member(?:ship)?(?:[ _-]?card)?|student|employee|staff|customer|client|patient|passport"
    r"|(?:driver'?s? ?)?licen[cs]e|insurance|social security|residence card)"
    r"[ _(\-]{0,2}(?:(?:registration|card|id)[ _-]?)?(?:number|num\.?|no\.?|id|#|code)(?![a-z])"
    r"|(?<![a-z])ssn(?![a-z])"
    r"|(?<![a-z])membership(?= ?[:=]))"
)
_MORE = r"(?:[\-_/.][0-9A-Za-z]++)*+"
_SPACED = rf"[A-Z]{{1,6}} [0-9]{{3,}}+{_MORE}{NOT_COUNTED}"
_VALUE = (
    rf"[A-Za-z]{{0,8}}[\-_/.]?[0-9]++[0-9A-Za-z]*+{_MORE}(?: [0-9]{{3,4}}(?![0-9\-])){{0,3}}{NOT_COUNTED}"
)
_SHORT = rf"(?:(?=[A-Za-z]{{0,8}}[\-_/.]?[0-9]{{2}}){_VALUE}|{_SPACED})"
_LONG = rf"(?:(?=[A-Za-z]{{0,8}}[\-_/.]?[0-9]{{1,5}}-?[0-9]{{2}}){_VALUE}|{_SPACED})"
_LABELLED = re.compile(
    rf"(?:{_JAPANESE}|{_ENGLISH})(?:{NEAR}(?P<near>{_SHORT})|{IS}(?P<said>{_SHORT})|{FAR}(?P<far>{_LONG})"
    rf"|{NEAR}[^0-9\n\0。.!?]{{0,30}}?(?i:is|was|it's)[ :]{{1,2}}(?P<told>{_LONG}))"
)
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_PHONE = r"0[0-9]{9,10}(?![0-9])"
_BARE = rf"(?!{_YEAR}|{_PHONE})(?:[A-Za-z]{{1,6}}-?)?[0-9]{{4,12}}(?![0-9A-Za-z]|[,.\-][0-9])"
_KIND = "(?:正|準|学生|賛助|永年|終身|名誉|シニア|個人|一般|普通)?会員"
_THE_TH = (
    r" ?番(?![目地線組台号街以教])"
    "(?!の(?:教室|部屋|会議|会場|講演|演題|ポスタ-|発表|論文|原稿|ブ-ス|席|質問|バス|窓口|電話|セッション))"
)
_MINE = "(?:(?:私|わたし|自分|僕|当方|本人|主人|夫|妻|息子|娘)の)?"
_BESIDE = re.compile(
    rf"会員(?:の|は| |:)?(?P<after>(?![0-9]{{4}}(?![0-9])){_BARE}{NOT_COUNTED})"
    r"|会員(?:証|カ-ド|番号)?[ :、の]{0,2}"
    rf"(?:第 ?(?P<th>[0-9]{{3,8}})(?= ?号(?!室))|(?P<listed>[0-9]{{4,8}})(?:(?=号(?!室))|(?={_THE_TH})))"
    rf"|会員として(?P<registered>{_BARE})(?=番?で登録)"
    r"|会員 ?\((?:(?i:no\.?|#) ?)?(?P<inside>[0-9]{5,8})(?<!00)\)"
    rf"|(?<![0-9A-Za-z\-])(?P<of>[0-9]{{3,8}}) ?[番号]の?{_KIND}(?![数費向限各専誌登総])"
)
_LABEL_BEHIND = re.compile(
    rf"(?<![0-9A-Za-z\-])(?:(?P<before>{_BARE})(?: ?番)? ?(?:が|は|って|←|<-|=) ?{_MINE}{_JAPANESE}"
    rf"|(?P<ahead>{_BARE}){NOT_COUNTED}[^0-9\n\0。!?()]{{0,16}}。?\({_MINE}{_JAPANESE}\??\))"
)
_HAS_LABEL = re.compile(f"{_NUMBERED}")
_TALK = re.compile("会員|[入退休復]会|会費")
_IN_TALK = re.compile(
    rf"(?:\A|(?<=[。!?\n、, ]))(?P<listed>[0-9]{{4,8}})(?={_THE_TH}(?:[の、,。 \n]|です|で|\Z))"
    rf"|(?<![一-龯々ァ-ヺ]){_MINE}番号[はが:=][ 、]?(?:たしか|確か|おそらく|多分)?[ 、]?"
    rf"(?P<called>{_BARE}){NOT_COUNTED}"
)
_ENGLISH_BESIDE = re.compile(
    rf"(?<![A-Za-z])(?i:member(?:ship)?)(?: is)?[ :#(,\-]{{1,3}}(?P<after>{_BARE}){NOT_COUNTED}"
    rf"|(?<![0-9A-Za-z\-])(?P<before>{_BARE}),? (?:is|was|as|=) (?:my |our |the |his |her )?{_ENGLISH}"
    rf"|(?<![0-9A-Za-z\-])(?P<ahead>{_BARE}) ?\((?:my |our )?(?:{_ENGLISH}|(?i:member(?:ship)?(?![a-z])))"
)
_ENGLISH_TALK = re.compile("(?i:(?<![a-z])member)")
_IN_ENGLISH_TALK = re.compile(
    r"(?<![A-Za-z])(?i:(?:my|our) (?:number|no\.?|id)(?: is| was|:)) "
    rf"(?P<called>(?![0-9]{{9}}){_BARE}){NOT_COUNTED}"
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Numbers with such a label, and what stands beside 会員 or "member" and can be nothing else."""
    patterns = [_LABELLED, _LABEL_BEHIND] if _HAS_LABEL.search(text) else [_LABELLED]
    if _TALK.search(text):
        patterns += [_BESIDE, _IN_TALK]
    if _ENGLISH_TALK.search(text):
        patterns += [_ENGLISH_BESIDE, _IN_ENGLISH_TALK]
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield match.span(match.lastgroup or 0)
