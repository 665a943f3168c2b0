"""What was learnt from a handbook, kept on disk: learning takes many times as long as reading it back."""

from __future__ import annotations

import logging
import pickle
import tempfile
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from bot import core
from bot.core.embedding import Encoder
from bot.core.handbook import Handbook
from bot.core.models import Models, learn_from

_LIBRARIES = ("numpy", "fugashi", "unidic-lite", "snowballstemmer", "jaconv")
"""Another version of these would read the examples otherwise."""
_MOST_KEPT = 4
"""Each change of the content is learnt anew; what was learnt from older ones goes."""
_log = logging.getLogger(__name__)


def learnt_once(handbook: Handbook, encoder: Encoder | None, folder: Path) -> Models:
    """What the folder keeps for this handbook and encoder; else it is learnt now, and kept if possible."""
    file = folder / f"{_key(handbook, encoder)}.learnt"
    models = _read(file)
    if models is None:
        models = learn_from(handbook, encoder)
        _write(file, models)
    return models


def _key(handbook: Handbook, encoder: Encoder | None) -> str:
    """Whatever would teach or read anything else: content, libraries and our own code."""
    sha = sha256(handbook.version.encode())
    sha.update((encoder.name if encoder else "no encoder").encode())
    for library in _LIBRARIES:
        sha.update(f"{library} {version(library)}".encode())
    for source in sorted(Path(*core.__path__).glob("*.py")):
        sha.update(source.read_bytes())
    return sha.hexdigest()[:16]


def _read(file: Path) -> Models | None:
    """None when there is no such file, or not a whole one.

    The folder is the bot's own, beside its database and key: who can write there needs no pickle.
    """
    try:
        with file.open("rb") as kept:
            models = pickle.load(kept)  # noqa: S301  # see above
    except FileNotFoundError:
        return None
    except Exception as error:  # a damaged pickle raises whatever it likes; it is learnt again then
        _log.warning("%s cannot be read (%s); learning again", file, type(error).__name__)
        return None
    return models if isinstance(models, Models) else None


def _write(file: Path, models: Models) -> None:
    """Whole or not at all: another process may be reading."""
    try:
        for folder in reversed([f for f in (file.parent, *file.parent.parents) if not f.exists()]):
            folder.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent) as beside:
            part = Path(beside, file.name)
            part.write_bytes(pickle.dumps(models, protocol=pickle.HIGHEST_PROTOCOL))
            part.chmod(0o600)
            part.replace(file)
        by_age = sorted(file.parent.glob("*.learnt"), key=lambda kept: kept.stat().st_mtime, reverse=True)
        for old in by_age[_MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("what was learnt cannot be kept in %s: %s", file.parent, error.strerror)
