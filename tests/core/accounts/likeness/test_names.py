from __future__ import annotations

import pytest

from bot.core.accounts.likeness.names import is_same_name, name_likeness
from bot.core.accounts.likeness.strength import Strength

JA, KANA, EN = "日本画像学会", "スマートプリント技術者協会", "Imaging Society of Japan"

IMITATIONS: dict[tuple[str, str], Strength] = {
    (JA, "日木画像学会"): "lookalike",
    (JA, "日本画像字会"): "lookalike",
    (JA, "日本画像學會"): "lookalike",
    (JA, "日本画像学会 公式"): "lookalike",
    (JA, "【公式】日本画像学会"): "lookalike",
    (JA, "日本画像学会@サポート"): "lookalike",
    (JA, "日本画像・学会"): "lookalike",
    (JA, "日本画像\u200b学会"): "lookalike",
    (JA, "日本像画学会"): "lookalike",
    (JA, "日本画像会"): "similar",
    (JA, "日画像学会"): "similar",
    (KANA, "スマ一トプリント技術者協会"): "lookalike",
    (KANA, "スマートブリント技術者協会"): "lookalike",
    (KANA, "スマートプりント技術者協会"): "lookalike",
    (KANA, "スマートプリンㇳ技術者協会"): "lookalike",
    (KANA, "スマーートプリント技術者協会"): "lookalike",
    (KANA, "スマートプント技術者協会"): "lookalike",
    (EN, "lmaging Society of Japan"): "lookalike",
    (EN, "Imaging Society of Japan Official"): "lookalike",
    (EN, "Imaging Society of JapanSupport"): "lookalike",
    (EN, "Society Imaging of Japan"): "lookalike",
    (EN, "Imaging Socity of Japan"): "lookalike",
    (EN, "Imaging Societies of Japan"): "lookalike",
    (EN, "Imaging Society for Japan"): "lookalike",
    (EN, "Imaging Sоciety of Japan"): "lookalike",
}


@pytest.mark.parametrize(("names", "strength"), IMITATIONS.items())
def test_an_imitated_name_is_told(names: tuple[str, str], strength: Strength) -> None:
    ours, theirs = names
    likeness = name_likeness(ours, theirs)
    assert likeness is not None
    assert likeness.strength == strength
    assert likeness.evidence


OTHER_SOCIETIES = [
    "日本写真学会",
    "日本映像学会",
    "日本印刷学会",
    "画像電子学会",
    "日本画像医療システム工業会",
    "日本医用画像工学会",
    "国際画像学会",
    "カメラ映像機器工業会",
    "スマートグリッド技術者協会",
    "Imaging Society of America",
    "International Imaging Society",
    "Robotics Society of Japan",
    "Society for Imaging Science and Technology",
    "Society of Photography and Imaging of Japan",
    "The Institute of Image Electronics Engineers of Japan",
    "山田 太郎",
    "John Smith",
    "",
    "・・・",
]


@pytest.mark.parametrize("theirs", OTHER_SOCIETIES)
def test_the_name_of_another_society_is_none(theirs: str) -> None:
    assert [ours for ours in (JA, KANA, EN) if name_likeness(ours, theirs)] == []


def test_the_very_name_is_the_same_in_any_width_case_and_spacing() -> None:
    assert is_same_name(EN, "IMAGING  SOCIETY OF JAPAN")
    assert is_same_name(JA, "日本 画像 学会")
    assert is_same_name(EN, "Ｉｍａｇｉｎｇ Society of Japan")
    assert not is_same_name(EN, "Imaging Society of Japan.")
    assert not is_same_name(JA, "日本画像字会")
