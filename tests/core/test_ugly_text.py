"""Whatever comes in, looking at it takes little time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.intents import as_read
from bot.core.language import detect, romaji_to_kana
from bot.core.text import LONGEST, bigrams, normalise, plain, reading, words

SECONDS = 0.1
UGLY = (
    *(
        "",
        "a",
        "あ",
        "ー",
        "w",
        "笑",
        "っ",
        "\x00",
        "\u200b",
        "\u202e",
        "😀",
        "\U0001f1ef\U0001f1f5",
        "1\ufe0f\u20e3",
    ),
    *(
        "a\u0301",
        "か゛",
        "ﾞ",
        "\ud800",
        "ab",
        "っッ",
        "a'",
        "'a",
        "n'",
        "nn",
        "a-",
        "aab",
        "desu",
        "ō",
        "@a",
        "a.",
    ),
    *(
        "http://",
        "「",
        "(^",
        "(;",
        "((",
        "^_",
        "(笑",
        "!?",
        "。",
        "あw",
        "あー〜",
        "ぁあ",
        "漢",
        "한",
        "ส้",
        "ﷺ",
        "é",
    ),
)
LOOKS: tuple[Callable[[str], object], ...] = (
    normalise,
    detect,
    romaji_to_kana,
    as_read,
    lambda text: plain(normalise(text)),
    lambda text: words(normalise(text)),
    lambda text: bigrams(normalise(text)),
    lambda text: reading(normalise(text)),
)


def _seconds(look: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    look(text)
    return time.process_time() - begun


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    for look in LOOKS:
        look("zzz zzzz 電話")


@pytest.mark.parametrize("piece", UGLY)
@pytest.mark.parametrize("end", ["", "x", "!"])
def test_one_thing_over_and_over_takes_little_time(piece: str, end: str) -> None:
    """CPU seconds, the least of three: what else the machine does must not decide."""
    for look in LOOKS:
        texts = (f"{n}{piece * LONGEST}"[: LONGEST - len(end)] + end for n in range(3))
        assert min(_seconds(look, text) for text in texts) < SECONDS


@settings(max_examples=40)
@given(st.lists(st.sampled_from(UGLY) | st.text(max_size=5), max_size=12), st.integers(1, LONGEST))
def test_any_mixture_can_be_looked_at_in_little_time(pieces: list[str], times: int) -> None:
    text = ("".join(pieces) * times)[:LONGEST]
    for look in LOOKS:
        assert min(_seconds(look, f"{n}{text}") for n in range(3)) < SECONDS
    assert detect(text) in {"ja", "en", "und", None}


@given(st.text(max_size=200))
def test_leaving_out_smileys_twice_leaves_out_nothing_more_that_is_said(text: str) -> None:
    once = plain(normalise(text))
    assert {c for c in once if c.isalnum()} <= {c for c in normalise(text) if c.isalnum()}
    assert len(once) <= len(normalise(text))
