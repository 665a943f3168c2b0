from __future__ import annotations

import pytest

from bot.evaluation.intents import OUT_OF_SCOPE, Example, Teller, Told, choose_threshold

TEXTS = {
    "phone": ["what is your phone number", "can I call you", "the number to call"],
    "fax": ["what is your fax number", "can I send a fax", "the fax please"],
    OUT_OF_SCOPE: ["who won the match", "is it raining", "how old is the moon"],
}
EXAMPLES = [Example(text=text, intent=intent) for intent, texts in TEXTS.items() for text in texts]


def test_intents_are_told_and_what_is_out_of_scope_still_has_its_likeliest_intent() -> None:
    fax, match = Teller(EXAMPLES, None).tell(["a fax number", "who won the call"])
    assert (fax.intent, fax.in_scope) == ("fax", True)
    assert (match.intent, match.in_scope) == ("phone", False)
    assert 0 < fax.confidence <= 1


def test_the_threshold_lets_through_what_is_right_and_stops_the_rest() -> None:
    told = [Told("a", c, True) for c in (0.9, 0.8, 0.3, 0.2)]
    assert choose_threshold(told, ["a", "a", OUT_OF_SCOPE, OUT_OF_SCOPE]) == 0.8
    assert choose_threshold(told, ["a", "a", "a", OUT_OF_SCOPE]) == 0.3
    assert choose_threshold(told, ["a", "a", "a", "a"]) == 0.0
    assert choose_threshold([], []) == 0.0


@pytest.mark.parametrize("limit", [0.0, 0.5])
def test_what_is_out_of_scope_never_passes(limit: float) -> None:
    assert not Told("a", 0.9, False).passes(limit)
