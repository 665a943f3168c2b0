from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.detection import detect
from bot.core.personal_data.masking import redact
from bot.core.personal_data.spans import MASKS

MASKED = {
    "メールはtaro.yamada@example.comです": "メールは[mail]です",
    "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ": "[mail]",
    "電話は090-1234-5678です": "電話は[phone]です",
    "０９０ー１２３４ー５６７８": "[phone]",
    "TEL:03-1234-5678FAX:03-1234-5679": "TEL:[phone]FAX:[phone]",
    "06(6234)6224 / (03) 1234-5678": "[phone] / [phone]",
    "090 1234 5678 03-1234-5678": "[phone] [phone]",
    "tel.0312345678": "tel.[phone]",
    "09012345678まで": "[phone]まで",
    "+81 (0)90 1234 5678": "[phone]",
    "81-90-1234-5678": "[phone]",
    "call +1 415 555 2671 or +44 20 7946 0958": "call [phone] or [phone]",
    "カード番号 4111 1111 1111 1111 で": "カード番号 [card] で",
    "４１１１－１１１１－１１１１－１１１１": "[card]",
    "3782-822463-10005": "[card]",
    "4111111111111111": "[card]",
    "マイナンバーは123456789018です": "マイナンバーは[my number]です",
    "My number is 123456789018": "My number is [my number]",
    "1234-5678-9018": "[my number]",
    "https://example.com/form?tel=090-1234-5678&mail=taro@example.com": (
        "https://example.com/form?tel=[phone]&mail=[mail]"
    ),
    "facebook.com/profile?phone=09012345678": "facebook.com/profile?phone=[phone]",
    "https://www.facebook.com/taro.yamada?tel=%2B819012345678#x": (
        "https://www.facebook.com/taro.yamada?tel=%2B[phone]#x"
    ),
    "wa.me/819012345678": "wa.me/[phone]",
    "https://wa.me/14155552671?text=hi": "https://wa.me/[phone]?text=hi",
    "https://api.whatsapp.com/send?phone=+819012345678": "https://api.whatsapp.com/send?phone=+[phone]",
    "https://example.com/u/09012345678/": "https://example.com/u/[phone]/",
    "https://example.com/?u=taro%40example.com&card=4111-1111-1111-1111": (
        "https://example.com/?u=[mail]&card=[card]"
    ),
    "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ／？ｔｅｌ＝０９０－１２３４－５６７８": (
        "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ／？ｔｅｌ＝[phone]"
    ),
}


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_a_value_is_masked_and_nothing_around_it(text: str, masked: str) -> None:
    assert redact(text) == masked


INNOCENT = [
    "ISBN 978-4-00-310101-8 と 9784003101018",
    "ISBN 4-00-310101-4",
    "ORCID 0000-0002-1825-0097",
    "DOI 10.1016/S0140-6736(20)30183-5 と 10.1234/4111111111111111",
    "2026-11-22 13:00-15:00、2026年11月22日、締切は3月31日17:00",
    "年会費は10,000円、100,000,000円",
    "ミーティングID: 812 3456 7890",
    "Meeting ID 090 1234 5678",
    "https://zoom.us/j/81234567890?pwd=0312345678a",
    "https://www.facebook.com/profile.php?id=4111111111111111",
    "https://x.com/09012345678",
    "https://mastodon.social/@user@example.org",
    "https://doi.org/10.1234/4111111111111111",
    "https://x.com/isj_japan/status/17888888888881217",
    "https://example.com/4111111111111111",
    "@foo09012345678",
    "法人番号 4111111111116",
    "Telegram ID 1823467726",
    "会員番号 M0901234567890 と IFSJ-0312345678",
    "受付番号12、Vol. 66, No. 3, pp. 245-2531",
    "〒164-8678 東京都中野区本町2-9-5",
    "192.168.100.100 と 0.1234567890",
    "4111 1111 1111 1112",  # fails Luhn
    "マイナンバーは123456789012です",  # fails the check digit
    "123456789018",  # twelve digits without a word or groups
    "",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_numbers_that_are_something_else_are_left_alone(text: str) -> None:
    assert detect(text) == ()


def test_offsets_are_those_of_the_text_as_written() -> None:
    text = "ﾃﾞﾝﾜ：０９０－１２３４－５６７８　👍 ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ"
    assert [(text[s.start : s.end], s.kind) for s in detect(text)] == [
        ("０９０－１２３４－５６７８", "phone"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "mail"),
    ]


KEPT = ["03-1234-5678 (from abroad +81-3-1234-5678)", "Info@Example.or.jp"]


@pytest.mark.parametrize(
    "text",
    ["03-1234-5678", "０３（１２３４）５６７８", "+81 3 1234 5678", "0312345678", "INFO@example.or.jp"],
)
def test_the_organisation_s_own_contacts_are_never_masked(text: str) -> None:
    assert redact(f"窓口 {text} と 090-1234-5678", KEPT) == f"窓口 {text} と [phone]"


def test_a_contact_that_is_not_kept_is_masked() -> None:
    assert redact("03-1234-5679 info2@example.or.jp", KEPT) == "[phone] [mail]"


# --- properties ----------------------------------------------------------------------------------

PIECES = st.one_of(
    st.sampled_from([*MASKED, *INNOCENT, *MASKS.values()]),
    st.sampled_from(
        ["は", "、", " ", "-", "+", "(", "0", "4", "@", ".", "/", "１", "ー", "a", "tel", "\n", "\u200b"]
    ),
    st.from_regex(r"[+(]?[0-9]{1,5}([-. ]?[0-9]{1,4}){0,4}", fullmatch=True),
    st.text(max_size=5),
)
MESSAGES = st.lists(PIECES, max_size=8).map("".join)
CARDS = st.integers(12, 18).flatmap(
    lambda n: st.tuples(st.sampled_from("3456"), st.text("0123456789", min_size=n - 1, max_size=n - 1))
)


def with_check_digit(digits: str) -> str:
    """Luhn, summed another way than the detector does."""
    table = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    total = sum(table[int(d)] if i % 2 == 0 else int(d) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


@given(MESSAGES)
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)
    assert redact(redact(text, KEPT), KEPT) == redact(text, KEPT)


@given(MESSAGES)
def test_spans_are_ordered_and_apart_and_within_the_text(text: str) -> None:
    end = 0
    for span in detect(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@given(st.lists(st.sampled_from([*MASKED, *INNOCENT]), max_size=8).map("\n".join))
def test_everything_outside_the_spans_stays(text: str) -> None:
    spans = detect(text)
    outside = "".join(
        text[a:b]
        for a, b in zip([0, *(s.end for s in spans)], [*(s.start for s in spans), len(text)], strict=True)
    )
    masks = "|".join(map(re.escape, MASKS.values()))
    assert re.sub(masks, "", redact(text)) == outside


@given(CARDS.map("".join).map(with_check_digit), st.sampled_from(["", " ", "-", "　"]), st.booleans())
def test_no_digit_of_a_card_survives(card: str, between: str, full_width: bool) -> None:
    groups = [card[i : i + 4] for i in range(0, len(card), 4)]
    written = between.join(groups)
    if full_width:
        written = written.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})
    redacted = redact(f"カード番号は{written}です")
    assert not re.search(r"\d", redacted)
    assert redacted.startswith("カード番号は[card]")


UGLIEST = [
    "1 " * 2048,
    "0" * 4096,
    "4" * 4096,
    "0-" * 2048,
    "+8" * 2048,
    "(0" * 2048,
    "81-" * 1365,
    "0 9 0 " * 682,
    "1234-5678-" * 409,
    "03-1234-567 " * 341,
    "10.1234/" * 512,
    "zoom id " * 512,
    "isbn " * 819,
    "a@a.jp" * 682,
    "a.jp/?tel=1 " * 341,
    "x.jp/" + "a@" * 2045,
    "x.jp/" + "a@a." * 1022,
    "x.jp/" + "0/" * 2045,
    "[" * 4096,
    "０１２" * 1365,
]


@pytest.mark.parametrize("text", UGLIEST, ids=lambda text: repr(text[:12]))
def test_the_ugliest_message_takes_bounded_time(text: str) -> None:
    redact(text)
    assert min(_seconds(text) for _ in range(3)) < 0.1


@pytest.mark.parametrize("text", MASKED)
def test_a_usual_message_takes_less_than_two_milliseconds(text: str) -> None:
    redact(text)
    assert min(_seconds(text) for _ in range(20)) < 0.002


def _seconds(text: str) -> float:
    begun = time.process_time()
    redact(text)
    return time.process_time() - begun
