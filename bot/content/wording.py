"""What the bot says: its own sentences, and the organisation's over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Formatter

from bot.content.check import Checked
from bot.content.document import Document, Trail, read
from bot.content.findings import Place, Report
from bot.content.intents_schema import IntentsFile
from bot.content.registry_schema import LanguagesFile
from bot.content.schema import SelfEntry
from bot.core.model import Language

_SHOWN = "bot/wording"
OWN_NAMES = ("we", "office")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in one language; `placeholders` is None where the braces are wrong."""

    text: str
    place: Place
    placeholders: frozenset[str] | None


Sentences = Mapping[str, Mapping[Language, Sentence]]
"""By id, then by language."""


def read_system(
    folder: Path | Traversable, declared: Checked[LanguagesFile], report: Report
) -> Sentences | None:
    """The system's own sentences; None, with the reasons reported, when a declared language is unusable."""
    languages = declared.content.languages
    read_in = {
        language: _read_language(folder, language, declared.place("languages", i), report)
        for i, language in enumerate(languages)
    }
    sentences: dict[str, dict[Language, Sentence]] = {}
    for language, own in read_in.items():
        for id, sentence in (own or {}).items():
            sentences.setdefault(id, {})[language] = sentence
    if None in read_in.values():
        return None
    for id, by_language in sentences.items():
        _report_lacking(id, by_language, languages, report)
        _report_differing(by_language, report)
    return sentences


def read_replies(file: Checked[IntentsFile], report: Report) -> Sentences:
    """The organisation's own sentences, from `replies` of intents.yaml."""
    replies = {
        id: {
            language: sentence(text, file.place("replies", id, language), report)
            for language, text in texts.items()
        }
        for id, texts in file.content.replies.items()
    }
    for by_language in replies.values():
        _report_differing(by_language, report)
    return replies


def check_overrides(system: Sentences, replies: Sentences, report: Report) -> None:
    """Report each reply that asks for a value which the sentence it replaces is never given."""
    for id in replies.keys() & system.keys():
        allowed = frozenset[str]().union(*(s.placeholders or () for s in system[id].values()))
        for reply in replies[id].values():
            unknown = (reply.placeholders or frozenset()) - allowed
            if unknown:
                report.error(
                    reply.place, f"no value for {_braced(unknown)} here; use only {_braced(allowed)}"
                )


def merged(
    system: Sentences, replies: Sentences, itself: SelfEntry, languages: tuple[Language, ...]
) -> dict[Language, dict[str, str]]:
    """Every sentence by language and id, the organisation's before the system's, with its own names in."""
    return {
        language: {
            id: named(by_language[language].text, itself, language)
            for id, by_language in {**system, **replies}.items()
        }
        for language in languages
    }


def named(text: str, itself: SelfEntry, language: Language) -> str:
    """{we} and {office} as the organisation calls itself; {We} and {Office} at the start of a sentence."""
    for name, own in zip(OWN_NAMES, (itself.organization, itself.office), strict=True):
        called = own[language].replace("{", "{{").replace("}", "}}")
        text = text.replace(f"{{{name}}}", called)
        text = text.replace(f"{{{name.capitalize()}}}", called[:1].upper() + called[1:])
    return text


def _read_language(
    folder: Path | Traversable, language: Language, declared_at: Place, report: Report
) -> dict[str, Sentence] | None:
    """From ja.yaml, ja.staff.yaml and so on."""
    paths = [path for path in folder.iterdir() if _is_of(language, path.name)]
    if not paths:
        shown = f"{_SHOWN}/{language}.yaml"
        report.error(declared_at, f"no wording for {language}; write {shown} or take the language out")
        return None
    documents = [read(path, report, f"{_SHOWN}/{path.name}") for path in sorted(paths, key=lambda p: p.name)]
    read_in = [document for document in documents if document is not None]
    return _flat(read_in, report) if len(read_in) == len(documents) else None


def _is_of(language: Language, name: str) -> bool:
    return name.startswith(f"{language}.") and name.endswith(".yaml")


def _flat(documents: Iterable[Document], report: Report) -> dict[str, Sentence]:
    sentences: dict[str, Sentence] = {}
    for place, value in _placed(documents):
        if not isinstance(value, str) or not value.strip():
            report.error(place, "expected text; a sentence that begins with { or [ stands in quotes")
        elif place.key in sentences:
            first = sentences[place.key].place
            where = f"line {first.line}" if first.file == place.file else first.where
            report.error(place, f"written twice (first in {where}); keep one")
        else:
            sentences[place.key] = sentence(value, place, report)
    return sentences


def _placed(documents: Iterable[Document]) -> Iterator[tuple[Place, object]]:
    for document in documents:
        for trail, value in _leaves(document.data, ()):
            yield document.place(*trail), value


def _leaves(data: object, trail: Trail) -> Iterator[tuple[Trail, object]]:
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from _leaves(value, (*trail, key))
    else:
        yield trail, data


def sentence(text: str, place: Place, report: Report) -> Sentence:
    """A sentence with its placeholders; a stray brace is reported."""
    try:
        return Sentence(text, place, _placeholders(text))
    except ValueError:
        report.error(place, "stray brace; write {name} for a value, {{ or }} for a brace itself")
        return Sentence(text, place, None)


def _placeholders(text: str) -> frozenset[str]:
    parsed = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    if any(
        not name.isidentifier() or spec or conversion for name, spec, conversion in parsed if name is not None
    ):
        raise ValueError(text)
    return frozenset(name for name, _, _ in parsed if name is not None and name.lower() not in OWN_NAMES)


def _report_lacking(
    id: str, by_language: Mapping[Language, Sentence], languages: tuple[Language, ...], report: Report
) -> None:
    for language in languages:
        if language not in by_language:
            lacks_not, sentence = next(iter(by_language.items()))
            place = sentence.place
            there = place.file.replace(f"/{lacks_not}.", f"/{language}.")
            report.error(place, f'not in {language}; write "{id}:" in {there}')


def _report_differing(by_language: Mapping[Language, Sentence], report: Report) -> None:
    (first_language, first), *others = by_language.items()
    for _, other in others:
        if None not in (first.placeholders, other.placeholders) and first.placeholders != other.placeholders:
            here, there = _braced(other.placeholders or ()), _braced(first.placeholders or ())
            report.error(
                other.place, f"{here} here but {there} in {first_language}; use the same in every language"
            )


def _braced(names: frozenset[str] | tuple[()]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "no placeholder"
