"""Words that impostors put before or after a name: they distinguish nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.core.accounts.likeness.characters import skeleton, squeezed

AFFIXES = frozenset(
    """
    a account accounts admin app asia assist big blog bot by care cafe center centre channel chat claim
    club co com community conf conference contact customer desk dev event events faq fan fans fb for
    free gift global group help helpdesk helpline hp hq http https i ig inc info inquiry insta intl io
    it its jimukyoku jp jpn japan japanese join kai ko koho koushiki kouho kousiki ks line live login
    ltd mail mailing main me media member members message mobile my net new news newsletter no notice
    now ns office official officials oh on online open org page pay payment payments portal post pr
    press pro real recruit reg registration reply s safe secure security service services shop sign
    signin signup site sns society sp staff store sub supp support survey sys team tech the this tv
    twitter tw update us user users v verified verify vip web website winner world www x xx xxx yt
    youtube
    公式 公認 公式アカウント オフィシャル 本物 本部 本会 事務局 広報 広報部 広報室 窓口
    お問い合わせ 問合せ サポート サポートセンター ヘルプ ヘルプデスク 担当 運営 運営局 認証
    認証済み 認証済 アカウント ページ チャンネル 新 正規 日本 案内 お知らせ ニュース 当選
    キャンペーン 会員 入会 受付 総務 支払い ボット 通信 速報 最新 最新情報 情報 編集部 係 部
    課 室 局
    """.split()  # noqa: SIM905  # a list of this length in quotes cannot be read
)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_AT_BOUND = re.compile(r"[^\w]|_")


def tokens(handle: str) -> tuple[str, ...]:
    """The words of a handle: parted by separators, by digits and where a small letter meets a capital."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", handle)
    return tuple(word.lower() for word in _WORD.findall(_AT_BOUND.sub(" ", parted)))


def only_affixes(rest: str) -> bool:
    """Whether nothing but affixes and numbers is left of a name: "_official_2027", "jp", "公式"."""
    left = tokens(rest)
    return all(word.isdecimal() or word in AFFIXES or _is_compound(word) for word in left)


def with_affixes(ours: str, theirs: str) -> bool:
    """Whether a word is ours, alone or run together with affixes, as written or in letters that look so."""
    for mine, other in ((squeezed(ours), squeezed(theirs)), (skeleton(ours), skeleton(theirs))):
        rests = (other.removeprefix(mine), other.removesuffix(mine))
        if any(rest != other and (only_affixes(rest) or looks_like_affixes(rest)) for rest in rests):
            return True
    return False


def looks_like_affixes(rest: str) -> bool:
    """The same of a skeleton, in which words have no bounds."""
    return (
        not rest
        or rest.isdecimal()
        or any(looks_like_affixes(rest[len(look) :]) for look in _looks() if look and rest.startswith(look))
    )


@lru_cache(maxsize=1)
def _looks() -> frozenset[str]:
    return frozenset(look for word in AFFIXES if len(look := skeleton(word)) > 1)


def _is_compound(word: str) -> bool:
    return any(word[:i] in AFFIXES and word[i:] in AFFIXES for i in range(2, len(word) - 1))
