"""What an answer on accounts calls the thing that was asked about, and how long it gets."""

from __future__ import annotations

import pytest

from bot.core.account_answers import AccountAnswers
from bot.core.handbook import Handbook
from bot.core.model import AccountFinding, Evidence
from bot.core.reply import paragraphs

SHORT = AccountFinding("bit.ly/3", "cannot_tell", "short", "bit.ly", evidence=(Evidence("short_link"),))
NOWHERE = AccountFinding("facebook.com", "cannot_tell", evidence=(Evidence("no_account"),))
PAGE = AccountFinding(
    "github.com/isj_news",
    "lookalike",
    "web",
    "github.com",
    ("society/facebook",),
    (Evidence("handle_elsewhere", "facebook", "github.com"),),
)
FORMER = AccountFinding(
    "https://isj-imagimg.org",
    "similar",
    "web",
    "isj-imagimg.org",
    evidence=(Evidence("former_imitated", "isj-imaging.org", "isj-imagimg.org"),),
)
OURS = tuple(
    AccountFinding(
        f"@{name}", "official", platform, name, evidence=(Evidence("on_platform", theirs=platform),)
    )
    for name, platform in (("isj_news", "x"), ("isj_note", "note"))
)


def told(handbook: Handbook, language: str, *findings: AccountFinding) -> str:
    says = AccountAnswers(handbook, None).verdict(findings, language)
    return paragraphs(handbook.wording, language, says)


@pytest.mark.parametrize(
    ("finding", "ja", "en"),
    [
        (SHORT, "このリンクが本学会の公式のもの", "whether this link is ours"),
        (NOWHERE, "このリンクが本学会の公式のもの", "whether this link is ours"),
        (PAGE, "このページは、本学会の公式アカウントと", "resembles our official account"),
        (FORMER, "以前の公式サイトのアドレスと似た", "common with the address of our former website"),
    ],
)
def test_a_thing_is_called_what_it_is(handbook: Handbook, finding: AccountFinding, ja: str, en: str) -> None:
    assert ja in told(handbook, "ja", finding)
    assert en in told(handbook, "en", finding)


def test_of_several_official_accounts_each_is_said_where_it_is(handbook: Handbook) -> None:
    said = told(handbook, "en", *OURS)
    assert "(at)isj_news is our account on X." in said
    assert "(at)isj_note is our account on note." in said


@pytest.mark.parametrize("language", ["ja", "en"])
def test_two_dozen_long_links_are_told_in_short(handbook: Handbook, language: str) -> None:
    links = [f"https://shop{n}.example/{'a' * 150}" for n in range(24)]
    found = [AccountFinding(link, "unlisted", "web", link) for link in links]
    said = told(handbook, language, *found)
    one = told(handbook, language, found[0])
    assert len(said) - len(one) < 24 * 140
    assert all(f"shop{n}[.]example" in said for n in range(24))
