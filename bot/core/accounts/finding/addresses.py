"""URLs, domains, mail addresses and @handles in a text.

Finding folds full-width forms one character to one, so every reference keeps the text as it was written.
Japanese glued to either side is cut off; where the cut could be wrong, the reference is not `plain`.
All patterns are possessive or start only where a run starts, so time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.core.accounts import identity
from bot.core.accounts.finding import written
from bot.core.accounts.finding.characters import DOTS, FOLD, HIDDEN, JAPANESE, NOT_OPENING, SEEN, STOP, W
from bot.core.accounts.finding.domains import TLD, has_common_ending, is_host
from bot.core.accounts.finding.ends import (
    NEXT_URL,
    clean_after_host,
    clean_after_name,
    clean_before_handle,
    clean_before_host,
    trimmed,
)
from bot.core.accounts.finding.platform_words import platform_named
from bot.core.accounts.finding.reference import Reference

_LABEL = rf"(?:{W}|-)++"
_DOMAIN = rf"{_LABEL}(?:[.。｡]{_LABEL})++"
_LOCAL = rf"(?:{W}|[.+%'\-])"
_REFERENCE = re.compile(
    r"(?P<scheme>[Hh][Tt][Tt][Pp][Ss]?:[/\\]++"
    r"|(?<![A-Za-z0-9+.\-])(?![A-Za-z]{1,16}https?:)[A-Za-z][A-Za-z0-9+.\-]{1,19}+://"
    r"|(?<![A-Za-z0-9+.\-])[Tt][Gg]:(?=resolve\?))"
    rf"|(?P<mail>(?<!{_LOCAL}){_LOCAL}++@{_DOMAIN})"
    rf"|(?P<domain>(?<!{W})(?<!-){_DOMAIN}(?::[0-9]{{1,5}}+)?)"
    rf"|(?P<handle>(?<!{SEEN})(?<![+%@])(?<!{NOT_OPENING}[./\-])@(?:{W}|[.\-])++(?P<server>@{_DOMAIN})?)"
)
_AUTHORITY = re.compile(rf"(?:(?!{NEXT_URL})[^{STOP}/\\?#]|(?<=[A-Za-z0-9])[。｡](?=[A-Za-z0-9]))++")
_TAIL = re.compile(rf"[/\\?#](?:(?!{NEXT_URL})[^{STOP}{JAPANESE}])*+")
_NUMBERED_PAGE = re.compile(
    rf"/(?:pages|people)/[^{STOP}/?#]{{1,80}}/[0-9]{{5,20}}(?:/(?![{JAPANESE}])|(?![0-9]))"
)
_BLANKS = 16
_LAST_LABEL_GLUED = re.compile(rf"[A-Za-z0-9\-]++(?=[{JAPANESE}])")
_HOST_THEN_JAPANESE = re.compile(rf"\.[A-Za-z]{{2,}}+[{JAPANESE}]")


def addresses(text: str) -> Iterator[Reference]:
    """Every reference that is written as an address, in order."""
    folded = text.translate(FOLD)
    position = 0
    while match := _REFERENCE.search(folded, position):
        reference = _read(text, folded, match)
        if reference is not None:
            yield reference
        position = _next(match, reference)


def _next(match: re.Match[str], reference: Reference | None) -> int:
    if reference is not None:
        return max(reference.end, match.start() + 1)
    # what looked like a mail address may be a handle after hidden characters
    return match.start() + match[0].index("@") if match["mail"] else match.end()


def _read(text: str, folded: str, match: re.Match[str]) -> Reference | None:
    if match["scheme"]:
        return _url(text, folded, match)
    if match["mail"]:
        return _mail(text, folded, match)
    if match["domain"]:
        return _domain(text, folded, match)
    return _handle(text, folded, match)


def _url(text: str, folded: str, match: re.Match[str]) -> Reference | None:
    authority = _AUTHORITY.match(folded, match.end())
    if authority is None:
        return None
    after_last_dot = max(authority[0].rfind(c) for c in ".@:。｡") + 1
    glued = _LAST_LABEL_GLUED.match(authority[0], after_last_dot)
    end = authority.start() + glued.end() if glued else _tail_end(folded, authority.end())
    reference = _address(text, folded, match.start(), trimmed(folded, match.start(), end))
    if _HOST_THEN_JAPANESE.search(authority[0], 0, glued.end() if glued else len(authority[0])):
        return replace(reference, platform=None, identity=None, plain=False)
    return reference


def _domain(text: str, folded: str, match: re.Match[str]) -> Reference | None:
    start, end = match.start(), match.end()
    host, _, port = match["domain"].translate(DOTS).partition(":")
    has_tail = folded[end : end + 1] in {"/", "\\"}
    certain = True
    if not (is_host(host, has_tail) or (_is_alone(folded, match) and has_common_ending(host))):
        host, _, rest = host.rpartition(".")
        if "." not in host or not is_host(host, False):
            return None
        end -= len(rest) + 1 + (len(port) + 1 if port else 0)
        certain = has_tail = False
    start += len(host) - len(host.lstrip(HIDDEN))
    end = trimmed(folded, start, _tail_end(folded, end) if certain else end)
    platform = None if "/" in folded[start:end] or not certain else platform_named(folded, start, end)
    if platform:
        return written.handle(text, folded, start, end, platform)
    reference = _address(text, folded, start, end)
    return replace(reference, plain=reference.plain and certain and clean_before_host(folded, match.start()))


def _is_alone(folded: str, match: re.Match[str]) -> bool:
    """Whether nothing else stands in the message."""
    if len(folded) - len(match[0]) > _BLANKS:
        return False
    return not (folded[: match.start()] + folded[match.end() :]).strip(f" \t\r\n\u3000{HIDDEN}")


def _tail_end(folded: str, end: int) -> int:
    """Where the path ends: Japanese ends it, but for the name in an address of a numbered page."""
    tail = _NUMBERED_PAGE.match(folded, end) or _TAIL.match(folded, end)
    return tail.end() if tail else end


def _address(text: str, folded: str, start: int, end: int) -> Reference:
    url, original = folded[start:end], text[start:end]
    plain = identity.is_plain(url)
    if url != original and identity.host(original) not in {None, identity.host(url)}:
        url, plain = original, False  # a browser reads the full-width forms otherwise
    led = identity.led(url)
    platform, name = (led.platform, led.identity) if led else (None, None)
    if plain:
        in_host = not re.search(r"[/\\?#]", url.partition("://")[2] or url)
        plain = clean_after_host(folded, end) if in_host else clean_after_name(folded, end, platform)
    note, target = (led.note, led.target) if led else ("", "")
    return Reference(original, "url", platform, name, plain, start, target=target, note=note)


def _mail(text: str, folded: str, match: re.Match[str]) -> Reference | None:
    whole = match["mail"]
    start = match.start() + len(whole) - len(whole.lstrip(HIDDEN + "'."))
    end = trimmed(folded, start, match.end())
    local, _, domain = folded[start:end].rpartition("@")
    domain = domain.translate(DOTS).strip("-")
    if not any(map(str.isalnum, local)) or not TLD.fullmatch(domain.rpartition(".")[2].lower()):
        return None
    host = identity.host(domain) if identity.is_plain(domain) and local.isascii() else None
    address = f"{local}@{host}" if host else None
    in_link = folded[max(0, start - 7) : start].lower() == "mailto:" and folded[end : end + 1] == "?"
    plain = address is not None and (in_link or clean_after_host(folded, end))
    return Reference(text[start:end], "mail", "mail", address, plain, start)


def _handle(text: str, folded: str, match: re.Match[str]) -> Reference | None:
    end = match.end()
    while folded[end - 1] in f".-{HIDDEN}":
        end -= 1
    start = match.start()
    name = folded[start + 1 : end]
    if not any(c.isalpha() for c in name):
        return None
    if match["server"]:
        return _on_server(text, folded, start, end)
    platform = "bluesky" if name.lower().endswith(".bsky.social") else platform_named(folded, start, end)
    return written.handle(text, folded, start, end, platform)


def _on_server(text: str, folded: str, start: int, end: int) -> Reference:
    """@name@server, as on Mastodon."""
    name = folded[start + 1 : end].translate(DOTS)
    known = identity.of_handle("mastodon", name)
    plain = known is not None and clean_before_handle(folded, start) and clean_after_host(folded, end)
    return Reference(text[start:end], "handle", "mastodon", known, plain, start)
