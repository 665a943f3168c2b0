"""Each way of breaking the list of accounts, and the line that an operator then reads."""

from __future__ import annotations

import pytest

from tests.content.breaking import ORGANIZATION, Broken, broken
from tests.content.folder import Folder

FIRST = "address: https://x.com/observers\n"
FIRST_KEY = "knowledge/organization.yaml:25: bodies.society.accounts.1.address"
REVIEWED = "example]\nreviewed: 2026-04-01\n"


def _instead(address: str, what: str) -> tuple[str, str, str, str]:
    """The address of the first account, which is on X."""
    return ORGANIZATION, FIRST, f"address: {address}\n", f"{FIRST_KEY}: {what}"


def _on(platform: str, address: str, what: str) -> tuple[str, str, str, str]:
    new = f"platform: {platform}\n        address: {address}\n"
    return ORGANIZATION, f"platform: x\n        {FIRST}", new, f"{FIRST_KEY}: {what}"


def _added(text: str, line: str) -> tuple[str, str, str, str]:
    """Lines added before the contacts, from line 8 on."""
    return ORGANIZATION, REVIEWED, REVIEWED + text, f"knowledge/organization.yaml:{line}"


BROKEN: Broken = {
    "a page that names no account": _on(
        "facebook",
        "https://www.facebook.com/events/1",
        'names no account, "https://www.facebook.com/events/1"; write the address of the account\'s own page',
    ),
    "an address of another platform": _instead(
        "https://www.youtube.com/@observers",
        "leads to youtube, not to x; correct the address or the platform",
    ),
    "a website under a platform": _instead(
        "https://observers.example", "leads to web, not to x; correct the address or the platform"
    ),
    "a platform's page as a website": _on(
        "web", "https://note.com/observers", "leads to note, not to web; correct the address or the platform"
    ),
    "a shortened address": _instead(
        "https://bit.ly/abc", "bit.ly only leads on to another address; write the one it leads to"
    ),
    "the whole of a shared website": _on(
        "web",
        "https://sites.google.com/",
        "anybody may have pages on sites.google.com; write the address of the organisation's own page",
    ),
    "a handle where names are ambiguous": _on(
        "linkedin",
        "observers",
        "on linkedin a company and a person may share a name; write the whole web address",
    ),
    "a handle without its server": _on(
        "mastodon", '"@observers"', 'names no account, "@observers"; write it as @name@server'
    ),
    "a handle nobody can have": _instead(
        "observers-of-japan",
        'no account on x can be called "observers-of-japan"; write its web address, from https:// on',
    ),
    "words instead of a handle": _instead(
        "our account",
        'expected a web address or a handle, found "our account"; write it from https:// on, or as "@name"',
    ),
    "a number that is none": (
        ORGANIZATION,
        '"1234567"',
        "12 34",
        "knowledge/organization.yaml:30: bodies.society.accounts.2.numeric_id: expected digits, found"
        ' "12 34"; or take it out',
    ),
    "a channel's id that is none": (
        ORGANIZATION,
        "      - platform: youtube\n        address: null",
        "      - {platform: youtube, address: null, numeric_id: '123456'}",
        "knowledge/organization.yaml:31: bodies.society.accounts.3.numeric_id: expected the channel's id,"
        ' which begins with "UC", found "123456"; or take it out',
    ),
    "the same account twice": (
        ORGANIZATION,
        "https://x.com/observers_en",
        "https://twitter.com/Observers",
        "knowledge/organization.yaml:28: bodies.society.accounts.2.address: the same account as in line 25;"
        " keep one",
    ),
    "a retired account without its day": (
        ORGANIZATION,
        "  young:\n",
        "    retired_accounts: [{platform: x, address: observers_old}]\n  young:\n",
        'knowledge/organization.yaml:33: bodies.society.retired_accounts.1.retired: missing; write "retired:"'
        " and its value",
    ),
    "a retired account in use": (
        ORGANIZATION,
        "  young:\n",
        '    retired_accounts: [{platform: x, address: "@OBSERVERS", retired: 2026-01-01}]\n  young:\n',
        "knowledge/organization.yaml:33: bodies.society.retired_accounts.1.address: also an account in use"
        " (line 25); take out the one that is no longer true",
    ),
    "a former domain in use": _added(
        "domains: [new.old-observers.example]\n",
        "6: former_domains.1: also in use (line 8); take out the one that is no longer true",
    ),
    "mail under a former domain": _added(
        "mails: [office@old-observers.example]\n",
        "6: former_domains.1: also in use (line 8); take out the one that is no longer true",
    ),
    "a shared domain": _added(
        "domains: [ameblo.jp]\n",
        "8: domains.1: anybody may have pages on ameblo.jp; it is nobody's own, so take it out",
    ),
    "words around a further mail address": _added(
        "mails: ['Office <a@b.example>']\n",
        '8: mails.1: expected a mail address and nothing else, found "Office <a@b.example>"',
    ),
    "a neighbour's account that is ours": _added(
        "neighbours: {astronomers: {names: Astronomers, addresses: [https://x.com/Observers]}}\n",
        "8: neighbours.astronomers.addresses.1: also the organisation's own (line 26); take out"
        " the one that is no longer true",
    ),
    "a neighbour's mail address that is ours": _added(
        "neighbours: {astronomers: {names: Astronomers, addresses: [Office@observers.example]}}\n",
        "8: neighbours.astronomers.addresses.1: also the organisation's own (line 18); take out"
        " the one that is no longer true",
    ),
    "a partner under our domain": _added(
        "partners: {pay: {names: Pay, role: {ja: 支払, en: fees}, addresses: [pay.observers.example]}}\n",
        "8: partners.pay.addresses.1: also under the organisation's own observers.example (line 5); take out"
        " the one that is no longer true",
    ),
    "a neighbour's name without its platform": _added(
        "neighbours: {astronomers: {names: Astronomers, addresses: ['@astronomers']}}\n",
        '8: neighbours.astronomers.addresses.1: a name that is not told on which platform, "@astronomers";'
        " write the web address, from https:// on",
    ),
    "a neighbour's shared website": _added(
        "neighbours: {astronomers: {names: Astronomers, addresses: [https://ameblo.jp/astronomers]}}\n",
        "8: neighbours.astronomers.addresses.1: anybody may have pages on ameblo.jp; write the address of the"
        " organisation's own page",
    ),
    "a neighbour without a name": _added(
        "neighbours: {astronomers: {names: []}}\n",
        "8: neighbours.astronomers.names: expected at least one entry, found an empty list; write [a, b], or"
        " one item a line after a dash",
    ),
    "a partner that does nothing": _added(
        "partners: {pay: {names: Pay}}\n", '8: partners.pay.role: missing; write "role:" and its value'
    ),
    "a partner that is a neighbour": _added(
        "neighbours: {pay: {names: Pay}}\npartners: {pay: {names: Pay, role: {ja: 支払, en: fees}}}\n",
        "9: partners.pay: also a neighbour (line 8); take out the one that is no longer true",
    ),
}


@broken(BROKEN)
def test_a_broken_list_is_named_with_its_line(
    folder: Folder, file: str, old: str, new: str, line: str
) -> None:
    folder.replace(file, old, new)
    assert folder.errors() == [line]


@pytest.mark.parametrize(
    "address",
    [
        "https://mobile.twitter.com/observers/status/1",
        "https://x.com/intent",
        "https://x.com/observers?lang=ja",
    ],
)
def test_a_spelling_of_an_account_is_the_account_and_a_page_without_one_is_none(
    folder: Folder, address: str
) -> None:
    folder.replace(ORGANIZATION, FIRST, f"address: {address}\n")
    if "intent" in address:
        assert "names no account" in folder.errors()[0]
    else:
        assert len(folder.load().handbook.organization.registry.accounts) == 3
