"""What tells of harassment or complains of staff only leads get to read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.accusing import accuses
from bot.core.assistant import Assistant
from bot.core.model import (
    AccountFinding,
    Answer,
    Append,
    Attachment,
    Command,
    Conversation,
    Escalate,
    Message,
    Part,
    Report,
    StartRequest,
    TicketCommand,
    TicketView,
    Turn,
)

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
FEES = TicketView(7, "new", "年会費の領収書を再発行していただけますか", NOW - timedelta(minutes=2))
EMPTY = Conversation()


def decided(
    assistant: Assistant, text: str, conversation: Conversation = EMPTY, **more: object
) -> list[Part]:
    message = Message(text, NOW, **more)  # type: ignore[arg-type]  # fields of Message
    return list(assistant.decide(message, conversation).parts)


@pytest.mark.parametrize(
    "text",
    [
        "職員の方に電話で怒鳴られました",
        "研究会の懇親会で年配の先生に腕をつかまれて不快でした",
        "One of your employees made sexist jokes during registration",
        "会費の請求が二重に来ています。担当の方の対応も最悪でした",
    ],
)
def test_harassment_and_complaints_of_staff_are_for_leads(assistant: Assistant, text: str) -> None:
    (part,) = decided(assistant, text)
    assert isinstance(part, Escalate)
    assert part.for_leads


@pytest.mark.parametrize(
    "text", ["年会費はいくらですか", "参加費の返金をお願いします", "Can I bring my child to the conference?"]
)
def test_what_else_is_handed_over_is_for_all_of_staff(assistant: Assistant, text: str) -> None:
    (part,) = decided(assistant, text)
    assert isinstance(part, Escalate)
    assert not part.for_leads


def test_every_ticket_that_gets_the_whole_message_is_for_leads(assistant: Assistant) -> None:
    text = "個人情報を削除してください。それから、職員のセクハラについて苦情を言いたいのですが。"
    handed = [part for part in decided(assistant, text) if isinstance(part, Escalate | StartRequest)]
    assert handed
    assert all(part.for_leads and part.matter == text for part in handed)


def test_it_is_not_added_to_an_enquiry_that_everybody_reads(assistant: Assistant) -> None:
    (part,) = decided(assistant, "セクハラです！！", Conversation(tickets=(FEES,), about=7))
    assert isinstance(part, Escalate)
    assert part.for_leads
    assert [say.id for say in part.says] == ["ticket.opened"]


@pytest.mark.parametrize(("state", "kind"), [("new", Append), ("closed", TicketCommand)])
def test_it_is_added_to_one_that_only_leads_read(assistant: Assistant, state: str, kind: type[Part]) -> None:
    theirs = replace(FEES, state=state, for_leads=True)  # type: ignore[arg-type]  # a state
    (part,) = decided(assistant, "またセクハラされました", Conversation(tickets=(theirs,), about=7))
    assert isinstance(part, kind)


def test_a_command_hands_over_in_confidence_too(assistant: Assistant) -> None:
    (part,) = decided(assistant, "", command=Command("ask", "係の方のパワハラについて"))
    assert isinstance(part, Escalate)
    assert part.for_leads


# --- accusations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "事務局員がお金を着服しているようです",
        "事務局の鈴木さんが私の個人情報をもらしました",
        "会長が特定の会員をえこひいきしています",
        "The secretary leaked my personal data",
        "The board shows favouritism",
    ],
)
def test_who_accuses_the_office_is_read_by_leads_whatever_it_was_taken_for(
    assistant: Assistant, text: str
) -> None:
    (part,) = decided(assistant, text)
    assert isinstance(part, Escalate)
    assert part.for_leads


@pytest.mark.parametrize(
    "text",
    [
        "事務局の電話番号",
        "事務局の職員を名乗る偽アカウントがあります",
        "Someone pretending to be your staff stole my money",
        "事務局から個人情報が漏れることはありませんか",
    ],
)
def test_a_role_alone_or_somebody_who_only_claims_it_accuses_nobody(assistant: Assistant, text: str) -> None:
    (part,) = decided(assistant, text)
    assert isinstance(part, Answer)


@pytest.mark.parametrize(
    "text",
    [
        "事務局のページの説明が不正確です",
        "事務局のサイトに不正アクセスがあったのですか",
        "The PDF that the office sent is corrupted",
        "Does the office still have the yellow proceedings?",
    ],
)
def test_words_that_only_sound_like_a_misdeed_accuse_nobody(text: str) -> None:
    assert not accuses(text)


# --- what follows --------------------------------------------------------------------------------

CONFIDED = TicketView(
    1, "new", "事務局の職員からハラスメントを受けました", NOW - timedelta(hours=2), for_leads=True
)
AFTER = Conversation(tickets=(CONFIDED,))
FOLLOWING = [
    "鈴木さんは理事です",
    "日付は4月3日の夜、懇親会のあとでした",
    "名前は鈴木一郎です。どうか秘密にしてください",
    "誰にも言わないでください",
    "写真を送ります",
    "先日の件ですが、鈴木さんがまた来ました",
    "His name is Ichiro Suzuki. Please keep this secret.",
    "It happened on April 3 after the dinner",
    "Bonjour, il est revenu hier soir",
]


@pytest.mark.parametrize("text", FOLLOWING)
@pytest.mark.parametrize("state", ["new", "claimed", "closed"])
def test_what_follows_goes_to_the_same_ticket_however_long_after(
    assistant: Assistant, text: str, state: str
) -> None:
    theirs = replace(CONFIDED, state=state)  # type: ignore[arg-type]  # a state
    (part,) = decided(assistant, text, Conversation(tickets=(theirs,)))
    assert isinstance(part, Append | TicketCommand)
    assert (part.number, part.matter) == (1, text)


@pytest.mark.parametrize("text", FOLLOWING)
def test_it_is_not_added_to_an_enquiry_that_somebody_else_has_claimed(
    assistant: Assistant, text: str
) -> None:
    both = (CONFIDED, replace(FEES, state="claimed", updated_at=NOW - timedelta(minutes=5)))
    (part,) = decided(assistant, text, Conversation(tickets=both))
    assert isinstance(part, Append)
    assert part.number == 1


def test_after_it_was_withdrawn_what_follows_is_for_leads_on_its_own(assistant: Assistant) -> None:
    withdrawn = Conversation(tickets=(replace(CONFIDED, state="withdrawn"),))
    (part,) = decided(assistant, "先日の件ですが、鈴木さんがまた来ました", withdrawn)
    assert isinstance(part, Escalate)
    assert part.for_leads


def test_danger_told_after_it_is_urgent_and_for_leads(assistant: Assistant) -> None:
    (part,) = decided(assistant, "殺すと言われました", AFTER)
    assert isinstance(part, Escalate)
    assert (part.for_leads, part.urgent) == (True, True)


def test_a_picture_without_words_goes_there_at_once_and_what_was_kept_back_later(
    assistant: Assistant,
) -> None:
    photo = Attachment("photo", "f1")
    (part,) = decided(assistant, "", AFTER, attachment=photo)
    assert isinstance(part, Append)
    assert (part.number, part.attachments) == (1, (photo,))
    before = Turn("", NOW, "smalltalk", "", attachments=(photo,))
    (part,) = decided(assistant, "", replace(AFTER, last=before), command=Command("ask"))
    assert isinstance(part, Append)
    assert (part.number, part.attachments) == (1, (photo,))


@pytest.mark.parametrize(
    "text", ["次の年次大会はいつですか", "論文の投稿方法を教えてください", "When is the next conference?"]
)
def test_a_sure_question_on_another_matter_is_for_all_of_staff(assistant: Assistant, text: str) -> None:
    (part,) = decided(assistant, text, AFTER)
    assert isinstance(part, Escalate)
    assert not part.for_leads


def test_beside_such_a_question_what_else_is_told_keeps_it_for_leads(assistant: Assistant) -> None:
    parts = decided(assistant, "鈴木さんがまた来ました。次の年次大会はいつですか", AFTER)
    assert not [part for part in parts if isinstance(part, Escalate) and not part.for_leads]


def test_the_other_enquiry_that_is_spoken_of_goes_on(assistant: Assistant) -> None:
    spoken_of = replace(FEES, updated_at=NOW - timedelta(minutes=5))
    last = Turn("年会費の領収書", NOW - timedelta(minutes=5), "none", "", ticket=7)
    (part,) = decided(
        assistant, "支払いはカードで済ませました", Conversation(last=last, tickets=(CONFIDED, spoken_of))
    )
    assert isinstance(part, Append)
    assert part.number == 7


# --- reports -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "conversation", "confidential"),
    [
        ("https://x.com/isj_imagin を名乗る人からセクハラのメッセージが来て体を触られました", EMPTY, True),
        ("https://x.com/isj_imagin は公式ですか？", EMPTY, False),
        ("https://x.com/isj_imagin は公式ですか？", AFTER, False),
        ("https://x.com/isj_imagin これがその人です", AFTER, True),
    ],
)
def test_a_report_is_for_leads_when_its_words_are(
    assistant: Assistant, text: str, conversation: Conversation, confidential: bool
) -> None:
    found = AccountFinding("https://x.com/isj_imagin", "cannot_tell", "x", "isj_imagin")
    last = Turn(text, NOW, "account_verification", "", accounts=(found,))
    (part,) = decided(assistant, "", replace(conversation, last=last), command=Command("report"))
    assert isinstance(part, Report)
    assert part.for_leads == confidential
