"""Which words with dots in them are meant as domains."""

from __future__ import annotations

import re

from bot.core.accounts import identity
from bot.core.accounts.finding.characters import HIDDEN, SEEN

TLD = re.compile(rf"xn--[a-z0-9\-]{{2,59}}|(?:(?![0-9]){SEEN}){{2,24}}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON_ENDINGS = _words(
    "ac academy ai app asia at au be biz blog br ca cc center ch click cloud club cn co com "
    "community de design dev edu email es eu events fi foundation fr fun global gov gr group hk "
    "host icu in info institute int io ir it jobs jp kr life link live ltd me media mil mobi moe "
    "mx my name net network news nl nz online org osaka page pe ph pl press pro pub ru school "
    "science se services sg shop site social society solutions space store studio support systems "
    "team tech th tk to today tokyo top tr tv tw ua uk us vip vn website wiki work world ws wtf "
    "xyz zone"
)
_WORDS_TOO = _words(
    "ac at be center co email events fun group in it life link live me my name or page pe press "
    "pro school social society space support team to today top us work world"
)
FILE_ENDINGS = _words(
    "c cpp css csv doc docx exe gif go gz htm html ini jpeg jpg js json log md mov mp mp3 mp4 pdf "
    "php png ppt pptx ps py rs rtf sh sql svg tar tex tiff ts tsx txt webp xls xlsx xml yaml yml "
    "zip"
)


def is_host(host: str, has_path: bool) -> bool:
    """Whether a domain without a scheme is meant as one.

    Known platforms and www. always; endings that are also English words ("to", "in") or less common
    need a path ("/"), and file names never are.
    """
    bare = host.lower().strip(HIDDEN + "-")
    ending = bare.rpartition(".")[2]
    if identity.is_known_host(bare) or ending.startswith("xn--"):
        return True
    if bare.startswith("www.") or (has_path and ending not in FILE_ENDINGS):
        return TLD.fullmatch(ending) is not None
    return ending in _COMMON_ENDINGS and (ending not in _WORDS_TOO or bare.count(".") > 1)


def has_common_ending(host: str) -> bool:
    """Whether it ends as domains often do, also with what is an English word."""
    return host.lower().rpartition(".")[2] in _COMMON_ENDINGS
