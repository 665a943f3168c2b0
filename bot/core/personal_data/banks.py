"""Bank accounts: bank, branch, kind and number, ゆうちょ 記号・番号, IBAN."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data import english_banks
from bot.core.personal_data.labels import NOT_COUNTED

_GAP = r"(?:(?!\n\n)[\s:=#/,、・()\[\]「」→は\-]){0,4}"
_NO_DAY = r"(?!(?:19|20)[0-9]{2}[\-/.][0-9]{1,2}[\-/.])"
_FOUR_OR_MORE = rf"{_NO_DAY}[0-9](?:[ \-]?[0-9]){{3,9}}(?![0-9]){NOT_COUNTED}"
_ABOUT_SEVEN = rf"{_NO_DAY}[0-9](?:[ \-]?[0-9]){{5,7}}(?![ \-]?[0-9]){NOT_COUNTED}"
_TYPE = (
    r"(?:(?:普通|当座|貯蓄)(?:預金|貯金)?(?:口座)?|(?:定期|総合|通常)(?:預金|貯金|口座)(?:口座)?|\(?[普当]\))"
)
_KIND = rf"(?:(?:口座|預金)?(?:種別|種類|科目){_GAP})?{_TYPE}"
_NUMBER = r"(?:口座)?(?:番号|(?i:no\.?|#)|ナンバ-)"
_JAPANESE = (
    rf"(?:{_KIND}{_GAP})?口座{_GAP}(?:番号|(?i:no\.?|#)|ナンバ-)[^0-9A-Za-z\n\0。!?]{{0,8}}\s?{_FOUR_OR_MORE}"
    rf"|{_KIND}{_GAP}(?:{_NUMBER}{_GAP})?{_ABOUT_SEVEN}"
    rf"|(?:(?<=支店)|(?<=本店)|(?<=営業部)"
    rf"|(?<=出張所))(?: ?\([0-9]{{3}}\))?{_GAP}(?:{_NUMBER}{_GAP})?{_ABOUT_SEVEN}"
    rf"|口座{_GAP}{_ABOUT_SEVEN}"
)
_SIGN = r"[0-9]{5}(?:[ \-][0-9](?![0-9]))?"
_YUCHO = (
    rf"記号{_GAP}{_SIGN}[\s,、・\-/]{{0,3}}(?:番号)?{_GAP}[0-9]{{2,8}}(?![0-9])"
    rf"|(?:ゆうちょ(?:銀行)?|記号{_GAP}番号|記番号){_GAP}{_SIGN}[ \-]{{1,2}}[0-9]{{2,8}}(?![0-9])"
)
_ACCOUNT = re.compile(rf"{_JAPANESE}|{_YUCHO}|{english_banks.ACCOUNT}")
_HINT = re.compile("口座|預金|貯金|普|当座|支店|本店|営業部|出張所|記号|ゆうちょ")
_ENGLISH_HINT = re.compile(
    "(?i:acc(?:oun)?t|a/c|bank|branch|routing|transit|sort|bsb|shiten|honten|symbol|kigo|yu-?cho|ko-?u?za)"
)

_NAME = (
    "(?:みずほ|りそな|ゆうちょ|あおぞら|きらぼし|もみじ|みなと|つくば|たいこう|埼玉りそな|関西みらい|auじぶん"
    r"|[一-龯々ァ-ヺA-Za-z\-]{1,14})"
)
_CODE = r"(?: ?\(?[0-9]{3,4}\)?)?"
_BANK = rf"{_NAME}?(?:銀行|信用金庫|信金|信用組合|信組|労働金庫|労金|農協|JAバンク)"
_BRANCH = r"(?:[一-龯〇々ァ-ヺぁ-ん0-9\-]{1,12}(?:支店|営業部|出張所|店)|本店(?:営業部)?)"
_WELL_KNOWN = (
    "(?<![一-龯々ァ-ヺぁ-ん])(?:三井住友(?:信託)?|三菱(?:東京)?UFJ|UFJ|みずほ|(?:埼玉)?りそな|ゆうちょ|楽天"
    "|住信SBI|SBI新生|PayPay|ソニ-|イオン|セブン|あおぞら|auじぶん)(?: [一-龯々ァ-ヺ\\-]{1,8})?(?=[ \n])"
)
_CODES = rf"(?:金融機関|銀行|店|支店)(?:番号?|コ-ド){_GAP}[0-9]{{3,4}}"
_PART_BEFORE = re.compile(
    rf"(?:(?:(?:銀行|金融機関|支店)(?:名|(?=:)){_GAP})?(?:{_BANK}{_CODE}|{_BRANCH}{_CODE}|{_CODES}|{_KIND}|{_WELL_KNOWN})"
    rf"|{english_banks.PART}){_GAP}\Z"
)
_REACH = 90
_PARTS = 5

_IBAN = re.compile(
    r"(?<![A-Za-z0-9])(?P<called>(?i:iban)[\s:=]{0,3}(?i:is )?)?"
    r"(?P<number>[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![A-Za-z0-9])"
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Each account with the bank and branch that stand before its number."""
    yield from (m.span() for m in _IBAN.finditer(text) if m["called"] or _checks(m["number"]))
    if not (_HINT.search(text) or _ENGLISH_HINT.search(text)):
        return
    done = 0
    for match in _ACCOUNT.finditer(text):
        yield _start(text, match.start(), done), match.end()
        done = match.end()


def _start(text: str, start: int, done: int) -> int:
    since = max(done, start - _REACH)
    if english_banks.NAMED.match(text, start) and (name := english_banks.ITS_NAME.search(text[since:start])):
        start = since + name.start()
    for _ in range(_PARTS):
        before = _PART_BEFORE.search(text[since:start])
        if before is None:
            break
        start = since + before.start()
    return start


def _checks(iban: str) -> bool:
    """ISO 13616: letters are 10 to 35, the first four characters go last, the remainder by 97 is 1."""
    plain = iban.replace(" ", "")
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1
