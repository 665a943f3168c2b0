from __future__ import annotations

import pytest

from bot.core.model import Answer, Clarify, Decision, Escalate, Part, StartRequest, Understanding
from bot.evaluation.judging import Judged, got
from bot.evaluation.labels import Label

PHONE = Answer(Understanding("contact", "contact.phone", 0.9, fields=("phone",)), ())
PHONE_AND_FAX = Answer(Understanding("contact", "contact.phone", 0.9, fields=("phone", "fax")), ())
RULE = Answer(Understanding("guideline", "guideline.rule", 0.9, sections=("2", "1")), ())
DELETE = StartRequest(Understanding("personal_data", "personal_data.delete", 0.9, request="delete"), ())
UNSURE = Clarify(Understanding("contact", "contact.phone", 0.2), ())
STAFF = Escalate(Understanding("none"), ())


def judged(part: Part | None, *others: Part, **label: object) -> Judged:
    parts = () if part is None else (part, *others)
    whole = Label.model_validate({"id": 1, "text": "?", "lang": "en", **label})
    return Judged(whole, got(Decision("en", parts)))


@pytest.mark.parametrize(
    ("part", "label", "right_class", "right"),
    [
        (PHONE, {"intent": "contact"}, True, True),
        (PHONE, {"intent": "contact", "field": "phone"}, True, True),
        (PHONE, {"intent": "contact", "field": "fax"}, True, False),
        (PHONE, {"intent": "contact", "field": "fax", "accept_fields": ["phone"]}, True, True),
        (PHONE, {"intent": "contact", "field": "any"}, True, False),
        (PHONE_AND_FAX, {"intent": "contact", "field": "any"}, True, True),
        (RULE, {"intent": "guideline", "sections": ["2"]}, True, True),
        (RULE, {"intent": "guideline", "sections": ["1"]}, True, False),
        (RULE, {"intent": "contact", "accept": ["guideline"], "sections": ["1"]}, True, True),
        (DELETE, {"intent": "personal_data", "request": "delete"}, True, True),
        (DELETE, {"intent": "personal_data", "request": "access"}, True, False),
        (UNSURE, {"intent": "contact"}, False, False),
        (STAFF, {"intent": "escalate"}, True, True),
        (STAFF, {"intent": "none"}, True, True),
        (STAFF, {"intent": "contact"}, False, False),
        (None, {"intent": "contact"}, False, False),
    ],
)
def test_a_decision_is_right_when_all_that_is_labelled_is(
    part: Part | None, label: dict[str, object], right_class: bool, right: bool
) -> None:
    one = judged(part, **label)
    assert (one.right_class, one.right) == (right_class, right)


def test_asking_back_is_neither_an_answer_nor_a_hand_over() -> None:
    one = judged(UNSURE, intent="escalate")
    assert (one.wrongly_answered, one.needlessly_handed_over) == (False, False)


def test_an_answer_to_what_only_staff_know_is_wrong_and_a_hand_over_of_the_rest_needless() -> None:
    assert judged(PHONE, intent="escalate").wrongly_answered
    assert judged(STAFF, intent="contact").needlessly_handed_over
    assert not judged(STAFF, intent="contact", accept=["escalate"]).needlessly_handed_over


def test_further_questions_are_seen_when_each_has_a_part() -> None:
    assert judged(PHONE, RULE, intent="contact", also=["guideline"]).saw_the_others
    assert not judged(PHONE, intent="contact", also=["guideline"]).saw_the_others


@pytest.mark.parametrize("row", [{"helpful": False, "intent": "contact"}, {"intent": None}, {}])
def test_a_label_that_nobody_knows_is_none(row: dict[str, object]) -> None:
    assert Label.model_validate({"id": 1, "text": "?", **row}).wanted is None
