"""Which documents speak of a question: by its words, by its meaning, and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.embedding import Vectors
from bot.core.handbook import Handbook
from bot.core.intents import as_read
from bot.core.ranking import rank
from bot.core.retrieval import Document, Index, SectionIndex

WORDS = ("fax", "phone", "Telefax", "ファックス", "電話番号", "個人情報", "を削除", "a", "", "12")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
FIELDS = st.dictionaries(st.sampled_from(("title", "questions", "body", "note")), TEXTS, max_size=4)
LIBRARY = (
    Document("fax", {"title": "Fax", "body": "Our fax number is on the last page.\nIt is always on."}),
    Document("phone", {"title": "Phone", "body": "Call us. The number is on the last page."}),
    Document("tea", {"title": "Tea", "questions": "Is there tea?\nWhat can I drink?", "body": "At four."}),
)


class ByInitial:
    """A meaning of three dimensions: whether a text begins with w, or with i, or with neither."""

    name = "by-initial"

    def __init__(self) -> None:
        self.calls: list[Sequence[str]] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.calls.append(texts)
        initials = ["wi".find(text[:1].lower()) for text in texts]
        return np.eye(3, dtype=np.float32)[np.array(initials, np.intp)]


@pytest.fixture(scope="session")
def index(handbook: Handbook) -> SectionIndex:
    return SectionIndex(handbook)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("免責事項", "7"),
        ("disclaimer", "7"),
        ("類似したアカウント名への注意", "6.2"),
        ("account names that are similar", "6.2"),
        ("個人情報の取り扱い", "5"),
        ("Why is personal information required?", "5"),
        ("ガイドラインの目的", "1"),
        ("透明性と一貫性のある情報発信", "2"),
        ("posts about events, and replies to comments", "6.1"),
        ("members' social media communications", "4"),
    ],
)
def test_a_question_finds_its_section_in_either_language(
    question: str, section: str, index: SectionIndex
) -> None:
    assert index.search(as_read(question))[0].id == section


@pytest.mark.parametrize("text", ["", "ズゼゾ", "!!", "12345"])
def test_what_shares_nothing_finds_nothing(text: str, index: SectionIndex) -> None:
    assert index.search(as_read(text)) == ()


@given(st.lists(FIELDS, max_size=5), TEXTS)
def test_hits_come_best_first_with_shares_and_leads(fields: list[dict[str, str]], text: str) -> None:
    hits = Index([Document(str(n), own) for n, own in enumerate(fields)]).search(text)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert [hit.margin for hit in hits] == pytest.approx(-np.diff([*scores, 0.0]))
    for hit in hits:
        assert 0 < hit.score == hit.lexical <= 1 + 1e-6
        assert 0 <= hit.coverage <= 1 + 1e-6
        assert hit.cosine == 0


@given(st.lists(FIELDS, min_size=1, max_size=5), TEXTS)
def test_what_the_terms_contribute_adds_up_to_the_lexical_share(
    fields: list[dict[str, str]], text: str
) -> None:
    index = Index([Document(str(n), own) for n, own in enumerate(fields)])
    found = {hit.id: hit.lexical for hit in index.search(text)}
    for n in range(len(fields)):
        shares = [c.share for c in index.explain(text, str(n))]
        assert sum(shares) == pytest.approx(found.get(str(n), 0.0), abs=1e-5)


@given(st.lists(FIELDS, max_size=5), TEXTS, st.integers(0, 6))
def test_a_limit_only_leaves_out_the_last(fields: list[dict[str, str]], text: str, limit: int) -> None:
    index = Index([Document(str(n), own) for n, own in enumerate(fields)])
    assert index.search(text, limit=limit) == index.search(text)[:limit]


def test_no_documents_no_hits() -> None:
    assert Index([]).search("fax") == ()
    assert Index([], ByInitial()).search("fax") == ()


def test_an_explanation_names_field_view_and_term() -> None:
    first, *others = Index(LIBRARY).explain("the fax, and fax again", "fax")
    assert (first.field, first.view, first.term) == ("title", "words", "fax")
    assert ("body", "words", "fax") in {(c.field, c.view, c.term) for c in others}
    assert Index(LIBRARY).explain("ファックス", "tea") == ()
    with pytest.raises(KeyError):
        Index(LIBRARY).explain("fax", "coffee")


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("fax", 1, 1),
        ("fax zeppelin", 0.4, 0.5),
        ("fax zeppelin airport", 0.25, 0.35),
        ("fax, fax, fax!", 1, 1),
    ],
)
def test_coverage_counts_an_unknown_word_like_the_rarest(text: str, least: float, most: float) -> None:
    assert least <= Index(LIBRARY).search(text)[0].coverage <= most + 1e-6


def test_a_field_weighs_what_it_is_given() -> None:
    documents = (
        Document("a", {"title": "fax", "body": "tea"}),
        Document("b", {"title": "tea", "body": "fax"}),
    )
    by_title, by_body = ({"title": 2.0, "body": 1.0}, {"title": 1.0, "body": 2.0})
    assert [Index(documents, weights=w).search("fax")[0].id for w in (by_title, by_body)] == ["a", "b"]


def test_the_end_of_a_long_document_is_found() -> None:
    long = Document("long", {"body": "An ordinary line of a long text.\n" * 500 + "The zeppelin lands here."})
    assert [hit.id for hit in Index([*LIBRARY, long]).search("zeppelin")] == ["long"]


def test_sentences_are_encoded_all_at_once_and_each_line_of_questions_is_one() -> None:
    encoder = ByInitial()
    Index((*LIBRARY, Document("two", {"questions": "Who? And when?", "body": "He. Now."})), encoder)
    (texts,) = encoder.calls
    assert {"Is there tea?", "What can I drink?", "Who? And when?", "He.", "Now."} <= set(texts)


def test_what_is_meant_is_found_without_a_common_word() -> None:
    encoder = ByInitial()
    index = Index(LIBRARY, encoder)
    hits = index.search("Wherever", encoder.encode(["Wherever"])[0])
    assert [(hit.id, hit.score, hit.lexical, hit.cosine) for hit in hits] == [("tea", 1.0, 0.0, 1.0)]


def test_cosine_and_lexical_share_are_added() -> None:
    encoder = ByInitial()
    vector = encoder.encode(["is fax on?"])[0]
    hits = {hit.id: hit for hit in Index(LIBRARY, encoder).search("is fax on?", vector)}
    assert hits["fax"].score == pytest.approx(hits["fax"].lexical + 1.0)
    assert hits["tea"].lexical < hits["fax"].lexical


def test_a_search_without_a_vector_goes_by_words_alone() -> None:
    assert Index(LIBRARY, ByInitial()).search("zeppelin") == ()


def test_without_an_encoder_a_vector_changes_nothing() -> None:
    vector = np.array([1, 0, 0], np.float32)
    assert Index(LIBRARY).search("fax", vector) == Index(LIBRARY).search("fax")


def test_the_contrary_is_no_less_than_unrelated() -> None:
    vector = np.array([-1, -1, -1], np.float32)
    assert Index(LIBRARY, ByInitial()).search("fax", vector) == Index(LIBRARY).search("fax")


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_question_means_nothing(text: str) -> None:
    assert Index(LIBRARY, ByInitial()).search(text) == ()


def test_passages_are_ranked_for_each_question() -> None:
    passages = [
        {"id": "p1", "title": "東大寺", "text": "東大寺の大仏は奈良にある。"},
        {"id": "p2", "title": "東大寺", "text": "仁王門の像は運慶が造った。"},
        {"id": "p3", "text": "図書館は九時に開く。"},
    ]
    questions = [{"id": "q1", "text": "運慶が造ったのは何？"}, {"id": "q2", "text": "図書館は何時に開く？"}]
    ranked = dict(rank(passages, questions))
    assert {question: ids[0] for question, ids in ranked.items()} == {"q1": "p2", "q2": "p3"}
    assert all(len(ids) <= 1 for _, ids in rank(passages, questions, limit=1))


def test_ranking_encodes_the_passages_once_and_the_questions_once() -> None:
    encoder = ByInitial()
    questions = [{"id": str(n), "text": f"What is {n}?"} for n in range(3)]
    ranked = dict(rank([{"id": "p", "text": "Water. Ink."}], questions, encoder))
    assert ranked == {"0": ("p",), "1": ("p",), "2": ("p",)}
    assert len(encoder.calls) == 2
