"""Accounts that a message names without an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.core.accounts.references import Reference

_LONGEST = 80
_AROUND = " \t\r\n\u3000「」『』“”\"'【】。.!?！？"
_QUOTED = re.compile(
    r"「([^「」]+)」|『([^『』]+)』|“([^“”]+)”|\"([^\"]+)\"|(?<!\w)'([^']+)'(?!\w)|【([^【】]+)】"
)
_DOUBT_JA = re.compile("公式|本物|本当|貴会|貴学会|御会|そちら|正式|正規|信用|信頼|本人")
_DOUBT_EN = re.compile(r"\b(?:your|official|genuine|legit|real|yours|you)\b", re.IGNORECASE)
_ASKED_JA = re.compile(
    r"(?P<name>[^\n。！？!?、]{2,80}?) ?(?:という(?:名前の)?|っていう|って|は|が|からの|を名乗る) ?"
    r"(?:[^\n。！？!?]{0,12}(?:アカウント|ページ|チャンネル|垢)[^\n。！？!?]{0,8})?"
    rf"(?:{_DOUBT_JA.pattern})"
    r"(?:の?(?:アカウント|ページ|もの|チャンネル))?(?:です|でしょ|なの|か|じゃ|に[でな]|[？?]|\s*$)"
)
_ASKED_EN = re.compile(
    r"\b(?:is|are) (?:the )?(?P<name>[^\n?!.]{2,80}?) (?:really |actually )?"
    r"(?:your (?:real |official |own )?(?:account|page|channel)|official|genuine|legit|real|yours|you)\b",
    re.IGNORECASE,
)
_CALLED_EN = re.compile(
    r"\b(?:account|page|channel|profile|user|group|bot|somebody|someone) "
    r"(?:named|called|calling (?:itself|themselves)) "
    r"(?P<name>[A-Z][\w'&.\-]*(?: (?:of|for|the|and|in|[A-Z][\w'&.\-]*))* [A-Z][\w'&.\-]*)"
)
_POINTING = re.compile(
    r"(?:この|その|あの|これ|それ|あれ|どれ|どの|こちら|そちら|ここ|下記|以下|上記|当|貴|御|本|"
    r"学会|会|団体|組織|公式|アカウント|ページ|リンク|サイト|ボット|メール|連絡|投稿|情報|内容|もの|の|です|という)+|"
    r"(?:\b(?:this|that|it|these|those|the|he|she|they|you|your|yours|my|our|we|i|there|here|an?|any|all|of|"
    r"or|and|which|what|who|following|new|other|twitter|accounts?|pages?|links?|bots?|ones?|official|sites?|"
    r"websites?|e?mails?|e-mails?|messages?|posts?|channels?|profiles?)\b[ ,]*)+",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(
    r"[\n。！？!?、,，:：;；|｜/／()（）\[\]【】「」『』\"“”]+|(?<=\S)(?:は|が|を|に|から|より|です|でしょ|って)"
)


def asks_about_a_name(text: str) -> bool:
    """Whether a text says of something that it be official, genuine, or an account of ours, as a question."""
    return next(_asked(text), None) is not None


def named(text: str, others: Sequence[Reference] = ()) -> tuple[Reference, ...]:
    """The names that a message gives as names, and those before "は公式ですか" or in "Is … real?"."""
    addresses = tuple(other for other in others if not _is_word(other))
    called = _names(_called(text), addresses)
    return tuple(dict.fromkeys((*called, *_names(_asked(text), (*others, *called)))))


def without_parts(found: Sequence[Reference], names: Sequence[Reference]) -> tuple[Reference, ...]:
    """What was found, without words taken for handles that are only a part of a name."""
    return tuple(r for r in found if not (_is_word(r) and any(_is_within(r, name) for name in names)))


def _is_word(reference: Reference) -> bool:
    """Whether a handle is told by the words around it alone, not by "@" or a platform."""
    return reference.kind == "handle" and not reference.text.startswith(("@", "＠"))


def _is_within(reference: Reference, name: Reference) -> bool:
    return (
        len(name.text) > len(reference.text) and name.start <= reference.start and reference.end <= name.end
    )


def phrases(text: str, others: Sequence[Reference] = ()) -> tuple[Reference, ...]:
    """Whatever else could be a name: the message as a whole, its lines, what stands between particles."""
    whole = [(text, 0), *((line[0], line.start()) for line in re.finditer(r"[^\n]+", text))]
    asked = ((text[: start + len(name)], 0) for name, start in _asked(text))
    stripped = (
        (p.strip(_AROUND), at + len(p) - len(p.lstrip(_AROUND)))
        for p, at in (*whole, *asked, *_between(text))
    )
    return _names(((name, at) for name, at in stripped if len(name) > 2), others)


def _names(spans: Iterable[tuple[str, int]], others: Sequence[Reference]) -> tuple[Reference, ...]:
    """Those that could be names and stand apart from the others, each once."""
    found: dict[str, Reference] = {}
    for name, start in spans:
        if _could_be_name(name) and not _overlaps(start, start + len(name), others):
            found.setdefault(name, Reference(name, "name", start=start))
    return tuple(found.values())


def _between(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for end in _PHRASE_ENDS.finditer(text):
        yield text[start : end.start()], start
        start = end.end()
    yield text[start:], start


def _called(text: str) -> Iterator[tuple[str, int]]:
    for match in _QUOTED.finditer(text):
        group = match.lastindex or 0
        yield match[group], match.start(group)
    for match in _CALLED_EN.finditer(text):
        yield match["name"], match.start("name")


def _asked(text: str) -> Iterator[tuple[str, int]]:
    for sign, pattern in ((_DOUBT_JA, _ASKED_JA), (_DOUBT_EN, _ASKED_EN)):
        if sign.search(text):  # the patterns are slow where nothing is asked
            for match in pattern.finditer(text):
                yield match["name"].strip(), match.start("name")


def _could_be_name(name: str) -> bool:
    return 2 <= len(name) <= _LONGEST and _POINTING.fullmatch(name) is None and not name.isdecimal()


def _overlaps(start: int, end: int, others: Sequence[Reference]) -> bool:
    return any(other.start < end and start < other.end for other in others if other.kind != "forward")
