"""What a whole message comes to: names beside addresses, neighbours, retired accounts, long messages."""

from __future__ import annotations

import time
from datetime import date

import pytest

from bot.core.accounts.registry import Account, Neighbour, Registry
from bot.core.accounts.verdict import Verifier, worst
from bot.core.model import ForwardOrigin, VerdictName

NAMES = {"ja": "日本霧氷学会", "en": "Rime Ice Society of Japan"}


def account(platform: str, address: str | None, numeric_id: str | None = None) -> Account:
    return Account(f"society/{platform}", "society", platform, NAMES, address, numeric_id)


REGISTRY = Registry(
    accounts=(
        account("x", "https://x.com/muhyo_society", "1280001112223334445"),
        account("youtube", "https://www.youtube.com/@muhyo", "UCa1b2C3d4E5f6G7h8I9j0Kl"),
        account("linkedin", "https://www.linkedin.com/company/risj/"),
        account("mastodon", "https://ice.example/@muhyo"),
        account("telegram", "https://t.me/muhyo_news", "-1001777888999"),
        account("note", "https://note.com/muhyoKnews"),
    ),
    names=("日本霧氷学会", "Rime Ice Society of Japan"),
    abbreviations=("RISJ",),
    domains=("muhyo.or.jp",),
    mails=("info@muhyo.or.jp",),
    retired=(
        Account(
            "society/retired/x",
            "society",
            "x",
            NAMES,
            "https://x.com/old_muhyo_society",
            retired=date(2024, 3, 31),
        ),
    ),
    neighbours=(
        Neighbour(
            "snow", ("日本雪氷学会",), ("seppyo.org", "https://x.com/seppyo_society", "jim@seppyo.org")
        ),
    ),
)
VERIFIER = Verifier(REGISTRY)


def verdict(text: str, forward: ForwardOrigin | None = None) -> VerdictName | None:
    return worst(VERIFIER.judge(VERIFIER.references(text, forward)))


def test_a_name_beside_an_address_adds_nothing() -> None:
    text = "「日本霧氷学会」のアカウント https://x.com/muhyo_society は公式ですか"
    assert [f.verdict for f in VERIFIER.judge(VERIFIER.references(text))] == ["official"]


def test_an_imitated_name_beside_an_address_still_counts() -> None:
    text = "「日木霧氷学会」のアカウント https://x.com/muhyo_society は公式ですか"
    assert verdict(text) == "lookalike"


@pytest.mark.parametrize(
    "text", ['"Rime Ice Socity of Japan" official?', "日本霧水学会は公式ですか。本物ですか"]
)
def test_an_imitated_name_is_found_once(text: str) -> None:
    assert len(VERIFIER.judge(VERIFIER.references(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "「日本霧氷学会」というアカウントは本物ですか",
        "日本霧氷学会は公式ですか",
        "Is Rime Ice Society of Japan your account?",
        "RISJ は公式ですか",
        "日本霧氷学会",
    ],
)
def test_a_name_alone_proves_nothing(text: str) -> None:
    assert verdict(text) == "name_only"


@pytest.mark.parametrize(
    "text",
    [
        "日本霧氷学会賞に応募したい",
        "日本霧氷学会の会員です。会費はいくらですか",
        "公式アカウントはどれですか",
        "Which account is official?",
        "RISJの大会はいつですか",
        "このアカウントは公式ですか",
    ],
)
def test_a_name_in_passing_is_no_account(text: str) -> None:
    assert verdict(text) is None


@pytest.mark.parametrize(
    "text", ["https://seppyo.org/join", "@seppyo_society", "jim@seppyo.org", "「日本雪氷学会」は公式ですか"]
)
def test_a_neighbour_on_file_is_never_an_imitation(text: str) -> None:
    assert verdict(text) == "other_organisation"


def test_a_retired_account_is_not_vouched_for() -> None:
    (finding,) = VERIFIER.judge(VERIFIER.references("https://x.com/old_muhyo_society"))
    assert (finding.verdict, finding.accounts) == ("cannot_tell", ("society/retired/x",))
    assert finding.evidence[0].theirs == "2024-03-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://ice.example/@muhyo", "official"),
        ("@muhyo@ice.example", "official"),
        ("https://ice.example/@muhyo/1234", "official"),
        ("https://ice-example.net/@muhyo", "lookalike"),
        ("@muhyo@lce.example", "lookalike"),
        ('An account called "RISJ Official Support" wrote to me', "lookalike"),
        ("x.com/risj_giveaway", "lookalike"),
        ("https://x.com/muhуo_society", "lookalike"),
        ("mailto:info@muhyo.or.jp?subject=a", "official"),
    ],
)
def test_what_others_got_wrong_before(text: str, expected: VerdictName) -> None:
    assert verdict(text) == expected


NEVER_OFFICIAL = [
    "@muhyo\u212anews",
    "@UCa1b2C3d4E5f6G7h8I9j0Kl",
    "アカウント uca1b2c3d4e5f6g7h8i9j0kl",
    "@muhyo.or.jp",
    "@RISJ wants my password",
    "https://evil.example/muhyo_society",
    "https://mastodon.social/@muhyo@ice.example",
    "muhyo@ice.example",
    "https://ice.example/@muhy0",
    'An account called "RISJ" wrote',
]


@pytest.mark.parametrize("text", NEVER_OFFICIAL)
def test_what_is_nearly_ours_is_not_vouched_for(text: str) -> None:
    assert verdict(text) != "official"


@pytest.mark.parametrize(
    "text",
    ["https://mastodon.social/@muhyo@ice.example", "muhyo@ice.example", "https://www.youtube.com/c/muhyo"],
)
def test_our_own_account_in_another_form_is_not_accused(text: str) -> None:
    assert verdict(text) == "cannot_tell"


@pytest.mark.parametrize(
    "text",
    [
        "What are your official accounts?",
        "Are you official?",
        "Is there an official Twitter account?",
        "Are there official accounts?",
        "この学会が公式ですか",
        "Is any of these your account?",
    ],
)
def test_a_question_of_the_list_names_no_account(text: str) -> None:
    assert verdict(text) is None


@pytest.mark.parametrize(
    "text",
    ["x.com/tokyo_society", "@pearl_society", "https://x.com/snow_society_jp", "https://x.com/ice_journal"],
)
def test_a_word_that_many_bodies_bear_imitates_nobody(text: str) -> None:
    assert verdict(text) == "unlisted"


@pytest.mark.alone
def test_a_handle_full_of_affixes_takes_a_moment() -> None:
    started = time.process_time()
    verdict("@RISJ" + "x" * 60 + "zq")
    verdict("@RISJ" + "com" * 1300)
    verdict("hello", ForwardOrigin("channel", -100123, None, "RISJ" + "x" * 100 + "zq"))
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "https[:]//x[.]com/muhyo_society",
        "(at)muhyo_society",
        "info(at)muhyo[.]or[.]jp",
        "hxxps://x.com/muhyo_society",
    ],
)
def test_what_we_showed_as_no_link_may_be_pasted_back(text: str) -> None:
    assert verdict(text) == "official"


@pytest.mark.parametrize("suffix", ["ꞑ", "ꜱ", "가", "\ua000", "ⱨ", "\u0e01", "\U00010400"])
def test_a_letter_of_a_rare_script_is_part_of_the_name(suffix: str) -> None:
    for address in ("@muhyo_society", "https://x.com/muhyo_society", "https://muhyo.or.jp"):
        assert verdict(f"{address}{suffix}") != "official"


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (ForwardOrigin("channel", -1001777888999, "anything", "Anything"), "official"),
        (ForwardOrigin("channel", -1001777888990, "other_name", "Anything"), "lookalike"),
        (ForwardOrigin("channel", -1009999999999, "muhyo_pay", "日本霧氷学会"), "lookalike"),
        (ForwardOrigin("user", 555000111, None, "日本霧氷学会 事務局"), "lookalike"),
        (ForwardOrigin("chat", -1008888888888, "seppyo", "日本雪氷学会"), "other_organisation"),
        (ForwardOrigin("hidden_user", title="日本霧氷学会"), "cannot_tell"),
        (ForwardOrigin("user", 555000111, "taro", "山田 太郎"), "unlisted"),
    ],
)
def test_a_forward_is_told_by_its_number_then_by_what_it_poses_as(
    origin: ForwardOrigin, expected: VerdictName
) -> None:
    assert verdict("会費はこちら", origin) == expected


LONG = {
    "one address": "https://x.com/muhyo_s0ciety " * 150,
    "many handles": " ".join(f"@muhyo{i}" for i in range(500)),
    "many hosts": " ".join(f"muhyo{i}.or.jp" for i in range(300)),
    "many names": "、".join(f"日本霧氷{i}会" for i in range(450)),
    "no end": "日本霧氷" * 1024,
    "hidden": "m\u200bu\u200bh" * 700,
}


@pytest.mark.alone
@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_the_longest_message_takes_a_moment(text: str) -> None:
    started = time.process_time()
    verdict(text[:4096])
    assert time.process_time() - started < 2.0


def test_what_is_beyond_the_bound_is_said_not_to_be_checked() -> None:
    findings = VERIFIER.judge(VERIFIER.references(LONG["many handles"]))
    unchecked = [f for f in findings if f.evidence and f.evidence[0].kind == "too_many"]
    assert unchecked
    assert {f.verdict for f in unchecked} == {"cannot_tell"}
