"""Which language a message is taken to be in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.handbook import Handbook
from bot.core.language import detect, romaji_to_kana
from bot.core.text import normalise, reading
from tests.core.messages_by_language import MESSAGES
from tests.core.romaji_phrases import PHRASES

JAPANESE = [
    "電話番号を教えてください",
    "でんわばんごうは？",
    "デンワ",
    "ﾌｧｯｸｽ ﾊﾞﾝｺﾞｳ ｦ ｵｼｴﾃ",
    "denwa bangou wo oshiete kudasai",
    "kono akaunto wa honmono desu ka",
    "arigatou gozaimasu",
    "電話番号",
    "年会費支払方法",
    "会員登録方法",
    "日本画像学会事務局電話番号",
    "個人情報保護方針",
    "学会誌投稿規定",
    "至急返信希望",
    "公式 個人情報 電話",
    "please教えてください",
    "https://x.com/isj_news は公式ですか",
    "了解",
]
ENGLISH = [
    "What is your phone number?",
    "is this account real",
    "Thanks!",
    "fax number please",
    "Is 日本画像学会 your page on Facebook?",
    "I'd like to ask about the guidelines",
    "who are you",
    "ok",
]
OTHERS = [
    "Bonjour, comment puis-je devenir membre de la société ?",
    "Wie kann ich Mitglied werden und was kostet das?",
    "¿Cómo puedo hacerme socio de la sociedad?",
    "안녕하세요, 회원 가입은 어떻게 하나요?",
    "请问怎么加入贵学会成为会员",
    "請問如何加入貴學會",
    "这个账号是官方的吗",
    "Здравствуйте, как стать членом общества?",
    "สวัสดีครับ ผมจะสมัครสมาชิกได้อย่างไร",
    "مرحبا كيف يمكنني الانضمام",
]
TOO_SHORT = [
    "",
    " ",
    "😀",
    "123",
    "?!",
    "https://x.com/isj_news",
    "@isj_news",
    "a@b.example",
    "x",
    "\x00",
    "\ud800",
]


@pytest.mark.parametrize("text", JAPANESE)
def test_japanese_in_any_script_is_japanese(text: str) -> None:
    assert detect(text) == "ja"


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize("text", OTHERS)
def test_any_other_language_is_one_we_cannot_name(text: str) -> None:
    assert detect(text) == "und"


@pytest.mark.parametrize("text", TOO_SHORT)
def test_too_little_to_tell_is_no_language(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize("with_the_handbook", [False, True])
def test_messages_as_people_write_them_are_in_their_language(
    with_the_handbook: bool, handbook: Handbook
) -> None:
    english = (e for t in handbook.topics for e in t.examples.get("en", ()))
    known = frozenset(w.strip(".,?!") for e in english for w in normalise(e).split())
    found = [
        (language, text, detect(text, known if with_the_handbook else frozenset()))
        for language, texts in MESSAGES.items()
        for text in texts
    ]
    wrong = [case for case in found if case[0] != case[2]]
    assert len(wrong) <= len(found) / 100, wrong
    assert not [case for case in wrong if case[2] == "und"], "ours is never taken for another language"


def test_words_of_the_handbook_are_known_to_be_english() -> None:
    assert detect("symposium", frozenset({"symposium"})) == "en"


def test_the_examples_of_the_handbook_are_in_the_language_they_stand_under(handbook: Handbook) -> None:
    wrong = [
        (language, example, found)
        for topic in handbook.topics
        for language, examples in topic.examples.items()
        for example in examples
        if (found := detect(example)) not in {language, None}
    ]
    total = sum(len(examples) for topic in handbook.topics for examples in topic.examples.values())
    assert len(wrong) / total < 0.02, wrong


@pytest.mark.parametrize(
    ("romaji", "kana"),
    [
        ("denwa bangou wo oshiete kudasai", "でんわ ばんごう を おしえて ください"),
        ("fakkusu wa nan desu ka", "ファックス は なん です か"),
        ("konnichiwa", "こんにちは"),
        ("konna minna no onna", "こんな みんな の おんな"),
        ("annai wo", "あんない を"),
        ("Tōkyō no jūsho", "とうきょう の じゅうしょ"),
        ("me-ru adoresu", "めーる アドレス"),
        ("phone bangou oshiete", "phone ばんごう おしえて"),
        ("dotchi desuka", "どっち ですか"),
    ],
)
def test_romaji_becomes_kana(romaji: str, kana: str) -> None:
    written = romaji_to_kana(romaji)
    assert written is not None
    assert written.replace("わ", "は") == kana.replace("わ", "は")


def test_romaji_reads_as_the_usual_spelling_does() -> None:
    shares = [_shared(reading(normalise(romaji_to_kana(r) or r)), reading(u)) for r, u in PHRASES.items()]
    assert sum(shares) / len(shares) > 0.95


def _shared(one: str, other: str) -> float:
    """The share of their runs of three characters that two readings have in common."""
    first, second = (
        {f" {r} "[i : i + 3] for i in range(len(r))} for r in (one.replace(" ", ""), other.replace(" ", ""))
    )
    return len(first & second) / len(first | second)


@pytest.mark.parametrize(
    "text", ["What is your fax number?", "電話は", "no", "", "email", "Bonjour monsieur"]
)
def test_what_is_not_romaji_is_left_alone(text: str) -> None:
    assert romaji_to_kana(text) is None


@given(st.text())
def test_detection_never_raises_and_names_only_what_it_knows(text: str) -> None:
    assert detect(text) in {"ja", "en", "und", None}
