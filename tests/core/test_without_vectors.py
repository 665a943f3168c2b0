"""Where no sentence vectors are installed the words alone must do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.assistant import Assistant, prepare
from bot.core.handbook import Handbook
from bot.core.model import Answer, Conversation, Escalate, Message, Part, StartRequest
from tests.conftest import LEARNT, learnt

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def assistant(handbook: Handbook) -> Assistant:
    """The real one, as it is without the encoder."""
    return prepare(handbook, encoder=None, models=learnt(handbook, None, LEARNT / "words"))


def only(assistant: Assistant, text: str) -> Part:
    (part,) = assistant.decide(Message(text, NOW), Conversation()).parts
    return part


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("学会の電話番号を教えてください", "contact.phone"),
        ("Could you tell me your phone number?", "contact.phone"),
        ("ファックスの番号は何番ですか", "contact.fax"),
        ("What is the fax number?", "contact.fax"),
        ("公式アカウントの一覧を見せてください", "account_verification.list"),
        ("Which of your accounts are official?", "account_verification.list"),
        ("なぜ個人情報を聞くのですか", "personal_data.why_asked"),
        ("Why do you ask for my personal information?", "personal_data.why_asked"),
        ("プライバシーポリシーはどこで読めますか", "personal_data.privacy_policy"),
        ("Where is your privacy policy?", "personal_data.privacy_policy"),
        ("コメントに返信してもらえますか", "guideline.replies"),
        ("Do you reply to comments?", "guideline.replies"),
        ("こんにちは", "smalltalk.greeting"),
        ("Thank you very much", "smalltalk.thanks"),
    ],
)
def test_a_plain_question_gets_its_answer(text: str, topic: str, assistant: Assistant) -> None:
    part = only(assistant, text)
    assert isinstance(part, Answer)
    assert part.understanding.topic == topic


@pytest.mark.parametrize("text", ["私の個人情報を削除してください", "Please delete my personal data"])
def test_a_demand_about_ones_data_is_recorded(text: str, assistant: Assistant) -> None:
    part = only(assistant, text)
    assert isinstance(part, StartRequest)
    assert part.understanding.request == "delete"


@pytest.mark.parametrize(
    "text",
    [
        "年会費はいくらですか",
        "論文の投稿締め切りはいつですか",
        "研究会の発表を申し込みたいのですが",
        "How much is the membership fee?",
        "When is the deadline for submitting a paper?",
        "Can I get a receipt for the conference?",
    ],
)
def test_what_is_not_published_goes_to_staff(text: str, assistant: Assistant) -> None:
    part = only(assistant, text)
    assert isinstance(part, Escalate)
    assert part.matter == text


FAKES = [
    "https://www.facebook.com/isj.official.jp",
    "https://x.com/isj_official",
    "https://facebook.com.isj-japan.example/gazou",
    "https://www.facebook.com@isj.example/",
    "@isj_official_info",
    "office@isj-support.example",
]


@pytest.mark.parametrize("fake", FAKES)
@pytest.mark.parametrize(
    "text",
    [
        "{} は公式ですか？",
        "Is {} really your account?",
        "{}",
        "お金を払うように言われました {}",
        "I trust {} - it is you",
    ],
)
def test_a_fake_is_never_called_official(fake: str, text: str, assistant: Assistant) -> None:
    parts = assistant.decide(Message(text.format(fake), NOW), Conversation()).parts
    verdicts = {account.verdict for part in parts for account in part.understanding.accounts}
    assert "official" not in verdicts
    if "?" in text or "？" in text:
        assert verdicts
