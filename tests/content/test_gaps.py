"""Topics and intents with too few examples."""

from __future__ import annotations

from tests.content.breaking import EXAMPLES, INTENTS
from tests.content.folder import Folder


def _warnings(folder: Folder) -> list[tuple[str, str]]:
    return [(f.where, f.what) for f in folder.load().findings if f.where.startswith(INTENTS)]


def test_few_examples_of_an_intent_are_a_warning_until_there_are_fifteen(folder: Folder) -> None:
    few = ("intents.yaml:3", "intents.contact: examples in ja: 14; write at least 15")
    texts = [f"電話の例{i}" for i in range(12)]
    folder.write(EXAMPLES, f"contact: {{phone: [{', '.join(texts)}]}}\n")
    assert few in _warnings(folder)
    folder.write(EXAMPLES, f"contact: {{phone: [{', '.join(texts)}, もう一つ]}}\n")
    assert [what for _, what in _warnings(folder) if what.startswith("intents.contact: examples in ja")] == []


def test_a_topic_without_an_example_in_a_language_is_a_warning(folder: Folder) -> None:
    folder.replace(INTENTS, "{ja: [消して], en: [Delete me]}", "{ja: [消して]}")
    assert ("intents.yaml:17", "intents.personal_data.topics.delete: no example in en") in _warnings(folder)


def test_a_topic_known_by_its_phrases_alone_needs_no_examples(folder: Folder) -> None:
    folder.replace(INTENTS, "        examples: {ja: [つらい], en: [I cannot go on]}\n", "")
    assert [what for _, what in _warnings(folder) if "distress" in what] == []


def _write_phone(folder: Folder, ja: int, en: int) -> None:
    """So many examples of contact.phone; all other topics have one or two."""
    english = ", ".join(f"call {i}" for i in range(en - 2))
    folder.write(EXAMPLES, f"contact: {{phone: [{', '.join(f'電話の例{i}' for i in range(ja - 2))}]}}\n")
    folder.replace(INTENTS, '"no"]', f'"no", {english}]')


def test_a_topic_with_less_than_a_third_of_its_examples_in_another_language_is_a_warning(
    folder: Folder,
) -> None:
    _write_phone(folder, ja=30, en=9)
    few = "intents.contact.topics.phone: examples in en: 9, where there are 30 elsewhere; write at least 10"
    assert ("intents.yaml:5", few) in _warnings(folder)
    folder.replace(INTENTS, '"no",', '"no", call more,')
    assert [what for _, what in _warnings(folder) if "elsewhere" in what] == []


def test_a_topic_with_less_than_a_third_of_what_most_topics_have_is_a_warning(folder: Folder) -> None:
    many = {"purpose: {": "目的", "delete: {": "消去", "greeting: {": "挨拶"}
    text = (folder.root / INTENTS).read_text(encoding="utf-8")
    for topic, word in many.items():
        examples = ", ".join(f"{word}{i}" for i in range(12))
        head, rest = text.split(topic, 1)
        text = head + topic + rest.replace("{ja: [", f"{{ja: [{examples}, ", 1)
    folder.write(INTENTS, text)
    thin = [what for _, what in _warnings(folder) if "elsewhere" in what and "in ja" in what]
    assert thin == [
        "intents.contact.topics.phone: examples in ja: 3, where there are 13 elsewhere; write at least 4",
        "intents.distress.topics.distress: examples in ja: 1, where there are 13 elsewhere; write at least 4",
    ]


def test_fifteen_examples_are_enough_however_many_there_are_elsewhere(folder: Folder) -> None:
    _write_phone(folder, ja=90, en=15)
    assert [what for _, what in _warnings(folder) if "elsewhere" in what] == []
