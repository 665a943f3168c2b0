"""Each way of breaking the content, and the line that an operator then reads."""

from __future__ import annotations

import shutil
from typing import get_args

import pytest

from bot.content.loader import load
from bot.core.handbook import Does
from bot.errors import ContentError
from tests.content.folder import JAPANESE_ONLY, Folder

ORGANIZATION = "knowledge/organization.yaml"
RULES_JA = "knowledge/guidelines/rules.ja.md"
RULES_EN = "knowledge/guidelines/rules.en.md"
EXAMPLES = "knowledge/examples/ja.yaml"
WORDING_JA, WORDING_EN = "wording/ja.yaml", "wording/en.yaml"
INTENTS = "intents.yaml"
*_MOST, _LAST = (f"'{does}'" for does in get_args(Does))
ALL_DOES = f"{', '.join(_MOST)} or {_LAST}"

BROKEN: dict[str, tuple[str, str, str, str]] = {
    # organization.yaml
    "unknown key": (
        ORGANIZATION,
        "former_domains:",
        "old_domains:",
        "knowledge/organization.yaml:6: old_domains: unknown key; correct its spelling or take it out",
    ),
    "missing key": (
        ORGANIZATION,
        "  fax:\n    value: null\n",
        "",
        'knowledge/organization.yaml:8: contacts.fax: missing; write "fax:" and its value',
    ),
    "list for text": (
        ORGANIZATION,
        "website: https://www.Observers.example/ja/",
        "website: [https://observers.example]",
        "knowledge/organization.yaml:5: website: expected text, found a list; write it after the colon,"
        " in quotes if it has , : # ? { or [ in it",
    ),
    "text for mapping": (
        ORGANIZATION,
        "fax:\n    value: null",
        "fax: null",
        'knowledge/organization.yaml:12: contacts.fax: expected a mapping, found nothing; write "key: value"'
        " lines under it",
    ),
    "text for list": (
        ORGANIZATION,
        "former_domains: [www.old-observers.example]",
        "former_domains: old-observers.example",
        'knowledge/organization.yaml:6: former_domains: expected a list, found "old-observers.example";'
        " write [a, b], or one item a line after a dash",
    ),
    "comma without quotes": (
        ORGANIZATION,
        "note: {ja: 無料, en: free}",
        "note: {ja: 無料, en: free, day and night}",
        "knowledge/organization.yaml:38: crisis_contacts.1.note.day and night: expected text, found nothing;"
        " write it after the colon, in quotes if it has , : # ? { or [ in it",
    ),
    "no name": (
        ORGANIZATION,
        "en: [Observers of Japan]",
        "en: []",
        "knowledge/organization.yaml:4: names.en: expected at least one entry, found an empty list;"
        " write [a, b], or one item a line after a dash",
    ),
    "not a date": (
        ORGANIZATION,
        "confirmed: 2026-04-02",
        "confirmed: 2 April",
        'knowledge/organization.yaml:41: crisis_contacts.1.confirmed: expected a date, found "2 April";'
        " write it as 2026-04-01",
    ),
    "no date": (
        ORGANIZATION,
        "example]\nreviewed: 2026-04-01",
        "example]\nreviewed:",
        "knowledge/organization.yaml:7: reviewed: expected a date, found nothing; write it as 2026-04-01",
    ),
    "not a URL": (
        ORGANIZATION,
        "address: https://x.com/observers\n",
        "address: x.com/observers\n",
        "knowledge/organization.yaml:25: bodies.society.accounts.1.address: expected a web address,"
        ' found "x.com/observers"; write it from https:// on',
    ),
    "a URL that no browser opens": (
        ORGANIZATION,
        "address: https://x.com/observers\n",
        "address: https://[x\n",
        "knowledge/organization.yaml:25: bodies.society.accounts.1.address: expected a web address,"
        ' found "https://[x"; write it from https:// on',
    ),
    "not a domain": (
        ORGANIZATION,
        "[www.old-observers.example]",
        "['https://old-observers.example']",
        "knowledge/organization.yaml:6: former_domains.1: expected a domain such as example.org,"
        ' found "https://old-observers.example"',
    ),
    "words around a mail address": (
        ORGANIZATION,
        "value: office@observers.example",
        "value: office@observers.example (office)",
        "knowledge/organization.yaml:17: contacts.email.value: expected a mail address and nothing else,"
        ' found "office@observers.example (office)"',
    ),
    "unknown platform": (
        ORGANIZATION,
        "platform: youtube",
        "platform: myspace",
        "knowledge/organization.yaml:31: bodies.society.accounts.3.platform: expected one of 'facebook', 'x',"
        " 'instagram', 'threads', 'youtube', 'linkedin', 'telegram', 'line', 'note', 'bluesky', 'mastodon',"
        " 'tiktok' or 'web', found \"myspace\"",
    ),
    "language lacking": (
        ORGANIZATION,
        "note: {ja: 無料, en: free}",
        "note: {ja: 無料}",
        "knowledge/organization.yaml:38: crisis_contacts.1.note: expected every declared"
        " language; write en too",
    ),
    "undeclared language": (
        ORGANIZATION,
        "note: {ja: 無料, en: free}",
        "note: {ja: 無料, en: free, fr: gratuit}",
        "knowledge/organization.yaml:38: crisis_contacts.1.note: expected the declared languages (ja, en),"
        " found fr; take it out",
    ),
    "body with a strange id": (
        ORGANIZATION,
        "  young:",
        "  Young Ones:",
        "knowledge/organization.yaml:33: bodies.Young Ones: expected an id of small letters, digits, - and _,"
        ' found "Young Ones"',
    ),
    "no language": (
        ORGANIZATION,
        "languages: [ja, en]",
        "languages: []",
        "knowledge/organization.yaml:1: languages: expected each language once; write for example [ja, en]",
    ),
    "language twice": (
        ORGANIZATION,
        "languages: [ja, en]",
        "languages: [ja, ja]",
        "knowledge/organization.yaml:1: languages: expected each language once; write for example [ja, en]",
    ),
    "language without wording": (
        ORGANIZATION,
        "languages: [ja, en]",
        "languages: [ja, en, fr]",
        "knowledge/organization.yaml:1: languages.3: no wording for fr; write bot/wording/fr.yaml or take"
        " the language out",
    ),
    "unknown section of a contact": (
        ORGANIZATION,
        "section: 1.10",
        "section: 1.1",
        'knowledge/organization.yaml:18: contacts.email.section: no section "1.1"; write one of 1, 1.10, 2.1',
    ),
    "section without text": (
        ORGANIZATION,
        '        section: "1"',
        "        section: 2",
        'knowledge/organization.yaml:26: bodies.society.accounts.1.section: no section "2"; write one of'
        " 1, 1.10, 2.1",
    ),
    # YAML itself
    "syntax": (
        ORGANIZATION,
        "note: {ja: 無料, en: free}",
        "note: {ja: 無料, en: free",
        "knowledge/organization.yaml:39: not YAML: expected ',' or '}', but got ':'; put a text"
        " with : # ? or ,"
        " in quotes",
    ),
    "key twice": (
        ORGANIZATION,
        "privacy_policy:",
        "website: https://other.example\nprivacy_policy:",
        "knowledge/organization.yaml:19: website: written twice (first in line 5); keep one",
    ),
    "alias": (
        ORGANIZATION,
        "reviewed: 2026-04-01\n    confirmed: 2026-04-02",
        "reviewed: &day 2026-04-01\n    confirmed: *day",
        "knowledge/organization.yaml:41: not YAML: an alias (*name) is not supported; write the value out",
    ),
    "control character": (
        ORGANIZATION,
        "note: {ja: 無料, en: free}",
        "note: {ja: 無料, en: fr\x07ee}",
        "knowledge/organization.yaml:38: a control character; delete it",
    ),
    "braces as a key": (
        WORDING_JA,
        "ask:",
        "{ask}: x\nask:",
        "bot/wording/ja.yaml:2: expected a key; write plain text before the colon",
    ),
    # guidelines
    "no front matter": (
        RULES_JA,
        "---\nid: rules\n",
        "id: rules\n",
        "knowledge/guidelines/rules.ja.md:1: front matter missing; begin with id, language ..."
        " between two --- lines",
    ),
    "unknown status": (
        RULES_JA,
        "status: published",
        "status: draft",
        "knowledge/guidelines/rules.ja.md:7: status: expected one of 'published' or 'reference translation',"
        ' found "draft"',
    ),
    "front matter key": (
        RULES_JA,
        "established:",
        "since:",
        "knowledge/guidelines/rules.ja.md:5: since: unknown key; correct its spelling or take it out",
    ),
    "undeclared guideline language": (
        RULES_JA,
        "language: ja",
        "language: fr",
        'knowledge/guidelines/rules.ja.md:3: language: "fr" is not a declared language (ja, en);'
        " declare it in organization.yaml",
    ),
    "guideline twice": (
        RULES_EN,
        "language: en",
        "language: ja",
        "knowledge/guidelines/rules.ja.md:2: id: rules in ja is already in"
        " knowledge/guidelines/rules.en.md:2",
    ),
    "section number twice": (
        RULES_JA,
        "### 2.1 細目",
        "### 1. 細目",
        "knowledge/guidelines/rules.ja.md:24: 1: section number written twice (first in line 12)",
    ),
    "heading without number": (
        RULES_JA,
        "### 2.1 細目",
        "### 細目",
        'knowledge/guidelines/rules.ja.md:24: expected a number and a title, found "細目"',
    ),
    "heading without title": (
        RULES_JA,
        "### 2.1 細目",
        "### 2.1",
        'knowledge/guidelines/rules.ja.md:24: expected a number and a title, found "2.1"',
    ),
    # intents.yaml
    "unknown doing": (
        INTENTS,
        "does: quote",
        "does: quotes",
        f'intents.yaml:14: intents.guideline.topics.purpose.does: expected one of {ALL_DOES}, found "quotes"',
    ),
    "contact without field": (
        INTENTS,
        "        field: phone\n",
        "",
        'intents.yaml:5: intents.contact.topics.phone: "does: contact" needs field; write "field:" beside it',
    ),
    "request without request": (
        INTENTS,
        " request: delete,",
        "",
        'intents.yaml:17: intents.personal_data.topics.delete: "does: request" needs request;'
        ' write "request:"'
        " beside it",
    ),
    "reply without reply": (
        INTENTS,
        " reply: smalltalk.greeting,",
        "",
        'intents.yaml:20: intents.smalltalk.topics.greeting: "does: reply" needs reply; write'
        ' "reply:" beside it',
    ),
    "unknown field": (
        INTENTS,
        "field: phone",
        "field: telex",
        "intents.yaml:7: intents.contact.topics.phone.field: expected one of 'phone', 'fax',"
        " 'address', 'email'"
        " or 'any', found \"telex\"",
    ),
    "unknown section": (
        INTENTS,
        'sections: ["1"]',
        'sections: ["1", "9"]',
        'intents.yaml:14: intents.guideline.topics.purpose.sections.2: no section "9"; write'
        " one of 1, 1.10, 2.1",
    ),
    "unknown reply": (
        INTENTS,
        "reply: smalltalk.greeting,",
        "reply: smalltalk.hello,",
        "intents.yaml:20: intents.smalltalk.topics.greeting.reply: no sentence"
        ' "smalltalk.hello"; write it under'
        " replies",
    ),
    "reply that needs a value": (
        INTENTS,
        "reply: smalltalk.greeting,",
        "reply: handed_over,",
        'intents.yaml:20: intents.smalltalk.topics.greeting.reply: "handed_over" has'
        " placeholders, which a fixed"
        " reply gets no values for",
    ),
    "name too long for a button": (
        INTENTS,
        "    greeting:",
        "    g%s:" % ("g" * 49),
        f"intents.yaml:20: intents.smalltalk.topics.g{'g' * 49}: 2 bytes too long for a button with its"
        " intent; write shorter ids",
    ),
    "neither true nor false": (
        INTENTS,
        "reply: smalltalk.greeting,",
        "reply: smalltalk.greeting, follows: perhaps,",
        'intents.yaml:20: intents.smalltalk.topics.greeting.follows: expected true or false, found "perhaps";'
        " write one of the two",
    ),
    "topic twice": (
        INTENTS,
        "  guideline:\n    topics:",
        "      phone: {does: escalate}\n  guideline:\n    topics:",
        "intents.yaml:12: intents.contact.topics.phone: written twice (first in line 5); keep one",
    ),
    "example of two topics": (
        INTENTS,
        "ja: [目的は？]",
        "ja: [目的は？, ' お電話したい ']",
        'intents.yaml:14: intents.guideline.topics.purpose.examples.ja.2: "お電話したい" is an example of'
        " contact.phone too (intents.yaml:10); keep one",
    ),
    "example of two topics in other letters": (
        INTENTS,
        "en: [Delete me]",
        "en: [ＷＨＡＴ is your PHONE number？]",
        'intents.yaml:17: intents.personal_data.topics.delete.examples.en.1: "ＷＨＡＴ is your'
        ' PHONE number？" is'
        " an example of contact.phone too (intents.yaml:11); keep one",
    ),
    "reply in one language": (
        INTENTS,
        "{ja: こんにちは。, en: Hello.}",
        "{ja: こんにちは。}",
        "intents.yaml:28: replies.smalltalk.greeting: expected every declared language; write en too",
    ),
    "reply with other placeholders": (
        INTENTS,
        'en: "Your number is {number}."',
        'en: "Your number is {no}."',
        "intents.yaml:29: replies.handed_over.en: no value for {no} here; use only {number}",
    ),
    "examples file missing": (
        INTENTS,
        "more_examples: [examples/ja.yaml]",
        "more_examples: [examples/ja.yaml, examples/en.yaml]",
        "intents.yaml:1: more_examples.2: knowledge/examples/en.yaml not found; write it or"
        " take the name out",
    ),
    "examples file of no language": (
        INTENTS,
        "more_examples: [examples/ja.yaml]",
        "more_examples: [examples/more.yaml]",
        'intents.yaml:1: more_examples.1: "more" is not a declared language; name the file'
        " after one, as in ja.yaml",
    ),
    "unknown topic in an examples file": (
        EXAMPLES,
        "  phone:",
        "  telephone:",
        "knowledge/examples/ja.yaml:2: contact.telephone: no such topic in intents.yaml;"
        " correct it or add it there",
    ),
    # wording
    "sentence in one language": (
        WORDING_EN,
        "ask:\n  again: Please write again.\n",
        "",
        'bot/wording/ja.yaml:3: ask.again: not in en; write "ask.again:" in bot/wording/en.yaml',
    ),
    "other placeholders": (
        WORDING_EN,
        "{number}",
        "{no}",
        "bot/wording/en.yaml:1: handed_over: {no} here but {number} in ja; use the same in every language",
    ),
    "placeholder lacking": (
        WORDING_EN,
        " (no. {number})",
        "",
        "bot/wording/en.yaml:1: handed_over: no placeholder here but {number} in ja; use the"
        " same in every language",
    ),
    "stray brace": (
        WORDING_EN,
        "{number}",
        "{number",
        "bot/wording/en.yaml:1: handed_over: stray brace; write {name} for a value, {{ or }}"
        " for a brace itself",
    ),
    "format in a placeholder": (
        WORDING_EN,
        "{number}",
        "{number:>3}",
        "bot/wording/en.yaml:1: handed_over: stray brace; write {name} for a value, {{ or }}"
        " for a brace itself",
    ),
    "sentence that is none": (
        WORDING_EN,
        "again: Please write again.",
        "again: [Please, write, again]",
        "bot/wording/en.yaml:3: ask.again: expected text; a sentence that begins with { or ["
        " stands in quotes",
    ),
    "id twice": (
        WORDING_JA,
        "ask:\n",
        "ask.again: もう一度\nask:\n",
        "bot/wording/ja.yaml:4: ask.again: written twice (first in line 2); keep one",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_named_with_its_line(
    folder: Folder, file: str, old: str, new: str, line: str
) -> None:
    folder.replace(file, old, new)
    assert line in folder.errors()


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        (ORGANIZATION, "", "knowledge/organization.yaml: empty; write its content"),
        (INTENTS, "# nothing yet\n", "intents.yaml: empty; write its content"),
        (
            RULES_JA,
            "",
            f"{RULES_JA}:1: front matter missing; begin with id, language ... between two --- lines",
        ),
        (
            ORGANIZATION,
            "- ja\n",
            'knowledge/organization.yaml:1: expected a mapping, found a list; write "key:'
            ' value" lines under it',
        ),
    ],
)
def test_a_file_without_content_is_an_error(folder: Folder, file: str, text: str, line: str) -> None:
    folder.write(file, text)
    assert folder.errors() == [line]


def test_a_file_in_another_encoding_is_an_error_at_the_first_foreign_byte(folder: Folder) -> None:
    (folder.root / INTENTS).write_bytes("intents:\n  contact: # 連絡先\n".encode("shift_jis"))
    assert folder.errors() == ["intents.yaml:2: not UTF-8; save the file as UTF-8"]


def test_a_guideline_without_headings_is_an_error(folder: Folder) -> None:
    text = (folder.root / RULES_JA).read_text(encoding="utf-8").partition("# 運用規程")[0]
    folder.write(RULES_JA, text + "目的を定めます。\n")
    assert folder.errors() == [f'{RULES_JA}:9: no heading; write "## 1. Title" before each part']


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("knowledge", ["knowledge/ not found: set KNOWLEDGE_DIR (of ask: --knowledge)"]),
        ("intents.yaml", ["intents.yaml not found: set INTENTS_FILE (of ask: --intents)"]),
        (ORGANIZATION, ["knowledge/organization.yaml: not found; write the file"]),
        (
            "knowledge/guidelines",
            ["knowledge/guidelines/: not found; make the folder and put the published texts there"],
        ),
    ],
)
def test_what_is_not_there_is_named(folder: Folder, path: str, lines: list[str]) -> None:
    target = folder.root / path
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()
    assert folder.errors() == lines


def test_all_errors_are_named_at_once(folder: Folder) -> None:
    folder.replace(ORGANIZATION, "platform: youtube", "platform: myspace")
    folder.replace(ORGANIZATION, "former_domains:", "old_domains:")
    folder.replace(RULES_JA, "status: published", "status: draft")
    folder.replace(RULES_EN, "## 1. Purpose", "## Purpose")
    folder.replace(INTENTS, "ja: [目的は？]", "ja: [お電話したい]")
    folder.replace(WORDING_EN, "{number}", "{no}")
    assert [line.partition(": ")[0] for line in folder.errors()] == [
        "knowledge/organization.yaml:31",
        "knowledge/organization.yaml:6",
        "knowledge/guidelines/rules.en.md:12",
        "knowledge/guidelines/rules.ja.md:7",
        "bot/wording/en.yaml:1",
        "intents.yaml:14",
    ]


def test_an_unusable_guideline_is_not_held_against_those_who_name_its_sections(folder: Folder) -> None:
    folder.replace(RULES_JA, "status: published", "status: draft")
    assert len(folder.errors()) == 1


def test_files_are_named_as_they_were_given(folder: Folder) -> None:
    folder.replace(INTENTS, "does: quote,", "does: quotes,")
    with pytest.raises(ContentError) as caught:
        load(folder.root / "knowledge", folder.root / "intents.yaml", system_wording=folder.root / "wording")
    assert str(caught.value).startswith(f"{folder.root}/intents.yaml:14: ")


def test_a_contact_topic_needs_no_guideline(empty_folder: Folder) -> None:
    empty_folder.fill(JAPANESE_ONLY)
    (empty_folder.root / "knowledge/guidelines/sns.md").unlink()
    loaded = empty_folder.load()
    assert loaded.handbook.sections == ()
    assert "no guideline (*.md); there is nothing to quote" in [finding.what for finding in loaded.findings]
