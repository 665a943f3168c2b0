from __future__ import annotations

import pytest

from bot.core.accounts.likeness.domains import domain_likeness, read_domain
from bot.core.accounts.likeness.strength import Strength

OURS = "imaging-society-japan.org"
SHORT = "tlsj.or.jp"

LONG_ONE = [
    "imaging-society-japan.net",
    "imaging-society-japan.org.login.example",
    "imaging-society-japan-org.com",
    "imagingsocietyjapan.org",
    "imaging-societyjapan.com",
    "imaging-soclety-japan.org",
    "lmaging-society-japan.org",
    "imaging-society-japam.org",
    "society-imaging-japan.org",
    "my-imaging-society-japan.xyz",
    "imaging-society.japan.org",
    "imaging-society-japan.pages.dev",
    "innaging-socicty-japan.org",
    "xn--imging-society-japan-91b.org",
    "imagingsocietyjapanorg.com",
]


@pytest.mark.parametrize("host", LONG_ONE)
def test_an_imitated_domain_is_a_lookalike(host: str) -> None:
    likeness = domain_likeness(OURS, host)
    assert likeness is not None
    assert likeness.strength == "lookalike"
    assert likeness.evidence


SHORT_ONE: dict[str, Strength] = {
    "tlsj.or.jp.example.net": "lookalike",
    "tlsj-or-jp.net": "lookalike",
    "tlsj-login.com": "lookalike",
    "tlsj.com": "similar",
    "tlsk.or.jp": "similar",
    "wwwtlsj.or.jp": "similar",
    "tlsj.hosting.example": "similar",
}


@pytest.mark.parametrize(("host", "strength"), SHORT_ONE.items())
def test_four_letters_are_often_another_s_by_right(host: str, strength: Strength) -> None:
    likeness = domain_likeness(SHORT, host)
    assert likeness is not None
    assert likeness.strength == strength


@pytest.mark.parametrize(
    "host", ["spij.jp", "iieej.org", "jspst.or.jp", "imaging.org", "tlrs.jp", "jst.go.jp", "example.org", "a"]
)
def test_other_domains_are_none(host: str) -> None:
    assert domain_likeness(OURS, host) is None
    assert domain_likeness(SHORT, host) is None


def test_a_domain_is_read_by_what_can_be_registered() -> None:
    assert read_domain("www.isj.or.jp").name == "isj"
    assert read_domain("a.b.pages.dev").registered == "b.pages.dev"
    assert read_domain("xn--spt-8cd.gr.jp").name == "sptа"
