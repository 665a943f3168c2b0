"""knowledge/ and intents.yaml in, one Handbook out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from bot.content import canned, examples, organization, registry, registry_gaps, sections, topics, wording
from bot.content.check import Checked, check
from bot.content.document import Document, read
from bot.content.findings import Finding, Report
from bot.content.gaps import report_gaps
from bot.content.intents_schema import IntentsFile
from bot.content.reach import report_unreachable
from bot.content.registry_check import check_registry
from bot.content.registry_schema import LanguagesFile, RegistryFile
from bot.content.resemblance import report_resembling
from bot.content.schema import OrganizationFile
from bot.content.version import stamped
from bot.core.accounts.registry import Registry
from bot.core.handbook import Handbook
from bot.core.model import Language
from bot.errors import ContentError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The handbook, and what an operator should know before going live."""

    handbook: Handbook
    findings: tuple[Finding, ...]


def load(
    knowledge: Path,
    intents: Path,
    *,
    today: date | None = None,
    system_wording: Path | Traversable | None = None,
    closely: bool = False,
) -> Loaded:
    """Everything the organisation has written, as one value.

    `today` is the day against which review dates are held; without it they are not looked at.
    `system_wording` is the folder of the bot's own sentences, by default the one in the package.
    `closely` is for those who write the content: it also compares all examples, looks for each section,
    and tells what on the list of accounts is vague or too much alike.
    Raises ContentError with every error, one a line.
    """
    _require(knowledge, intents)
    report = Report()
    parts = _read(knowledge, intents, system_wording or files("bot") / "wording", report)
    _check_organization(parts, today, report)
    _check_intents(parts, report)
    report.raise_errors()
    handbook = _handbook(parts)
    if closely:
        registry_gaps.report_vague(_sound(parts.organization), report)
        registry_gaps.report_resembling(_sound(parts.organization), report)
        report_resembling(_sound(parts.examples), str(intents), report)
        report_unreachable(_sound(parts.sections), handbook, report)
    return Loaded(handbook, report.findings)


def load_registry(path: Path) -> Registry:
    """The list of accounts alone, from a file that may hold no more than it, or all of organization.yaml.

    Sections it names are not looked for. Raises ContentError with every error, one a line.
    """
    report = Report()
    document = read(path, report)
    declared = check(LanguagesFile, document, report)
    languages = declared.content.languages if declared else ()
    file = check(RegistryFile, _without_the_rest(document), report, languages) if declared else None
    email = file.content.contacts.email if file and file.content.contacts else None
    if file is not None:
        check_registry(file, email, report)
    report.raise_errors()
    return registry.build(_sound(file).content, email)


def _without_the_rest(document: Document | None) -> Document | None:
    """What of organization.yaml is no part of the list, left out unread."""
    if document is None or not isinstance(document.data, dict):
        return document
    rest = OrganizationFile.model_fields.keys() - RegistryFile.model_fields.keys()
    return replace(document, data={key: value for key, value in document.data.items() if key not in rest})


def _require(knowledge: Path, intents: Path) -> None:
    lacking = []
    if not knowledge.is_dir():
        lacking.append(f"{knowledge}/ not found: set KNOWLEDGE_DIR (of ask: --knowledge)")
    if not intents.is_file():
        lacking.append(f"{intents} not found: set INTENTS_FILE (of ask: --intents)")
    if lacking:
        raise ContentError("\n".join(lacking))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What could be read; a part is None when its errors keep it from being used."""

    languages: tuple[Language, ...] = ()
    organization: Checked[OrganizationFile] | None = None
    sections: sections.Sections | None = None
    system: wording.Sentences | None = None
    intents: Checked[IntentsFile] | None = None
    examples: examples.Examples | None = None
    replies: wording.Sentences | None = None
    canned: canned.CannedFile | None = None


def _read(knowledge: Path, intents: Path, system_wording: Path | Traversable, report: Report) -> _Parts:
    own = read(knowledge / "organization.yaml", report)
    asks = read(intents, report)
    declared = check(LanguagesFile, own, report)
    if declared is None:
        return _Parts()
    languages = declared.content.languages
    asked_for = check(IntentsFile, asks, report, languages)
    return _Parts(
        languages=languages,
        organization=check(OrganizationFile, own, report, languages),
        sections=sections.read_sections(knowledge / "guidelines", languages, report),
        system=wording.read_system(system_wording, declared, report),
        intents=asked_for,
        examples=examples.read_examples(asked_for, knowledge, languages, report) if asked_for else None,
        replies=wording.read_replies(asked_for, report) if asked_for else None,
        canned=canned.read_canned(knowledge / "replies.yaml", languages, report),
    )


def _check_organization(parts: _Parts, today: date | None, report: Report) -> None:
    if parts.organization is None:
        return
    check_registry(parts.organization, parts.organization.content.contacts.email, report)
    organization.report_not_on_file(parts.organization, report)
    if today is not None:
        organization.report_overdue(parts.organization, today, report)
    if parts.sections is not None:
        references = organization.section_references(parts.organization)
        sections.check_references(references, parts.sections, report)


def _check_intents(parts: _Parts, report: Report) -> None:
    if parts.intents is None or parts.examples is None or parts.replies is None:
        return
    topics.check_names(parts.intents, report)
    report_gaps(examples.by_topic(parts.examples), parts.intents, parts.languages, report)
    if parts.sections is not None:
        sections.check_references(topics.section_references(parts.intents), parts.sections, report)
    if parts.system is not None:
        wording.check_overrides(parts.system, parts.replies, report)
        topics.check_replies(parts.intents, {**parts.system, **parts.replies}, report)


def _handbook(parts: _Parts) -> Handbook:
    system, replies = _sound(parts.system), _sound(parts.replies)
    itself = _sound(parts.organization).content.calls_itself
    return stamped(
        Handbook(
            languages=parts.languages,
            organization=organization.build(_sound(parts.organization).content),
            sections=_sound(parts.sections).all,
            topics=topics.build(_sound(parts.intents).content, examples.by_topic(_sound(parts.examples))),
            wording=wording.merged(system, replies, itself, parts.languages),
            version="",
            canned=canned.build(_sound(parts.canned), itself),
        )
    )


def _sound(part: T | None) -> T:
    if part is None:
        raise AssertionError("a part is unusable, yet no error says why")
    return part
