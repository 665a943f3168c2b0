from __future__ import annotations

from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.accounts import identity

LINKS = {
    link: led
    for group in yaml.safe_load(Path(__file__).with_name("adversarial.yaml").read_text("utf-8")).values()
    for link, led in group.items()
}


@pytest.mark.parametrize(("url", "led"), LINKS.items())
def test_a_link_leads_where_a_browser_or_an_app_would_go(url: str, led: str) -> None:
    expected = None if led == "-" else tuple(led.replace('"', "").split(" "))
    assert identity.of_url(url) == expected


ACCOUNTS = {
    "https://www.facebook.com/ISJ.page": ("facebook", "isjpage"),
    "https://m.facebook.com/isjpage/posts/pfbid02abc": ("facebook", "isjpage"),
    "mbasic.facebook.com/isjpage?ref=ts": ("facebook", "isjpage"),
    "https://ja-jp.facebook.com/isjpage": ("facebook", "isjpage"),
    "https://fb.com/pg/isjpage/about": ("facebook", "isjpage"),
    "https://www.facebook.com/profile.php?id=100044556677889&sk=about": ("facebook", "100044556677889"),
    "https://www.facebook.com/100044556677889": ("facebook", "100044556677889"),
    "https://www.facebook.com/people/A-Name/100044556677889/": ("facebook", "100044556677889"),
    "https://web.facebook.com/pages/A-Name/100044556677889": ("facebook", "100044556677889"),
    "https://www.facebook.com/groups/ISJ/": ("facebook", "groups/isj"),
    "https://x.com/ISJ_news/status/1788888888888888888": ("x", "isj_news"),
    "http://mobile.twitter.com/@isj_news?s=20": ("x", "isj_news"),
    "https://x.com/i/user/1280001112223334445": ("x", "i/user/1280001112223334445"),
    "https://www.instagram.com/ISJ.news/?hl=ja": ("instagram", "isj.news"),
    "https://www.threads.net/@isj.news/post/abc": ("threads", "isj.news"),
    "https://www.youtube.com/%40ISJ-movie/videos": ("youtube", "@isj-movie"),
    "https://m.youtube.com/channel/UCa1b2C3d4E5f6G7h8I9j0Kl": ("youtube", "channel/UCa1b2C3d4E5f6G7h8I9j0Kl"),
    "https://www.youtube.com/c/ISJmovie": ("youtube", "c/isjmovie"),
    "https://www.youtube.com/user/ISJmovie": ("youtube", "user/isjmovie"),
    "https://jp.linkedin.com/company/ISJ-Japan/posts/": ("linkedin", "company/isj-japan"),
    "https://www.linkedin.com/in/taro-yamada": ("linkedin", "in/taro-yamada"),
    "t.me/isj_news/123": ("telegram", "isj_news"),
    "https://telegram.me/s/ISJ_news": ("telegram", "isj_news"),
    "https://isj_news.t.me": ("telegram", "isj_news"),
    "tg://resolve?domain=isj_news": ("telegram", "isj_news"),
    "https://t.me/c/1777888999/5": ("telegram", "-1001777888999"),
    "https://page.line.me/isj": ("line", "isj"),
    "https://line.me/R/ti/p/%40isj": ("line", "isj"),
    "https://note.com/isj_note/n/n123": ("note", "isj_note"),
    "https://bsky.app/profile/ISJ.bsky.social/post/3k": ("bluesky", "isj.bsky.social"),
    "https://www.tiktok.com/@ISJ.news/video/1": ("tiktok", "isj.news"),
}


@pytest.mark.parametrize(("url", "account"), ACCOUNTS.items())
def test_every_address_of_an_account_gives_its_canonical_identity(url: str, account: tuple[str, str]) -> None:
    assert identity.of_url(url) == account


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com/home",
        "https://x.com/hashtag/isj",
        "https://x.com//isj_news",
        "https://www.facebook.com/events/999",
        "https://www.facebook.com/profile.php?id=100044556677889&id=1",
        "https://www.instagram.com/p/Cabc123/",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://line.me/ti/p/abc",
        "https://x.com/isj_news%2Fevil",
        "https://x.com/isj_n\u0435ws",
        "ftp://example.jp/",
        "javascript://example.jp/%0aalert(1)",
        "https://exa mple.jp/",
        "https://\ud800.jp/",
        "",
    ],
)
def test_what_names_no_account_or_cannot_be_parsed_has_no_identity(url: str) -> None:
    assert identity.of_url(url) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.or.jp./a?b", "example.or.jp"),
        ("EXAMPLE.or.jp:443/", "example.or.jp"),
        ("https://example.or.jp\\@evil.example/", "example.or.jp"),
        ("https://evil.example\\@example.or.jp/", "evil.example"),
        ("https://facebook.com@evil.example/isjpage", "evil.example"),
        ("https://facebook.com.evil.example/isjpage", "facebook.com.evil.example"),
        ("https://f\u0430cebook.com/isjpage", "xn--fcebook-2fg.com"),
        ("https://日本画像学会.jp/", "xn--6oq74bn8sb1kzqb853b.jp"),
        ("https://example。or。jp", "example.or.jp"),
    ],
)
def test_a_web_address_is_known_by_the_host_a_browser_would_go_to(url: str, host: str) -> None:
    assert identity.of_url(url) == ("web", host)


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("https://x.com/a/../isj_news", "isj_news"),
        ("https://x.com/isj_news/../evil", "evil"),
        ("https://x.com/isj_news/%2e%2e/evil", "evil"),
    ],
)
def test_dot_segments_are_resolved_as_browsers_do(url: str, account: str) -> None:
    assert identity.of_url(url) == ("x", account)


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_link_may_lead_on_to_another(times: int) -> None:
    assert identity.of_url(_wrapped("https://x.com/isj_news", times)) == ("x", "isj_news")


def test_a_link_that_leads_on_too_often_is_not_told() -> None:
    assert identity.of_url(_wrapped("https://x.com/isj_news", 6)) == ("short", "l.facebook.com")


def _wrapped(url: str, times: int) -> str:
    for _ in range(times):
        url = f"https://l.facebook.com/l.php?u={quote(url, safe='')}"
    return url


def test_the_address_that_a_link_leads_on_to_is_kept() -> None:
    led = identity.led("https://www.google.com/url?q=https%3A%2F%2Fx.com%2FISJ_news")
    assert led == identity.Led("x", "isj_news", target="https://x.com/ISJ_news")


@pytest.mark.parametrize(
    ("url", "note"),
    [
        ("https://x.com/isj_news", ""),
        ("https://x.com/isj_news/photo", ""),
        ("https://x.com/isj_news/status/1788888888888888888", "post"),
        ("https://x.com/isj_news//status/1788888888888888888", "post"),
        ("https://www.facebook.com/isjpage/posts/pfbid02abc", "post"),
        ("https://www.facebook.com/photo.php?fbid=9&id=100044556677889", "post"),
        ("https://www.instagram.com/isj.news/reel/Cx1/", "post"),
        ("https://www.threads.net/@isj.news/post/Cx1", "post"),
        ("https://www.tiktok.com/@isj.news/video/1", "post"),
        ("https://note.com/isj_note/n/n123", "post"),
        ("https://t.me/isj_news/123", ""),  # opens the channel of that name, and only there the post
        ("https://fb.me/isjpage", "vanity"),
        ("https://web.archive.org/web/2024/https://x.com/isj_news", "copy"),
        ("https://bit.ly/abc", ""),
    ],
)
def test_what_an_address_does_not_prove_is_noted(url: str, note: str) -> None:
    led = identity.led(url)
    assert led is not None
    assert led.note == note


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("https://social.example.jp/@ISJ", "isj@social.example.jp"),
        ("https://social.example.jp/@isj/1234", "isj@social.example.jp"),
        ("https://social.example.jp/users/isj", "isj@social.example.jp"),
        (
            "https://slack-redir.net/link?url=https%3A%2F%2Fsocial.example.jp%2F%40isj",
            "isj@social.example.jp",
        ),
        ("https://social.example.jp/@isj@other.example", None),
        ("https://social.example.jp/about", None),
        ("https://www.youtube.com/@isj", None),
        ("https://user@[::1]/@isj", None),
        ("tg://resolve?domain=isj", None),
        ("nonsense:", None),
    ],
)
def test_any_host_may_be_a_mastodon_server(url: str, account: str | None) -> None:
    assert identity.mastodon(url) == account


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("bit.ly", True),
        ("l.facebook.com", True),
        ("help.x.com", True),
        ("isj_news.t.me", True),
        ("nam12.safelinks.protection.outlook.com", True),
        ("mastodon.social", False),
        ("example.or.jp", False),
        ("google.com", False),
    ],
)
def test_hosts_of_platforms_and_of_links_that_lead_on_are_known(host: str, known: bool) -> None:
    assert identity.is_known_host(host) is known


@pytest.mark.parametrize(
    "url",
    [
        "https://user@example.jp/",
        "https://@example.jp/",
        "https://example.jp:8443/",
        "http://example.jp:443/",
        "https://example.jp\\a",
        "https:/example.jp",
        "https://example.jp/a/../b",
        "https://example.jp/%2e%2e/a",
        "https://e%78ample.jp/",
        "https://ex\u200bample.jp/",
        "https://\u2170sj.jp/",
        "https://is\u212a.jp/",
        "https://lin\u212aedin.com/company/isj",
        "https://facebook.com/isjpage#!/evil.page",
        "https://facebook.com/isjpage#%21/evil.page",
        "https://facebook.com/isjpage#/evil.page",
        "https://x.com/isj_news#!/evil",
        "https://x.com/?s=20#!/isj_news",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2Fisj_news%23!%2Fevil",
        "https://exam\tple.jp/",
        "https://exa mple.jp/",
        "twitter://evil@user?screen_name=isj_news",
        "https://l.facebook.com:8443/l.php?u=https%3A%2F%2Fexample.jp",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.jp%40evil.example",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.jp%2Fa%2F..%2Fb",
        "https://l.facebook.com/l.php?u=https%3A%5C%5Cexample.jp",
    ],
)
def test_an_address_written_to_mislead_is_not_plain(url: str) -> None:
    assert not identity.is_plain(url)


@pytest.mark.parametrize(
    "url",
    [
        *ACCOUNTS,
        "HTTPS://WWW.EXAMPLE.JP.:443/a//b",
        "https://x.com/#!/isj_news",
        "https://facebook.com/#!/isjpage",
        "https://x.com/isj_news#top",
        "https://web.telegram.org/#/im?p=@isj_news",
        "https://example.jp/app#!/members",
        "日本画像学会.jp",
        "example。jp",
        "tg:resolve?domain=isj",
    ],
)
def test_an_address_written_as_usual_is_plain(url: str) -> None:
    assert identity.is_plain(url)


@pytest.mark.parametrize(
    ("platform", "handle", "expected"),
    [
        ("facebook", "@ISJ.page", "isjpage"),
        ("x", "ISJ_news", "isj_news"),
        ("youtube", "@ISJ-movie", "@isj-movie"),
        ("note", "ISJ", "ISJ"),
        ("linkedin", "isj-japan", None),
        ("x", "home", None),
        ("telegram", "1abc", None),
        ("telegram", "isj_n\u0435ws", None),
        ("telegram", "\u212asj_news", None),
        ("youtube", "日本学会", "@日本学会"),
        ("youtube", "isj\u200bmovie", None),
        ("mastodon", "@ISJ@social.example.jp", "isj@social.example.jp"),
        ("mastodon", "isj", None),
        ("myspace", "isj", None),
    ],
)
def test_a_handle_is_canonical_on_its_platform_or_none(
    platform: str, handle: str, expected: str | None
) -> None:
    assert identity.of_handle(platform, handle) == expected


@pytest.mark.parametrize(
    ("platform", "number", "expected"),
    [
        ("facebook", "100044556677889", "100044556677889"),
        ("telegram", "-1001777888999", "-1001777888999"),
        ("x", "1280001112223334445", "i/user/1280001112223334445"),
        ("youtube", "UCa1b2C3d4E5f6G7h8I9j0Kl", "channel/UCa1b2C3d4E5f6G7h8I9j0Kl"),
        ("facebook", "-100044556677889", None),
        ("facebook", "１００", None),
        ("instagram", "123456", None),
    ],
)
def test_a_numeric_id_becomes_what_the_platform_s_urls_give(
    platform: str, number: str, expected: str | None
) -> None:
    assert identity.of_number(platform, number) == expected


PASSING_FOR_ASCII = [
    char
    for char in map(chr, range(0x80, 0x110000))
    if any(c.isascii() and c.isalnum() for c in (char.lower(), char.upper(), normalize("NFKC", char)))
]
PAGES = [
    "https://www.facebook.com/{}",
    "https://www.facebook.com/groups/{}",
    "https://x.com/{}",
    "https://www.instagram.com/{}",
    "https://www.threads.net/@{}",
    "https://www.youtube.com/@{}",
    "https://www.youtube.com/c/{}",
    "https://www.linkedin.com/company/{}",
    "https://t.me/{}",
    "https://line.me/R/ti/p/@{}",
    "https://note.com/{}",
    "https://bsky.app/profile/{}.bsky.social",
    "https://mastodon.social/@{}",
    "https://www.tiktok.com/@{}",
]


@pytest.mark.parametrize("page", PAGES)
def test_no_letter_that_becomes_an_ascii_one_makes_a_name_of_ours(page: str) -> None:
    letters = {c for form in ("NFC", "NFKC") for char in PASSING_FOR_ASCII for c in normalize(form, char)}
    ours = {identity.of_url(page.format(f"isj{letter}club")) for letter in letters if letter.isascii()} - {
        None
    }
    assert ours
    assert ours.isdisjoint(identity.of_url(page.format(f"isj{quote(c)}club")) for c in PASSING_FOR_ASCII)


PREFIXES = [
    "",
    "https://",
    "https://x.com/",
    "https://www.facebook.com/",
    "https://www.youtube.com/@",
    "https://l.facebook.com/l.php?u=https%3A%2F%2F",
    "https://urldefense.com/v3/__https://",
    "https://urldefense.com/v2/url?u=https-3A__",
    "intent://x.com/isj#Intent;",
    "https://web.telegram.org/k/#",
    "line://",
    "tg:",
    "mailto:",
]


@given(st.text(max_size=60), st.sampled_from(PREFIXES))
def test_any_text_can_be_asked_for(text: str, prefix: str) -> None:
    found = identity.of_url(prefix + text)
    assert found is None or (found[1] and (found[1].isascii() or found[0] == "youtube"))
    assert identity.is_plain(prefix + text) in {True, False}
