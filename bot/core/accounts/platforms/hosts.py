"""Which platform a host is of."""

from __future__ import annotations

import re


def _under(platform: str, domains: str, prefixes: str) -> dict[str, str]:
    return {f"{p}.{d}".removeprefix("."): platform for d in domains.split() for p in ["", *prefixes.split()]}


_HOSTS: dict[str, str] = {
    **_under("facebook", "facebook.com fb.com", "www m mbasic web touch business free 0 l lm"),
    **_under("facebook", "fb.me m.me messenger.com", "www"),
    **_under("x", "x.com twitter.com", "www m mobile"),
    **_under("instagram", "instagram.com instagr.am ig.me", "www m"),
    **_under("threads", "threads.net threads.com", "www"),
    **_under("youtube", "youtube.com", "www m music gaming"),
    **_under("youtube", "youtube-nocookie.com youtu.be", "www"),
    **_under("linkedin", "linkedin.com", "www m"),
    **_under("telegram", "t.me telegram.me telegram.dog", "www"),
    **_under("telegram", "web.telegram.org", ""),
    **_under("line", "line.me", "page www"),
    **_under("note", "note.com note.mu", "www"),
    **_under("bluesky", "bsky.app", "www"),
    **_under("tiktok", "tiktok.com", "www m"),
}
_PATTERNS = (
    (re.compile(r"[a-z]{2}-[a-z]{2}\.facebook\.com"), "facebook"),
    (re.compile(r"[a-z]{2}\.linkedin\.com"), "linkedin"),
    (re.compile(r"[a-z][a-z0-9_]{3,31}\.t\.me"), "telegram"),
    (re.compile(r"[a-z0-9\-]+\.bsky\.social"), "bluesky"),
)
_OTHER_HOSTS = re.compile(
    r"(?:.+\.)?(?:facebook\.com|fb\.com|messenger\.com|x\.com|twitter\.com|instagram\.com|threads\.(?:net|com)"
    r"|youtube\.com|linkedin\.com|telegram\.org|t\.me|line\.me|bsky\.app|tiktok\.com)"
)
MASTODON_SERVERS = frozenset(
    """
    mastodon.social mastodon.online mastodon.cloud mastodon.world mastodon-japan.net mstdn.jp mstdn.social
    mstdn.beer pawoo.net fedibird.com mas.to fosstodon.org techhub.social masto.ai mastodon.art mathstodon.xyz
    scholar.social fediscience.org sciences.social qoto.org infosec.exchange hachyderm.io mastodon.sdf.org
    best-friends.chat toot.community social.vivaldi.net home.social c.im universeodon.com
    """.split()  # noqa: SIM905  # so many hosts read better as text
)
"""Well-known ones; that an unknown host is one, only the organisation's own list can say."""

PACKAGES = {
    "com.facebook.katana": "facebook",
    "com.facebook.lite": "facebook",
    "com.twitter.android": "x",
    "com.instagram.android": "instagram",
    "com.instagram.barcelona": "threads",
    "com.google.android.youtube": "youtube",
    "com.linkedin.android": "linkedin",
    "org.telegram.messenger": "telegram",
    "jp.naver.line.android": "line",
    "xyz.blueskyweb.app": "bluesky",
    "com.zhiliaoapp.musically": "tiktok",
    "com.ss.android.ugc.trill": "tiktok",
}
"""Which platform's own app for Android a package is."""


def platform_of(host: str) -> str | None:
    """The platform that has accounts on this host."""
    if host in _HOSTS:
        return _HOSTS[host]
    return next((platform for pattern, platform in _PATTERNS if pattern.fullmatch(host)), None)


def is_platforms(host: str) -> bool:
    """Whether a host belongs to a platform, be there accounts on it or not."""
    return host in _HOSTS or _OTHER_HOSTS.fullmatch(host) is not None
