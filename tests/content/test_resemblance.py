"""Examples that look alike and mean different things."""

from __future__ import annotations

import time
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.examples import Example
from bot.content.findings import Place
from bot.content.resemblance import ALIKE, MOST_NAMED, bare, resembling
from tests.content.breaking import EXAMPLES, INTENTS
from tests.content.folder import Folder

WORDS = st.sampled_from(["電話", "番号", "住所", "を", "教えて", "ください", "消して", "?", "tell", "me"])
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map("".join)


def _example(text: str, intent: str, line: int = 0) -> Example:
    return Example((intent, "topic"), "ja", text, Place("intents.yaml", line))


def _likeness(one: str, other: str) -> float:
    """Of the share of trigrams of two bare texts between spaces, by definition."""
    a, b = ({f" {t} "[i : i + 3] for i in range(len(t))} for t in (one, other))
    return len(a & b) / len(a | b)


def _warnings(folder: Folder) -> list[tuple[str, str]]:
    findings = folder.load(closely=True).findings
    return [(f.where, f.what) for f in findings if f.severity == "warning" and "the same" in f.what]


# --- the same text -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["お電話したい！！", "お電話、したい", "お電話　したい", "お電話したい 。"])
def test_a_text_under_two_topics_that_differs_in_punctuation_only_is_a_warning(
    folder: Folder, text: str
) -> None:
    folder.replace(INTENTS, "ja: [目的は？]", f'ja: [目的は？, "{text}"]')
    (where, what), *others = _warnings(folder)
    assert (where, others) == ("intents.yaml:14", [])
    assert f'guideline.topics.purpose.examples.ja.2: "{text}" is the same, but for punctuation, as' in what
    assert '"お電話したい" of contact.phone (intents.yaml:10); keep one' in what


def test_a_text_under_one_topic_may_be_written_with_other_punctuation(folder: Folder) -> None:
    folder.write(EXAMPLES, "contact: {phone: [お電話したい！！]}\n")
    assert _warnings(folder) == []


def test_emoji_are_told_apart(folder: Folder) -> None:
    folder.write(EXAMPLES, "contact: {phone: [☎]}\n")
    folder.replace(INTENTS, "ja: [消して]", "ja: [🗑]")
    assert _warnings(folder) == []


# --- almost the same -----------------------------------------------------------------------------


ONE = "先月引っ越しましたので、会員名簿に載っている私の住所の変更をお願いします"
OTHER = "先月引っ越しましたので、会員名簿に載っている私の住所の変更をお願いいたします"


def test_texts_of_two_intents_that_are_almost_the_same_are_a_warning(folder: Folder) -> None:
    folder.write(EXAMPLES, f"contact: {{phone: [{OTHER}]}}\n")
    folder.replace(INTENTS, "ja: [消して]", f"ja: [{ONE}]")
    (where, what), *others = _warnings(folder)
    assert (where, others) == (f"{EXAMPLES}:1", [])
    assert what == (
        f'contact.phone.1: "{OTHER}" is almost the same as "{ONE}" of personal_data.delete'
        " (intents.yaml:17); keep one, or say what differs"
    )


def test_texts_of_one_intent_may_be_almost_the_same() -> None:
    assert list(resembling({text: _example(text, "contact") for text in (ONE, OTHER)})) == []


def test_content_that_is_loaded_to_be_served_is_not_compared(folder: Folder) -> None:
    folder.replace(INTENTS, "ja: [目的は？]", "ja: [目的は？, お電話したい！]")
    assert [f for f in folder.load().findings if "the same" in f.what] == []


@given(st.lists(TEXTS.map(bare).filter(bool), max_size=12, unique=True))
def test_every_pair_that_is_alike_by_definition_is_found_and_no_other(texts: list[str]) -> None:
    examples = {text: _example(text, f"intent{i % 3}") for i, text in enumerate(texts)}
    found = {(pair.earlier.text, pair.later.text): pair.likeness for pair in resembling(examples)}
    assert found == {
        (one, other): _likeness(one, other)
        for one, other in combinations(texts, 2)
        if examples[one].topic != examples[other].topic and _likeness(one, other) >= ALIKE
    }


def test_the_likest_twenty_pairs_are_named_and_the_rest_counted(folder: Folder) -> None:
    ours = [
        f"会員番号{i:02}の者ですが、名簿に載っている住所と電話番号の変更を急いでお願いいたします"
        for i in range(5)
    ]
    theirs = [
        f"会員番号{i:02}の者ですが、名簿に載っている住所と電話番号の変更を急いでお願いいたしますね"
        for i in range(5)
    ]
    folder.write(EXAMPLES, f"contact: {{phone: [{', '.join(ours)}]}}\n")
    folder.replace(INTENTS, "ja: [消して]", f"ja: [{', '.join(theirs)}]")
    *named, (where, rest) = _warnings(folder)
    assert len(named) == MOST_NAMED
    assert (where, rest) == (
        "intents.yaml",
        "5 more pairs of examples are almost the same; mend those above first",
    )
    assert [_numbers(what) for _, what in named[:5]] == [f"0{i} 0{i}" for i in range(5)]


def _numbers(what: str) -> str:
    """Which member each of the two texts speaks of."""
    _, one, other = what.split("会員番号")
    return f"{one[:2]} {other[:2]}"


@pytest.mark.alone
def test_five_thousand_examples_are_compared_within_five_seconds_of_work() -> None:
    nouns = ["電話", "住所", "会員", "学会", "行事", "参加", "論文", "投稿", "公式", "返信", "削除", "登録"]
    ends = ["を教えてください", "はどこですか", "について知りたいです", "をお願いします", "はありますか"]
    compounds = [first + second for first, second in product(nouns, nouns)]
    texts = [f"{first}の{second}{end}" for first, second in product(compounds, compounds) for end in ends]
    examples = {text: _example(text, f"intent{i % 8}") for i, text in enumerate(texts[::20])}
    assert len(examples) > 5000
    began = time.process_time()
    assert all(pair.likeness >= ALIKE for pair in resembling(examples))
    assert time.process_time() - began < 5
