"""The list of official accounts, alone and within organization.yaml."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.content.addresses import account_misfit, written_out
from bot.content.loader import load_registry
from bot.content.registry_schema import BodyEntry, PartnerEntry, RegistryPart, RetiredEntry
from bot.core.accounts import identity
from bot.core.accounts.keys import of_account
from bot.core.accounts.registry import Registry
from bot.core.accounts.verdict import Verifier, worst
from bot.errors import ContentError
from tests.content.folder import Folder

GUIDE = Path(__file__).parents[2] / "docs/accounts.md"
FORTY = Path(__file__).with_name("forty-accounts.yaml")
THE_REST = """
calls_itself: {organization: {ja: 本会, en: the Society}, office: {ja: 係, en: our office}}
contacts:
  phone: {value: 03-0000-0000}
  fax: {value: 03-0000-0001}
  address: {value: 東京都中央区1-2-3}
  email: {value: desk@sokko-society.example, section: 1.10}
privacy_policy: https://www.sokko-society.example/privacy
crisis_contacts:
  - name: {ja: 相談窓口, en: Helpline}
    phone: 0120-000-000
    note: {ja: 無料, en: free}
    source: https://helpline.example
    reviewed: 2026-04-01
    confirmed: 2026-04-02
"""
SMALLEST = "languages: [ja]\nnames: {ja: 町内会}\n"


@pytest.fixture(scope="module")
def forty() -> Registry:
    return load_registry(FORTY)


def _alone(folder: Folder, text: str) -> Registry:
    folder.write("list.yaml", text)
    return load_registry(Path("list.yaml"))


# --- forty accounts ------------------------------------------------------------------------------


def test_six_bodies_have_forty_accounts_each_with_an_id_of_its_own(forty: Registry) -> None:
    assert len({account.id for account in (*forty.accounts, *forty.retired)}) == 42
    assert (len(forty.accounts), len({account.body for account in forty.accounts})) == (40, 6)


def test_the_list_of_forty_lacks_nothing_and_nothing_in_it_is_alike(folder: Folder) -> None:
    folder.write("knowledge/organization.yaml", FORTY.read_text(encoding="utf-8") + THE_REST)
    findings = folder.load(date(2026, 7, 1), closely=True).findings
    assert [f.what for f in findings if "organization.yaml" in f.where] == []


def test_a_handle_is_written_out_as_the_address_people_can_compare(forty: Registry) -> None:
    assert forty.account("society/x").address == "https://x.com/sokko_society"
    assert forty.account("society/line").address == "https://line.me/R/ti/p/@sokko"
    assert forty.account("society/mastodon").address == "https://mastodon.example/@sokko"
    assert forty.account("society/bluesky").address == "https://bsky.app/profile/sokko-society.bsky.social"


@pytest.mark.parametrize(
    "platform",
    ["facebook", "x", "instagram", "threads", "youtube", "telegram", "line", "note", "bluesky", "tiktok"],
)
def test_a_handle_that_is_written_out_leads_to_the_account_it_names(platform: str) -> None:
    handle = "obs.bsky.social" if platform == "bluesky" else "observers7"
    assert identity.of_url(written_out(platform, handle)) == (
        platform,
        identity.of_handle(platform, handle),
    )
    assert account_misfit(platform, handle) is None


def test_the_list_is_held_against_itself_as_messages_are_held_against_it(forty: Registry) -> None:
    verifier = Verifier(forty)
    for account in forty.accounts:
        found = verifier.judge(verifier.references(account.address or ""))
        assert account.address is None or (worst(found), found[0].accounts) == ("official", (account.id,))
    for account in forty.retired:
        assert worst(verifier.judge(verifier.references(account.address or ""))) == "cannot_tell"


def test_an_account_goes_by_the_day_of_the_list_unless_it_has_its_own(forty: Registry) -> None:
    assert forty.reviewed == forty.account("kansai/x").reviewed == date(2026, 4, 1)
    assert forty.account("kansai/facebook").reviewed == date(2026, 6, 15)


def test_the_first_of_several_names_is_shown_and_all_are_known(forty: Registry) -> None:
    journal = forty.account("journal/x")
    assert journal.names == {"ja": "測光学会誌", "en": "Journal of Photometry"}
    assert {"日本測光学会誌", "J. Photom.", "測光学会ボット", "Nihon Sokko Gakkai"} <= set(forty.names)
    assert forty.abbreviations == ("PhSJ", "JPhot", "ICPhot")


def test_a_retired_account_is_none_of_those_in_use(forty: Registry) -> None:
    assert [(a.id, a.address, a.retired) for a in forty.retired] == [
        ("society/retired/x", "https://x.com/sokkogakkai", date(2024, 3, 31)),
        ("society/retired/facebook", "https://www.facebook.com/nihonsokko", date(2023, 9, 30)),
    ]
    assert all(account.retired is None for account in forty.accounts)


def test_every_official_domain_and_mail_address_is_known(forty: Registry) -> None:
    assert forty.domains == ("sokko-society.example", "sokko-journal.example", "sokko-cafe.example")
    assert forty.former_domains == ("sokko-gakkai.example",)
    assert forty.mails == ("office@sokko-society.example", "editors@sokko-journal.example")
    assert forty.mail_on_file


def test_neighbours_and_partners_are_told_apart_and_shown_in_the_readers_language(forty: Registry) -> None:
    colour, light, payments, _ = forty.neighbours
    assert [n.relation for n in forty.neighbours] == ["neighbour", "neighbour", "partner", "partner"]
    assert (colour.name("ja"), colour.name("en")) == ("日本色彩測定学会", "Society of Colour Measurement")
    assert (light.name("ja"), light.names) == ("Institute of Light", ("Institute of Light", "光計測協会"))
    assert payments.role == {"ja": "会費のお支払い", "en": "membership payments"}


# --- version -------------------------------------------------------------------------------------


def test_the_version_of_a_list_is_short_and_changes_with_it(folder: Folder) -> None:
    version = _alone(folder, SMALLEST).version
    assert re.fullmatch("[0-9a-f]{8}", version)
    assert _alone(folder, f"# the same\n{SMALLEST}").version == version
    assert _alone(folder, f"{SMALLEST}website: https://a.example\n").version != version


def test_the_handbook_holds_the_version_of_its_list(folder: Folder) -> None:
    alone = load_registry(folder.root / "knowledge/organization.yaml")
    assert folder.load().handbook.organization.registry == alone


# --- alone ---------------------------------------------------------------------------------------


def test_a_name_is_enough_for_a_list(folder: Folder) -> None:
    registry = _alone(folder, SMALLEST)
    assert (registry.names, registry.accounts, registry.domains) == (("町内会",), (), ())
    assert registry.incomplete("mail")


def test_mail_is_on_file_once_any_official_address_is_known(folder: Folder) -> None:
    assert _alone(folder, f"{SMALLEST}mails: [a@b.example]\n").mail_on_file
    assert _alone(folder, f"{SMALLEST}contacts: {{email: {{value: a@b.example}}}}\n").mails == (
        "a@b.example",
    )
    assert not _alone(folder, f"{SMALLEST}contacts: {{email: {{value: null}}}}\n").mail_on_file


def test_what_is_no_part_of_the_list_is_left_out_unread(folder: Folder) -> None:
    assert _alone(folder, f"{SMALLEST}crisis_contacts: none yet\nprivacy_policy: [1]\n").names == ("町内会",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("names: {ja: a}\n", 'list.yaml:1: languages: missing; write "languages:" and its value'),
        (f"{SMALLEST}body: {{}}\n", "list.yaml:3: body: unknown key; correct its spelling or take it out"),
        (
            f"{SMALLEST}bodies: {{a: {{names: {{ja: a}}, accounts: [{{platform: x, address: about}}]}}}}\n",
            'list.yaml:3: bodies.a.accounts.1.address: no account on x can be called "about"; write its web'
            " address, from https:// on",
        ),
        ("- a\n", 'list.yaml:1: expected a mapping, found a list; write "key: value" lines under it'),
    ],
)
def test_a_list_that_cannot_be_used_is_explained_with_its_line(folder: Folder, text: str, line: str) -> None:
    folder.write("list.yaml", text)
    with pytest.raises(ContentError) as caught:
        load_registry(Path("list.yaml"))
    assert str(caught.value).splitlines() == [line]


def test_a_list_that_is_not_there_is_said_to_be_missing(folder: Folder) -> None:
    with pytest.raises(ContentError, match=r"nowhere\.yaml: not found; write the file"):
        load_registry(Path("nowhere.yaml"))


# --- websites that are shared --------------------------------------------------------------------


@pytest.mark.parametrize(
    "website",
    [
        "https://sites.google.com/view/us",
        "https://ameblo.jp/us",
        "https://note.com/us",
        "https://github.io/us",
    ],
)
def test_a_page_on_a_shared_website_makes_nobody_its_owner(folder: Folder, website: str) -> None:
    assert _alone(folder, f"{SMALLEST}website: {website}\n").domains == ()


def test_a_subdomain_of_a_shared_website_is_its_owners(folder: Folder) -> None:
    assert _alone(folder, f"{SMALLEST}website: https://us.github.io\n").domains == ("us.github.io",)


def test_a_page_of_a_website_is_no_account_by_its_host() -> None:
    assert of_account("web", "https://sites.google.com/view/us", None) == frozenset()
    assert of_account("web", "https://www.us.example/", None) == {"us.example"}


def test_a_neighbour_on_a_mastodon_server_does_not_own_the_server(folder: Folder) -> None:
    neighbours = "neighbours:\n  snow: {names: [Snow], addresses: ['https://ice.example/@snow']}\n"
    verifier = Verifier(_alone(folder, f"{SMALLEST}{neighbours}"))
    assert worst(verifier.judge(verifier.references("https://ice.example/@snow"))) == "other_organisation"
    assert worst(verifier.judge(verifier.references("https://ice.example/@evil"))) == "unlisted"


# --- the document --------------------------------------------------------------------------------


def _explained(after: str) -> set[str]:
    """The keys in the first column of the first table after these words."""
    rest = GUIDE.read_text(encoding="utf-8").split(after, 1)[1]
    table = rest[rest.index("| ---") :].split("\n\n", 1)[0]
    return set(re.findall(r"^\| `([a-z_]+)` \|", table, re.M))


def test_the_document_explains_every_key_and_no_other() -> None:
    assert _explained("## The organisation") == set(RegistryPart.model_fields)
    assert _explained("| key of a body |") == set(BodyEntry.model_fields)
    assert _explained("| key of an account |") == set(RetiredEntry.model_fields)
    assert _explained("## Neighbours and partners") == set(PartnerEntry.model_fields)


def test_the_example_in_the_document_is_a_list(folder: Folder) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    registry = _alone(folder, example)
    assert (len(registry.accounts), len(registry.retired), len(registry.neighbours)) == (4, 1, 2)
    assert registry.incomplete("facebook")
