"""What a person wants, learnt from examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.handbook import Does, Handbook, Topic
from bot.core.intents import NO_INTENT, IntentModel, as_read, learn
from tests.conftest import LEARNT, learnt


def topic(intent: str, name: str, does: Does, *examples: str) -> Topic:
    return Topic(intent, name, does, {"en": examples})


PHONE = topic("contact", "phone", "contact", "what is your phone number", "can I call you")
FAX = topic("contact", "fax", "contact", "what is your fax number", "can I send a fax")
VISIT = topic("visit", "opening", "escalate", "when do you open", "what time do you close")


def model_of(topics: list[Topic]) -> IntentModel:
    return IntentModel(topics, learn(topics))


SMALL = model_of([PHONE, FAX, VISIT])


@pytest.fixture(scope="session")
def model(handbook: Handbook) -> IntentModel:
    """Without sentence vectors: plain questions must be read rightly by their words alone."""
    return IntentModel(handbook.topics, learnt(handbook, None, LEARNT / "words").learnt)


@pytest.mark.parametrize(
    ("text", "key"),
    [("your phone number please", PHONE), ("a fax", FAX), ("when do you close", VISIT)],
)
def test_a_question_is_read_as_the_topic_with_such_examples(text: str, key: Topic) -> None:
    assert SMALL.read(as_read(text)).topic == key


def test_all_topics_for_staff_count_as_no_intent() -> None:
    assert SMALL.read(as_read("when do you open")).intent == NO_INTENT


def test_an_intent_is_as_likely_as_its_topics_together() -> None:
    reading = SMALL.read(as_read("what number"))
    topics = sum(p for t, p in reading.topics if t.intent == "contact")
    assert dict(reading.intents)["contact"] == pytest.approx(topics)


def test_probabilities_are_sorted_and_sum_to_one() -> None:
    reading = SMALL.read(as_read("can I call or fax when you close"))
    probabilities = [p for _, p in reading.topics]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "    ", "ばびぶべぼ", "0000"])
def test_a_text_with_nothing_known_has_no_intent(text: str) -> None:
    reading = SMALL.read(as_read(text))
    assert (reading.intent, reading.confidence, reading.topic) == (NO_INTENT, 0, None)


@pytest.mark.parametrize("topics", [[], [PHONE]])
def test_with_one_topic_or_none_it_still_reads(topics: list[Topic]) -> None:
    reading = model_of(topics).read(as_read("your phone number"))
    assert len(reading.topics) == len(topics)


def test_the_same_examples_give_the_same_model() -> None:
    text = as_read("number to call")
    assert model_of([PHONE, FAX, VISIT]).read(text) == SMALL.read(text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("https://X.com/isj_news は公式？", "someurl は公式?"),
        ("mail TARO@example.com", "mail somemail"),
        ("is @isj_news yours", "is somehandle yours"),
        ("denwa wa", "でんわ わ"),
    ],
)
def test_which_address_it_is_does_not_matter_to_the_reading(text: str, seen: str) -> None:
    assert " ".join(as_read(text).split()) == seen


WANTED = [
    ("学会の電話番号は何番でしょうか", "contact"),
    ("What's the fax number of the society?", "contact"),
    ("このアカウントは公式のものでしょうか", "account_verification"),
    ("Is this Facebook page really yours?", "account_verification"),
    ("個人情報はどう取り扱われますか", "personal_data"),
    ("Please erase my personal data", "personal_data"),
    ("ガイドラインの免責事項は何ですか", "guideline"),
    ("What do the guidelines say about similar account names?", "guideline"),
    ("こんにちは", "smalltalk"),
    ("thank you so much", "smalltalk"),
    ("年会費はいくらでしょうか", NO_INTENT),
    ("How do I submit a paper?", NO_INTENT),
    ("konnichiwa", "smalltalk"),
]


@pytest.mark.parametrize(("text", "intent"), WANTED)
def test_plain_questions_are_read_rightly(text: str, intent: str, model: IntentModel) -> None:
    assert model.read(as_read(text)).intent == intent


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    reading = SMALL.read(as_read(text))
    assert 0 <= reading.confidence <= 1 + 1e-6
