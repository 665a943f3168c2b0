"""What stands around names of people in Japanese."""

from __future__ import annotations

import re

HONORIFICS = frozenset(
    {"さん", "様", "さま", "氏", "先生", "せんせい", "君", "くん", "殿", "どの", "ちゃん", "女史", "博士"}
    | {"教授", "准教授", "名誉教授"}
)
FOR_GIVEN_NAMES = frozenset({"君", "くん", "ちゃん"})
TITLES = frozenset(
    {
        "会長",
        "副会長",
        "理事",
        "理事長",
        "部長",
        "課長",
        "係長",
        "社長",
        "主任",
        "委員",
        "委員長",
        "議長",
        "座長",
    }
    | {"助教", "講師", "研究員", "編集長"}
)
"""What follows a surname, and the name of a body, too: 支部会長."""
AFTER = (
    HONORIFICS
    | TITLES
    | {"会員", "名義", "宛", "宛て", "宛名", "拝", "記", "著", "編著", "編", "作", "監修", "訳", "談", "本人"}
    | {"ほか", "他", "各", "両", "ら", "達", "たち", "夫妻"}
)
"""What may be glued to a full name; any other noun makes it part of the name of something else."""

SAYS = re.compile(r"と(?:申|もう[しす]|言い|いいま|いう者|名乗)")
BEGIN_IS = frozenset("でだ")
IS = re.compile(r"(?:です|でございます|だ(?=[。、]|$)|でした)(?!か(?!ら))")
FROM = re.compile(r" ?(?:より|拝|記)[。.]?\s*$")
SUBJECT = re.compile(r"(?:^|[、。,.!?「(・ :]|の|こちら|会員|大学|担当|代表|理事)\s*$")
"""What stands before a name that is said of oneself, rather than of a place or a thing."""

_WHOSE = "申込|申請|参加|登録|発表|連絡|代表|責任|紹介|推薦|届出|筆頭著|依頼|送付|記入|請求"
_NAME = (
    "氏名|名前|なまえ|姓名|本名|会員名|担当者?名?|受取人|名義人?|宛名|差出人|申込者|申請者|参加者|発表者|代表者|著者"
    "|登録者|依頼者|本人"
)
LABEL = re.compile(
    rf"(?<![ァ-ヺー一-龠A-Za-z])(?:(?:[お御]?(?:{_WHOSE})者?の?)?[ごお御]?(?:{_NAME})"
    r"|フリガナ|ふりがな|カナ|よみがな|読み(?:仮名|方)?|[姓名氏])"
    r"(?:\([^)]{0,10}\)|【[^】]{0,10}】)?[」』\])】]? ?(?:[:=/]|は、?|が、?| ) *"
)
NOT_OF_A_PERSON = re.compile(
    r"(?:アカウント|ユ[ー-]ザ[ー-]?|表示|ペ[ー-]ジ|グル[ー-]プ|チャンネル|団体|大学|学会|学校|会社|企業|機関|所属|施設"
    r"|建物|商品|書籍|雑誌|論文|銀行|支店|部署|ファイル|作品|会場|駅|人物|川|村|城|曲|船)の?$"
)
READING = re.compile(r"[ 様]{0,2}[(「]([ぁ-ゖァ-ヺーｦ-ﾟ-]{2,10}(?: {1,2}[ぁ-ゖァ-ヺーｦ-ﾟ-]{1,10})?)[)」]")
"""How a name is read, in brackets behind it."""
KANA_LABEL = re.compile(
    r"(?:フリガナ|ふりがな|ﾌﾘｶﾞﾅ|カナ|かな|よみがな|読み(?:仮名|方)?)(?:\([^)]{0,10}\))?[)」】]? ?[:= ] *"
    r"([ぁ-ゖァ-ヺーｦ-ﾟ-]{2,10}(?: {1,2}[ぁ-ゖァ-ヺーｦ-ﾟ-]{1,10})?)(?![ぁ-ゖァ-ヺー一-龠])"
)
FOREIGN = re.compile(
    r"(?<![ァ-ヺー])[ァ-ヺー]{2,15}(?:[・=][ァ-ヺー]{1,15}){1,4}"
    r"(?![ァ-ヺー・=]|(?!氏|様|先生|教授|博士|君|殿)[一-龠])"
)
"""A foreign name in katakana, or a list of things."""
AFTER_FOREIGN = re.compile(r" ?(?:さん|様|さま|氏|先生|教授|博士|君|殿|と申|といいます)")
