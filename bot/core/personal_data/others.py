"""Numbers that are something else by their shape or their label: no personal data."""

from __future__ import annotations

import re

from bot.core.personal_data.blanks import blank

_JAPANESE_LABEL = (
    "(?:法人|登録|受付|受理|注文|発注|伝票|追跡|整理|問い?合わ?せ|請求書?|領収書?|見積書?|予約|申込|申し込み"
    "|論文|原稿|演題|講演|発表|投稿|管理|製造|型式|特許|出願|公開|課題|研究課題|採択|ロット|商品"
    "|決済|取引|承認"
    "|画像|写真|図版|作品|資料|標本|試料|備品|ファイル"
    "|チケット|文書|規格|機種|通し)(?<!会員登録)(?:番号|(?i:id|no\\.?)|コ-ド)"
)
_ENGLISH_LABEL = (
    "(?i:(?<![a-z])(?:order|invoice|receipt|ticket|reference|ref|tracking|case|enquiry|inquiry"
    "|paper|manuscript"
    "|submission|abstract|booking|reservation|confirmation|patent|grant|project|transaction|registration"
    "|product|serial|model|part|version|article|document|post(?!al|[ _-]?code)|tweet|video|channel"
    "|chat|session|event|job)"
    "[ _-]?(?:number|no\\.?|id|#|code)(?![a-z]))"
)
_NAMED_LIST = "(?i:(?<![a-z])(?:jan|issn|pmid|pmcid|arxiv|jis|iso|iec|rfc|cas|isan|ean|upc|doi))"
_PLATFORM = (
    "(?i:(?<![a-z])(?:telegram|twitter|youtube|facebook|instagram|tiktok|discord|linkedin|line|x)"
    "|テレグラム|ツイッタ-|フェイスブック|インスタグラム)[ の・]{0,2}(?i:(?:user|chat|channel"
    "|group)? ?id)(?![a-z])"
)
_NO_PHONE = (
    r"(?!(?![0-9]{4}-[0-9]{4}-[0-9]{4})0[0-9]{1,4}[\-(][0-9]{1,4}[\-)][0-9]{3,4}(?![0-9\-])"
    r"|0[5789]0[0-9]{8}(?![0-9]))"
)
_VALUE = (
    rf"{_NO_PHONE}(?:[0-9]{{3,4}}(?: [0-9]{{3,4}}){{2,4}}(?![0-9])"
    r"|[A-Za-z]{0,8}[\-:.]?[0-9][0-9A-Za-z]*+(?:[\-./:][0-9A-Za-z]++)*+)"
)
_LINK = r"[\s:=#(「は]{0,4}(?i:(?:is|was) )?"
_SHAPED = re.compile(
    r"10\.[0-9]{4,9}/[!-~]++"  # DOI
    r"|(?<![0-9])(?<![0-9][ -])97[89](?:[ -]?[0-9]){10}(?![ -]?[0-9])"  # ISBN-13
    r"|(?<![0-9])0000-000[0-9]-[0-9]{4}-[0-9]{3}[0-9X](?![0-9])"  # ORCID
    r"|(?<![A-Za-z0-9])T[0-9]{13}(?![0-9])"  # a registered issuer of invoices
    r"|(?<![0-9A-Za-z])[0-9]{2}[A-Z][0-9]{5}(?![0-9A-Za-z])"  # a grant of KAKENHI
)
_IN_JAPANESE = re.compile(_JAPANESE_LABEL + _LINK + _VALUE)
_IN_ENGLISH = re.compile(
    rf"(?:{_ENGLISH_LABEL}|{_NAMED_LIST}|{_PLATFORM}){_LINK}{_VALUE}"
    r"|(?i:isbn(?:-1[03])?)[: ]{0,3}(?:[0-9][ -]?){9}[0-9X](?![0-9])"
)
_MEETING = re.compile(
    r"(?i:meeting|webinar|zoom|teams|ミ-ティング|ウェビナ-|会議)[^0-9\n\0]{0,8}(?i:id|番号"
    r"|コ-ド)[^0-9\n\0]{0,5}"
    r"[0-9]{3}[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}(?![0-9])"
)
_LATIN = re.compile("[A-Za-z]{2}|#|番号|コ-ド")


def without_others(text: str) -> str:
    """The text with these numbers blanked."""
    left = _IN_JAPANESE.sub(blank, _SHAPED.sub(blank, text))
    return _MEETING.sub(blank, _IN_ENGLISH.sub(blank, left)) if _LATIN.search(left) else left
