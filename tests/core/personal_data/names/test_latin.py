from __future__ import annotations

import pytest

from tests.core.personal_data.names.marked import left_clear, touched

SENTENCES = [
    # said of oneself
    "My name is 【David Turner】 and my email is \n\n\n.",
    "my name is 【david turner】",
    "My name's 【Yuko】",
    "Hi, this is 【Atsushi Yamamoto】. My phone: \n\n\n",
    "hi, this is 【takeshi kitano】",
    "I'm 【Yuko SATO】 from Tokyo",
    "I’m 【Anne-Marie O'Brien】",
    "I am 【Ludwig van der Berg】, a member since 2010",
    "This is 【Will Baker】.",
    "Please call me 【Dave】",
    # written to, and signed
    "Dear Dr. 【J. Smith】,",
    "Dear Mr 【Tanaka】",
    "Hello 【David】,",
    "Ms. 【Hill】 called",
    "Professor 【Will Baker】",
    "Regards,\n【John Smith】",
    "Best regards,\n【Yuko】",
    "Best,\n【Mark】",
    "Sincerely,\n\n【Grace Young】",
    "Yours sincerely, 【Ray Swan】",
    "Kind regards\n【Anna】",
    # after a label
    "Name: 【Mark Will】",
    "Full name: 【Mary Jane Watson】\nPhone: \n\n",
    "Attn: 【Emma Stone】",
    "氏名：【Pieter de Vries】",
    # anywhere
    "【Valerie Gutierrez】 told me that this account is official.",
    "Please send the receipt to 【Priscilla O’Connor】.",
    "【Robert J. Thompson】 said so",
    "【Søren Nielsen】 and 【José Hernández】 wrote to me",
    "【Peter Jones Jr.】 is a member",
    "could you tell 【Mark Turner】 that I called?",
    "【Turner, David】",
    "I spoke with 【Naoko】 yesterday",
    "My wife 【Susan】 is a member",
    # Japanese names in Latin letters
    "【SATO Yuko】",
    "【Kenji Miyazaki】 is on the board",
    "【Yamaguchi Yutaka】さんから",
    "【Satoh Kohei】",
    "【Ryouhei Ohno】",
    "【Tanaka】-san told me",
    # on the list of no country, or words of other uses
    "Hi this is 【Mark】. Will the deadline be extended?",
    "I'm 【Priya】 and I lost my card",
    "【Rose Park】, member ID \n\n\n\n.",
    "【Lakshmi Venkatesan】 (student)",
    "I will arrive on Thursday? - 【Olga】",
    "Best, 【Lakshmi】",
    "cheers, 【dave】",
    "WhatsApp \n\n\n\n is easier for me, 【Dewi】 from Bandung",
    "My number is \n\n\n\n, 【Oyelaran】",
    "Good morning, 【Oyelaran】 here",
    "Please remove the photo of me (【Noor】) from the gallery.",
    "my wife 【Chidinma】 is also a member",
    "exp 11/27 name 【OLUWASEUN ADEBAYO】",
    "first name 【Jessica】 last name 【Moore】",
    "I registered as 【Oksana Kovalenko】",
    "Call 【Rashid】 on \n\n\n\n",
    "Could 【Hiroshi】 call me back?",
    "Je m'appelle 【Camille Dubois】",
    # spelling
    "The surname on my badge was misspelled: it should be 【Szczepański】.",
    'You wrote "【Jessika】" instead of "【Jessica】"',
    "Change my name from 【Smith】 to 【Jones】.",
    "【Nguyen】 is my family name",
    # Chinese and Korean ones
    "My name in kanji is 【周 建国】, romanized 【Zhou Jianguo】.",
    "【Park Chan-wook】, Seoul",
    "【Li Na】 told me",
    # among Japanese
    "【David】さん",
    "【tanaka】さん",
    "【Tanaka Taro】と申します",
    "【Maaya Hashimoto】です。退会したい",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_a_name_is_found_whole_and_nothing_else(text: str) -> None:
    assert left_clear(text) == []
    assert touched(text) == []


GIVEN_NAMES = """
    Susan Kyle Patrick Renee Aisha Olga Grace Mark Hans Ingrid Giovanni Naoto Mikako Yosuke Mai Ken
    """.split()  # noqa: SIM905  # reads best as text
SURNAMES = """
    Harrison Young Baker Garcia Nguyen Lindqvist Schneider Kowalski Khan Park Saito Yamaguchi Fujii
    """.split()  # noqa: SIM905  # as above
WHERE = [
    "My name is {} and my email is \n\n.",
    "Hi, this is {}. My phone: \n\n",
    "I think that {} told me so",
    "Best regards,\n{}",
    "{}と申します",
]


def test_of_many_given_names_with_many_surnames_hardly_any_is_missed() -> None:
    texts = [
        WHERE[(n + m) % len(WHERE)].format(f"【{given} {surname}】")
        for n, given in enumerate(GIVEN_NAMES)
        for m, surname in enumerate(SURNAMES)
    ]
    missed = [text for text in texts if left_clear(text)]
    assert len(missed) <= 0.02 * len(texts), missed
