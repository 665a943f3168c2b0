"""The system's sentences, and the organisation's over them."""

from __future__ import annotations

import pytest

from bot.errors import ContentError
from tests.content.folder import WORDING_EN, WORDING_JA, Folder


def test_nested_ids_are_joined_by_dots(folder: Folder) -> None:
    assert folder.load().handbook.wording["en"]["ask.again"] == "Please write again."


def test_a_reply_of_the_organisation_replaces_the_sentence_of_the_system(folder: Folder) -> None:
    wording = folder.load().handbook.wording
    assert (wording["ja"]["handed_over"], wording["en"]["handed_over"]) == (
        "受付番号{number}です。",
        "Your number is {number}.",
    )


def test_a_reply_may_leave_a_placeholder_out_in_every_language(folder: Folder) -> None:
    folder.replace("intents.yaml", "受付番号{number}です。", "承りました。")
    folder.replace("intents.yaml", "Your number is {number}.", "Received.")
    assert folder.load().handbook.wording["en"]["handed_over"] == "Received."


def test_a_doubled_brace_is_a_brace(folder: Folder) -> None:
    folder.replace("wording/en.yaml", "Please write again.", "Please write {{again}}.")
    assert folder.load().handbook.wording["en"]["ask.again"] == "Please write {{again}}."


def test_every_language_says_the_same_ids(folder: Folder) -> None:
    wording = folder.load().handbook.wording
    assert wording["ja"].keys() == wording["en"].keys() == {"handed_over", "ask.again", "smalltalk.greeting"}


def test_wording_of_languages_that_are_not_declared_is_not_read(folder: Folder) -> None:
    folder.write("wording/fr.yaml", "not: [a, wording")
    assert set(folder.load().handbook.wording) == {"ja", "en"}


def test_the_organisation_is_called_as_it_calls_itself(folder: Folder) -> None:
    folder.write("wording/ja.yaml", WORDING_JA + "who: '{we}の{office}です'\n")
    folder.write("wording/en.yaml", WORDING_EN + "who: '{We} and {office}'\n")

    wording = folder.load().handbook.wording

    assert wording["ja"]["who"] == "本会の係です"
    assert wording["en"]["who"] == "The Observers and our office"


def test_a_language_may_stand_in_several_files(folder: Folder) -> None:
    folder.write("wording/ja.more.yaml", "thanks: ありがとうございます\n")
    folder.write("wording/en.more.yaml", "thanks: Thank you\n")
    assert folder.load().handbook.wording["ja"]["thanks"] == "ありがとうございます"


def test_a_sentence_in_two_files_of_a_language_names_both(folder: Folder) -> None:
    for language in ("ja", "en"):
        folder.write(f"wording/{language}.more.yaml", "ask.again: once more\n")
    with pytest.raises(ContentError) as error:
        folder.load()
    assert "written twice (first in bot/wording/en.more.yaml:1); keep one" in str(error.value)


def test_a_sentence_that_a_language_lacks_is_asked_for_in_the_file_that_matches(folder: Folder) -> None:
    folder.write("wording/ja.more.yaml", "thanks: ありがとうございます\n")
    with pytest.raises(ContentError) as error:
        folder.load()
    assert 'not in en; write "thanks:" in bot/wording/en.more.yaml' in str(error.value)
