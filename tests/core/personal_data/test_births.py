from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.personal_data.masking import redact
from tests.core.personal_data.planted import kinds

MASKED = {
    "生年月日：1977年3月5日": "生年月日：[birth date]",
    "生年月日は昭和52年3月5日です": "生年月日は[birth date]です",
    "生年月日（西暦）1977.3.5": "生年月日（西暦）[birth date]",
    "生年月日:H3/12/1": "生年月日:[birth date]",
    "生年月日 １９７７０３０５": "生年月日 [birth date]",
    "生年月日が1977年3月5日で登録されているか": "生年月日が[birth date]で登録されているか",
    "S52.3.5生": "[birth date]生",
    "1977/03/05生まれ": "[birth date]生まれ",
    "昭和五十二年三月五日生まれ": "[birth date]生まれ",
    "一九七七年三月五日生まれの会員です": "[birth date]生まれの会員です",
    "昭和52年生まれです": "[birth date]生まれです",
    "平成元年1月8日生": "[birth date]生",
    "誕生日は3月5日です": "誕生日は[birth date]です",
    "My date of birth is March 5, 1977": "My date of birth is [birth date]",
    "DOB: 05/03/1977": "DOB: [birth date]",
    "I was born on 5 March 1977.": "I was born on [birth date].",
    "born 1977-03-05": "born [birth date]",
    "My birthday is 5th of March": "My birthday is [birth date]",
    "私は94年2月11日うまれ": "私は[birth date]うまれ",
    "９４年２月１１日 ウマレ": "[birth date] ウマレ",
    "'94年2月11日生": "[birth date]生",
    "94.2.11生": "[birth date]生",
    "94/2/11産まれ": "[birth date]産まれ",
    "94-2-11うまれです": "[birth date]うまれです",
    "九四年二月十一日うまれ": "[birth date]うまれ",
    "昭52.3.5生": "[birth date]生",
    "平6年2月11日うまれ": "[birth date]うまれ",
    "94年うまれです": "[birth date]うまれです",
    "生年月日：94年2月11日": "生年月日：[birth date]",
    "生まれは94年2月11日です": "生まれは[birth date]です",
    "うまれた日は1994年2月11日": "うまれた日は[birth date]",
    "たんじょうび 2月11日": "たんじょうび [birth date]",
    "born 11 Feb '94": "born [birth date]",
    "bday: Feb 11, 94": "bday: [birth date]",
    "I was born in 1994": "I was born in [birth date]",
    "生年月日を訂正してください。誤：S45.10.2　正：S45.10.20": (
        "生年月日を訂正してください。誤：[birth date]　正：[birth date]"
    ),
    "生年月日の誤りです。旧：1970年10月2日、正しくは1970年10月20日": (
        "生年月日の誤りです。旧：[birth date]、正しくは[birth date]"
    ),
    "入会日ではなくH12.4.1が私の生年月日です": "入会日ではなく[birth date]が私の生年月日です",
    "2000年4月1日が私の生年月日です": "[birth date]が私の生年月日です",
    "19580912 生まれ、会員歴30年です": "[birth date] 生まれ、会員歴30年です",
    "2001年（平成13年）9月27日生まれです": "[birth date]生まれです",
    "生年月日：平成13年（2001年）9月27日": "生年月日：[birth date]",
    "Birthday: 1992 Dec 5": "Birthday: [birth date]",
}


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_a_day_that_is_called_somebody_s_birth_is_masked(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "締切は3月31日17:00です",
        "次回は令和8年5月20日ですか",
        "2026-11-22 13:00-15:00",
        "1958年に創立されたのですか",
        "生年月日欄は2026年4月1日から不要になりますか",
        "生年月日は2026年3月31日までに届け出ますか",
        "誕生日割引は3月31日まで",
        "The Society was born in 1958, wasn't it?",
        "Is the deadline March 31, 2026?",
        "一九五八年創立の学会ですか",
        "I must give my date of birth by March?",
        "20年ぶりに生まれ変わった学会",
        "新しい部会が3月5日にうまれかわる",
        "2つの部会が1月に生まれる",
        "創立記念日は94年3月5日ですか",
        "生年月日の欄は要りますか。更新：2026年4月1日",
        "H12.4.1に改正された規程ですか",
        "正：2026年3月5日、誤：2026年3月6日（開催日）",
        "2026年4月1日が生年月日欄の廃止日ですか",
    ],
)
def test_any_other_day_is_none(text: str) -> None:
    assert "birth_date" not in kinds(text)


@given(
    st.dates(date(1920, 1, 1), date(2010, 12, 31)),
    st.sampled_from(
        ["{0}年{1}月{2}日", "{0}/{1}/{2}", "{0}-{1:02}-{2:02}", "{0}.{1}.{2}", "{0}{1:02}{2:02}"]
    ),
    st.sampled_from(["生年月日：{}", "生年月日は {} です", "DOB {}", "I was born on {}", "誕生日\n{}"]),
)
def test_no_digit_of_a_birth_date_survives(day: date, form: str, sentence: str) -> None:
    redacted = redact(sentence.format(form.format(day.year, day.month, day.day)))
    assert not re.search("[0-9]", redacted)
