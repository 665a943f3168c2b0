"""What asks or demands, and what only tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.asking import asks, clauses

ASKS = [
    "電話番号を教えてください",
    "電話番号は？",
    "電話番号は何番ですか",
    "電話番号をおしえて",
    "ファックスの番号は",
    "事務局はどこ",
    "受付はいつですか。",
    "このアカウントって公式なのかな",
    "これは本物ですよね",
    "これ本物でしょ！",
    "登録を消してほしい",
    "登録情報を消して",
    "住所を直してね",
    "もう送らないでください",
    "プライバシーポリシーを見たいのですが",
    "連絡先を伺いたいです",
    "確認していただけますか？？",
    "事務局に伝えてもらえると助かります",
    "回答をお願いします！",
    "担当の方に代わってくれませんか",
    "どこに送ればいいんですか〜",
    "転載してもよろしいでしょうか（笑）？",
    "What is your phone number",
    "what's your fax number",
    "Hi, where is your office",
    "so how do I reach you",
    "Is this page yours",
    "Can I call you",
    "Tell me your address.",
    "please delete my data",
    "Delete my account!",
    "I'd like to read the privacy policy",
    "I want a copy of my data",
    "I was wondering whether this is official",
    "Let me know who runs this page",
    "You are the official bot, right?",
    "It is yours, isn't it?",
    "any news on my ticket",
    "I need the fax number",
    "Kindly remove my name",
]
TELLS = [
    "昨日メールを送りました",
    "先週、講演会に参加しました。",
    "私は学生会員です",
    "電話しましたが、つながりませんでした",
    "会員になって三年になります",
    "ありがとうございました",
    "了解です",
    "ロゴが同じでした",
    "知らない人からメッセージが届きました",
    "「電話番号を教えてください」と言われました",
    "『本物ですか？』と書かれていました",
    "“Is this yours?” it said",
    '"Please send money" was the message',
    "I sent you a letter last week",
    "I am a student member.",
    "My friend told me about this bot",
    "I called but nobody answered",
    "The page has your logo",
    "Thank you very much",
    "It says that I won a prize!",
    "They asked for my card number",
    "",
    "。",
]


@pytest.mark.parametrize("sentence", ASKS)
def test_a_question_or_a_demand_asks(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize("sentence", TELLS)
def test_what_only_tells_asks_nothing(sentence: str) -> None:
    assert not asks(sentence)


@pytest.mark.parametrize("sentence", [ASKS[0], ASKS[1], "What is your phone number?"])
@pytest.mark.parametrize("around", ["  {}  ", "{}\n", "{}!!", "{}…"])
def test_spaces_and_stops_around_do_not_matter(sentence: str, around: str) -> None:
    assert asks(around.format(sentence))


TOGETHER = [
    ("電話番号は何番ですか。住所も教えてください", ["電話番号は何番ですか。", "住所も教えてください"]),
    ("電話番号を教えてください、あと住所も", ["電話番号を教えてください", "あと住所も"]),
    (
        "ファックスは何番ですか、それと受付は何時までですか",
        ["ファックスは何番ですか", "それと受付は何時までですか"],
    ),
    (
        "What is your fax number and where is your office?",
        ["What is your fax number", "and where is your office?"],
    ),
    ("Is this yours, and how can I reach you?", ["Is this yours", "and how can I reach you?"]),
    ("Who runs this? And is it official?", ["Who runs this?", "And is it official?"]),
]
ONE = [
    "電話とファックスの番号を教えてください",
    "お名前、ご住所は必要ですか",
    "あとで電話してもいいですか",
    "What are your phone and fax numbers?",
    "Can I call and ask for the office?",
    "I called and nobody answered",
    "fax",
]


@pytest.mark.parametrize(("text", "questions"), TOGETHER)
def test_two_questions_in_one_message_are_parted(text: str, questions: list[str]) -> None:
    assert list(clauses(text)) == questions


@pytest.mark.parametrize("text", ONE)
def test_one_question_stays_whole(text: str) -> None:
    assert clauses(text) == (text,)


def test_what_is_said_twice_counts_once() -> None:
    assert clauses("Hello? Hello? Where are you?") == ("Hello?", "Where are you?")


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_said_has_no_clauses(text: str) -> None:
    assert clauses(text) == ()


@given(st.text(max_size=200))
def test_clauses_are_found_in_the_text_and_never_empty(text: str) -> None:
    assert all(clause in text and clause.strip() == clause != "" for clause in clauses(text))
