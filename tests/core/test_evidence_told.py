"""Every reason for a verdict can be told in every language, and tells nothing that can be clicked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.evidence_told import notes, reason, shown
from bot.core.handbook import Handbook
from bot.core.model import Evidence, Say
from bot.core.reply import lines, say

ACCOUNTS = Path(__file__).parents[2] / "bot" / "core" / "accounts"
LANGUAGES = ("ja", "en")
SUBJECT = Say("subject.account")
VALUES = {
    "ending": (".example", ".test"),
    "retired": ("", "2024-03-31"),
    "other_platform": ("x", "instagram"),
    "handle_elsewhere": ("x", "evil.example"),
    "incomplete": ("", "facebook"),
    "another_form": ("", "telegram"),
    "hidden": ("", "\u200b"),
    "replaced": ("l", "\u0456"),
}


def kinds_in_code() -> set[str]:
    sources = "\n".join(path.read_text("utf-8") for path in sorted(ACCOUNTS.rglob("*.py")))
    calls = re.findall(r"(?:Evidence|cannot_tell)\(((?:\s*\"\w+\"(?: if [^\"]*? else)?)+)", sources)
    return {kind for call in calls for kind in re.findall(r"\"(\w+)\"", call)}


def evidence(kind: str) -> Evidence:
    return Evidence(kind, *VALUES.get(kind, ("harbour.example", "https://evil.example/@harbour")))


def test_every_kind_of_evidence_has_a_sentence_in_every_language(handbook: Handbook) -> None:
    kinds = kinds_in_code()
    assert {"real_host", "copy", "short_link", "handle_elsewhere", "post", "on_platform"} <= kinds
    for language in LANGUAGES:
        wording = handbook.wording[language]
        assert {k for k in kinds if f"evidence.{k}" not in wording and f"note.{k}" not in wording} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_can_be_told_unlinked_and_without_brackets(handbook: Handbook, language: str) -> None:
    ids = [id for id in handbook.wording[language] if id.startswith("evidence.")]
    assert len(ids) > 30
    for id in ids:
        told = say(handbook.wording, language, reason(evidence(id.removeprefix("evidence."))))
        assert told
        assert not re.search(r"[（）(){}]|://|\w\.example", told.replace("(at)", "")), told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("character", ["l", "一", "\u0430", "é", "\u200b", "ａ", "あ", "ab"])
def test_a_character_is_told_without_brackets(handbook: Handbook, language: str, character: str) -> None:
    assert not re.search(r"[（）()]", say(handbook.wording, language, shown(character)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_that_is_no_platform_is_told_by_its_name(handbook: Handbook, language: str) -> None:
    for kind in ("other_platform", "handle_elsewhere", "another_form"):
        told = say(handbook.wording, language, reason(Evidence(kind, "x", "evil.example")))
        assert "evil[.]example" in told


def test_a_handle_that_is_ours_on_several_platforms_takes_one_sentence(handbook: Handbook) -> None:
    found = [Evidence("on_platform", theirs=platform) for platform in ("x", "note", "facebook")]
    told = {
        count: [lines(handbook.wording, language, notes(found[:count], SUBJECT)) for language in LANGUAGES]
        for count in (1, 2, 3)
    }
    assert told[1][0].startswith("このアカウントは、Xでの本学会のアカウントです。")
    assert told[2][0].startswith("このアカウントは、Xとnoteでの本学会のアカウントです。")
    assert told[1][1].startswith("This is our account on X. ")
    assert told[2][1].startswith("This is our account on X and note. ")
    assert told[3][1].startswith("This is our account on X, note and Facebook. ")


def test_what_stands_around_our_name_is_told_as_such(handbook: Handbook) -> None:
    added, whole = Evidence("affix", "isj_news", "_official"), Evidence("affix", "isj", "isj-login")
    assert say(handbook.wording, "en", reason(added)) == (
        '"_official" has been added before or after our name "isj_news"'
    )
    assert say(handbook.wording, "en", reason(whole)) == (
        '"isj-login" is our name "isj" with something added to it'
    )
