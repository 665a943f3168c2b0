"""Words that impostors put before or after a name: they distinguish nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.core.accounts.likeness.characters import skeleton, squeezed

AFFIXES = frozenset(
    """
    a account accounts admin airdrop app asia assist award awards big billing blog bonus bot by cafe
    campaign care center centre channel chat claim club co com community conf conference contact coupon
    crypto customer desk dev donate donation donations event events fan fans faq fb fees finance for
    free fund gift giveaway global group help helpdesk helpline hp hq http https i ig inc info inquiry
    insta intl invest io it its japan japanese jimukyoku join jp jpn kai ko koho kouho koushiki kousiki
    ks line live login lottery ltd mail mailing main me media member members message mobile my net new
    news newsletter no notice now ns office official officials oh on online open org page pay payment
    payments portal post pr press prize prizes pro promo promotion raffle real recovery recruit refund
    refunds reg registration renew renewal reply reward rewards s safe secure security service services
    shop sign signin signup site sns society sp staff store sub supp support survey sys team tech the
    this ticket tickets treasurer tv tw twitter update us user users v verified verify vip wallet web
    website winner world www x xx xxx youtube yt
    抽選 プレゼント 特典 募金 寄付 寄附 給付金 還付 返金 振込 入金 投資 副業 会計 経理 財務
    学務 医事 人事 管理 公式 公認 公式アカウント オフィシャル 本物 本部 本会 事務局 広報 広報部
    広報室 窓口 お問い合わせ 問合せ サポート サポートセンター ヘルプ ヘルプデスク 担当 運営 運営局
    認証 認証済み 認証済 アカウント ページ チャンネル 新 正規 日本 案内 お知らせ ニュース 当選
    キャンペーン 会員 入会 受付 総務 支払い ボット 通信 速報 最新 最新情報 情報 編集部 係 部
    課 室 局
    """.split()  # noqa: SIM905  # a list of this length in quotes cannot be read
)
GENERIC = AFFIXES | frozenset(
    """
    academy association college committee conference congress council federation foundation hospital
    institute journal kansai kanto kyoto lab laboratory library magazine museum nagoya national nippon
    osaka review school society symposium tokyo union univ university
    """.split()  # noqa: SIM905  # as above
)
"""Words that many bodies bear: two names that have only these in common have nothing in common."""
_SHORT = frozenset({"jp", "hp", "yt", "fb", "tv"})
_LONGEST, _LONGEST_WORD = 48, 16
_OFFICE = re.compile(
    "(?:会計|経理|総務|財務|広報|学務|教務|医事|人事|管理|事務|会員|情報|企画|庶務)(?:課|係|部|室|局|担当)"
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
    return all(
        word.isdecimal() or word in AFFIXES or _OFFICE.fullmatch(word) or _is_compound(word) for word in left
    )


def with_affixes(ours: str, theirs: str) -> bool:
    """Whether a word is ours, alone or run together with affixes, as written or in letters that look so."""
    for mine, other in ((squeezed(ours), squeezed(theirs)), (skeleton(ours), skeleton(theirs))):
        rests = (other.removeprefix(mine), other.removesuffix(mine))
        if any(rest != other and (only_affixes(rest) or looks_like_affixes(rest)) for rest in rests):
            return True
    return False


def looks_like_affixes(rest: str) -> bool:
    """The same of a skeleton, in which words have no bounds."""
    if not rest or rest.isdecimal():
        return True
    if len(rest) > _LONGEST:
        return False
    reached = {0}
    for start in range(len(rest)):
        if start in reached:
            ends = range(start + 2, min(start + _LONGEST_WORD, len(rest)) + 1)
            reached.update(end for end in ends if rest[start:end] in _looks())
    return len(rest) in reached


@lru_cache(maxsize=1)
def _looks() -> frozenset[str]:
    """Skeletons of affixes; of those with two letters only what is often put behind a name."""
    return frozenset(
        skeleton(word) for word in AFFIXES if len(word) > 2 or word in _SHORT or not word.isascii()
    )


def _is_compound(word: str) -> bool:
    return any(word[:i] in AFFIXES and word[i:] in AFFIXES for i in range(2, len(word) - 1))
