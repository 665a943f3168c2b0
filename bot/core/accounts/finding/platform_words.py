"""The platform that the words beside a handle name."""

from __future__ import annotations

import re

_WORDS = {
    "facebook": "(?i:facebook)|FB|フェイスブック|フェースブック",
    "x": "(?i:twitter)|[Xx]|エックス|ツイッター",
    "instagram": "(?i:instagram|insta)|IG|インスタグラム|インスタ",
    "threads": "(?i:threads)|スレッズ",
    "youtube": "(?i:youtube)|ユーチューブ",
    "linkedin": "(?i:linkedin)|リンクトイン|リンクドイン",
    "telegram": "(?i:telegram)|テレグラム",
    "line": "LINE|ライン",
    "note": "note|ノート",
    "bluesky": "(?i:bluesky)|ブルースカイ",
    "mastodon": "(?i:mastodon)|マストドン",
    "tiktok": "(?i:tiktok)|ティックトック",
}
ANY_PLATFORM = "|".join(_WORDS.values())
_WORD = "|".join(f"(?P<{platform}>{words})" for platform, words in _WORDS.items())
_BETWEEN = (
    "の|で|上の|公式|アカウント名?|ページ|チャンネル|ユーザー名?|ハンドル|ID|id"
    "|account|page|channel|handle|username|user|official|named|called"
)
_BEFORE = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_WORD}) ?(?:(?:{_BETWEEN}) ?){{0,4}}(?:[:は(（「『\"']|が ?){{0,2}} ?\Z"
)
_AFTER = re.compile(
    r"[\"'」』)）]? ?(?:(?:on|at|from|in) (?:the )?|という|って|っていう|の|[(（]) ?"
    rf"(?:{_WORD})(?![A-Za-z0-9])"
)
_WINDOW = 48


def platform_named(folded: str, start: int, end: int) -> str | None:
    """The one platform that the words beside a handle name; None when there is none or there are two."""
    before = _BEFORE.search(folded[max(0, start - _WINDOW) : start])
    after = _AFTER.match(folded[end : end + _WINDOW])
    named = {match.lastgroup for match in (before, after) if match}
    return named.pop() if len(named) == 1 else None
