"""What intents.yaml and knowledge/examples/*.yaml may say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, RootModel, model_validator

from bot.content.fields import Entry, EveryLanguage, Id, SomeLanguages, Text
from bot.core.handbook import Does
from bot.core.model import RequestKind

ContactField = Literal["phone", "fax", "address", "email", "any"]


class TopicEntry(Entry):
    """One thing people ask, and what the bot does."""

    does: Does
    field: ContactField | None = None
    request: RequestKind | None = None
    language: Text | None = None
    reply: Text | None = None
    sections: tuple[Text, ...] = ()
    label: EveryLanguage[Text] | None = None
    follows: bool = False
    leads: bool = False
    phrases: SomeLanguages[tuple[Text, ...]] = Field(default_factory=dict)
    examples: SomeLanguages[tuple[Text, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_what_it_does_it_with(self) -> Self:
        needs = {
            "contact": ("field", self.field),
            "request": ("request", self.request),
            "language": ("language", self.language),
            "reply": ("reply", self.reply),
        }
        key, value = needs.get(self.does, ("", self.does))
        if value is None:
            raise ValueError(f'"does: {self.does}" needs {key}; write "{key}:" beside it')
        if self.leads and self.does != "escalate":
            raise ValueError('"leads: true" goes only with "does: escalate"; take it out')
        return self


class IntentEntry(Entry):
    """What people want, by topic."""

    topics: dict[Id, TopicEntry]


class IntentsFile(Entry):
    """The whole file."""

    more_examples: tuple[Text, ...] = ()
    intents: dict[Id, IntentEntry]
    replies: dict[Text, EveryLanguage[Text]] = Field(default_factory=dict)

    def topics(self) -> Iterator[tuple[str, str, TopicEntry]]:
        """Intent, name and entry of every topic, in the order of the file."""
        for intent, entry in self.intents.items():
            for name, topic in entry.topics.items():
                yield intent, name, topic


class ExamplesFile(RootModel[dict[str, dict[str, tuple[Text, ...]]]]):
    """Intent, topic, examples; the language is the file's name."""
