"""Names of places in Japan by which an address is known."""

from __future__ import annotations

ADMINISTRATIVE = "市区郡町村"

PREFECTURE = (
    "(?:北海道|東京都|京都府|大阪府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉"
    "|神奈川|新潟|富山"
    "|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島"
    "|香川|愛媛|高知"
    "|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県)"
)

HIRAGANA_CITY = (
    "(?:さいたま|つくばみらい|つくば|いわき|ひたちなか|かすみがうら|つがる|むつ|えびの|うきは"
    "|うるま|みやま|あま"
    "|みよし|いなべ|いちき串木野|にかほ|かほく|さくら|さぬき|東かがわ|たつの|南あわじ|ふじみ野"
    "|みどり|あきる野"
    "|いすみ|おいらせ|せたな|みなかみ|ときがわ|おおい|みなべ|かつらぎ|すさみ|まんのう|いの|あさぎり|さつま"
    "|北名古屋|あわら|紀の川|伊豆の国|えりも|むかわ|ひだか|あわじ|ときわ)"
)
"""Municipalities whose name has hiragana: elsewhere kanji tell where a name begins."""

_ROMAJI_PREFECTURES = (
    "Hokkaido|Aomori|Iwate|Miyagi|Akita|Yamagata|Fukushima|Ibaraki|Tochigi|Gunma|Saitama|Chiba|Tokyo|Kanagawa"
    "|Niigata|Toyama|Ishikawa|Fukui|Yamanashi|Nagano|Gifu|Shizuoka|Aichi|Mie|Shiga|Kyoto|Osaka|Hyogo|Nara"
    "|Wakayama|Tottori|Shimane|Okayama|Hiroshima|Yamaguchi|Tokushima|Kagawa|Ehime|Kochi|Fukuoka|Saga|Nagasaki"
    "|Kumamoto|Oita|Miyazaki|Kagoshima|Okinawa"
)
_ROMAJI_CITIES = (
    "Yokohama|Nagoya|Sapporo|Sendai|Kobe|Kawasaki|Kitakyushu|Sakai|Hamamatsu|Tsukuba|Kanazawa|Hachioji"
)
ROMAJI_MARKED = (
    r"[A-Z][A-Za-zāīūēōĀĪŪĒŌ'’]*-(?i:ku|shi|cho|chō|machi|gun|ken|fu|to|mura|son|chome|chōme"
    r"|dori)(?![A-Za-z])"
)
"""With a suffix: Toshima-ku, Yokohama-shi."""
ROMAJI_PLACE = (
    rf"(?:{ROMAJI_MARKED}|(?<![A-Za-z])(?i:{_ROMAJI_PREFECTURES}|{_ROMAJI_CITIES})(?![A-Za-z])"
    r"(?: (?i:city|ward|prefecture|pref\.?|metropolis))?|(?<![A-Za-z])(?:Japan|JAPAN)(?![A-Za-z]))"
)
