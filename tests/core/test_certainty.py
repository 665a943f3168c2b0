"""How sure the bot is of what it read, and whether it is right as often as it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import certainty
from bot.core.certainty import Certainty
from bot.core.embedding import Remembering, universal_encoder
from bot.core.handbook import Handbook
from bot.core.intents import IntentModel, as_read, examples_of, learn
from bot.core.models import Models

FEW = np.array([[0.9, 0.1, 0.0], [0.1, 0.8, 0.1], [0.0, 0.2, 0.8]], np.float32)
EACH_ITS_OWN = np.arange(3)
TYPICAL = Certainty(0.06, (-1.0, 0.25, -0.5, 2.75))
"""About what thousands of examples teach."""
SCORES = st.lists(st.floats(-1, 2, width=32), min_size=1, max_size=8)


@given(scores=SCORES, temperature=st.floats(0.05, 1))
def test_probabilities_sum_to_one_and_keep_the_order_of_the_scores(
    scores: list[float], temperature: float
) -> None:
    given_scores = np.array(scores, np.float32)
    found = replace(TYPICAL, temperature=temperature).probabilities(given_scores)
    assert found.sum() == pytest.approx(1, abs=1e-5)
    assert found[given_scores.argmax()] == found.max()
    assert (found >= 0).all()


def test_each_row_of_scores_is_a_text_of_its_own() -> None:
    together = TYPICAL.probabilities(FEW)
    np.testing.assert_allclose(together, [TYPICAL.probabilities(row) for row in FEW], rtol=1e-5)


def test_the_higher_the_temperature_the_less_is_told_apart() -> None:
    likeliest = [replace(TYPICAL, temperature=t).probabilities(FEW[0])[0] for t in (0.05, 0.2, 1.0)]
    assert likeliest == sorted(likeliest, reverse=True)


SHARE = st.floats(0, 1)


@given(SHARE, SHARE, SHARE, SHARE)
def test_an_intent_that_takes_from_the_next_one_has_no_lower_chance(
    one: float, two: float, other: float, of_it: float
) -> None:
    """The likeliest topic keeps its part of the intent."""
    both = 1 - other / 3  # the other intents stay as they are
    less, more = (both * (0.5 + lead / 2) for lead in sorted((one, two)))
    chances = [TYPICAL.chance(intent, both - intent, of_it * intent) for intent in (less, more)]
    assert chances[0] <= chances[1] + 1e-9


@given(SHARE, SHARE, SHARE, SHARE)
def test_a_likelier_topic_has_no_lower_chance(intent: float, next_one: float, one: float, two: float) -> None:
    low, high = (TYPICAL.chance(intent, next_one, intent * share) for share in sorted((one, two)))
    assert low <= high + 1e-9


@given(SHARE, SHARE, SHARE)
def test_nothing_is_certain(intent: float, next_one: float, topic: float) -> None:
    assert 0 < TYPICAL.chance(intent, next_one, topic) < 1


# --- what examples teach -------------------------------------------------------------------------


def learnt_from(copies: int, right: bool) -> Certainty:
    """From the few texts, so many times, all of them read rightly or all wrongly."""
    labels = EACH_ITS_OWN if right else np.roll(EACH_ITS_OWN, 1)
    return certainty.fit(np.tile(FEW, (copies, 1)), np.tile(labels, copies), EACH_ITS_OWN)


@pytest.mark.parametrize("right", [True, False])
def test_a_few_examples_hardly_change_what_is_typical(right: bool) -> None:
    for evidence in ((0.9, 0.1, 0.9), (0.6, 0.3, 0.6), (0.3, 0.2, 0.1)):
        typical, found = TYPICAL.chance(*evidence), learnt_from(1, right).chance(*evidence)
        assert found == pytest.approx(typical, abs=0.1)
        assert found < 0.98


def test_many_examples_overrule_what_is_typical() -> None:
    evidence = (0.9, 0.1, 0.9)
    assert TYPICAL.chance(*evidence) > 0.8
    assert learnt_from(300, right=False).chance(*evidence) < 0.1


def test_whoever_is_often_wrong_tells_labels_less_apart() -> None:
    assert learnt_from(30, right=False).temperature > learnt_from(30, right=True).temperature


def test_topics_of_the_same_intent_count_together() -> None:
    """Two topics that are hard to tell apart lower the chance less when neither lead is over the other."""
    scores = np.tile(np.array([[0.5, 0.48, 0.0]], np.float32), (200, 1))
    labels = np.tile([0, 0, 0, 1], 50)
    apart = certainty.fit(scores, labels, EACH_ITS_OWN)
    together = certainty.fit(scores, labels, np.array([0, 0, 1]))
    first, second, rest = apart.probabilities(scores[0])
    assert apart.chance(first, second, first) == pytest.approx(0.75, abs=0.05)
    assert together.chance(first + second, rest, first) == pytest.approx(0.75, abs=0.05)


# --- the real content ----------------------------------------------------------------------------


def test_on_examples_never_seen_it_is_right_as_often_as_it_says(handbook: Handbook, models: Models) -> None:
    """A third of the examples teaches, another asks: fewer would tell too little for three points."""
    known = Remembering(
        universal_encoder() or pytest.fail("the encoder is not installed"),
        [as_read(text) for text, _ in examples_of(handbook.topics)],
        models.learnt.classifier.vectors,
    )
    taught, asking = (
        [
            replace(t, examples={code: found[third::3] for code, found in t.examples.items()})
            for t in handbook.topics
        ]
        for third in (0, 1)
    )
    model = IntentModel(taught, learn(taught, known), known)
    readings = [(model.read(as_read(text)), topic.key) for text, topic in examples_of(asking)]
    chance = np.array([reading.confidence for reading, _ in readings])
    right = np.array([reading.topic is not None and reading.topic.key == key for reading, key in readings])
    assert len(right) > 2000
    assert chance.mean() == pytest.approx(right.mean(), abs=0.03)
    unsure, sure = chance < 0.4, chance > 0.8
    assert right[unsure].mean() < 0.4
    assert right[sure].mean() > 0.8
