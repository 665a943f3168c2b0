from __future__ import annotations

import pytest

from bot.core.accounts.references import Reference, find, written


def only(text: str) -> Reference:
    (reference,) = find(text)
    return reference


@pytest.mark.parametrize(
    ("text", "handle", "platform"),
    [
        ("isj_nuws は公式ですか?", "isj_nuws", None),
        ("isjnews は公式ですか?", "isjnews", None),
        ("isj--movie は公式ですか?", "isj--movie", None),
        ("「isj_nuws」って本物？", "isj_nuws", None),
        ("ｉｓｊ＿ｎｕｗｓ は公式ですか", "ｉｓｊ＿ｎｕｗｓ", None),
        ("この youtube のアカウント IsjPrintTech って本物?", "IsjPrintTech", "youtube"),
        ("この x のアカウント i\u0455j_offi\u0441ial って本物?", "i\u0455j_offi\u0441ial", "x"),
        ("isj-japanというアカウントからDMが来ました", "isj-japan", None),
        ("isj-japanというインスタのアカウント", "isj-japan", "instagram"),
        ("アカウント名はisj.official2です", "isj.official2", None),
        ("インスタの isj.official2 に返信しました", "isj.official2", "instagram"),
        ("LINEのID: isj-1958", "isj-1958", "line"),
        ("Is the instagram account isj_print real?", "isj_print", "instagram"),
        ("Is isj-japan on LinkedIn official?", "isj-japan", "linkedin"),
        ("Is the account isjprint genuine?", "isjprint", None),
        ("Somebody called IsjPrint2 wrote. Is IsjPrint2 really yours?", "IsjPrint2", None),
        ("An account named isj.print followed me", "isj.print", None),
        ("isj_print", "isj_print", None),
        ("_isj_print_ sent me a DM", "_isj_print_", None),
    ],
)
def test_a_handle_without_at_is_found_where_an_account_is_meant(
    text: str, handle: str, platform: str | None
) -> None:
    found = only(text)
    assert (found.text, found.kind, found.platform) == (handle, "handle", platform)


@pytest.mark.parametrize(
    "text", [".isj_nuws は公式ですか", "-isj_nuws は公式ですか", "isj_nuws… は公式ですか"]
)
def test_a_handle_that_may_go_on_is_not_plain(text: str) -> None:
    assert not only(text).plain


@pytest.mark.parametrize(
    "text",
    [f"Telegramの{c}isj_nuwsは公式？" for c in ("xx@", "@ ", "@の", ";", "~", "/", "\\", "%", "&", "=", "#")],
)
def test_a_piece_of_something_else_is_no_handle(text: str) -> None:
    assert "isj_nuws" not in [r.text for r in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Is this account official?",
        "Is the account really real?",
        "Is your Facebook page official?",
        "Is the Instagram account currently active?",
        "Is membership open to students?",
        "Is everything real?",
        "このアカウントは公式ですか",
        "このbotは公式ですか？",
        "Facebookは公式ですか",
        "YouTubeって公式チャンネルありますか",
        "Webサイトは本物ですか",
        "ISJは公式ですか",
        "Display Technology は公式ですか",
        "PDFは公式のものですか",
        "program_2027.pdf は公式ですか",
        "v1.2 は公式ですか",
        "COVID-19 の対応について",
        "e-mail で連絡したい",
        "Wi-Fiは使えますか",
        "snake_case in a sentence about code",
        "https://example.jp/isj_news は公式ですか",
        "It's isn't a real account",
        "A4 は正式ですか",
    ],
)
def test_ordinary_words_are_no_handles(text: str) -> None:
    assert [r for r in find(text) if r.kind == "handle"] == []


@pytest.mark.parametrize(
    ("text", "written_as", "platform", "identity"),
    [
        ("ID 1280001112223334445", "1280001112223334445", None, "1280001112223334445"),
        (
            "ID：１２８０００１１１２２２３３３４４４５",
            "１２８０００１１１２２２３３３４４４５",
            None,
            "1280001112223334445",
        ),
        ("Telegram ID: -1001777888999", "-1001777888999", "telegram", "-1001777888999"),
        ("facebookのIDは 100044556677889 です", "100044556677889", "facebook", "100044556677889"),
        ("X id 1280001112223334445", "1280001112223334445", "x", "i/user/1280001112223334445"),
    ],
)
def test_a_number_called_an_id_is_a_reference(
    text: str, written_as: str, platform: str | None, identity: str
) -> None:
    found = only(text)
    assert (found.text, found.platform, found.identity) == (written_as, platform, identity)


def test_a_channel_s_id_is_of_youtube() -> None:
    found = only("UCa1b2C3d4E5f6G7h8I9j0Kl は公式ですか")
    assert (found.platform, found.identity) == ("youtube", "channel/UCa1b2C3d4E5f6G7h8I9j0Kl")


@pytest.mark.parametrize(
    "text",
    [
        *("会員番号 1234567890123", "ID 12345678901", "bid 1280001112223334445", "éid 1280001112223334445"),
        *("ID 1280001112223334445é", "UCa1b2C3d4E5f6G7h8I9j0Klm", "éUCa1b2C3d4E5f6G7h8I9j0Kl"),
        *("UCa1b2C3d4E5f6G7h8I9j0Klа", "٣UCa1b2C3d4E5f6G7h8I9j0Kl"),
    ],
)
def test_other_numbers_are_no_references(text: str) -> None:
    assert find(text) == ()


def test_what_is_written_as_an_address_leaves_out_bare_names_and_numbers() -> None:
    text = "isj_nuws は公式ですか? ID 1280001112223334445 @isj https://x.com/isj"
    assert [r.text for r in written(text)] == ["@isj", "https://x.com/isj"]
    assert [r.text for r in find(text)] == ["isj_nuws", "1280001112223334445", "@isj", "https://x.com/isj"]
