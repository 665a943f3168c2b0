from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.accounts.references import Reference, find, written
from bot.core.model import ForwardOrigin


def only(text: str) -> Reference:
    (reference,) = find(text)
    return reference


URLS = {
    "https://x.com/isj_news": "https://x.com/isj_news",
    "このページhttps://x.com/isj_newsは公式ですか": "https://x.com/isj_news",
    "「https://x.com/isj_news」って本物？": "https://x.com/isj_news",
    "(https://x.com/isj_news)": "https://x.com/isj_news",
    "（https://x.com/isj_news）": "https://x.com/isj_news",
    "<https://x.com/isj_news>": "https://x.com/isj_news",
    "[公式](https://x.com/isj_news)です": "https://x.com/isj_news",
    "https://x.com/isj_news。よろしく": "https://x.com/isj_news",
    "https://x.com/isj_news！！": "https://x.com/isj_news",
    "see https://x.com/isj_news, please.": "https://x.com/isj_news",
    "\u200bhttps://x.com/isj_news\u200b": "https://x.com/isj_news",
    "ｈｔｔｐｓ：／／ｘ．ｃｏｍ／ｉｓｊ＿ｎｅｗｓ": "ｈｔｔｐｓ：／／ｘ．ｃｏｍ／ｉｓｊ＿ｎｅｗｓ",
    "x.com/isj_newsです": "x.com/isj_news",
    "twitter.com/isj_news?s=20": "twitter.com/isj_news?s=20",
}


@pytest.mark.parametrize(("text", "url"), URLS.items())
def test_a_url_is_found_as_written_without_what_is_glued_to_it(text: str, url: str) -> None:
    found = only(text)
    assert (found.text, found.kind) == (url, "url")
    assert (found.platform, found.identity, found.plain) == ("x", "isj_news", True)


@pytest.mark.parametrize(
    "text",
    [
        "公式サイトはexample.or.jpですか",
        "公式サイトexample.or.jpは公式ですか",
        "サイトexample.or.jpは公式ですか",
        "日本のホームページexample.or.jpは公式ですか",
        "当会Webサイトexample.or.jp",
        "example。or。jp",
        "ｅｘａｍｐｌｅ．ｏｒ．ｊｐ",
        "公式は example.or.jp.",
        "Example.OR.JP",
        "https://example.or.jp/は本物ですか",
        "https://example.or.jpは本物ですか",
        '"example.or.jp"',
        "www.example.or.jp",
    ],
)
def test_a_web_site_is_found_with_or_without_a_scheme(text: str) -> None:
    found = only(text)
    assert (found.platform, found.identity, found.plain) == ("web", "example.or.jp", True)


@pytest.mark.parametrize(
    "text",
    [
        "Python 3.11 と v1.2.3",
        "e.g. this, i.e. that, at 9 a.m.",
        "README.md と main.py と Node.js",
        "That was me.To you it is.In short.",
        "10.1234/isj.2027.1 の論文",
        "/status@IsjBot と /start",
        "5個@100円",
        "会場@東京",
        "https:// と http://",
        "@",
        "",
    ],
)
def test_versions_file_names_commands_and_prices_are_no_references(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("info@example.or.jpから届いた", "info@example.or.jp"),
        ("差出人はInfo@EXAMPLE.or.jpです", "Info@example.or.jp"),
        ("事務局 <info@example.or.jp>", "info@example.or.jp"),
        ("mailto:info@example.or.jp", "info@example.or.jp"),
        ("ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｏｒ．ｊｐ", "info@example.or.jp"),
    ],
)
def test_a_mail_address_is_no_handle_and_only_its_domain_loses_case(text: str, address: str) -> None:
    found = only(text)
    assert (found.kind, found.platform, found.identity, found.plain) == ("mail", "mail", address, True)


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("@isj_news", None),
        ("＠ｉｓｊ＿ｎｅｗｓ", None),
        ("\u200b@isj_news\u200b", None),
        ("@isj_newsは公式ですか", None),
        ("Is @isj_news on Instagram official?", "instagram"),
        ("インスタの@isj_newsは公式？", "instagram"),
        ("X（旧称）ではなく Threads の @isj_news は公式?", "threads"),
        ("Telegram: @isj_news", "telegram"),
        ("Xの公式アカウント「@isj_news」", "x"),
        ("@isj_news（TikTok）", "tiktok"),
        ("@isj_newsというインスタのアカウント", "instagram"),
        ("インスタの @isj_news on X", None),
    ],
)
def test_a_handle_has_the_one_platform_named_beside_it(text: str, platform: str | None) -> None:
    found = only(text)
    assert found.kind == "handle"
    assert found.platform == platform
    assert found.identity is not None


@pytest.mark.parametrize(
    "before", [".", "-", "/", "thanks .", "「.", "アカウント", "返信は", "公式", 'の"', "“", "("]
)
@pytest.mark.parametrize(
    "after", ["", "は公式ですか", "って？", "のアカウントは", "からです", "が来ました", " 👍"]
)
def test_a_mention_is_found_whatever_sentence_stands_around_it(before: str, after: str) -> None:
    found = only(f"{before}@isj_news{after}")
    assert (found.text, found.identity, found.plain) == ("@isj_news", "isj_news", True)


@pytest.mark.parametrize("before", ["a.", "a/", "a-", "サイト/", "../", "%", "+"])
def test_an_at_in_the_middle_of_something_is_no_mention(before: str) -> None:
    assert find(f"{before}@isj_news") == ()


def test_a_bare_domain_called_an_account_of_a_platform_is_its_handle() -> None:
    found = only("instagram のアカウント isj.tokyo って本物?")
    assert (found.kind, found.platform, found.identity) == ("handle", "instagram", "isj.tokyo")


def test_a_lone_domain_is_one_though_its_ending_is_a_word() -> None:
    assert only(" isj.co ").identity == "isj.co"


def test_a_word_before_a_dot_is_no_domain_because_it_is_an_ending() -> None:
    assert only("jp.ISJ は公式ですか?").text == "jp.ISJ"


@pytest.mark.parametrize(
    ("text", "identity", "plain"),
    [
        ("@isj@social.example.jp", "isj@social.example.jp", True),
        ("＠ISJ＠Social.Example.jp は公式?", "isj@social.example.jp", True),
        ("@isj@social.example.jp.evil/", "isj@social.example.jp.evil", False),
    ],
)
def test_a_handle_with_a_server_is_mastodon_s(text: str, identity: str, plain: bool) -> None:
    found = only(text)
    assert (found.kind, found.platform, found.identity, found.plain) == (
        "handle",
        "mastodon",
        identity,
        plain,
    )


def test_a_link_that_leads_on_is_a_reference_to_where_it_leads() -> None:
    found = only("https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2FISJ_news は公式?")
    assert (found.platform, found.identity, found.plain) == ("x", "isj_news", True)
    assert found.text == "https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2FISJ_news"
    assert found.address == "https://x.com/ISJ_news"


def test_a_post_is_its_account_s_and_noted_as_a_post() -> None:
    found = only("https://x.com/isj_news/status/1788888888888888888")
    assert (found.platform, found.identity, found.note) == ("x", "isj_news", "post")


@pytest.mark.parametrize(
    "text",
    [
        "tg:resolve?domain=isj_news",
        "tg://resolve?domain=isj_newsは公式?",
        "https://web.telegram.org/k/#@isj_news",
    ],
)
def test_an_app_s_address_is_found(text: str) -> None:
    found = only(text)
    assert (found.kind, found.platform, found.identity, found.plain) == ("url", "telegram", "isj_news", True)


def test_every_reference_of_a_message_is_found_in_order() -> None:
    text = "https://example.jp,https://x.com/isj_news と @isj、info@example.jp"
    assert [r.text for r in find(text)] == [
        "https://example.jp",
        "https://x.com/isj_news",
        "@isj",
        "info@example.jp",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "学会ノexample.jpは",  # the domain may begin with the kanji or the kana
        "日本画像学会example.jpは",
        "偽サイトexample.jpは",
        "evil-サイトexample.jpは",
        "https://example.jpノlogin.evil.com/a",  # one host to a browser
        "example.jpノlogin.evil.com",
        "https://example.jp」.evil.com",
        "example.jp@evil",
        "example.jp%2eevil",
        "https://x.com/isj_news…",
        "https://x.com/isj_news...",
        "@isj_news…",
        "@isj_news/evil",
        "https://www.youtube.com/@isj公式チャンネル",  # handles there may be Japanese
        "https://www.youtube.com/@isjこうしき",
        "https://facebook.com/isjの会",
        "@IsjSociety公式",
        "@IsjSociety日本",
        "@IsjSocietyの会",
        "@IsjSocietyはなこ",
        "@IsjSocietyー",
        "@IsjSociety👍",
        "部長@example.org",  # the mailbox of the head of a department, not a handle
        "部長\u200b@example.org",
        '"evil"@example.org',
        "'evil'@isj_news",
        "“evil”@isj_news",
        "山田@isj_news",
        "山田@isj@social.example.jp",
        "さくら@isj_news",
        "office@so\u212ako.example",
        "https://so\u212ako.example",
        "lin\u212aedin.com/company/isj",
        "https://www.facebook.com/isj公式-1000123/",
        "https://evil.com／@x.com/isj_news",  # full-width slash: user information to a browser
        "https://x.com／isj_news／@evil.com/",
        "info@example.jp@evil.com",
    ],
)
def test_a_reference_with_a_doubtful_end_or_host_is_not_plain(text: str) -> None:
    assert not find(text)[0].plain


def test_what_a_browser_reads_in_full_width_forms_comes_before_what_folding_reads() -> None:
    assert only("https://x.com／isj_news／@evil.com/").identity == "evil.com"


@pytest.mark.parametrize(
    ("origin", "text", "identity"),
    [
        (ForwardOrigin("channel", -1001777888999, "ISJ_news", "学会"), "学会", "isj_news"),
        (ForwardOrigin("user", 12345), "12345", "12345"),
        (ForwardOrigin("chat", None, "isj_news"), "@isj_news", "isj_news"),
        (ForwardOrigin("hidden_user", title="学会"), "学会", None),
    ],
)
def test_the_origin_of_a_forward_is_the_first_reference(
    origin: ForwardOrigin, text: str, identity: str | None
) -> None:
    forward, handle = find("@isj_news", origin)
    assert (forward.kind, forward.platform, forward.text, forward.identity) == (
        "forward",
        "telegram",
        text,
        identity,
    )
    assert forward.origin == origin
    assert handle.kind == "handle"


PIECES = st.one_of(
    st.sampled_from(["https://", "http:/", "x.com", "isj.jp", "t.me/a", "は", "公式", "facebook の"]),
    st.sampled_from("@.。、／＠\\/#?%「」()\u200b\u202e\0éа…\n "),
)
MESSY = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


@given(MESSY)
def test_references_are_pieces_of_the_text_in_order_without_overlap(text: str) -> None:
    end = 0
    for reference in find(text):
        assert reference.start >= end
        assert text[reference.start : reference.end] == reference.text != ""
        end = reference.end


@given(MESSY, st.sampled_from(["isj_nuws は公式?", "ID 1280001112223334445", "@isj", "https://x.com/isj"]))
def test_what_stands_on_another_line_changes_no_reference(text: str, reference: str) -> None:
    before = [r.text for r in written(text)]
    assert [r.text for r in written(f"{text}\n\n{reference}")][: len(before)] == before


SIZE = 100_000
NASTY = [
    *("a", "@", ".", "\0", "\u202e", "\u200b", "-", "_", "(", ";", "*", "UC", "%2F", "ａ．", "という"),
    *("http://", "https://あ", "a.", "a@", "@a", "a_ ", "a@a.jp", "a.jp。", "x://", "a.co ", "@a@b.jp "),
    *("tg:resolve?", "ID ", "id1234567890123 ", "isj_nuws は公式 ", "Is a_b official ", "アカウント ab1 "),
    *(
        "facebook の @a ",
        "is a1b on x ",
        "https://x.com/a ",
        "https://l.facebook.com/l.php?u=",
        "https%3A%2F%2F",
    ),
]
UGLIEST = [
    *(piece * (SIZE // len(piece)) for piece in NASTY),
    "https://" + "あ." * (SIZE // 2),
    "https://a.jp/" + ")" * SIZE,
    "https://x.com/" + "%41" * (SIZE // 3),
    "https://l.facebook.com/l.php?" + "u=a;" * (SIZE // 4),
    "https://l.facebook.com/l.php?u=" + "https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3D" * (SIZE // 43),
    "https://urldefense.com/v3/__https://a" + "*" * SIZE + "__;" + "A" * SIZE + "!!",
    "intent://x.com/a#Intent;" + "end;" * (SIZE // 4),
    "facebook の" * (SIZE // 20) + "@a" * (SIZE // 8),
]


@pytest.mark.parametrize("text", UGLIEST, ids=lambda text: repr(text[:12]))
def test_the_ugliest_message_takes_time_in_proportion_to_its_length(text: str) -> None:
    assert _seconds(text) < 5


def _seconds(text: str) -> float:
    begun = time.process_time()
    find(text)
    return time.process_time() - begun
