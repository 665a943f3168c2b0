"""Topics and the examples that teach them."""

from __future__ import annotations

from tests.content.folder import Folder

INTENTS = "intents.yaml"
EXAMPLES = "knowledge/examples/ja.yaml"


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
