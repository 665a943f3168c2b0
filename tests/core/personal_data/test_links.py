from __future__ import annotations

import pytest

from bot.core.personal_data.masking import redact

MASKED = {
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
    "https://example.com/?member_id=M868634&zip=1700002": (
        "https://example.com/?member_id=[membership number]&zip=[postal code]"
    ),
    "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ／？ｔｅｌ＝０９０－１２３４－５６７８": (
        "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ／？ｔｅｌ＝[phone]"
    ),
}


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_what_was_filled_into_a_link_is_masked(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "https://zoom.us/j/81234567890?pwd=0312345678a",
        "https://www.facebook.com/profile.php?id=4111111111111111",
        "https://x.com/09012345678",
        "https://mastodon.social/@user@example.org",
        "https://doi.org/10.1234/4111111111111111",
        "https://x.com/isj_japan/status/17888888888881217",
        "https://example.com/4111111111111111",
    ],
)
def test_what_a_link_points_to_stays(text: str) -> None:
    assert redact(text) == text
