"""Topics and the examples that teach them."""

from __future__ import annotations

from tests.content.folder import Folder

INTENTS = "intents.yaml"
EXAMPLES = "knowledge/examples/ja.yaml"


def _warnings(folder: Folder) -> list[tuple[str, str]]:
    return [(f.where, f.what) for f in folder.load().findings if f.where.startswith(INTENTS)]


def test_a_topic_says_what_the_bot_does(folder: Folder) -> None:
    handbook = folder.load().handbook
    assert [topic.key for topic in handbook.topics] == [
        "contact.phone",
        "guideline.purpose",
        "personal_data.delete",
        "smalltalk.greeting",
        "distress.distress",
    ]
    phone, delete = handbook.topic("contact.phone"), handbook.topic("personal_data.delete")
    assert (phone.does, phone.field, phone.label) == (
        "contact",
        "phone",
        {"ja": "電話番号", "en": "Phone number"},
    )
    assert (delete.does, delete.request, delete.sections) == ("request", "delete", ("1.10",))
    assert handbook.topic("smalltalk.greeting").reply == "smalltalk.greeting"


def test_phrases_of_all_languages_decide_together(folder: Folder) -> None:
    assert folder.load().handbook.topic("distress.distress").phrases == ("死にたい", "kill myself")


def test_a_topic_follows_only_where_the_file_says_so(folder: Folder) -> None:
    folder.replace(INTENTS, "does: quote,", "does: quote, follows: true,")
    assert [topic.name for topic in folder.load().handbook.topics if topic.follows] == ["purpose"]


def test_examples_come_from_intents_and_from_the_files_it_names(folder: Folder) -> None:
    examples = folder.load().handbook.topic("contact.phone").examples
    assert examples == {
        "ja": ("電話番号は？", "お電話したい", "電話かけたいんだけど"),
        "en": ("What is your phone number?", "no"),
    }


def test_an_example_written_twice_under_its_topic_counts_once(folder: Folder) -> None:
    folder.write(EXAMPLES, "contact: {phone: ['電話番号は?', ' お電話したい ', TEL]}\n")
    folder.replace(INTENTS, '"no"]', '"no", tel]')
    examples = folder.load().handbook.topic("contact.phone").examples
    assert examples["ja"] == ("電話番号は？", "お電話したい", "TEL")
    assert examples["en"][-1] == "tel"


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
