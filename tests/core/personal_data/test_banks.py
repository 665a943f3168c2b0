from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.masking import redact
from tests.core.personal_data.planted import kinds, parts

WHOLE = [
    "三菱UFJ銀行 新宿支店 普通預金 1234567",
    "三井住友銀行本郷支店 普通 7085260",
    "三井住友銀行 本郷支店 口座番号 7085260",
    "銀行名：みずほ銀行\n支店名：新宿支店\n口座種別：普通\n口座番号：1234567",
    "みずほ銀行（0001）新宿支店（240）普通 1234567",
    "りそな銀行本郷支店 当座 0123456",
    "普通預金 口座番号 9285943",
    "口座番号:8621306",
    "口座番号は1234567",
    "口座番号 一二三四五六七",
    "店番018 口座番号1234567",
    "巣鴨信用金庫 本店 普通 1234567",
    "住信SBIネット銀行 法人第一支店 普通 1234567",
    "ゆうちょ銀行 記号 11752 番号 14227813",
    "ゆうちょ銀行 記号11752 番号14227813",
    "ゆうちょ 11752-14227813",
    "記号・番号：11752-1-14227813",
    "ゆうちょ銀行 〇一八支店 普通 1234567",
    "bank account number is 1234567",
    "Account No.: 7085260",
    "Mizuho Bank, Shinjuku Branch, ordinary account 1234567",
    "routing number 021000021",
    "GB82 WEST 1234 5698 7654 32",
    "IBAN DE25 3704 0044 0611 2093 17",
    "三井住友 麹町 当座 0093127",
    "みずほ 普通 1234567",
    "Sumitomo Mitsui Banking Corporation, Chiba branch, savings account no. 7720418",
    "DE89370400440532013000",
    "MUFG Bank, Ueno (branch 331), futsu 0928174",
    "Rakuten Bank, Rock branch (202), ordinary 5830174",
    "Mizuho Bank / Shinjuku Branch / Savings / 1234567",
    "Mizuho Bank, Shinjuku Branch (240), ordinary account no. 1234567",
    "SMBC, Shibuya branch, ordinary account 1234567",
    "Bank of Kyoto, Main Branch, savings 1234567",
    "Sumitomo Mitsui Bank branch code 015 current account 1234567",
    "Bank: MUFG Bank\nBranch: Ueno (331)\nType: ordinary\nAccount number: 0928174",
    "Ｍｉｚｕｈｏ Ｂａｎｋ， Ｕｅｎｏ Ｂｒａｎｃｈ， ｆｕｔｓｕ １２３４５６７",
    "futsuu koza 1234567",
    "Japan Post Bank\nSymbol: 10180\nNumber: 44720911",
    "Japan Post Bank, symbol 10180, number 44720911",
    "Yucho 10180-44720911",
    "JP Bank 10180-1-44720911",
    "Kigo 10180 Bango 44720911",
    "Symbol/Number: 10180-44720911",
]


@pytest.mark.parametrize("account", WHOLE)
@pytest.mark.parametrize("around", ["{}", "返金先：{} です", "Refund to: {}, please"])
def test_an_account_is_one_part_with_its_bank_and_branch(account: str, around: str) -> None:
    assert parts(around.format(account), "bank") == [account]


@pytest.mark.parametrize(
    "text",
    [
        "口座番号を教えてください",
        "普通会員の年会費は10000円ですか",
        "振込手数料は誰が負担しますか",
        "普通 2026-11-22",
        "本店は2026年3月に移転しますか",
        "GB82 WEST 1234 5698 7654 33",
        "Please tell me your bank account number",
        "The savings are 50000 yen",
        "current issue 1234567",
        "Mizuho Bank 090-1234-5678",
        "The symbol: 12345 is unclear",
        "The symbol 12345, 10 times",
        "West branch 2 opened 20 years ago",
        "Bank holiday 2026-03-05",
        "Bank transfer 12000 JPY",
        "Our branch has 1200 members, 300 students",
    ],
)
def test_talk_about_banks_is_no_account(text: str) -> None:
    assert "bank" not in kinds(text)


@given(st.from_regex(r"[0-9]{7}", fullmatch=True), st.sampled_from(["", " ", "　", ":", "：", "\n"]))
def test_no_digit_of_an_account_survives(number: str, between: str) -> None:
    for label in ("口座番号", "普通預金", "三井住友銀行本郷支店 普通", "account number "):
        assert not re.search("[0-9]", redact(f"返金先は{label}{between}{number}です"))
