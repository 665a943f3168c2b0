"""What accounts are called on each platform, in the one spelling that the platform tells them apart by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from bot.core.accounts.urls import lower

Form = Literal["name", "number", "legacy"]
"""How an identity names its account; one account may have an identity of each form."""

YOUTUBE_CHANNEL = re.compile(r"UC[A-Za-z0-9_\-]{10,40}")
LINKEDIN_NAME = re.compile(r"[A-Za-z0-9_\-]{1,100}")
DIGITS = re.compile(r"[1-9][0-9]{3,19}")
_MASTODON = re.compile(r"[A-Za-z0-9_]+(?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_LONGEST_MASTODON = 200
_NOT_KELVIN = re.compile("[^\u212a]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOT_ACCOUNTS = {
    "facebook": _words(
        "ads bookmarks business dialog directory events flx friends gaming groups hashtag help home legal "
        "live login marketplace media messages note.php notes notifications p pages people permalink pg "
        "photo photos plugins policies privacy profile r recover reel reels s saved search settings share "
        "sharer stories story t tr v video videos watch"
    ),
    "x": _words(
        "about account compose download explore following followers hashtag help home i intent jobs login "
        "logout messages notifications oauth privacy search settings share signup tos who_to_follow widgets"
    ),
    "instagram": _words(
        "_n _u about accounts api archive challenge developer developers direct directory emails explore "
        "legal p press privacy reel reels share stories terms tv web"
    ),
    "threads": frozenset[str](),
    "youtube": _words(
        "about account ads attribution_link c channel clip creators e embed feed gaming hashtag "
        "howyoutubeworks jobs kids live music new oembed playlist post premium redirect reporthistory "
        "results s select_site shorts signin source supported_browsers t trending upload user v verify "
        "watch watch_videos yt"
    ),
    "telegram": _words(
        "addemoji addlist addstickers addtheme boost confirmphone contact giftcode invoice joinchat "
        "login proxy setlanguage share socks"
    ),
    "note": _words(
        "about api categories contest hashtag intent interests login magazines n notes premium search "
        "settings signup sitesettings topic topics"
    ),
}


def of_handle(platform: str, handle: str) -> str | None:
    """The canonical identity of a handle, with or without "@"; None where no account can be called so.

    LinkedIn's names are ambiguous (a company and a person may share one), so there only URLs tell.
    """
    is_name, canonical = _HANDLES.get(platform, (_nobody, str))
    bare = handle.removeprefix("@")
    if not is_name(bare) or lower(bare) in NOT_ACCOUNTS.get(platform, ()):
        return None
    return canonical(bare) or None


def of_number(platform: str, number: str) -> str | None:
    """The canonical identity of a platform's own numeric (YouTube: channel) id."""
    if platform == "youtube":
        return f"channel/{number}" if YOUTUBE_CHANNEL.fullmatch(number) else None
    if not DIGITS.fullmatch(number.removeprefix("-") if platform == "telegram" else number):
        return None
    if platform == "x":
        return f"i/user/{number}"
    return number if platform in {"facebook", "telegram"} else None


def form(platform: str, identity: str) -> Form:
    """Whether the identity is the account's name, its number, or a name of an older kind."""
    kind, _, rest = identity.rpartition("/")
    if platform == "youtube" and kind in {"c", "user"}:
        return "legacy"
    numeric = rest.removeprefix("-").isdigit() and platform in {"facebook", "telegram", "linkedin"}
    return "number" if numeric or kind in {"channel", "i/user"} else "name"


def _nobody(_: str) -> bool:
    return False


def _called(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda name: compiled.fullmatch(name) is not None


def _is_youtube_name(name: str) -> bool:
    """Letters and digits of any script, which YouTube allows; nothing that hides among them."""
    return 1 <= len(name) <= 64 and all(c in "._-·" or c.isalnum() for c in name)


def _youtube(name: str) -> str:
    """Composed, but for the one letter of which composing makes an ASCII one, the Kelvin sign."""
    return "@" + _NOT_KELVIN.sub(lambda part: unicodedata.normalize("NFC", part[0]), lower(name))


def _is_mastodon_name(name: str) -> bool:
    return len(name) <= _LONGEST_MASTODON and _MASTODON.fullmatch(name) is not None


# lengths are looser than the platforms': a name too long for one is compared with ours all the same
_HANDLES: dict[str, tuple[Callable[[str], bool], Callable[[str], str]]] = {
    "facebook": (_called(r"[A-Za-z0-9.]{2,64}"), lambda name: lower(name.replace(".", ""))),
    "x": (_called(r"[A-Za-z0-9_]{1,64}"), lower),
    "instagram": (_called(r"[A-Za-z0-9._]{1,64}"), lower),
    "threads": (_called(r"[A-Za-z0-9._]{1,64}"), lower),
    "youtube": (_is_youtube_name, _youtube),
    "telegram": (_called(r"[A-Za-z][A-Za-z0-9_]{3,63}"), lower),
    "line": (_called(r"[A-Za-z0-9._\-]{1,64}"), lower),
    "note": (_called(r"[A-Za-z0-9_]{1,64}"), str),  # whether note ignores case is not documented
    "bluesky": (
        _called(r"[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+|did:[a-z]+:[A-Za-z0-9.:\-]+"),
        lambda name: name if name.startswith("did:") else lower(name),
    ),
    "mastodon": (_is_mastodon_name, lower),
    "tiktok": (_called(r"[A-Za-z0-9._]{1,64}"), lower),
}
