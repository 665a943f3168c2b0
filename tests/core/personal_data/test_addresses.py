from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.masking import redact
from tests.core.personal_data.planted import parts

WHOLE = [
    "東京都豊島区巣鴨1-2-3",
    "東京都豊島区巣鴨一丁目二番三号",
    "東京都 豊島区 巣鴨 1-2-3 ハイツ巣鴨 203",
    "東京都豊島区巣鴨１丁目２−３　メゾン巣鴨２０３号室",
    "東京都豊島区巣鴨\n1-2-3 コーポ青葉101",
    "東京都豊島区巣鴨1-2-3\nコーポ青葉101号室",
    "愛知県千葉市稲毛区箱崎6-17-6 ○○ハイツ203号室",  # people err
    "新宿区長津田町2-11-5コーポ山田163",
    "さいたま市桜区北十条西265番地コーポ山田316",
    "札幌市北区北24条西5丁目1-1",
    "北海道札幌市中央区北一条西二丁目1番地",
    "京都市中京区寺町通御池上る上本能寺前町488番地",
    "横浜市緑区長津田町4259 G2-13",
    "つくば市天王台1-1-1 筑波太郎様方",
    "埼玉県さいたま市浦和区高砂3-15-1-502",
    "長野県上水内郡信濃町大字柏原1234番地2",
    "千代田区内神田1-2-3",
    "千葉県柏市柏の葉5丁目1番5号 柏の葉キャンパスタワー12F",
    "東京都新宿区西新宿2-8-1 都庁第一本庁舎 10階",
    "神奈川県川崎市多摩区東三田1-1-1 A棟305",
    "東京都港区芝5-37-8-B201",
    "大阪府吹田市山田丘1",
    "広島県東広島市鏡山一の四の一",
    "1-2-3 Sugamo, Toshima-ku, Tokyo",
    "Room 203, Haitsu Aoba, 1-2-3 Sugamo, Toshima-ku, Tokyo",
    "4259 Nagatsuta-cho, Midori-ku, Yokohama",
    "Sugamo 1-2-3, Toshima-ku, Tokyo, Japan",
    "3-chome 2-5 Honmachi, Shibuya-ku, Tokyo",
    "2-9-5 Honmachi Nakano-ku Tokyo",
    "123 Main Street, Apt 4B, Springfield, IL 62704, USA",
    "221B Baker Street, London",
    "Osaka, Toyonaka, Machikaneyama-cho 6-11, Dormitory 302",
    "Lindenstrasse 48, Mannheim",
    "10 Downing Street, London SW1A 2AA",
]


@pytest.mark.parametrize("address", WHOLE)
@pytest.mark.parametrize("around", ["{}", "住所は{}です", "住所：{}", "Please send it to {} and call first"])
def test_an_address_is_one_part_down_to_the_room(address: str, around: str) -> None:
    assert parts(around.format(address), "address") == [address]


@pytest.mark.parametrize(
    ("text", "masked"),
    {
        "住所: 巣鴨1-2-3": "住所: [address]",
        "My address is Hauptstrasse 12, 10115 Berlin, Germany and so on": "My address is [address] and so on",
        "〒170-0002 東京都豊島区巣鴨1-2-3": "[postal code] [address]",
        "1-2-3 Sugamo, Toshima-ku, Tokyo 170-0002, Japan": "[address] [postal code], Japan",
        "引っ越して新宿区不老町3-4-4になりました": "引っ越して[address]になりました",
        "〒258-0022 神奈川県足柄上郡開成町牛島1127。": "[postal code] [address]。",
        "新住所は、神戸市灘区六甲台町1-1、メゾン六甲305です": "新住所は、[address]です",
    }.items(),
)
def test_what_stands_around_an_address_stays(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "place",
    [
        "東京都内",
        "大阪大学",
        "東京都豊島区",
        "横浜市で3-1セッション",
        "京都市の会場は3階",
        "港区で2026年3月5日",
        "福岡市 13:00-15:00",
        "名古屋市 2026-03-05開催",
        "新宿区の会員1200名",
        "渋谷区立図書館で3-4冊",
        "Tokyo, Japan on 15-17 November 2026",
        "3 Talks, Tokyo, Japan",
        "Booth 12-3, Hall 5",
        "5 March, Tokyo",
        "Tokyo, Session 3-12, Room 302",
        "神奈川県足柄上郡開成町牛島1127名",
    ],
)
def test_a_place_without_a_house_is_no_address(place: str) -> None:
    assert parts(f"会場は{place}です", "address") == []


PREFECTURES = st.sampled_from(["", "東京都", "北海道", "京都府", "愛知県"])
CITIES = st.sampled_from(["豊島区", "横浜市緑区", "さいたま市桜区", "八王子市", "上水内郡信濃町"])
TOWNS = st.sampled_from(["巣鴨", "不老町", "六甲台町", "柏の葉", "北十条西", "みなとみらい"])
NUMBERS = st.tuples(*[st.integers(1, 30)] * 3).flatmap(
    lambda n: st.sampled_from(
        ["{}-{}-{}", "{}丁目{}番{}号", "{}丁目{}-{}", "{}−{}−{}", "{}番地{}-{}", "{}の{}の{}"]
    ).map(lambda form: form.format(*n))
)
BUILDINGS = st.sampled_from(["", " ○○ハイツ203号室", "コーポ山田212", " メゾン青葉846", "　第二青葉荘 5号室"])


@given(st.tuples(PREFECTURES, CITIES, TOWNS, NUMBERS, BUILDINGS).map("".join), st.booleans())
def test_nothing_of_an_address_survives(address: str, full_width: bool) -> None:
    if full_width:
        address = address.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})
    assert redact(f"宛先：{address}\nです") == "宛先：[address]\nです"
