from __future__ import annotations

import pytest

from tests.core.personal_data.names.marked import left_clear, touched

SENTENCES = [
    # called or written to
    "【藤原 知実】 様",
    "【松田浩】さんから公式アカウントだと言われました",
    "【林 淳】さんに聞きました",
    "ご担当の【佐藤】様にお伝えください",
    "【小鳥遊】先生の講演",
    "【関】さんはいらっしゃいますか",
    "【千葉】さん",
    "【福島】様",
    "【李】さんからの連絡",
    "【陳】先生",
    "理事の【山田】氏",
    "【山田】会長に伝えてください",
    "【太郎】くん",
    "【さくら】さんに頼まれました",
    # said of oneself
    "会員の【小林加奈】です。会費の支払い方法を教えてください。",
    "お世話になっております。【高橋】と申します。",
    "【田中】です。会費の件でご連絡しました",
    "東京大学の【田中】です。",
    "○○株式会社の【鈴木】でございます。",
    "【林】です。",
    "【森】と申します",
    "【花子】です",
    "【五十嵐 麗】と申しますが、会員証はいつ届きますか",
    "【やまだ はなこ】と申します",
    "【王 偉】と申します",
    "【高嶋ちさ子】と申します",
    "【山田太郎】より",
    # after a label
    "氏名:【山田さゆり】\n電話:",
    "氏　名　【山田太郎】",
    "お名前：【林 淳】",
    "会員番号は\n\n\n、名前は【斎藤 聡太郎】です。退会したいです",
    "担当者名:【佐藤】",
    "宛名は【石川】様でお願いします",
    "宛名：【石川 翔】",
    "姓：【山田】　名：【太郎】",
    "口座名義:【タナカ ハナコ】",
    "フリガナ：【ヤマダ タロウ】",
    "ﾌﾘｶﾞﾅ:【ﾔﾏﾀﾞ ﾀﾛｳ】",
    "【山田太郎】(【やまだたろう】)です",
    "【山田 太郎】（【ヤマダ タロウ】）",
    # on a line of its own
    "請求書の宛先:\n\n\n\n\n\n 【清水香織】",
    "【ヤマダ タロウ】",
    "よろしくお願いいたします。\n【山田】",
    "よろしくお願いいたします。\n東京大学 【山田】",
    # anywhere
    "昨日【田中裕美子】が発表した資料を見たいです",
    "会員【小林健太】と連絡が取れません",
    "【佐藤花子】宛てに送ってください",
    "【佐々木希】さんと【中村獅童】さん",
    "父(【山田一郎】)の会員資格について",
    "共著者は【長谷川 翔】と【勅使河原宏】です",
    "【ジョン・スミス】さん",
    "【ジョン・スミス】です",
    "【スミス】さん",
    # in other kanji
    "【髙橋 悠真】です",
    "【濵田 蒼】と申します",
    "【渡邉 結衣】様",
    "【𠮷田 学】です",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_a_name_is_found_whole_and_nothing_else(text: str) -> None:
    assert left_clear(text) == []
    assert touched(text) == []


SURNAMES = """
    佐藤 鈴木 高橋 渡辺 小笠原 佐々木 森 関 東 千葉 福島 品川 長谷川 勅使河原 五十嵐 齋藤 西園寺
    """.split()  # noqa: SIM905  # reads best as text
GIVEN_NAMES = """
    翔太 美咲 さくら 健一郎 光 誠 由紀子 大輔 ゆうこ 清 久美子 陽斗 結菜 マリ 次郎 沙也加
    """.split()  # noqa: SIM905  # as above
WHERE = [
    "会員の{}です。",
    "{}さんからの連絡",
    "氏名:{}\n電話:",
    "\n\n\n\n{} 様",
    "名前は{}です。",
    "{}と申します",
]


def test_of_many_surnames_with_many_given_names_hardly_any_is_missed() -> None:
    """Whatever the dictionary makes of their characters, with a space between them and without."""
    texts = [
        where.format(f"【{surname}{space}{given}】")
        for n, surname in enumerate(SURNAMES)
        for m, given in enumerate(GIVEN_NAMES)
        for where, space in [(WHERE[(n + m) % len(WHERE)], " "), (WHERE[(n + m + 1) % len(WHERE)], "")]
    ]
    missed = [text for text in texts if left_clear(text)]
    assert len(missed) <= 0.02 * len(texts), missed
