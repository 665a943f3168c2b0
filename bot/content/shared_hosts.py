"""Hosts on which anybody may have pages: having one there makes nobody the host's owner."""

from __future__ import annotations

from bot.core.accounts import identity
from bot.core.accounts.likeness.domains import is_public_suffix

# not in the Public Suffix List, for their pages are told apart by path
_BY_PATH = """
    ameblo.jp bitbucket.org blog.goo.ne.jp booth.pm confit.atlas.jp connpass.com docs.google.com
    drive.google.com form.run forms.gle forms.office.com github.com gitlab.com jstage.jst.go.jp
    medium.com notion.so peatix.com plaza.rakuten.co.jp qiita.com researchmap.jp sites.google.com
    vimeo.com zenn.dev
"""
_LISTED = frozenset(_BY_PATH.split())


def is_shared(host: str) -> bool:
    """Whether pages of many owners stand under this very host, or it is a platform's."""
    name = host.removeprefix("www.")
    return name in _LISTED or identity.is_known_host(name) or is_public_suffix(name)
