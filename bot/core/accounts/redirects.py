"""Links that only lead on: where to, if they say so themselves. None is ever opened."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from bot.core.accounts import urls
from bot.core.accounts.platforms import hosts as known

MOST = 5
"""How often one link may lead on to another."""

OPAQUE = ""
"""Where a link leads that does not say where."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GOOGLE_ENDINGS = (
    "com|co.(?:jp|uk|in|id|kr|th|nz|za|il|ve|cr|ke)|com.(?:au|br|hk|sg|tw|mx|ar|tr|vn|ph|my|co|pe|ua|eg|sa)|"
    "jp|cn|de|fr|it|es|nl|pl|ca|ch|at|be|se|dk|no|fi|ie|pt|cz|gr|hu|ro|cl|ru|lt|lv|ee|sk|bg|hr|si"
).replace(".", r"\.")
_GOOGLE = rf"(?:www\.)?google\.(?:{_GOOGLE_ENDINGS})"


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Hosts and paths that lead on to what one of the parameters says."""

    hosts: re.Pattern[str]
    path: re.Pattern[str]
    keys: tuple[str, ...]


def _redirect(hosts: str, path: str, keys: str) -> _Redirect:
    return _Redirect(re.compile(hosts), re.compile(path), tuple(keys.split()))


_BY_PARAMETER = (
    _redirect(r"lm?\.(?:facebook|messenger|workplace)\.com", r"/l\.php/?", "u"),
    _redirect(r"(?:(?:www|m|mbasic|web|touch)\.)?facebook\.com", r"/l\.php/?|/flx/warn/?", "u"),
    _redirect(r"l\.(?:instagram\.com|threads\.(?:net|com))", r"/", "u"),
    _redirect(r"l\.wl\.co", r"/l/?", "u"),
    _redirect(_GOOGLE, r"/url/?", "q url"),
    _redirect(r"(?:(?:www|m)\.)?youtube\.com", r"/redirect/?", "q"),
    _redirect(r"(?:www\.)?linkedin\.com", r"/redir/(?:redirect|general-malware-page)/?|/safety/go/?", "url"),
    _redirect(r"(?:www\.)?tiktok\.com", r"/link/v2/?", "target"),
    _redirect(r"out\.reddit\.com", r"/.*", "url"),
    _redirect(r"slack-redir\.net", r"/link/?", "url"),
    _redirect(r"t\.umblr\.com", r"/redirect/?", "z"),
    _redirect(r"(?:www\.)?steamcommunity\.com", r"/linkfilter/?", "url u"),
    _redirect(r"(?:(?:www|m)\.)?vk\.com", r"/away(?:\.php)?/?", "to"),
    _redirect(r"duckduckgo\.com", r"/l/", "uddg"),
    _redirect(r"exit\.sc", r"/", "url"),
    _redirect(r"getpocket\.com", r"/redirect/?", "url"),
    _redirect(r"link\.zhihu\.com", r"/", "target"),
    _redirect(r"[a-z0-9.\-]+\.safelinks\.protection\.outlook\.com", r"/.*", "url"),
    _redirect(
        r"statics\.teams\.cdn\.office\.net", r"/evergreen-assets/safelinks/[0-9]+/atp-safelinks\.html", "url"
    ),
    _redirect(r"linkprotect\.cudasvc\.com", r"/url/?", "a"),
    _redirect(r"urldefense\.(?:proofpoint\.)?com", r"/v1/url/?", "u"),
)
_ALWAYS = re.compile(
    r"lm?\.(?:facebook|messenger|workplace)\.com|l\.(?:instagram\.com|threads\.(?:net|com)|wl\.co)|out\.reddit\.com"
    r"|slack-redir\.net|t\.umblr\.com|exit\.sc|link\.zhihu\.com|href\.li|jump\.5ch\.net"
    r"|[a-z0-9.\-]+\.safelinks\.protection\.outlook\.com|urldefense\.(?:proofpoint\.)?com|linkprotect\.cudasvc\.com"
    r"|(?:secure-web|[a-z0-9.\-]+\.protect-links)\.cisco\.com|protect(?:-[a-z]{2})?\.mimecast\.com"
    r"|(?:.+\.)?(?:page\.link|app\.link|onelink\.me|app\.goo\.gl)|liff\.line\.me|clicks?\.[a-z0-9.\-]+\.sendgrid\.net"
)
"""Hosts that do nothing but lead on."""
_OPAQUE_HOSTS = _words(
    """
    00m.in amzn.asia amzn.to b23.tv bio.link beacons.ai bit.do bit.ly bitly.com bitly.ws bl.ink buff.ly
    campsite.bio chat.whatsapp.com api.whatsapp.com cutt.ly discord.gg dlvr.it fb.watch fb.gg flow.page g.co
    g.page go.bsky.app goo.gl goo.su hubs.ly ift.tt is.gd j.mp kutt.it lin.ee linkin.bio linktr.ee lit.link
    lnk.bio lnk.to lnkd.in me-qr.com msha.ke onl.bz onl.la onl.sc onl.tw ow.ly ows.jp potofu.me profcard.info
    ptix.at q.gs qr.ae qr.paps.jp qrco.de qr.link qrs.ly rb.gy rebrand.ly redd.it reurl.cc s.id scnv.io
    short.gy shorturl.at shrtm.nu snip.ly soo.gd spoti.fi surl.li t.co t.ly t2m.io taplink.cc tiny.cc tiny.one
    tinyurl.com tr.ee trib.al u0u1.net ur0.biz ur0.link ur2.link urlgeni.us urx.space ux.nu v.gd vm.tiktok.com
    vt.tiktok.com wa.me wp.me x.gd y2u.be zpr.io
    """
)
"""Shorteners, pages of links and share links."""
_COPIES = re.compile(
    r"web\.archive\.org|archive\.(?:today|ph|is|li|md|fo|vn)|web\.archive\.jp|webcache\.googleusercontent\.com"
    r"|[a-z0-9\-]+\.translate\.goog|[a-z0-9\-]+\.cdn\.ampproject\.org|megalodon\.jp|ghostarchive\.org"
    r"|(?:www\.)?(?:fxtwitter|vxtwitter|fixupx|fixvx|twittpr)\.com"
)
"""Hosts of copies of pages: what they show need not be what the account shows."""
_OPAQUE_PATHS = (
    (re.compile(r"(?:[a-z0-9\-]+\.)?facebook\.com"), re.compile(r"/(?:share|s)/.+")),
    (re.compile(r"(?:www\.)?instagram\.com"), re.compile(r"/share/.+")),
    (re.compile(r"(?:www\.)?tiktok\.com"), re.compile(r"/t/.+")),
    (re.compile(r"(?:www\.)?(?:t|telegram)\.(?:me|dog)"), re.compile(r"/(?:\+|%2[Bb]|joinchat/|iv/?$|m/).*")),
    (re.compile(r"(?:www\.)?line\.me"), re.compile(r"/(?:R/)?ti/g2?/.+")),
    (re.compile(r"(?:www\.)?discord(?:app)?\.com"), re.compile(r"/invite/.+")),
    (re.compile(r"(?:translate\.)?google\.[a-z.]{2,6}"), re.compile(r"/(?:translate|website).*")),
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}"), re.compile(r"/(?:url|amp/.*)/?")),
    (re.compile(r"www\.bing\.com"), re.compile(r"/ck/a")),
    (re.compile(r"r\.search\.yahoo\.com"), re.compile(r"/.*")),
)
_WEB = re.compile(r"https?:", re.IGNORECASE)
_AMP = re.compile(r"/amp/(s/)?(.+)")
_DEFENCE_3 = re.compile(r"/v3/__(https?:.+?)__;([A-Za-z0-9_\-=]*)!.*")
_INTENT = re.compile(r"#Intent;((?:[^;=]+=[^;]*;)*)end;?")
_INTENT_EXTRAS = frozenset({"scheme", "package", "S.browser_fallback_url"})


def leads_on(url: urls.URL) -> str | None:
    """The address that a link says it leads on to; OPAQUE where it does not say, None for other addresses.

    Two different targets, or user information before the host, tell nothing.
    """
    if url.protocol == "intent:":
        return _intent(url)
    if url.protocol not in {"http:", "https:"}:
        return None
    name = urls.host_of(url)
    for redirect in _BY_PARAMETER:
        if redirect.hosts.fullmatch(name) and redirect.path.fullmatch(url.pathname):
            target = urls.value(url.search, *redirect.keys)
            return _usable(target, url)
    for hosts, read in _BY_PATH:
        if hosts.fullmatch(name) and (found := read(url)) is not None:
            return _usable(found, url)
    return OPAQUE if _is_opaque(name, url.pathname) else None


def is_known(host: str) -> bool:
    """Whether this host does nothing but lead on."""
    return host in _OPAQUE_HOSTS or _ALWAYS.fullmatch(host) is not None


def is_copy(host: str) -> bool:
    """Whether this host shows copies of other sites' pages."""
    return _COPIES.fullmatch(host) is not None


def _is_opaque(host: str, path: str) -> bool:
    if is_known(host) or is_copy(host):
        return True
    return any(hosts.fullmatch(host) and paths.fullmatch(path) for hosts, paths in _OPAQUE_PATHS)


def _usable(target: str | None, url: urls.URL) -> str:
    is_address = target is not None and _WEB.match(target) and not url.has_credentials()
    return target if target and is_address else OPAQUE


def _amp(url: urls.URL) -> str | None:
    found = _AMP.fullmatch(url.pathname)
    return f"http{'s' if found[1] else ''}://{unquote(found[2])}" if found else None


def _raw_query(url: urls.URL) -> str | None:
    return unquote(url.search.removeprefix("?")) or None


def _video_credit(url: urls.URL) -> str | None:
    if url.pathname.rstrip("/") != "/attribution_link":
        return None
    path = urls.value(url.search, "u") or ""
    return f"https://www.youtube.com{path}" if path.startswith("/") else OPAQUE


def _defence(url: urls.URL) -> str | None:
    """Proofpoint's links: version 2 writes "-" for "%" and "_" for "/", version 3 sets characters aside."""
    if url.pathname.rstrip("/") == "/v2/url":
        written = urls.value(url.search, "u") or ""
        return unquote(written.replace("-", "%").replace("_", "/"))
    found = _DEFENCE_3.fullmatch(url.pathname + url.search)
    return _put_back(found[1], found[2]) if found else None


def _put_back(address: str, aside: str) -> str:
    try:
        left = base64.urlsafe_b64decode(aside + "=" * (-len(aside) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return OPAQUE
    if "**" in address or address.count("*") != len(left):
        return OPAQUE
    letters = iter(left)
    return re.sub(r"\*", lambda _: next(letters), address)


def _intent(url: urls.URL) -> str:
    """An Android link: the address in it, if nothing in it names another or a foreign app."""
    found = _INTENT.fullmatch(url.hash)
    if found is None or url.has_credentials():
        return OPAQUE
    pairs = [extra.split("=", 1) for extra in found[1].split(";")[:-1]]
    extras = {key: unquote(value) for key, value in pairs}
    if len(extras) < len(pairs) or not extras.keys() <= _INTENT_EXTRAS:
        return OPAQUE
    scheme = extras.get("scheme", "https")
    target = f"{scheme}://{url.host}{url.pathname}{url.search}"
    platform = "telegram" if scheme == "tg" else known.platform_of(urls.host_of(url))
    in_own_app = "package" not in extras or known.PACKAGES.get(extras["package"]) == platform is not None
    return target if in_own_app and extras.get("S.browser_fallback_url", target) == target else OPAQUE


_BY_PATH: tuple[tuple[re.Pattern[str], Callable[[urls.URL], str | None]], ...] = (
    (re.compile(_GOOGLE), _amp),
    (re.compile(r"href\.li|jump\.5ch\.net"), _raw_query),
    (re.compile(r"(?:(?:www|m)\.)?youtube\.com"), _video_credit),
    (re.compile(r"urldefense\.(?:proofpoint\.)?com"), _defence),
)
