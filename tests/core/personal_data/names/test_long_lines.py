"""A line longer than anybody writes is read sentence by sentence, and finds the same."""

from __future__ import annotations

import pytest

from bot.core.personal_data.detection import detect

FILLER = "会費についてのご案内を拝見しました。"


@pytest.mark.parametrize("before", [0, 10, 100, 200])
@pytest.mark.parametrize("sentence", ["私の名前は山田太郎です。", "My name is David Turner. "])
def test_a_name_is_found_however_much_stands_around_it(sentence: str, before: int) -> None:
    text = FILLER * before + sentence + FILLER * (200 - before)
    (found,) = detect(text)
    assert text[found.start : found.end].rstrip(".") in {"山田太郎", "David Turner"}
