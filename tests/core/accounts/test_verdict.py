from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.core.accounts.references import find
from bot.core.accounts.registry import Account, Registry
from bot.core.accounts.verdict import Verifier, worst
from bot.core.model import AccountFinding, ForwardOrigin, VerdictName


def account(platform: str, address: str | None, numeric_id: str | None = None) -> Account:
    return Account(f"society/{platform}", "society", platform, {"en": "Society"}, address, numeric_id)


REGISTRY = Registry(
    accounts=(
        account("facebook", "https://www.facebook.com/ISJ.page", "100044556677889"),
        account("x", "https://x.com/isj_news", "1280001112223334445"),
        account("youtube", "https://www.youtube.com/@isj-movie"),
        account("telegram", "https://t.me/isj_channel", "-1001777888999"),
        account("linkedin", "https://www.linkedin.com/company/isj-japan/"),
        account("mastodon", "https://mastodon.example/@isj"),
        account("web", "https://sites.example/isj"),
    ),
    domains=("isj.or.jp",),
    former_domains=("www.old-isj.org",),
    mails=("info@isj.or.jp",),
)
INCOMPLETE = Registry(accounts=(account("facebook", None),), mail_on_file=False)
VERIFIER = Verifier(REGISTRY)


def verdict(
    text: str, registry: Registry = REGISTRY, forward: ForwardOrigin | None = None
) -> VerdictName | None:
    return worst(Verifier(registry).judge(find(text, forward)))


OFFICIAL = [
    "https://www.facebook.com/isjpage/posts/1",
    "https://m.facebook.com/profile.php?id=100044556677889",
    "https://x.com/ISJ_NEWSは公式ですか",
    "https://x.com/i/user/1280001112223334445",
    "https://www.youtube.com/@isj-movieは公式ですか",
    "t.me/isj_channel/12",
    "@isj_channel",
    "Xの@isj_newsは公式？",
    "https://jp.linkedin.com/company/isj-japan/about/",
    "https://www.isj.or.jp/a?b=c",
    "https://member.isj.or.jp:443/login",
    "公式サイトはisj.or.jpですか",
    "ｉｓｊ．ｏｒ．ｊｐ",
    "info@ISJ.or.jp",
    "INFO@isj.or.jp",
    "@isj_news",
    "linkedin の @isj-japan は公式？",
    "https://mastodon.example/@isj/1234",
    "@isj@mastodon.example",
]


@pytest.mark.parametrize("text", OFFICIAL)
def test_every_documented_spelling_of_an_account_on_file_is_official(text: str) -> None:
    assert verdict(text) == "official"


CANNOT_TELL = [
    "https://isj.or.jp@isj.or.jp/",
    "https://user@x.com/isj_news",
    "https://isj.or.jp:8443/",
    "https://isj.or.jp\\a",
    "https:/isj.or.jp",
    "https://x.com/a/../isj_news",
    "偽isj.or.jp",
    "https://isj.or.jpノlogin.evil.example/",
    "https://ⅰsj.or.jp",
    "https://isj\u200b.or.jp",
    "ftp://isj.or.jp/",
    "https://bit.ly/abc",
    "https://lin.ee/abc",
    "https://old-isj.org/a",
    "https://sites.example/isj",
    "https://www.youtube.com/channel/UCaaaaaaaaaaaaaaaaaaaaaa",  # may be ours: the list has no channel id
    "https://www.youtube.com/c/isj",
    "https://www.linkedin.com/company/12345/",
    "https://x.com/home",
    "аinfo@isj.or.jp",
    "info@isj.or.jp@evil.example",
    "someone@isj.or.jp",  # the domain is ours, the address is not on the list
]


@pytest.mark.parametrize("text", CANNOT_TELL)
def test_what_the_list_cannot_settle_is_cannot_tell(text: str) -> None:
    assert verdict(text) == "cannot_tell"


UNLISTED = [
    "@someone_else",
    "https://www.facebook.com/some.imaging.museum",
    "https://www.facebook.com/profile.php?id=100099998877665",
    "https://t.me/another_channel",
    "https://another.example/isj_news_and_more",
    "someone@another.example",
]


@pytest.mark.parametrize("text", UNLISTED)
def test_what_is_not_on_a_complete_list_is_unlisted_and_no_worse(text: str) -> None:
    assert verdict(text) == "unlisted"


LOOKALIKES = [
    "https://mastodon.example/@lsj",
    "https://www.facebook.com/lsj.page",
    "https://www.facebook.com/profile.php?id=100044556677888",
    "https://x.com/isj_news_jp",
    "@isj_news on Instagram",
    "https://t.me/isj_news",
    "https://www.linkedin.com/in/isj-japan",
    "https://isj.or.jp.evil.example/",
    "https://isj.or.jp@evil.example/",
    "https://isj-or.jp/",
    "https://facebook.com.evil.example/isjpage",
    "info@isj.or.jp.evil.example",
]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_imitates_an_account_on_file_is_a_lookalike(text: str) -> None:
    assert verdict(text) in {"lookalike", "similar"}


@pytest.mark.parametrize(
    "text", ["https://www.facebook.com/anything", "facebook の @anything", "a@b.example"]
)
def test_where_the_list_is_incomplete_nothing_is_called_unlisted(text: str) -> None:
    assert verdict(text, INCOMPLETE) == "cannot_tell"


def test_an_incomplete_platform_does_not_blur_the_others() -> None:
    assert verdict("https://x.com/anything", INCOMPLETE) == "unlisted"


def test_an_account_on_a_shared_host_does_not_make_its_neighbours_official() -> None:
    shared = Registry(accounts=(account("web", "https://sites.example/isj"),))
    assert verdict("https://sites.example/evil", shared) == "cannot_tell"


def test_a_site_of_its_own_on_file_is_official_without_its_subdomains() -> None:
    journal = Registry(accounts=(account("web", "https://journal.example/"),))
    assert verdict("https://journal.example/vol/1", journal) == "official"
    assert verdict("https://evil.journal.example/", journal) == "unlisted"


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (ForwardOrigin("channel", -1001777888999, "renamed", "Society"), "official"),
        (ForwardOrigin("channel", None, "ISJ_channel", "Society"), "official"),
        (ForwardOrigin("channel", -1001777888990, "isj_channel", "Society"), "cannot_tell"),
        (ForwardOrigin("hidden_user", None, None, "Society"), "cannot_tell"),
        (ForwardOrigin("hidden_user", -1001777888999, "isj_channel", "Society"), "cannot_tell"),
        (ForwardOrigin("chat"), "cannot_tell"),
        (ForwardOrigin("channel", -1001777888990, "isj_chanel", "Society"), "lookalike"),
        (ForwardOrigin("channel", -1005555555555, "another", "Society"), "unlisted"),
        (ForwardOrigin("user", 2005555555, None, "Society"), "unlisted"),
    ],
)
def test_a_forward_is_official_by_its_number_or_name_only(
    origin: ForwardOrigin, expected: VerdictName
) -> None:
    assert verdict("", forward=origin) == expected


def test_a_forward_without_a_name_cannot_be_told_while_no_number_is_on_file() -> None:
    registry = Registry(accounts=(account("telegram", "https://t.me/isj_channel"),))
    assert verdict("", registry, ForwardOrigin("channel", -1001777888999)) == "cannot_tell"
    assert verdict("", registry, ForwardOrigin("channel", -1001777888999, "isj_channel")) == "official"
    assert verdict("", registry, ForwardOrigin("channel", -1001777888999, "another")) == "unlisted"


def test_a_finding_names_the_account_on_file() -> None:
    assert VERIFIER.judge(find("https://fb.com/isj.page")) == (
        AccountFinding("https://fb.com/isj.page", "official", "facebook", "isjpage", ("society/facebook",)),
    )


def test_a_reference_written_twice_is_judged_once() -> None:
    assert len(VERIFIER.judge(find("x.com/isj_news x.com/isj_news"))) == 1


def test_the_worst_verdict_is_the_message_s() -> None:
    assert verdict("https://x.com/isj_news https://evil.example https://bit.ly/a") == "cannot_tell"
    assert verdict("https://x.com/isj_news https://evil.example") == "unlisted"
    assert worst(()) is None


# --- properties ----------------------------------------------------------------------------------

ADDRESSES = st.sampled_from(
    [  # before, what identifies the account, after
        ("https://www.facebook.com/", "ISJ.page", ""),
        ("https://www.facebook.com/", "ISJ.page", "/posts/1"),
        ("https://www.facebook.com/profile.php?id=", "100044556677889", ""),
        ("https://x.com/", "isj_news", ""),
        ("https://", "x.com", "/isj_news"),
        ("https://www.youtube.com/@", "isj-movie", ""),
        ("https://t.me/", "isj_channel", "は公式ですか"),
        ("https://www.linkedin.com/company/", "isj-japan", "/"),
        ("https://", "isj.or.jp", ""),
        ("https://www.", "isj.or.jp", "/a"),
        ("公式は ", "isj.or.jp", " ですか"),
        ("", "info@isj.or.jp", ""),
        ("Telegramの@", "isj_channel", "は公式？"),
        ("@", "isj_channel", ""),
    ]
)
CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("abcijlnoprstw0159_-.@/\\:%#?&~ "),
    st.sampled_from("аеіјорѕсʝıℓ‐‑–ー一ノ。．＿・ｌⅰⓘ𝒊ⁱ\u200b\u200d\u202e\u0307\0"),
)


def same_spelling(was: str, becomes: str) -> bool:
    """Case, full-width forms and the dots of domains and of Facebook's names: documented to be the same."""
    folded = chr(ord(becomes) - 0xFEE0) if "！" <= becomes <= "～" else becomes
    return folded.lower() == was.lower() or (was == "." and becomes in "。｡")


def assert_not_vouched_for(text: str, address: tuple[str, str, str]) -> None:
    """No account of this platform is official; "info:isj.or.jp" does name the official site, though."""
    (meant,) = VERIFIER.judge(find("".join(address)))
    assert meant.verdict == "official"
    findings = VERIFIER.judge(find(text))
    assert not [f for f in findings if f.verdict == "official" and f.platform == meant.platform]


@given(ADDRESSES, st.integers(0, 30), CHARACTERS)
@example(("https://x.com/", "isj_news", ""), 0, "ｉ")
def test_another_character_anywhere_in_an_official_address_is_never_official(
    address: tuple[str, str, str], at: int, character: str
) -> None:
    before, name, after = address
    at %= len(name)
    if same_spelling(name[at], character):
        return
    assume(name[at] != "@" or before == "")  # the handle needs no "@" beside the platform's name
    assert_not_vouched_for(f"{before}{name[:at]}{character}{name[at + 1 :]}{after}", address)


@given(ADDRESSES, st.integers(1, 30), CHARACTERS)
def test_a_character_put_into_an_official_address_is_never_official(
    address: tuple[str, str, str], at: int, character: str
) -> None:
    before, name, after = address
    at = at % (len(name) - 1) + 1
    assume(at < len(name))
    assume("facebook" not in before or character not in ".．")  # Facebook drops dots
    assert_not_vouched_for(f"{before}{name[:at]}{character}{name[at:]}{after}", address)


HOSTS = st.sampled_from(["isj.or.jp", "x.com", "www.facebook.com", "t.me"])
PATHS = {"isj.or.jp": "/a", "x.com": "/isj_news", "www.facebook.com": "/isjpage", "t.me": "/isj_channel"}
TRICKS = st.sampled_from(
    [
        "https://{host}@evil.example{path}",
        "https://user:pass@{host}{path}",
        "https://@{host}{path}",
        "https://evil.example\\@{host}{path}",
        "https://{host}\\@evil.example{path}",
        "https://{host}\\{path}",
        "https:\\\\{host}{path}",
        "https://{host}:8443{path}",
        "http://{host}:443{path}",
        "https://{host}.evil.example{path}",
        "https://evil-{host}{path}",
        "https://{host}-evil.example{path}",
        "https://evil.example/{host}{path}",
        "https://evil.example?{host}{path}",
        "https://evil.example#{host}{path}",
        "https://{host}%2eevil.example{path}",
        "https://{host}。evil.example{path}",
        "https://{host}ノ.evil.example{path}",
        "https://{host}／@evil.example{path}",
        "https://evil.example／@{host}{path}",
        "https://{host}\u2024evil.example{path}",
        "https://{host}\u200b.evil.example{path}",
        "https://{host}/x/..{path}",
        "https://{host}/%2e%2e{path}",
        "ftp://{host}{path}",
        "javascript://{host}{path}",
    ]
)


@given(HOSTS, TRICKS, st.sampled_from(["{}", "公式は{}ですか", "「{}」", "({})"]))
def test_no_trick_with_the_host_is_ever_official(host: str, trick: str, around: str) -> None:
    assert verdict(around.format(trick.format(host=host, path=PATHS[host]))) != "official"


HOMOGLYPHS = {"i": "іıⅰ１", "s": "ѕƽ", "j": "јʝ", "o": "оοⲟ０", "c": "сϲⅽ", "e": "еℯ", "a": "аɑ", "p": "рρ"}


@given(ADDRESSES, st.data())
def test_no_homoglyphs_in_an_official_address_are_ever_official(
    address: tuple[str, str, str], data: st.DataObject
) -> None:
    before, name, after = address
    places = [i for i, character in enumerate(name) if character in HOMOGLYPHS]
    assume(places)
    changed = list(name)
    for at in data.draw(st.sets(st.sampled_from(places), min_size=1)):
        changed[at] = data.draw(st.sampled_from(HOMOGLYPHS[name[at]]))
    assert_not_vouched_for(f"{before}{''.join(changed)}{after}", address)


MESSAGES = st.lists(st.sampled_from(OFFICIAL + CANNOT_TELL + UNLISTED), min_size=1, max_size=6)


@given(MESSAGES, st.data())
def test_the_order_of_references_does_not_matter(texts: list[str], data: st.DataObject) -> None:
    references = [reference for text in texts for reference in find(text)]
    shuffled = data.draw(st.permutations(references))
    assert set(VERIFIER.judge(references)) == set(VERIFIER.judge(shuffled))
    assert worst(VERIFIER.judge(references)) == worst(VERIFIER.judge(shuffled))


@given(st.sampled_from(OFFICIAL + CANNOT_TELL + UNLISTED))
def test_without_a_list_nothing_is_official(text: str) -> None:
    assert verdict(text, Registry()) != "official"
    assert verdict(text, replace(REGISTRY, accounts=(), domains=(), mails=())) != "official"
