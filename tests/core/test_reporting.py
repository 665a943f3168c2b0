"""Which reports are about the same account, and what a button under a verdict passes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.core.evidence_told import day
from bot.core.model import (
    AccountFinding,
    Answer,
    Command,
    Conversation,
    Evidence,
    ForwardOrigin,
    KnownReport,
    Report,
    TicketCommand,
    TicketView,
    Turn,
    VerdictName,
)
from bot.core.reporting import decide, may_be_ours, report_button, reportable, same_account, verdict_says

AT = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


def finding(
    text: str, verdict: VerdictName = "unlisted", platform: str | None = "x", identity: str | None = "fake"
) -> AccountFinding:
    return AccountFinding(text, verdict, platform, identity)


FAKE, OTHER = finding("x.com/fake"), finding("@other", "lookalike", None, "other")
OURS = finding("x.com/ours", "official", "x", "ours")


def turn(*findings: AccountFinding, ticket: int | None = None) -> Turn:
    forward = ForwardOrigin("channel", 1)
    asked = Turn("公式？", AT, "account_verification", "", ticket=ticket)
    return replace(asked, accounts=reportable(findings), forward=forward)


def key(*findings: AccountFinding) -> str:
    return report_button(findings).command.argument


def short(text: str) -> AccountFinding:
    return finding(text, "cannot_tell", "short", "bit.ly")


def web(host: str, rest: str, *evidence: Evidence) -> AccountFinding:
    identity = host.removeprefix("https://").rpartition("@")[2].removeprefix("www.")
    found = finding(f"{host}{rest}", "lookalike" if evidence else "unlisted", "web", identity)
    return replace(found, evidence=evidence)


def imitating(host: str, rest: str, kind: str = "replaced") -> AccountFinding:
    return web(host, rest, Evidence(kind, "harbour.example", "login.example"))


ELSEWHERE = Evidence("handle_elsewhere", "x", "github.com")
POSING = Evidence("user_information", "x.com", "evil.example")
SERVER = Evidence("real_host", "mstdn.example", "other.example")


@pytest.mark.parametrize(
    ("one", "another"),
    [
        (finding("https://x.com/fake"), finding("@Fake on X", "lookalike")),
        (short("https://bit.ly/3xY"), short("bit.ly/3xY")),
        (web("https://shop.example", "/win?utm_source=a&fbclid=b"), web("www.shop.example", "/win/")),
        (imitating("harb0ur.example", "/a"), imitating("harb0ur.example", "/b?c=d", "affix")),
        (
            imitating("harbour.example.login.example", "/a", "real_host"),
            imitating("https://harbour.example.login.example", "/b", "real_host"),
        ),
        (imitating("old-harb0ur.example", "/a", "former_imitated"), imitating("old-harb0ur.example", "")),
        (web("github.com", "/harbour", ELSEWHERE), web("https://github.com", "/harbour/", ELSEWHERE)),
        (finding("a@fake.example", platform="mail"), finding("Ａ@fake.example", platform="mail")),
        (finding("@fake", platform=None), finding("＠fake", platform=None)),
    ],
)
def test_reports_of_one_account_are_about_the_same(one: AccountFinding, another: AccountFinding) -> None:
    assert same_account(one) == same_account(another) is not None


@pytest.mark.parametrize(
    ("one", "another"),
    [
        (finding("x.com/fake"), finding("instagram.com/fake", platform="instagram")),
        (finding("x.com/fake"), finding("@fake", platform=None)),
        (short("bit.ly/3xY"), short("bit.ly/3xy")),
        (web("sites.example", "/view/a"), web("sites.example", "/view/b")),
        (web("sites.example", "/?page=1"), web("sites.example", "/?page=2")),
        (web("github.com", "/harbour_a", ELSEWHERE), web("github.com", "/harbour_b", ELSEWHERE)),
        (web("other.example", "/@harbour", SERVER), web("other.example", "/@harb0ur", SERVER)),
        (web("https://x.com@evil.example", "/harbour", POSING), web("https://evil.example", "")),
        (
            web("x-login.example", "/harbour", Evidence("not_the_platform", theirs="x-login.example")),
            web("x-login.example", "/other"),
        ),
    ],
)
def test_reports_of_different_accounts_are_not(one: AccountFinding, another: AccountFinding) -> None:
    assert same_account(one) != same_account(another)


def test_a_name_alone_tells_no_account_and_can_never_be_called_ours() -> None:
    name = finding("日本画像学会", "name_only", None, None)
    hidden = finding("学会事務局", "cannot_tell", "telegram", None)
    assert same_account(name) is same_account(hidden) is None
    unclear = (name, hidden, finding("@fake", platform=None), finding("bit.ly/3", platform="short"))
    assert not any(may_be_ours(f) for f in unclear)
    assert may_be_ours(FAKE)


def test_a_verdict_without_doubt_leaves_nothing_to_report() -> None:
    assert report_button(()).command == report_button((OURS,)).command == Command("ask")
    assert report_button((OURS, FAKE)).command == report_button((FAKE,)).command


def test_the_worst_are_reported_first_and_no_more_than_a_card_can_show() -> None:
    many = [finding(f"x.com/a{n}", identity=f"a{n}") for n in range(9)]
    assert reportable((*many, OTHER)) == (OTHER, *many[:4])


def test_a_button_passes_on_what_it_stands_under_with_where_it_came_from() -> None:
    conversation = Conversation(last=turn(OURS, FAKE, OTHER))
    (part,) = decide(key(OURS, FAKE, OTHER), conversation, "ja", ()).parts
    assert isinstance(part, Report)
    assert (part.findings, part.known, part.matter) == ((OTHER, FAKE), (), "公式？")
    assert part.forward == ForwardOrigin("channel", 1)


@pytest.mark.parametrize("last", [None, turn(), turn(OTHER), turn(FAKE, OTHER)])
def test_an_old_button_reports_nothing_else(last: Turn | None) -> None:
    (part,) = decide(key(FAKE), Conversation(last=last), "ja", ()).parts
    assert isinstance(part, Answer)
    assert [say.id for say in part.says] == ["report.again"]


def test_what_staff_have_is_not_reported_twice() -> None:
    theirs = (TicketView(7, "new", "", AT),)
    known = (KnownReport(ticket=7),)
    conversation = Conversation(last=turn(FAKE), tickets=theirs, reported=known)
    (part,) = decide(key(FAKE), conversation, "ja", ()).parts
    assert isinstance(part, TicketCommand)
    assert part.number == 7
    closed = replace(conversation, tickets=(TicketView(7, "closed", "", AT),))
    (part,) = decide(key(FAKE), closed, "ja", ()).parts
    assert isinstance(part, Report)


def test_of_several_only_what_staff_do_not_have_is_passed_on() -> None:
    third = finding("x.com/third", identity="third")
    conversation = Conversation(
        last=turn(FAKE, OTHER, third),
        tickets=(TicketView(7, "claimed", "", AT),),
        reported=(KnownReport("not_ours", "2026-03-30"), KnownReport(ticket=7), KnownReport()),
    )
    (part,) = decide(key(FAKE, OTHER, third), conversation, "ja", ()).parts
    assert isinstance(part, Report)
    assert (part.findings, part.known) == ((third,), (OTHER,))
    assert [say.id for say in part.says] == ["report.known.not_ours", "report.opened"]


def test_a_long_reference_is_told_without_its_middle_and_never_as_a_link() -> None:
    reported = finding(f"https://x.com/fake?{'a' * 200}&z=end")
    (say, *_) = verdict_says(reported, "not_ours", ())
    told = say.values["reference"]
    assert isinstance(told, str)
    assert told.startswith("https[:]//x[.]com/fake?a")
    assert "…" in told
    assert told.endswith("a&z=end")
    assert len(told) < 90


def test_the_day_of_a_verdict_is_told_in_words() -> None:
    conversation = Conversation(last=turn(FAKE), reported=(KnownReport("not_ours", "2026-03-30"),))
    (part,) = decide(key(FAKE), conversation, "ja", ()).parts
    assert part.says[0].values["date"] == (day(date(2026, 3, 30)),)
