from __future__ import annotations

import pytest

from tests.core.personal_data.names.marked import touched

JAPANESE = [
    # bodies with a surname or a place in them
    "本田技研との共催ですか",
    "本田技研様からの依頼です",
    "山田電機さんの広告を見ました",
    "大阪大学の研究室から参加します",
    "高橋研究室の学生は入会できますか",
    "高橋研究室です。",
    "日本画像学会公式サポート",
    "大学名:千葉大学",
    "会社名:山田商店",
    "小林製薬と大塚製薬",
    "三菱電機",
    "一橋大学",
    "福島支部の連絡先は",
    "木村伊兵衛賞の応募方法は",
    "土門拳賞について",
    # places
    "豊田市の会場です",
    "会場は山口です",
    "開催地は福島ですか",
    "千葉での開催は何日ですか",
    "渋谷駅から会場までの行き方",
    "石川県金沢市で開催",
    "宮崎大会の日程",
    "高田馬場",
    "山下公園で撮影しました",
    "都道府県名:福島",
    # words that are names, too
    "森の写真を送りました",
    "光の研究をしています",
    "久保田という酒",
    "未来です",
    "東です。",
    "今年の大会",
    "書名:森の生活",
    # people who are not named
    "担当者様",
    "事務局様",
    "ご担当者さんはいますか",
    "皆様によろしくお伝えください",
    "お客様サポートのアカウントは本物ですか",
    "みなさん こんにちは",
    "会長は誰ですか",
    "先生方の意見を聞きたい",
    "神様",
    "同氏の発言",
    "会員A氏の投稿",
    "学生さん向けの講座",
    "お母さんの代理です",
    "様々な仕様です",
    # labels without a name
    "名前は何ですか",
    "名前:必須",
    "担当は事務局です",
    "宛名:日本画像学会御中",
    "氏名の公開について",
    "姓は変えません",
    "領収書の宛名は大学名でお願いします",
    # things in katakana
    "メール・ファックス・電話",
    "デジタル・カメラ",
    "スマート・プリント技術者協会",
]

ENGLISH = [
    "Imaging Society of Japan",
    "Annual Meeting of the Imaging Society of Japan",
    "Harbour Museum of Photography",
    "Is Imaging Society Support your account?",
    "Johns Hopkins University",
    "Max Planck Institute",
    "Hewlett Packard",
    "Konica Minolta",
    "San Francisco",
    "Monte Carlo method",
    "Fourier Transform",
    "Best Regards",
    "Thank You Very Much",
    "Good Morning",
    "Kind Regards,",
    "Dear Sir or Madam",
    "Dear Members",
    "Dear Support Team",
    "Hello Bot",
    "Hi There",
    "Will you come in April?",
    "May I ask a question?",
    "Grace period for payment",
    "Mark the date",
    "Rose Garden",
    "Early Bird Registration",
    "Young Researcher Award",
    "Student Poster Award",
    "Facebook Page",
    "Microsoft Teams",
    "Google Chrome",
    "I'm Japanese",
    "I am a Student Member",
    "I'm Sorry",
    "This is Not Official",
    "this is spam",
    "it's Friday",
    "Call Me Back",
    "My name is not listed",
    "my name is spelled wrong",
    "Name: required",
    "Author: unknown",
    "From: Canada",
    "greetings from Kenya",
    "Ms Word file",
    "Mr. or Ms.",
    "CAN I STILL REGISTER",
    "HELP HE HAS A GUN",
]


@pytest.mark.parametrize("text", [*JAPANESE, *ENGLISH])
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert touched(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "「松本 美加子」は貴会のアカウントですか",
        "山田太郎は公式ですか?",
        "「山田太郎」というアカウントは本物ですか",
        "アカウント名は山田太郎でした",
        "Is David Turner your official account?",
        "I found an account called David Turner",
    ],
)
def test_what_is_asked_after_as_an_account_is_a_reference_even_if_it_looks_like_a_person(text: str) -> None:
    assert touched(text) == []
