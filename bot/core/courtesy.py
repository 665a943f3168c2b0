"""Thanks and nothing but thanks: a courtesy with a "but" in it is a complaint."""

from __future__ import annotations

import re

from bot.core.asking import clauses
from bot.core.intents import IntentModel, as_read

_ONLY_POLITE = re.compile(
    r"すみません|すいません|申し?訳(?:ない|ありません|ございません)|とんでも(?:ない|ありません|ございません)"
    r"|(?:問題|間違い|差し支え|異存)(?:は|も)?(?:ない|なく|ありません|ございません)|(?:構|かま)いません|いつでも|何でも"
    r"|\bno (?:problems?|worries|(?:more|further|other) questions?)\b|\bnot at all\b|\bnever mind\b"
    r"|\b(?:do not|don'?t) worry\b|\bcan(?:not|'?t) thank\b"
)
_OBJECTS = re.compile(
    r"ない|なかっ|ません|まだ|(?<!い)ただ(?!い)|(?:^|[、。,\s])でも|それでも|しかし|けど|けれど|ものの|なのに"
    r"|困|違|ちが|おかし|無理|だめ|ダメ|いいえ|残念"
    r"|\b(?:not|no|never|nothing|nobody|but|still|yet|however|though|although|wrong|broken|unfortunately)\b|n't\b"
)


def objects(text: str) -> bool:
    """Whether a text denies something, or takes back with one word what it said with another."""
    return bool(_OBJECTS.search(_ONLY_POLITE.sub(" ", as_read(text).replace("’", "'"))))


def is_courtesy(text: str, intents: IntentModel, enough: float) -> bool:
    """Whether every sentence is small talk, surely enough, and nothing is objected to."""
    readings = (intents.read(as_read(clause)) for clause in clauses(text))
    return not objects(text) and all(
        reading.intent == "smalltalk" and reading.confidence >= enough for reading in readings
    )
