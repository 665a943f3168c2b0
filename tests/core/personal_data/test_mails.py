from __future__ import annotations

import pytest

from bot.core.personal_data.masking import redact

MASKED = {
    "メールはtaro.yamada@example.comです": "メールは[mail]です",
    "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ": "[mail]",
    "taro.yamada+isj@sub.example.ac.jp": "[mail]",
    "taro..y.@docomo.ne.jp": "[mail]",
    "mailto:taro@example.com": "mailto:[mail]",
    "taro (at) example.com": "[mail]",
    "taro[at]example[dot]com": "[mail]",
    "taro at example dot com": "[mail]",
    "taro★example.com": "[mail]",
    "it is mei dot lin at example dot org, sorry": "it is [mail], sorry",
    "mei[dot]lin[at]example[dot]org": "[mail]",
    '会員専用ページ、"sakaki.j"@example.jpです': "会員専用ページ、[mail]です",
    "taro アットマーク example.jp": "[mail]",
}


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_an_address_is_masked_however_it_hides_its_sign(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "@isj_japan",
        "https://mastodon.social/@user@example.org",
        "example.com は公式？",
        "look at example.com",
        "a dot matrix printer at example.com",
        'follow "ISJ" @isj_japan',
        "アットホームな学会ですか",
        "★重要★ example.com",
    ],
)
def test_a_handle_or_a_domain_is_no_mail(text: str) -> None:
    assert redact(text) == text
