"""An assistant together with what it was learnt from, for whoever looks inside."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.basics import open_encoder, read_content
from bot.app.learning import learnt_once
from bot.core.assistant import Assistant, prepare
from bot.core.embedding import Encoder
from bot.core.models import Models
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Opened:
    """An assistant and its parts."""

    assistant: Assistant
    models: Models
    encoder: Encoder | None


def open_models(settings: Settings) -> Opened:
    """The assistant for the content of the settings; ContentError when that is wrong."""
    handbook = read_content(settings).handbook
    encoder = open_encoder(settings)
    models = learnt_once(handbook, encoder, settings.cache)
    return Opened(prepare(handbook, encoder=encoder, models=models), models, encoder)
