"""Handles written without "@": only where the words around them say that an account is meant.

A token of Latin letters (or of letters that pass for them) is taken for a handle
- before は公式 / って本物 / というアカウント, or right after アカウント / ユーザー名;
- between "is" and "official / real / yours ...", or after "account (called)", or beside a platform's name, if
  it could be no ordinary word: with "_", "." or "-" inside, digits beside letters, or capitals inside;
- with "_" inside, where it is the whole message or the message speaks of accounts.
Words of a language, abbreviations, platforms, versions and file names are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.core.accounts.finding import written
from bot.core.accounts.finding.characters import FOLD, HIDDEN, W
from bot.core.accounts.finding.domains import FILE_ENDINGS
from bot.core.accounts.finding.platform_words import ANY_PLATFORM, platform_named
from bot.core.accounts.finding.reference import Reference
from bot.core.word_lists import ENGLISH_WORDS, ROMAJI_WORDS

_LONGEST = 100
_WINDOW = 64
_TOKEN = re.compile(rf"(?<!{W})(?<![#$%&*+./;=@\\^`|~_\-])(?:{W}|[._\-])++(?![@/\\%&=+#$'’]|:[/\\])")
_WORDS = (
    ENGLISH_WORDS
    | ROMAJI_WORDS
    | frozenset(
        """
        account's anyone app apps authentic badge blog browser claim client cm cms community customer device
        dm dms ec-site email-address fb fan fans feed follow-up fraudulent friend github google gmail handle
        hp html id ids impostor institution it-support key laptop line-up linkedin linktree list-of
        member-only mobile mixi mr ms mrs dr no-reply non-member organizer outlook owner platform pc
        phone-call profile q&a qr qr-code real-life renewal sender sms sns store teams telegram tel tweet
        twitter uri url urls usb verification verified wechat web website web-page web-site web-sites
        whatsapp wi-fi wix yahoo youtube zoom
        """.split()  # noqa: SIM905  # so many words read better as text
    )
)
_PLATFORM = re.compile(ANY_PLATFORM, re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z]{1,6}(?:-?[A-Z])?")
_NUMBERED = re.compile(r"[Vv]?[0-9]+(?:[.\-_][0-9]+)*[a-z]?|[A-Za-z]{1,3}-?[0-9]{1,2}")
_ADVERB = re.compile(r"[a-z]+(?:ly|ing|ed)")

_TELLS_APART = re.compile(
    r"(?<=[^._\-])[._\-]++(?=[^._\-])|(?<=[A-Za-z])[0-9]|[0-9](?=[A-Za-z])|(?<=[a-z])[A-Z]|_"
)
_SEPARATED = re.compile(r"[^._\-][._\-]++(?=[^._\-])|_|(?<=[A-Za-z])[0-9]|[0-9](?=[A-Za-z])")

_DOUBT = (
    "公式|本物|ほんもの|偽|ニセ|にせ|正式|正規|本人|本当に|なりすまし|成りすまし|詐欺|貴会|貴学会|御会"
    "|そちら|信用|信頼|怪し|あやし|安全|大丈夫|オフィシャル"
)
_CLOSING = "[」』”\"')）]?"
_ASKED_AFTER = re.compile(
    rf"{_CLOSING} ?(?:は|って|が|も|(?:という|っていう)(?:の|人|方)?は?|から(?:の|は)?) ?"
    rf"[^\n。、！？!?A-Za-z]{{0,10}}?(?:{_DOUBT})"
)
_CALLED_AFTER = re.compile(
    rf"{_CLOSING} ?(?:という|っていう|って|と名乗る|とかいう|なる) ?(?:(?:{ANY_PLATFORM})(?:の|上の)? ?)?"
    r"(?:公式)?(?:アカウント|垢|ユーザー|チャンネル|ハンドル)"
)
_ACCOUNT = "(?:アカウント(?:名)?|ユーザー(?:名|ネーム)|ハンドル(?:ネーム|名)?|垢)"
_OPENING = r" ?[「『“\"'（(:]? ?\Z"
_ACCOUNT_BEFORE = re.compile(_ACCOUNT + _OPENING)
_ACCOUNT_LOOSELY_BEFORE = re.compile(_ACCOUNT + "[はがの、]" + _OPENING)
_IS_BEFORE = re.compile(
    rf"\b(?:is|are) (?:(?:the|this|that|your) )?(?:(?:{ANY_PLATFORM}) )?"
    r"(?:(?:account|user|handle|page|channel|profile) )?(?:(?:named|called) )?[\"'“(]? ?\Z",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(
    r"\b(?:account|user(?: ?name)?|handle|page|channel|profile)(?: (?:is|named|called|name|id|handle))?"
    r"[:,]? ?[\"'“(]? ?\Z",
    re.IGNORECASE,
)
_ACCOUNT_RIGHT_BEFORE = re.compile(
    r"\b(?:account|username|handle)(?: (?:named|called))? [\"'“(]?\Z", re.IGNORECASE
)
_REAL_AFTER = re.compile(
    rf"[\"'”)]? (?:(?:on|at|from|in) (?:the )?(?:{ANY_PLATFORM}) )?(?:(?:really|actually) )?"
    r"(?:(?:an?|the|your|one of your) )?(?:(?:real|official|genuine) )?"
    r"(?:official|real|genuine|legit|legitimate|fake|authentic|yours|you(?! )|a scam|scam|safe|trusted"
    r"|trustworthy|account|page|channel|profile|impostor)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_ACCOUNTS = re.compile(
    rf"{_DOUBT}|アカウント|垢|フォロー|(?i:account|official|genuine|impersonat|scam|follow|\bfake\b|\breal\b|\bdms?\b)"
)


def bare_handles(text: str) -> Iterator[Reference]:
    """Every handle without "@", in order, on the platform that is named beside it."""
    folded = text.translate(FOLD)
    about = _SPEAKS_OF_ACCOUNTS.search(folded) is not None
    alone = folded.strip(f" \t\r\n\u3000{HIDDEN}")
    for match in _TOKEN.finditer(folded):
        start, end = _without_edges(folded, match.start(), match.end())
        token = folded[start:end]
        if not _could_be(token) or "@" in folded[max(0, start - 3) : start]:
            continue
        told = "_" in token[1:] and (about or token == alone)
        if told or _is_meant(folded, start, end):
            found = written.handle(text, folded, start, end, platform_named(folded, start, end))
            begins = not folded[match.start() : start].strip(HIDDEN)
            yield found if begins else replace(found, plain=False)


def _without_edges(folded: str, start: int, end: int) -> tuple[int, int]:
    """Without the dots and dashes of the sentence around it; "_" is part of a name."""
    edge = f".-{HIDDEN}"
    while start < end and folded[start] in edge:
        start += 1
    while start < end and folded[end - 1] in edge:
        end -= 1
    return start, end


def _could_be(token: str) -> bool:
    if not 3 <= len(token) <= _LONGEST or not any(map(_passes_for_latin, token)):
        return False
    small = token.lower()
    ordinary = small in _WORDS or _PLATFORM.fullmatch(token) or _NUMBERED.fullmatch(token)
    return not ordinary and small.rpartition(".")[2] not in FILE_ENDINGS - {small}


def _passes_for_latin(char: str) -> bool:
    return char.isalpha() and (ord(char) < 0x590 or ord(char) >= 0x1D400)


def _is_meant(folded: str, start: int, end: int) -> bool:
    token, after = folded[start:end], folded[end : end + _WINDOW]
    before = folded[max(0, start - _WINDOW) : start]
    if _ACCOUNT_BEFORE.search(before):
        return True
    telling = _TELLS_APART.search(token) is not None or not token.isascii()
    if _CALLED_AFTER.match(after) or _ASKED_AFTER.match(after):
        return telling or (token.islower() and not _is_in_a_phrase(before))
    if telling and (_ACCOUNT_LOOSELY_BEFORE.search(before) or _NAMED_BEFORE.search(before)):
        return True
    if _REAL_AFTER.match(after):
        by_name = _ACCOUNT_RIGHT_BEFORE.search(before) and not _ADVERB.fullmatch(token)
        return bool(by_name) or (telling and _IS_BEFORE.search(before) is not None)
    return _SEPARATED.search(token) is not None and platform_named(folded, start, end) is not None


def _is_in_a_phrase(before: str) -> bool:
    """Whether another Latin word stands right before: then it is the last word of a name."""
    return re.search(r"[A-Za-z][.,&]? \Z", before) is not None
