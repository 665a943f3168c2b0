"""Each way of breaking organization.yaml, and the line that an operator then reads."""

from __future__ import annotations

from tests.content.breaking import ORGANIZATION, Broken, broken
from tests.content.folder import Folder

BROKEN: Broken = {
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
}


@broken(BROKEN)
def test_a_broken_organization_is_named_with_its_line(
    folder: Folder, file: str, old: str, new: str, line: str
) -> None:
    folder.replace(file, old, new)
    assert line in folder.errors()
